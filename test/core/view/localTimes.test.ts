import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { entryTimes, localTimes } from '../../../src/core/view/localTimes';

const TEXT = `---
milestones:
  declared: 2026-11-20T15:02:00Z
---
## Timeline

- 2026-11-20T14:50:00Z @lee TL: before it
- 2026-11-20T15:02:00Z @lee MILESTONE declared:
- [ ] 2026-11-20T16:14:30Z @kim TODO: mail a@b.example
`;
const record = readRecord(TEXT);
const frame = { now: Date.UTC(2026, 10, 20, 17), zone: 'Asia/Kolkata' };

describe('local times', () => {
  it('are shown before the author: the local time, and the time since the declaration', () => {
    const found = localTimes(record, 0, TEXT.length, frame);
    assert.deepEqual(
      found.map(({ words }) => words),
      ['20:20 −12 min', '20:32 +0 min', '21:44 +1 h 12 min'],
    );
    assert.ok(found.every(({ at }) => /^@(?:lee|kim) /.test(TEXT.slice(at))));
  });

  it('have the date where the day is another one', () => {
    const [first] = localTimes(record, 0, TEXT.length, { ...frame, now: Date.UTC(2026, 10, 22) });
    assert.equal(first!.words, '2026-11-20 20:20 −12 min');
  });

  it('are only those between two offsets', () => {
    const from = TEXT.indexOf('- 2026-11-20T15:02');
    assert.equal(localTimes(record, from, from + 5, frame).length, 1);
  });

  it('are said in both zones for one entry, with the time since the one before', () => {
    const head = TEXT.indexOf('16:14');
    assert.deepEqual(entryTimes(record, head, frame), [
      '21:44:30 IST = 16:14:30 UTC',
      '@kim',
      '1 h 12 min after the declaration',
      '1 h 12 min after the entry before it',
    ]);
    assert.equal(entryTimes(record, TEXT.indexOf('## Timeline'), frame), undefined);
  });
});
