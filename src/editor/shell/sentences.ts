/** What the editor room says for each code: whole sentences, and short forms that stand behind a colon or in the status bar. */
import { OWN_BRANCH } from '../../core/status/place';
import type { News } from '../../core/record/news';
import type { Reason } from '../../core/text/reason';
import { suggest } from '../../core/text/suggestion';

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
    whole: `The record is unchanged: the editor could not save it (${path}).`,
    short: `the record is unchanged: the editor could not save it (${path})`,
  }),
  notTaken: () => ({
    whole: 'The open record did not take the entry.',
    short: 'the open record did not take the entry',
  }),
  takenOut: () => ({
    whole: 'Another program keeps taking an entry out.',
    short: 'another program keeps taking an entry out',
  }),
  notWritten: () => ({ whole: 'The record could not be written.', short: 'the record could not be written' }),
  recordRenamed: ({ folder, id }: { readonly folder: string; readonly id: string }) => ({
    whole: `The record is not here: its folder is called ${folder} now, and was ${id}.`,
    short: `the record is not here: its folder is called ${folder} now, and was ${id}`,
  }),
  recordAway: () => ({
    whole: 'The record is not here: another branch may be checked out, or it was moved or deleted.',
    short: 'the record is not here: another branch may be checked out, or it was moved or deleted',
  }),
  unsaved: () => ({ whole: 'The record has unsaved edits.', short: 'the record has unsaved edits' }),

  // why a record may not be committed
  keptLocal: () => ({
    whole: 'It is kept on this machine, as you decided.',
    short: 'it is kept on this machine, as you decided',
  }),
  looksSecret: ({ what }: { readonly what: string }) => ({
    whole: `Held, looks like a ${what}.`,
    short: `held, looks like a ${what}`,
  }),
  gitSilent: () => ({ whole: 'Git does not answer.', short: 'git does not answer' }),
  gitFailed: () => ({ whole: 'Git failed.', short: 'git failed' }),
  belongsElsewhere: ({ records }: { readonly records: string }) => ({
    whole: `It belongs on ${OWN_BRANCH}, in ${records}; move it there.`,
    short: `it belongs on ${OWN_BRANCH}, in ${records}; move it there`,
  }),
  notOpened: () => ({
    whole: `The branch ${OWN_BRANCH} can't be opened here; the log says why.`,
    short: `the branch ${OWN_BRANCH} can't be opened here; the log says why`,
  }),
  notOfWindow: ({ records }: { readonly records: string }) => ({
    whole: `${OWN_BRANCH} is checked out in ${records}, where this window has no records.`,
    short: `${OWN_BRANCH} is checked out in ${records}, where this window has no records`,
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
    whole: `“${subject}” is your own commit and is not pushed along.`,
    short: `“${subject}” is your own commit and is not pushed along`,
  }),
  onPrivate: ({ branch, why }: { readonly branch: string; readonly why: Reason }) => ({
    whole: `${branch}: ${why.whole}`,
    short: `${branch}: ${why.short}`,
  }),
  unsavedRecord: () => ({
    whole: 'A record has unsaved edits: save it to share on.',
    short: 'a record has unsaved edits: save it to share on',
  }),
  changedHere: ({ path }: At) => ({
    whole: `${path} was changed by others, and here it has changes that are not committed.`,
    short: `${path} was changed by others, and here it has changes that are not committed`,
  }),
  news: ({ news }: { readonly news: News }) => {
    const short = news.map(({ author, count }) => `${count} new from @${author}`).join(', ');
    return { whole: `${short}.`, short };
  },

  // what a command was called with
  unknownKey: ({ key }: { readonly key: string }) => `“${key}” is nothing that this command takes.`,
  badArgument: ({ key, form }: { readonly key: string; readonly form: string }) => `“${key}” must be ${form}.`,
  badDate: ({ given }: { readonly given: string }) => `"${given}" isn't a date. Write it like 2026-11-27.`,
  badHandle: ({ given }: { readonly given: string }) => `“${given}” is no handle: write one word such as @dana.`,
  badEntry: () => '“entry” must be a whole entry as it is written: “- INSTANT @author KIND: text”.',
  badMilestone: ({ name }: { readonly name: string }) =>
    `“${name}” is no name of a milestone: it has no colon and is not empty.`,
  noOpenFolder: ({ name, known }: Unknown) => `“${name}” is no open folder: ${known.join(', ') || 'none'} is.`,
  noDueItem: ({ name, known }: Unknown) =>
    `“${name}” is no clock of this incident: ${known.join(', ')} are${suggest(name, known)}.`,
  notExtensible: ({ name, known }: Unknown) =>
    `“${name}” cannot be extended: ${known.join(', ')} can${suggest(name, known)}.`,
  processUnread: ({ name, line, said }: ProcessMistake) =>
    `The process “${name}” cannot be read: line ${line}: ${said}`,

  // which incident
  noSummary: () => 'An incident needs one sentence: what is broken, and for whom?',
  noSuchIncident: ({ id }: { readonly id: string }) => `There is no incident “${id}” here.`,
  noneOpen: () => 'No incident is open here: declare one first.',
  noneYet: () => 'There is no incident here yet: declare one first.',
  noOriginal: () => 'There is no other incident here that it could be a duplicate of.',
  cannotOpen: ({ id, why }: Cause & { readonly id: string }) => `The record of ${id} cannot be opened: ${why}.`,

  // entries
  nothingToLog: () => 'There is nothing to log: the text is empty.',
  emptyClipboard: () => 'There is no text on the clipboard.',
  noEntry: ({ what }: { readonly what: string }) => `There is no entry to ${what}.`,
  retractedEntry: ({ what }: { readonly what: string }) => `Can't ${what} this entry: it was retracted.`,
  noBox: () => 'This entry has no box to tick: only follow-ups and quests have one.',
  emptyCorrection: () => 'A correction leaves no entry empty: undo it instead.',
  sameIncident: () => 'The entry is in that incident already: name another one.',
  noOtherIncident: () => 'There is no other incident here to move the entry to.',
  nothingToUndo: () => 'Nothing to undo: none of your commands wrote to this record.',
  nothingToRedo: () => 'Nothing to redo: you have undone nothing in this record.',
  changedSince: () => "Can't undo this: somebody has changed it in the meantime.",
  stepDone: ({ name, author, when }: { readonly name: string; readonly author: string; readonly when: string }) =>
    `“${name}” is done already: @${author} checked it off, ${when}.`,
  noStepLeft: () => 'Every step of this record’s checklists is done, or there is none.',
  nothingDue: () => 'Nothing is due in this incident, so there is nothing to put off.',
  nobodyHolds: () => 'Nobody holds a role yet: assign one first.',
  noHandOff: () => 'No hand-off waits to be confirmed.',

  // updates and the postmortem
  noDraft: () => 'There is no draft of an update in the active editor: write an update first.',
  nothingToSend: () => 'There is nothing to send: the text is empty.',
  noTemplate: () => 'There is no template that may be used for this incident.',
  refreshedElsewhere: ({ path }: At) => `The postmortem is unchanged: another window keeps refreshing it (${path}).`,
  postmortemTooLong: ({ path }: At) => `The postmortem is unchanged: it has too many lines to be refreshed (${path}).`,
  recordNotThere: ({ path }: At) => `The record is not in ${path}: another branch may be checked out.`,

  // what holds a record
  noSecret: () => 'Nothing in this record looks like a secret that you have not decided about.',
  secretInRecord: () => "Can't leave it out: it's in the record itself. Redact it, or keep the record here.",
  noLeaveOutRepository: () =>
    "Can't leave a file out: the record isn't in a git repository here, so nothing is committed.",
  isRecordItself: ({ file }: OfFile) =>
    `Can't leave ${file} out: without it there is no record. Redact it, or keep the record here.`,
  notLeftOut: ({ file }: OfFile) => `${file} isn't left out.`,
  noSuchFile: ({ file, id }: OfFile & { readonly id: string }) => `There is no file ${file} in ${id}.`,
  noFileToLeaveOut: () => 'There is no other file in this incident that could be left out.',
  leftOutStillIn: ({ file, stillIn }: OfFile & { readonly stillIn: readonly ('commits' | 'remote')[] }) => {
    const local =
      'Commits on this branch still have it, and a push would send them: take them off the branch with git first.';
    const remote = 'The history at the remote still has it: if it was a secret, replace the secret.';
    const rest = [...(stillIn.includes('commits') ? [local] : []), ...(stillIn.includes('remote') ? [remote] : [])];
    return [`${file} is left out from now on.`, ...rest].join(' ');
  },
  nothingLost: () => "Nothing to restore: the record isn't held for anything that it has lost.",
  cannotRestore: () => "Can't restore the record: too much of it has changed. Fix it by hand, or keep it as it is.",
  uncommitted: ({ why }: Cause) => `The record is not committed yet: ${why}.`,
  notOurs: ({ path }: At) => `${path} is no record or postmortem of this window.`,
  noMarkers: ({ path }: At) => `There are no conflict markers in ${path}.`,
  asideNotMerged: ({ why, file }: OfFile & { readonly why: Reason }) =>
    `${why.whole} Keep one of them, or fix ${file} first.`,
  brokenMarkers: () => 'The conflict markers do not belong together: one of them was changed or removed.',

  // repositories and branches
  trustFirst: () => 'This folder is not trusted, so git does not run in it: trust it first.',
  twoLocations: ({ names, count, to }: TwoLocations) => {
    const target = to === 'own' ? OWN_BRANCH : 'the checked-out branch';
    const incidents = count === 1 ? '1 incident' : `${count} incidents`;
    const parted = `in two locations: ${names} has ${incidents} that ${target} lacks, or entries of them`;
    return { whole: `Records are ${parted}.`, short: `records are ${parted}` };
  },
  openRepository: ({ path }: At) => `There is no git repository in ${path}: open one first.`,
  noMoveRepository: () => 'The record is in no repository here, so there is no branch to move it to.',
  thereAlready: ({ own }: { readonly own: boolean }) =>
    own ? `The record is on ${OWN_BRANCH} already.` : 'The record is on the checked-out branch already.',
  saveFirst: ({ file }: OfFile) => `${file} has unsaved edits: save it first.`,
  branchNotOpened: () => `The branch ${OWN_BRANCH} cannot be opened here: the log says why.`,
  folderTaken: ({ records }: { readonly records: string }) =>
    `${OWN_BRANCH} lies in ${records}: give incidentNotes.folder another name first, for the checked-out branch.`,
  notThisWindow: ({ records }: { readonly records: string }) =>
    `This window has no records in ${records}: open the repository's folder first.`,
  targetTaken: ({ path }: At) => `There is something at ${path} already.`,
  nothingToMerge: () =>
    'Nothing to merge: no other branch of this repository has incidents or entries that are missing here.',
  locationsNotMerged: ({ why }: Cause) => `Can't merge the record locations: ${why}.`,
  stays: ({ why }: Cause) => `The record stays where it is: ${why}.`,

  // remotes and reviews
  nothingToJoin: () => 'There is no repository here whose incidents could be joined.',
  remoteUnapproved: () => 'The remote is not approved: run sync with approve: true once.',
  noneAtRemote: ({ why }: Cause) => `No incident is open at the remote${why}.`,
  approveOne: ({ names }: { readonly names: string }) =>
    `There are several remotes (${names}): approve one by its name.`,
  noRemote: ({ name, names }: { readonly name: string; readonly names: string }) =>
    `There is no remote "${name}" here: ${names}.`,
  otherRemote: ({
    branch,
    chosen,
    remote,
  }: {
    readonly branch: string;
    readonly chosen: string;
    readonly remote: string;
  }) => `The branch ${branch} goes to ${chosen}: set branch.${branch}.remote to ${remote} first.`,
  noReviewRepository: () => 'The record is in no repository here, so there is nothing to review it on.',
  noDefaultBranch: () => 'This repository has no default branch that a review could go into.',
  reviewNeedsPrivate: () =>
    'This is a security incident: it is reviewed on a remote that is approved as private, and none is.',
  nothingToReview: ({ branch }: { readonly branch: string }) =>
    `The branch ${branch} holds the record as it is: there is nothing to review.`,
  reviewMoves: () => 'The review branch is being moved all the time: try again.',
  nothingCommitted: () => 'The record or the default branch has no commit yet.',
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
