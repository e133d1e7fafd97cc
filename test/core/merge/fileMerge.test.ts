import assert from 'node:assert/strict';
import { isMergedFile, mergeArrived, mergeFile, resolveFiles, sentencePart } from '../../../src/core/merge/fileMerge';
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
    const resolved = resolveFiles(
      [
        { path, base: bytes(HEAD + A), ours: bytes(HEAD + A + B), theirs: bytes(HEAD + A + C) },
        { path: 'graph.bin', base: bytes('old'), theirs: foreign },
      ],
      statusesOf,
    );
    assert.ok(typeof resolved === 'object');
    assert.equal(textOf(resolved.get(path)), HEAD + A + B + C);
    assert.equal(resolved.get('graph.bin'), foreign);
  });

  it('that nobody can merge are named', () => {
    const sides = { base: bytes(HEAD), ours: bytes(HEAD + A), theirs: bytes(HEAD + B) };
    const said = (file: Partial<typeof sides> & { path: string }) => resolveFiles([{ ...sides, ...file }], statusesOf);
    assert.equal(said({ path: 'README.md' }), 'README.md was changed here and there, and is no record');
    for (const side of ['base', 'ours', 'theirs']) {
      assert.equal(said({ path, [side]: foreign }), `${path} was changed here and there, and is no record`);
    }
    const unreadable = said({ path, theirs: bytes(HEAD.replace('## Timeline', '## Time')) });
    assert.match(typeof unreadable === 'string' ? unreadable : '', /^the other version .*[^.]$/);
  });

  it('come to the text that is here, which keeps its own lines', () => {
    const arrived = { path, before: bytes(HEAD), after: bytes(HEAD + B) };
    assert.equal(mergeArrived(arrived, HEAD + A, statusAfter), HEAD + A + B);
    assert.equal(mergeArrived({ path, after: bytes(HEAD + B) }, HEAD + A, statusAfter), HEAD + A + B);
    const refused = (more: object) => () => mergeArrived({ ...arrived, ...more }, HEAD + A, statusAfter);
    assert.throws(refused({ before: foreign }), new Refusal('What came is not UTF-8.'));
    assert.throws(refused({ after: foreign }), new Refusal('What came is not UTF-8.'));
    assert.throws(refused({ after: bytes(HEAD.replace('## Timeline', '## Time')) }), Refusal);
  });

  it('have their sentences said as a part of another', () => {
    assert.equal(sentencePart('The other one.'), 'the other one');
    assert.equal(sentencePart('A record has unsaved edits.'), 'a record has unsaved edits');
    assert.equal(sentencePart('YAML is not read'), 'YAML is not read');
  });
});
