/** Reads from git's index the common version of a file with a conflict. */
import { readObjects } from '../commands/git';
import { pathInside } from './onDisk';
import type { Repository } from './repository';

/** Returns the text of the base; absent if the file (absolute path) isn't in conflict, or both sides created it. */
export async function readConflictBase(repository: Repository, file: string): Promise<string | undefined> {
  const [found] = await readObjects(repository, [`:1:${await pathInside(repository, file)}`]);
  return found?.type === 'blob' ? found.content.toString('utf8') : undefined;
}
