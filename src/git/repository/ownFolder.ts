/**
 * Reads from git's files where the worktree of the records' own branch is, for code that runs on each key press. Repairs the
 * links between the two after a repository was moved, or when it's seen from a container. Runs no process; doesn't work for
 * repositories in the reftable format.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { OWN_BRANCH } from '../../core/record/ownBranch';

/** Returns the folder, or undefined if none is noted that is on the disk; `root` is any of the repository's worktrees. */
export function findOwnFolder(root: string): string | undefined {
  const folder = notedFolder(ownNotes(root));
  return folder !== undefined && existsSync(join(folder, '.git')) ? folder : undefined;
}

/** Returns whether git has notes of a worktree of the own branch, whose folder may be away. */
export function isOwnFolderNoted(root: string): boolean {
  return ownNotes(root) !== undefined;
}

/** git's own folder for the worktree of the own branch; undefined if there is none. */
function ownNotes(root: string): string | undefined {
  const common = commonFolderOf(root);
  if (common === undefined) {
    return undefined;
  }
  const notes = join(common, 'worktrees');
  const name = namesIn(notes).find((each) => isOwn(join(notes, each)));
  return name === undefined ? undefined : join(notes, name);
}

function notedFolder(notes: string | undefined): string | undefined {
  const noted = notes && read(join(notes, 'gitdir'));
  return notes && noted ? dirname(resolve(notes, noted)) : undefined;
}

/**
 * Makes the worktree of the own branch in `folder` and the repository around `root` find each other, where they don't: the
 * one was moved with the other, or by itself. The way there is relative then, so that it holds from wherever both are seen.
 * Returns whether anything was mended.
 * @throws what the system says.
 */
export function mendOwnFolder(root: string, folder: string): boolean {
  const notes = ownNotes(root);
  const target = linkOf(folder);
  // Another worktree, of this repository or of another one, is none of ours.
  if (notes === undefined || target === undefined || basename(target) !== basename(notes)) {
    return false;
  }
  const [here, real] = [join(folder, '.git'), realpathSync(notes)];
  if (existsSync(resolve(folder, target)) && realpathSync(resolve(folder, target)) !== real) {
    return false;
  }
  let mended = false;
  if (!existsSync(resolve(folder, target))) {
    // Only now: before version 2.48, `git worktree move` breaks a relative way.
    replace(here, `gitdir: ${relative(realpathSync(folder), real)}\n`);
    mended = true;
  }
  const noted = notedFolder(notes);
  if (noted === undefined || !existsSync(join(noted, '.git'))) {
    replace(join(notes, 'gitdir'), `${join(realpathSync(folder), '.git')}\n`);
    mended = true;
  }
  return mended;
}

/** Returns the same for a folder of records that git finds no repository for; the repository is above it or next to it. */
export function mendLost(folder: string): boolean {
  const target = linkOf(folder);
  if (target === undefined || existsSync(resolve(folder, target))) {
    return false;
  }
  const beside = namesIn(dirname(folder)).filter((name) => basename(folder).startsWith(`${name}-`));
  const roots = [...above(folder), ...beside.map((name) => join(dirname(folder), name))];
  return roots.some((root) => mendOwnFolder(root, folder));
}

function above(folder: string): string[] {
  const up = dirname(folder);
  return up === folder ? [] : [up, ...above(up)];
}

/** Where the worktree says that git's own folder is, as written; undefined if it isn't a linked worktree. */
function linkOf(folder: string): string | undefined {
  return /^gitdir: (.+)$/.exec(read(join(folder, '.git')))?.[1];
}

function replace(file: string, text: string): void {
  const beside = `${file}.incident-notes`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

/** Returns the git folder that all worktrees of the repository share; undefined if `root` is none of them. */
export function commonFolderOf(root: string): string | undefined {
  const link = join(root, '.git');
  try {
    if (statSync(link).isDirectory()) {
      return link;
    }
  } catch {
    return undefined;
  }
  const target = /^gitdir: (.+)$/.exec(read(link))?.[1];
  if (target === undefined) {
    return undefined;
  }
  const own = resolve(root, target);
  return resolve(own, read(join(own, 'commondir')) || '.');
}

const isOwn = (gitFolder: string): boolean => read(join(gitFolder, 'HEAD')) === `ref: refs/heads/${OWN_BRANCH}`;

/** Without the line ending; empty if there is no such file. */
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
