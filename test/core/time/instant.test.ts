import assert from 'node:assert/strict';
import { daysIn, formatInstant, readInstant, utc } from '../../../src/core/time/instant';

function reads(written: string, canonical: string) {
  it(`reads ${written}`, () => {
    const read = readInstant(written);
    assert.equal('instant' in read && formatInstant(read.instant), canonical);
  });
}

function refuses(written: string, problem: 'badInstant' | 'noOffset') {
  it(`refuses ${JSON.stringify(written)}`, () => assert.deepEqual(readInstant(written), { problem }));
}

describe('instant', () => {
  reads('2026-11-20T15:02:00Z', '2026-11-20T15:02:00Z');
  reads('2026-11-20t15:02:00z', '2026-11-20T15:02:00Z');
  reads('2026-11-20T15:02Z', '2026-11-20T15:02:00Z');
  reads('2026-11-20T16:02+01:00', '2026-11-20T15:02:00Z');
  reads('2026-11-20T09:32:10-05:30', '2026-11-20T15:02:10Z');
  reads('2026-11-20T15:02:00.999Z', '2026-11-20T15:02:00Z');
  reads('2026-11-20T15:02:00-00:00', '2026-11-20T15:02:00Z');
  reads('2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z');
  reads('2000-02-29T00:00:00Z', '2000-02-29T00:00:00Z');
  reads('2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z');
  reads('2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00Z');
  reads('0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z');
  reads('0099-12-31T23:59:59Z', '0099-12-31T23:59:59Z');
  reads('9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z');

  refuses('', 'badInstant');
  refuses('yesterday', 'badInstant');
  refuses('2026-11-20', 'badInstant');
  refuses('2026-11-20 15:02:00Z', 'badInstant');
  refuses('2026-11-20T15:02:00', 'noOffset');
  refuses('2026-11-20T15:02', 'noOffset');
  refuses('2026-02-29T00:00:00Z', 'badInstant');
  refuses('1900-02-29T00:00:00Z', 'badInstant');
  refuses('2026-04-31T00:00:00Z', 'badInstant');
  refuses('2026-00-10T00:00:00Z', 'badInstant');
  refuses('2026-13-10T00:00:00Z', 'badInstant');
  refuses('2026-11-00T00:00:00Z', 'badInstant');
  refuses('2026-11-20T24:00:00Z', 'badInstant');
  refuses('2026-11-20T23:60:00Z', 'badInstant');
  refuses('2026-11-20T23:59:61Z', 'badInstant');
  refuses('2026-11-20T23:59:00+24:00', 'badInstant');
  refuses('2026-11-20T23:59:00+01:60', 'badInstant');
  refuses('2026-11-20T23:59:00+0100', 'badInstant');
  refuses('2026-11-20T15:02:00Z\n', 'badInstant');
  refuses('0000-01-01T00:00:00+00:01', 'badInstant');
  refuses('9999-12-31T23:59:59-00:01', 'badInstant');

  it('cuts fractions of a second off', () => assert.equal(formatInstant(1999), '1970-01-01T00:00:01Z'));
  it('cuts them off before 1970 as well', () => assert.equal(formatInstant(-1), '1969-12-31T23:59:59Z'));
  it('writes each day as the built-in calendar does', () => {
    for (let at = utc(0, 1, 1, 0, 0, 0); at <= utc(9999, 12, 31, 23, 59, 59); at += 28.987654 * 86_400_000) {
      assert.equal(formatInstant(at), `${new Date(Math.floor(at)).toISOString().slice(0, 19)}Z`);
    }
  });
  it('counts like the built-in calendar', () => {
    for (const [year, month, day] of [
      [1970, 1, 1],
      [1969, 12, 31],
      [2000, 3, 1],
      [2026, 11, 20],
      [2100, 2, 28],
    ] as const) {
      assert.equal(utc(year, month, day, 1, 2, 3), Date.UTC(year, month - 1, day, 1, 2, 3));
    }
  });
  it('knows the days of each month', () => {
    assert.deepEqual(
      Array.from({ length: 12 }, (_, index) => daysIn(2026, index + 1)),
      [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31],
    );
  });
});
