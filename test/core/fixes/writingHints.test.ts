/** Hints for writing: when there are any, what they're about, and what their fixes write. */
import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { applyEdits } from '../../../src/core/text/textEdit';
import { writingHints } from '../../../src/core/fixes/writingHints';

const FRAME = { now: Date.parse('2026-11-20T12:00:00Z'), author: 'dana' };
const HEAD = '- 2026-11-20T10:00:00Z @lee';
const recordOf = (lines: string, status = 'mitigated'): string =>
  `---\nformat: 1\nstatus: ${status}\n---\n\n## Timeline\n\n${lines}\n`;

/** What hints are about, and the timeline after the first fix of each. */
function hintsOf(lines: string, status?: string): { about: string[]; fixed: string[] } {
  const text = recordOf(lines, status);
  const hints = writingHints(readRecord(text), FRAME);
  const before = text.indexOf(lines);
  return {
    about: hints.map(({ start, end }) => text.slice(start, end)),
    fixed: hints.flatMap(({ fixes }) =>
      fixes.slice(0, 1).map(({ edits }) => applyEdits(text, edits).slice(before, -1)),
    ),
  };
}

describe('hints for writing', () => {
  for (const status of ['investigating', 'identified']) {
    it(`has none while the incident is ${status}`, () =>
      assert.deepEqual(hintsOf(`${HEAD} TL: human error, somehow`, status), { about: [], fixed: [] }));
  }

  it('notices words that blame, judge, or say little', () => {
    const { about } = hintsOf(`${HEAD} TL: Human error: we should have seen it, and it somehow grew`);
    assert.deepEqual(about, ['Human error', 'should have', 'somehow']);
  });

  it('offers a plain word where one fits everywhere', () => {
    const { fixed } = hintsOf(`${HEAD} TL: the deploy job failed to wait for the health check`);
    assert.deepEqual(fixed, [`${HEAD} TL: the deploy job didn't wait for the health check`]);
  });

  for (const quoted of [
    'the log says `failed to connect`',
    'it said "somehow"',
    'see https://example.com/human error'.replace(' ', '-'),
    'output:\n  ```\n  failed to connect, somehow\n  ```',
    'the stuffing, an etcd host, and a carelessness1',
  ]) {
    it(`leaves alone: ${quoted.split('\n')[0]}`, () => assert.deepEqual(hintsOf(`${HEAD} TL: ${quoted}`).about, []));
  }

  it('leaves a message that went out alone, and an entry that was retracted', () => {
    assert.deepEqual(hintsOf(`${HEAD} UPDATE internal: somehow it failed to start`).about, []);
    const retracted = `${HEAD} TL: somehow\n- 2026-11-20T10:01:00Z @lee RETRACT TL: 2026-11-20T10:00:00Z @lee`;
    assert.deepEqual(hintsOf(retracted).about, []);
  });

  it('asks for the owner, the date, and the verb of a follow-up', () => {
    const todo = HEAD.replace('- ', '- [ ] ');
    assert.deepEqual(hintsOf(`${todo} TODO: alert on an empty load balancer`).fixed, [
      `${todo} TODO: Add alert on an empty load balancer`,
      `${todo} TODO: alert on an empty load balancer (owner @dana)`,
      `${todo} TODO: alert on an empty load balancer (due 2026-12-04)`,
    ]);
    assert.deepEqual(hintsOf(`${todo} TODO: Read the key from the vault (owner @jo, due 2026-11-27)`).about, []);
    assert.deepEqual(hintsOf(`${todo} TODO: We should page on it (owner @jo, due 2026-11-27)`).fixed, [
      `${todo} TODO: Page on it (owner @jo, due 2026-11-27)`,
    ]);
    assert.deepEqual(hintsOf(`${todo} TODO: Better docs (owner @jo, due 2026-11-27)`).fixed, [
      `${todo} TODO: Build better docs (owner @jo, due 2026-11-27)`,
    ]);
  });

  it('leaves a follow-up alone that is done', () =>
    assert.deepEqual(hintsOf(`${HEAD.replace('- ', '- [x] ')} TODO: alert on it`).about, []));
});
