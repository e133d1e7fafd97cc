/**
 * Times that people type, and how an instant is shown back to them. Knows midnight and daylight saving time; `timeHead.ts` has
 * the grammar, and `now` (milliseconds since the epoch) and `zone` (an IANA name) come from the caller. Refuses what can't be
 * known.
 */

import { DateTime, FixedOffsetZone, Info } from 'luxon';
import { shortened } from '../text/flatText';
import { wholeSeconds } from './instant';
import { seemsToBeginWithTime } from './seemingTime';
import { readTimeHead, type TimeHead, type WrittenTime } from './timeHead';
import { zoneNameAt } from './timeZone';
import { type Direction, LOCALE, moment, nearest, onDay, timeOf, type TypedTime, zoneNamed } from './wallClock';
import type { WrittenDay } from './writtenDay';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';
import { say } from '../words/say';

export type { Direction, TypedTime } from './wallClock';

export interface LeadingTime {
  /** What follows the time; the whole text if there is no time or a problem. */
  readonly text: string;
  /** Milliseconds since the epoch, whole seconds; absent if the text doesn't begin with a time. */
  readonly instant?: number;
  /** Absent unless the text clearly begins with a time that can't be known. */
  readonly problem?: Reason;
  /** Says that a time seems to be there, if none was read. */
  readonly hint?: string;
}

interface Frame {
  readonly now: number;
  readonly zone: string;
}

const RELATIVE =
  /^([-+\u2212])\s*(?:(\d{1,5})\s*d)?\s*(?:(\d{1,5})\s*h)?\s*(?:(\d{1,5})\s*m(?:in)?)?\s*(?:(\d{1,5})\s*s)?$/i;
const SEPARATOR = /^(?:[:,;.|]|[^\S\n]+(?:[-:\u2013\u2014](?=\s|$)|[|\u00b7]))?\s*/;

/**
 * Reads the whole text as a time: `2026-11-20T15:02:00Z`, `-5m`, `+20m`, `5 min ago`, `now`, `14:03`, `2:03 PM`, `14:03 CET`,
 * `yesterday 23:50`, `Friday 9:00`, `20 Nov 14:03`, `2026-11-20 14:03 Europe/Berlin`. Without a zone of its own a time is local
 * in `zone`; with one, `yesterday` is that zone's. Only a bare time of day is searched for in `direction`; a date, a sign, or
 * an offset is taken at its word. A local time that exists twice is the latest that isn't in the future.
 */
export function readTypedTime(typed: string, frame: Frame & { readonly direction: Direction }): TypedTime {
  const text = typed.trim();
  const moved = /^now$/i.test(text) ? 0 : readDuration(text);
  if (moved !== undefined) {
    return { instant: wholeSeconds(frame.now + moved) };
  }
  const head = readTimeHead(text, true);
  if (!head || ('clock' in head.time && head.length < text.length)) {
    const code = frame.direction === 'next' ? 'notDeadline' : 'notTime';
    return { problem: reasonOf(CORE_SENTENCES, code, { typed: quoted(text) }) };
  }
  return resolveTime(head.time, frame, frame.direction, text);
}

/**
 * Splits a line that may begin with a time: `-5m rolled back`, `03:07 page came`, `14:03 CET page came`,
 * `9:34am - Emily found it`, `yesterday 23:50 first alert`, `Nov 20 14:03:22 host x`, RFC 3339. What only resembles one is
 * prose: `5 nodes down`, `-5 degrees`, `+20m users`, `10:00-11:00 was fine`, `25:10`. `10:00 to 11:00 was fine` is at 10:00. A
 * time alone leaves an empty text. A colon ends the time, so that `14:03: est` keeps its word.
 */
export function readLeadingTime(typed: string, frame: Frame): LeadingTime {
  const text = typed.trim();
  const head = readLeadingHead(text);
  if (!head) {
    return { text, ...(seemsToBeginWithTime(text) && { hint: hintFor(text) }) };
  }
  const read = resolveTime(head.time, frame, 'past', text.slice(0, head.length));
  return 'problem' in read ? { text, problem: read.problem } : { text: textBehind(text, head), instant: read.instant };
}

/** Returns the time that a line begins with, before it's known when now is; undefined if the line is prose. */
export function readLeadingHead(text: string): TimeHead | undefined {
  const head = readTimeHead(text);
  const isPlan = head && 'day' in head.time && head.time.day && 'days' in head.time.day && head.time.day.days > 0;
  return isPlan ? undefined : head;
}

/** Returns whether a text is, or begins with, a time that is only known by the minute: `14:03`, but not `14:03:22` or `-5m`. */
export function isByMinute(typed: string): boolean {
  const time = readTimeHead(typed.trim())?.time;
  return time !== undefined && 'clock' in time && !time.seconds;
}

/** Returns what follows the time at the start of a line; all of it where the time's words say more than the time. */
export function textBehind(text: string, { length, stays }: TimeHead): string {
  const rest = text.slice(length).replace(SEPARATOR, '');
  return stays ? text : text.startsWith('|') ? rest.replace(/\s*\|$/, '') : rest;
}

