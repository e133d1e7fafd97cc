import assert from 'node:assert/strict';
import { applyEdits, lineEndOf, type TextEdit } from '../../../src/core/text/textEdit';

function edits(name: string, text: string, given: [start: number, end: number, text: string][], after: string) {
  it(name, () => {
    const list: TextEdit[] = given.map(([start, end, inserted]) => ({ start, end, text: inserted }));
    assert.equal(applyEdits(text, list), after);
  });
}

describe('textEdit', () => {
  edits('nothing', 'abc', [], 'abc');
  edits(
    'at the ends',
    'abc',
    [
      [0, 0, '<'],
      [3, 3, '>'],
    ],
    '<abc>',
  );
  edits(
    'in any order',
    'abcdef',
    [
      [4, 5, 'E'],
      [0, 1, 'A'],
    ],
    'AbcdEf',
  );
  edits(
    'two insertions at one place, as given',
    'ab',
    [
      [1, 1, '1'],
      [1, 1, '2'],
    ],
    'a12b',
  );
  edits(
    'an insertion before what is taken away there',
    'abcd',
    [
      [1, 3, ''],
      [1, 1, 'X'],
    ],
    'aXd',
  );

  const lineEnds: [string, '\n' | '\r\n'][] = [
    ['', '\n'],
    ['a', '\n'],
    ['\n', '\n'],
    ['a\r\nb\n', '\r\n'],
    ['a\nb\r\n', '\n'],
    ['\r\n', '\r\n'],
  ];
  for (const [text, eol] of lineEnds) {
    it(`line end of ${JSON.stringify(text)}`, () => assert.equal(lineEndOf(text), eol));
  }
});
