import { strict as assert } from 'node:assert';
import { isLong, linkText } from '../../../src/core/timeline/longText';

describe('long text', () => {
  const cases: [string, string, number, boolean][] = [
    ['200 lines', Array(200).fill('x').join('\n'), 400, false],
    ['201 lines', Array(201).fill('x').join('\n'), 402, true],
    ['16 kB', 'x', 16_000, false],
    ['more', 'x', 16_001, true],
  ];
  for (const [name, text, bytes, expected] of cases) {
    it(`${name} ${expected ? 'goes into a file' : 'stays'}`, () => assert.equal(isLong(text, bytes), expected));
  }

  const links: [string, string][] = [
    ['first\nsecond', 'first … ([2 lines](evidence/a.md))'],
    ['```\ncode\n```', 'code … ([3 lines](evidence/a.md))'],
    ['```', '… ([1 lines](evidence/a.md))'],
    ['x'.repeat(200), `${'x'.repeat(120)} … ([1 lines](evidence/a.md))`],
  ];
  for (const [text, expected] of links) {
    it(`links ${text.slice(0, 10)}`, () => assert.equal(linkText(text, 'evidence/a.md'), expected));
  }
});
