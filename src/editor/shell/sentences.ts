/** What the editor room says for each code: whole sentences, and short forms that stand behind a colon or in the status bar. */
import { OWN_BRANCH } from '../../core/status/place';
import type { News } from '../../core/record/news';
import type { Reason } from '../../core/text/reason';

interface At {
  readonly path: string;
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
};
