/** What the store says for each code: whole sentences, and short forms that stand behind a colon. */

import type { Words } from '../core/text/reason';

/** What has not happened: no full stop. */
const OUTCOMES = {
  unchanged: ['The record is unchanged', 'the record is unchanged'],
  unreadable: ["Can't read the record", "can't read the record"],
  notWritten: ['Nothing was written', 'nothing was written'],
  notMade: ["Couldn't create the record", "couldn't create the record"],
  notKept: ["Couldn't save the evidence", "couldn't save the evidence"],
  notImported: ["Couldn't import the log", "couldn't import the log"],
  notListed: ["Can't list the records", "can't list the records"],
  notReminded: ["Couldn't check reminders", "couldn't check reminders"],
  notTakenOver: [
    "Couldn't recover entries that earlier windows left in the journal",
    "couldn't recover entries that earlier windows left in the journal",
  ],
  notCommitted: ["Can't commit yet", "can't commit yet"],
  stillCommitted: [
    'The file is left out from now on, but it is still in commits',
    'the file is left out from now on, but it is still in commits',
  ],
  notOpened: ["Can't open incident-log", "can't open incident-log"],
  notOnBranch: ["Incoming entries aren't on the branch yet", "incoming entries aren't on the branch yet"],
} as const satisfies Record<string, readonly [whole: string, short: string]>;
export type Outcome = keyof typeof OUTCOMES;

const DISK_ERRORS = {
  ENOSPC: 'the disk is full',
  EDQUOT: "you've reached your disk quota",
  EFBIG: 'the file is too large',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EIO: 'the disk reported an error',
  EBUSY: 'another program is using the file',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOENT: 'the folder is gone',
  EEXIST: "there's a file where a folder should be",
  ENOTDIR: "there's a file where a folder should be",
  EISDIR: "there's a folder where a file should be",
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'the name is too long',
} as const;
export type DiskError = keyof typeof DISK_ERRORS;

/** Whether a failure with this code has to be expected. */
export function isDiskError(code: string): code is DiskError {
  return Object.hasOwn(DISK_ERRORS, code);
}

interface File {
  readonly path: string;
}

export const STORE_SENTENCES = {
  diskFailed: ({ outcome, error, path }: File & { readonly outcome: Outcome; readonly error: DiskError }) =>
    because(outcome, `${DISK_ERRORS[error]} (${path})`),
  logDamaged: ({ path }: File) => `Can't import ${path}: it isn't a complete zip archive.`,
  logTooLarge: ({ path }: File) => `Can't import ${path}: it's too large.`,
  leased: ({ outcome }: { readonly outcome: Outcome }) =>
    because(outcome, 'another window has been writing for half a minute'),
  rewritten: ({ path }: File) => because('unchanged', `another program keeps changing it (${path})`),
  noRegularFile: ({ path }: File) => because('unreadable', `${path} isn't a regular file`),
  notUtf8: ({ path }: File) => ({
    whole: `Can't read the record: ${path} isn't UTF-8 text. Save it as UTF-8, then try again.`,
    short: `can't read the record: ${path} isn't UTF-8 text`,
  }),
  badFolderName: ({ id }: { readonly id: string }) => because('notMade', `"${id}" can't be a folder name`),
  badName: ({ name, path }: File & { readonly name: string }) =>
    because('notWritten', `"${name}" can't be a file name here (${path})`),
  leadsOut: ({ path, root }: File & { readonly root: string }) =>
    because('notWritten', `${path} is a symbolic link that points outside ${root}`),
  outside: ({ path, root }: File & { readonly root: string }) => because('notWritten', `${path} isn't inside ${root}`),
  noFolder: ({ path }: File) => because('notWritten', `${path} isn't a folder`),
};

function because(outcome: Outcome, why: string): Words {
  const [whole, short] = OUTCOMES[outcome];
  return { whole: `${whole}: ${why}.`, short: `${short}: ${why}` };
}
