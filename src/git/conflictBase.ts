/** What git's index still knows of a conflict in one file: the version that both sides come from. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { readObjects } from './git';
import type { Repository } from './repository';

/** The text of the base; absent where the file (absolute path) is not in conflict, or both sides made it anew. */
export async function readConflictBase(repository: Repository, file: string): Promise<string | undefined> {
  const path = relative(repository.root, join(await realpath(dirname(file)), basename(file)));
  const [found] = await readObjects(repository, [`:1:${path.split(sep).join('/')}`]);
  return found?.type === 'blob' ? found.content.toString('utf8') : undefined;
}
