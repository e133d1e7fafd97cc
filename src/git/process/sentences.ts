/**
 * What the git code says for each code: whole sentences, and short forms for after a colon or in the status bar.
 * `gitFailure.ts` and `remoteFailure.ts` know which output means which code.
 */
import { OWN_BRANCH } from '../../core/record/ownBranch';
import type { Reason, Words } from '../../core/text/reason';
import { say } from '../../core/words/say';

/** Two branches of which one is in the way of the other; absent if git didn't name them. */
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
        whole: say`The branch ${branches.found} blocks ${branches.wanted}: git can't have both. Rename or delete it.`,
        short: say`the branch ${branches.found} blocks ${branches.wanted}: rename or delete it`,
      };

const diskFull = (): Words => ({ whole: say`The disk is full.`, short: say`the disk is full` });
const readOnly = (): Words => ({
  whole: say`Can't write to the repository.`,
  short: say`can't write to the repository`,
});
const gitMissing = (): Words => ({
  whole: say`Can't find git. Install it, or add it to the PATH.`,
  short: say`git isn't installed or isn't on the PATH`,
});
const indexLocked = (): Words => ({
  whole: say`Another process has locked git's index.`,
  short: say`another process has locked git's index`,
});

/** Why a command of git didn't succeed. */
export const GIT_FAILURES = {
  notARepository: () => ({
    whole: say`This folder isn't in a git repository.`,
    short: say`this folder isn't in a git repository`,
  }),
  dubiousOwnership: ({ command }: { readonly command: string | undefined }) => {
    const way =
      command === undefined ? say`add it to safe.directory` : say`if you trust it, run ${command} in a terminal`;
    const refuses = say`won't use this repository because another user owns it: ${way}`;
    return { whole: say`Git ${refuses}.`, short: say`git ${refuses}` };
  },
  indexLocked,
  refInTheWay: (branches: BranchInTheWay | undefined) =>
    inTheWay(branches, {
      whole: say`Another branch's name conflicts with this one. Rename or delete it.`,
      short: say`another branch's name conflicts with this one`,
    }),
  refMoved: () => ({
    whole: say`The branch changed in the meantime.`,
    short: say`the branch changed in the meantime`,
  }),
  noIdentity: () => ({
    whole: say`Git doesn't know who you are. Set user.name and user.email.`,
    short: say`git has no user.name and user.email`,
  }),
  hookRefused: () => ({
    whole: say`A commit hook rejected the commit.`,
    short: say`a commit hook rejected the commit`,
  }),
  signingFailed: () => ({ whole: say`Couldn't sign the commit.`, short: say`the commit couldn't be signed` }),
  readOnly,
  diskFull,
  gitMissing,
  timedOut: () => ({ whole: say`Git didn't respond in time.`, short: say`git didn't respond in time` }),
  aroundHome: () => ({
    whole: say`The repository that this folder is in contains your home folder, so it isn't used for records.`,
    short: say`the repository contains your home folder, so it isn't used for records`,
  }),
  tooOld: () => ({
    whole: say`Git is too old. Update it to version 2.30 or later.`,
    short: say`git is too old: version 2.30 or later is required`,
  }),
  unknown: () => ({ whole: say`Git failed. See the log for details.`, short: say`git failed; see the log` }),
};

/** Why a remote didn't take or give the records. */
export const REMOTE_FAILURES = {
  offline: () => ({ whole: say`Can't reach the remote.`, short: say`can't reach the remote` }),
  authentication: () => ({
    whole: say`The remote rejected the sign-in. Sign in once with git in a terminal.`,
    short: say`the remote rejected the sign-in; sign in once with git in a terminal`,
  }),
  hostKey: () => ({
    whole: say`The remote's host key is unknown or has changed. Connect once with git in a terminal.`,
    short: say`the remote's host key is unknown or has changed; connect once with git in a terminal`,
  }),
  certificate: () => ({
    whole: say`The remote's certificate isn't trusted.`,
    short: say`the remote's certificate isn't trusted`,
  }),
  noRepository: () => ({
    whole: say`The remote repository doesn't exist, or you don't have access to it.`,
    short: say`the remote repository doesn't exist, or you don't have access to it`,
  }),
  behind: () => ({
    whole: say`Someone else pushed first. Their entries will be merged, then yours will be pushed.`,
    short: say`someone else pushed first; merging their entries`,
  }),
  refInTheWay: (branches: BranchInTheWay | undefined) =>
    inTheWay(branches, {
      whole: say`Another branch on the remote conflicts with the name of the records' branch.`,
      short: say`another branch on the remote conflicts with the name of the records' branch`,
    }),
  protectedBranch: () => ({
    whole: say`The branch is protected on the remote.`,
    short: say`the branch is protected on the remote`,
  }),
  declined: () => ({ whole: say`The remote rejected the push.`, short: say`the remote rejected the push` }),
  hookRefused: () => ({
    whole: say`A pre-push hook rejected the push.`,
    short: say`a pre-push hook rejected the push`,
  }),
  timedOut: () => ({
    whole: say`The remote didn't respond in time.`,
    short: say`the remote didn't respond in time`,
  }),
  forbiddenProtocol: () => ({
    whole: say`The remote's address uses a protocol that git doesn't allow.`,
    short: say`the remote's address uses a protocol that git doesn't allow`,
  }),
  diskFull,
  readOnly,
  gitMissing,
  unknown: () => ({
    whole: say`Can't sync with the remote: git didn't finish. See the log for details.`,
    short: say`git didn't finish; see the log`,
  }),
};

