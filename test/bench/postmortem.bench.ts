/** Ratio 6: a postmortem from a record of 10,000 entries, beside a plain scan that writes as many lines. */
import assert from 'node:assert/strict';
import { draftPostmortem } from '../../src/core/postmortem/postmortem';
import { mergePostmortem } from '../../src/core/postmortem/refresh/postmortemMerge';
import { readProcess } from '../../src/core/process/process';
import { readRecord } from '../../src/core/record/record';
import defaultYaml from '../../src/processes/default.yaml';
import { goal, median, note } from './goal';
import { plainScan, recordOf } from './incidents';

const process = readProcess(defaultYaml).process!;

/**
 * The floor: every entry found, and its row put into one string, for kinds that a postmortem tells in two places
 * as often: pieces of the text as they stand and `…` for further lines, no time read, nothing escaped.
 */
function scanAndWrite(text: string): string {
  let table = '| Time | Who | What |\n| --- | --- | --- |\n';
  for (const { author, kind, qualifier, start } of plainScan(text)) {
    const time = text.slice(text.indexOf('20', start), text.indexOf('Z', start));
    const end = text.indexOf('\n', start);
    const words = text.slice(text.indexOf(': ', start + 20) + 2, end);
    const row = `| ${time} | @${author} | ${kind} ${qualifier}: ${words}${text[end + 1] === ' ' ? ' …' : ''} |\n`;
    table += row;
    if (kind === 'UPDATE' || kind === 'HYPOTHESIS') table += row;
  }
  return table;
}

const text = recordOf(10_000);
const draft = (): string => draftPostmortem(readRecord(text), process);
assert.equal(draft().match(/^\| \d{4}/gm)?.length, 8_000);
assert.ok(Math.abs(scanAndWrite(text).split('\n').length - draft().split('\n').length) < 150);

const times: [number[], number[]] = [[], []];
for (let turn = -10; turn < 41; turn++) {
  // They take turns, so that both meet the same machine. The string is flattened, as writing it to a file would.
  for (const [index, work] of [() => scanAndWrite(text), draft].entries()) {
    const start = performance.now();
    Buffer.byteLength(work());
    if (turn >= 0) times[index]!.push(performance.now() - start);
  }
}
const [floor, own] = times.map(median) as [number, number];
note('scan and write 10,000 entries', floor, 'ms');
note('postmortem from 10,000 entries', own, 'ms');
goal('6  postmortem, beside scan and write', own / floor, 2, '×');

const base = draft();
const fresh = draftPostmortem(readRecord(recordOf(10_100)), process);
const edited = base.replace('_What helped', 'The pager worked.\n\n_What helped').replaceAll('zone 3 |', 'zone three |');
const merges = Array.from({ length: 15 }, () => {
  const start = performance.now();
  mergePostmortem(base, edited, fresh);
  return performance.now() - start;
});
note('generated again after 1,400 edits and 100 entries', median(merges), 'ms');
