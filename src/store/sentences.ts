/** What the store says for each code: whole sentences, and short forms that stand behind a colon. */

import type { Words } from '../core/text/reason';

/** What has not happened: no full stop. */
const OUTCOMES = {
  unchanged: ['The record is unchanged', 'the record is unchanged'],
  unreadable: ['The record cannot be read', 'the record cannot be read'],
  notWritten: ['Nothing was written', 'nothing was written'],
  notMade: ['No record was made', 'no record was made'],
  notKept: ['The evidence was not kept', 'the evidence was not kept'],
  notListed: ['The records cannot be listed', 'the records cannot be listed'],
  notReminded: ['Nobody was reminded', 'nobody was reminded'],
  notTakenOver: [
    'What earlier windows left in the journal was not taken over',
    'what earlier windows left in the journal was not taken over',
  ],
  notCommitted: ['Another window is committing', 'another window is committing'],
  stillCommitted: [
    'The file is left out, but commits still have it',
    'the file is left out, but commits still have it',
  ],
  notOpened: ['incident-log cannot be opened', 'incident-log cannot be opened'],
  notOnBranch: ['What others wrote is not on the branch yet', 'what others wrote is not on the branch yet'],
} as const satisfies Record<string, readonly [whole: string, short: string]>;
export type Outcome = keyof typeof OUTCOMES;

const DISK_ERRORS = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  EROFS: 'the disk is read-only',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EIO: 'the disk reports an error',
  EBUSY: 'another program holds the file',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOENT: 'the folder is gone',
  EEXIST: 'a file stands where a folder should be',
  ENOTDIR: 'a file stands where a folder should be',
  EISDIR: 'a folder stands where a file should be',
  ELOOP: 'its symbolic links lead in a circle',
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
  leased: ({ outcome }: { readonly outcome: Outcome }) =>
    because(outcome, 'another window has been writing for half a minute'),
  rewritten: ({ path }: File) => because('unchanged', `another program keeps writing it (${path})`),
  noRegularFile: ({ path }: File) => because('unreadable', `${path} is no regular file`),
  notUtf8: ({ path }: File) => ({
    whole: `The record cannot be read: ${path} is not UTF-8 text. Save it as UTF-8 first.`,
    short: `the record cannot be read: ${path} is not UTF-8 text`,
  }),
  badFolderName: ({ id }: { readonly id: string }) => because('notMade', `“${id}” cannot be the name of a folder`),
  badName: ({ name, path }: File & { readonly name: string }) =>
    because('notWritten', `“${name}” cannot be a name here (${path})`),
  leadsOut: ({ path, root }: File & { readonly root: string }) =>
    because('notWritten', `${path} is a symbolic link that leads out of ${root}`),
  outside: ({ path, root }: File & { readonly root: string }) => because('notWritten', `${path} is not inside ${root}`),
  noFolder: ({ path }: File) => because('notWritten', `${path} is no folder`),
};

function because(outcome: Outcome, why: string): Words {
  const [whole, short] = OUTCOMES[outcome];
  return { whole: `${whole}: ${why}.`, short: `${short}: ${why}` };
}
