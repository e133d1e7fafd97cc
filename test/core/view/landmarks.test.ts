import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { landmarks } from '../../../src/core/view/landmarks';

const TEXT = `## Timeline

- 2026-11-20T14:50:00Z @lee TL: before it
- 2026-11-20T15:02:00Z @lee MILESTONE declared:
- 2026-11-20T15:04:00Z @lee SEVERITY SEV-1: was SEV-2, all users
- 2026-11-20T15:05:00Z @kim UPDATE customer: we're
  looking into it
- [ ] 2026-11-20T16:14:30Z @kim TODO: mail them
`;

describe('the landmarks of a timeline', () => {
  it('are milestones, severities, roles, and updates, with their local time and words', () => {
    const found = landmarks(readRecord(TEXT), { now: Date.UTC(2026, 10, 20, 17), zone: 'Asia/Kolkata' });
    assert.deepEqual(
      found.map(({ name, detail, start, end }) => [name, detail, TEXT.slice(start, end).length > 40]),
      [
        ['declared', '20:32', true],
        ['severity SEV-1', '20:34 was SEV-2, all users', true],
        ['update customer', "20:35 we're looking into it", true],
      ],
    );
  });

  it('are none if there is no timeline', () => {
    assert.deepEqual(landmarks(readRecord('# A page\n'), { now: 0, zone: 'UTC' }), []);
  });
});
