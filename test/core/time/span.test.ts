import assert from 'node:assert/strict';
import { formatInstant, readInstant } from '../../../src/core/time/instant';
import { DAYS, endOfSpan, isOffHours, readSpan, type Day } from '../../../src/core/time/span';

function ms(instant: string): number {
  const read = readInstant(instant);
  return 'instant' in read ? read.instant : NaN;
}

const WEEK = DAYS.slice(0, 5);

function ends(start: string, span: string, zone: string, expected: string, days: readonly Day[] = WEEK) {
  it(`${span} after ${start} in ${zone} is ${expected}`, () => {
    assert.equal(formatInstant(endOfSpan(ms(start), readSpan(span), zone, days)), expected);
  });
}

function offHours(instant: string, zone: string, expected: boolean) {
  it(`${instant} in ${zone} is ${expected ? 'off hours' : 'in working hours'}`, () => {
    assert.equal(isOffHours(ms(instant), zone, { from: '08:00', to: '18:00', days: WEEK }), expected);
  });
}

describe('a span', () => {
  // The 20th of November 2026 is a Friday.
  ends('2026-11-20T15:00:00Z', '48 hours', 'Europe/Berlin', '2026-11-22T15:00:00Z');
  ends('2026-11-20T15:00:00Z', '90 minutes', 'UTC', '2026-11-20T16:30:00Z');
  ends('2026-11-20T15:00:00Z', '1 minute', 'UTC', '2026-11-20T15:01:00Z');
  ends('2026-11-20T15:00:00Z', '1 working day', 'UTC', '2026-11-23T23:59:59Z');
  ends('2026-11-20T15:00:00Z', '2 working days', 'UTC', '2026-11-24T23:59:59Z');
  ends('2026-11-20T15:00:00Z', '5 working days', 'UTC', '2026-11-27T23:59:59Z');
  ends('2026-11-20T15:00:00Z', '11 working days', 'UTC', '2026-12-07T23:59:59Z');
  ends('2026-11-21T15:00:00Z', '1 working day', 'UTC', '2026-11-23T23:59:59Z');
  ends('2026-11-22T23:30:00Z', '1 working day', 'UTC', '2026-11-23T23:59:59Z');
  // In Berlin it is Monday already.
  ends('2026-11-22T23:30:00Z', '1 working day', 'Europe/Berlin', '2026-11-24T22:59:59Z');
  ends('2026-11-19T15:00:00Z', '1 working day', 'UTC', '2026-11-22T23:59:59Z', ['sunday', 'monday']);
  ends('2026-11-20T15:00:00Z', '9999 working days', 'UTC', '2065-03-19T23:59:59Z');
  // A day keeps its time of day over the end of daylight saving time.
  ends('2026-10-24T12:00:00Z', '1 day', 'Europe/Berlin', '2026-10-25T13:00:00Z');
  ends('2026-11-20T15:00:00Z', '7 days', 'No/Where', '2026-11-27T15:00:00Z');

  offHours('2026-11-20T15:00:00Z', 'UTC', false);
  offHours('2026-11-20T15:00:00Z', 'Asia/Tokyo', true);
  offHours('2026-11-20T07:59:59Z', 'UTC', true);
  offHours('2026-11-20T08:00:00Z', 'UTC', false);
  offHours('2026-11-20T18:00:00Z', 'UTC', true);
  offHours('2026-11-21T12:00:00Z', 'UTC', true);
  offHours('2026-11-20T12:00:00Z', 'No/Where', false);
});
