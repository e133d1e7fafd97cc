/**
 * Reads a file of a team's own configuration, `.incident-notes/process.yaml`. At once, because whoever asks shows something;
 * follows no symbolic link, because a repository's content may be hostile.
 */

import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TeamFile {
  readonly path: string;
  /** Another one whenever the file may have changed. */
  readonly stamp: string;
}

/** What is larger is nobody's configuration, and is not read. */
const MOST_BYTES = 200_000;

/** The file of that name; absent where there is none, or where it is a link, a pipe or too large. */
export function findTeamFile(root: string, name: string): TeamFile | undefined {
  const folder = join(root, '.incident-notes');
  const path = join(folder, name);
  const outer = lstatSync(folder, { throwIfNoEntry: false });
  const file = outer?.isDirectory() ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
  return file?.isFile() && file.size <= MOST_BYTES
    ? { path, stamp: [path, file.ino, file.size, file.mtimeMs, file.ctimeMs].join(' ') }
    : undefined;
}

/** Its text; absent where it was removed meanwhile, or may not be read. */
export function readTeamFile({ path }: TeamFile): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
