import { strict as assert } from 'node:assert';
import { mergeAside } from '../../../src/core/fixes/asideMerge';

const HEAD = '---\nformat: 1\nid: 2026-11-20-x\ntitle: x\nstatus: investigating\n---\n# x\n\n## Timeline\n\n';
const line = (minute: number, words: string): string => `- 2026-11-20T15:0${minute}:00Z @lee TL: ${words}\n`;
const merged = (text: string, aside: string): string => {
  const result = mergeAside('2026-11-20-x/incident.md', text, aside, () => undefined);
  return 'text' in result ? result.text : result.problem.whole;
};

describe('a version of a record that was set aside', () => {
  const both = HEAD + line(1, 'one') + line(2, 'two') + line(3, 'three');
  const mine = HEAD + line(1, 'one') + line(2, 'two');
  const other = HEAD + line(1, 'one') + line(3, 'three');

  it('is merged when both can be read by now', () => assert.equal(merged(mine, other), both));

  it('is merged with the heading of its timeline mended', () => {
    const renamed = other.replace('## Timeline', '## Timeline (UTC+1)');
    for (const text of [merged(mine, renamed), merged(renamed, mine)]) {
      assert.match(text, /## Timeline\n\n\(UTC\+1\)\n[^]*TL: one\n.*TL: two\n.*TL: three\n/);
    }
  });

  it('is merged after an open fence was closed', () => {
    const text = merged(mine, other.replace(/(TL: one\n)/, '$1```\nlog\n'));
    assert.match(text, /TL: two\n[^]*TL: three\n/);
    assert.match(text, /```\nlog\n```\n/);
  });

  it('stays if there is nothing to mend', () => {
    assert.match(merged(mine, 'nothing of a record\n'), /can't be read/);
  });
});
