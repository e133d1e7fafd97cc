/**
 * Distinguishes an entry that somebody deleted outside the editor before its commit from one that was lost: overwritten by a
 * stale copy, or removed by git. If in doubt, it was lost.
 */
import { statSync } from 'node:fs';
import { findEntry, removeEntry } from '../../core/record/placement';
import { readRecord } from '../../core/record/record';
import { applyEdits } from '../../core/text/textEdit';
import type { ChangeItem } from './journalLine';

/** A program that read the file before an entry came has written it back within this many ms. */
const RACE = 2000;

interface Snapshot {
  readonly text: string;
  readonly writtenAt: number;
  readonly git: string;
}

export class OutsideDeletion {
  readonly #seen = new Map<string, Snapshot>();
  readonly #stampOf: (path: string) => string;

  /** `stampOf` differs once git has moved something around the record at a path. */
  constructor(stampOf: (path: string) => string) {
    this.#stampOf = stampOf;
  }

  /** Takes note of the file's text, which has everything that waits for the record. */
  note(path: string, text: string): void {
    const writtenAt = writtenAtOf(path);
    if (writtenAt !== undefined) {
      this.#seen.set(path, { text, writtenAt, git: this.#stampOf(path) });
    }
  }

  /** Nothing waits for the record anymore. */
  forget(path: string): void {
    this.#seen.delete(path);
  }

  /** Returns whether the file is as it was last seen but for this one entry, and neither git nor a race explains that. */
  explains(path: string, text: string, { change }: ChangeItem): boolean {
    const seen = this.#seen.get(path);
    const writtenAt = writtenAtOf(path);
    if (!seen || writtenAt === undefined || !change.added || change.removed) {
      return false;
    }
    const placed = findEntry(seen.text, readRecord(seen.text).timeline, change.added);
    return (
      placed !== undefined &&
      applyEdits(seen.text, [removeEntry(seen.text, placed)]) === text &&
      writtenAt - seen.writtenAt >= RACE &&
      this.#stampOf(path) === seen.git
    );
  }
}

function writtenAtOf(path: string): number | undefined {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}
