/**
 * Records on disk: read, changed, and created, always atomically. Changes are serialized by a queue for each file in this
 * process, and by a lease in the extension's storage between windows. A write by anything else (an editor, git) is noticed
 * before it's replaced. Doesn't know what a record says.
 */

import { constants, type BigIntStats } from 'node:fs';
import { basename, dirname } from 'node:path';
import { TextDecoder } from 'node:util';
import { refusal } from '../core/text/refusal';
import { disk as realDisk, isAbsence, refusalFor, type Disk } from './disk';
import { realPathInside } from './insideRoot';
import { leaseFile, withLease } from './lease';
import { Turns } from './turns';
import { replaceFile, sweep, syncFolder } from './atomicWrite';
import { STORE_SENTENCES } from './sentences';

/** Where records are written. */
export interface RecordPlace {
  /** The repository or folder, absolute, that a record's real path must be inside of. */
  readonly root: string;
  /** The extension's own storage folder, shared by all windows; the leases are kept in it. */
  readonly storage: string;
  readonly disk?: Disk;
}

export interface RecordText {
  /** With its own line endings and byte order mark. */
  readonly text: string;
  /** Equal for the same unchanged file; says nothing else. */
  readonly version: string;
}

/** How often somebody else may come between before the change is given up. */
const ATTEMPTS = 20;
/** One change of a path after the other; the lease sees to other paths to one file. */
const turns = new Turns<string>();

/**
 * Returns the record as it is on the disk; `undefined` when it doesn't exist.
 * @throws Refusal if it isn't a regular file, not UTF-8, or can't be read.
 */
export async function readRecordFile(path: string, disk: Disk = realDisk): Promise<RecordText | undefined> {
  try {
    const { bytes, stat } = await readBytes(disk, path);
    return { text: decode(bytes, path), version: versionOf(stat) };
  } catch (error) {
    if (isAbsence(error)) {
      return undefined;
    }
    throw refusalFor(error, 'unreadable', path);
  }
}

/**
 * Returns the same, read while no window of this machine writes it: an editor doesn't write a file whole at once.
 * @throws Refusal as `readRecordFile`, and where another window keeps the lease for half a minute.
 */
export async function readRecordAlone(
  { root, storage, disk = realDisk }: RecordPlace,
  path: string,
): Promise<RecordText | undefined> {
  try {
    const real = await realPathInside(disk, root, path);
    const lease = leaseFile(storage, real);
    return await withLease(disk, lease, 'unreadable', async () => readRecordFile(path, disk));
  } catch (error) {
    if (isAbsence(error)) {
      return undefined;
    }
    throw refusalFor(error, 'unreadable', path);
  }
}

/**
 * Replaces the record's text by what `update` makes of it, durably, and returns both; `undefined` when the record
 * doesn't exist. `update` is called again when somebody else wrote the file in the meantime; what it throws is thrown on. An
 * equal text writes nothing. Mode and owner are kept (the group alone, where the person mustn't give files away).
 * @throws Refusal if the disk doesn't take it or the path leads out of the root: the record is unchanged then.
 */
export async function updateRecordFile(
  { root, storage, disk = realDisk }: RecordPlace,
  path: string,
  update: (text: string) => string,
): Promise<{ before: string; after: string } | undefined> {
  try {
    return await turns.inTurn(path, async () => {
      const real = await realPathInside(disk, root, path);
      return withLease(disk, leaseFile(storage, real), 'unchanged', () => updateInTurn(disk, real, update));
    });
  } catch (error) {
    if (isAbsence(error)) {
      return undefined;
    }
    throw refusalFor(error, 'unchanged', path);
  }
}

async function updateInTurn(disk: Disk, path: string, update: (text: string) => string) {
  await sweep(disk, dirname(path), Date.now(), basename(path));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { bytes, stat } = await readBytes(disk, path);
    const before = decode(bytes, path);
    const after = update(before);
    if (after === before) {
      return { before, after };
    }
    // A file that somebody made read-only isn't replaced, although its folder would allow it.
    await disk.access(path, constants.W_OK);
    const like = { mode: Number(stat.mode), uid: Number(stat.uid), gid: Number(stat.gid) };
    const isWanted = async () => (await readBytes(disk, path)).bytes.equals(bytes);
    if (await replaceFile(disk, path, Buffer.from(after), { like, isWanted })) {
      // The text is in place whether or not this succeeds, and the journal keeps the entry until its commit.
      await syncFolder(disk, dirname(path)).catch(() => undefined);
      return { before, after };
    }
  }
  throw refusal(STORE_SENTENCES, 'rewritten', { path });
}

async function readBytes(disk: Disk, path: string): Promise<{ bytes: Buffer; stat: BigIntStats }> {
  const stat = await disk.stat(path, { bigint: true });
  if (!stat.isFile()) {
    throw refusal(STORE_SENTENCES, 'noRegularFile', { path });
  }
  return { bytes: await disk.readFile(path), stat };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refusal(STORE_SENTENCES, 'notUtf8', { path });
  }
}

function versionOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}-${size}-${mtimeNs}`;
}
