/** Finds records that differ between the disk and their branch, with one git process for all of them. Changes nothing. */
import * as git from '../commands/git';
import { pathInside } from './onDisk';
import type { Repository } from './repository';

/** Maximum number of folders asked about at once: a command has only so much room. */
const MOST_AT_ONCE = 200;

/**
 * Returns those of the records' folders (absolute paths, all there) of which git tracks a file that branch, index and disk
 * don't have alike. A file that a person is merging isn't counted.
 * @throws GitFailure with what git says.
 */
export async function listChangedRecords(repository: Repository, folders: readonly string[]): Promise<string[]> {
  const changed: string[] = [];
  for (let at = 0; at < folders.length; at += MOST_AT_ONCE) {
    const asked = folders.slice(at, at + MOST_AT_ONCE);
    const paths = await Promise.all(asked.map((folder) => pathInside(repository, folder)));
    const files = (await git.listChanged(repository, paths)).filter(({ state }) => !/U|AA|DD/.test(state));
    changed.push(...asked.filter((_, index) => files.some(({ path }) => path.startsWith(`${paths[index]}/`))));
  }
  return changed;
}
