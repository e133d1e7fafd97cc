/** Texts that are dear to a careless reader are used to their end; `npm run bench -- hostile` holds what that costs. */
import assert from 'node:assert/strict';
import { normaliseText } from '../../src/core/text/plainText';
import { readRecord } from '../../src/core/record/record';
import { hostiles, PLACES } from '../bench/hostile';
import { refreshesOf } from '../bench/hostileDrafts';
import { usesOf } from '../bench/hostileRecords';

/** Short enough for a quick test; a step that is worse than quadratic does not end here either. */
const LENGTH = 20_000;

describe('20 kB', () => {
  for (const { name, text } of hostiles) {
    for (const [place, around] of Object.entries(PLACES)) {
      it(`of ${name} in ${place} is read, drafted from and edited`, () => {
        const whole = around(text, LENGTH);
        const record = readRecord(whole);
        assert.equal(record.text, whole);
        const { insert, ...others } = usesOf(record);
        assert.match(insert(), /^- 2026-11-20T15:02:00Z @dana TL: added$/m);
        Object.values(others).forEach((use) => use());
      });
    }
    it(`of ${name} in a postmortem or a template is merged and read`, () =>
      Object.values(refreshesOf(text(LENGTH))).forEach((use) => use()));
    it(`of ${name} is normalised`, () => {
      const kept = normaliseText(text(LENGTH));
      assert.equal(normaliseText(kept), kept);
    });
  }
});
