/**
 * Ratio 9: a log of 100,000 lines to what is seen before it's imported and into the record, and how long reading one of any
 * kind holds up the editor, beside reading and splitting it.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FixedOffsetZone } from 'luxon';
import { atFreeInstants } from '../../src/core/entries/newEntries';
import { decodeLog } from '../../src/core/import/decoded';
import { isTagged, lineKeys, planSteps, takenOf, type ImportPlan } from '../../src/core/import/importedEntries';
import { readSteps } from '../../src/core/import/logKinds';
import type { LogLine } from '../../src/core/import/logLine';
import { settleSteps } from '../../src/core/import/settledTimes';
import { voiceOf } from '../../src/core/import/voice';
import { applyAdditions } from '../../src/core/record/manyChanges';
import { readRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { maskLines } from '../../src/editor/import/maskedLines';
import { LONG_LOGS } from '../core/import/longLogs';
import { goal, median, note } from './goal';
import { finished } from '../../src/core/paste/steps';

const folder = mkdtempSync(join(tmpdir(), 'incident-notes-import-bench-'));
const RECORD = '---\nformat: 1\ntitle: t\n---\n\n# t\n\n## Timeline\n\n';
/** One line in this many is for the timeline. */
const TAGGED = 100;
const words = 'listeners are missing from the load balancer and nobody knows why '.repeat(7);

/** As WeeChat writes it, a line every two seconds. */
function logOf(count: number): string {
  const path = join(folder, `${count}.weechatlog`);
  const lines = Array.from({ length: count }, (_, index) => {
    const time = new Date(Date.UTC(2026, 10, 20) + 2000 * index).toISOString().slice(0, 19).replace('T', ' ');
    return `${time}\tnick${index % 40}\t${index % TAGGED === 0 ? 'TL: ' : ''}${index} ${words}`;
  });
  writeFileSync(path, lines.join('\n'));
  return path;
}

function split(path: string): number {
  return readFileSync(path, 'utf8').split('\n').length;
}

/** What would be written: as far as a person sees it. */
async function previewed(path: string, all: boolean): Promise<ImportPlan> {
  const files = [{ name: path, text: decodeLog(readFileSync(path)) }];
  const read = finished(readSteps(files, path, { now: Date.UTC(2026, 10, 29) }));
  assert.ok('lines' in read);
  const wanted = (line: LogLine): boolean => all || isTagged(line);
  const settled = finished(settleSteps(read, { now: 0, zone: FixedOffsetZone.utcInstance }, wanted));
  assert.ok('lines' in settled);
  const { lines } = await maskLines(settled.lines.flatMap((line) => takenOf(line, all)));
  const record = readRecord(RECORD);
  return finished(planSteps(lines, { record, imported: new Set(), author: 'dana', voice: voiceOf(record, new Map()) }));
}

/** The record with the entries, in one piece as it is written. */
async function imported(path: string, all: boolean): Promise<string> {
  const { entries, lines, standing } = await previewed(path, all);
  const keys = [...finished(lineKeys(lines, entries)), ...finished(lineKeys(standing))];
  const record = readRecord(RECORD);
  const added = atFreeInstants(record, entries).map((entry) => ({ added: entry }));
  const text = applyEdits(RECORD, applyAdditions(record, added));
  assert.equal(keys.length, entries.length);
  assert.ok(Buffer.byteLength(text) > text.length - 1);
  return text;
}

function entriesIn(text: string): number {
  return text.split('\n- 20').length - 1;
}

/** CPU time in milliseconds, the garbage collector's too: the middle of some runs. */
async function cpuOf(work: () => unknown, runs: number): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return median(times);
}

/** The longest time in milliseconds between which the editor has its turn while such a log is read: the least of some runs. */
function longestStep(kind: keyof typeof LONG_LOGS, runs: number): number {
  const files = LONG_LOGS[kind](100_000, words.trim());
  const longest = Array.from({ length: runs }, () => {
    const steps = readSteps(files, 'log', { now: Date.UTC(2026, 11, 29) });
    let most = 0;
    for (let done: boolean | undefined = false; done !== true;) {
      const start = performance.now();
      ({ done } = steps.next());
      most = Math.max(most, performance.now() - start);
    }
    return most;
  });
  return Math.min(...longest);
}

async function measure(): Promise<void> {
  const path = logOf(100_000);
  assert.equal(entriesIn(await imported(path, false)), 1000);
  assert.equal(entriesIn(await imported(path, true)), 100_000);
  const floor = await cpuOf(() => split(path), 5);
  const tagged = await cpuOf(() => imported(path, false), 5);
  const preview = await cpuOf(() => previewed(path, true), 3);
  const whole = await cpuOf(() => imported(path, true), 3);
  note('read and split a log of 100,000 lines', floor, 'ms');
  note('its 1,000 tagged lines, into the record', tagged, 'ms');
  note('all of its lines, to be seen', preview, 'ms');
  note('all of its lines, into the record', whole, 'ms');
  goal('9  import of what is tagged, beside that', tagged / floor, 5, '×');
  goal('9  preview of all, beside that', preview / floor, 5, '×');
  goal('9  import of all, beside that', whole / floor, 5, '×');
  for (const kind of Object.keys(LONG_LOGS) as (keyof typeof LONG_LOGS)[]) {
    goal(`9  longest step of reading ${kind}, beside that`, longestStep(kind, 3) / floor, 5, '×');
  }
  const tenth = logOf(10_000);
  const small = await cpuOf(() => imported(tenth, true), 5);
  goal('9  ten times the lines, all of them', whole / small, 20, '×');
}

void measure().finally(() => rmSync(folder, { recursive: true, force: true }));
