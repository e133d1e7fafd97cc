/** Ratio 9: two versions of a record of 10,000 entries, merged, beside a plain scan of the three texts. */
import assert from 'node:assert/strict';
import { mergeRecords } from '../../src/core/merge/recordMerge';
import { readRecord } from '../../src/core/record/record';
import { statusByName } from '../../src/core/timeline/timelineState';
import { goal, median, note } from './goal';
import { plainScan, recordOf } from './incidents';

const base = recordOf(10_000);
/** A hundred entries more, as many less or changed, and a word in the prose. */
function versionOf(author: string, from: number): string {
  const lines = base.split('\n');
  const heads = lines.flatMap((line, index) => (/^- 2026\S+ @dana TL:/.test(line) ? [index] : []));
  for (let count = 0; count < 100; count++) {
    const at = heads[(from + count * 37) % heads.length]!;
    const instant = /2026\S+/.exec(lines[at]!)![0];
    lines[at] = count % 3 === 0 ? '' : `${lines[at]!}\n- ${instant} @${author} TL: new ${count}`;
  }
  return lines
    .join('\n')
    .replace(/\n\n- /g, '\n- ')
    .replace('Call the team.', `Call @${author}.`);
}
const [ours, theirs] = [versionOf('ann', 5), versionOf('ben', 17)];

function merge(): string {
  const merged = mergeRecords(base, ours, theirs, statusByName);
  assert.ok('text' in merged);
  return merged.text;
}
const entries = (text: string): number => readRecord(text).timeline.entries.length;
assert.equal(entries(merge()), entries(ours) + entries(theirs) - entries(base));

const works = [() => [base, ours, theirs].map(plainScan), merge] as const;
const times: [number[], number[]] = [[], []];
for (let turn = -10; turn < 41; turn++) {
  // They take turns, so that both meet the same machine.
  for (const [index, work] of works.entries()) {
    const start = performance.now();
    work();
    if (turn >= 0) times[index]!.push(performance.now() - start);
  }
}
const [floor, own] = times.map(median) as [number, number];
note('plain scan of the three texts', floor, 'ms');
note('merge of two versions of 10,000 entries', own, 'ms');
goal('9  merge, beside the scan of the three', own / floor, 4, '×');
