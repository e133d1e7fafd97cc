/**
 * Removes large files from commits that no remote has, so that their entries can be pushed: a host rejects a push for one such
 * file, even if it was deleted later. Only for a branch on which every commit is the extension's. The old tip stays under a
 * ref of the extension's own, and the file stays on disk.
 */
import * as git from '../commands/git';
import { listBlobs, listTreeChanges } from '../commands/gitHistory';
import { changeTree } from '../commit/treeChange';
import type { TreeEntry } from '../commands/treeObject';
import { readBlockingState } from '../repository/repositoryState';
import { readBranchRef, type Repository } from '../repository/repository';

/** A branch that the remote declines: its commit here, and the remote's, which it contains; absent if there is none. */
export interface Declined {
  readonly branch: string;
  readonly ours: string;
  readonly theirs: string | undefined;
  /** In bytes. */
  readonly largest: number;
}

/**
 * Replaces the commits that only this clone has by one without files over `largest`, and returns their paths; none if no
 * such file is in them, or the branch can't be moved now.
 * @throws GitFailure; nothing has changed then.
 */
export async function leaveOutLarge(repository: Repository, declined: Declined): Promise<string[]> {
  const { branch, ours, theirs, largest } = declined;
  const ref = `refs/heads/${branch}`;
  if ((await readBranchRef(repository)) !== ref || (await readBlockingState(repository)) !== undefined) {
    return [];
  }
  const large = (await listBlobs(repository, theirs, ours)).filter(({ size }) => size > largest);
  if (large.length === 0) {
    return [];
  }
  const blobs = new Set(large.map(({ object }) => object));
  const changes = await listTreeChanges(repository, theirs, ours);
  const back = new Map<string, TreeEntry | undefined>(
    changes.flatMap(({ path, before, after }) => (after && blobs.has(after.object) ? [[path, before]] : [])),
  );
  const message = 'inc: update the records without large files';
  await replaceCommits(repository, { branch, ours, parent: theirs, without: back, message });
  return [...new Set(large.map(({ path }) => path))];
}

/** Commits of the checked-out branch from `parent`, absent for all, to `ours`; to be one commit without some files. */
export interface CommitReplacement {
  readonly branch: string;
  readonly ours: string;
  readonly parent: string | undefined;
  /** What becomes of the paths that aren't to be as they are; absent to take one away. */
  readonly without: ReadonlyMap<string, TreeEntry | undefined>;
  readonly message: string;
}

/** Replaces the commits by one, by compare-and-swap; the old tip stays under a private ref. @throws GitFailure */
export async function replaceCommits(
  repository: Repository,
  { branch, ours, parent, without, message }: CommitReplacement,
): Promise<void> {
  const tree = await changeTree(repository, ours, without);
  const sign = git.isTrue((await git.readConfiguration(repository)).get('commit.gpgsign'));
  const parents = parent === undefined ? [] : [parent];
  const commit = await git.writeCommit(repository, { tree, parents, message, sign });
  const kept = `refs/incident-notes/replaced/${ours}`;
  await git.moveRef(repository, { ref: kept, from: undefined, to: ours, reason: message });
  await git.moveRef(repository, { ref: `refs/heads/${branch}`, from: ours, to: commit, reason: `commit: ${message}` });
  const gone: TreeEntry = { mode: '0', object: '0'.repeat(ours.length) };
  if (without.size > 0) {
    await git.setIndex(repository, new Map([...without].map(([path, entry]) => [path, entry ?? gone])));
  }
}
