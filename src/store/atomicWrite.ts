/**
 * Writes files atomically: to a hidden file next to the target, synced, then renamed. A killed process leaves at most the
 * hidden file, which `sweep` removes.
 */

import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, hasNoLinks, isAbsence, isHeld, type Disk } from './disk';

/** `.incident.md.0a1b2c3d4e5f.tmp` */
const HIDDEN = /^\..+\.[0-9a-f]{12}\.tmp$/;

/** How a file is replaced. */
export interface Replacement {
  /** The permissions of a file that replaces none; `like` goes first. */
  readonly mode?: number;
  /** The file whose mode and, as far as the system allows, owner are kept. */
  readonly like?: Pick<Stats, 'mode' | 'uid' | 'gid'>;
  /** Asked at the last moment; `false` leaves everything as it was. */
  readonly isWanted?: () => Promise<boolean>;
}

/**
 * Puts `bytes`, synced, into the place of `path`, and returns whether it was still wanted. The name alone isn't yet
 * durable: that takes `syncFolder`.
 */
export async function replaceFile(disk: Disk, path: string, bytes: Uint8Array, how: Replacement): Promise<boolean> {
  const beside = await writeBeside(disk, path, bytes, how);
  try {
    if (how.isWanted && !(await how.isWanted())) {
      await forget(disk, beside);
      return false;
    }
    await renameOver(disk, beside, path);
  } catch (error) {
    await forget(disk, beside);
    throw error;
  }
  return true;
}

/** Makes a file that mustn't exist yet, synced. Returns `false` if something is there already. */
export async function createFile(disk: Disk, path: string, bytes: Uint8Array): Promise<boolean> {
  const beside = await writeBeside(disk, path, bytes, {});
  try {
    await disk.link(beside, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    if (!hasNoLinks(error)) {
      throw error;
    }
    // A file system without hard links: whole unless the machine stops within this call.
    return await createInPlace(disk, path, bytes);
  } finally {
    await forget(disk, beside);
  }
  return true;
}

/** Makes names in a folder durable. Windows can't open folders, and needs no such step. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (disk.platform === 'win32') {
    return;
  }
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network and virtual file systems have no sync for folders.
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(codeOf(error))) {
      throw error;
    }
  } finally {
    await handle.close();
  }
}

/** Removes what processes that were killed more than a minute ago left in a folder next to `name`, or next to any file. Never fails. */
export async function sweep(disk: Disk, folder: string, now: number, name = ''): Promise<void> {
  const names: string[] = await disk.readdir(folder).catch(() => []);
  for (const left of names.filter((other) => other.startsWith(`.${name}`) && HIDDEN.test(other))) {
    const found = await disk.lstat(join(folder, left)).catch(() => undefined);
    if (found && now - found.mtimeMs > 60_000) {
      await forget(disk, join(folder, left));
    }
  }
}

/** Returns the path of the hidden file. */
async function writeBeside(disk: Disk, path: string, bytes: Uint8Array, how: Replacement): Promise<string> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  await writeNew(disk, beside, bytes, how);
  return beside;
}

/** Writes a file that doesn't exist, synced; a failure leaves none. */
async function writeNew(disk: Disk, path: string, bytes: Uint8Array, how: Replacement): Promise<void> {
  const file = await disk.open(path, 'wx', how.like ? 0o600 : (how.mode ?? 0o666));
  try {
    try {
      await file.writeFile(bytes);
      if (how.like) {
        await keepOwner(file, how.like);
        await file.chmod(how.like.mode & 0o7777);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await forget(disk, path);
    throw error;
  }
}

/** A person who may write somebody else's file through its group can't give files away: the group alone is kept then. */
async function keepOwner(file: Awaited<ReturnType<Disk['open']>>, like: Pick<Stats, 'uid' | 'gid'>): Promise<void> {
  const own = await file.stat();
  if (own.uid === like.uid && own.gid === like.gid) {
    return;
  }
  await file
    .chown(like.uid, like.gid)
    .catch(() => file.chown(own.uid, like.gid))
    .catch(() => undefined);
}

/** What another program holds for a moment is tried again for a second. */
async function renameOver(disk: Disk, from: string, to: string): Promise<void> {
  for (let wait = 10; ; wait *= 2) {
    try {
      return await disk.rename(from, to);
    } catch (error) {
      if (!isHeld(disk, error) || wait > 500) {
        throw error;
      }
      await sleep(wait);
    }
  }
}

async function createInPlace(disk: Disk, path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await writeNew(disk, path, bytes, {});
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** Twice, because it is mostly called after something else went wrong. */
async function forget(disk: Disk, path: string): Promise<void> {
  await disk
    .unlink(path)
    .catch((error: unknown) => (isAbsence(error) ? undefined : disk.unlink(path).catch(() => undefined)));
}
