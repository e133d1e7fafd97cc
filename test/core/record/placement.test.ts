import assert from 'node:assert/strict';
import { atFreeInstant, findEntry, insertEntry, removeEntry, replaceEntry } from '../../../src/core/record/placement';
import { applyEdits } from '../../../src/core/text/textEdit';
import { readEntry, readTimeline } from '../../../src/core/timeline/timeline';
import { entryOf } from '../entryOf';

/** `A` to `C` stand for entries at 15:01 to 15:03, in texts and in expectations. */
const LETTERS: Readonly<Record<string, string>> = {
  A: '- 2026-11-20T15:01:00Z @dana TL: a',
  B: '- 2026-11-20T15:02:00Z @dana TL: b',
  C: '- 2026-11-20T15:03:00Z @dana TL: c',
};
const full = (text: string) => text.replace(/^[ABC](?=\r?$)/gm, (letter) => LETTERS[letter]!);
const short = (text: string) =>
  Object.entries(LETTERS).reduce((said, [letter, line]) => said.replaceAll(line, letter), text);
const ENTRIES: Readonly<Record<string, string>> = { A: '1 TL: a', B: '2 TL: b', C: '3 TL: c' };

function inserts(name: string, before: string, entry: string, after: string) {
  it(name, () => {
    const text = full(before);
    const edit = insertEntry(text, readTimeline(text), entryOf(ENTRIES[entry] ?? entry));
    assert.equal(short(applyEdits(text, [edit])), after);
  });
}

function removes(name: string, before: string, entry: string, after: string) {
  it(name, () => {
    const text = full(before);
    const placed = findEntry(text, readTimeline(text), entryOf(ENTRIES[entry] ?? entry));
    assert.equal(short(applyEdits(text, [removeEntry(text, placed!)])), after);
  });
}

function replaces(name: string, before: string, entry: string, by: string, after: string) {
  it(name, () => {
    const text = full(before);
    const timeline = readTimeline(text);
    const placed = findEntry(text, timeline, entryOf(ENTRIES[entry] ?? entry));
    const edits = replaceEntry(text, timeline, placed!, entryOf(ENTRIES[by] ?? by));
    assert.equal(short(applyEdits(text, edits)), after);
  });
}

