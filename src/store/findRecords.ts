/** Finds the records in a folder by their paths, without reading them. Another folder's `incident.md` isn't a record. */

import type { Dirent, Stats } from 'node:fs';
import { join } from 'node:path';
import { isIncidentId } from '../core/frontMatter/incidentId';
import { disk as realDisk, isAbsence, refusalFor, type Disk } from './disk';

/** More would wait in the same queue: Node has four threads for files. */
const AT_ONCE = 64;

/**
 * Returns the `incident.md` of each child folder, newest id first; none if the folder is absent. Symbolic links aren't
 * followed, neither to folders nor to files.
 * @throws Refusal if the folder can't be read.
 */
export async function findRecords(folder: string, disk: Disk = realDisk): Promise<string[]> {
  return (await listRecords(folder, disk)).map(({ path }) => path);
}

export interface RecordFile {
  readonly path: string;
  /** Another one once the file was changed, as far as its size and time tell. */
  readonly version: string;
}

/**
 * Returns the same, each with its version.
 * @throws Refusal if the folder can't be read.
 */
export async function listRecords(folder: string, disk: Disk = realDisk): Promise<RecordFile[]> {
  const children = await readChildren(disk, folder);
  const paths = children
    .filter((child) => child.isDirectory() && isIncidentId(child.name))
    .map((child) => child.name)
    .sort((a, b) => (a < b ? 1 : -1))
    .map((name) => join(folder, name, 'incident.md'));
  const found = new Array<RecordFile | undefined>(paths.length);
  let next = 0;
  const look = async (): Promise<void> => {
    for (let index = next++; index < paths.length; index = next++) {
      const path = paths[index]!;
      const file = await disk.lstat(path).catch(() => undefined);
      found[index] = file?.isFile() ? { path, version: versionOf(file) } : undefined;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  return found.filter((record) => record !== undefined);
}

function versionOf({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): string {
  return `${size} ${mtimeMs}`;
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
