/**
 * Fetches the records' branch into a ref of the extension's own, and pushes it. Knows what may fail on the way; never prompts
 * and never forces. Others decide whether the remote is approved, and what is merged.
 */
import { createHash } from 'node:crypto';
import * as git from '../commands/git';
import { GitFailure } from '../process/gitFailure';
import * as remotes from '../commands/gitRemote';
import { isMissingBranch, RemoteFailure } from './remoteFailure';
import type { Repository } from '../repository/repository';

/** A configured remote's name, a URL or a path on this machine; and the branch's short name, here and there. */
export interface RemoteBranch {
  readonly remote: string;
  readonly branch: string;
  /** Milliseconds until a remote that has given no list of refs is given up, with all that git started; 30 s where absent. */
  readonly limit?: number;
  /** The same for a transfer after that; 10 minutes where absent. */
  readonly transferLimit?: number;
  /** The repository's, where it was read a moment ago. */
  readonly configuration?: git.Configuration;
}

/**
 * Returns the ref that holds what was fetched last: `refs/incident-notes/origin/incident-log`.
 * @internal Exported for its test.
 */
export function privateRef({ remote, branch }: RemoteBranch): string {
  const plain = /^[\w-][\w.-]*$/.test(remote) && !remote.endsWith('.lock') && !/\.\.|\.$/.test(remote);
  const name = plain ? remote : `url-${createHash('sha256').update(remote).digest('hex').slice(0, 16)}`;
  return git.checkedRef(`refs/incident-notes/${name}/${branch}`);
}

/**
 * Returns the commit that the remote's branch is at; absent if the remote has no such branch.
 * @throws RemoteFailure
 */
export async function fetchRecords(repository: Repository, from: RemoteBranch): Promise<string | undefined> {
  return (await fetchIntoRef(repository, from)) ? readFetched(repository, from) : undefined;
}

/** Returns the same, and the commit that this clone's branch of that name is at then; absent if there is none. */
export async function fetchBoth(
  repository: Repository,
  from: RemoteBranch,
): Promise<{ theirs: string | undefined; ours: string | undefined }> {
  const there = await fetchIntoRef(repository, from);
  const [ours, theirs] = await git.readRefs(repository, [`refs/heads/${from.branch}`, privateRef(from)]);
  return { theirs: there ? theirs : undefined, ours };
}

/**
 * Returns whether the remote's branch has moved since it was last fetched or pushed. Asks for its tip alone.
 * @throws RemoteFailure
 */
export async function hasMoved(repository: Repository, from: RemoteBranch): Promise<boolean> {
  const tip = await readTip(repository, from);
  return tip !== undefined && tip !== (await readFetched(repository, from));
}

/** Returns the commit that the remote says its branch is at; absent if it has no such branch. @throws RemoteFailure */
async function readTip(repository: Repository, { remote, branch, ...rest }: RemoteBranch): Promise<string | undefined> {
  const { limit = remotes.LIST_LIMIT, configuration = await git.readConfiguration(repository) } = rest;
  return remotes.readTip(repository, remote, { branch, limit, configuration }).catch((error: unknown) => {
    throw asRemoteFailure(error);
  });
}

/** Returns whether the remote has such a branch. */
async function fetchIntoRef(repository: Repository, from: RemoteBranch): Promise<boolean> {
  const into = privateRef(from);
  const { branch, transferLimit = remotes.TRANSFER_LIMIT } = from;
  try {
    const configuration = from.configuration ?? (await git.readConfiguration(repository));
    const tip = await readTip(repository, { ...from, configuration });
    if (tip === undefined) {
      return false;
    }
    if (tip !== (await readFetched(repository, from))) {
      await remotes.fetchRef(repository, from.remote, { branch, into, limit: transferLimit, configuration });
    }
    return true;
  } catch (error) {
    if (error instanceof GitFailure && isMissingBranch(error.detail)) {
      return false;
    }
    throw asRemoteFailure(error);
  }
}

/**
 * Returns the commit that was fetched last, without asking the remote; absent if none was.
 * @internal Exported for its test.
 */
export async function readFetched(repository: Repository, from: RemoteBranch): Promise<string | undefined> {
  return (await git.readRefs(repository, [privateRef(from)]))[0];
}

/**
 * Makes the remote's branch go forward to the commit, and remembers that it did. The person's `pre-push` hook runs, but
 * never on a branch of the extension's own. `fetched` is what a fetch has just returned, where one has.
 * @throws RemoteFailure; `behind` is worth a fetch, a merge and another try.
 */
export async function pushRecords(
  repository: Repository,
  to: RemoteBranch,
  commit: string,
  fetched?: string,
): Promise<void> {
  const { branch, transferLimit: limit = remotes.TRANSFER_LIMIT } = to;
  const before = fetched ?? (await readFetched(repository, to));
  try {
    const configuration = to.configuration ?? (await git.readConfiguration(repository));
    await remotes.pushRef(repository, to.remote, { commit, branch, limit, configuration });
  } catch (error) {
    throw asRemoteFailure(error);
  }
  const move = { ref: privateRef(to), from: before, to: commit, reason: 'push' };
  // Another window may have fetched in the meantime, which is as good.
  if (before !== commit) {
    await git.moveRef(repository, move).catch(() => undefined);
  }
}

function asRemoteFailure(error: unknown): unknown {
  return error instanceof GitFailure ? new RemoteFailure(error) : error;
}
