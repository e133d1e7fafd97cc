/** Creates what didn't exist: a record in its own folder, and evidence next to it. Never overwrites anything. */

import { dirname, join } from 'node:path';
import { refusal } from '../core/text/refusal';
import { disk as realDisk, refusalFor, type Disk } from './disk';
import { makeFolderInside } from './insideRoot';
import { isSafeName, makeSafeName, splitName } from './safeName';
import { createFile, syncFolder } from './atomicWrite';
import { STORE_SENTENCES } from './sentences';

/** Where a record is made. */
export interface NewRecordPlace {
  /** The repository or folder, absolute, that the record must really be inside of. */
  readonly root: string;
  /** The folder of the records, `root` itself or below it. */
  readonly folder: string;
  readonly disk?: Disk;
}

/**
 * Makes `<folder>/<id>/incident.md` and returns its path, or undefined if another record has the id. Making the same
 * record twice is fine: after a crash, the journal can't know whether it was made.
 * @throws Refusal if the id isn't a safe name, the path leads out of the root, or the disk refuses it.
 */
export async function createRecord(
  { root, folder, disk = realDisk }: NewRecordPlace,
  id: string,
  text: string,
): Promise<string | undefined> {
  const path = join(folder, id, 'incident.md');
  if (!isSafeName(id)) {
    throw refusal(STORE_SENTENCES, 'badFolderName', { id });
  }
  try {
    const real = await makeFolderInside(disk, root, join(folder, id));
    return (await createOrFind(disk, join(real, 'incident.md'), Buffer.from(text))) ? path : undefined;
  } catch (error) {
    throw refusalFor(error, 'notMade', path);
  }
}

/**
 * Puts content into the record's folder and returns its path from there, `evidence/graph-2.png`: the name made safe
 * and unlike the names of other contents. The same content under the same name is kept once.
 * @throws Refusal if the way leads out of the root, or the disk doesn't take it.
 */
export async function writeEvidence(
  root: string,
  recordFolder: string,
  name: string,
  content: string | Uint8Array,
  disk: Disk = realDisk,
): Promise<string> {
  const [stem, extension] = splitName(makeSafeName(name));
  const bytes = Buffer.from(content);
  try {
    const folder = await makeFolderInside(disk, root, join(recordFolder, 'evidence'));
    for (let number = 1; ; number++) {
      const unique = `${stem}${number === 1 ? '' : `-${number}`}${extension}`;
      if (await createOrFind(disk, join(folder, unique), bytes)) {
        return `evidence/${unique}`;
      }
    }
  } catch (error) {
    throw refusalFor(error, 'notKept', join(recordFolder, 'evidence'));
  }
}

/**
 * Makes a file of the record's folder; false when another one has the name.
 * @throws Refusal if the way leads out of the root, or the disk doesn't take it.
 */
export async function createBeside(
  root: string,
  recordFolder: string,
  name: string,
  text: string,
  disk: Disk = realDisk,
): Promise<boolean> {
  const path = join(recordFolder, name);
  try {
    const folder = await makeFolderInside(disk, root, recordFolder);
    return await createOrFind(disk, join(folder, name), Buffer.from(text));
  } catch (error) {
    throw refusalFor(error, 'notWritten', path);
  }
}

/** Returns whether the file holds `bytes` now: made, or found with just these in it. */
async function createOrFind(disk: Disk, path: string, bytes: Buffer): Promise<boolean> {
  if (await createFile(disk, path, bytes)) {
    // The file is in place whether or not this succeeds, and the journal keeps the draft until its commit.
    await syncFolder(disk, dirname(path)).catch(() => undefined);
    return true;
  }
  const found = await disk.lstat(path);
  return found.isFile() && found.size === bytes.length && (await disk.readFile(path)).equals(bytes);
}
