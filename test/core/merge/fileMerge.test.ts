import assert from 'node:assert/strict';
import {
  isMergedFile,
  linkingFiles,
  mergeArrived,
  mergeFile,
  resolveFiles,
  type PartedFile,
} from '../../../src/core/merge/fileMerge';
import { relink, secondName } from '../../../src/core/merge/secondNames';
import { Refusal } from '../../../src/core/text/refusal';
import { statusAfter } from '../entryOf';

const HEAD = `---
format: 1
id: 2026-11-20-x
title: Log-in is broken
status: investigating
---
# [x] Log-in is broken

## Timeline

`;
const [A, B, C] = ['a', 'b', 'c'].map((name, minute) => `- 2026-11-20T15:0${minute}:00Z @${name} TL: ${name}\n`) as [
  string,
  string,
  string,
];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);
const path = 'incidents/2026-11-20-x/incident.md';
const statusesOf = () => statusAfter;
/** What becomes of them; a text is its own hash. */
function resolve(files: readonly PartedFile[]): ReadonlyMap<string, Uint8Array> {
  const resolved = resolveFiles(files, [], statusesOf, textOf);
  assert.ok(!('code' in resolved));
  return resolved;
}
const foreign = new Uint8Array([0x61, 0xff]);

describe('files of an incident', () => {
  it('are known by their names', () => {
    const known = ['incident.md', path, 'C:\\x\\postmortem.md', 'README.md', 'x/my-incident.md', 'incident.md/x'];
    assert.deepEqual(known.filter(isMergedFile), ['incident.md', path, 'C:\\x\\postmortem.md']);
  });

  it('are merged by what they are', () => {
    const record = mergeFile(path, HEAD + A, HEAD + A + B, HEAD + A + C, statusAfter);
    assert.equal('text' in record && record.text, HEAD + A + B + C);
    const postmortem = mergeFile('x/postmortem.md', '- a\n', '- a\n- b\n', '- a\n- c\n', statusAfter);
    assert.equal('text' in postmortem && postmortem.text, '- a\n- b\n- c\n');
  });

  it('that both sides changed become one, and one that only one side has is kept', () => {
    const resolved = resolve([
      { path, base: bytes(HEAD + A), ours: bytes(HEAD + A + B), theirs: bytes(HEAD + A + C) },
      { path: 'graph.bin', base: bytes('old'), theirs: foreign },
    ]);
    assert.equal(textOf(resolved.get(path)), HEAD + A + B + C);
    assert.equal(resolved.get('graph.bin'), foreign);
  });

  it('of no incident, that both sides changed, are named', () => {
    const sides = { base: bytes(HEAD), ours: bytes(HEAD + A), theirs: bytes(HEAD + B) };
    const said = resolveFiles([{ ...sides, path: 'README.md' }], [], statusesOf, textOf);
    assert.ok('code' in said);
    assert.equal(said.short, 'README.md was changed both here and on the remote');
  });

  describe('of one name', () => {
    const picture = 'incidents/2026-11-20-x/graph.png';
    const line = (author: string, text: string) => `- 2026-11-20T15:05:00Z @${author} TL: ${text}\n`;
    const sides: PartedFile[] = [
      { path: picture, ours: bytes('a'), theirs: bytes('b') },
      {
        path,
        base: bytes(HEAD + A),
        ours: bytes(HEAD + A + line('jo', 'see ![](graph.png)')),
        theirs: bytes(HEAD + A + line('lee', 'here [too](./graph.png "up")')),
      },
    ];
    const swapped = (files: readonly PartedFile[]) =>
      files.map(({ ours, theirs, ...file }) => ({
        ...file,
        ...(theirs && { ours: theirs }),
        ...(ours && { theirs: ours }),
      }));

    it('both survive, and the links in what the later one’s side added follow, whichever side merges', () => {
      const wanted = {
        [picture]: 'a',
        'incidents/2026-11-20-x/graph-b.png': 'b',
        [path]: HEAD + A + line('jo', 'see ![](graph.png)') + line('lee', 'here [too](./graph-b.png "up")'),
      };
      for (const files of [sides, swapped(sides)]) {
        const resolved = resolve(files);
        assert.deepEqual(Object.fromEntries([...resolved].map(([name, content]) => [name, textOf(content)])), wanted);
      }
    });

    it('make the record needed, where only one side has changed that', () => {
      const [files, [record]] = [[sides[0]!], [sides[1]!]];
      assert.deepEqual(linkingFiles(files), [path, 'incidents/2026-11-20-x/postmortem.md']);
      assert.deepEqual(linkingFiles(sides), [
        'incidents/2026-11-20-x/postmortem.md',
        'incidents/2026-11-20-x/imported.txt',
      ]);
      const linking = { ...record, ours: record.base!, theirs: record.theirs! };
      const resolved = resolveFiles(files, [linking], statusesOf, textOf);
      assert.ok(!('code' in resolved));
      assert.match(textOf(resolved.get(path)), /@lee TL: here \[too\]\(\.\/graph-b\.png "up"\)/);
    });

    it('that both sides already had, and changed otherwise, leave the links that were there', () => {
      const linked = HEAD + line('dana', '![](graph.png)');
      const resolved = resolve([
        { path: picture, base: bytes('old'), ours: bytes('a'), theirs: bytes('b') },
        { path, base: bytes(linked), ours: bytes(linked), theirs: bytes(linked + line('lee', '![](graph.png)')) },
      ]);
      assert.equal(textOf(resolved.get(path)), linked + line('lee', '![](graph-b.png)'));
    });

    it('get names that tell the kind of file still', () => {
      const named = ['x/a.png', 'x.y/a', 'x/.env', 'a.tar.gz', 'Makefile'].map((name) =>
        secondName(name, '0123456789'),
      );
      assert.deepEqual(named, [
        ...['x/a-01234567.png', 'x.y/a-01234567', 'x/.env-01234567', 'a.tar-01234567.gz', 'Makefile-01234567'],
      ]);
    });

    it('are found in every form of a link', () => {
      const names = [
        { from: 'a b.png', to: 'a b-1.png' },
        { from: 'evidence/log.txt', to: 'evidence/log-1.txt' },
      ];
      for (const [before, after] of [
        ['![](<a b.png>)', '![](<a b-1.png>)'],
        ['![](a%20b.png)', '![](a%20b-1.png)'],
        [
          '[x](evidence/log.txt#L3) and [y](./evidence/log.txt)',
          '[x](evidence/log-1.txt#L3) and [y](./evidence/log-1.txt)',
        ],
        ['  [1]: evidence/log.txt', '  [1]: evidence/log-1.txt'],
        ['<img src="a b.png">', '<img src="a b-1.png">'],
        ['evidence/log.txt, other/evidence/log.txt', 'evidence/log.txt, other/evidence/log.txt'],
        [
          '![](https://example.com/evidence/log.txt) ![](%E0%A4%A)',
          '![](https://example.com/evidence/log.txt) ![](%E0%A4%A)',
        ],
      ] as const) {
        assert.equal(relink(undefined, before, names), after);
      }
    });
  });

  it('that cannot be read are set aside, and hold up nothing else', () => {
    const broken = HEAD.replace('## Timeline', '## Time');
    const parted = { path, base: bytes(HEAD), ours: bytes(HEAD + A), theirs: bytes(broken + B) };
    const other = { ...parted, path: path.replace('-x', '-y'), theirs: bytes(HEAD + B) };
    for (const file of [parted, { ...parted, ours: parted.theirs, theirs: parted.ours }]) {
      const resolved = resolve([file, other]);
      assert.equal(textOf(resolved.get(path)), HEAD + A);
      assert.equal(textOf(resolved.get(other.path)), HEAD + A + B);
      const [aside] = [...resolved].filter(([name]) => ![path, other.path].includes(name));
      assert.match(aside![0], /^incidents\/2026-11-20-x\/incident-.+\.md$/s);
      assert.equal(textOf(aside![1]), broken + B);
    }
    // Both are bytes of something else: the one whose hash sorts later.
    const bin = resolve([{ path, ours: foreign, theirs: new Uint8Array([0xff]) }]);
    assert.deepEqual([...bin.values()], [foreign, new Uint8Array([0xff])]);
  });

  it('are added to the text that is here, which keeps its own lines', () => {
    const arrived = { path, before: bytes(HEAD), after: bytes(HEAD + B) };
    assert.equal(mergeArrived(arrived, HEAD + A, statusAfter), HEAD + A + B);
    assert.equal(mergeArrived({ path, after: bytes(HEAD + B) }, HEAD + A, statusAfter), HEAD + A + B);
    const refused = (more: object) => () => mergeArrived({ ...arrived, ...more }, HEAD + A, statusAfter);
    assert.throws(refused({ before: foreign }), { message: "The incoming version isn't UTF-8." });
    assert.throws(refused({ after: foreign }), { message: "The incoming version isn't UTF-8." });
    assert.throws(refused({ after: bytes(HEAD.replace('## Timeline', '## Time')) }), Refusal);
  });
});
