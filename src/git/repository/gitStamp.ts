/**
 * A stamp that changes when git moves something in a worktree: HEAD, branch, or index. Read from git's files, without a
 * process.
 */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Equal only where git has neither checked out, reset, nor staged anything in the meantime; `root` is a worktree. */
export function gitStamp(root: string): string {
  const folder = gitFolderOf(root);
  return ['HEAD', 'index', 'logs/HEAD', 'ORIG_HEAD'].map((name) => versionOf(join(folder, name))).join(' ');
}

/** Returns the git folder of the worktree `root`; a linked one has its own. */
export function gitFolderOf(root: string): string {
  const link = join(root, '.git');
  try {
    return resolve(root, /^gitdir: (.+?)\s*$/.exec(readFileSync(link, 'utf8'))?.[1] ?? '.git');
  } catch {
    // It's a folder.
    return link;
  }
}

function versionOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs}/${size}/${ino}`;
  } catch {
    return '-';
  }
}
