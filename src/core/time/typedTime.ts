/**
 * Times that people type, and how an instant is told back to them. Knows the grammar, midnight and daylight saving time;
 * `now` (milliseconds since the epoch) and `zone` (an IANA name) are the caller's. What it cannot know it refuses.
 */

import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';
import { shortened } from '../text/flatText';
import { readInstant, wholeSeconds } from './instant';
import { looksLikeZone, readZone, zoneNameAt } from './timeZone';
import { type Clock, type Direction, LOCALE, moment, nearest, onDay, timeOf, type TypedTime } from './wallClock';

export type { Direction, TypedTime } from './wallClock';

export interface LeadingTime {
  /** What follows the time; the whole text where there is no time or a problem. */
  readonly text: string;
  /** Milliseconds since the epoch, whole seconds; absent when the text does not begin with a time. */
  readonly instant?: number;
  /** Absent unless the text clearly begins with a time that cannot be known. */
  readonly problem?: string;
}

interface Frame {
  readonly now: number;
  readonly zone: string;
}

/** A time of day, perhaps with a day before it and a zone after it, as it was written. */
interface Written {
  readonly clock: Clock;
  readonly day: string | undefined;
  readonly zone: string | undefined;
}

const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?`;
const PARTS = /^(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?: ?([ap])\.?m\.?)?$/i;
const DATE = String.raw`\d{4}-\d{2}-\d{2}`;
const MINUS = '[-\u2212]';

const ABSOLUTE = new RegExp(`^${DATE}[Tt]`);
const RELATIVE =
  /^([-+\u2212])\s*(?:(\d{1,5})\s*d)?\s*(?:(\d{1,5})\s*h)?\s*(?:(\d{1,5})\s*m(?:in)?)?\s*(?:(\d{1,5})\s*s)?$/i;
const ON_A_DAY = new RegExp(`^(?:(yesterday|tomorrow|${DATE})\\s+)?(${CLOCK})(?:\\s*(\\S+))?$`, 'i');

/** Where a time at the start of a line ends; `10:00-11:00` and `14:03:x` go on. */
const END = String.raw`(?=[:,;]?(?:\s|$))`;
const LEADING_ABSOLUTE = new RegExp(`^${DATE}[Tt]\\d\\S*?${END}`);
const LEADING_RELATIVE = new RegExp(`^${MINUS}(?:\\d{1,5}(?:d|h|min|m|s))+${END}`, 'i');
const LEADING_CLOCK = new RegExp(`^(?:(yesterday|${DATE})\\s+)?(${CLOCK})(Z?)${END}`, 'i');
const ZONE_WORD = new RegExp(`^[^\\S\\n]+(\\S*?)${END}`);
const RANGE = /^\s*[-\u2013\u2014]\s*\d{1,2}:\d{2}/;
const SEPARATOR = /^(?:[:,;]|[^\S\n]+[-\u2013\u2014](?=\s))?\s*/;

/**
 * Reads the whole text as a time: `2026-11-20T15:02:00Z`, `-5m`, `+20m`, `-1h30m`, `now`, `14:03`, `14:03:22`, `3:07pm`,
 * `14:03 CET`, `yesterday 23:50`, `tomorrow 9:00`, `2026-11-20 14:03 Europe/Berlin`. Without a zone of its own a time is
 * local in `zone`; with one, `yesterday` is that zone's. Only a bare time of day is searched for in `direction`; a date, a
 * sign or an offset is taken at its word. A local time that exists twice is the latest that is not in the future.
 */
export function readTypedTime(typed: string, frame: Frame & { readonly direction: Direction }): TypedTime {
  const text = typed.trim();
  if (ABSOLUTE.test(text)) {
    return readAbsolute(text);
  }
  const moved = /^now$/i.test(text) ? 0 : readDuration(text);
  if (moved !== undefined) {
    return { instant: wholeSeconds(frame.now + moved) };
  }
  const match = ON_A_DAY.exec(text);
  const clock = match ? readClock(match[2]!) : undefined;
  if (!match || !clock) {
    return { problem: `${quoted(text)} is no time: write for example -5m, 14:03, 14:03 CET or yesterday 23:50.` };
  }
  return resolve({ clock, day: match[1], zone: match[3] }, frame, frame.direction);
}

/**
 * Splits a line that may begin with a time: `-5m rolled back`, `03:07 page came`, `14:03 CET page came`,
 * `9:34am - Emily found it`, `yesterday 23:50 first alert`, RFC 3339. What only resembles one is prose: `5 nodes down`,
 * `-5 degrees`, `+20m users`, `10:00-11:00 was fine`, `25:10`. `10:00 to 11:00 was fine` is at 10:00. A time alone leaves
 * an empty text. Zones are read in capitals only, so that `14:03 est` keeps its word.
 */
export function readLeadingTime(typed: string, frame: Frame): LeadingTime {
  const text = typed.trim();
  const head = readHead(text, frame);
  if (!head) {
    return { text };
  }
  if ('problem' in head.time) {
    return { text, problem: head.time.problem };
  }
  return { text: text.slice(head.length).replace(SEPARATOR, ''), instant: head.time.instant };
}

/** `03:07 CET = 02:07 UTC`; with the date when it is not today in `zone`, with seconds when there are some. */
export function describeInstant(instant: number, { zone, now }: Frame): string {
  const place = IANAZone.isValidZone(zone) ? IANAZone.create(zone) : FixedOffsetZone.utcInstance;
  const local = moment(instant, place);
  const universal = moment(instant, FixedOffsetZone.utcInstance);
  const name = zoneNameAt(instant, place);
  const here = `${dateUnless(moment(now, place), local)}${timeOf(local)} ${name}`;
  return name === 'UTC' ? here : `${here} = ${dateUnless(local, universal)}${timeOf(universal)} UTC`;
}

/** `03:21`, with its date if that isn't today's. */
export function localTime(instant: number, { zone, now }: Frame): string {
  const place = IANAZone.isValidZone(zone) ? IANAZone.create(zone) : FixedOffsetZone.utcInstance;
  const local = moment(instant, place);
  return `${dateUnless(moment(now, place), local)}${local.toFormat('HH:mm')}`;
}

/** The time that the text begins with and its length; absent when the text is prose. */
function readHead(text: string, frame: Frame): { time: TypedTime; length: number } | undefined {
  const fixed = LEADING_ABSOLUTE.exec(text) ?? LEADING_RELATIVE.exec(text);
  if (fixed && (ABSOLUTE.test(fixed[0]) || readDuration(fixed[0]) !== undefined)) {
    return { time: readTypedTime(fixed[0], { ...frame, direction: 'past' }), length: fixed[0].length };
  }
  const match = LEADING_CLOCK.exec(text);
  const clock = match ? readClock(match[2]!) : undefined;
  if (!match || !clock || RANGE.test(text.slice(match[0].length))) {
    return undefined;
  }
  const word = match[3] ? undefined : ZONE_WORD.exec(text.slice(match[0].length));
  const zoned = word !== null && word !== undefined && looksLikeZone(word[1]!);
  const zone = zoned ? word[1] : match[3] || undefined;
  return {
    time: resolve({ clock, day: match[1], zone }, frame, 'past'),
    length: match[0].length + (zoned ? word[0].length : 0),
  };
}

function readAbsolute(text: string): TypedTime {
  const read = readInstant(text);
  if ('instant' in read) {
    return { instant: wholeSeconds(read.instant) };
  }
  return read.problem === 'noOffset'
    ? { problem: `${quoted(text)} has no offset: end it with Z for UTC, or with one such as +01:00.` }
    : { problem: `${quoted(text)} is no date and time: write for example 2026-11-20T14:03:00Z.` };
}

/** Milliseconds, negative for the past; absent when the text is no duration with a sign. */
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

/** Absent when there is no such time of day: `25:10`, `14:03pm`, `10:75`. */
function readClock(text: string): Clock | undefined {
  const [, hours, minutes, seconds, half] = PARTS.exec(text)!;
  const clock = { hour: Number(hours), minute: Number(minutes ?? 0), second: Number(seconds ?? 0) };
  if (clock.minute > 59 || clock.second > 59) {
    return undefined;
  }
  if (half === undefined) {
    return clock.hour < 24 ? clock : undefined;
  }
  return clock.hour >= 1 && clock.hour <= 12
    ? { ...clock, hour: (clock.hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0) }
    : undefined;
}

function resolve(written: Written, frame: Frame, direction: Direction): TypedTime {
  const read = written.zone === undefined ? { zone: IANAZone.create(frame.zone) } : readZone(written.zone);
  if ('problem' in read) {
    return read;
  }
  if (!read.zone.isValid) {
    return { problem: `${frame.zone} is no time zone that is known here: write the time in UTC, such as 14:03 UTC.` };
  }
  const today = moment(frame.now, read.zone).startOf('day');
  switch (written.day?.toLowerCase()) {
    case undefined:
      return nearest(written.clock, today, frame.now, direction);
    case 'yesterday':
      return onDay(written.clock, today.minus({ days: 1 }), frame.now, direction);
    case 'tomorrow':
      return onDay(written.clock, today.plus({ days: 1 }), frame.now, direction);
    default: {
      const day = DateTime.fromISO(written.day!, { zone: read.zone, locale: LOCALE });
      return day.isValid
        ? onDay(written.clock, day, frame.now, direction)
        : { problem: `There is no ${written.day}: a date is year, month and day.` };
    }
  }
}

function dateUnless(known: DateTime, shown: DateTime): string {
  return known.toISODate() === shown.toISODate() ? '' : `${shown.toISODate()} `;
}

/** A person's words inside a sentence, on one line and not too long for it. */
function quoted(text: string): string {
  return `“${shortened(text.replace(/\s+/g, ' '), 40)}”`;
}
