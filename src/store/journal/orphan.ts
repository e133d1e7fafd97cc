/**
 * Finds what windows that are gone left in the journal: crashed, closed with open items, or on a machine that's gone. Hands it
 * over, and removes it only when it's safe elsewhere.
 */

import { join } from 'node:path';
import { isAbsence, refusalFor, unlessAbsent, type Disk } from '../disk';
import { readJournal, type WaitingItem } from './journalLine';
import { withLease } from '../lease';
import { sweep } from '../atomicWrite';
import { isGone, readWindow, type IsAlive } from '../window';

/** What the journal knows about the world around it. */
export interface JournalSurroundings {
  /** The clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether a window of this machine exists. */
  readonly isAlive: IsAlive;
  /** Whether this window has to do with a record; a file that holds nothing for it is left for another window. */
  readonly wants: (record: string) => boolean;
  /** Gets a sentence for the log when something in the folder is damaged or couldn't be tidied up. */
  readonly report: (message: string) => void;
  readonly disk: Disk;
}

/** A window whose file wasn't touched for this long is gone, in ms. */
const LIFELESS = 180_000;

/**
 * Gives the open items of all orphans to `accept`, which keeps them durably, and then removes the orphans' files.
 * Returns what `accept` returns. A file is renamed before it is read: a window that only slept sees that its file is
 * not in place anymore, and whatever it wrote before has been read.
 */
export async function takeOrphans(
  folder: string,
  ownPath: string,
  around: JournalSurroundings,
  accept: (items: readonly WaitingItem[]) => Promise<WaitingItem[]>,
): Promise<WaitingItem[]> {
  const { disk } = around;
  try {
    if ((await findOrphans(folder, ownPath, around)).length === 0) {
      return [];
    }
    return await withLease(disk, join(folder, 'orphans.lock'), 'notTakenOver', async () => {
      const taken = await takeAway(folder, await findOrphans(folder, ownPath, around), around);
      const read = await readAll(taken, around);
      const settled = new Set(read.flatMap(({ journal }) => [...journal.settled]));
      const items = new Map<string, WaitingItem>();
      for (const item of read.flatMap(({ journal }) => journal.waiting)) {
        if (!settled.has(item.id)) {
          items.set(item.id, item.written || !items.get(item.id)?.written ? item : { ...item, written: true });
        }
      }
      const accepted = await accept([...items.values()].sort((a, b) => a.at - b.at));
      for (const { path, journal } of read) {
        await remove(path, journal.damaged > 0, around);
      }
      await sweep(disk, folder, around.now());
      return accepted;
    });
  } catch (error) {
    throw refusalFor(error, 'notTakenOver', folder);
  }
}

/** Names of files that nobody appends to anymore, oldest first. */
async function findOrphans(
  folder: string,
  ownPath: string,
  { disk, now, isAlive }: JournalSurroundings,
): Promise<string[]> {
  const names = await disk.readdir(folder).catch((error: unknown) => {
    unlessAbsent(error);
    return [];
  });
  const orphans: string[] = [];
  for (const name of names.sort()) {
    const [, owner = '', kind] = /^(.+)\.(jsonl|taken)$/.exec(name) ?? [];
    const window = readWindow(owner);
    if (!window || join(folder, name) === ownPath) {
      continue;
    }
    const file = await disk.stat(join(folder, name)).catch(() => undefined);
    // What is marked as taken is looked at under the lease, so whoever took it didn't finish.
    if (file && (kind === 'taken' || isGone(window, isAlive) || now() - file.mtimeMs > LIFELESS)) {
      orphans.push(name);
    }
  }
  return orphans;
}

/** Renames the files, so that no window appends to them unawares; returns their paths. */
async function takeAway(
  folder: string,
  names: readonly string[],
  { disk, report, wants }: JournalSurroundings,
): Promise<string[]> {
  const taken: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    try {
      const { newer, waiting } = readJournal(await disk.readFile(path, 'utf8'));
      if (newer) {
        report(`The journal file ${name} was written by a later version, so it was left alone.`);
      } else if (waiting.length > 0 && !waiting.some((item) => wants(item.record))) {
        continue;
      } else if (name.endsWith('.taken')) {
        taken.push(path);
      } else {
        const mark = path.replace(/jsonl$/, 'taken');
        await disk.rename(path, mark);
        taken.push(mark);
      }
    } catch (error) {
      if (!isAbsence(error)) {
        report(`Can't take over the journal file ${name}: ${String(error)}`);
      }
    }
  }
  return taken;
}

async function readAll(paths: readonly string[], { disk, report }: JournalSurroundings) {
  const read = [];
  for (const path of paths) {
    try {
      const journal = readJournal(await disk.readFile(path, 'utf8'));
      if (journal.damaged > 0) {
        report(`Can't read ${journal.damaged} lines of the journal file ${path}. A copy of the file was kept.`);
      }
      if (journal.torn) {
        report(`The last line of the journal file ${path} was cut off during a write. It was never accepted.`);
      }
      read.push({ path, journal });
    } catch (error) {
      report(`Can't read the journal file ${path}: ${String(error)}`);
    }
  }
  return read;
}

/** A file with lines that nobody can read is kept for a person. */
async function remove(path: string, keep: boolean, { disk, report }: JournalSurroundings): Promise<void> {
  try {
    await (keep ? disk.rename(path, path.replace(/taken$/, 'damaged')) : disk.unlink(path));
  } catch (error) {
    report(`Can't remove the journal file ${path}: ${String(error)}`);
  }
}
