/**
 * What this person was already reminded of, in one file that all windows share. A window locks the file while it decides, so
 * that two windows don't both remind.
 */

import { dirname, join } from 'node:path';
import { recentReminders, type SaidReminder } from '../core/status/reminders';
import type { Disk } from './disk';
import { leaseFile, withLease } from './lease';
import { replaceFile } from './atomicWrite';

/**
 * Returns what `decide` makes of what was said before, once it is remembered; undefined if nothing is to be said.
 * Where the disk is full or read-only the other windows don't learn of it. `storage` is the folder that all windows
 * share, `now` in milliseconds since the epoch.
 * @throws Refusal after half a minute of waiting for another window.
 */
export async function claimReminder<Said extends SaidReminder>(
  disk: Disk,
  storage: string,
  now: number,
  decide: (said: readonly SaidReminder[]) => Said | undefined,
): Promise<Said | undefined> {
  const file = join(storage, 'reminders.json');
  return withLease(disk, leaseFile(storage, file), 'notReminded', async () => {
    const before = recentReminders(readSaid(await disk.readFile(file, 'utf8').catch(() => '')), now);
    const decided = decide(before);
    if (decided) {
      const { at, said } = decided;
      await remember(disk, file, [...before, { at, said }]).catch(() => undefined);
    }
    return decided;
  });
}

async function remember(disk: Disk, file: string, said: readonly SaidReminder[]): Promise<void> {
  await disk.mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await replaceFile(disk, file, Buffer.from(JSON.stringify(said)), { mode: 0o600 });
}

/** Returns what was said, as far as the file can be read. */
function readSaid(text: string): SaidReminder[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(value) ? value.filter(isSaid) : [];
}

function isSaid(value: unknown): value is SaidReminder {
  const { at, said } = (value ?? {}) as Partial<SaidReminder>;
  return typeof at === 'number' && Array.isArray(said) && said.every((what) => typeof what === 'string');
}
