/**
 * Ratio 11: hostile text of 1 MB in each place of a record, and whatever else was written to cost much: the longest step
 * beside a plain scan of as much text in the same run, and the memory that reading takes.
 */
import assert from 'node:assert/strict';
import { normaliseText } from '../../src/core/text/plainText';
import { readYaml } from '../../src/core/frontMatter/hardenedYaml';
import { mergePostmortem } from '../../src/core/postmortem/refresh/postmortemMerge';
import { readProse } from '../../src/core/record/prose';
import { readRecord } from '../../src/core/record/record';
import { goal, median, note, timed } from './goal';
import { hostiles, PLACES } from './hostile';
import { refreshesOf } from './hostileDrafts';
import { usesOf } from './hostileRecords';
import { plainScan, recordOf } from './incidents';
import { BOMBS } from './yamlBombs';

const LENGTH = 1_000_000;
/** Scans of 1 MB: 200 ms on the machine on which a scan took 3 ms. */
const MOST_SCANS = 65;
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);

/** Bytes that are held while the result of `work` is. */
function held(work: () => unknown): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const result = work();
  collect();
  const after = process.memoryUsage().heapUsed;
  return result === undefined ? 0 : after - before;
}

const scanned = recordOf(9500).slice(0, LENGTH);
assert.equal(scanned.length, LENGTH);
const floor = median(timed(() => plainScan(scanned), { runs: 31 }));
note('plain scan of 1 MB', floor, 'ms');

/** The longest of some steps. */
class Longest {
  name = '';
  took = 0;

  see(name: string, work: () => unknown): void {
    const took = Math.min(...timed(work, { runs: 2, warm: 1 }));
    if (took > this.took) Object.assign(this, { name, took });
  }

  judge(what: string): void {
    note(`${what}: longest is ${this.name}`, this.took, 'ms');
    goal(`11 the longest step, ${what}, in scans`, this.took / floor, MOST_SCANS, '×');
  }
}

for (const [place, around] of Object.entries(PLACES)) {
  const longest = new Longest();
  let largest = { name: '', times: 0 };
  for (const { name, text } of hostiles) {
    const whole = around(text, LENGTH);
    for (const [step, work] of Object.entries(usesOf(readRecord(whole)))) longest.see(`${name}, ${step}`, work);
    const times = held(() => [readRecord(whole), readProse(readRecord(whole))]) / whole.length;
    if (times > largest.times) largest = { name, times };
  }
  longest.judge(`1 MB in ${place}`);
  note(`${place}: largest is ${largest.name}`, largest.times, '×');
  // Short texts cost objects that do not grow with them.
  if (!/limit|entry/.test(place)) goal(`11 memory beside the input, 1 MB in ${place}`, largest.times, 10, '×');
}

const refreshing = new Longest();
const normalising = new Longest();
let largest = { name: '', times: 0 };
for (const { name, text } of hostiles) {
  const typed = text(LENGTH);
  for (const [step, work] of Object.entries(refreshesOf(typed))) {
    refreshing.see(`${name}, ${step}`, work);
    const times = held(work) / LENGTH;
    if (times > largest.times) largest = { name: `${name}, ${step}`, times };
  }
  normalising.see(name, () => normaliseText(typed));
}
refreshing.judge('1 MB in a postmortem or template');
note(`postmortem and template: largest is ${largest.name}`, largest.times, '×');
goal('11 memory beside the input, 1 MB in a postmortem or template', largest.times, 10, '×');
normalising.judge('1 MB that is typed');

const bombs = new Longest();
for (const [text] of BOMBS) bombs.see(JSON.stringify(text.slice(0, 12)), () => readYaml(text));
bombs.judge('a bomb of YAML');

const many = (line: string): string => `${line}\n`.repeat(20_000);
const alike = new Longest();
alike.see('one line', () => mergePostmortem(many('a'), `b\n${many('a')}b\n`, `${many('a')}c\n`));
alike.see('two lines in turns', () => mergePostmortem(many('a\nb'), many('b\nb\na'), many('a\na\nb')));
alike.judge('a postmortem of 20,000 lines that are alike');
note('kinds of hostile text', hostiles.length, '');
