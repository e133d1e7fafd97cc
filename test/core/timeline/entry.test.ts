import assert from 'node:assert/strict';
import { compareEntries, formatEntry, sameEntry, type Entry } from '../../../src/core/timeline/entry';
import { normaliseText } from '../../../src/core/text/plainText';
import { utc } from '../../../src/core/time/instant';

const at = utc(2026, 11, 20, 15, 2, 0);

function entry(parts: Partial<Entry> = {}): Entry {
  return { instant: at, author: 'dana', kind: 'TL', qualifier: '', text: '', ...parts };
}

function normalises(name: string, text: string, kept: string) {
  it(`keeps of ${name}`, () => {
    assert.equal(normaliseText(text), kept);
    assert.equal(normaliseText(kept), kept);
  });
}

function writes(name: string, parts: Partial<Entry>, expected: string, eol = '\n') {
  it(`writes ${name}`, () => assert.equal(formatEntry(entry(parts), eol), expected));
}

const HEAD = '- 2026-11-20T15:02:00Z @dana TL:';

describe('entry', () => {
  describe('text', () => {
    normalises('nothing, nothing', '', '');
    normalises('blanks, nothing', ' \n\t\r\n\u00a0\n', '');
    normalises('words, the words', '  a b  ', 'a b');
    normalises('blank lines, those inside', '\n\n a\n\n b\n\n', 'a\n\n b');
    normalises('white space, what stands before a later line', 'a \n\t b\t\n  c', 'a\n\t b\n  c');
    normalises('line ends, line feeds', 'a\r\nb\rc\nd', 'a\nb\nc\nd');
    normalises('control characters, their names', 'a\u0000b\u0007c\u007fd\u0085e', 'a\\u0000b\\u0007c\\u007fd\\u0085e');
    normalises('a vertical tab and a form feed at the end, their names', 'a\u000b\u000c', 'a\\u000b\\u000c');
    normalises('separators, their names', 'a\u2028b\u2029', 'a\\u2028b\\u2029');
    normalises('half a surrogate pair, its name', 'a\ud83d b\udd25', 'a\\ud83d b\\udd25');
    normalises('two halves in the wrong order, their names', '\udd25\ud83d', '\\udd25\\ud83d');
    normalises('a whole pair, the pair', '🔥', '🔥');
    normalises('markdown, all', '**a** <!-- b --> `c` \\*', '**a** <!-- b --> `c` \\*');
    normalises('what looks like a name, that', '\\u0007', '\\u0007');
  });

  describe('form', () => {
    writes('no text', {}, HEAD);
    writes('one line', { text: 'a' }, `${HEAD} a`);
    writes(
      'a qualifier',
      { kind: 'UPDATE', qualifier: 'internal', text: 'a' },
      '- 2026-11-20T15:02:00Z @dana UPDATE internal: a',
    );
    writes('an open box', { ticked: false }, '- [ ] 2026-11-20T15:02:00Z @dana TL:');
    writes('a ticked box', { ticked: true }, '- [x] 2026-11-20T15:02:00Z @dana TL:');
    writes('several lines', { text: 'a\n\n  b' }, `${HEAD} a\n\n    b`);
    writes('Windows line ends', { text: 'a\n\nb' }, `${HEAD} a\r\n\r\n  b`, '\r\n');
    for (const block of ['```', '~~~', '- a', '+', '* a', '1. a', '12) a', '> a', '>a', '| a |', '# a', '######']) {
      writes(`the block ${block} on a line of its own`, { text: `${block}\nb` }, `${HEAD}\n  ${block}\n  b`);
    }
    for (const words of ['-a', '--- a', '#a', '1.a', '1234567890. a', '*a*', '``a``', '####### a']) {
      writes(`the words ${words} on the same line`, { text: words }, `${HEAD} ${words}`);
    }
  });

  describe('order', () => {
    const sorted = [
      entry({ instant: at - 1, author: 'z' }),
      entry({ author: 'a', text: 'z' }),
      entry({ author: 'b', text: 'A' }),
      entry({ author: 'b', text: 'a' }),
      entry({ author: 'b', text: 'ä' }),
      entry({ instant: at + 1, author: 'a' }),
    ];
    it('instant, author, text', () => assert.deepEqual(sorted.toReversed().sort(compareEntries), sorted));
    it('an entry is as late as itself', () => assert.equal(compareEntries(entry(), entry()), 0));
  });

  describe('identity', () => {
    const cases: [string, Partial<Entry>, boolean][] = [
      ['nothing', {}, true],
      ['the box', { ticked: true }, true],
      ['the instant', { instant: at + 1000 }, false],
      ['the author', { author: 'lee' }, false],
      ['the kind', { kind: 'TODO' }, false],
      ['the qualifier', { qualifier: 'x' }, false],
      ['the text', { text: 'x' }, false],
    ];
    for (const [name, parts, same] of cases) {
      it(`${same ? 'kept' : 'lost'} when ${name} differs`, () => assert.equal(sameEntry(entry(), entry(parts)), same));
    }
  });
});
