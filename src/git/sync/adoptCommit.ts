/**
 * Moves the checked-out branch, its index, and its files to a commit that contains the whole branch. Keeps a person's unsaved
 * or staged changes, and copes with anything else that moves the branch at the same moment.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isMergedFile } from '../../core/merge/fileMerge';
import { incidentFolder, secondName } from '../../core/merge/secondNames';
import { reasonOf, type Reason } from '../../core/text/reason';
import * as git from '../commands/git';
import { GitFailure, type GitFailureCode } from '../process/gitFailure';
import * as history from '../commands/gitHistory';
import { exists } from '../repository/onDisk';
import { ADOPTION_HOLDS } from '../process/sentences';
import { readBlockingState } from '../repository/repositoryState';
import { readBranchRef, type Repository } from '../repository/repository';
import type { TreeEntry } from '../commands/treeObject';

export interface Adoption {
  /** The branch's full name, which must be checked out. */
  readonly ref: string;
  /** Its commit; absent if it has none. */
  readonly from: string | undefined;
  readonly to: string;
  /**
   * Paths that the caller has already brought to what they are to be on the disk, records above all: their files are left
   * alone. They go first, because what is on the disk and not on the branch is committed with the next entry, and what is
   * on the branch and not on the disk would be removed with it.
   */
  readonly written: readonly string[];
  /** For the reflog. */
  readonly reason: string;
  /** What differs between the two commits. */
  readonly changes: readonly history.TreeChange[];
}

export type AdoptOutcome =
  | { readonly state: 'adopted' }
  /** The branch isn't at `from` any more: to be planned again. */
  | { readonly state: 'moved' }
  | {
      readonly state: 'held';
      readonly reason: Reason<keyof typeof ADOPTION_HOLDS | GitFailureCode>;
      /** What git printed, credentials redacted. */
      readonly detail?: string;
    };

const TRIES = 20;

/** Never throws for what git or the repository does; where it says `held`, index, files and branch are as they were. */
export async function adoptCommit(repository: Repository, adoption: Adoption): Promise<AdoptOutcome> {
  for (let tried = 1; ; tried++) {
    try {
      return await tryAdopt(repository, adoption);
    } catch (error) {
      if (!(error instanceof GitFailure)) {
        throw error;
      }
      if (error.code === 'refMoved') {
        return { state: 'moved' };
      }
      if (tried < TRIES && (await setAside(repository, pathInTheWay(error)))) {
        continue;
      }
      if (!passes(error, adoption) || tried >= TRIES) {
        return heldBy(error);
      }
    }
    await new Promise((resume) => setTimeout(resume, Math.random() * Math.min(25 * tried, 250)));
  }
}

/**
 * Returns the same for a branch that is checked out nowhere.
 * @throws GitFailure for what git says.
 */
export async function moveAside(repository: Repository, { ref, from, to, reason }: Adoption): Promise<AdoptOutcome> {
  try {
    await git.moveRef(repository, { ref, from, to, reason });
    return { state: 'adopted' };
  } catch (error) {
    if (error instanceof GitFailure && error.code === 'refMoved') {
      return { state: 'moved' };
    }
    throw error;
  }
}

