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
        whole: `The branch ${branches.found} blocks ${branches.wanted}: git can't have both. Rename or delete it.`,
        short: `the branch ${branches.found} blocks ${branches.wanted}: rename or delete it`,
      };

const DISK_FULL = { whole: 'The disk is full.', short: 'the disk is full' };
const READ_ONLY = { whole: "Can't write to the repository.", short: "can't write to the repository" };
const GIT_MISSING = {
  whole: "Can't find git. Install it, or add it to the PATH.",
  short: "git isn't installed or isn't on the PATH",
};
const INDEX_LOCKED = {
  whole: "Another process has locked git's index.",
  short: "another process has locked git's index",
};

/** Why a command of git did not succeed. */
export const GIT_FAILURES = {
  notARepository: () => ({
    whole: "This folder isn't in a git repository.",
    short: "this folder isn't in a git repository",
  }),
  dubiousOwnership: ({ command }: { readonly command: string | undefined }) => {
    const way = command === undefined ? 'add it to safe.directory' : `if you trust it, run ${command} in a terminal`;
    const refuses = `won't use this repository because another user owns it: ${way}`;
    return { whole: `Git ${refuses}.`, short: `git ${refuses}` };
  },
  indexLocked: () => INDEX_LOCKED,
  refInTheWay: (branches: BranchInTheWay | undefined) =>
    inTheWay(branches, {
      whole: "Another branch's name conflicts with this one. Rename or delete it.",
      short: "another branch's name conflicts with this one",
    }),
  refMoved: () => ({
    whole: 'The branch changed in the meantime.',
    short: 'the branch changed in the meantime',
  }),
  noIdentity: () => ({
    whole: "Git doesn't know who you are. Set user.name and user.email.",
    short: 'git has no user.name and user.email',
  }),
  hookRefused: () => ({
    whole: 'A commit hook rejected the commit.',
    short: 'a commit hook rejected the commit',
  }),
  signingFailed: () => ({ whole: "Couldn't sign the commit.", short: "the commit couldn't be signed" }),
  readOnly: () => READ_ONLY,
  diskFull: () => DISK_FULL,
  gitMissing: () => GIT_MISSING,
  timedOut: () => ({ whole: "Git didn't respond in time.", short: "git didn't respond in time" }),
  aroundHome: () => ({
    whole: "The repository that this folder is in contains your home folder, so it isn't used for records.",
    short: "the repository contains your home folder, so it isn't used for records",
  }),
  tooOld: () => ({
    whole: 'Git is too old. Update it to version 2.30 or later.',
    short: 'git is too old: version 2.30 or later is required',
  }),
  unknown: () => ({ whole: 'Git failed. See the log for details.', short: 'git failed; see the log' }),
};

