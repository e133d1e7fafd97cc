/** Finds the records of a folder by their places. Reads none of them; another folder's `incident.md` is none. */

import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { isIncidentId } from '../core/frontMatter/incidentId';
import { disk as realDisk, isAbsence, refusalFor, type Disk } from './disk';

/** More would wait in the same queue: Node has four threads for files. */
const AT_ONCE = 64;

/**
 * The `incident.md` of each child folder, newest id first; none where the folder is absent. Symbolic links are not
 * followed, neither to folders nor to files.
 * @throws Refusal when the folder cannot be read.
 */
export async function findRecords(folder: string, disk: Disk = realDisk): Promise<string[]> {
  const children = await readChildren(disk, folder);
  const paths = children
    .filter((child) => child.isDirectory() && isIncidentId(child.name))
    .map((child) => child.name)
    .sort((a, b) => (a < b ? 1 : -1))
    .map((name) => join(folder, name, 'incident.md'));
  const isRecord = new Array<boolean>(paths.length).fill(false);
  let next = 0;
  const look = async (): Promise<void> => {
    for (let index = next++; index < paths.length; index = next++) {
      const found = await disk.lstat(paths[index]!).catch(() => undefined);
      isRecord[index] = found?.isFile() === true;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  return paths.filter((_, index) => isRecord[index]);
}

async function readChildren(disk: Disk, folder: string): Promise<Dirent[]> {
  try {
    return await disk.readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isAbsence(error)) {
      return [];
    }
    throw refusalFor(error, 'notListed', folder);
  }
}