/** States of a worktree in which nothing is committed. */
export const ODD_STATES = {
  rebase: () => ({ whole: say`A rebase is in progress.`, short: say`a rebase is in progress` }),
  applyingPatch: () => ({ whole: say`A patch is being applied.`, short: say`a patch is being applied` }),
  merge: () => ({ whole: say`A merge is in progress.`, short: say`a merge is in progress` }),
  cherryPick: () => ({ whole: say`A cherry-pick is in progress.`, short: say`a cherry-pick is in progress` }),
  revert: () => ({ whole: say`A revert is in progress.`, short: say`a revert is in progress` }),
  bisect: () => ({ whole: say`A bisect is in progress.`, short: say`a bisect is in progress` }),
  detachedHead: () => ({
    whole: say`No branch is checked out (detached HEAD).`,
    short: say`no branch is checked out (detached HEAD)`,
  }),
  indexLocked,
};

/** Why a commit waits. */
export const COMMIT_HOLDS = {
  ...GIT_FAILURES,
  ...ODD_STATES,
  outside: () => ({
    whole: say`The record's folder is a symbolic link, or isn't in this repository.`,
    short: say`the record's folder is a symbolic link, or isn't in this repository`,
  }),
  unmergedRecord: () => ({
    whole: say`The record has a merge conflict.`,
    short: say`the record has a merge conflict`,
  }),
  /** `inspect` objects. */
  inspection: (why: Reason): Words => why,
  hookChanged: () => ({
    whole: say`A commit hook changed the record.`,
    short: say`a commit hook changed the record`,
  }),
  failed: () => ({
    whole: say`The commit failed. See the log for details.`,
    short: say`the commit failed; see the log`,
  }),
  /** It isn't known yet which branch it belongs on, which may pass by itself, or it can't get there. */
  undecided: (why: Reason): Words => why,
  noBranch: (why: Reason): Words => why,
  otherBranch: ({ branch }: { readonly branch: string }) => ({
    whole: say`It was declared on ${branch}, which isn't checked out.`,
    short: say`it was declared on ${branch}, which isn't checked out`,
  }),
  noRepository: () => ({ whole: say`There is no git repository here.`, short: say`there is no git repository here` }),
  notTrusted: () => ({ whole: say`This folder isn't trusted.`, short: say`this folder isn't trusted` }),
  busy: () => ({
    whole: say`Another window has been committing for half a minute.`,
    short: say`another window has been committing for half a minute`,
  }),
  away: () => ({
    whole: say`The record isn't here, or it can't be read.`,
    short: say`the record isn't here, or it can't be read`,
  }),
};

/** Why the checked-out branch isn't taken to a commit, but for what git says. */
export const ADOPTION_HOLDS = {
  ...ODD_STATES,
  notCheckedOut: ({ branch }: { readonly branch: string }) => named(say`${branch} isn't checked out here`),
  uncommittedChanges: ({ path }: At) => named(say`others changed ${path}, and you have uncommitted changes to it`),
};

/** Why an exchange with a remote waits, but for what git and the remote say. */
export const EXCHANGE_HOLDS = {
  overtaken: () => ({
    whole: say`Others keep pushing. Trying again soon.`,
    short: say`others keep pushing; trying again soon`,
  }),
  /** `resolve` or `write` objects. */
  unresolved: (why: Reason): Words => why,
  keptBack: (why: Reason): Words => why,
};

/** What git isn't asked to do. */
export const GIT_REFUSALS = {
  beingOpened: () => ({
    whole: say`Another window is opening the branch ${OWN_BRANCH}.`,
    short: say`another window is opening the branch ${OWN_BRANCH}`,
  }),
  cannotBeOpened: ({ why }: { readonly why: string }) => ({
    whole: say`Can't open the branch ${OWN_BRANCH}: ${why}.`,
    short: say`can't open the branch ${OWN_BRANCH}: ${why}`,
  }),
  goneAndLocked: ({ why }: { readonly why: string }) => ({
    whole: say`The worktree of ${OWN_BRANCH} is missing, and git has locked it: ${why}.`,
    short: say`the worktree of ${OWN_BRANCH} is missing, and git has locked it: ${why}`,
  }),
  otherBranch: ({ folder, branch }: { readonly folder: string; readonly branch: string | undefined }) =>
    named(say`${folder} has ${branch ?? say`no branch`} checked out instead of ${OWN_BRANCH}`),
  foldersInUse: ({ nested, sibling }: { readonly nested: string; readonly sibling: string }) => ({
    whole: say`${OWN_BRANCH} needs a folder, but both ${nested} and ${sibling} are taken.`,
    short: say`${OWN_BRANCH} needs a folder, but both ${nested} and ${sibling} are taken`,
  }),
  fileAndFolder: ({ path }: At) => named(say`${path} is a file here, but a folder on the remote`),
  folderAndFile: ({ path }: At) => named(say`${path} is a folder here, but a file on the remote`),
  reviewCheckedOut: ({ branch, path }: At & { readonly branch: string }) =>
    named(say`${branch} is checked out in ${path}`),
  reviewUncommitted: ({ id }: { readonly id: string }) => ({
    whole: say`The record of ${id} isn't committed yet.`,
    short: say`the record of ${id} isn't committed yet`,
  }),
  reviewParted: ({ branch }: { readonly branch: string }) =>
    named(say`${branch} has diverged from the remote; merge it with git`),
  noReviewFolder: ({ path }: At) => named(say`${path} can't be a folder in this repository`),
};
