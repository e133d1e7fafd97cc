/**
 * The branch on which a record and its postmortem are reviewed: `incident/<id>`, off the default branch, built without a
 * checkout. Knows commits and folders; whether anything may be pushed, and how edits are merged, is its caller's.
 *
 * On the default branch the record is at `<folder>/<id>`. In a repository whose linked worktree of records is
 * `<root>/<folder>`, a checkout of the default branch would write its files over the records (git takes excluded files for
 * expendable), so there the caller names another folder.
 */
import { refusal } from '../../core/text/refusal';
import { compareTrees, readSides, type FileSides } from './branchMerge';
import * as git from '../commands/git';
import { listMergeBases, listWay, writeEmptyTree } from '../commands/gitHistory';
import { listWorktrees } from '../commands/gitWorktree';
import type { Repository } from '../repository/repository';
import { changeTree } from '../commit/treeChange';
import { GIT_REFUSALS } from '../process/sentences';

export interface Review {
  readonly id: string;
  /** The folder of records on the default branch: `incidents`. */
  readonly folder: string;
  /** The commit that holds the record, and the folder's path in it: `<id>` on the records' own branch. */
  readonly records: string;
  readonly recordPath: string;
  /** The commit of the default branch to begin at. */
  readonly onto: string;
  /** The review branch's commit on the remote, just fetched; absent if the remote has none. */
  readonly fetched?: string;
}

/** What's on the review branch. */
export interface ReviewState {
  /** Its commit, the remote's or this clone's, whichever holds the other; absent if there is none. */
  readonly tip?: string;
  /**
   * Files, by path in the record's folder, that reviewers made otherwise than the record ever was and that aren't so in it
   * now: to be merged into the record before the branch is written again.
   */
  readonly edits: readonly FileSides[];
}

export type ReviewOutcome =
  /** `added`: whether a commit was needed. */
  { readonly commit: string; readonly added: boolean } | 'nothingToReview' | 'moved';

/** `incident/2026-11-20-lb-down` */
export const reviewBranch = (id: string): string => `incident/${id}`;

/** More commits than these aren't searched for the version that a reviewer began with. */
const MOST_SEARCHED = 500;

/**
 * Returns what is on the review branch, and what of it is to be taken back.
 * @throws Refusal if two of them have parted.
 */
export async function readReview(repository: Repository, review: Review): Promise<ReviewState> {
  const tip = await readTip(repository, review);
  if (tip === undefined) {
    return { edits: [] };
  }
  const path = pathOf(review);
  const [theirs, ours] = await git.readObjects(repository, [`${tip}:${path}`, treeOf(review)]);
  if (theirs?.type !== 'tree' || ours?.type !== 'tree') {
    return { tip, edits: [] };
  }
  const base = await findExported(repository, review, tip);
  const files = await compareTrees(repository, base, ours.name, theirs.name);
  return { tip, edits: await readSides(repository, files) };
}

/**
 * Adds a commit that makes the record's folder on the review branch what it is in `records`; other files stay as they are.
 * `tip` is that of the state whose edits were merged: `moved` where the branch isn't there anymore.
 */
export async function writeReview(
  repository: Repository,
  review: Review,
  tip: string | undefined,
  message: string,
): Promise<ReviewOutcome> {
  if ((await readTip(repository, review)) !== tip) {
    return 'moved';
  }
  const ref = `refs/heads/${reviewBranch(review.id)}`;
  const used = (await listWorktrees(repository)).find((worktree) => worktree.ref === ref);
  if (used) {
    throw refusal(GIT_REFUSALS, 'reviewCheckedOut', { branch: reviewBranch(review.id), path: used.path });
  }
  // After a merge it starts over, from where the default branch is now.
  const merged = tip !== undefined && (await listMergeBases(repository, tip, review.onto)).includes(tip);
  const squashed = tip !== undefined && !merged && (await isSquashed(repository, review, tip));
  const parent = tip === undefined || merged || squashed ? review.onto : tip;
  const [record, before] = await git.readObjects(repository, [treeOf(review), `${parent}^{tree}`]);
  if (record?.type !== 'tree') {
    throw refusal(GIT_REFUSALS, 'reviewUncommitted', { id: review.id });
  }
  const tree = await changeTree(
    repository,
    parent,
    new Map([[pathOf(review), { mode: '40000', object: record.name }]]),
  );
  const local = await readLocal(repository, review.id);
  if (tree === before?.name) {
    if (parent === review.onto) {
      return 'nothingToReview';
    }
    await move(repository, ref, local, parent, message);
    return { commit: parent, added: false };
  }
  const sign = git.isTrue((await git.readConfiguration(repository)).get('commit.gpgsign'));
  // Where the branch is on the remote still, it goes forward; with the default branch for a parent it can be merged again.
  const parents = squashed && review.fetched !== undefined ? [tip, parent] : [parent];
  const commit = await git.writeCommit(repository, { tree, parents, message, sign });
  await move(repository, ref, local, commit, message);
  return { commit, added: true };
}

