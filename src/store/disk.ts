/**
 * The file system calls that the store uses, as one value, so that a test can make any of them fail; and the refusals for
 * failures that must be expected.
 */

import { access, link, lstat, mkdir, open, readdir, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { reasonOf } from '../core/text/reason';
import { Refusal } from '../core/text/refusal';
import { isDiskError, STORE_SENTENCES, type Outcome } from './sentences';

const { platform } = process;

/** The real file system, and the system whose rules it has. */
export const disk = { access, link, lstat, mkdir, open, platform, readdir, readFile, realpath, rename, stat, unlink };
export type Disk = typeof disk;

/** Returns whether another program holds the file, maybe only for a moment, as Windows has it: a virus scanner, an indexer, a reader. */
export function isHeld({ platform: system }: Disk, error: unknown): boolean {
  return system === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
}

/** Returns the error's code (`ENOSPC`), or an empty string. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}

/** `The record is unchanged: the disk is full (…/incident.md).` for a failure of the file system, else the error itself. */
export function refusalFor(error: unknown, outcome: Outcome, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof Refusal || !isDiskError(code)) {
    return error;
  }
  return new Refusal(reasonOf(STORE_SENTENCES, 'diskFailed', { outcome, error: code, path }), { cause: error });
}

/** Returns whether the path, or a folder on the way to it, doesn't exist. */
export function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

/** Returns whether the file system has no hard links. */
export function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR', 'UNKNOWN'].includes(codeOf(error));
}

/** Passes over the absence of something that was to be removed. */
export function unlessAbsent(error: unknown): void {
  if (!isAbsence(error)) {
    throw error;
  }
}
