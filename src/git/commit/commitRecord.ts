/**
 * Commits one record's folder, exactly as it is on disk and nothing else, to the checked-out branch. Knows when a commit must
 * wait. Called for trusted repositories only.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, type Reason } from '../../core/text/reason';
import { chooseWay } from './commitWay';
import * as git from '../commands/git';
import { GitFailure, type GitFailureCode } from '../process/gitFailure';
import type { LeaveOutRules, LeftOut } from '../repository/leftOut';
import { COMMIT_HOLDS } from '../process/sentences';
import { readBlockingState } from '../repository/repositoryState';
import { listStaleIndex, readMoment, type RecordMoment } from './recordSnapshot';
import { readBranchRef, type Repository } from '../repository/repository';
import { formatTree } from '../commands/treeObject';

/** Why a commit waits: a state of the worktree, the record's own state, or what git said. */
export type HoldCode = keyof typeof COMMIT_HOLDS;

export type CommitOutcome =
  /** `leftOut` are files of the folder that are in no commit; absent if there is none. */
  | { readonly state: 'committed'; readonly commit: string; readonly leftOut?: readonly LeftOut[] }
  /** The branch holds the folder as it is on disk already; its commit, where it has one. */
  | { readonly state: 'unchanged'; readonly commit: string | undefined; readonly leftOut?: readonly LeftOut[] }
  | {
      readonly state: 'held';
      readonly reason: Reason<HoldCode>;
      /** What git or a hook printed, credentials redacted. */
      readonly detail?: string;
    };

export interface CommitOptions extends LeaveOutRules {
  /** Whether the repository's commit hooks run; `skip` on a branch of the tool's own, whose files they don't check. */
  readonly hooks?: 'run' | 'skip';
  /** Texts that are committed instead of what is on disk, by their paths below the folder; the disk stays as it is. */
  readonly instead?: ReadonlyMap<string, string>;
  /**
   * Looks at the folder's files before anything of them is in a commit; a reason holds it. They are paths in the folder and
   * blobs, which `read` gives as they will be committed.
   */
  readonly inspect?: (files: readonly CommitFile[]) => Promise<Reason | undefined>;
  /** Maximum number of tries while others commit or lock the index; 60 if absent, and never more than 8 with hooks. */
  readonly tries?: number;
}

export interface CommitFile {
  readonly path: string;
  /** The blob's name: the same one has the same content. */
  readonly blob: string;
  readonly read: () => Promise<Buffer>;
  /** Its content in the branch's last commit; undefined if that has no such file. */
  readonly readCommitted: () => Promise<Buffer | undefined>;
}

const USUAL_TRIES = 60;
const TRIES_WITH_HOOKS = 8;
/** Maximum number of commits in a row that a hook may refuse because it has rewritten the record. */
const MOST_REWRITTEN = 2;

/**
 * Commits the folder (absolute path) as it is on disk: its regular files, new, changed and removed, but
 * for what `leaveOut` leaves out. The person's branch, stash, other files and the index entries of other paths stay as they are. Never throws for what git
 * or the repository does: it says `held`, and nothing was committed.
 */
export async function commitRecord(
  repository: Repository,
  folder: string,
  subject: string,
  options: CommitOptions = {},
): Promise<CommitOutcome> {
  const message = subject.split(/[\r\n]/, 1)[0]?.trim() || 'inc: update record';
  const { tries = USUAL_TRIES } = options;
  let rewritten = 0;
  for (let tried = 1; ; tried++) {
    try {
      return await tryCommit(repository, folder, message, options);
    } catch (error) {
      const failure = asFailure(error);
      // A formatter refuses what it has just put right: that is committed, and the hook says whether it's content.
      if (failure instanceof HookedFailure && failure.rewrote && ++rewritten <= MOST_REWRITTEN) {
        continue;
      }
      if (!passes(failure) || tried >= (failure instanceof HookedFailure ? Math.min(TRIES_WITH_HOOKS, tries) : tries)) {
        return heldBy(failure);
      }
    }
    await pause(tried);
  }
}

async function tryCommit(
  repository: Repository,
  folder: string,
  message: string,
  { hooks = 'run', instead, inspect, tries = USUAL_TRIES, ...leaving }: CommitOptions,
): Promise<CommitOutcome> {
  const odd = await readBlockingState(repository);
  if (odd !== undefined) {
    return held(reasonOf(COMMIT_HOLDS, odd));
  }
  const moment = await readMoment(repository, folder, instead, leaving);
  if (moment === 'detached') {
    return held(reasonOf(COMMIT_HOLDS, 'detachedHead'));
  }
  if (moment === 'outside') {
    return held(reasonOf(COMMIT_HOLDS, 'outside'));
  }
  if (moment.index.some(({ stage }) => stage > 0)) {
    return held(reasonOf(COMMIT_HOLDS, 'unmergedRecord'));
  }
  if (moment.unchanged) {
    await refreshIndex(repository, moment, tries);
    return { state: 'unchanged', commit: moment.commit, ...leftOutOf(moment) };
  }
  const objection = await inspect?.(filesOf(repository, moment));
  if (objection !== undefined) {
    return held(reasonOf(COMMIT_HOLDS, 'inspection', objection));
  }
  const way = await chooseWay(repository, moment.configuration, hooks);
  return way === 'tree'
    ? commitTree(repository, moment, message, tries)
    : commitThroughHooks(repository, folder, moment, message, { instead, tries, leaving });
}

