/**
 * Which window a file of the store belongs to, and whether that window's process still exists. The owner is written as
 * `<start>-<machine>-<pid>-<random>`: storage may be shared between machines and containers, where a pid says nothing.
 */

import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

export interface Window {
  /** When it began to write, milliseconds since the epoch. */
  readonly start: number;
  /** A short fingerprint of the machine's name. */
  readonly machine: string;
  readonly pid: number;
}

/** Whether the window's process exists; asked only about windows of this machine. */
export type IsAlive = (window: Window) => boolean;

const NAME = /^(\d{1,15})-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{12}$/;
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Returns a new name for something of this window: no other is like it. */
export function nameForWindow(now: number): string {
  return `${Math.max(0, Math.trunc(now))}-${machine}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

/** Returns the owner in such a name, or `undefined`. */
export function readWindow(name: string): Window | undefined {
  const [, start, owner, pid] = NAME.exec(name) ?? [];
  return start && owner && pid ? { start: Number(start), machine: owner, pid: Number(pid) } : undefined;
}

/** Returns whether the window certainly doesn't exist anymore; of another machine's window this is never certain. */
export function isGone(window: Window, isAlive: IsAlive): boolean {
  return window.machine === machine && !isAlive(window);
}

/** Asks the system. In a restarted container the same pid may be this process itself, which began later. */
export function processExists({ pid, start }: Window): boolean {
  if (pid === process.pid) {
    return start >= performance.timeOrigin - 1000;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
