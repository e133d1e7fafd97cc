/** Prose that would cost the reader of markdown too much is found and left out; what people really write is not. */
import assert from 'node:assert/strict';
import { readProse } from '../../src/core/record/prose';
import { readRecord } from '../../src/core/record/record';

const codes = (text: string) => readProse(readRecord(text)).findings.map((finding) => finding.code);

const CASES: [string, string, boolean][] = [
  ['five quotes', '> > > > > x', false],
  ['twenty quotes', `${'> '.repeat(20)}x`, true],
  ['lists in lists', Array.from({ length: 6 }, (_, level) => `${'  '.repeat(level)}- x`).join('\n'), false],
  ['lists far in lists', Array.from({ length: 60 }, (_, level) => `${'  '.repeat(level)}- x`).join('\n'), true],
  ['words far to the right', `${' '.repeat(200)}x`, false],
  ['a long paragraph', 'words\n'.repeat(150), false],
  ['a paragraph without end', 'words\n'.repeat(500), true],
  ['a paragraph without end, by returns', 'words\r'.repeat(500), true],
  ['a long list', '- [ ] a step of some words\n'.repeat(300), false],
];

describe('prose', () => {
  for (const [name, text, found] of CASES) {
    it(`${name}: ${found ? 'too dear' : 'nothing'}`, () => assert.deepEqual(codes(text), found ? ['tooLarge'] : []));
  }
});
