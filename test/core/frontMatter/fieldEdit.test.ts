import assert from 'node:assert/strict';
import { editFields, written, type FieldChange } from '../../../src/core/frontMatter/fieldEdit';
import { readFrontMatter } from '../../../src/core/frontMatter/frontMatter';
import { applyEdits } from '../../../src/core/text/textEdit';

/** `status=closed`, `roles.scribe=@a,@b`, `milestones.resolved` (taken away). */
function changeOf(said: string): FieldChange {
  const [path, value] = said.split(/=(.*)/s) as [string, string | undefined];
  const keys = path.split('.') as [string] | [string, string];
  return { path: keys, value: value?.includes(',@') ? value.split(',') : value };
}

function edits(name: string, before: string, changes: string, after: string) {
  it(name, () => {
    const wrap = (inner: string) => `---\n${inner}---\nbody: x\n`;
    const text = wrap(before);
    const list = editFields(text, readFrontMatter(text), changes.split('; ').map(changeOf));
    assert.equal(applyEdits(text, list), wrap(after));
    const eol = (other: string) => other.replaceAll('\n', '\r\n');
    const windows = editFields(eol(text), readFrontMatter(eol(text)), changes.split('; ').map(changeOf));
    assert.equal(applyEdits(eol(text), windows), eol(wrap(after)));
  });
}

const leaves = (name: string, text: string, changes: string) => edits(name, text, changes, text);

