/**
 * What the store asks of the file system, as one value so that a test can let any part of it fail, and the sentence for
 * a failure that has to be expected. Knows nothing of records or the journal.
 */

import { access, link, lstat, mkdir, open, readdir, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { Refusal } from '../core/text/refusal';

/** The real file system. */
export const disk = { access, link, lstat, mkdir, open, readdir, readFile, realpath, rename, stat, unlink };
export type Disk = typeof disk;

const REASONS: Readonly<Record<string, string>> = {
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
};

/** The error's code (`ENOSPC`), or an empty string. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}

/** `The record is unchanged: the disk is full (…/incident.md).` for a failure of the file system, else the error itself. */
export function refusalFor(error: unknown, outcome: string, path: string): unknown {
  const reason = error instanceof Refusal ? undefined : REASONS[codeOf(error)];
  return reason === undefined ? error : new Refusal(`${outcome}: ${reason} (${path}).`, { cause: error });
}

/** Whether the path, or a folder on the way to it, does not exist. */
export function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

/** Whether the file system has no hard links. */
export function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR', 'UNKNOWN'].includes(codeOf(error));
}

/** Passes over the absence of something that was to be removed. */
export function unlessAbsent(error: unknown): void {
  if (!isAbsence(error)) {
    throw error;
  }
}