async function tryAdopt(repository: Repository, adoption: Adoption): Promise<AdoptOutcome> {
  const { ref, from, to, written, reason, changes } = adoption;
  const odd = await readBlockingState(repository);
  if (odd !== undefined) {
    return { state: 'held', reason: reasonOf(ADOPTION_HOLDS, odd) };
  }
  const [tip] = await git.readRefs(repository, [ref]);
  if ((await readBranchRef(repository)) !== ref) {
    const branch = ref.replace(/^refs\/heads\//, '');
    return { state: 'held', reason: reasonOf(ADOPTION_HOLDS, 'notCheckedOut', { branch }) };
  }
  if (tip !== from) {
    return { state: 'moved' };
  }
  const left = changes.filter(({ path }) => written.includes(path));
  const before = await Promise.all(left.map(({ path }) => git.listIndex(repository, path)));
  const none: TreeEntry = { mode: '0', object: '0'.repeat(to.length) };
  // An entry that is as the commit has it lets git leave the file alone.
  const ahead = left.map(({ path, after }): [string, TreeEntry] => [path, after ?? none]);
  if (ahead.length > 0) {
    await git.setIndex(repository, new Map(ahead));
  }
  try {
    // Index and files go first: a crash between the two leaves the others' work staged, not a staged removal of it.
    await history.goForward(repository, from, to);
    await git.moveRef(repository, { ref, from, to, reason });
  } catch (error) {
    const entries = new Map(
      left.map(({ path }, position): [string, TreeEntry] => {
        const entry = before[position]?.find((one) => one.path === path && one.stage === 0);
        return [path, entry ? { mode: entry.mode, object: entry.blob } : none];
      }),
    );
    if (entries.size > 0) {
      await putBack(repository, adoption, left, entries);
    }
    throw error;
  }
  return { state: 'adopted' };
}

/**
 * Gives the index the entries `before` back. If a commit of this clone was quicker, it gets those of that commit instead:
 * whatever was there before or is to come would read as a change that nobody made, until the record's next commit.
 */
async function putBack(
  repository: Repository,
  { ref, from, to }: Adoption,
  left: readonly history.TreeChange[],
  before: ReadonlyMap<string, TreeEntry>,
): Promise<void> {
  const [tip] = await git.readRefs(repository, [ref]);
  if (tip === from || tip === undefined) {
    return git.setIndex(repository, before);
  }
  const moved = new Map((await history.listTreeChanges(repository, from, tip)).map((change) => [change.path, change]));
  const none: TreeEntry = { mode: '0', object: '0'.repeat(to.length) };
  const entryOf = (change: history.TreeChange): TreeEntry | undefined => {
    const own = moved.get(change.path);
    return own ? own.after : change.before;
  };
  await git.setIndex(repository, new Map(left.map((change) => [change.path, entryOf(change) ?? none])));
}

/** What git says of the first file that is in the way. */
const IN_THE_WAY =
  /Entry '([^\n]+)' (?:not uptodate|would be overwritten)|working tree file '([^\n]+)' would be|Updating '([^\n]+)' would lose/;

const pathInTheWay = ({ detail }: GitFailure): string | undefined =>
  IN_THE_WAY.exec(detail)
    ?.slice(1)
    .find((group) => group !== undefined);

/**
 * Gives a file of an incident that is in the way, and that git doesn't track, a second name: one that was left out of commits.
 * Whether it did.
 */
async function setAside(repository: Repository, path: string | undefined): Promise<boolean> {
  if (path === undefined || incidentFolder(path) === undefined || isMergedFile(path)) {
    return false;
  }
  const file = join(repository.root, path);
  if ((await git.listIndex(repository, path)).length > 0 || !(await exists(file))) {
    return false;
  }
  for (let number = 1; ; number++) {
    const aside = join(repository.root, secondName(path, number === 1 ? 'mine' : `mine${number}`));
    if (await exists(aside)) {
      continue;
    }
    await rename(file, aside);
    return true;
  }
}

/** Returns a path that the caller brought along is in the way only while a commit of this clone stages it. */
function passes(failure: GitFailure, { written }: Adoption): boolean {
  const path = pathInTheWay(failure);
  return failure.code === 'indexLocked' || (path !== undefined && written.includes(path));
}

function heldBy(failure: GitFailure): AdoptOutcome {
  const { reason, detail } = failure;
  const path = pathInTheWay(failure);
  return path === undefined
    ? { state: 'held', reason, detail }
    : { state: 'held', reason: reasonOf(ADOPTION_HOLDS, 'uncommittedChanges', { path }), detail };
}
