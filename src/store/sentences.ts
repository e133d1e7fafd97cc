/** What the store says for each code: whole sentences, and short forms for after a colon. */

import type { Words } from '../core/text/reason';
import { say } from '../core/words/say';

/** What hasn't happened: no period. */
const OUTCOMES = {
  unchanged: () => [say`The record is unchanged`, say`the record is unchanged`],
  unreadable: () => [say`Can't read the record`, say`can't read the record`],
  notWritten: () => [say`Nothing was written`, say`nothing was written`],
  notMade: () => [say`Couldn't create the record`, say`couldn't create the record`],
  notKept: () => [say`Couldn't save the evidence`, say`couldn't save the evidence`],
  notImported: () => [say`Couldn't import the log`, say`couldn't import the log`],
  notListed: () => [say`Can't list the records`, say`can't list the records`],
  notReminded: () => [say`Couldn't check reminders`, say`couldn't check reminders`],
  notTakenOver: () => [
    say`Couldn't recover entries that earlier windows left in the journal`,
    say`couldn't recover entries that earlier windows left in the journal`,
  ],
  notCommitted: () => [say`Can't commit yet`, say`can't commit yet`],
  stillCommitted: () => [
    say`The file is left out from now on, but it's still in commits`,
    say`the file is left out from now on, but it's still in commits`,
  ],
  notOpened: () => [say`Can't open incident-log`, say`can't open incident-log`],
  notOnBranch: () => [say`Incoming entries aren't on the branch yet`, say`incoming entries aren't on the branch yet`],
} as const satisfies Record<string, () => readonly [whole: string, short: string]>;
export type Outcome = keyof typeof OUTCOMES;

const DISK_ERRORS = {
  ENOSPC: () => say`the disk is full`,
  EDQUOT: () => say`you've reached your disk quota`,
  EFBIG: () => say`the file is too large`,
  EROFS: () => say`the disk is read-only`,
  EACCES: () => say`permission denied`,
  EPERM: () => say`permission denied`,
  EIO: () => say`the disk reported an error`,
  EBUSY: () => say`another program is using the file`,
  EMFILE: () => say`too many files are open`,
  ENFILE: () => say`too many files are open`,
  ENOENT: () => say`the folder is gone`,
  EEXIST: () => say`there's a file where a folder should be`,
  ENOTDIR: () => say`there's a file where a folder should be`,
  EISDIR: () => say`there's a folder where a file should be`,
  ELOOP: () => say`its symbolic links form a loop`,
  ENAMETOOLONG: () => say`the name is too long`,
} as const;
export type DiskError = keyof typeof DISK_ERRORS;

/** Returns whether a failure with this code has to be expected. */
export function isDiskError(code: string): code is DiskError {
  return Object.hasOwn(DISK_ERRORS, code);
}

interface File {
  readonly path: string;
}

export const STORE_SENTENCES = {
  diskFailed: ({ outcome, error, path }: File & { readonly outcome: Outcome; readonly error: DiskError }) =>
    because(outcome, `${DISK_ERRORS[error]()} (${path})`),
  logDamaged: ({ path }: File) => say`Can't import ${path}: it isn't a complete zip archive.`,
  logTooLarge: ({ path }: File) => say`Can't import ${path}: it's too large.`,
  leased: ({ outcome }: { readonly outcome: Outcome }) =>
    because(outcome, say`another window has been writing for half a minute`),
  rewritten: ({ path }: File) => because('unchanged', say`another program keeps changing it (${path})`),
  noRegularFile: ({ path }: File) => because('unreadable', say`${path} isn't a regular file`),
  notUtf8: ({ path }: File) => ({
    whole: say`Can't read the record: ${path} isn't UTF-8 text. Save it as UTF-8, then try again.`,
    short: say`can't read the record: ${path} isn't UTF-8 text`,
  }),
  badFolderName: ({ id }: { readonly id: string }) => because('notMade', say`"${id}" can't be a folder name`),
  badName: ({ name, path }: File & { readonly name: string }) =>
    because('notWritten', say`"${name}" can't be a file name here (${path})`),
  leadsOut: ({ path, root }: File & { readonly root: string }) =>
    because('notWritten', say`${path} is a symbolic link that points outside ${root}`),
  outside: ({ path, root }: File & { readonly root: string }) =>
    because('notWritten', say`${path} isn't inside ${root}`),
  noFolder: ({ path }: File) => because('notWritten', say`${path} isn't a folder`),
};

function because(outcome: Outcome, why: string): Words {
  const [whole, short] = OUTCOMES[outcome]();
  return { whole: `${whole}: ${why}.`, short: `${short}: ${why}` };
}
