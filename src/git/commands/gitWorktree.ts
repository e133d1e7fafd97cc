/**
 * Commands of git for linked worktrees, as named functions like those in `git.ts`. Never forces and never removes. Each throws
 * a `GitFailure`.
 */
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { checkedObject, checkedRef, lines, nulSeparated } from './git';
import { nativePath } from '../process/executable';
import { GitFailure } from '../process/gitFailure';
import type { Place } from '../process/gitProcess';
import { runGit } from '../process/runGit';

/** A worktree of the repository, the main one included. */
export interface Worktree {
  /** As git noted it, absolute; there or not. */
  readonly path: string;
  /** The commit that is checked out; zeros where the branch has none. */
  readonly head?: string;
  /** Full name of what is checked out; absent on a detached HEAD. */
  readonly ref?: string;
  /** The note of the lock, empty if none was given; absent if it isn't locked. */
  readonly locked?: string;
}

/** All worktrees, those included whose folder is gone; a bare repository itself is none. */
export async function listWorktrees(place: Place): Promise<Worktree[]> {
  const worktrees: { path: string; head?: string; ref?: string; locked?: string; bare?: true }[] = [];
  const { printed, isOld } = await listLines(place);
  for (const line of printed) {
    const [, key, value = ''] = /^(\w+)(?: ([^]*))?$/.exec(line) ?? [];
    const last = worktrees.at(-1);
    if (key === 'worktree') {
      worktrees.push({ path: nativePath(value) });
    } else if (last && key === 'HEAD') {
      last.head = value;
    } else if (last && key === 'branch') {
      last.ref = value;
    } else if (last && key === 'locked') {
      last.locked = value;
    } else if (last && key === 'bare') {
      last.bare = true;
    }
  }
  // Git before 2.31 doesn't print them.
  const locks = isOld ? await readLocks(place) : new Map<string, string>();
  return worktrees
    .filter(({ bare }) => bare === undefined)
    .map((worktree) => ({ ...(locks.has(worktree.path) && { locked: locks.get(worktree.path)! }), ...worktree }));
}

/** Returns the notes of locks by the worktrees' folders, from git's files. */
async function readLocks(place: Place): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await runGit(place, ['rev-parse', '--git-common-dir']);
  const notes = join(resolve(place.root, nativePath(stdout.toString('utf8').replace(/\n$/, ''))), 'worktrees');
  const locks = new Map<string, string>();
  for (const name of await readdir(notes).catch(() => [])) {
    const [path, note] = await Promise.all(
      ['gitdir', 'locked'].map((file) => readFile(join(notes, name, file), 'utf8').catch(() => undefined)),
    );
    if (path !== undefined && note !== undefined) {
      locks.set(dirname(resolve(notes, name, path.trimEnd())), note.trimEnd());
    }
  }
  return locks;
}

/** Git before 2.36 knows no `-z`; it can't name a folder with a line ending then. */
async function listLines(place: Place): Promise<{ readonly printed: string[]; readonly isOld: boolean }> {
  const command = ['worktree', 'list', '--porcelain'];
  try {
    return { printed: nulSeparated((await runGit(place, [...command, '-z'])).stdout), isOld: false };
  } catch (error) {
    if (!(error instanceof GitFailure) || error.code !== 'tooOld') {
      throw error;
    }
    return { printed: lines((await runGit(place, command)).stdout), isOld: true };
  }
}

/** A worktree at a path that doesn't exist or is an empty folder, with the branch's files in it. */
export async function addWorktree(place: Place, path: string, branch: string): Promise<void> {
  checkedRef(`refs/heads/${branch}`);
  await runGit(place, [...WHOLE, 'worktree', 'add', '--', path, branch], { writes: true, limit: 120_000 });
}

/** The same with a commit checked out by no branch's name, and no file. */
export async function addEmptyWorktree(place: Place, path: string, commit: string): Promise<void> {
  const command = ['worktree', 'add', '--no-checkout', '--detach', '--', path, checkedObject(commit)];
  await runGit(place, [...WHOLE, ...command], { writes: true });
}

/** Lets HEAD stand for a branch, there or not; neither files nor index change. */
export async function pointHead(place: Place, ref: string): Promise<void> {
  await runGit(place, ['symbolic-ref', 'HEAD', checkedRef(ref)], { writes: true });
}

/** Notes where a worktree is now, by the file `.git` in it. */
export async function repairWorktree(place: Place, path: string): Promise<void> {
  await runGit(place, ['worktree', 'repair', '--', path], { writes: true });
}

/** Writes the files that the index has and the worktree lacks; the others stay as they are. */
export async function restoreMissing(place: Place): Promise<void> {
  const { stdout } = await runGit(place, ['ls-files', '--deleted', '-z']);
  if (stdout.length === 0) {
    return;
  }
  const command = ['checkout-index', '--index', '--stdin', '-z'];
  await runGit(place, [...WHOLE, ...command], { input: stdout, writes: true, limit: 120_000 });
}

/** A sparse checkout is the person's choice for their own files; a new worktree would inherit it. */
const WHOLE = ['-c', 'core.sparseCheckout=false'];
