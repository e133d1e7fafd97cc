import assert from 'node:assert/strict';
import { formatInstant, readInstant } from '../../../src/core/time/instant';
import { describeInstant, type Direction, readLeadingTime, readTypedTime } from '../../../src/core/time/typedTime';

/** A Friday, 16:02:30 in Berlin (CET). */
const NOW = '2026-11-20T15:02:30Z';
const BERLIN = 'Europe/Berlin';

interface Frame {
  readonly now?: string;
  readonly zone?: string;
  readonly direction?: Direction;
}

function ms(instant: string): number {
  const read = readInstant(instant);
  return 'instant' in read ? read.instant : NaN;
}

function reads(typed: string, expected: string, { now = NOW, zone = BERLIN, direction = 'past' }: Frame = {}) {
  it(`${typed} is ${expected} (${direction}, ${zone}, ${now})`, () => {
    const read = readTypedTime(typed, { now: ms(now) + 700, zone, direction });
    assert.equal('instant' in read ? formatInstant(read.instant) : read.problem, expected);
    assert.equal('instant' in read && Math.abs(read.instant % 1000), 0);
  });
}

function refuses(typed: string, problem: RegExp, { now = NOW, zone = BERLIN, direction = 'past' }: Frame = {}) {
  it(`refuses ${JSON.stringify(typed)}: ${problem.source}`, () => {
    const read = readTypedTime(typed, { now: ms(now), zone, direction });
    assert.ok('problem' in read, JSON.stringify(read));
    assert.match(read.problem.whole, problem);
    assert.match(read.problem.whole, /\.$/);
  });
}

/** `at` absent: prose that is logged as it is. */
function leads(typed: string, text: string, at?: string, { now = NOW, zone = BERLIN }: Frame = {}) {
  it(`${JSON.stringify(typed)} is ${JSON.stringify(text)} at ${at ?? 'the moment'}`, () => {
    const read = readLeadingTime(typed, { now: ms(now), zone });
    assert.equal(read.problem, undefined);
    assert.equal(read.text, text);
    assert.equal(read.instant === undefined ? undefined : formatInstant(read.instant), at);
  });
}

function leadsRefused(typed: string, problem: RegExp) {
  it(`${JSON.stringify(typed)} begins with a time that cannot be known`, () => {
    const read = readLeadingTime(typed, { now: ms(NOW), zone: BERLIN });
    assert.equal(read.instant, undefined);
    assert.equal(read.text, typed);
    assert.match(read.problem!.whole, problem);
  });
}

function describes(instant: string, expected: string, zone = BERLIN) {
  it(`${instant} is told as ${expected}`, () => {
    assert.equal(describeInstant(ms(instant), { zone, now: ms(NOW) }), expected);
  });
}

