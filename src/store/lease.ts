/**
 * Lets one window write at a time: a file that only one process can create. An owner that's gone, or that shows no sign of
 * life for ten seconds, loses it. So a lease makes collisions rare, but doesn't guarantee anything: whoever writes still
 * checks what it replaces.
 */

import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusal } from '../core/text/refusal';
import { codeOf, hasNoLinks, isAbsence, isHeld, type Disk } from './disk';
import { isGone, nameForWindow, processExists, readWindow } from './window';
import { STORE_SENTENCES, type Outcome } from './sentences';

const PATIENCE = 10_000;

/** Returns the lease on `thing`, a path or another name, in the storage that all windows share. */
export function leaseFile(storage: string, thing: string): string {
  return join(storage, 'leases', `${createHash('sha256').update(thing).digest('hex').slice(0, 32)}.lock`);
}

/**
 * Returns what `work` returns, which is done while this process holds the lease `file`. If the storage can't hold a lease
 * (full, read-only), the work is done without it.
 * @throws Refusal after half a minute of waiting for others: `outcome` and the reason.
 */
export async function withLease<T>(disk: Disk, file: string, outcome: Outcome, work: () => Promise<T>): Promise<T> {
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

async function take(disk: Disk, file: string, token: string, outcome: Outcome): Promise<boolean> {
  const named = await writeNamed(disk, file, token);
  if (named === undefined) {
    return false;
  }
  try {
    return await waitFor(disk, { file, named, token }, outcome);
  } finally {
    await disk.unlink(named).catch(() => disk.unlink(named).catch(() => undefined));
  }
}

/**
 * Writes the token next to the lease and returns the path; undefined if the storage doesn't take it. The lease is a link to
 * it, so it never exists without its holder's name: a slow holder could be taken for one that was killed.
 */
async function writeNamed(disk: Disk, file: string, token: string): Promise<string | undefined> {
  const named = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await disk.mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await disk.open(named, 'wx', 0o600);
    try {
      await handle.writeFile(token);
    } finally {
      await handle.close();
    }
    return named;
  } catch {
    await disk.unlink(named).catch(() => disk.unlink(named).catch(() => undefined));
    return undefined;
  }
}

interface Attempt {
  readonly file: string;
  /** The file next to it that has the token. */
  readonly named: string;
  readonly token: string;
}

async function waitFor(disk: Disk, attempt: Attempt, outcome: Outcome): Promise<boolean> {
  const { file } = attempt;
  const began = performance.now();
  let seen: string | undefined;
  let since = began;
  for (;;) {
    const made = await create(disk, attempt);
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
    if ((owner && isGone(owner, processExists)) || now - since > PATIENCE) {
      await takeAway(disk, file, holder);
      continue;
    }
    if (now - began > 3 * PATIENCE) {
      throw refusal(STORE_SENTENCES, 'leased', { outcome });
    }
    await sleep(1 + Math.random() * 8);
  }
}

async function create(disk: Disk, { file, named, token }: Attempt): Promise<'made' | 'taken' | 'impossible'> {
  try {
    await disk.link(named, file);
    return 'made';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') {
      return 'taken';
    }
    // Windows says so of a file that is just being removed.
    if (isHeld(disk, error)) {
      return 'taken';
    }
    return hasNoLinks(error) ? createInPlace(disk, file, token) : 'impossible';
  }
}

/** On a file system without hard links. */
async function createInPlace(disk: Disk, file: string, token: string): Promise<'made' | 'taken' | 'impossible'> {
  try {
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
    await release(disk, file, token);
    return 'impossible';
  }
}

/** Removes the lease of one holder. When another took it in the meantime, that one gets it back. */
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
