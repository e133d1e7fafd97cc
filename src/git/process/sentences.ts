/**
 * What the git room says for each code: whole sentences, and short forms that stand behind a colon or in the status bar.
 * Knows no git: which output means which code is `gitFailure.ts`' and `remoteFailure.ts`'.
 */
import { OWN_BRANCH } from '../../core/status/place';
import type { Reason, Words } from '../../core/text/reason';

/** Two branches of which one is in the way of the other; absent where git did not name them. */
export interface BranchInTheWay {
  readonly found: string;
  readonly wanted: string;
}

interface At {
  readonly path: string;
}

/** For words that begin with a name, and so stay as they are at the start of a sentence. */
const named = (short: string): Words => ({ whole: `${short}.`, short });

const inTheWay = (branches: BranchInTheWay | undefined, otherwise: Words): Words =>
  branches === undefined
    ? otherwise
    : {
        whole: `The branch ${branches.found} is in the way of ${branches.wanted}: rename or delete it.`,
        short: `the branch ${branches.found} is in the way of ${branches.wanted}: rename or delete it`,
      };

const DISK_FULL = { whole: 'The disk is full.', short: 'the disk is full' };
const READ_ONLY = { whole: 'The repository cannot be written to.', short: 'the repository cannot be written to' };
const GIT_MISSING = {
  whole: 'Git is not installed or not on the PATH.',
  short: 'git is not installed or not on the PATH',
};
const INDEX_LOCKED = {
  whole: "Git's index is locked by another process.",
  short: "git's index is locked by another process",
};

/** Why a command of git did not succeed. */
export const GIT_FAILURES = {
  notARepository: () => ({
    whole: 'The folder is not in a git repository.',
    short: 'the folder is not in a git repository',
  }),
  dubiousOwnership: ({ command }: { readonly command: string | undefined }) => {
    const way = command === undefined ? 'add it to safe.directory' : `if you trust it, run ${command} in a terminal`;
    const refuses = `refuses this repository because another user owns it: ${way}`;
    return { whole: `Git ${refuses}.`, short: `git ${refuses}` };
  },
  indexLocked: () => INDEX_LOCKED,
  refInTheWay: (branches: BranchInTheWay | undefined) =>
    inTheWay(branches, { whole: 'Another branch is in the way.', short: 'another branch is in the way' }),
  refMoved: () => ({
    whole: 'The branch was moved by somebody else at the same time.',
    short: 'the branch was moved by somebody else at the same time',
  }),
  noIdentity: () => ({
    whole: 'Git has no user.name and user.email.',
    short: 'git has no user.name and user.email',
  }),
  hookRefused: () => ({
    whole: 'A commit hook refused the commit.',
    short: 'a commit hook refused the commit',
  }),
  signingFailed: () => ({ whole: 'The commit could not be signed.', short: 'the commit could not be signed' }),
  readOnly: () => READ_ONLY,
  diskFull: () => DISK_FULL,
  gitMissing: () => GIT_MISSING,
  timedOut: () => ({ whole: 'Git did not answer in time.', short: 'git did not answer in time' }),
  aroundHome: () => ({
    whole: "The repository around it contains your home folder, so it isn't used.",
    short: "the repository around it contains your home folder, so it isn't used",
  }),
  tooOld: () => ({
    whole: 'Git is too old: version 2.30 or newer is needed.',
    short: 'git is too old: version 2.30 or newer is needed',
  }),
  unknown: () => ({ whole: 'Git refused.', short: 'git refused' }),
};

/** Why a remote did not take or give the records. */
export const REMOTE_FAILURES = {
  offline: () => ({ whole: 'The remote cannot be reached.', short: 'the remote cannot be reached' }),
  authentication: () => ({
    whole: 'The remote refused the sign-in; sign in once with git in a terminal.',
    short: 'the remote refused the sign-in; sign in once with git in a terminal',
  }),
  hostKey: () => ({
    whole: "The remote's host key is not known or has changed; connect once with git in a terminal.",
    short: "the remote's host key is not known or has changed; connect once with git in a terminal",
  }),
  certificate: () => ({
    whole: "The remote's certificate is not trusted.",
    short: "the remote's certificate is not trusted",
  }),
  noRepository: () => ({
    whole: 'There is no such repository at the remote, or no access to it.',
    short: 'there is no such repository at the remote, or no access to it',
  }),
  behind: () => ({
    whole: 'Somebody else was quicker, and their entries are merged first.',
    short: 'somebody else was quicker, and their entries are merged first',
  }),
  refInTheWay: (branches: BranchInTheWay | undefined) =>
    inTheWay(branches, {
      whole: "Another branch at the remote is in the way of the records' branch.",
      short: "another branch at the remote is in the way of the records' branch",
    }),
  protectedBranch: () => ({
    whole: 'The branch is protected at the remote.',
    short: 'the branch is protected at the remote',
  }),
  declined: () => ({ whole: 'The remote declined the push.', short: 'the remote declined the push' }),
  hookRefused: () => ({
    whole: 'A pre-push hook refused the push.',
    short: 'a pre-push hook refused the push',
  }),
  timedOut: () => ({
    whole: 'The remote did not answer in time.',
    short: 'the remote did not answer in time',
  }),
  forbiddenProtocol: () => ({
    whole: 'The remote has a kind of address that is not allowed.',
    short: 'the remote has a kind of address that is not allowed',
  }),
  diskFull: () => DISK_FULL,
  readOnly: () => READ_ONLY,
  gitMissing: () => GIT_MISSING,
  unknown: () => ({
    whole: 'Git and the remote did not come together.',
    short: 'git and the remote did not come together',
  }),
};