describe('typedTime', () => {
  describe('RFC 3339', () => {
    reads('2026-11-20T15:02:00Z', '2026-11-20T15:02:00Z');
    reads(' 2026-11-20t16:02:07.9+01:00 ', '2026-11-20T15:02:07Z');
    reads('2031-01-01T00:00Z', '2031-01-01T00:00:00Z');
    refuses('2026-11-20T15:02:00', /^"2026-11-20T15:02:00" has no offset/);
    refuses('2026-02-30T15:02:00Z', /There is no 2026-02-30/);
    refuses('2026-11-20T15', /isn't a time/);
  });

  describe('before and after now', () => {
    reads('-5m', '2026-11-20T14:57:30Z');
    reads('+20m', '2026-11-20T15:22:30Z');
    reads('-1h30m', '2026-11-20T13:32:30Z');
    reads('\u22125 min', '2026-11-20T14:57:30Z');
    reads('-90s', '2026-11-20T15:01:00Z');
    reads('-2d', '2026-11-18T15:02:30Z');
    reads('- 1H 2M', '2026-11-20T14:00:30Z');
    reads('now', '2026-11-20T15:02:30Z');
    refuses('-', /^"-" isn't a time/);
    refuses('-5', /isn't a time/);
    refuses('5m', /isn't a time. Use one such as -5m, 14:03/);
    refuses('5m', /isn't a time. Use one such as \+20m, 14:30/, { direction: 'next' });
  });

  describe('a time of day', () => {
    reads('14:03', '2026-11-20T13:03:00Z');
    reads('14:03:22', '2026-11-20T13:03:22Z');
    reads('16:02', '2026-11-20T15:02:00Z');
    reads('16:03', '2026-11-19T15:03:00Z');
    reads('3:07pm', '2026-11-20T14:07:00Z');
    reads('3:07 a.m.', '2026-11-20T02:07:00Z');
    reads('3 PM', '2026-11-20T14:00:00Z');
    reads('12:00am', '2026-11-19T23:00:00Z');
    reads('12pm', '2026-11-20T11:00:00Z');
    reads('0:05', '2026-11-19T23:05:00Z');
    reads('14:03', '2026-11-21T13:03:00Z', { direction: 'next' });
    reads('16:03', '2026-11-20T15:03:00Z', { direction: 'next' });
    reads('16:02', '2026-11-21T15:02:00Z', { direction: 'next' });
    reads('23:58', '2026-11-19T22:58:00Z', { now: '2026-11-19T23:02:00Z' });
    reads('14:03', '2026-11-20T08:18:00Z', { zone: 'Asia/Kathmandu' });
    refuses('24:00', /"24:00" isn't a time/);
    refuses('14:60', /isn't a time/);
    refuses('14:03:60', /isn't a time/);
    reads('14:03pm', '2026-11-20T13:03:00Z');
    reads('0:03am', '2026-11-19T23:03:00Z');
    refuses('14:03am', /isn't a time/);
    refuses('soon', /^"soon" isn't a time. Use one such as -5m/);
    refuses('', /"" isn't a time/);
    refuses(`${'x'.repeat(50)}\ny`, /"x{39}…" isn't a time/);
    refuses('14:03', /Unknown time zone "Mars\/Base"/, { zone: 'Mars/Base' });
  });

  describe('with a zone', () => {
    reads('14:03 CET', '2026-11-20T13:03:00Z');
    reads('14:03 cest', '2026-11-20T12:03:00Z');
    reads('14:03 UTC', '2026-11-20T14:03:00Z');
    reads('14:03Z', '2026-11-20T14:03:00Z');
    reads('14:03 WEST', '2026-11-20T13:03:00Z');
    reads('10:03 EST', '2026-11-19T15:03:00Z');
    reads('14:03+02:00', '2026-11-20T12:03:00Z');
    reads('14:03 +0530', '2026-11-20T08:33:00Z');
    reads('14:03 UTC-2', '2026-11-19T16:03:00Z');
    reads('16:03 UTC', '2026-11-19T16:03:00Z');
    reads('9:59 America/New_York', '2026-11-20T14:59:00Z');
    reads('14:03 europe/berlin', '2026-11-20T13:03:00Z');
    reads('14:03 CET', '2026-07-01T13:03:00Z', { now: '2026-07-01T15:00:00Z' });
    refuses(
      '14:03 CST',
      /^"CST" could be several time zones. Use America\/Chicago \(-06:00\), Asia\/Shanghai .*, or America/,
    );
    refuses('14:03 ist', /Asia\/Kolkata \(\+05:30\), Europe\/Dublin .*, or Asia\/Jerusalem/);
    refuses('14:03 BST', /Europe\/London/);
    refuses(
      '14:03 XYZ',
      /^Unknown time zone "XYZ". Use an offset such as \+02:00, or a name such as Europe\/Berlin\.$/,
    );
    refuses('14:03 Mars/Base', /Unknown time zone "Mars\/Base"/);
    refuses('14:03 +15:00', /Unknown time zone "\+15:00"/);
    refuses('14:03 +01:75', /Unknown time zone/);
    refuses('14:03 page came', /isn't a time/);
  });

  describe('with a day', () => {
    reads('yesterday 23:50', '2026-11-19T22:50:00Z');
    reads('Yesterday  9:00 UTC', '2026-11-19T09:00:00Z');
    reads('yesterday 20:00 Asia/Tokyo', '2026-11-20T11:00:00Z');
    reads('tomorrow 9:00', '2026-11-21T08:00:00Z', { direction: 'next' });
    reads('2026-11-20 14:03', '2026-11-20T13:03:00Z');
    reads('2026-07-01 14:03', '2026-07-01T12:03:00Z');
    reads('2026-11-20 14:03:22 CEST', '2026-11-20T12:03:22Z');
    reads('2030-01-01 14:03 UTC', '2030-01-01T14:03:00Z');
    reads('0001-01-01 00:00 UTC', '0001-01-01T00:00:00Z');
    refuses('2026-02-29 14:03', /There is no 2026-02-29/);
    refuses('yesterday', /isn't a time/);
    refuses('yesterday 25:00', /isn't a time/);
  });

  describe('when the clocks change', () => {
    const spring = { now: '2026-03-29T01:10:00Z' }; // 03:10 CEST, 02:00 to 03:00 were skipped
    refuses('02:30', /^02:30 doesn't exist in Europe\/Berlin on 2026-03-29: the clocks were set forward/, spring);
    refuses('2026-03-29 02:30', /02:30 doesn't exist/);
    refuses('yesterday 02:30:15', /02:30:15 doesn't exist/, { now: '2026-03-30T08:00:00Z' });
    refuses('02:30', /on 2026-03-29/, { now: '2026-03-29T00:10:00Z', direction: 'next' });
    refuses('02:30', /on 2026-03-29/, { now: '2026-03-28T22:00:00Z', direction: 'next' });
    reads('02:30', '2026-03-28T01:30:00Z', { now: '2026-03-29T00:10:00Z' });
    reads('02:30', '2026-03-30T00:30:00Z', { ...spring, direction: 'next' });
    reads('02:30', '2026-03-30T00:30:00Z', { now: '2026-03-30T08:00:00Z' });
    // 02:30 is at 00:30Z (CEST) and again at 01:30Z (CET).
    reads('02:30', '2026-10-25T01:30:00Z', { now: '2026-10-25T08:00:00Z' });
    reads('02:30', '2026-10-25T00:30:00Z', { now: '2026-10-25T01:10:00Z' });
    reads('02:30', '2026-10-24T00:30:00Z', { now: '2026-10-25T00:10:00Z' });
    reads('02:30', '2026-10-25T00:30:00Z', { now: '2026-10-25T00:10:00Z', direction: 'next' });
    reads('02:30', '2026-10-25T01:30:00Z', { now: '2026-10-25T01:10:00Z', direction: 'next' });
    reads('02:30 CEST', '2026-10-25T00:30:00Z', { now: '2026-10-25T08:00:00Z' });
    reads('2026-10-25 02:30', '2026-10-25T01:30:00Z');
    reads('2027-10-31 02:30', '2027-10-31T00:30:00Z');
    reads('2025-10-26 02:30', '2025-10-26T01:30:00Z', { direction: 'next' });
    // Midnight itself is skipped in Cairo on 2026-04-24.
    refuses('00:30', /00:30 doesn't exist/, { zone: 'Africa/Cairo', now: '2026-04-24T05:00:00Z' });
    reads('23:30', '2026-04-23T21:30:00Z', { zone: 'Africa/Cairo', now: '2026-04-24T05:00:00Z' });
  });

  describe('at the start of a line', () => {
    leads('-5m rolled back', 'rolled back', '2026-11-20T14:57:30Z');
    leads('-1h30m: first alert', 'first alert', '2026-11-20T13:32:30Z');
    leads('03:07 page came', 'page came', '2026-11-20T02:07:00Z');
    leads('14:03 CET page came', 'page came', '2026-11-20T13:03:00Z');
    leads('14:03Z page came', 'page came', '2026-11-20T14:03:00Z');
    leads('14:03 UTC, page came', 'page came', '2026-11-20T14:03:00Z');
    leads('14:03 +02:00 page came', 'page came', '2026-11-20T12:03:00Z');
    leads('9:59 America/New_York page came', 'page came', '2026-11-20T14:59:00Z');
    leads('yesterday 23:50 first alert', 'first alert', '2026-11-19T22:50:00Z');
    leads('2026-11-18 14:03 first alert', 'first alert', '2026-11-18T13:03:00Z');
    leads('2026-11-18T14:03:00Z first alert', 'first alert', '2026-11-18T14:03:00Z');
    leads('9:34am - Emily found a metric', 'Emily found a metric', '2026-11-20T08:34:00Z');
    leads('3 pm – all calm', 'all calm', '2026-11-20T14:00:00Z');
    leads('10:00 to 11:00 was fine', 'to 11:00 was fine', '2026-11-20T09:00:00Z');
    leads('14:03 page came\n  with a log', 'page came\n  with a log', '2026-11-20T13:03:00Z');
    leads('14:03\n- a list', '- a list', '2026-11-20T13:03:00Z');
    leads('14:03', '', '2026-11-20T13:03:00Z');
    leads('14:03 CET', '', '2026-11-20T13:03:00Z');
    leads('  -5m  ', '', '2026-11-20T14:57:30Z');
  });

  describe('prose that only resembles a time', () => {
    for (const prose of [
      '5 nodes down',
      '-5 degrees',
      '-5mm of rain',
      '-m is the flag',
      '-5m10h is odd',
      '- 5m of rain',
      '+20m users are affected',
      '10:00-11:00 was fine',
      '10:00 - 11:00 was fine',
      '16:9 is the ratio',
      '25:10 was the score',
      '14:03:99 is no time',
      '14:03am is odd',
      '::1 is not reachable',
      '127.0.0.1:8080 refuses',
      'yesterday it was fine',
      '2026-11-18 was fine',
      'now it works',
      '',
    ]) {
      leads(prose, prose);
    }
    leads('14:03: WEST region is down', 'WEST region is down', '2026-11-20T13:03:00Z');
    leads('14:03: est bien', 'est bien', '2026-11-20T13:03:00Z');
    leads('14:03 -5 degrees', '-5 degrees', '2026-11-20T13:03:00Z');
    leads('14:03 api/auth restarted', 'api/auth restarted', '2026-11-20T13:03:00Z');
    leads('14:03, ART team joined', 'ART team joined', '2026-11-20T13:03:00Z');
    leads('14:03 +2000 requests a second', '+2000 requests a second', '2026-11-20T13:03:00Z');
  });

  describe('a leading time that cannot be known', () => {
    leadsRefused('14:03 CST page came', /"CST" could be several time zones/);
    leadsRefused('2026-11-20T14:03:00 page came', /has no offset/);
    leadsRefused('2026-02-30 14:03 page came', /There is no 2026-02-30/);
    leadsRefused('2026-03-29 02:30 page came', /the clocks were set forward/);
    leadsRefused('14:03 UTC+19 page came', /Unknown time zone/);
    leadsRefused('14:03 WEST region is down', /"WEST" after the time could be the time zone WEST or a word/);
    leadsRefused('14:03 est bien', /put a colon after the time/);
    leadsRefused('14:03 ART team joined', /"ART" after the time/);
  });

  describe('an instant shown back', () => {
    describes('2026-11-20T02:07:00Z', '03:07 CET = 02:07 UTC');
    describes('2026-11-20T02:07:22Z', '03:07:22 CET = 02:07:22 UTC');
    describes('2026-11-19T22:50:00Z', '2026-11-19 23:50 CET = 22:50 UTC');
    describes('2026-11-19T23:30:00Z', '00:30 CET = 2026-11-19 23:30 UTC');
    describes('2026-07-01T12:00:00Z', '2026-07-01 14:00 CEST = 12:00 UTC');
    describes('2026-11-20T02:07:00Z', '02:07 UTC', 'UTC');
    describes('2026-11-20T02:07:00Z', '02:07 UTC', 'Mars/Base');
    describes('2026-11-20T12:07:00Z', '07:07 EST = 12:07 UTC', 'America/New_York');
    describes('2026-11-20T13:07:00Z', '00:07 AEDT = 2026-11-20 13:07 UTC', 'Australia/Sydney');
    describes('2026-11-20T12:07:00Z', '17:52 UTC+05:45 = 12:07 UTC', 'Asia/Kathmandu');
  });
});
