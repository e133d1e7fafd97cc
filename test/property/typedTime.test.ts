import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatInstant } from '../../src/core/time/instant';
import { describeInstant, readLeadingTime, readTypedTime } from '../../src/core/time/typedTime';
import { law, laws } from './law';

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
);
/** 1990 to 2060. */
const now = fc.integer({ min: 631_152_000_000, max: 2_840_140_800_000 });
const clock = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const near = fc.constantFrom(
  ' ',
  ':',
  '-',
  '+',
  'T',
  'Z',
  'pm',
  'm',
  'h',
  '1',
  '02',
  '14:03',
  'CET',
  'CST',
  '\n',
  'yesterday',
  '/',
);

const DAY = 86_400_000;

laws('typed times, whatever is typed', () => {
  law(
    'is an instant of whole seconds or a sentence',
    100,
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(near).map((parts) => parts.join('')),
      ),
      now,
      zone,
      (text, now, zone) => {
        for (const direction of ['past', 'next'] as const) {
          const read = readTypedTime(text, { now, zone, direction });
          assert.ok('problem' in read ? read.problem.endsWith('.') : read.instant % 1000 === 0);
        }
        const leading = readLeadingTime(text, { now, zone });
        assert.ok(text.includes(leading.text));
        assert.ok(leading.instant === undefined || leading.instant % 1000 === 0);
      },
    ),
  );

  law(
    'takes a time of day from the past day, or from the next one',
    100,
    fc.property(clock, now, zone, (text, now, zone) => {
      const past = readTypedTime(text, { now, zone, direction: 'past' });
      const next = readTypedTime(text, { now, zone, direction: 'next' });
      // A change of the clocks makes a day 25 hours long; Apia once had none at all.
      assert.ok('problem' in past || (past.instant <= now && past.instant > now - 2 * DAY));
      assert.ok('problem' in next || (next.instant > now && next.instant < now + 2 * DAY));
    }),
  );

  law(
    'reads back what it writes',
    100,
    fc.property(now, zone, (at, zone) => {
      const instant = Math.floor(at / 1000) * 1000;
      const read = readTypedTime(formatInstant(instant), { now: 0, zone, direction: 'past' });
      assert.deepEqual(read, { instant });
      const echo = describeInstant(instant, { zone, now: instant }).split(' = ').at(-1)!;
      assert.deepEqual(readTypedTime(echo, { now: instant, zone, direction: 'past' }), { instant });
    }),
  );
});
