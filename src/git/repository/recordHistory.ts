/** Reads a record's files from earlier commits. */
import * as git from '../commands/git';
import { GitFailure } from '../process/gitFailure';
import { pathInside } from './onDisk';
import type { Repository } from './repository';

/**
 * Returns the file (absolute path) as the commit, named in full, holds it where it belongs of today; absent if the commit isn't
 * here, doesn't hold it, or can't be read.
 */
export async function readAtCommit(repository: Repository, commit: string, file: string): Promise<string | undefined> {
  const path = await pathInside(repository, file);
  try {
    return (await git.readFileAt(repository, commit, path)).toString('utf8');
  } catch (error) {
    if (error instanceof GitFailure) {
      return undefined;
    }
    throw error;
  }
}