describe('placement', () => {
  describe('inserts', () => {
    inserts('below a heading with a slip, which becomes whole', '## Timelinex\n\nA\n', 'B', '## Timeline\n\nA\nB\n');
    inserts('below a heading that was broken', 'words\n\n## Time\nline\n\nA\n', 'B', 'words\n\n## Timeline\n\nA\nB\n');
    inserts('after the last', '## Timeline\n\nA\n', 'B', '## Timeline\n\nA\nB\n');
    inserts('before the first', '## Timeline\n\nB\n', 'A', '## Timeline\n\nA\nB\n');
    inserts('at its place', '## Timeline\n\nA\nC\n', 'B', '## Timeline\n\nA\nB\nC\n');
    inserts(
      'several lines',
      '## Timeline\n\nA\nC\n',
      '2 TL: x\n\n```\ny',
      '## Timeline\n\nA\n- 2026-11-20T15:02:00Z @dana TL: x\n\n  ```\n  y\nC\n',
    );
    inserts(
      'above the next section',
      '## Timeline\n\nA\n\n## Checklists\n',
      'B',
      '## Timeline\n\nA\nB\n\n## Checklists\n',
    );
    inserts(
      'right above the next section',
      '## Timeline\nA\n## Checklists\n',
      'B',
      '## Timeline\nA\nB\n## Checklists\n',
    );
    inserts('where the last line has no line end', '## Timeline\n\nA', 'B', '## Timeline\n\nA\nB');
    inserts('with Windows line ends', '## Timeline\r\n\r\nA\r\n', 'B', '## Timeline\r\n\r\nA\r\nB\r\n');
    inserts('with a byte order mark', '\ufeff## Other\n## Timeline\nA\n', 'B', '\ufeff## Other\n## Timeline\nA\nB\n');
    inserts(
      'below stray lines of the entry above',
      '## Timeline\nA\nstray\n\nmore\n',
      'B',
      '## Timeline\nA\nstray\n\nmore\nB\n',
    );
    inserts(
      'below stray lines of an entry in the middle',
      '## Timeline\nA\n\nstray\nC\n',
      'B',
      '## Timeline\nA\n\nstray\nB\nC\n',
    );
    inserts(
      'in a list that is out of order: after the last that is not later',
      '## Timeline\nC\nA\n',
      'B',
      '## Timeline\nC\nA\nB\n',
    );
    inserts(
      'after blanks at the end of a line, which stay there',
      `## Timeline\n${LETTERS['A']} \n`,
      'B',
      '## Timeline\nA \nB\n',
    );
    inserts('after a form feed at the end of a line', `## Timeline\n${LETTERS['A']}\f\n`, 'B', '## Timeline\nA\f\nB\n');

    describe('ties', () => {
      inserts(
        'by author, before',
        '## Timeline\nB\n',
        '2 @ann TL: z',
        '## Timeline\n- 2026-11-20T15:02:00Z @ann TL: z\nB\n',
      );
      inserts(
        'by author, after',
        '## Timeline\nB\n',
        '2 @lee TL: a',
        '## Timeline\nB\n- 2026-11-20T15:02:00Z @lee TL: a\n',
      );
      inserts('by text, before', '## Timeline\nB\n', '2 TL: a', '## Timeline\n- 2026-11-20T15:02:00Z @dana TL: a\nB\n');
      inserts('by text, after', '## Timeline\nB\n', '2 TL: c', '## Timeline\nB\n- 2026-11-20T15:02:00Z @dana TL: c\n');
      inserts('the same again', '## Timeline\nB\n', 'B', '## Timeline\nB\nB\n');
    });

    describe('into an empty timeline', () => {
      inserts('alone', '## Timeline\n', 'A', '## Timeline\n\nA\n');
      inserts('without a line end', '## Timeline', 'A', '## Timeline\n\nA\n');
      inserts('before a section', '## Timeline\n\n## Checklists\n', 'A', '## Timeline\n\nA\n\n## Checklists\n');
      inserts(
        'below prose',
        '## Timeline\nwords\n\n## Checklists\n',
        'A',
        '## Timeline\nwords\n\nA\n\n## Checklists\n',
      );
      inserts('below prose without a line end', '## Timeline\nwords', 'A', '## Timeline\nwords\n\nA');
      inserts('above an underlined heading', '## Timeline\nOther\n---\n', 'A', '## Timeline\n\nA\n\nOther\n---\n');
      inserts(
        'above an underlined heading below a rule',
        '## Timeline\n***\nOther\n---\n',
        'A',
        '## Timeline\n***\n\nA\n\nOther\n---\n',
      );
    });
    inserts(
      'above an underlined heading right below',
      '## Timeline\nA\n### x\nOther\n===\n',
      'B',
      '## Timeline\nA\n### x\nB\n\nOther\n===\n',
    );
    inserts('above an underlined heading', '## Timeline\nA\n\nOther\n===\n', 'B', '## Timeline\nA\nB\n\nOther\n===\n');

    describe('with its heading, if that is missing', () => {
      inserts('into nothing', '', 'A', '\n## Timeline\n\nA\n');
      inserts('after words', 'words\n', 'A', 'words\n\n## Timeline\n\nA\n');
      inserts('after words without a line end', 'words', 'A', 'words\n\n## Timeline\n\nA\n');
      inserts('after a fence that nobody closed', '~~~\nwords\n', 'A', '~~~\nwords\n~~~\n\n## Timeline\n\nA\n');
    });

    describe('below an open fence, which it closes', () => {
      inserts('after an entry', '## Timeline\nA\n````\nx\n\n', 'B', '## Timeline\nA\n````\nx\n````\nB\n\n');
      inserts('in prose', '## Timeline\n```\nx\n', 'A', '## Timeline\n```\nx\n```\n\nA\n');
      inserts('but not before it', '## Timeline\nB\n```\nx\n', 'A', '## Timeline\nA\nB\n```\nx\n');
    });
  });

  describe('removes', () => {
    removes('a line', '## Timeline\nA\nB\nC\n', 'B', '## Timeline\nA\nC\n');
    removes(
      'continuation lines as well',
      '## Timeline\nA\n- 2026-11-20T15:02:00Z @dana TL: x\n\n  y\n\nC\n',
      '2 TL: x\n\ny',
      '## Timeline\nA\n\nC\n',
    );
    removes(
      'not the stray lines below it',
      '## Timeline\nA\nB\nstray\n\n  more\nC\n',
      'B',
      '## Timeline\nA\nstray\n\n  more\nC\n',
    );
    removes('the last, without a line end', '## Timeline\nA\nB', 'B', '## Timeline\nA');
    removes('the last, without a Windows line end', '## Timeline\r\nA\r\nB', 'B', '## Timeline\r\nA');
    removes('a line with Windows line ends', '## Timeline\r\nA\r\nB\r\n', 'A', '## Timeline\r\nB\r\n');
    removes('one of two that are the same', '## Timeline\nA\nA\n', 'A', '## Timeline\nA\n');
  });

  describe('replaces', () => {
    replaces(
      'words',
      '## Timeline\nA\nB\nC\n',
      'B',
      '2 TL: x\ny',
      '## Timeline\nA\n- 2026-11-20T15:02:00Z @dana TL: x\n  y\nC\n',
    );
    replaces(
      'the instant, in place',
      '## Timeline\nA\nB\nC\n',
      'B',
      '2:30 TL: b',
      '## Timeline\nA\n- 2026-11-20T15:02:30Z @dana TL: b\nC\n',
    );
    replaces(
      'an earlier instant, in place',
      '## Timeline\nA\nB\nC\n',
      'B',
      '1:30 TL: b',
      '## Timeline\nA\n- 2026-11-20T15:01:30Z @dana TL: b\nC\n',
    );
    replaces(
      'the instant, moved down',
      '## Timeline\nA\nB\nstray\nC\n',
      'A',
      '2:30 TL: a',
      '## Timeline\nB\nstray\n- 2026-11-20T15:02:30Z @dana TL: a\nC\n',
    );
    replaces(
      'the instant, moved to the end',
      '## Timeline\nA\nB',
      'A',
      '9 TL: a',
      '## Timeline\nB\n- 2026-11-20T15:09:00Z @dana TL: a',
    );
    replaces(
      'the instant, moved up',
      '## Timeline\nA\nB\nC\n',
      'C',
      '1:30 TL: c',
      '## Timeline\nA\n- 2026-11-20T15:01:30Z @dana TL: c\nB\n',
    );
    replaces(
      'the instant, moved up from a line without a line end',
      '## Timeline\nA\nB',
      'B',
      '0 TL: b',
      '## Timeline\n- 2026-11-20T15:00:00Z @dana TL: b\nA',
    );
    replaces(
      'words where the list is out of order: in place',
      '## Timeline\nB\nA\n',
      'B',
      '2 TL: x',
      '## Timeline\n- 2026-11-20T15:02:00Z @dana TL: x\nA\n',
    );
    replaces(
      'words in an unusual form',
      '## Timeline\n*  2026-11-20t15:02:00z  @dana TL: b\n\tc\n',
      '2 TL: b\nc',
      'B',
      '## Timeline\nB\n',
    );
    const todo = (box: string) => `## Timeline\n-  [${box}]  2026-11-20T15:02:00Z @dana TODO:  b [ ]\n`;
    replaces('the box alone, ticked', todo(' '), '[ ] 2 TODO: b [ ]', '[x] 2 TODO: b [ ]', todo('x'));
    replaces('the box alone, opened', todo('X'), '[x] 2 TODO: b [ ]', '[ ] 2 TODO: b [ ]', todo(' '));
    replaces(
      'a missing box',
      '## Timeline\nB\n',
      'B',
      '[ ] 2 TL: b',
      '## Timeline\n- [ ] 2026-11-20T15:02:00Z @dana TL: b\n',
    );
  });

  describe('finds', () => {
    const text = full('## Timeline\nA\n- [x] 2026-11-20T15:02:00Z @lee TODO: b\nC\n');
    const find = (line: string) => findEntry(text, readTimeline(text), entryOf(line))?.start;
    it('an entry', () => assert.equal(find('3 TL: c'), text.indexOf(LETTERS['C']!)));
    it('whatever its box', () => assert.equal(find('[ ] 2 @lee TODO: b'), text.indexOf('- [x]')));
    for (const other of ['2 TL: a', '1 @lee TL: a', '1 TL: x', '1 TODO: a', '1 TL x: a']) {
      it(`not ${other}`, () => assert.equal(find(other), undefined));
    }
  });

  describe('free instants', () => {
    const text = full('## Timeline\nA\n- 2026-11-20T15:01:01Z @dana TL: x\n- 2026-11-20T15:01:02Z @lee TL: y\nB\n');
    const cases: [string, number, string][] = [
      ['0:59 TL: z', 0, '15:00:59'],
      ['1 TL: z', 0, '15:01:02'],
      ['1 TL: z', 500, '15:01:02'],
      ['1:01 TL: z', 999, '15:01:02'],
      ['1 @lee TL: z', 0, '15:01:00'],
      ['1:02 @lee TL: z', 250, '15:01:03'],
    ];
    for (const [line, more, time] of cases) {
      it(`${line} and ${more} ms: ${time}`, () => {
        const entry = entryOf(line);
        const free = atFreeInstant(readTimeline(text), { ...entry, instant: entry.instant + more });
        assert.deepEqual(free, { ...entry, instant: Date.parse(`2026-11-20T${time}Z`) });
      });
    }
  });

  it('reads back what it inserts', () => {
    const text = '## Timeline\n';
    const entry = entryOf('[ ] 1 @jo QUEST @lee: look\n\n- [ ] 2026-11-20T15:02:00Z @eve TL: forged\n## Checklists');
    const after = applyEdits(text, [insertEntry(text, readTimeline(text), entry)]);
    assert.deepEqual(
      readTimeline(after).entries.map((placed) => readEntry(after, placed)),
      [entry],
    );
  });
});
