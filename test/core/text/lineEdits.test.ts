import { strict as assert } from 'node:assert';
import { lineEdits } from '../../../src/core/text/lineEdits';

describe('edits of whole lines', () => {
  const cases: [string, string, [number, number, string][]][] = [
    ['a\nb\nc\n', 'a\nx\nc\n', [[2, 4, 'x\n']]],
    [
      'a\nb\n',
      'new\na\nb\nlast',
      [
        [0, 0, 'new\n'],
        [4, 4, 'last'],
      ],
    ],
    ['a\r\nb\r\nc\r\n', 'a\r\nc\r\n', [[3, 6, '']]],
    ['a\nb', 'a\nb\n', [[2, 3, 'b\n']]],
    ['a\n', 'a\n', []],
    ['', 'a', [[0, 0, 'a']]],
    ['a', '', [[0, 1, '']]],
  ];
  for (const [before, after, expected] of cases) {
    it(`make ${JSON.stringify(after)} of ${JSON.stringify(before)}`, () => {
      assert.deepEqual(
        lineEdits(before, after).map(({ start, end, text }) => [start, end, text]),
        expected,
      );
    });
  }
});
