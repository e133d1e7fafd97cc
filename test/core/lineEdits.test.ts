import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { lineEdits } from '../../src/core/lineEdits';
import { applyEdits } from '../../src/core/textEdit';

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

  it('make any text of any other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '\r'), { maxLength: 12 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(lines, lines, (before, after) => applyEdits(before, lineEdits(before, after)) === after),
      { seed: 7, numRuns: 300 },
    );
  });
});