/** States of a work tree in which nothing is committed. */
export const ODD_STATES = {
  rebase: () => ({ whole: 'A rebase is in progress.', short: 'a rebase is in progress' }),
  applyingPatch: () => ({ whole: 'A patch is being applied.', short: 'a patch is being applied' }),
  merge: () => ({ whole: 'A merge is in progress.', short: 'a merge is in progress' }),
  cherryPick: () => ({ whole: 'A cherry-pick is in progress.', short: 'a cherry-pick is in progress' }),
  revert: () => ({ whole: 'A revert is in progress.', short: 'a revert is in progress' }),
  bisect: () => ({ whole: 'A bisect is in progress.', short: 'a bisect is in progress' }),
  detachedHead: () => ({
    whole: 'No branch is checked out (detached HEAD).',
    short: 'no branch is checked out (detached HEAD)',
  }),
  indexLocked: () => INDEX_LOCKED,
};

/** Why a commit waits. */
export const COMMIT_HOLDS = {
  ...GIT_FAILURES,
  ...ODD_STATES,
  outside: () => ({
    whole: "The record's folder is a link, or not in this repository.",
    short: "the record's folder is a link, or not in this repository",
  }),
  unmergedRecord: () => ({
    whole: 'The record has a merge conflict.',
    short: 'the record has a merge conflict',
  }),
  /** `inspect` objects. */
  inspection: (why: Reason): Words => why,
  hookChanged: () => ({
    whole: 'A commit hook changed the record.',
    short: 'a commit hook changed the record',
  }),
  failed: () => ({ whole: 'The commit failed unexpectedly.', short: 'the commit failed unexpectedly' }),
  /** It isn't known yet which branch it belongs on, which may pass by itself, or it can't get there. */
  undecided: (why: Reason): Words => why,
  noBranch: (why: Reason): Words => why,
  otherBranch: ({ branch }: { readonly branch: string }) => ({
    whole: `It was declared on ${branch}, which is not checked out.`,
    short: `it was declared on ${branch}, which is not checked out`,
  }),
  noRepository: () => ({ whole: 'There is no git repository.', short: 'there is no git repository' }),
  notTrusted: () => ({ whole: 'This folder is not trusted.', short: 'this folder is not trusted' }),
  busy: () => ({
    whole: 'Another window has been committing for half a minute.',
    short: 'another window has been committing for half a minute',
  }),
  away: () => ({
    whole: 'The record is not here or cannot be read.',
    short: 'the record is not here or cannot be read',
  }),
};

/** Why the checked-out branch is not taken to a commit, but for what git says. */
export const ADOPTION_HOLDS = {
  ...ODD_STATES,
  notCheckedOut: ({ branch }: { readonly branch: string }) => named(`${branch} is not checked out here`),
  uncommittedChanges: ({ path }: At) =>
    named(`${path} was changed by others, and here it has changes that are not committed`),
};

/** Why an exchange with a remote waits, but for what git and the remote say. */
export const EXCHANGE_HOLDS = {
  overtaken: () => ({ whole: 'Others write all the time.', short: 'others write all the time' }),
  /** `resolve` or `write` objects. */
  unresolved: (why: Reason): Words => why,
  keptBack: (why: Reason): Words => why,
};

/** What git is not asked to do. */
export const GIT_REFUSALS = {
  beingOpened: () => ({
    whole: `The branch ${OWN_BRANCH} is being opened by another window.`,
    short: `the branch ${OWN_BRANCH} is being opened by another window`,
  }),
  cannotBeOpened: ({ why }: { readonly why: string }) => ({
    whole: `The branch ${OWN_BRANCH} cannot be opened: ${why}.`,
    short: `the branch ${OWN_BRANCH} cannot be opened: ${why}`,
  }),
  goneAndLocked: ({ why }: { readonly why: string }) => ({
    whole: `The work tree of ${OWN_BRANCH} is gone and locked: ${why}.`,
    short: `the work tree of ${OWN_BRANCH} is gone and locked: ${why}`,
  }),
  otherBranch: ({ folder, branch }: { readonly folder: string; readonly branch: string | undefined }) =>
    named(`${folder} has ${branch ?? 'no branch'} checked out instead of ${OWN_BRANCH}`),
  foldersInUse: ({ nested, sibling }: { readonly nested: string; readonly sibling: string }) => ({
    whole: `Both ${nested} and ${sibling} are in use, so ${OWN_BRANCH} has no folder.`,
    short: `both ${nested} and ${sibling} are in use, so ${OWN_BRANCH} has no folder`,
  }),
  fileAndFolder: ({ path }: At) => named(`${path} is a file here and a folder there`),
  folderAndFile: ({ path }: At) => named(`${path} is a folder here and a file there`),
  reviewCheckedOut: ({ branch, path }: At & { readonly branch: string }) =>
    named(`${branch} is checked out in ${path}`),
  reviewUncommitted: ({ id }: { readonly id: string }) => ({
    whole: `The record of ${id} is in no commit yet.`,
    short: `the record of ${id} is in no commit yet`,
  }),
  reviewParted: ({ branch }: { readonly branch: string }) =>
    named(`${branch} here and at the remote have parted, and are to be merged with git`),
  noReviewFolder: ({ path }: At) => named(`${path} cannot be a folder of the repository`),
};
