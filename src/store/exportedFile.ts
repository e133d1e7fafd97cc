/** Writes what is exported, wherever a person wants it, and reads the pictures that go into it from the record's own folder. */

import { join } from 'node:path';
import { replaceFile } from './atomicWrite';
import { disk as realDisk, refusalFor, type Disk } from './disk';
import { realPathInside } from './insideRoot';

/** @throws Refusal if the disk doesn't take it: what was there before is unchanged then. */
export async function writeExport(path: string, text: string, disk: Disk = realDisk): Promise<void> {
  try {
    await replaceFile(disk, path, Buffer.from(text), {});
  } catch (error) {
    throw refusalFor(error, 'notWritten', path);
  }
}

/** The kinds of pictures that are only pictures, by how their files end. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};
const MOST_BYTES = 10_000_000;

/**
 * Returns the pictures of these addresses as `data:` addresses; without those that aren't files of `folder`, that are no pictures,
 * and what is left when they are 10 MB together.
 */
export async function readPictures(
  folder: string,
  addresses: Iterable<string>,
  disk: Disk = realDisk,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let room = MOST_BYTES;
  for (const address of new Set(addresses)) {
    const type = TYPES[/\.(\w+)$/.exec(address)?.[1]?.toLowerCase() ?? ''];
    const bytes = type && (await readInside(disk, folder, address, room));
    if (bytes) {
      room -= bytes.length;
      found.set(address, `data:${type};base64,${bytes.toString('base64')}`);
    }
  }
  return found;
}

async function readInside(disk: Disk, folder: string, address: string, most: number): Promise<Buffer | undefined> {
  try {
    const path = await realPathInside(disk, folder, join(folder, decodeURIComponent(address)));
    const { size } = await disk.stat(path);
    return size <= most ? await disk.readFile(path) : undefined;
  } catch {
    return undefined;
  }
}
