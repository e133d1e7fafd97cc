import { strict as assert } from 'node:assert';
import { mergePostmortem } from '../../../../src/core/postmortem/refresh/postmortemMerge';

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');

/** What becomes of `current`; findings are `code: line, what stands at its place`. */
function merges(
  what: string,
  [base, current, fresh]: readonly [string[] | undefined, string[], string[]],
  expected: string[],
  ...findings: string[]
): void {
  it(what, () => {
    const merged = mergePostmortem(base && lines(...base), lines(...current), lines(...fresh));
    assert.deepEqual(merged.text.split('\n').slice(0, -1), expected);
    assert.deepEqual(
      merged.findings.map(({ code, fresh: line, start, end }) => `${code}: ${line}, ${merged.text.slice(start, end)}`),
      findings,
    );
    assert.ok(merged.findings.every(({ message, fresh: line }) => message.includes(line) && message.endsWith('.')));
  });
}

const HEAD = ['---', 'incident: x', '---', '# P', ''];
const TABLE = ['## Timeline (UTC)', '', '| Time | Who | What |', '| --- | --- | --- |'];
const ROWS = ['| 15:00:00 | @a | one |', '| 15:10:00 | @a | two |'];
const NEW = '| 15:05:00 | @a | late |';

describe('a postmortem that is generated again', () => {
  describe('takes facts over', () => {
    merges(
      'that are new, at their place',
      [
        [...TABLE, ...ROWS],
        [...TABLE, ...ROWS],
        [...TABLE, ROWS[0]!, NEW, ROWS[1]!],
      ],
      [...TABLE, ROWS[0]!, NEW, ROWS[1]!],
    );
    merges(
      'that changed',
      [
        ['## A', '', '- Status: open'],
        ['## A', '', '- Status: open', '- mine'],
        ['## A', '', '- Status: done'],
      ],
      ['## A', '', '- Status: done', '- mine'],
    );
    merges(
      'that are gone',
      [
        [...TABLE, ...ROWS],
        [...TABLE, ...ROWS, 'mine'],
        [...TABLE, ROWS[1]!],
      ],
      [...TABLE, ROWS[1]!, 'mine'],
    );
    merges(
      'that moved',
      [
        ['## A', '', '- a', '- b', '- c'],
        ['## A', '', '- a', '- b', '- c', '- mine'],
        ['## A', '', '- c', '- a', '- b'],
      ],
      ['## A', '', '- c', '- a', '- b', '- mine'],
    );
    merges(
      'whose times have a date now',
      [
        [...TABLE, ROWS[0]!],
        [...TABLE, ROWS[0]!],
        [...TABLE, '| 2026-11-20 15:00:00 | @a | one |'],
      ],
      [...TABLE, '| 2026-11-20 15:00:00 | @a | one |'],
    );
    merges(
      'in a table that a formatter has aligned',
      [
        [...TABLE, ...ROWS],
        [
          '## Timeline (UTC)',
          '',
          '| Time     | Who | What |',
          '| -------- | --- | ---- |',
          '| 15:00:00 | @a  | one  |',
          '| 15:10:00 | @a  | two  |',
        ],
        [...TABLE, '| 15:00:00 | @a | changed |', ROWS[1]!, '| 15:20:00 | @a | three |'],
      ],
      [
        '## Timeline (UTC)',
        '',
        '| Time     | Who | What |',
        '| -------- | --- | ---- |',
        '| 15:00:00 | @a | changed |',
        '| 15:10:00 | @a  | two  |',
        '| 15:20:00 | @a | three |',
      ],
    );
    merges(
      'in a section that is new',
      [
        [...HEAD, '## A', '', '- a'],
        [...HEAD, '## A', '', '- a', '', 'words', '', '## Mine', '', 'more'],
        [...HEAD, '## A', '', '- a', '', '## B', '', '- b', '', '_p_'],
      ],
      [...HEAD, '## A', '', '- a', '', 'words', '', '## B', '', '- b', '', '_p_', '', '## Mine', '', 'more'],
    );
    merges(
      'in a list that is new',
      [
        ['## A', '', '_p_'],
        ['## A', 'my words', '', '_p_'],
        ['## A', '', '- a', '- b', '', '_p_'],
      ],
      ['## A', 'my words', '', '- a', '- b', '', '_p_'],
    );
    merges(
      'in a list that is new, where the words above it were deleted',
      [
        ['## A', '', '_p_', '', '## B'],
        ['_p_', '', '## B'],
        ['## A', '', '- a', '', '_p_', '', '## B'],
      ],
      ['- a', '', '_p_', '', '## B'],
    );
  });

  describe('leaves what people changed', () => {
    merges(
      'a line that they changed',
      [
        ['## A', '', '- Status: open', '- Other: x'],
        ['## A', '', '- Status: open, I think', '- Other: x'],
        ['## A', '', '- Status: done', '- Other: x'],
      ],
      ['## A', '', '- Status: open, I think', '- Other: x'],
      'keptWords: - Status: done, - Status: open, I think',
    );
    merges(
      'a line that they deleted',
      [
        ['## A', '', '- Status: open', '- Other: x'],
        ['## A', '', '- Other: x'],
        ['## A', '', '- Status: done', '- Other: x'],
      ],
      ['## A', '', '- Other: x'],
      'staysDeleted: - Status: done, ',
    );
    merges(
      'a line that they deleted and nobody changed',
      [
        ['## A', '', '- a', '- b'],
        ['## A', '', '- b'],
        ['## A', '', '- a', '- b'],
      ],
      ['## A', '', '- b'],
    );
    merges(
      'a table that they deleted',
      [
        ['## A', '', '- a', '', ...TABLE, ...ROWS],
        ['## A', '', '- a'],
        ['## A', '', '- a', '', ...TABLE, ...ROWS, '| 15:20:00 | @a | three |'],
      ],
      ['## A', '', '- a'],
      'leftOut: | 15:20:00 | @a | three |, ',
    );
    merges(
      'a section that they deleted, with a list that is new',
      [['## A', '', '_p_', '', '## B'], ['## B'], ['## A', '', '- a', '', '_p_', '', '## B']],
      ['## B'],
      'leftOut: - a, ',
    );
    merges('an empty file', [['## A', '', '- a'], [], ['## A', '', '- a', '', '## B']], [], 'leftOut: ## B, ');
    merges(
      'words below a line, indented or not',
      [
        ['## A', '', '- a', '- c'],
        ['## A', '', '- a', '  my words', '', '  ```', 'x', '', '- y', '  ```', '- c'],
        ['## A', '', '- a', '- b', '- c'],
      ],
      ['## A', '', '- a', '  my words', '', '  ```', 'x', '', '- y', '  ```', '- b', '- c'],
    );
    merges(
      'a paragraph in front of a list',
      [
        ['## A', '', '- b'],
        ['## A', '', 'mine', '', '- b'],
        ['## A', '', '- a', '- b'],
      ],
      ['## A', '', 'mine', '', '- a', '- b'],
    );
    merges(
      'a paragraph in front of a list whose first line goes',
      [
        ['## A', '', '- a', '- b'],
        ['## A', '', '- a', 'mine', '- b'],
        ['## A', '', '- b'],
      ],
      ['## A', '', 'mine', '', '- b'],
    );
    merges(
      'rows that they added, before those that are later',
      [
        [...TABLE, ROWS[0]!],
        [...TABLE, ROWS[0]!, '| 15:02:00 | @b | mine |', '| 15:07:00 | @b | mine |'],
        [...TABLE, ROWS[0]!, NEW],
      ],
      [...TABLE, ROWS[0]!, '| 15:02:00 | @b | mine |', NEW, '| 15:07:00 | @b | mine |'],
    );
    merges(
      'the first line of a list deleted, and another first line comes',
      [
        ['## A', '', '- a', '- c'],
        ['## A', '', '- c'],
        ['## A', '', '- b', '- a', '- c'],
      ],
      ['## A', '', '- b', '- c'],
    );
    merges(
      'the name of the base',
      [
        ['---', 'incident: x', 'base: aaaaaaa', '---', '# P'],
        ['---', 'incident: x', 'base: aaaaaaa', '---', '# P', 'mine'],
        ['---', 'incident: x', '---', '# P'],
      ],
      ['---', 'incident: x', 'base: aaaaaaa', '---', '# P', 'mine'],
    );
  });

  describe('says nothing twice', () => {
    merges(
      'that a person wrote already',
      [
        [...TABLE, ROWS[0]!],
        [...TABLE, ROWS[0]!, NEW, 'mine'],
        [...TABLE, ROWS[0]!, NEW, ROWS[1]!],
      ],
      [...TABLE, ROWS[0]!, NEW, ROWS[1]!, 'mine'],
    );
    merges(
      'that two lines with one label could mean',
      [
        ['## A', '', '- Link: a', '- Link: b'],
        ['## A', '', '- Link: a, mine', '- Link: b'],
        ['## A', '', '- Link: c', '- Link: d'],
      ],
      ['## A', '', '- Link: c', '- Link: d', '', '- Link: a, mine'],
    );
  });

  it('keeps line endings and a missing last one', () => {
    const [base, fresh] = [lines('## A', '', '- a'), lines('## A', '', '- a', '- b')];
    assert.equal(mergePostmortem(base, '\ufeff## A\r\n\r\n- a', fresh).text, '\ufeff## A\r\n\r\n- a\r\n- b\r\n');
    assert.equal(mergePostmortem(base, base.trimEnd(), base).text, base.trimEnd());
  });
});