const leftOutOf = ({ leftOut }: RecordMoment): { leftOut?: readonly LeftOut[] } =>
  leftOut.length > 0 ? { leftOut } : {};

/** Files that somebody chose to leave out, by their paths in the repository: they are on the disk, and in no commit. */
const chosenOf = ({ folder, leftOut }: RecordMoment): ReadonlySet<string> =>
  new Set(leftOut.flatMap(({ path, why }) => (why === 'chosen' ? [`${folder.path}/${path}`] : [])));

function filesOf(repository: Repository, { intended, folder, commit }: RecordMoment): CommitFile[] {
  return [...intended].map(([path, { object }]) => commitFile(repository, folder.path, path, object, commit));
}

/** Returns the file at `path` of the repository that is to be committed as `blob` on top of `parent`, a commit's name. */
export function commitFile(
  repository: Repository,
  folder: string,
  path: string,
  blob: string,
  parent: string | undefined,
): CommitFile {
  const read = async (questions: readonly string[]): Promise<(Buffer | undefined)[]> =>
    (await git.readObjects(repository, questions)).map((object) => object?.content);
  // Whoever asks for one of the two asks for the other as well, which then costs no process of git.
  let both: Promise<(Buffer | undefined)[]> | undefined;
  return {
    path: path.slice(folder.length + 1),
    blob,
    read: async () => (await (both ?? read([blob])))[0] ?? Buffer.alloc(0),
    readCommitted: async () =>
      parent === undefined ? undefined : (await (both ??= read([blob, `${parent}:${path}`])))[1],
  };
}

async function commitTree(
  repository: Repository,
  moment: RecordMoment,
  message: string,
  tries: number,
): Promise<CommitOutcome> {
  const { trees, name: tree } = moment.planting;
  const written = await git.writeTrees(repository, trees.map(formatTree));
  if (tree === undefined || written.at(-1) !== tree) {
    throw new GitFailure('unknown', `tree ${tree}, but git wrote ${written.at(-1)}`);
  }
  const sign = git.isTrue(moment.configuration.get('commit.gpgsign'));
  const parents = moment.commit === undefined ? [] : [moment.commit];
  const commit = await git.writeCommit(repository, { tree, parents, message, sign });

  // The index goes first: a crash between the two leaves the entry staged, not a staged removal of it.
  await refreshIndex(repository, moment, tries);
  if ((await readBlockingState(repository)) !== undefined || (await readBranchRef(repository)) !== moment.ref) {
    throw new GitFailure('refMoved', 'the person switched branches or began an operation');
  }
  const move = { ref: moment.ref, from: moment.commit, to: commit, reason: `commit: ${message}` };
  await git.moveRef(repository, move);
  await stageTexts(repository, moment);
  return { state: 'committed', commit, ...leftOutOf(moment) };
}

async function commitThroughHooks(
  repository: Repository,
  folder: string,
  moment: RecordMoment,
  message: string,
  { instead, tries, leaving }: { instead: CommitOptions['instead']; tries: number; leaving: LeaveOutRules },
): Promise<CommitOutcome> {
  await refreshIndex(repository, moment, tries);
  const tracked = moment.commit === undefined ? [] : await git.listFiles(repository, moment.ref, moment.folder.path);
  const besides = moment.folder.others.map((other) => `${moment.folder.path}/${other}`);
  const ours = (path: string): boolean => !besides.some((other) => path === other || path.startsWith(other + '/'));
  const paths = [...new Set([...moment.intended.keys(), ...tracked.filter(ours)])];
  try {
    // `git commit --only` takes what is on the disk.
    if (moment.instead.size === 0 && !paths.some((path) => chosenOf(moment).has(path))) {
      await git.commitOnly(repository, paths, message);
    } else {
      await commitBesideDisk(repository, paths, moment, message);
    }
  } catch (error) {
    const now = await readMoment(repository, folder, instead, leaving);
    throw new HookedFailure(asFailure(error), typeof now === 'object' && !isSame(now.intended, moment.intended));
  }
  // It counts only when the branch holds what was meant, or what a hook made of the file on disk.
  const after = await readMoment(repository, folder, instead, leaving);
  if (typeof after !== 'object' || after.commit === undefined) {
    throw new GitFailure('refMoved', 'the branch is gone');
  }
  await refreshIndex(repository, after, tries);
  const { commit } = after;
  if (after.unchanged || (await holds(repository, commit, moment))) {
    await stageTexts(repository, after);
    return { state: 'committed', commit, ...leftOutOf(after) };
  }
  const disk = instead && (await readMoment(repository, folder, undefined, leaving));
  if (typeof disk === 'object') {
    await refreshIndex(repository, disk, tries);
  }
  return held(reasonOf(COMMIT_HOLDS, 'hookChanged'), "The commit doesn't contain the record as it is on disk.");
}

