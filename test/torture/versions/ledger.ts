/** Which entries a record must have in the end: what commands returned, and what was taken out again. */
import assert from 'node:assert/strict';
import { formatEntry } from '../../../src/core/timeline/entry';
import { readRecord } from '../../../src/core/record/record';
import { readEntry } from '../../../src/core/timeline/timeline';

/** The box is no part of what an entry is: ticked wins. */
const unticked = (entry: string): string => entry.replace(/^- \[.\] /, '- ');

export class Ledger {
  /** Entries as they're written, without their boxes. */
  readonly #expected = new Set<string>();
  readonly #gone = new Set<string>();
  /** Words that people typed by hand. */
  readonly #words: string[] = [];

  get size(): number {
    return this.#expected.size;
  }

  /** How many entries of a kind are expected. */
  count(kind: string): number {
    return [...this.#expected].filter((entry) => entry.split(' ')[3] === kind).length;
  }

  add(entry: string): void {
    this.#gone.delete(unticked(entry));
    this.#expected.add(unticked(entry));
  }

  remove(entry: string): void {
    this.#expected.delete(unticked(entry));
    this.#gone.add(unticked(entry));
  }

  typed(words: string): void {
    this.#words.push(words);
  }

  /** @throws AssertionError where an entry isn't there exactly once, one that was taken out is, or typed words aren't. */
  check(text: string): void {
    const record = readRecord(text);
    const found = new Map<string, number>();
    for (const placed of record.timeline.entries) {
      const entry = unticked(formatEntry(readEntry(text, placed), '\n')).trimEnd();
      found.set(entry, (found.get(entry) ?? 0) + 1);
    }
    const lost = [...this.#expected].filter((entry) => found.get(entry.trimEnd()) !== 1);
    const back = [...this.#gone].filter((entry) => found.has(entry.trimEnd()));
    assert.deepEqual({ lost, back }, { lost: [], back: [] }, text);
    for (const words of this.#words) assert.equal(text.split(words).length, 2, `${words} in\n${text}`);
    const instants = record.timeline.entries.map(({ instant }) => instant);
    assert.deepEqual(
      instants,
      instants.toSorted((a, b) => a - b),
      text,
    );
  }
}
