/**
 * Paths as git for Windows and the system write them. The system's rules are a parameter, so that they can be tested anywhere.
 */
import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/**
 * The git that the editor's setting `git.path` names, one path or several: the first that is absolute on this system and
 * there; undefined if none is.
 */
export function configuredGit(
  setting: unknown,
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const rules = platform === 'win32' ? win32 : posix;
  return [setting]
    .flat()
    .find((path): path is string => typeof path === 'string' && rules.isAbsolute(path) && exists(path));
}

/** Returns a path that git printed, `C:/Users/dana/app`, as the system's own programs write it. */
export function nativePath(printed: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? win32.normalize(printed) : printed;
}
