import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editFields, type FieldChange } from '../../src/core/frontMatter/fieldEdit';
import { FIELD_ORDER } from '../../src/core/frontMatter/fields';
import { readFrontMatter } from '../../src/core/frontMatter/frontMatter';
import { applyEdits } from '../../src/core/text/textEdit';
import { anyText } from './arbitraries';
import { law, laws } from './law';

const comment = fc.constantFrom('', '', ' # words', '   # "words": [x]');
const scalar = fc.constantFrom(
  '',
  'a',
  '"a b"',
  "'it''s'",
  '5',
  'true',
  '~',
  '2026-11-20T15:00:00Z',
  '!!str 7',
  '"#x: y"',
);
const line = (key: string, value: string, behind: string) => `${key}:${value === '' ? '' : ` ${value}`}${behind}\n`;

/** Lines of one key, in the many forms that YAML has for it. */
const ofKey = (key: string) =>
  fc.oneof(
    fc.tuple(scalar, comment).map(([value, behind]) => line(key, value, behind)),
    comment.map((behind) => line(key, '[a, "b"]', behind)),
    comment.map((behind) => `${line(key, '', behind)}  - a\n  # inside\n  - b\n`),
    comment.map((behind) => `${line(key, '', behind)}- a\n- b\n`),
    comment.map((behind) => `${line(key, '|', behind)}  a\n\n  # no comment\n`),
    comment.map((behind) => `${line(key, '>-', behind)}  a\n  b\n\n`),
    fc.constant(`${key}: a\n  b\n  c\n`),
    fc.constant(`"${key}" : a\n`),
  );

const item = fc.tuple(fc.constantFrom('resolved', 'scribe', '"a b"', 'constructor', "'x'"), scalar, comment);
const items = fc.uniqueArray(item, { minLength: 1, maxLength: 4, selector: ([key]) => key });

/** The same for a key with a map. */
const ofMap = (key: string) =>
  fc.oneof(
    comment.map((behind) => line(key, '{}', behind)),
    comment.map((behind) => line(key, '', behind)),
    fc
      .tuple(items, fc.constantFrom('  ', '    ', ' '), comment)
      .map(
        ([list, indent, behind]) =>
          line(key, '', behind) + list.map(([name, value, more]) => indent + line(name, value, more)).join(''),
      ),
    fc
      .tuple(items, comment)
      .map(([list, behind]) =>
        line(key, `{ ${list.map(([name, value]) => line(name, value, '').trimEnd()).join(', ')} }`, behind),
      ),
  );

const MAPS = ['milestones', 'roles'] as const;
const KEYS = [...FIELD_ORDER, 'ours', 'theirs'];

const inner = fc
  .shuffledSubarray(KEYS)
  .chain((keys) =>
    fc.tuple(...keys.map((key) => ((MAPS as readonly string[]).includes(key) ? ofMap(key) : ofKey(key)))),
  )
  .chain((parts) =>
    fc.tuple(
      fc.constant(parts),
      fc.array(fc.constantFrom('', '', '# between\n', '\n'), { minLength: parts.length, maxLength: parts.length }),
    ),
  )
  .map(([parts, gaps]) => parts.map((part, index) => part + gaps[index]!).join(''));

const value = fc.oneof(
  fc.constantFrom(
    'closed',
    'SEV-2',
    '@dana',
    'a: b',
    '# x',
    '',
    ' ',
    '- a',
    'true',
    '5',
    '"',
    "'",
    '[x',
    '{x',
    'x, y',
    '---',
    '...',
    '&a',
    '|',
    '%x',
  ),
  anyText.filter((text) => !/\p{Surrogate}/u.test(text)),
  fc.array(fc.constantFrom('@a', '@b', 'x, y', '[z'), { minLength: 2, maxLength: 4 }),
);

const change: fc.Arbitrary<FieldChange> = fc.oneof(
  fc
    .tuple(fc.constantFrom('title', 'status', 'severity', 'impact', 'services', 'ours', 'fresh'), value)
    .map(([key, given]): FieldChange => ({ path: [key], value: given })),
  fc
    .tuple(
      fc.constantFrom(...MAPS),
      fc.constantFrom('resolved', 'scribe', 'a b', 'constructor', 'x', '- y', '7'),
      fc.option(value, { nil: undefined }),
    )
    .map(([parent, key, given]): FieldChange => ({ path: [parent, key], value: given })),
);
const changes = fc.uniqueArray(change, { minLength: 1, maxLength: 4, selector: ({ path }) => path.join('.') });

const valueAt = (data: unknown, path: readonly string[]) =>
  path.reduce<unknown>(
    (map, key) =>
      typeof map === 'object' && map !== null && Object.hasOwn(map, key)
        ? (map as Record<string, unknown>)[key]
        : undefined,
    data,
  );

laws('front matter', () => {
  let edited = 0;
  law(
    'says what it was changed to, and all else as before',
    {
      runs: 100,
      afterMany: () => {
        assert.ok(edited > 1000, `${edited} were edited`);
      },
    },
    fc.property(inner, changes, fc.constantFrom('\n', '\r\n'), (lines, list, eol) => {
      const text = `---\n${lines}---\nbody\n`.replaceAll('\n', eol);
      const read = readFrontMatter(text);
      fc.pre(read.document !== undefined);
      const before = read.document.toJS() as Record<string, unknown> | null;
      const edits = editFields(text, read, list);
      const after = applyEdits(text, edits);
      const data = readFrontMatter(after).document!.toJS() as Record<string, unknown> | null;
      edited += edits.length > 0 ? 1 : 0;
      for (const { path, value: given } of list) {
        const expected = Array.isArray(given) && given.length === 1 ? (given as string[])[0] : given;
        // A map that is none (`milestones: words`) stays what it is.
        assert.deepEqual(valueAt(data, path), expected, path.join('.'));
      }
      const touched = new Set(list.map(({ path }) => path[0]));
      for (const key of Object.keys(before ?? {})) {
        if (!touched.has(key)) {
          assert.deepEqual(data![key], before![key], key);
        }
      }
      for (const [key, map] of Object.entries(before ?? {})) {
        for (const name of (MAPS as readonly string[]).includes(key) ? Object.keys(map ?? {}) : []) {
          if (!list.some(({ path }) => path[0] === key && path[1] === name)) {
            assert.deepEqual(valueAt(data, [key, name]), valueAt(before, [key, name]), `${key}.${name}`);
          }
        }
      }
      // The edits stay inside the front matter; each line that they do not touch is there as it was.
      const end = text.length - after.length + readFrontMatter(after).end;
      assert.ok(edits.every((edit) => edit.start >= read.start && edit.end <= end));
      const comments = (whole: string) => whole.split(/\r?\n/).filter((one) => one.startsWith('# between'));
      assert.deepEqual(comments(after), comments(text));
    }),
  );

  law(
    'is read or refused whatever it is, and never runs or changes when it is refused',
    150,
    fc.property(anyText, change, (words, one) => {
      for (const text of [words, `---\n${words}`, `---\n${words}\n---\n`, `---${words}\n---\n`]) {
        const read = readFrontMatter(text);
        assert.ok(read.start <= read.end && read.end <= read.bodyStart && read.bodyStart <= text.length);
        const edits = editFields(text, read, [one]);
        assert.ok(read.document ? readFrontMatter(applyEdits(text, edits)).document : edits.length === 0);
        const again = readFrontMatter(text);
        assert.deepEqual([again.findings, again.fields], [read.findings, read.fields]);
      }
    }),
  );
});
