import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { withArrivals } from '../../../src/core/view/incomingEntries';

const MINUTE = 60_000;
const record = (...lines: string[]) => readRecord(`## Timeline\n\n${lines.map((line) => `${line}\n`).join('')}`);

describe('entries that came in', () => {
  const first = '- 2026-11-20T15:02:00Z @lee TL: the first';
  const second = '- [ ] 2026-11-20T15:01:00Z @kim TODO: a late one';

  it('are none at the first look', () => {
    assert.equal(withArrivals(undefined, record(first), 0).at.size, 0);
  });

  it('are known for ten minutes, wherever they are in the timeline', () => {
    const before = withArrivals(undefined, record(first), 0);
    const fresh = withArrivals(before, record(second, first), MINUTE);
    assert.deepEqual([...fresh.at.values()], [MINUTE]);
    assert.equal(withArrivals(fresh, record(second, first), 10 * MINUTE).at.size, 1);
    assert.equal(withArrivals(fresh, record(second, first), 11 * MINUTE).at.size, 0);
  });

  it("aren't made new by a tick", () => {
    const before = withArrivals(undefined, record(second), 0);
    assert.equal(withArrivals(before, record(second.replace('[ ]', '[x]')), MINUTE).at.size, 0);
  });
});
