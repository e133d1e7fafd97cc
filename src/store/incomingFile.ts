/**
 * Updates a file next to a record, such as evidence, to a colleague's version, if nobody changed it here. Never overwrites
 * anything that it wasn't told about.
 */

import { dirname, relative, sep } from 'node:path';
import { refusal } from '../core/text/refusal';
import { disk as realDisk, isAbsence, refusalFor, type Disk } from './disk';
import { makeFolderInside, realPathInside } from './insideRoot';
import { isSafeName } from './safeName';
import { createFile, replaceFile, syncFolder } from './atomicWrite';
import { STORE_SENTENCES } from './sentences';

/** A file's bytes before and after somebody else changed it; absent if there is none. */
export interface OtherVersion {
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

/**
 * False where the file here is neither as it was before nor as it is to be: then nothing is done.
 * @throws Refusal if the way leads out of the root or has a name that not every system can hold, or the disk doesn't
 * take it: the file is unchanged then.
 */
export async function bringBeside(
  root: string,
  path: string,
  { before, after }: OtherVersion,
  disk: Disk = realDisk,
): Promise<boolean> {
  const bad = relative(root, path)
    .split(sep)
    .find((name) => !isWelcome(name));
  if (bad !== undefined) {
    throw refusal(STORE_SENTENCES, 'badName', { name: bad, path });
  }
  try {
    const here = await readIfThere(disk, root, path);
    if (same(here, after)) {
      return true;
    }
    if (!same(here, before)) {
      return false;
    }
    if (after === undefined) {
      await disk.unlink(await realPathInside(disk, root, path));
      return true;
    }
    if (here === undefined) {
      await makeFolderInside(disk, root, dirname(path));
      return await createFile(disk, path, after);
    }
    const real = await realPathInside(disk, root, path);
    const like = await disk.stat(real);
    const isWanted = async () => same(await disk.readFile(real), before);
    const replaced = await replaceFile(disk, real, after, { like, isWanted });
    await syncFolder(disk, dirname(real)).catch(() => undefined);
    return replaced;
  } catch (error) {
    throw refusalFor(error, 'notWritten', path);
  }
}

/** Hidden files may come; what some system takes for git's own folder may not. */
function isWelcome(name: string): boolean {
  return isSafeName(name.replace(/^\./, '')) && !/^(\.git|git~\d+)$/i.test(name.replace(/\p{Cf}/gu, ''));
}

async function readIfThere(disk: Disk, root: string, path: string): Promise<Buffer | undefined> {
  try {
    return await disk.readFile(await realPathInside(disk, root, path));
  } catch (error) {
    if (isAbsence(error)) {
      return undefined;
    }
    throw error;
  }
}

function same(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0;
}