/** What `git commit --only` does, with an index that is made of blobs and not of the disk. */
async function commitBesideDisk(
  repository: Repository,
  paths: readonly string[],
  { ref, commit, intended }: RecordMoment,
  message: string,
): Promise<void> {
  const index = join(repository.gitFolder, `incident-notes-${randomBytes(6).toString('hex')}.index`);
  const absent = { mode: '0', object: '0'.repeat([...intended.values()][0]!.object.length) };
  try {
    if (commit !== undefined) {
      await git.readIntoIndex(repository, commit, index);
    }
    await git.setIndex(repository, new Map(paths.map((path) => [path, intended.get(path) ?? absent])), index);
    // `git commit` takes whatever the branch is at for the parent, and this index holds nothing that came since.
    const [tip] = await git.readRefs(repository, [ref]);
    if (tip !== commit) {
      throw new GitFailure('refMoved', 'the branch was moved meanwhile');
    }
    await git.commitIndex(repository, index, message);
  } finally {
    await Promise.all([index, `${index}.lock`].map((left) => rm(left, { force: true })));
  }
}

async function holds(repository: Repository, commit: string, moment: RecordMoment): Promise<boolean> {
  const paths = [...moment.intended].filter(([path]) => !path.includes('\n'));
  const found = await git.readObjects(
    repository,
    paths.map(([path]) => `${commit}:${path}`),
  );
  return paths.every(([, entry], index) => found[index]?.name === entry.object);
}

/** Brings the record's entries of the person's index up to the disk; a lock that is held for a moment is waited for. */
async function refreshIndex(repository: Repository, moment: RecordMoment, tries: number): Promise<void> {
  const chosen = chosenOf(moment);
  const all = listStaleIndex(moment).filter((path) => !moment.instead.has(path));
  const [gone, stale] = [all.filter((path) => chosen.has(path)), all.filter((path) => !chosen.has(path))];
  for (let tried = 1; all.length > 0; tried++) {
    try {
      if (stale.length > 0) {
        await git.updateIndex(repository, stale);
      }
      if (gone.length > 0) {
        const absent = { mode: '0', object: '0'.repeat(moment.index[0]!.blob.length) };
        await git.setIndex(repository, new Map(gone.map((path) => [path, absent])));
      }
      return;
    } catch (error) {
      if (asFailure(error).code !== 'indexLocked' || tried >= tries) {
        throw error;
      }
    }
    await pause(tried);
  }
}

/**
 * Brings the index up to the branch where that holds a text that isn't on the disk: only once it does, or the person's
 * next commit would take that text along.
 */
async function stageTexts(repository: Repository, moment: RecordMoment): Promise<void> {
  const entries = new Map([...moment.intended].filter(([path]) => moment.instead.has(path)));
  if (entries.size > 0) {
    await git.setIndex(repository, entries);
  }
}

/** Chance keeps two writers from meeting again and again. */
function pause(tried: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(25 * tried, 250)));
}

/** A failure while hooks ran: what git doesn't explain is the hook's. */
class HookedFailure extends GitFailure {
  /** Whether a hook refused, and the record on the disk is another by now. */
  readonly rewrote: boolean;

  constructor(cause: GitFailure, rewrote: boolean) {
    super(cause.code === 'unknown' ? 'hookRefused' : cause.code, cause.detail);
    this.rewrote = rewrote && this.code === 'hookRefused';
  }
}

const isSame = (one: RecordMoment['intended'], other: RecordMoment['intended']): boolean =>
  one.size === other.size && [...one].every(([path, { object }]) => other.get(path)?.object === object);

function asFailure(error: unknown): GitFailure {
  if (error instanceof GitFailure) {
    return error;
  }
  const { code } = error as NodeJS.ErrnoException;
  // Anything but a system's error is a bug, and bugs aren't hidden.
  if (typeof code !== 'string') {
    throw error;
  }
  return new GitFailure(SYSTEM_ERRORS[code] ?? 'unknown', String(error));
}

const SYSTEM_ERRORS: Readonly<Record<string, GitFailureCode>> = {
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  EROFS: 'readOnly',
  ENOSPC: 'diskFull',
};

/** Returns whether it is worth another try at once: somebody else was quicker, or a file was replaced while git read it. */
function passes(failure: GitFailure): boolean {
  if (failure.code === 'refMoved') {
    return true;
  }
  // Otherwise the lock was waited for already, see `refreshIndex`.
  if (failure.code === 'indexLocked') {
    return failure instanceof HookedFailure;
  }
  return failure.code === 'unknown' && failure.detail.includes('No such file or directory');
}

const held = (reason: Reason<HoldCode>, detail?: string): CommitOutcome => ({
  state: 'held',
  reason,
  ...(detail ? { detail } : {}),
});

const heldBy = ({ reason, detail }: GitFailure): CommitOutcome => held(reason, detail);
