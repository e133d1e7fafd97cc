/**
 * Records that somebody or something has damaged: each is read, drafted from, and edited without a throw and in bounded time,
 * what isn't touched stays as it was, and an entry that's logged is there afterwards.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '../../src/core/record/record';
import { usesOf } from '../bench/hostileRecords';
import { PIECES } from '../property/arbitraries';
import { torture } from './budget';
import { seeded, type Random } from './versions/member';

/** The longest that one use of one record may take, in ms. */
const LIMIT = 200 * Number(process.env['TEST_SLOWNESS'] ?? 1);
/** A longer record is cut there: most of a record's damage is small. */
const LENGTH = 6_000;

const FIXTURES = join('test', 'fixtures');
const SAMPLES = readdirSync(FIXTURES).flatMap((name) => {
  try {
    return [readFileSync(join(FIXTURES, name, 'incident.md'), 'utf8').slice(0, LENGTH)];
  } catch {
    return [];
  }
});

const DAMAGES: readonly ((text: string, below: Random) => string)[] = [
  (text, below) => text.slice(0, below(text.length + 1)),
  (text, below) => spliced(text, below, 40, ''),
  (text, below) => spliced(text, below, 400, ''),
  (text, below) => spliced(text, below, 1, PIECES[below(PIECES.length)]!),
  (text, below) => spliced(text, below, 1, PIECES[below(PIECES.length)]!.repeat(below(1_000))),
  (text, below) => spliced(text, below, 1, String.fromCharCode(below(0x10000))),
  (text, below) => spliced(text, below, 1, pieceOf(text, below, 2_000)),
  (text, below) => spliced(text, below, 200, pieceOf(SAMPLES[below(SAMPLES.length)]!, below, 400)),
  (text, below) => {
    const lines = text.split('\n');
    const [one, other] = [below(lines.length), below(lines.length)];
    [lines[one], lines[other]] = [lines[other]!, lines[one]!];
    return lines.join('\n');
  },
  (text, below) => text.replaceAll('\n', ['\r\n', '\r', '\n\n', '\u2028'][below(4)]!),
];

function spliced(text: string, below: Random, most: number, instead: string): string {
  const at = below(text.length + 1);
  return text.slice(0, at) + instead + text.slice(at + below(most + 1));
}

function pieceOf(text: string, below: Random, most: number): string {
  const at = below(text.length + 1);
  return text.slice(at, at + below(most + 1));
}

void torture('records', { count: 20_000 }, (run) => {
  let longest = 0;
  for (const round of run.rounds()) {
    const below = seeded(run.seed * 7919 + round);
    let text = SAMPLES[below(SAMPLES.length)]!;
    for (let times = 1 + below(4); times > 0; times--) text = DAMAGES[below(DAMAGES.length)]!(text, below);
    const record = readRecord(text);
    if (record.text !== text) run.loss(`The record isn't what was read:\n${JSON.stringify(text)}`);
    const { insert, ...others } = usesOf(record);
    for (const [name, use] of Object.entries({ ...others, insert })) {
      const began = performance.now();
      const result = use();
      const took = performance.now() - began;
      longest = Math.max(longest, took);
      if (took > LIMIT) run.loss(`${name} took ${took.toFixed(0)} ms:\n${JSON.stringify(text)}`);
      if (use !== insert) continue;
      const after = readRecord(String(result));
      if (!String(result).includes('- 2026-11-20T15:02:00Z @dana TL: added')) {
        run.loss(`An entry isn't there after it was logged:\n${JSON.stringify(text)}`);
      }
      if (after.timeline.entries.length < record.timeline.entries.length) {
        run.loss(`An entry hides another one:\n${JSON.stringify(text)}`);
      }
    }
  }
  console.log(`  the longest use took ${longest.toFixed(0)} ms`);
});
