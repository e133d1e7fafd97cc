import assert from 'node:assert/strict';
import { mergePostmortems } from '../../../src/core/merge/postmortemVersions';

const draft = (front: string, rows: string[], words = '_What helped?_'): string =>
  `${front}# Postmortem\n\n## Timeline\n\n| Time | What |\n| --- | --- |\n${rows.join('\n')}\n\n## What went well\n\n${words}\n`;

function merge(base: string | undefined, ours: string, theirs: string) {
  const merged = mergePostmortems(base, ours, theirs);
  if (!('problem' in merged)) {
    assert.deepEqual(mergePostmortems(base, theirs, ours), merged);
  }
  return 'problem' in merged ? merged : { text: merged.text, said: merged.findings.map(({ code }) => code) };
}

describe('two versions of a postmortem', () => {
  const [a, b, c, d] = ['| 15:00 | a |', '| 15:01 | b |', '| 15:02 | c |', '| 15:03 | d |'] as [
    string,
    string,
    string,
    string,
  ];
  const card = '---\nstatus: draft\nbase: 1234567\n---\n';

  it('have the rows and the words of both', () => {
    const base = draft(card, [a, b]);
    const merged = merge(base, draft(card, [a, b, c], 'The pager.'), draft(card.replace('draft', 'final'), [a, d]));
    assert.deepEqual(merged, { text: draft(card.replace('draft', 'final'), [a, c, d], 'The pager.'), said: [] });
    assert.deepEqual(merge(base, base, 'x'), { text: 'x', said: [] });
  });

  it('say where both changed the same', () => {
    const base = draft(card, [a]);
    const merged = merge(
      base,
      draft(card.replace('draft', 'a'), [a], 'one'),
      draft(card.replace('draft', 'b'), [a], 'two'),
    );
    assert.deepEqual('said' in merged && merged.said, ['fieldChangedTwice', 'linesChangedTwice']);
  });

  it('may have no front matter, and none in common', () => {
    assert.deepEqual(merge(undefined, draft('', [a]), draft('', [a, b])), { text: draft('', [a, b]), said: [] });
    assert.deepEqual(merge(draft('', [a]), draft(card, [a]), draft('', [a, b])), {
      text: draft(card, [a, b]),
      said: [],
    });
    assert.deepEqual(merge(undefined, draft(card, [a]), draft('', [a, b])), { text: draft(card, [a, b]), said: [] });
    assert.deepEqual(merge(draft('', [a]), draft(card, [a]), draft(card.replace('draft', 'b'), [a])), {
      text: draft(card.replace('draft', 'b'), [a]),
      said: ['fieldChangedTwice'],
    });
  });

  it('are left alone where one cannot be read', () => {
    const broken = draft('---\na: [\n---\n', [a]);
    assert.match(
      JSON.stringify(merge(draft('', [a]), broken, draft('', [b]))),
      /problem.*of the postmortem can't be read, so nothing was merged\. This isn't valid YAML/,
    );
  });
});
