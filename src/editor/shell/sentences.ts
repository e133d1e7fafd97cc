/** What the editor room says for each code: whole sentences, and short forms that stand behind a colon or in the status bar. */
import { OWN_BRANCH } from '../../core/status/place';
import type { News } from '../../core/record/news';
import type { Reason } from '../../core/text/reason';
import { instead } from '../../core/text/suggestion';

interface At {
  readonly path: string;
}

interface OfFile {
  readonly file: string;
}

interface Unknown {
  readonly name: string;
  readonly known: readonly string[];
}

export const EDITOR_SENTENCES = {
  // why an entry is not in its record
  notSaved: ({ path }: At) => ({
    whole: `The record is unchanged: the editor couldn't save it (${path}).`,
    short: `the record is unchanged: the editor couldn't save it (${path})`,
  }),
  notTaken: () => ({
    whole: "Couldn't write the entry into the open record.",
    short: "couldn't write the entry into the open record",
  }),
  takenOut: () => ({
    whole: 'Another program keeps removing an entry.',
    short: 'another program keeps removing an entry',
  }),
  notWritten: () => ({ whole: "Couldn't write the record.", short: "couldn't write the record" }),
  recordRenamed: ({ folder, id }: { readonly folder: string; readonly id: string }) => ({
    whole: `The record's folder was renamed from ${id} to ${folder}.`,
    short: `the record's folder was renamed from ${id} to ${folder}`,
  }),
  recordAway: () => ({
    whole: "The record isn't here. Another branch may be checked out, or it was moved or deleted.",
    short: "the record isn't here (another branch may be checked out, or it was moved or deleted)",
  }),
  unsaved: () => ({ whole: 'The record has unsaved edits.', short: 'the record has unsaved edits' }),

  // why a record may not be committed
  keptLocal: () => ({
    whole: 'You chose to keep it on this machine.',
    short: 'you chose to keep it on this machine',
  }),
  looksSecret: ({ what }: { readonly what: string }) => ({
    whole: `Held: it contains what looks like a ${what}.`,
    short: `held, looks like a ${what}`,
  }),
  gitSilent: () => ({ whole: "Git isn't responding.", short: "git isn't responding" }),
  gitFailed: () => ({ whole: 'Git failed. See the log for details.', short: 'git failed; see the log' }),
  belongsElsewhere: ({ records }: { readonly records: string }) => ({
    whole: `It belongs on ${OWN_BRANCH}, in ${records}. Move it there.`,
    short: `it belongs on ${OWN_BRANCH}, in ${records}; move it there`,
  }),
  notOpened: () => ({
    whole: `Can't open the branch ${OWN_BRANCH} here. See the log for details.`,
    short: `can't open the branch ${OWN_BRANCH} here; see the log`,
  }),
  notOfWindow: ({ records }: { readonly records: string }) => ({
    whole: `${OWN_BRANCH} is checked out in ${records}, which isn't open in this window.`,
    short: `${OWN_BRANCH} is checked out in ${records}, which isn't open in this window`,
  }),

  // why records are not shared, or what came
  offline: () => ({ whole: 'Offline.', short: 'offline' }),
  slow: () => ({ whole: 'Still syncing; the remote is slow.', short: 'still syncing; the remote is slow' }),
  unapproved: () => ({ whole: 'Not shared yet.', short: 'not shared yet' }),
  localOnly: () => ({ whole: 'Local only.', short: 'local only' }),
  severalRemotes: ({ names }: { readonly names: readonly string[] }) => ({
    whole: `Choose a remote: ${names.join(', ')}.`,
    short: `choose a remote: ${names.join(', ')}`,
  }),
  ownCommit: ({ subject }: { readonly subject: string }) => ({
    whole: `"${subject}" is a commit of your own, so nothing is pushed with it.`,
    short: `"${subject}" is a commit of your own, so nothing is pushed with it`,
  }),
  onPrivate: ({ branch, why }: { readonly branch: string; readonly why: Reason }) => ({
    whole: `${branch}: ${why.whole}`,
    short: `${branch}: ${why.short}`,
  }),
  unsavedRecord: () => ({
    whole: 'Save the record to continue syncing.',
    short: 'save the record to continue syncing',
  }),
  changedHere: ({ path }: At) => ({
    whole: `Others changed ${path}, and you have uncommitted changes to it. Commit or stash them first.`,
    short: `others changed ${path}, and you have uncommitted changes to it`,
  }),
  news: ({ news }: { readonly news: News }) => {
    const short = news.map(({ author, count }) => `${count} new from @${author}`).join(', ');
    return { whole: `${short}.`, short };
  },

  // what a command was called with
  unknownKey: ({ key }: { readonly key: string }) => `Unknown argument "${key}".`,
  badArgument: ({ key, form }: { readonly key: string; readonly form: string }) => `"${key}" must be ${form}.`,
  badDate: ({ given }: { readonly given: string }) => `"${given}" isn't a date. Write it like 2026-11-27.`,
  badHandle: ({ given }: { readonly given: string }) => `"${given}" isn't a handle. Use one word such as @dana.`,
  badEntry: () => `"entry" must be a whole entry as it's written in the record: "- INSTANT @author KIND: text".`,
  badMilestone: ({ name }: { readonly name: string }) =>
    `"${name}" can't be the name of a milestone: it must not be empty or contain a colon.`,
  noOpenFolder: ({ name, known }: Unknown) => `"${name}" isn't an open folder.${instead(name, known)}`,
  noDueItem: ({ name, known }: Unknown) => `This incident has no reminder "${name}".${instead(name, known)}`,
  notExtensible: ({ name, known }: Unknown) =>
    `Can't extend "${name}": there is no such process.${instead(name, known)}`,
  processUnread: ({ name, line, said }: ProcessMistake) => `Can't read the process "${name}". Line ${line}: ${said}`,

  // which incident
  noSummary: () => "Describe the incident in one sentence: what's broken, and who's affected?",
  noSuchIncident: ({ id }: { readonly id: string }) => `There is no incident "${id}" here.`,
  noneOpen: () => 'No open incident here. Declare one first.',
  noneYet: () => 'There are no incidents here yet. Declare one first.',
  noOriginal: () => 'There is no other incident here that this could be a duplicate of.',
  cannotOpen: ({ id, why }: Cause & { readonly id: string }) => `Can't open the record of ${id}: ${why}.`,

  // entries
  nothingToLog: () => 'Nothing to log: the text is empty.',
  emptyClipboard: () => 'There is no text on the clipboard.',
  noEntry: ({ what }: { readonly what: string }) => `There is no entry to ${what}.`,
  retractedEntry: ({ what }: { readonly what: string }) => `Can't ${what} this entry: it was retracted.`,
  noBox: () => 'Only follow-ups and quests can be completed.',
  notMarkable: ({ kind }: { readonly kind: string }) =>
    `Can't mark a ${kind} entry as important. Milestones and updates always count as important.`,
  emptyCorrection: () => "A correction can't leave an entry empty. Undo the entry instead.",
  sameIncident: () => 'The entry is already in that incident. Choose another one.',
  noOtherIncident: () => 'There is no other incident here to move the entry to.',
  nothingToUndo: () => 'Nothing to undo: none of your commands wrote to this record.',
  nothingToRedo: () => "Nothing to redo: you haven't undone anything in this record.",
  changedSince: () => "Can't undo this: somebody has changed it in the meantime.",
  stepDone: ({ name, author, when }: { readonly name: string; readonly author: string; readonly when: string }) =>
    `"${name}" is already done: @${author} checked it off at ${when}.`,
  noStepLeft: () => "No steps left: every step in this record's checklists is done.",
  nothingDue: () => 'Nothing to snooze: nothing is due in this incident.',
  nobodyHolds: () => 'Nothing to hand off: nobody has a role yet. Assign one first.',
  noHandOff: () => 'No hand-off is waiting to be confirmed.',

  // updates and the postmortem
  noDraft: () => "The active editor isn't a message draft. Run Write Update first.",
  nothingToSend: () => 'Nothing to send: the message is empty.',
  noTemplate: () => 'No templates can be used for this incident.',
  refreshedElsewhere: ({ path }: At) =>
    `Can't refresh the postmortem: another window keeps changing it (${path}). Try again.`,
  postmortemTooLong: ({ path }: At) => `Can't refresh the postmortem: it has too many lines (${path}).`,
  recordNotThere: ({ path }: At) => `The record isn't in ${path}. Another branch may be checked out.`,

  // what holds a record
  noSecret: () => 'Nothing to review: no possible secret in this record is waiting for your decision.',
  secretInRecord: () => "Can't leave it out: it's in the record itself. Redact it, or keep the record local.",
  noLeaveOutRepository: () =>
    "Can't leave a file out: the record isn't in a git repository here, so nothing is committed.",
  isRecordItself: ({ file }: OfFile) =>
    `Can't leave out ${file}: it's the record itself. Redact it, or keep the record local.`,
  notLeftOut: ({ file }: OfFile) => `${file} isn't left out.`,
  noSuchFile: ({ file, id }: OfFile & { readonly id: string }) => `There is no file ${file} in ${id}.`,
  noFileToLeaveOut: () => 'There is no other file in this incident to leave out.',
  leftOutStillIn: ({ file, stillIn }: OfFile & { readonly stillIn: readonly ('commits' | 'remote')[] }) => {
    const local =
      "It's still in commits on this branch, and a push would send them. Remove them from the branch with git first.";
    const remote = "It's still in the remote's history. If it was a secret, rotate it.";
    const rest = [...(stillIn.includes('commits') ? [local] : []), ...(stillIn.includes('remote') ? [remote] : [])];
    return [`${file} is left out from now on.`, ...rest].join(' ');
  },
  nothingLost: () => "Nothing to restore: the record isn't held because of lost content.",
  cannotRestore: () => "Can't restore the record: too much of it has changed. Fix it by hand, or keep it as it is.",
  uncommitted: ({ why }: Cause) => `The record isn't committed yet: ${why}.`,
  notOurs: ({ path }: At) => `${path} isn't a record or postmortem in this window.`,
  noMarkers: ({ path }: At) => `There are no conflict markers in ${path}.`,
  asideNotMerged: ({ why, file }: OfFile & { readonly why: Reason }) =>
    `${why.whole} Keep one of them, or fix ${file} first.`,
  brokenMarkers: () =>
    "The conflict markers don't match: one of them was changed or removed. Resolve the conflict by hand.",

  // repositories and branches
  trustFirst: () => "This folder isn't trusted, so git doesn't run here. Trust it first.",
  twoLocations: ({ names, count, to }: TwoLocations) => {
    const target = to === 'own' ? OWN_BRANCH : 'the checked-out branch';
    const incidents = count === 1 ? '1 incident' : `${count} incidents`;
    const parted = `in two locations: ${names} has ${incidents} that ${target} lacks, or entries of them`;
    return { whole: `Records are ${parted}.`, short: `records are ${parted}` };
  },
  openRepository: ({ path }: At) => `There is no git repository in ${path}. Open one first.`,
  noMoveRepository: () => "Can't move the record: it isn't in a git repository.",
  thereAlready: ({ own }: { readonly own: boolean }) =>
    own ? `The record is already on ${OWN_BRANCH}.` : 'The record is already on the checked-out branch.',
  saveFirst: ({ file }: OfFile) => `${file} has unsaved edits. Save it first.`,
  branchNotOpened: () => `Can't open the branch ${OWN_BRANCH} here. See the log for details.`,
  folderTaken: ({ records }: { readonly records: string }) =>
    `${OWN_BRANCH} already uses ${records}. Set incidentNotes.folder to another name for the checked-out branch first.`,
  notThisWindow: ({ records }: { readonly records: string }) =>
    `${records} isn't open in this window. Open the repository's folder first.`,
  targetTaken: ({ path }: At) => `${path} already exists.`,
  nothingToMerge: () =>
    'Nothing to merge: no other branch of this repository has incidents or entries that are missing here.',
  locationsNotMerged: ({ why }: Cause) => `Can't merge the record locations: ${why}.`,
  stays: ({ why }: Cause) => `The record stays where it is: ${why}.`,

  // remotes and reviews
  nothingToJoin: () => 'Nothing to join: there is no git repository here.',
  remoteUnapproved: () => "The remote isn't approved. Run sync with approve: true once.",
  noneAtRemote: ({ why }: Cause) => `No open incidents at the remote${why}.`,
  approveOne: ({ names }: { readonly names: string }) => `There are several remotes (${names}). Approve one by name.`,
  noRemote: ({ name, names }: { readonly name: string; readonly names: string }) =>
    `Unknown remote "${name}". Use ${names}.`,
  otherRemote: ({
    branch,
    chosen,
    remote,
  }: {
    readonly branch: string;
    readonly chosen: string;
    readonly remote: string;
  }) => `The branch ${branch} is pushed to ${chosen}. Set branch.${branch}.remote to ${remote} first.`,
  noReviewRepository: () => "Can't prepare a review: the record isn't in a git repository.",
  noDefaultBranch: () => "Can't prepare a review: this repository has no default branch.",
  reviewNeedsPrivate: () => "Can't prepare a review: this is a security incident, and no remote is approved for those.",
  nothingToReview: ({ branch }: { readonly branch: string }) =>
    `Nothing to review: the branch ${branch} already has the record as it is.`,
  reviewMoves: () => 'The review branch keeps changing. Try again.',
  nothingCommitted: () => "Can't prepare a review: the record or the default branch has no commits yet.",
};

/** The short form of another reason. */
interface Cause {
  readonly why: string;
}

interface TwoLocations {
  readonly names: string;
  readonly count: number;
  readonly to: 'own' | 'current';
}

interface ProcessMistake {
  readonly name: string;
  readonly line: number | undefined;
  readonly said: string | undefined;
}
