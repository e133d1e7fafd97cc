/**
 * One writer at a time between windows: a file that only one process can create. A holder that is gone, or of which
 * nothing changed for ten seconds of waiting, has lost it; so a lease makes collisions rare and never decides alone what
 * is right: whoever writes under one still checks what it replaces.
 */

import { createHash, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../core/refusal';
import { codeOf, isAbsence, type Disk } from './disk';
import { isGone, nameForWindow, processExists, readWindow } from './window';

const PATIENCE = 10_000;

/** The lease on `thing`, a path or another name, in the storage that all windows share. */
export function leaseFile(storage: string, thing: string): string {
  return join(storage, 'leases', `${createHash('sha256').update(thing).digest('hex').slice(0, 32)}.lock`);
}

/**
 * What `work` gives back, done while this process holds the lease `file`. Where the storage cannot hold a lease (full,
 * read-only) the work is done without.
 * @throws Refusal after half a minute of waiting for others: `outcome` and the reason.
 */
export async function withLease<T>(disk: Disk, file: string, outcome: string, work: () => Promise<T>): Promise<T> {
  const token = nameForWindow(Date.now());
  const held = await take(disk, file, token, outcome);
  try {
    return await work();
  } finally {
    if (held) {
      await release(disk, file, token);
    }
  }
}

/** Tries more than once: a lease that stays would make the next writer wait. */
async function release(disk: Disk, file: string, token: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      if ((await disk.readFile(file, 'utf8')) === token) {
        await disk.unlink(file);
      }
      return;
    } catch (error) {
      if (isAbsence(error)) {
        return;
      }
      await sleep(5);
    }
  }
}

async function take(disk: Disk, file: string, token: string, outcome: string): Promise<boolean> {
  const began = performance.now();
  let seen: string | undefined;
  let since = began;
  for (;;) {
    const made = await create(disk, file, token);
    if (made !== 'taken') {
      return made === 'made';
    }
    const holder = await read(disk, file);
    const now = performance.now();
    if (holder === undefined) {
      continue;
    }
    if (holder !== seen) {
      [seen, since] = [holder, now];
    }
    const owner = readWindow(holder);
    // Without a name in it, its maker was killed between two calls.
    if ((owner && isGone(owner, processExists)) || now - since > (owner ? PATIENCE : 1000)) {
      await takeAway(disk, file, holder);
      continue;
    }
    if (now - began > 3 * PATIENCE) {
      throw new Refusal(`${outcome}: another window has been writing for half a minute.`);
    }
    await sleep(1 + Math.random() * 8);
  }
}

async function create(disk: Disk, file: string, token: string): Promise<'made' | 'taken' | 'impossible'> {
  try {
    await disk.mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await disk.open(file, 'wx', 0o600);
    try {
      await handle.writeFile(token);
    } catch (error) {
      await disk.unlink(file);
      throw error;
    } finally {
      await handle.close();
    }
    return 'made';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return 'taken';
    }
    // Windows says so of a file that is just being removed.
    if (process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) {
      return 'taken';
    }
    await release(disk, file, token);
    return 'impossible';
  }
}

/** Removes the lease of one holder. When another took it meanwhile, that one gets it back. */
async function takeAway(disk: Disk, file: string, holder: string): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await disk.rename(file, aside);
    if ((await read(disk, aside)) !== holder) {
      await disk.link(aside, file);
    }
  } catch {
    // It went away by itself.
  }
  await disk.unlink(aside).catch(() => undefined);
}

async function read(disk: Disk, file: string): Promise<string | undefined> {
  return disk.readFile(file, 'utf8').catch(() => undefined);
}
