import { strict as assert } from 'node:assert';
import { newsBetween } from '../../../src/core/record/news';
import { readRecord } from '../../../src/core/record/record';

const record = (...lines: string[]) => readRecord(`## Timeline\n\n${lines.map((line) => `- ${line}\n`).join('')}`);
const words = (before: Parameters<typeof newsBetween>[0], ...lines: string[]): string =>
  newsBetween(before, record(...lines))
    .map(({ author, count }) => `${count} ${author}`)
    .join(', ');

const A = '2026-11-20T15:00:00Z @lee TL: a';
const B = '2026-11-20T15:00:00Z @kim TL: b';
const C = '2026-11-20T15:01:00Z @kim TL: c';

describe('news', () => {
  for (const [name, actual, expected] of [
    ['of a record that was not there', words(undefined, A, B, C), '2 kim, 1 lee'],
    ['are what was not there before', words(record(A), A, B, C), '2 kim'],
    ['are told by whole entries, not by their instants', words(record(A), B), '1 kim'],
    ['are none where an entry was taken out', words(record(A, B), A), ''],
    ['are none where a box was ticked', words(record(`[ ] ${A}`), `[x] ${A}`), ''],
  ] as const) {
    it(name, () => assert.equal(actual, expected));
  }
});
