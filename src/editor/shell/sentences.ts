/** What the editor code says for each code: whole sentences, and short forms for after a colon or in the status bar. */
import { OWN_BRANCH } from '../../core/record/ownBranch';
import type { News } from '../../core/record/news';
import type { Reason } from '../../core/text/reason';
import { instead } from '../../core/text/suggestion';
import { say } from '../../core/words/say';

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
  // why an entry isn't in its record
  notSaved: ({ path }: At) => ({
    whole: say`The record is unchanged: the editor couldn't save it (${path}).`,
    short: say`the record is unchanged: the editor couldn't save it (${path})`,
  }),
  notTaken: () => ({
    whole: say`Couldn't write the entry into the open record.`,
    short: say`couldn't write the entry into the open record`,
  }),
  takenOut: () => ({
    whole: say`Another program keeps removing an entry.`,
    short: say`another program keeps removing an entry`,
  }),
  notWritten: () => ({ whole: say`Couldn't write the record.`, short: say`couldn't write the record` }),
  recordRenamed: ({ folder, id }: { readonly folder: string; readonly id: string }) => ({
    whole: say`The record's folder was renamed from ${id} to ${folder}.`,
    short: say`the record's folder was renamed from ${id} to ${folder}`,
  }),
  recordAway: () => ({
    whole: say`The record isn't here. Another branch may be checked out, or it was moved or deleted.`,
    short: say`the record isn't here (another branch may be checked out, or it was moved or deleted)`,
  }),
  unsaved: () => ({ whole: say`The record has unsaved edits.`, short: say`the record has unsaved edits` }),

  // what a box doesn't take
  subjectGaps: ({ names }: { readonly names: readonly string[] }) => say`Fill in ${names.join(', ')}.`,
  timePassed: () => say`That time has already passed.`,
  notAfterDue: ({ due }: { readonly due: string }) => say`It's ${due}. Choose a later time.`,
  notDate: () => say`Type a date such as 2026-11-20.`,
  notDayWindow: () => say`Type two times such as 14:30-15:10.`,

  // why a postmortem's lines weren't refreshed
  draftNotFound: () => ({
    whole: say`The last draft can't be found in git.`,
    short: say`the last draft can't be found in git`,
  }),
  draftUnnamed: () => ({
    whole: say`Its front matter doesn't name the last draft.`,
    short: say`its front matter doesn't name the last draft`,
  }),
  noLastDraft: ({ why }: { readonly why: Reason }) =>
    say`Only missing rows and action items were added, because ${why.short}.`,

  // why a record may not be committed
  keptLocal: () => ({
    whole: say`You chose to keep it on this machine.`,
    short: say`you chose to keep it on this machine`,
  }),
  looksSecret: ({ what }: { readonly what: string }) => ({
    whole: say`Held: it contains what looks like a ${what}.`,
    short: say`held, looks like a ${what}`,
  }),
  gitSilent: () => ({ whole: say`Git isn't responding.`, short: say`git isn't responding` }),
  gitFailed: () => ({ whole: say`Git failed. See the log for details.`, short: say`git failed; see the log` }),
  belongsElsewhere: ({ records }: { readonly records: string }) => ({
    whole: say`It belongs on ${OWN_BRANCH}, in ${records}. Move it there.`,
    short: say`it belongs on ${OWN_BRANCH}, in ${records}; move it there`,
  }),
  notOpened: () => ({
    whole: say`Can't open the branch ${OWN_BRANCH} here. See the log for details.`,
    short: say`can't open the branch ${OWN_BRANCH} here; see the log`,
  }),
  notOfWindow: ({ records }: { readonly records: string }) => ({
    whole: say`${OWN_BRANCH} is checked out in ${records}, which isn't open in this window.`,
    short: say`${OWN_BRANCH} is checked out in ${records}, which isn't open in this window`,
  }),

  // why records aren't shared, or what came
  offline: () => ({ whole: say`Offline.`, short: say`offline` }),
  slow: () => ({ whole: say`Still syncing; the remote is slow.`, short: say`still syncing; the remote is slow` }),
  unapproved: () => ({ whole: say`Not shared yet.`, short: say`not shared yet` }),
  localOnly: () => ({ whole: say`Local only.`, short: say`local only` }),
  severalRemotes: ({ names }: { readonly names: readonly string[] }) => ({
    whole: say`Choose a remote: ${names.join(', ')}.`,
    short: say`choose a remote: ${names.join(', ')}`,
  }),
  ownCommit: ({ subject }: { readonly subject: string }) => ({
    whole: say`"${subject}" is your own commit, and a push would send it too.`,
    short: say`"${subject}" is your own commit, and a push would send it too`,
  }),
  onPrivate: ({ branch, why }: { readonly branch: string; readonly why: Reason }) => ({
    whole: `${branch}: ${why.whole}`,
    short: `${branch}: ${why.short}`,
  }),
  unsavedRecord: () => ({
    whole: say`Save the record to continue syncing.`,
    short: say`save the record to continue syncing`,
  }),
  changedHere: ({ path }: At) => ({
    whole: say`Others changed ${path}, and you have uncommitted changes to it. Commit or stash them first.`,
    short: say`others changed ${path}, and you have uncommitted changes to it`,
  }),
  news: ({ news }: { readonly news: News }) => {
    const short = news.map(({ author, count }) => say`${count} new from @${author}`).join(', ');
    return { whole: `${short}.`, short };
  },

  // what a command was called with
  unknownKey: ({ key }: { readonly key: string }) => say`Unknown argument "${key}".`,
  badArgument: ({ key, form }: { readonly key: string; readonly form: string }) => say`"${key}" must be ${form}.`,
  badDate: ({ given }: { readonly given: string }) => say`"${given}" isn't a date. Write it like 2026-11-27.`,
  badHandle: ({ given }: { readonly given: string }) => say`"${given}" isn't a handle. Use one word such as @dana.`,
  badEntry: () => say`"entry" must be a whole entry as it's written in the record: "- INSTANT @author KIND: text".`,
  badMilestone: ({ name }: { readonly name: string }) =>
    say`"${name}" can't be the name of a milestone: it must not be empty or contain a colon.`,
  noOpenFolder: ({ name, known }: Unknown) => say`"${name}" isn't an open folder.${instead(name, known)}`,
  noDueItem: ({ name, known }: Unknown) => say`This incident has no reminder "${name}".${instead(name, known)}`,
  notExtensible: ({ name, known }: Unknown) =>
    say`Can't extend "${name}": there is no such process.${instead(name, known)}`,
  processUnread: ({ name, line, said }: ProcessMistake) => say`Can't read the process "${name}". Line ${line}: ${said}`,

  // which incident
  noSummary: () => say`Describe the incident in one sentence: what's broken, and who's affected?`,
  noSuchIncident: ({ id }: { readonly id: string }) => say`There is no incident "${id}" here.`,
  noneOpen: () => say`No open incident here. Declare one first.`,
  noneYet: () => say`There are no incidents here yet. Declare one first.`,
  noOriginal: () => say`There is no other incident here for this to duplicate.`,
  cannotOpen: ({ id, why }: Cause & { readonly id: string }) => say`Can't open the record of ${id}: ${why}.`,

  // entries
  nothingToLog: () => say`Nothing to log: the text is empty.`,
  emptyClipboard: () => say`There is no text on the clipboard.`,
  noEntry: ({ what }: { readonly what: string }) => say`There is no entry to ${what}.`,
  retractedEntry: ({ what }: { readonly what: string }) => say`Can't ${what} this entry: it was retracted.`,
  nothingOverdue: () => say`No follow-up is overdue.`,
  noBox: () => say`Only follow-ups and quests can be completed.`,
  notMarkable: ({ kind }: { readonly kind: string }) =>
    say`Can't mark a ${kind} entry as important. Milestones and updates always count as important.`,
  emptyCorrection: () => say`A correction can't leave an entry empty. Undo the entry instead.`,
  sameIncident: () => say`The entry is already in that incident. Choose another one.`,
  noOtherIncident: () => say`There is no other incident here to move the entry to.`,
  nothingToUndo: () => say`Nothing to undo: none of your commands wrote to this record.`,
  nothingToRedo: () => say`Nothing to redo: you haven't undone anything in this record.`,
  changedSince: () => say`Can't undo this: someone has changed it in the meantime.`,
  stepDone: ({ name, author, when }: { readonly name: string; readonly author: string; readonly when: string }) =>
    say`"${name}" is already done: @${author} checked it off at ${when}.`,
  noStepLeft: () => say`No steps left: every step in this record's checklists is done.`,
  nothingDue: () => say`Nothing to snooze: nothing is due in this incident.`,
  nobodyHolds: () => say`Nothing to hand off: nobody has a role yet. Assign one first.`,
  noHandOff: () => say`No hand-off is waiting to be confirmed.`,

  // updates and the postmortem
  noDraft: () => say`The active editor isn't a message draft. Run Write Update first.`,
  nothingToSend: () => say`Nothing to send: the message is empty.`,
  noTemplate: () => say`No templates are available for this incident.`,
  refreshedElsewhere: ({ path }: At) =>
    say`Can't refresh the postmortem: another window keeps changing it (${path}). Try again.`,
  postmortemTooLong: ({ path }: At) => say`Can't refresh the postmortem: it has too many lines (${path}).`,
  postmortemUnread: ({ path }: At) => say`Can't set the postmortem's state: its front matter can't be read (${path}).`,
  reasonNeeded: () => say`"reason" must say why no postmortem is needed.`,
  wrongSpan: () => say`"until" can't be before "from".`,
  noPostmortem: () => say`There's no postmortem yet. Draft it first.`,
  sensitiveExport: () => say`Can't export: this is a security incident. Set "sensitive" to true if it may leave.`,
  nothingToRedact: () => say`Can't redact: no words are listed in .incident-notes/redact.txt or "redact".`,
  wordsLeft: ({ names }: { readonly names: readonly string[] }) =>
    say`Nothing was exported, because it would still contain ${names.join(', ')}. Change the text or the file's name.`,
  exportOverRecord: ({ path }: At) =>
    say`Can't export to ${path}: a record or postmortem has that name. Choose another one.`,
  recordNotThere: ({ path }: At) => say`The record isn't in ${path}. Another branch may be checked out.`,

  // what holds a record
  noSecret: () => say`Nothing to review: no possible secret in this record is waiting for your decision.`,
  secretInRecord: () => say`Can't leave it out: it's in the record itself. Redact it, or keep the record local.`,
  noLeaveOutRepository: () =>
    say`Can't leave a file out: the record isn't in a git repository here, so nothing is committed.`,
  isRecordItself: ({ file }: OfFile) =>
    say`Can't leave out ${file}: it's the record itself. Redact it, or keep the record local.`,
  notLeftOut: ({ file }: OfFile) => say`${file} isn't left out.`,
  noSuchFile: ({ file, id }: OfFile & { readonly id: string }) => say`There is no file ${file} in ${id}.`,
  noFileToLeaveOut: () => say`There is no other file in this incident to leave out.`,
  leftOutStillIn: ({ file, stillIn }: OfFile & { readonly stillIn: readonly ('commits' | 'remote')[] }) => {
    const local = say`It's still in commits on this branch, and a push would send them. Remove them from the branch with git first.`;
    const remote = say`It's still in the remote's history. If it was a secret, rotate it.`;
    const rest = [...(stillIn.includes('commits') ? [local] : []), ...(stillIn.includes('remote') ? [remote] : [])];
    return [say`${file} is left out from now on.`, ...rest].join(' ');
  },
  nothingLost: () => say`Nothing to restore: the record isn't held because of lost content.`,
  cannotRestore: () => say`Can't restore the record: too much of it has changed. Fix it by hand, or keep it as it is.`,
  uncommitted: ({ why }: Cause) => say`The record isn't committed yet: ${why}.`,
  notOurs: ({ path }: At) => say`${path} isn't a record or postmortem in this window.`,
  noMarkers: ({ path }: At) => say`There are no conflict markers in ${path}.`,
  asideNotMerged: ({ why, file }: OfFile & { readonly why: Reason }) =>
    say`${why.whole} Keep one of them, or fix ${file} first.`,
  brokenMarkers: () =>
    say`The conflict markers don't match: one of them was changed or removed. Resolve the conflict by hand.`,

  // repositories and branches
  trustFirst: () => say`This folder isn't trusted, so git doesn't run here. Trust it first.`,
  twoLocations: ({ names, count, to }: TwoLocations) => {
    const target = to === 'own' ? OWN_BRANCH : say`the checked-out branch`;
    const incidents = count === 1 ? say`1 incident` : say`${count} incidents`;
    const parted = say`in two locations: ${names} has entries from ${incidents} that ${target} doesn't have`;
    return { whole: say`Records are ${parted}.`, short: say`records are ${parted}` };
  },
  openRepository: ({ path }: At) => say`There is no git repository in ${path}. Open one first.`,
  noMoveRepository: () => say`Can't move the record: it isn't in a git repository.`,
  thereAlready: ({ own }: { readonly own: boolean }) =>
    own ? say`The record is already on ${OWN_BRANCH}.` : say`The record is already on the checked-out branch.`,
  saveFirst: ({ file }: OfFile) => say`${file} has unsaved edits. Save it first.`,
  branchNotOpened: () => say`Can't open the branch ${OWN_BRANCH} here. See the log for details.`,
  folderTaken: ({ records }: { readonly records: string }) =>
    say`${OWN_BRANCH} already uses ${records}. Set incidentNotes.folder to another name for the checked-out branch first.`,
  notThisWindow: ({ records }: { readonly records: string }) =>
    say`${records} isn't open in this window. Open the repository's folder first.`,
  targetTaken: ({ path }: At) => say`${path} already exists.`,
  nothingToMerge: () =>
    say`Nothing to merge: no other branch of this repository has incidents or entries that are missing here.`,
  locationsNotMerged: ({ why }: Cause) => say`Can't merge the record locations: ${why}.`,
  stays: ({ why }: Cause) => say`The record stays where it is: ${why}.`,

  nothingToReference: () => say`Nothing to log: open a file first, or name it with "uri" or a commit with "commit".`,

  // issues
  noSecurityIssue: () => say`Can't file an issue for a security incident: more people can read issues than the record.`,
  noIssuePage: () =>
    say`Can't open a new issue: the record isn't shared yet, or its remote's host has no issues that can be filled in.`,
  badIssue: ({ given }: { readonly given: string }) =>
    say`"${given}" isn't an issue's address. Copy it from your browser.`,

  // drills
  noDrillNow: () => say`Can't start a drill: an incident is open. Practice when it's over.`,
  drillPlayed: () => say`All entries of the drill were played. Draft its postmortem, or end the drill.`,

  // remotes and reviews
  nothingToJoin: () => say`Nothing to join: there is no git repository here.`,
  remoteUnapproved: () => say`The remote isn't approved. Run sync with approve: true once.`,
  noneAtRemote: ({ why }: Cause) => say`No open incidents on the remote${why}.`,
  badLink: () => say`This link isn't complete, or isn't one of ours. Ask for a new one, or run Join Incident.`,
  otherRepository: ({ name }: { readonly name: string | undefined }) =>
    name === undefined
      ? say`This link is for another repository. Open your clone, then the link again.`
      : say`This link is for ${name}. Open your clone, then the link again.`,
  noLinkedIncident: ({ day, why }: Cause & { readonly day: string }) =>
    say`Can't find the incident of ${day} that this link is for${why}. Ask whoever sent it, or run Join Incident.`,
  noSecurityLink: () => say`Security incidents don't have links. People who are cleared to know can run Join Incident.`,
  linkNotShared: () => say`There's no link yet: the record isn't shared with your team. Run Sync and Share first.`,
  approveOne: ({ names }: { readonly names: string }) =>
    say`There are several remotes (${names}). Approve one by name.`,
  noRemote: ({ name, names }: { readonly name: string; readonly names: string }) =>
    say`Unknown remote "${name}". Use ${names}.`,
  otherRemote: ({
    branch,
    chosen,
    remote,
  }: {
    readonly branch: string;
    readonly chosen: string;
    readonly remote: string;
  }) => say`The branch ${branch} is pushed to ${chosen}. Set branch.${branch}.remote to ${remote} first.`,
  noReviewRepository: () => say`Can't prepare a review: the record isn't in a git repository.`,
  noDefaultBranch: () => say`Can't prepare a review: this repository has no default branch.`,
  reviewNeedsPrivate: () =>
    say`Can't prepare a review: this is a security incident, and no remote is approved for those.`,
  nothingToReview: ({ branch }: { readonly branch: string }) =>
    say`Nothing to review: the branch ${branch} already has the record as it is.`,
  reviewMoves: () => say`The review branch keeps changing. Try again.`,
  nothingCommitted: () => say`Can't prepare a review: the record or the default branch has no commits yet.`,
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
