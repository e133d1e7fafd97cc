/** Reads the person's email address from git's configuration files, for when there's no time to ask git. Runs no process. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readConfigText, type Setting } from '../commands/configText';
import { gitFolderOf } from './gitStamp';
import { commonFolderOf } from './ownFolder';

/** How deep files may include others, as for git. */
const DEEPEST = 10;

/**
 * git's `user.email` for the worktree `root`, else that of all repositories; undefined if none is set, and where a
 * condition decides that only git knows.
 */
export async function readOwnEmail(root?: string): Promise<string | undefined> {
  const { GIT_CONFIG_GLOBAL: own, GIT_CONFIG_NOSYSTEM: alone, XDG_CONFIG_HOME: shared } = process.env;
  const usual = [join(shared || join(homedir(), '.config'), 'git', 'config'), join(homedir(), '.gitconfig')];
  const common = root === undefined ? undefined : commonFolderOf(root);
  const gitFolder = root === undefined ? undefined : gitFolderOf(root);
  const files = [
    ...(alone ? [] : ['/etc/gitconfig']),
    ...(own ? [own] : usual),
    ...(common === undefined ? [] : [join(common, 'config')]),
  ];
  // The later file counts, as for git.
  const settings = (await Promise.all(files.map((file) => readWithIncluded(file, gitFolder, DEEPEST)))).flat();
  return settings.includes(UNKNOWN)
    ? undefined
    : settings.findLast(({ key }) => key === 'user.email')?.value || undefined;
}

/** What a condition that isn't read here may set. */
const UNKNOWN: Setting = { key: '', value: '' };

async function readWithIncluded(file: string, gitFolder: string | undefined, depth: number): Promise<Setting[]> {
  const settings = readConfigText(await readFile(file, 'utf8').catch(() => ''));
  const whole = settings.map(async (setting): Promise<Setting[]> => {
    const [, condition] = /^include(?:if\.(.*))?\.path$/s.exec(setting.key) ?? [];
    if (!/^include(if\..*)?\.path$/s.test(setting.key) || depth === 0) {
      return [setting];
    }
    const holds = condition === undefined || isWithin(condition, gitFolder, file);
    const path = resolve(dirname(file), setting.value.replace(/^~(?=\/)/, homedir()));
    return holds === undefined ? [UNKNOWN] : holds ? readWithIncluded(path, gitFolder, depth - 1) : [];
  });
  return (await Promise.all(whole)).flat();
}

/** Returns whether the git folder is where a condition, `gitdir:~/work/`, wants it; undefined for other conditions. */
function isWithin(condition: string, gitFolder: string | undefined, file: string): boolean | undefined {
  const [, folding, written] = /^gitdir(\/i)?:(.+)$/.exec(condition) ?? [];
  if (written === undefined) {
    return undefined;
  }
  const whole = written.replace(/^~(?=\/)/, homedir()).replace(/^\.(?=\/)/, dirname(file));
  const pattern = (isAbsolute(whole) ? whole : `**/${whole}`).replace(/\/$/, '/**');
  const parts: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
  const source = pattern.replace(/\*\*\/|\*\*|[*?]|[\\^$.|+()[\]{}]/g, (found) => parts[found] ?? `\\${found}`);
  return gitFolder !== undefined && new RegExp(`^${source}$`, folding ? 'i' : '').test(gitFolder);
}
