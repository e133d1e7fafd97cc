/**
 * The records' own branch: an orphan branch in a linked worktree next to the person's files, which is found, created, or
 * restored. Knows where it may be and how it stays out of sight. Removes nothing, forces nothing, and checks out nothing else.
 */
import { lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { refusal, type Refusal } from '../../core/text/refusal';
import { excludePath } from './exclude';
import * as git from '../commands/git';
import { GitFailure } from '../process/gitFailure';
import * as worktrees from '../commands/gitWorktree';
import { exists } from './onDisk';
import { findOwnFolder, mendOwnFolder } from './ownFolder';
import { openRepository, readBranchRef, readFacts, type Repository } from './repository';
import { GIT_REFUSALS } from '../process/sentences';

const OWN_REF = `refs/heads/${OWN_BRANCH}`;

/** The own branch with its worktree, open. */
export interface OwnBranch {
  /** The worktree as a repository; records are at its root. No hook runs in it: they check the application's code. */
  readonly repository: Repository;
  /** Whether the worktree was made, or brought back, by this call. */
  readonly made: boolean;
}

/** Returns the repository as one without hooks where the own branch is checked out in it; absent elsewhere. Costs no process. */
export async function asOwnBranch(repository: Repository): Promise<Repository | undefined> {
  return (await readBranchRef(repository)) === OWN_REF ? { ...repository, hooks: 'skip' } : undefined;
}

/** Returns the real path of the repository's main worktree, whichever of its worktrees is open; a bare one has none but this. */
export async function mainRoot(repository: Repository): Promise<string> {
  const { root, gitFolder, commonFolder } = repository;
  if (gitFolder === commonFolder) {
    return root;
  }
  // A submodule's git folder is in that of the repository around it, and `git worktree list` names a folder in there.
  const configuration = await git.readConfiguration(repository);
  if (git.isTrue(configuration.get('core.bare'))) {
    return root;
  }
  const noted = configuration.get('core.worktree');
  const [main] = await worktrees.listWorktrees(repository);
  const folders = [...(noted === undefined ? [] : [resolve(commonFolder, noted)]), ...(main ? [main.path] : [])];
  for (const folder of folders) {
    if (await exists(join(folder, '.git'))) {
      return realpath(folder);
    }
  }
  return root;
}

/** Returns the folder that git noted for the own branch, there or not; absent if it has none. */
export async function ownBranchFolder(repository: Repository): Promise<string | undefined> {
  return (await worktrees.listWorktrees(repository)).find(({ ref }) => ref === OWN_REF)?.path;
}

/**
 * Returns the own branch of this repository, whichever of its worktrees is open: the one that is there, else one brought back,
 * else made, from the remote's branch where one was fetched. `folder` is the records' folder, `incidents`; the worktree
 * is that folder, or a sibling of the repository's root, `app-incidents`, where the folder is in use. `alone` runs a work
 * while no other window does: git itself lets two make the same worktree. Records that are in the folder already, and that
 * git doesn't track, stay there and are on the own branch then; where `only` is an incident's id, none but that one.
 * @throws Refusal if it can't be opened.
 */
export async function openOwnBranch(
  repository: Repository,
  folder: string,
  alone: Alone,
  only?: string,
): Promise<OwnBranch> {
  return alone(() => openAlone(repository, folder, only));
}

export type Alone = <T>(work: () => Promise<T>) => Promise<T>;

async function openAlone(repository: Repository, folder: string, only: string | undefined): Promise<OwnBranch> {
  for (let tried = 1; ; tried++) {
    try {
      const opened = await tryOpen(repository, folder, only);
      if (opened !== undefined) {
        return opened;
      }
      if (tried >= WAITS) {
        throw refusal(GIT_REFUSALS, 'beingOpened');
      }
    } catch (error) {
      // Another window may have been quicker.
      if (!(error instanceof GitFailure) || !/^(unknown|refMoved|indexLocked)$/.test(error.code)) {
        throw error;
      }
      if (tried >= TRIES) {
        throw refusal(GIT_REFUSALS, 'cannotBeOpened', { why: saidBy(error) });
      }
    }
    await new Promise((resume) => setTimeout(resume, 100 + Math.random() * 150));
  }
}

const TRIES = 4;
const WAITS = 60;

/** Absent if it is to be tried again: another process is making it, or a step was made here. */
async function tryOpen(
  repository: Repository,
  folder: string,
  only: string | undefined,
): Promise<OwnBranch | undefined> {
  const top = await mainRoot(repository);
  const places = placesFor(top, folder);
  for (const path of [...places, findOwnFolder(top)]) {
    {
      if (path !== undefined) {
        mendOwnFolder(top, path);
      }
    }
  }
  const all = await worktrees.listWorktrees(repository);
  const found = all.find(({ ref }) => ref === OWN_REF) ?? (await findBegun(repository, all));
  if (found !== undefined && (await exists(join(found.path, '.git')))) {
    if (found.locked === 'initializing') {
      return undefined;
    }
    const opened = await openWorktree(repository, found.path);
    if (found.ref === OWN_REF) {
      return { repository: opened, made: false };
    }
    await worktrees.pointHead(opened, OWN_REF);
    return { repository: opened, made: true };
  }
  if (found?.locked !== undefined) {
    throw refusal(GIT_REFUSALS, 'goneAndLocked', { why: found.locked || found.path });
  }
  for (const path of found === undefined ? [] : places) {
    // It was moved with the repository, and neither knows where the other is.
    if (await isLost(path)) {
      return void (await worktrees.repairWorktree(repository, path));
    }
  }
  // Opened from the records' folder itself, in which something else is checked out.
  const inside = all.find(({ path }) => path === repository.root);
  if (inside && all.some(({ path }) => path !== inside.path && placesFor(path, folder).includes(inside.path))) {
    throw otherBranch(inside);
  }
  const tip = await findTip(repository);
  const path = await choosePath({ ...repository, root: top }, places, all, found?.path, tip, only);
  const around = await openRepository(dirname(path), repository.executable).catch(() => undefined);
  if (around !== undefined) {
    await excludePath(around, path);
  }
  if (found !== undefined) {
    await bringBack(repository, found.path, path);
  } else if (await isFree(path)) {
    await make({ ...repository, hooks: 'skip' }, path, tip);
  } else {
    await makeAround({ ...repository, hooks: 'skip' }, path, tip);
  }
  return { repository: await openWorktree(repository, path), made: true };
}

/** A worktree that `make` has begun and not finished. */
async function findBegun(
  repository: Repository,
  all: readonly worktrees.Worktree[],
): Promise<worktrees.Worktree | undefined> {
  const detached = all.filter(({ ref }) => ref === undefined);
  if (detached.length === 0) {
    return undefined;
  }
  const empty = await git.writeEmptyCommit(repository);
  return detached.find(({ head }) => head === empty);
}

/** Returns whether the folder is a linked worktree whose repository isn't where it was. */
async function isLost(path: string): Promise<boolean> {
  const link = await readFile(join(path, '.git'), 'utf8').catch(() => '');
  const target = /^gitdir: (.+?)\s*$/.exec(link)?.[1];
  return target !== undefined && !(await exists(resolve(path, target)));
}

async function openWorktree(repository: Repository, path: string): Promise<Repository> {
  const opened = await openRepository(path, repository.executable);
  if (opened === undefined || opened.root !== (await realpath(path))) {
    throw new GitFailure('notARepository', path);
  }
  return { ...opened, hooks: 'skip' };
}

/** Where the worktree may be: the folder in the repository, else its sibling. */
function placesFor(root: string, folder: string): [nested: string, sibling: string] {
  const inside = relative(root, resolve(root, folder)) || 'incidents';
  return [join(root, inside), `${root}-${basename(inside)}`];
}

function otherBranch({ path, ref }: worktrees.Worktree): Refusal {
  const branch = ref?.replace(/^refs\/heads\//, '');
  return refusal(GIT_REFUSALS, 'otherBranch', { folder: basename(path), branch });
}

async function choosePath(
  repository: Repository,
  [nested, sibling]: [nested: string, sibling: string],
  all: readonly worktrees.Worktree[],
  before: string | undefined,
  tip: OwnTip | undefined,
  only: string | undefined,
): Promise<string> {
  // Entries wait for the records where they were.
  for (const path of before === sibling ? [sibling, nested] : [nested, sibling]) {
    const other = all.find((worktree) => worktree.path === path);
    if (other !== undefined && path !== before) {
      throw otherBranch(other);
    }
    if (path === nested && (await isTracked(repository, relative(repository.root, nested).split(sep).join('/')))) {
      continue;
    }
    // What came into the folder after it was removed is the person's, and stays in it.
    if (path === before ? await isFolderOrFree(path) : await isFree(path)) {
      return path;
    }
    if (before === undefined && path === nested && (await hasOnlyNewRecords(repository, path, tip, only))) {
      return path;
    }
  }
  throw refusal(GIT_REFUSALS, 'foldersInUse', { nested: basename(nested), sibling: basename(sibling) });
}

/** Returns whether a checkout of the current or the default branch would write into the folder. */
async function isTracked(repository: Repository, folder: string): Promise<boolean> {
  if ((await git.listIndex(repository, folder)).length > 0) {
    return true;
  }
  const { defaultBranch: branch, remotes } = await readFacts(repository, folder);
  const refs = ['HEAD'];
  if (branch !== undefined) {
    refs.push(`refs/heads/${branch}`, ...remotes.map(({ name }) => `refs/remotes/${name}/${branch}`));
  }
  const questions = refs.map((ref) => `${ref}:${folder}`).filter((question) => !question.includes('\n'));
  return (await git.areObjects(repository, questions)).includes(true);
}

/** What the own branch begins with: its own commit, else that of a remote's branch which was fetched. */
interface OwnTip {
  readonly ref: string;
  readonly commit: string;
}

async function findTip(repository: Repository): Promise<OwnTip | undefined> {
  const refs = await git.listRefs(repository, ['refs/heads', 'refs/remotes', 'refs/incident-notes']);
  const own = refs.find(({ ref }) => ref === OWN_REF);
  if (own) {
    return own;
  }
  const there = refs.filter(({ ref }) => ref.endsWith(`/${OWN_BRANCH}`));
  if (there.length < 2) {
    return there[0];
  }
  // The chosen remote goes first; a branch that the extension fetched by itself counts as the remote's.
  const { ownRemote = 'origin' } = await readFacts(repository, '.');
  const rank = ({ ref }: OwnTip): number => Number(ref.split('/')[2] === ownRemote);
  return there.sort((one, other) => rank(other) - rank(one))[0];
}

async function startBranch(repository: Repository, tip: OwnTip): Promise<void> {
  if (tip.ref === OWN_REF) {
    return;
  }
  await git.moveRef(repository, { ref: OWN_REF, from: undefined, to: tip.commit, reason: `branch: from ${tip.ref}` });
}

async function make(repository: Repository, path: string, tip: OwnTip | undefined): Promise<void> {
  if (tip) {
    await startBranch(repository, tip);
    await worktrees.addWorktree(repository, path, OWN_BRANCH);
    return;
  }
  // A branch without a commit, so that the first record's is its first: git 2.39 begins worktrees at commits only.
  await worktrees.addEmptyWorktree(repository, path, await git.writeEmptyCommit(repository));
  await worktrees.pointHead(await openWorktree(repository, path), OWN_REF);
}

/**
 * Makes the worktree around records that are in its folder already, which stay untouched: they were declared before git
 * could say where they belong. git itself makes one in an empty folder only, so it's made elsewhere and moved.
 */
async function makeAround(repository: Repository, path: string, tip: OwnTip | undefined): Promise<void> {
  const elsewhere = join(repository.commonFolder, 'incident-notes', basename(path));
  await rm(dirname(elsewhere), { recursive: true, force: true });
  if (tip) {
    await startBranch(repository, tip);
  }
  const begin = tip?.commit ?? (await git.writeEmptyCommit(repository));
  await worktrees.addEmptyWorktree(repository, elsewhere, begin);
  await worktrees.pointHead(await openWorktree(repository, elsewhere), OWN_REF);
  await writeFile(join(path, '.git'), await readFile(join(elsewhere, '.git')), { flag: 'wx' });
  await rm(dirname(elsewhere), { recursive: true });
  await worktrees.repairWorktree(repository, path);
  const opened = await openWorktree(repository, path);
  if (tip) {
    await git.readIntoIndex(opened, tip.commit, join(opened.gitFolder, 'index'));
  }
  await worktrees.restoreMissing(opened);
}

/** Returns whether nothing is in the folder but records, none of which the branch has by that name. */
async function hasOnlyNewRecords(
  repository: Repository,
  path: string,
  tip: OwnTip | undefined,
  only: string | undefined,
): Promise<boolean> {
  const found = await readdir(path, { withFileTypes: true }).catch(() => []);
  const records = found.filter((entry) => entry.isDirectory() && isIncidentId(entry.name));
  if (records.length === 0 || records.length < found.length) {
    return false;
  }
  if (only !== undefined && records.some(({ name }) => name !== only)) {
    return false;
  }
  const areRecords = await Promise.all(records.map(({ name }) => exists(join(path, name, 'incident.md'))));
  if (areRecords.includes(false)) {
    return false;
  }
  const there = tip
    ? await git.areObjects(
        repository,
        records.map(({ name }) => `${tip.commit}:${name}`),
      )
    : [];
  return !there.includes(true);
}

/**
 * Gives git's notes of a worktree (what is checked out, the index) a folder again, and the folder its missing files.
 * Nothing is pruned: `git worktree prune` would take the notes of other worktrees along.
 */
async function bringBack(repository: Repository, before: string, path: string): Promise<void> {
  const notes = join(repository.commonFolder, 'worktrees');
  for (const name of await readdir(notes)) {
    const noted = await readFile(join(notes, name, 'gitdir'), 'utf8').catch(() => '');
    if (noted === '' || resolve(notes, name, noted.trim()) !== join(before, '.git')) {
      continue;
    }
    await mkdir(path, { recursive: true });
    await writeFile(join(path, '.git'), `gitdir: ${join(notes, name)}\n`, { flag: 'wx' });
    if (path !== before) {
      await worktrees.repairWorktree(repository, path);
    }
    await worktrees.restoreMissing(await openWorktree(repository, path));
    return;
  }
  throw new GitFailure('unknown', `git has no notes of ${before}`);
}

/** Returns what git says is wrong, without what it said before. */
function saidBy({ detail }: GitFailure): string {
  return /^(?:fatal|error): (.*)$/m.exec(detail)?.[1] ?? detail.split('\n', 1)[0] ?? '';
}

/** Returns whether nothing is at the path, or an empty folder. */
async function isFree(path: string): Promise<boolean> {
  return !(await exists(path)) || (await readdir(path).catch(() => ['not a folder'])).length === 0;
}

async function isFolderOrFree(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found === undefined || found.isDirectory();
}
