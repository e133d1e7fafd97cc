/**
 * Where git noted the work tree of the records' own branch, read from git's files: for what asks at each key press. Runs no
 * process; a repository in the reftable format tells nothing this way.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { OWN_BRANCH } from '../../core/status/place';

/** The folder, or undefined where none is noted that is on the disk; `root` is any of the repository's work trees. */
export function findOwnFolder(root: string): string | undefined {
  const common = commonFolderOf(root);
  if (common === undefined) return undefined;
  const notes = join(common, 'worktrees');
  for (const name of namesIn(notes)) {
    if (!isOwn(join(notes, name))) continue;
    const noted = read(join(notes, name, 'gitdir'));
    const folder = noted && dirname(resolve(notes, name, noted));
    if (folder && existsSync(join(folder, '.git'))) return folder;
  }
  return undefined;
}

/** The git folder that all work trees of the repository share; undefined where `root` is none of them. */
function commonFolderOf(root: string): string | undefined {
  const link = join(root, '.git');
  try {
    if (statSync(link).isDirectory()) return link;
  } catch {
    return undefined;
  }
  const target = /^gitdir: (.+)$/.exec(read(link))?.[1];
  if (target === undefined) return undefined;
  const own = resolve(root, target);
  return resolve(own, read(join(own, 'commondir')) || '.');
}

const isOwn = (gitFolder: string): boolean => read(join(gitFolder, 'HEAD')) === `ref: refs/heads/${OWN_BRANCH}`;

/** Without the line end; empty where there is no such file. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
