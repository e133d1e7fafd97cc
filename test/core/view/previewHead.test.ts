import assert from 'node:assert/strict';
import { previewHead } from '../../../src/core/view/previewHead';

const frame = { now: Date.UTC(2026, 10, 20, 17), zone: 'Asia/Kolkata' };

describe('the head of an entry in the preview', () => {
  it('has the local time, both zones, the author, and the kind', () => {
    const item = '2026-11-20T15:02:00Z @lee MILESTONE declared: customers report it\nand more';
    assert.deepEqual(previewHead(item, frame), {
      box: '',
      instant: '2026-11-20T15:02:00Z',
      time: '20:32',
      zones: '20:32 IST = 15:02 UTC',
      author: 'lee',
      kind: 'MILESTONE',
      qualifier: 'declared',
      important: false,
      length: '2026-11-20T15:02:00Z @lee MILESTONE declared:'.length,
    });
  });

  it('keeps the box of a follow-up', () => {
    const item = '[x] 2026-11-20T15:02Z @lee TODO: alert on it';
    const head = previewHead(item, frame);
    assert.equal(head?.box, '[x] ');
    assert.equal(item.slice(head?.length), ' alert on it');
  });

  it('is the same for a time that was written in another offset', () => {
    assert.equal(previewHead('2026-11-20T16:02:00+01:00 @lee TL: seen', frame)?.instant, '2026-11-20T15:02:00Z');
  });

  for (const item of ['', 'a plain item', '[ ] a step', '2026-11-20 a day', '2026-11-20T15:02:00 @lee TL: no offset']) {
    it(`isn't in "${item}"`, () => assert.equal(previewHead(item, frame), undefined));
  }
});
