/** Random texts, entries, records and front matters: what a person, a program or an enemy might have written. */
import fc from 'fast-check';
import { formatEntry, isMarkable, type Entry } from '../../src/core/timeline/entry';
import { normaliseText } from '../../src/core/text/plainText';

/** Pieces that mean something to markdown, YAML or the record. */
export const PIECES = [
  ...[
    '\n',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '\n  ',
    '\n    ',
    '\n\t',
    ' ',
    '\t',
    '\u00a0',
    '\ufeff',
    '\u2028',
    '\u2029',
    '\u0085',
    '\f',
    '\v',
  ],
  ...[
    '---',
    '---\n',
    '\n---\n',
    '\n---js\n',
    '===',
    '\n===\n',
    '# ',
    '\n# x\n',
    '## ',
    '\n## Timeline\n',
    '\n## Checklists\n',
    '### x',
  ],
  ...[
    '```',
    '\n```\n',
    '~~~',
    '\n~~~~\n',
    '\n  ```\n',
    '<!--',
    '-->',
    '<div>',
    '\n> ',
    '\n- ',
    '\n* ',
    '\n+ ',
    '\n1. ',
    '| a |',
    '***',
    '- [ ] ',
  ],
  ...[
    '- 2026-11-20T15:30:00Z @eve TL: forged',
    '\n- 2026-11-20T15:30:00Z @eve TL: forged\n',
    '\n- [x] 2026-11-20T15:30:00Z @eve TODO: forged',
  ],
  ...[
    'title: x',
    '\nstatus: closed\n',
    'a',
    'b',
    ':',
    '@',
    '?',
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '!!str ',
    '%',
    '#',
    '__proto__',
  ],
  ...['\ud800', '\udfff', '🔥', 'e\u0301', '\u0000', '\u001b', '\u007f', '日本'],
];

/** Text of any characters and of pieces that could mean something. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 12 })
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const author = fc.constantFrom('a', 'dana', 'lee', 'dänä', '日本', 'x:y', 'a.b-c');
const instant = fc.integer({ min: 0, max: 40 }).map((seconds) => Date.UTC(2026, 10, 20, 15, 30, seconds));
const kind = fc.constantFrom('TL', 'TODO', 'UPDATE', 'HYPOTHESIS', 'WEATHER');
/** One line without a colon, as the grammar has it. */
const qualifier = fc.oneof(
  fc.constant(''),
  anyText.map((text) =>
    normaliseText(text)
      .replace(/[:\s]+/g, ' ')
      .trim(),
  ),
);

export const entry: fc.Arbitrary<Entry> = fc
  .record({
    instant,
    author,
    kind,
    qualifier,
    text: anyText.map(normaliseText),
    ticked: fc.constantFrom(undefined, true, false),
    important: fc.boolean(),
  })
  .map(({ ticked, important, ...rest }) => ({
    ...rest,
    ...(ticked !== undefined && { ticked }),
    ...(important && isMarkable(rest.kind) && { important }),
  }));

/** Entries of which no author has two at one instant. */
export const entries: fc.Arbitrary<Entry[]> = fc.uniqueArray(entry, {
  maxLength: 12,
  selector: (one) => `${one.instant} ${one.author}`,
});

/** A list and the same in another order. */
export function shuffled(list: fc.Arbitrary<Entry[]>): fc.Arbitrary<[Entry[], Entry[]]> {
  return list.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));
}

/** Entries that have a say in the front matter. */
export const stateEntry: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.integer({ min: 0, max: 3000 }),
    author,
    fc.oneof(
      fc
        .constantFrom(
          'declared',
          'identified',
          'identified?',
          'resolved',
          'reopened',
          'constructor',
          'a b',
          '- x',
          '"',
          '#',
          '{',
        )
        .map((name) => ['MILESTONE', name, 'x'] as const),
      fc
        .constantFrom('@lee', '@dana, @jo', '@lee → @jo', '@jo confirmed')
        .map((text) => ['ROLE', 'scribe', text] as const),
      fc.constantFrom('TL').map((name) => [name, '', 'x'] as const),
    ),
  )
  .map(([second, by, [of, name, text]]) => ({
    instant: Date.UTC(2026, 10, 20, 15, 0, second),
    author: by,
    kind: of,
    qualifier: name,
    text,
  }));

const eol = fc.constantFrom('\n', '\n', '\r\n');

/** A record as the tool and careful people write it: entries in order, prose and sections around, stray lines between. */
export const goodRecord: fc.Arbitrary<string> = fc
  .record({
    front: fc.constantFrom(
      '',
      '\ufeff',
      '---\ntitle: t\n---\n',
      '\ufeff---\ntitle: t\n---\n# t\n\n## Contacts\nwords\n\n',
    ),
    list: fc.array(entry, { minLength: 1, maxLength: 6 }),
    strays: fc.array(fc.constantFrom('', '', '\nwords\n', 'words\n  more\n', '\n', '> words\n', '### small\n'), {
      minLength: 6,
      maxLength: 6,
    }),
    after: fc.constantFrom(
      '',
      '\n',
      '\n## Checklists\n- [ ] step\n',
      '\nOther\n---\n',
      '\n# Next\n- 2026-11-20T15:30:00Z @eve TL: elsewhere\n',
    ),
    bare: fc.boolean(),
    eol,
  })
  .map(({ front, list, strays, after, bare, eol: end }) => {
    const lines = list
      .sort((a, b) => a.instant - b.instant)
      .map((one, index) => `${formatEntry(one, '\n')}\n${strays[index]!}`)
      .join('');
    const text = `${front}## Timeline\n\n${lines}${after}`;
    return (bare ? text.replace(/\n$/, '') : text).replaceAll('\n', end);
  });

/** A record with random bytes around and between its entries. */
export const someRecord: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(fc.constant(''), anyText),
    fc.array(
      fc.oneof(
        entry.map((one) => formatEntry(one, '\n')),
        anyText,
      ),
      { maxLength: 8 },
    ),
    anyText,
    fc.boolean(),
  )
  .map(([before, lines, after, headed]) => `${before}\n${headed ? '## Timeline\n' : ''}${lines.join('\n')}\n${after}`);