/** Why a remote did not take or give the records. */
export const REMOTE_FAILURES = {
  offline: () => ({ whole: "Can't reach the remote.", short: "can't reach the remote" }),
  authentication: () => ({
    whole: 'The remote rejected the sign-in. Sign in once with git in a terminal.',
    short: 'the remote rejected the sign-in; sign in once with git in a terminal',
  }),
  hostKey: () => ({
    whole: "The remote's host key is unknown or has changed. Connect once with git in a terminal.",
    short: "the remote's host key is unknown or has changed; connect once with git in a terminal",
  }),
  certificate: () => ({
    whole: "The remote's certificate isn't trusted.",
    short: "the remote's certificate isn't trusted",
  }),
  noRepository: () => ({
    whole: "The remote repository doesn't exist, or you don't have access to it.",
    short: "the remote repository doesn't exist, or you don't have access to it",
  }),
  behind: () => ({
    whole: 'Somebody else pushed first. Their entries will be merged, then yours are pushed.',
    short: 'somebody else pushed first; merging their entries',
  }),
  refInTheWay: (branches: BranchInTheWay | undefined) =>
    inTheWay(branches, {
      whole: "Another branch at the remote conflicts with the name of the records' branch.",
      short: "another branch at the remote conflicts with the name of the records' branch",
    }),
  protectedBranch: () => ({
    whole: 'The branch is protected at the remote.',
    short: 'the branch is protected at the remote',
  }),
  declined: () => ({ whole: 'The remote rejected the push.', short: 'the remote rejected the push' }),
  hookRefused: () => ({
    whole: 'A pre-push hook rejected the push.',
    short: 'a pre-push hook rejected the push',
  }),
  timedOut: () => ({
    whole: "The remote didn't respond in time.",
    short: "the remote didn't respond in time",
  }),
  forbiddenProtocol: () => ({
    whole: "The remote's address uses a protocol that git doesn't allow.",
    short: "the remote's address uses a protocol that git doesn't allow",
  }),
  diskFull: () => DISK_FULL,
  readOnly: () => READ_ONLY,
  gitMissing: () => GIT_MISSING,
  unknown: () => ({
    whole: "Can't sync with the remote: git didn't finish. See the log for details.",
    short: "git didn't finish; see the log",
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
    whole: "The record's folder is a symbolic link, or isn't in this repository.",
    short: "the record's folder is a symbolic link, or isn't in this repository",
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
  failed: () => ({ whole: 'The commit failed. See the log for details.', short: 'the commit failed; see the log' }),
  /** It isn't known yet which branch it belongs on, which may pass by itself, or it can't get there. */
  undecided: (why: Reason): Words => why,
  noBranch: (why: Reason): Words => why,
  otherBranch: ({ branch }: { readonly branch: string }) => ({
    whole: `It was declared on ${branch}, which isn't checked out.`,
    short: `it was declared on ${branch}, which isn't checked out`,
  }),
  noRepository: () => ({ whole: 'There is no git repository here.', short: 'there is no git repository here' }),
  notTrusted: () => ({ whole: "This folder isn't trusted.", short: "this folder isn't trusted" }),
  busy: () => ({
    whole: 'Another window has been committing for half a minute.',
    short: 'another window has been committing for half a minute',
  }),
  away: () => ({
    whole: "The record isn't here, or it can't be read.",
    short: "the record isn't here, or it can't be read",
  }),
};

/** Why the checked-out branch is not taken to a commit, but for what git says. */
export const ADOPTION_HOLDS = {
  ...ODD_STATES,
  notCheckedOut: ({ branch }: { readonly branch: string }) => named(`${branch} isn't checked out here`),
  uncommittedChanges: ({ path }: At) => named(`others changed ${path}, and you have uncommitted changes to it`),
};

/** Why an exchange with a remote waits, but for what git and the remote say. */
export const EXCHANGE_HOLDS = {
  overtaken: () => ({
    whole: 'Others keep pushing. It will be tried again.',
    short: 'others keep pushing; it will be tried again',
  }),
  /** `resolve` or `write` objects. */
  unresolved: (why: Reason): Words => why,
  keptBack: (why: Reason): Words => why,
};

/** What git is not asked to do. */
export const GIT_REFUSALS = {
  beingOpened: () => ({
    whole: `Another window is opening the branch ${OWN_BRANCH}.`,
    short: `another window is opening the branch ${OWN_BRANCH}`,
  }),
  cannotBeOpened: ({ why }: { readonly why: string }) => ({
    whole: `Can't open the branch ${OWN_BRANCH}: ${why}.`,
    short: `can't open the branch ${OWN_BRANCH}: ${why}`,
  }),
  goneAndLocked: ({ why }: { readonly why: string }) => ({
    whole: `The worktree of ${OWN_BRANCH} is missing, and git has locked it: ${why}.`,
    short: `the worktree of ${OWN_BRANCH} is missing, and git has locked it: ${why}`,
  }),
  otherBranch: ({ folder, branch }: { readonly folder: string; readonly branch: string | undefined }) =>
    named(`${folder} has ${branch ?? 'no branch'} checked out instead of ${OWN_BRANCH}`),
  foldersInUse: ({ nested, sibling }: { readonly nested: string; readonly sibling: string }) => ({
    whole: `${OWN_BRANCH} needs a folder, but both ${nested} and ${sibling} are taken.`,
    short: `${OWN_BRANCH} needs a folder, but both ${nested} and ${sibling} are taken`,
  }),
  fileAndFolder: ({ path }: At) => named(`${path} is a file here, but a folder at the remote`),
  folderAndFile: ({ path }: At) => named(`${path} is a folder here, but a file at the remote`),
  reviewCheckedOut: ({ branch, path }: At & { readonly branch: string }) =>
    named(`${branch} is checked out in ${path}`),
  reviewUncommitted: ({ id }: { readonly id: string }) => ({
    whole: `The record of ${id} isn't committed yet.`,
    short: `the record of ${id} isn't committed yet`,
  }),
  reviewParted: ({ branch }: { readonly branch: string }) =>
    named(`${branch} has diverged from the remote; merge it with git`),
  noReviewFolder: ({ path }: At) => named(`${path} can't be a folder in this repository`),
};