const ACTIONS = ['## Action items', '', '| Action | Owner | Due | Kind |', '| --- | --- | --- | --- |'];

describe('a postmortem without a base', () => {
  merges(
    'gains the rows that it lacks, and nothing else',
    [
      undefined,
      [
        '# My title',
        ...TABLE,
        '| 15:00:00 | @a | one, in my words |',
        ROWS[1]!,
        '',
        'mine',
        '',
        ...ACTIONS,
        '| x | @jo | | prevent |',
      ],
      [
        ...['# P', '', '- Status: done', ...TABLE, '| 14:00:00 | @a | zero |', ROWS[0]!, NEW, ROWS[1]!],
        ...['| 15:20:00 | @a | three |', '', ...ACTIONS, '| x | | | |', '| y | | | |'],
      ],
    ],
    [
      ...['# My title', ...TABLE, '| 14:00:00 | @a | zero |', '| 15:00:00 | @a | one, in my words |', NEW, ROWS[1]!],
      ...['| 15:20:00 | @a | three |', '', 'mine', '', ...ACTIONS, '| x | @jo | | prevent |', '| y | | | |'],
    ],
  );
  merges(
    'gains rows in tables without any',
    [undefined, [...TABLE, '', ...ACTIONS], [...TABLE, NEW, '', ...ACTIONS, '| y | | | |']],
    [...TABLE, NEW, '', ...ACTIONS, '| y | | | |'],
  );
  merges(
    'says what has no table any more',
    [undefined, ['# P'], [...TABLE, NEW, '', ...ACTIONS, '| y | | | |']],
    ['# P'],
    `leftOut: ${NEW}, `,
    'leftOut: | y | | | |, ',
  );
  merges(
    'knows its rows by date and time',
    [
      undefined,
      [...TABLE, '| 2026-11-20 15:00:00 | @a | one |', '| no time | @a | x |', '| 2026-11-21 09:00:00 | @a | two |'],
      [
        ...TABLE,
        '| 2026-11-20 15:00:00 | @a | one |',
        '| 2026-11-20 16:00:00 | @a | new |',
        '| 2026-11-21 15:00:00 | @a | new |',
      ],
    ],
    [
      ...[...TABLE, '| 2026-11-20 15:00:00 | @a | one |', '| no time | @a | x |', '| 2026-11-20 16:00:00 | @a | new |'],
      ...['| 2026-11-21 09:00:00 | @a | two |', '| 2026-11-21 15:00:00 | @a | new |'],
    ],
  );
  merges(
    'knows its rows by the time where one side has no date',
    [
      undefined,
      [...TABLE, ROWS[0]!],
      [...TABLE, '| 2026-11-20 15:00:00 | @a | one |', '| 2026-11-21 09:00:00 | @a | new |'],
    ],
    [...TABLE, '| 2026-11-21 09:00:00 | @a | new |', ROWS[0]!],
  );
  merges(
    'knows its rows by the time where the draft has no date',
    [undefined, [...TABLE, '| 2026-11-20 15:00:00 | @a | one |'], [...TABLE, ROWS[0]!, ROWS[1]!]],
    [...TABLE, '| 2026-11-20 15:00:00 | @a | one |', ROWS[1]!],
  );
  merges(
    'finds the table of a section whose head was reworded',
    [undefined, ['## Timeline', '', '| When | Who | What |', '| --- | --- | --- |', ROWS[0]!], [...TABLE, ...ROWS]],
    ['## Timeline', '', '| When | Who | What |', '| --- | --- | --- |', ...ROWS],
  );
});
