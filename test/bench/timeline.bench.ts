/** Ratios 1 and 2: reading a record and inserting an entry, beside a plain scan of the same text and beside remark. */
import assert from 'node:assert/strict';
import { remark } from 'remark';
import type { Entry } from '../../src/core/timeline/entry';
import { atFreeInstant, insertEntry } from '../../src/core/record/placement';
import { readRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { goal, median, note } from './goal';
import { plainScan, recordOf } from './incidents';

/** Medians in milliseconds of works that take turns, so that all meet the same machine. */
function medians(works: readonly (() => unknown)[], runs: number): number[] {
  const times = works.map((): number[] => []);
  for (let turn = -5; turn < runs; turn++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      work();
      if (turn >= 0) times[index]!.push(performance.now() - start);
    }
  }
  return times.map(median);
}

const added = (text: string): Entry => {
  const { entries } = readRecord(text).timeline;
  const { instant } = entries[Math.floor(entries.length / 2)]!;
  return { instant: instant + 500, author: 'dana', kind: 'TL', qualifier: '', text: 'logged late\n\nwith two lines' };
};

function insert(text: string, entry: Entry): string {
  const { timeline } = readRecord(text);
  return applyEdits(text, [insertEntry(text, timeline, atFreeInstant(timeline, entry))]);
}

const text = recordOf(10_000);
const entry = added(text);
assert.equal(plainScan(text).length, 10_000);
assert.equal(readRecord(text).timeline.entries.length, 10_000);
assert.equal(readRecord(insert(text, entry)).timeline.entries.length, 10_001);

const [scan, read, inserted] = medians(
  [() => plainScan(text), () => readRecord(text), () => insert(text, entry)],
  41,
) as [number, number, number];
const parser = remark();
const [parsed] = medians([() => parser.parse(text)], 1) as [number];
note('plain scan of 10,000 entries', scan, 'ms');
note('read a record of 10,000 entries', read, 'ms');
note('the same by remark', parsed, 'ms');
note('insert into 10,000 entries, text to text', inserted, 'ms');
goal('1  read, beside the plain scan', read / scan, 1.5, '×');
goal('1  a hundred reads, beside remark once', (100 * read) / parsed, 1, '×');
goal('2  insert, beside the plain scan', inserted / scan, 2, '×');

const sizes = [100, 1000, 10_000, 100_000].map((count) => {
  const whole = recordOf(count);
  const late = added(whole);
  const rounds = Math.max(1, 10_000 / count);
  const repeat = (work: () => unknown) => () => {
    for (let round = 0; round < rounds; round++) work();
  };
  const head = whole.slice(0, whole.indexOf('- 2026'));
  // Front matter costs the same whatever the timeline: the time for each entry is without it.
  const [all, front, floor] = medians(
    [() => insert(whole, late), () => readRecord(head), () => plainScan(whole)].map(repeat),
    15,
  ) as [number, number, number];
  const forEach = (milliseconds: number) => (milliseconds / rounds / count) * 1000;
  note(`plain scan of ${count} entries, for each`, forEach(floor), 'µs');
  note(`insert into ${count} entries, for each`, forEach(all - front), 'µs');
  goal(`2  insert into ${count} entries, beside the plain scan`, (all - front) / floor, 2, '×');
  return { floor: forEach(floor), insert: forEach(all - front) };
});
// What grows for the floor as well is the price of the memory that an index takes, not of the work.
const growth = (times: readonly number[]) => times.at(-1)! / Math.min(...times);
const grown = growth(sizes.map((size) => size.insert)) / growth(sizes.map((size) => size.floor));
goal('2  growth for each entry, beside that of the plain scan', grown, 1.5, '×');
