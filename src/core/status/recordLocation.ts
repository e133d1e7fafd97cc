/** Decides where the record of a new incident goes: one function over facts that the editor has gathered. Touches nothing. */
import { OWN_BRANCH } from '../record/ownBranch';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';
import { say } from '../words/say';

/** What the decision needs to know; folders are absolute paths that the shell has combined. */
export interface PlaceFacts {
  /** The setting `incidentNotes.home`, or `~/incidents` where no folder is open; absent otherwise. */
  readonly home?: string;
  /** The open folder's folder of records; needed if there is no home. */
  readonly folder?: string;
  readonly trusted: boolean;
  /** Why git couldn't be asked; absent if it could. */
  readonly problem?: Reason;
  /** The repository around the home or the open folder; absent if there is none, or where nobody may look. */
  readonly repository?: RepositoryPlace;
  readonly branch: 'auto' | 'current' | 'own';
}

export interface RepositoryPlace {
  /** The repository's folder of records. */
  readonly records: string;
  /** The checked-out branch; absent on a detached HEAD. */
  readonly branch?: string;
  readonly unborn: boolean;
  readonly hasRemote: boolean;
  readonly defaultBranch?: string;
  /** Whether the checked-out branch already holds a record. */
  readonly tracksRecords: boolean;
}

export interface RecordLocation {
  /**
   * `home` and `current` commit on the checked-out branch, `own` on a branch of their own; `unshared` belongs there and
   * is on the checked-out branch; `uncommitted` has no git.
   */
  readonly rule: 'home' | 'current' | 'own' | 'unshared' | 'uncommitted';
  /** The folder in which the incident's own folder is made. */
  readonly records: string;
  /** Where that is, in words for the status bar: `on branch main`. */
  readonly words: string;
  /** Why nothing is committed; absent if it is. */
  readonly why?: Reason;
}

/** Returns the place by the four rules of where records live. */
export function decidePlace(facts: PlaceFacts): RecordLocation {
  const { home, folder, trusted, repository } = facts;
  if (home === undefined && folder === undefined) {
    throw new Error('A place needs a home or an open folder.');
  }
  if (!trusted || !repository) {
    const why = trusted
      ? (facts.problem ?? reasonOf(CORE_SENTENCES, 'noRepository'))
      : reasonOf(CORE_SENTENCES, 'notTrusted');
    return { rule: 'uncommitted', records: home ?? folder!, words: say`not committed: ${why.short}`, why };
  }
  const on = repository.branch === undefined ? say`no branch checked out` : say`on branch ${repository.branch}`;
  if (home !== undefined) {
    return { rule: 'home', records: home, words: on };
  }
  if (repository.branch === OWN_BRANCH) {
    return ownPlace(repository.records);
  }
  if (staysOnCurrent(facts.branch, repository)) {
    return { rule: 'current', records: repository.records, words: on };
  }
  return { rule: 'unshared', records: repository.records, words: say`not shared; ${on}` };
}

/** Returns the place of records on their own branch, whose folder is `records`. */
export function ownPlace(records: string): RecordLocation {
  return { rule: 'own', records, words: say`on branch ${OWN_BRANCH}` };
}

/** By what a clone without the extension gets the records of their own branch; `folder` is seen from the clone's top. */
export function checkoutCommand(folder: string): string {
  return `git worktree add ${/^[\w./-]+$/.test(folder) ? folder : `"${folder}"`} ${OWN_BRANCH}`;
}

function staysOnCurrent(branch: PlaceFacts['branch'], repository: RepositoryPlace): boolean {
  if (branch !== 'auto') {
    return branch === 'current';
  }
  const dedicated = repository.branch === repository.defaultBranch && repository.tracksRecords;
  return repository.unborn || !repository.hasRemote || (repository.branch !== undefined && dedicated);
}
