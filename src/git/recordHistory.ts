/** A record's files as earlier commits hold them. Reads alone. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import * as git from './git';
import { GitFailure } from './gitFailure';
import type { Repository } from './repository';

/**
 * The file (absolute path) as the commit, named in full, holds it at its place of today; absent where the commit is not
 * here, does not hold it, or cannot be read.
 */
export async function readAtCommit(repository: Repository, commit: string, file: string): Promise<string | undefined> {
  const folder = relative(repository.root, await realpath(dirname(file))).split(sep);
  try {
    return (await git.readFileAt(repository, commit, [...folder, basename(file)].join('/'))).toString('utf8');
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}