/** Returns whether the default branch has the record's folder as it is, so that there is nothing to review. */
export async function isReviewed(repository: Repository, review: Review): Promise<boolean> {
  const [there, here] = await git.readObjects(repository, [`${review.onto}:${pathOf(review)}`, treeOf(review)]);
  return there?.type === 'tree' && there.name === here?.name;
}

/** Returns a file of the record's folder as the default branch has it, or undefined if it isn't there. */
export async function readReviewed(
  repository: Repository,
  review: Pick<Review, 'id' | 'folder' | 'onto'>,
  file: string,
): Promise<string | undefined> {
  const [found] = await git.readObjects(repository, [`${review.onto}:${pathOf(review)}/${file}`]);
  return found?.type === 'blob' ? found.content.toString() : undefined;
}

/** Returns whether the default branch has the folder as it once was on the review branch: squashed, rebased, or picked from it. */
async function isSquashed(repository: Repository, review: Review, tip: string): Promise<boolean> {
  const path = pathOf(review);
  const [there] = await git.readObjects(repository, [`${review.onto}:${path}`]);
  if (there === undefined) {
    return false;
  }
  const reviewed = await listWay(repository, undefined, tip, MOST_SEARCHED, path);
  return (await readTrees(repository, reviewed, path)).includes(there.name);
}

async function readTrees(
  repository: Repository,
  commits: readonly { commit: string }[],
  path: string,
): Promise<string[]> {
  const questions = commits.map(({ commit }) => `${commit}:${path}`);
  const found = questions.length === 0 ? [] : await git.readObjects(repository, questions);
  return found.flatMap((object) => (object?.type === 'tree' ? [object.name] : []));
}

async function move(
  repository: Repository,
  ref: string,
  from: string | undefined,
  to: string,
  message: string,
): Promise<void> {
  if (from !== to) {
    await git.moveRef(repository, { ref, from, to, reason: `commit: ${message}` });
  }
}

/** Returns the commit that the default branch is at: the remote's as it was last seen, else this clone's; absent if neither is. */
export async function findDefaultCommit(
  repository: Repository,
  branch: string,
  remote: string | undefined,
): Promise<string | undefined> {
  const wanted = [...(remote === undefined ? [] : [`refs/remotes/${remote}/${branch}`]), `refs/heads/${branch}`];
  const refs = await git.listRefs(repository, wanted);
  return wanted.map((ref) => refs.find((found) => found.ref === ref)?.commit).find((commit) => commit !== undefined);
}

async function readLocal(repository: Repository, id: string): Promise<string | undefined> {
  const ref = `refs/heads/${reviewBranch(id)}`;
  return (await git.readRefs(repository, [ref]))[0];
}

async function readTip(repository: Repository, { id, fetched }: Review): Promise<string | undefined> {
  const local = await readLocal(repository, id);
  if (local === undefined || fetched === undefined || local === fetched) {
    return fetched ?? local;
  }
  const bases = await listMergeBases(repository, local, fetched);
  if (bases.includes(local)) {
    return fetched;
  }
  if (bases.includes(fetched)) {
    return local;
  }
  throw refusal(GIT_REFUSALS, 'reviewParted', { branch: reviewBranch(id) });
}

/** Returns the record's folder as the reviewers found it: the last tree on the review branch that the record once was; else empty. */
async function findExported(repository: Repository, review: Review, tip: string): Promise<string> {
  const { records, recordPath } = review;
  const [reviewed, written] = await Promise.all([
    listWay(repository, undefined, tip, MOST_SEARCHED, pathOf(review)),
    listWay(repository, undefined, records, MOST_SEARCHED, recordPath),
  ]);
  const known = new Set(await readTrees(repository, written, recordPath));
  const found = (await readTrees(repository, reviewed, pathOf(review))).find((tree) => known.has(tree));
  return found ?? writeEmptyTree(repository);
}

/** `incidents/2026-11-20-lb-down` */
function pathOf({ folder, id }: Pick<Review, 'folder' | 'id'>): string {
  const names = [...folder.split(/[\\/]/), id].filter((name) => name !== '' && name !== '.');
  if (names.some((name) => name === '..' || /^\.git$/i.test(name) || name.includes('\n'))) {
    throw refusal(GIT_REFUSALS, 'noReviewFolder', { path: `${folder}/${id}` });
  }
  return names.join('/');
}

const treeOf = ({ records, recordPath }: Review): string => `${records}:${recordPath}`;
