/**
 * Checks whether a program that writes a file in place, as an editor does, has room: a failed write would leave the file
 * empty.
 */
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { disk, refusalFor } from './disk';
import { realPathInside } from './insideRoot';

/** @throws Refusal if the file below `root` may not be written, or the disk may not have room for the text. */
export async function refuseFullDisk(root: string, path: string, text: string): Promise<void> {
  try {
    const real = await realPathInside(disk, root, path);
    await access(real, constants.W_OK);
    const { bavail, bsize } = await statfs(real);
    if (bavail * bsize < 2 * Buffer.byteLength(text)) {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    }
  } catch (error) {
    throw refusalFor(error, 'unchanged', path);
  }
}
