import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatInstant } from '../../src/core/time/instant';
import { describeInstant, readLeadingTime, readTypedTime } from '../../src/core/time/typedTime';
import { readPastedLines } from '../../src/core/paste/pastedLines';
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

/** A time as somebody may write it: a day, a time of day, a zone, each in any of its forms. */
const written = fc
  .tuple(
    fc.constantFrom(
      '',
      'today ',
      'Yesterday at ',
      'Friday ',
      '2026-11-20 ',
      '20.11.2026 ',
      '20. Nov. ',
      'Nov 20, 2026, ',
    ),
    fc.constantFrom('14:03', '2:03 PM', '2:03\u202fpm', '2 p.m.', '14:03:22', '14:03:22,123', '17:14pm', '0:05'),
    fc.constantFrom(
      '',
      ' CET',
      'UTC',
      ' (UTC)',
      ' pst',
      ' PT',
      ' +0200',
      ' -05:00',
      ' UTC+5:30',
      ' Asia/Tokyo',
      ' IST',
    ),
  )
  .map((parts) => parts.join(''));

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
          assert.ok('problem' in read ? read.problem.whole.endsWith('.') : read.instant % 1000 === 0);
        }
        const leading = readLeadingTime(text, { now, zone });
        assert.ok(text.includes(leading.text));
        assert.ok(leading.instant === undefined || leading.instant % 1000 === 0);
      },
    ),
  );

  law(
    'is the same in the box, as an argument, and on the clipboard, or a question',
    200,
    fc.property(written, now, zone, (text, now, zone) => {
      const leading = readLeadingTime(`${text} x`, { now, zone });
      const typed = readTypedTime(text, { now, zone, direction: 'past' });
      const { lines, warnings } = readPastedLines(`${text} x`, { now, zone });
      if (leading.instant === undefined) {
        assert.ok(leading.problem ?? leading.hint);
        assert.ok(warnings.length > 0);
      } else {
        assert.equal(leading.text, 'x');
        assert.deepEqual(typed, { instant: leading.instant });
        assert.deepEqual(
          lines.map((line) => [line.instant, line.text]),
          [[leading.instant, 'x']],
        );
      }
    }),
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