function hintFor(text: string): string {
  return say`No time was found in ${quoted(text, 24)}. To set one, start with a time such as 14:03.`;
}

/** `03:07 CET = 02:07 UTC`; with the date when it isn't today in `zone`, with seconds when there are some. */
export function describeInstant(instant: number, { zone, now }: Frame): string {
  const place = zoneNamed(zone) ?? FixedOffsetZone.utcInstance;
  const local = moment(instant, place);
  const universal = moment(instant, FixedOffsetZone.utcInstance);
  const name = zoneNameAt(instant, place);
  const here = `${dateUnless(moment(now, place), local)}${timeOf(local)} ${name}`;
  return name === 'UTC' ? here : `${here} = ${dateUnless(local, universal)}${timeOf(universal)} UTC`;
}

/** `03:21`, with its date if that isn't today's. */
export function localTime(instant: number, frame: Frame): string {
  return localClock(frame)(instant);
}

/** No zone changes its offset within a quarter of an hour of the clock, in milliseconds. */
const QUARTER = 900_000;

/** Returns the same for many instants of one frame: what a quarter of an hour has in common is asked for once. */
export function localClock({ zone, now }: Frame): (instant: number) => string {
  const place = zoneNamed(zone) ?? FixedOffsetZone.utcInstance;
  const today = moment(now, place);
  const quarters = new Map<number, { readonly date: string; readonly minutes: number }>();
  return (instant) => {
    const begins = Math.floor(instant / QUARTER) * QUARTER;
    let quarter = quarters.get(begins);
    if (!quarter) {
      const local = moment(begins, place);
      quarter = { date: dateUnless(today, local), minutes: local.hour * 60 + local.minute };
      quarters.set(begins, quarter);
    }
    const minutes = quarter.minutes + Math.floor((instant - begins) / 60_000);
    return `${quarter.date}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  };
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}

/** Milliseconds, negative for the past; absent if the text isn't a duration with a sign. */
function readDuration(text: string): number | undefined {
  const match = RELATIVE.exec(text);
  if (!match || !/\d/.test(text)) {
    return undefined;
  }
  const [days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return (match[1] === '+' ? 1 : -1) * (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** Returns the instant of a written time, or why it has none. `written` is told back. */
export function resolveTime(time: WrittenTime, frame: Frame, direction: Direction, written: string): TypedTime {
  if ('problem' in time) {
    return time;
  }
  if ('moved' in time) {
    return { instant: wholeSeconds(frame.now + time.moved) };
  }
  if (time.absolute && !time.zone) {
    return { problem: reasonOf(CORE_SENTENCES, 'noOffset', { typed: quoted(written) }) };
  }
  const zone = time.zone ?? Info.normalizeZone(frame.zone);
  if (!zone.isValid) {
    return { problem: reasonOf(CORE_SENTENCES, 'unknownLocalZone', { zone: frame.zone }) };
  }
  const today = moment(frame.now, zone).startOf('day');
  const { clock, day } = time;
  if (day === undefined) {
    return nearest(clock, today, frame.now, direction);
  }
  const meant = dayMeant(day, today, direction, (candidate) => {
    const read = onDay(clock, candidate, frame.now, direction);
    return 'instant' in read && (direction === 'past' ? read.instant <= frame.now : read.instant > frame.now);
  });
  return 'problem' in meant ? meant : onDay(clock, meant.day, frame.now, direction);
}

/** The day that was written, in the zone of `today`; of those without a year or a date the nearest that `fits`. */
export function dayMeant(
  day: WrittenDay,
  today: DateTime,
  direction: Direction,
  fits: (candidate: DateTime) => boolean,
): { day: DateTime } | { problem: Reason } {
  const sign = direction === 'past' ? -1 : 1;
  if ('days' in day) {
    return { day: today.plus({ days: day.days }) };
  }
  if (!('month' in day)) {
    const near = today.plus({ days: sign * ((7 + sign * (day.weekday - today.weekday)) % 7) });
    return { day: (day.last && near.hasSame(today, 'day')) || !fits(near) ? near.plus({ weeks: sign }) : near };
  }
  const inYear = (year: number) =>
    DateTime.fromObject({ year, month: day.month, day: day.day }, { zone: today.zone, locale: LOCALE });
  const years =
    day.year === undefined ? Array.from({ length: 9 }, (_, ahead) => today.year + sign * ahead) : [day.year];
  const dates = years.map(inYear).filter((date) => date.isValid);
  const meant = (day.year === undefined ? dates.find(fits) : undefined) ?? dates[0]!;
  return day.weekday === undefined || meant.weekday === day.weekday
    ? { day: meant }
    : {
        problem: reasonOf(CORE_SENTENCES, 'otherWeekday', {
          date: meant.toISODate() ?? '',
          weekday: meant.setLocale(LOCALE).weekdayLong ?? '',
        }),
      };
}

function dateUnless(known: DateTime, shown: DateTime): string {
  return known.toISODate() === shown.toISODate() ? '' : `${shown.toISODate()} `;
}

/** Returns a person's words inside a sentence, on one line and not too long for it. */
function quoted(text: string, longest = 40): string {
  return `"${shortened(text.replace(/\s+/g, ' '), longest)}"`;
}
