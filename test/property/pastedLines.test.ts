import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPastedLines } from '../../src/core/paste/pastedLines';
import { law, laws } from './law';

const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
/** 1990 to 2060. */
const now = fc.integer({ min: 631_152_000_000, max: 2_840_140_800_000 });

const line = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '14:03 a',
    '[23:58] lee: b',
    '00:02 <lee> c',
    '-5m d',
    'yesterday 9:00 e',
    '```',
    '14:03 CST f',
    '02:30 g',
    '',
  ),
);

function clock(instant: number): string {
  return new Date(instant).toISOString().slice(11, 16);
}

laws('pasted lines, whatever is pasted', () => {
  law(
    'gives whole seconds and texts that were pasted',
    100,
    fc.property(fc.array(line), now, zone, (lines, now, zone) => {
      for (const { instant, text } of readPastedLines(lines.join('\n'), { now, zone }).lines) {
        assert.equal(Math.abs(instant % 1000), 0);
        assert.notEqual(text, '');
      }
    }),
  );

  const steps = fc.array(fc.integer({ min: 0, max: 9 * 60 }), { minLength: 1, maxLength: 12 });
  law(
    'gives lines in order back their instants',
    50,
    fc.property(now, steps, (now, steps) => {
      const last = Math.floor(now / 60_000) * 60_000;
      const instants = steps.reduceRight<number[]>((later, step) => [(later[0] ?? last) - step * 60_000, ...later], []);
      const instantsToNow = [...instants, last];
      const text = instantsToNow.map((instant) => `${clock(instant)} x`).join('\n');
      assert.deepEqual(
        readPastedLines(text, { now, zone: 'UTC' }).lines.map(({ instant }) => instant),
        instantsToNow,
      );
    }),
  );
});
