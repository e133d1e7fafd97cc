/**
 * Removes a file that somebody left out later from the commits that no remote has, because a push would publish it with the
 * history. Only for a branch on which every commit is the extension's.
 */
import * as git from '../commands/git';
import { listMergeBases, listWay } from '../commands/gitHistory';
import { readBlockingState } from '../repository/repositoryState';
import { readBranchRef, type Repository } from '../repository/repository';
import { replaceCommits } from './withoutLarge';

/** More commits than these aren't looked through. */
const MOST_SEARCHED = 1000;

/** Where a file that is left out still is. */
export interface FileTraces {
  /** Whether commits of the branch have it that no remote has; a push would send them. */
  readonly local: boolean;
  /** Whether a remote has it, as far as we know here. */
  readonly remote: boolean;
}

/**
 * Replaces the commits that have the file at `path` (in the repository) and that no remote has, where `replace` says so and
 * the branch can be moved now; returns where the file is after that.
 * @throws GitFailure; nothing has changed then.
 */
export async function takeFileOut(
  repository: Repository,
  branch: string,
  path: string,
  replace: boolean,
): Promise<FileTraces> {
  const ref = `refs/heads/${branch}`;
  const [ours] = await git.readRefs(repository, [ref]);
  if (ours === undefined) {
    return { local: false, remote: false };
  }
  const tips = await git.listRefs(repository, [`refs/remotes/*/${branch}`, `refs/incident-notes/*/${branch}`]);
  const traces = await Promise.all(tips.map(({ commit }) => listWay(repository, undefined, commit, 1, path)));
  const remote = traces.some((found) => found.length > 0);
  const shared = await lastShared(repository, [...new Set(tips.map(({ commit }) => commit))], ours);
  if (shared === 'parted') {
    return { local: (await listWay(repository, undefined, ours, 1, path)).length > 0, remote };
  }
  const first = (await listWay(repository, shared.commit, ours, MOST_SEARCHED, path)).at(-1);
  if (first === undefined) {
    return { local: false, remote };
  }
  const blocked = !replace || (await readBranchRef(repository)) !== ref || (await readBlockingState(repository));
  if (blocked) {
    return { local: true, remote };
  }
  const before = await parentThatHas(repository, first.commit, shared.commit);
  // Clocks may differ, and then another commit was the first.
  const isClean = before !== undefined && (await listWay(repository, shared.commit, before, 1, path)).length === 0;
  const parent = isClean ? before : shared.commit;
  const message = 'inc: update the records without a file';
  await replaceCommits(repository, { branch, ours, parent, without: new Map([[path, undefined]]), message });
  return { local: false, remote };
}

/** Returns the last commit of ours that a remote has; none if no remote has any. */
async function lastShared(
  repository: Repository,
  tips: readonly string[],
  ours: string,
): Promise<{ readonly commit?: string } | 'parted'> {
  const bases = await Promise.all(tips.map((tip) => listMergeBases(repository, ours, tip)));
  let last: string | undefined;
  for (const base of new Set(bases.flat())) {
    const both = last === undefined ? [] : await listMergeBases(repository, last, base);
    if (last === undefined || both.includes(last)) {
      last = base;
    } else if (!both.includes(base)) {
      return 'parted';
    }
  }
  return last === undefined ? {} : { commit: last };
}

/** Returns the first parent of a commit, where it holds all of the remote's; so the commits before the file stay as they are. */
async function parentThatHas(
  repository: Repository,
  commit: string,
  theirs: string | undefined,
): Promise<string | undefined> {
  const [parent] = await git.readObjects(repository, [`${commit}^`]);
  if (parent === undefined || theirs === undefined) {
    return parent?.name;
  }
  return (await listMergeBases(repository, parent.name, theirs)).includes(theirs) ? parent.name : undefined;
}