describe('fieldEdit', () => {
  describe('a value', () => {
    edits('plain', 'a: 1\nstatus: x\nb: 2\n', 'status=closed', 'a: 1\nstatus: closed\nb: 2\n');
    edits('with a comment behind it', 'status: x   # why\n', 'status=closed', 'status: closed   # why\n');
    edits('in double quotes', 'severity: "SEV-1" # why\n', 'severity=SEV-2', 'severity: "SEV-2" # why\n');
    edits('in single quotes', "severity: 'SEV-1'\n", "severity=it's", "severity: 'it''s'\n");
    edits('that is empty', 'title:\nstatus: x\n', 'title=t', 'title: t\nstatus: x\n');
    edits('that is empty, with a comment behind the key', 'title:   # words\n', 'title=t', 'title: t   # words\n');
    edits('with blanks before it', 'title:    x\n', 'title=t', 'title:    t\n');
    edits('with a key in quotes', '"title" : x\n', 'title=t', '"title" : t\n');
    edits('with a tag', 'title: !!str 5\n', 'title=t', 'title: t\n');
    edits('on a line of its own', 'title: # words\n  x\n', 'title=t', 'title: # words\n  t\n');
    edits('of several lines', 'title: a\n  b\n  c\nstatus: x\n', 'title=t', 'title: t\nstatus: x\n');
    edits('of a block', 'title: |\n  a\n\n  b\n\nstatus: x\n', 'title=t', 'title: t\n\nstatus: x\n');
    edits('of a list between brackets', 'services: [a, b] # ours\n', 'services=c', 'services: c # ours\n');
    edits(
      'of a list below the key',
      'services: # ours\n  - a\n  - b\nlinks: []\n',
      'services=c',
      'services: c # ours\nlinks: []\n',
    );
    edits(
      'of a list below the key without indentation',
      'services:\n- a\n- b\nlinks: []\n',
      'services=c',
      'services: c\nlinks: []\n',
    );
    edits('of several texts', 'roles:\n  scribe: "@a"\n', 'roles.scribe=@b,@c', 'roles:\n  scribe: ["@b", "@c"]\n');
    edits('at the end of a text without other fields', 'title: x\n', 'title=a: b # c', 'title: "a: b # c"\n');
    leaves('none', 'title: x\n', 'status');
    edits('taken away', 'a: 1\nimpact: x # why\nb: 2\n', 'impact', 'a: 1\nb: 2\n');
    edits('of several lines, taken away', 'a: 1\nimpact:\n  x\n  y\nb: 2\n', 'impact', 'a: 1\nb: 2\n');
  });

  describe('a missing key', () => {
    edits(
      'at its place',
      'format: 1\nid: x\nimpact: y\n',
      'status=closed',
      'format: 1\nid: x\nstatus: closed\nimpact: y\n',
    );
    edits(
      'at its place below a map',
      'summary:\n  state: x # why\nlinks: []\n',
      'impact=y',
      'summary:\n  state: x # why\nimpact: y\nlinks: []\n',
    );
    edits('before all', 'links: []\n', 'format=a', 'format: a\nlinks: []\n');
    edits('into nothing', '', 'title=t; status=closed', 'title: t\nstatus: closed\n');
    edits('into a comment', '# words\n', 'title=t', 'title: t\n# words\n');
    edits('that is not known: last', 'id: x\nours: y\n', 'theirs=z', 'id: x\nours: y\ntheirs: z\n');
    edits('below an empty value', 'title:\nlinks: []\n', 'status=closed', 'title:\nstatus: closed\nlinks: []\n');
    edits(
      'below a block',
      'title: |\n  a\n  b\nlinks: []\n',
      'status=closed',
      'title: |\n  a\n  b\nstatus: closed\nlinks: []\n',
    );
    edits(
      'several, in the order in which they are given',
      'id: x\n',
      'title=t; status=closed',
      'id: x\ntitle: t\nstatus: closed\n',
    );
    edits('unknown keys stay where they are', 'ours: y # why\nid: x\n', 'title=t', 'ours: y # why\nid: x\ntitle: t\n');
  });

  describe('a line of a map', () => {
    edits('set', 'milestones:\n  a: 1 # why\n  b: 2\n', 'milestones.a=x', 'milestones:\n  a: x # why\n  b: 2\n');
    edits(
      'added',
      'milestones:\n  a: 1 # why\nlinks: []\n',
      'milestones.b=x',
      'milestones:\n  a: 1 # why\n  b: x\nlinks: []\n',
    );
    edits(
      'added with the map’s indentation',
      'milestones:\n    a: 1\n',
      'milestones.b=x',
      'milestones:\n    a: 1\n    b: x\n',
    );
    edits(
      'added above a comment',
      'milestones:\n  a: 1\n  # words\nlinks: []\n',
      'milestones.b=x',
      'milestones:\n  a: 1\n  b: x\n  # words\nlinks: []\n',
    );
    edits(
      'added below an empty one',
      'milestones:\n  a:\nlinks: []\n',
      'milestones.b=x',
      'milestones:\n  a:\n  b: x\nlinks: []\n',
    );
    edits('taken away', 'milestones:\n  a: 1\n  b: 2\n  c: 3\n', 'milestones.b', 'milestones:\n  a: 1\n  c: 3\n');
    edits(
      'several at once',
      'roles:\n  a: x\n  b: y\n  c: z\n',
      'roles.a; roles.b=w; roles.d=v; roles.e',
      'roles:\n  b: w\n  c: z\n  d: v\n',
    );
    edits(
      'the last taken away, another added',
      'roles:\n  a: x\n  b: y\n',
      'roles.b; roles.c=z',
      'roles:\n  a: x\n  c: z\n',
    );
    edits(
      'all taken away, another added',
      'roles: # who\n  a: x\nlinks: []\n',
      'roles.a; roles.c=z',
      'roles: # who\n  c: z\nlinks: []\n',
    );
    edits(
      'all taken away',
      'roles: # who\n  a: x\n  b: y\nlinks: []\n',
      'roles.a; roles.b',
      'roles: {} # who\nlinks: []\n',
    );
    edits(
      'set, added and another key below, at one place',
      'roles:\n  a:\n',
      'ours=z; roles.b=y; roles.a=x',
      'roles:\n  a: x\n  b: y\nours: z\n',
    );
    edits('with a name that needs quotes', 'roles:\n  a: x\n', 'roles.- b # c=z', 'roles:\n  a: x\n  "- b # c": z\n');
    edits('with a name that is a number', 'roles:\n  a: x\n', 'roles.7=z', 'roles:\n  a: x\n  "7": z\n');
    edits(
      'in a map that is missing',
      'id: x\nlinks: []\n',
      'milestones.a=1:2; milestones.b=y',
      'id: x\nmilestones:\n  a: 1:2\n  b: y\nlinks: []\n',
    );
    edits(
      'in an empty map',
      'milestones: {} # none\nlinks: []\n',
      'milestones.a=x',
      'milestones: # none\n  a: x\nlinks: []\n',
    );
    edits('in an empty map with room', 'milestones: { }\n', 'milestones.a=x', 'milestones:\n  a: x\n');
    edits(
      'in an empty value',
      'milestones: # none\nlinks: []\n',
      'milestones.a=x',
      'milestones: # none\n  a: x\nlinks: []\n',
    );
    edits(
      'in a value that is null',
      'milestones: ~ # none\nlinks: []\n',
      'milestones.a=x',
      'milestones: # none\n  a: x\nlinks: []\n',
    );
    edits('in a value that says null', 'milestones: null\n', 'milestones.a=x', 'milestones:\n  a: x\n');
    leaves('taken away from an empty map', 'milestones: {}\n', 'milestones.a');
    leaves('taken away from an empty value', 'milestones:\n', 'milestones.a');
    leaves('taken away from a missing map', 'id: x\n', 'milestones.a');
    leaves('in what is no map', 'milestones: words\n', 'milestones.a=x');
    leaves('in a list', 'milestones: [a]\n', 'milestones.a=x');
  });

  describe('an item of a map between braces', () => {
    edits('set', 'roles: { a: x, b: "y" } # who\n', 'roles.b=z', 'roles: { a: x, b: "z" } # who\n');
    edits('added', 'roles: {a: x}\n', 'roles.b=y, z', 'roles: {a: x, b: "y, z"}\n');
    edits('added before a last comma', 'roles: { a: x, }\n', 'roles.b=y', 'roles: { a: x, b: y, }\n');
    edits('taken away first', 'roles: { a: x, b: y, c: z }\n', 'roles.a', 'roles: { b: y, c: z }\n');
    edits('taken away last', 'roles: { a: x, b: y }\n', 'roles.b', 'roles: { a: x }\n');
    edits('all taken away', 'roles: { a: x, b: y }\n', 'roles.a; roles.b', 'roles: {}\n');
    edits('all taken away, another added', 'roles: { a: x }\n', 'roles.a; roles.b=y', 'roles: { b: y }\n');
    edits('without a value', 'roles: { a, b: }\n', 'roles.a=x; roles.b=y', 'roles: { a: x, b: y}\n');
    edits(
      'on several lines with comments',
      'roles: {\n  "a b": x, # one\n  c: y, # two\n  }\n',
      'roles.c=z',
      'roles: {\n  "a b": x, # one\n  c: z, # two\n  }\n',
    );
    leaves('none of those', 'roles: { a: x }\n', 'roles.b');
  });

  describe('nothing', () => {
    leaves('in front matter between braces', '{ id: x, status: y }\n', 'status=closed');
    leaves('in a list', '- a\n', 'status=closed');
    leaves('in words', 'words\n', 'status=closed');
    leaves('where it cannot be read', 'status: "x\n', 'status=closed');
    leaves('where it could not be read afterwards', 'milestones:\n  a: x\n', 'milestones.__proto__=x');
    leaves('in a map whose keys have question marks', 'roles:\n  ? a\n  : x\n', 'roles.b=y');
  });

  describe('writes', () => {
    const cases: [string | string[], string][] = [
      ['SEV-1', 'SEV-1'],
      ['', '""'],
      ['@dana', '"@dana"'],
      ['2026-11-20T14:50:00Z', '2026-11-20T14:50:00Z'],
      ['2026-11-20', '2026-11-20'],
      ['true', '"true"'],
      ['007', '"007"'],
      ['null', '"null"'],
      ['- a', '"- a"'],
      ['a #b', '"a #b"'],
      ['#inc', '"#inc"'],
      ['a: b', '"a: b"'],
      ['say "hi"', 'say "hi"'],
      [' a ', '" a "'],
      [' ', '" "'],
      ['a\u00a0', '"a\u00a0"'],
      ['a\nb', '"a\\nb"'],
      ['a\r---\rb', '"a\\r---\\rb"'],
      ['a\u2028---\u2028b', '"a\\u2028---\\u2028b"'],
      ['\ufeffa', '"\\ufeffa"'],
      [['@a'], '"@a"'],
      [['a', 'b, c'], '[a, "b, c"]'],
      [[], '[]'],
    ];
    for (const [value, line] of cases) {
      it(JSON.stringify(value), () => assert.equal(written(value), line));
    }
    it('long lists and texts on one line', () => {
      for (const value of [
        Array.from({ length: 20 }, (_, index) => `@somebody-${index}`),
        'many words '.repeat(40),
        `${'a'.repeat(50)}\n${'b'.repeat(50)}`,
      ]) {
        const text = `---\ntitle: ${written(value)}\nimpact: x\n---\n`;
        assert.deepEqual((readFrontMatter(text).document!.toJS() as { title: unknown }).title, value);
        assert.equal(text.split('\n').length, 5);
      }
    });
  });
});
