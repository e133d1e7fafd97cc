/**
 * The grammar of a time at the start of a line, shared by prompts, arguments, and the clipboard. Knows how times and days are
 * written, not what time it is now. Something that only resembles a time isn't one; a time that could be two is a problem.
 */

import type { Zone } from 'luxon';
import { connectors } from './dateWords';
import { Scanner } from '../text/scanner';
import { looksLikeZone, readZone, readZoneAfter, type ReadZone, type TimeBefore } from './timeZone';
import type { WallTime } from './wallClock';
import { hasOtherHalf, isDuration, unclearDay, unclearZone } from './unclearTime';
import { readDay, readDayWord, type WrittenDay } from './writtenDay';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';

export interface TimeHead {
  /** Offset of what follows the time. */
  readonly length: number;
  readonly time: WrittenTime;
  /** Whether the words of the time stay in the text because they say more than the time: `~14:03`. */
  readonly stays: boolean;
}

/** `moved` is in ms from now. */
export type WrittenTime = WrittenClock | { readonly moved: number } | { readonly problem: Reason };

/** A time of day, perhaps with a day and a zone of its own. */
export interface WrittenClock {
  readonly clock: WallTime;
  readonly day: WrittenDay | undefined;
  readonly zone: Zone | undefined;
  /** Whether AM or PM was written. */
  readonly half: boolean;
  /** Whether there were seconds. */
  readonly seconds: boolean;
  /** Whether it has the form of RFC 3339, which isn't local without an offset: `2026-11-20T14:03`. */
  readonly absolute: boolean;
}

/** Marks of lists, headings, quotes, tables, and syslog that a line may begin with, and then marks of emphasis. */
const MARKS =
  /[\u200e\u200f\u2066-\u2069\ufeff]*(?:[-*+\u2022]\s+(?:\[[ xX]\]\s+)?|#{1,6}\s+|>\s+|\d{1,2}[.)]\s+(?=\d{1,2}:\d\d)|\|\s*|<\d{1,3}>(?:1\s)?)?/y;
const OPENING = /(\*\*|__|[*_`[(\u200e])*/y;
const CLOSING = /(?:\*\*|__|[*_`\])])*:?/y;
const ABOUT =
  /(?:~|\u2248|(?:ca?\.|ca|circa|about|around|approx\.?|approximately|roughly|etwa|gegen|vers|environ)\s)\s*/iy;
const ACCESS_LOG = /^\S+ \S+ \S+ \[(\d{2}\/\w{3}\/\d{4}:\d\d:\d\d:\d\d [-+]\d{4})\]/;

const CLOCK = /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+|:\d{3}(?![\d:]))?)?(?!\d|:\d)/y;
const BASIC_CLOCK = /(\d{2})(\d{2})(\d{2})?(?=Z|[-+]\d{4}|[^\S\n](?:UTC|GMT|Z|zulu)\b)/iy;
/** `14h03` and `14.03`, where nothing but a time is written like that. */
const LOOSE_CLOCK =
  /(\d{1,2})(?:[.:](\d{2}))?[^\S\n]?Uhr\b|(\d{1,2})[^\S\n]?h[^\S\n]?(\d{2})(?=\s*$|[:;,]|\s+[-\u2013\u2014:])/y;
const HOUR = /(\d{1,2})(?=[^\S\n]?(?:[APap]\.?[Mm](?![a-z])|[APap]\.[^\S\n][Mm]\.))/y;
const HALF = /[^\S\n]?(?:([APap])\.?[Mm](?![a-z])\.?|([APap])\.[^\S\n]?[Mm]\.)|([APap])\b(?![.'\u2019])/y;
const UNIT_OF_CLOCK = /[^\S\n]?(?:h|hs|hrs|hours|Uhr)\b/y;
/** With a blank only long units: `-5 m` may be meters. */
const MOVED_PART = String.raw`\d{1,5}(?:[dhms]|[^\S\n]?(?:days?|hours?|hrs?|minutes?|mins?|seconds?|secs?))(?![a-z])`;
const MOVED = new RegExp(String.raw`([-\u2212])(${MOVED_PART}(?:[^\S\n]?${MOVED_PART})*)`, 'iy');
const UNITS = String.raw`(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)`;
const AGO = new RegExp(String.raw`((?:\d{1,5}(?:\.\d+)?[^\S\n]?${UNITS}[^\S\n,]*(?:and[^\S\n]+)?)+)ago\b`, 'iy');
const ONE_AGO = /(?:an?|one)[^\S\n]+(minute|hour)[^\S\n]+ago\b/iy;
const PART = new RegExp(String.raw`(\d+(?:\.\d+)?)[^\S\n]?(${UNITS})`, 'gi');
const DAYS_AGO = /(\d{1,4})[^\S\n](?:days?|d)[^\S\n]ago(?=[,\s]+(?:at\s+)?\d{1,2}(?::\d|[^\S\n]?[ap]\.?m))/iy;

/** The names of days come from Intl, which takes its time: only where a time of day may follow they're looked up. */
const CLOCK_AHEAD = /\d(?::\d|[^\S\n]?(?:[ap]\.?[^\S\n]?m|Uhr|h)|\.\d)|\d{4}/i;
const LONGEST_HEAD = 80;
const BEFORE_CLOCK = /[,\s_\u00b7]+(?:[-\u2013\u2014@][^\S\n]+)?/y;
const RANGE = /^\s*[-\u2013\u2014]\s*\d{1,2}(?::\d{2}|[^\S\n]?[ap]m\b)/i;
const END = /(?=[:,;.]?(?:\s|$))/y;

/**
 * Returns the time that the text begins with; undefined if it's prose. `whole`: nothing but a time is expected, so what follows
 * a time of day is its zone.
 */
export function readTimeHead(text: string, whole = false): TimeHead | undefined {
  const log = ACCESS_LOG.exec(text);
  if (log) {
    const time = readTimeHead(log[1]!, true)?.time;
    return time && { length: log[0].length, time, stays: true };
  }
  const scan = new Scanner(text);
  scan.take(MARKS);
  const opened = scan.take(OPENING)![0];
  const about = scan.take(ABOUT) !== undefined;
  const moved = readMoved(scan);
  if (moved !== undefined) {
    closeMarks(scan, opened);
    // Of `-1h -30m` nobody knows what is meant.
    const isAll = scan.take(END) && !/^\s+[-\u2212]\d+[dhms]/.test(scan.rest);
    return isAll ? { length: scan.at, time: { moved }, stays: about } : undefined;
  }
  const time = readClockTime(scan, opened, whole);
  return time && { length: scan.at, time, stays: about };
}

/** Milliseconds, negative: `-5m`, `5 min ago`, `an hour ago`. */
function readMoved(scan: Scanner): number | undefined {
  const { at } = scan;
  if (scan.take(DAYS_AGO)) {
    scan.at = at;
    return undefined;
  }
  const one = scan.take(ONE_AGO);
  if (one) {
    return -span(`1 ${one[1]!}`);
  }
  const written = scan.take(MOVED)?.[2] ?? scan.take(AGO)?.[1];
  // Of `-5m10h` nobody knows what is meant.
  return written === undefined || !inOrder(written) ? undefined : -span(written);
}

function span(written: string): number {
  return [...written.matchAll(PART)].reduce((sum, [, count, unit]) => sum + Number(count) * msOf(unit!), 0);
}

function inOrder(written: string): boolean {
  const units = [...written.matchAll(PART)].map(([, , unit]) => msOf(unit!));
  return units.every((unit, index) => index === 0 || units[index - 1]! > unit);
}

function msOf(unit: string): number {
  return { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit[0]!.toLowerCase() as 's' | 'm' | 'h' | 'd'];
}

function readClockTime(scan: Scanner, opened: string, whole: boolean): WrittenClock | { problem: Reason } | undefined {
  const before = readDayBefore(scan);
  if (before && 'problem' in before) {
    return before;
  }
  if (before && !before.absolute) {
    scan.take(ABOUT);
  }
  const read = readClock(scan, before?.absolute === true);
  if (!read || 'problem' in read) {
    return read;
  }
  scan.take(UNIT_OF_CLOCK);
  const closed = closeMarks(scan, opened);
  const exact = read.seconds || before !== undefined || whole;
  const zone = closed.endsWith(':') ? undefined : zoneBehind(scan, { exact, clock: read.clock }, whole);
  if (zone && 'problem' in zone) {
    return zone;
  }
  const day = withYear(scan, before?.day);
  const marks = closed === '' ? closeMarks(scan, opened) : closed;
  if (/[[(]/.test(opened) && !/[\])]/.test(marks)) {
    return undefined;
  }
  if (!(/[\])]:?$/.test(closed) && /^[^(]/.test(scan.rest)) && !scan.take(END)) {
    return undefined;
  }
  if (zone === undefined && !before && RANGE.test(scan.rest)) {
    return undefined;
  }
  const after = closed.endsWith(':') || day ? undefined : readDayAfter(scan);
  if (after && 'problem' in after) {
    return after;
  }
  const found = (after ?? (day && !before?.absolute)) ? (zone ?? zoneBehind(scan, { exact: true }, whole)) : zone;
  if (found && 'problem' in found) {
    return found;
  }
  const unclear = closed.endsWith(':')
    ? undefined
    : stillUnclear(scan, { ...read, day: after?.day ?? day, zone: found?.zone });
  return unclear
    ? { problem: unclear }
    : { ...read, day: after?.day ?? day, zone: found?.zone, absolute: before?.absolute === true };
}

/** Why what follows leaves the instant open, where half of the day, zone, or day weren't written. */
function stillUnclear(scan: Scanner, read: Pick<WrittenClock, 'clock' | 'half' | 'zone' | 'day'>): Reason | undefined {
  if (!read.half && isUnclearHalf(read.clock, scan)) {
    const { hour, minute } = read.clock;
    return reasonOf(CORE_SENTENCES, 'morningOrAfternoon', { written: `${hour}:${String(minute).padStart(2, '0')}` });
  }
  return (read.day ? undefined : unclearDay(scan.rest)) ?? (read.zone ? undefined : unclearZone(scan.rest));
}

function zoneBehind(scan: Scanner, time: TimeBefore, whole: boolean): ReadZone | undefined {
  const zone = readZoneAfter(scan.rest, time);
  if (whole && (zone === undefined || zone.length === 0)) {
    // Behind a time that is all there is, one word more is its zone, known or not.
    const word = /^\s*(\S+)$/.exec(scan.rest)?.[1];
    const { at } = scan;
    const day = readDayAfter(scan);
    scan.at = at;
    if (word !== undefined && !/^[,;:.]$|^(?:19|20)\d\d\W?$/.test(word) && !day) {
      scan.at = scan.text.length;
      return readZone(word);
    }
  }
  scan.at += zone?.length ?? 0;
  if (zone?.length) {
    takeZoneName(scan);
  }
  return zone;
}

/** Some programs name the zone again behind its offset: `+0100 CET`, `GMT+0100 (Central European Standard Time)`. */
function takeZoneName(scan: Scanner): void {
  const { at } = scan;
  const name =
    /\d$/.test(scan.text.slice(0, at)) && scan.take(/[^\S\n](?:\([\p{L} ]{1,40} Time\)|([A-Z]{3,5})(?=\s|$))/uy);
  if (name && name[1] !== undefined && !looksLikeZone(name[1])) {
    scan.at = at;
  }
}

/** The day, and what comes between it and the time; takes nothing if no time of day follows. */
function readDayBefore(
  scan: Scanner,
): { day: WrittenDay | undefined; absolute: boolean } | { problem: Reason } | undefined {
  const { at } = scan;
  if (!CLOCK_AHEAD.test(scan.text.slice(at, at + LONGEST_HEAD))) {
    return undefined;
  }
  const ago = scan.take(DAYS_AGO);
  const day = ago ? { days: -Number(ago[1]) } : readDay(scan);
  if (day === undefined) {
    // The words for “at” come from Intl: most lines don't begin with one.
    const word = /(\p{L}{1,4}\.?(?:\s\p{L}{1,3})?)\s(?=\d{1,2}(?:[:.]\d|\s?[ap]\.?m))/iuy;
    const connector = scan.take(word);
    if (connector && !new RegExp(`^(?:${connectors()})$`, 'i').test(connector[1]!)) {
      scan.at = at;
    }
    return undefined;
  }
  const absolute = scan.take(/T(?=\d)/iy) !== undefined;
  if (!absolute && !(scan.take(/:(?=\d\d:\d\d:\d\d)/y) ?? scan.take(BEFORE_CLOCK))) {
    scan.at = at;
    return undefined;
  }
  scan.take(/at\s+/iy);
  if (!/^(?:~|\p{L}{1,9}\.?\s)*\d/u.test(scan.rest)) {
    scan.at = at;
    return undefined;
  }
  if (/^\p{L}/u.test(scan.rest)) {
    scan.take(new RegExp(`(?:${connectors()})\\s+`, 'iy'));
  }
  return 'problem' in day ? day : { day, absolute };
}

/** Returns the day with the year that comes behind the time: `Fri Nov 20 14:03:22 2026`. */
function withYear(scan: Scanner, day: WrittenDay | undefined): WrittenDay | undefined {
  if (!day || !('month' in day) || day.year !== undefined) {
    return day;
  }
  const year = scan.take(/\s((?:19|20)\d\d)(?=[\s\])]|$)/y)?.[1];
  return year === undefined ? day : { ...day, year: Number(year) };
}

/** A day behind the time: `14:03 yesterday`, `2:03 PM, Nov 20`, `14:03 20.11.2026`. */
function readDayAfter(scan: Scanner): { day: WrittenDay } | { problem: Reason } | undefined {
  const { at } = scan;
  const opened = scan.take(/[,\s]+(on\s+|\((?=\p{L}{3}|\d))?/iuy);
  if (!opened) {
    scan.at = at;
    return undefined;
  }
  const day = readDayWord(scan, opened[1]?.startsWith('on') === true);
  if (day && 'problem' in day) {
    return day;
  }
  const written = scan.text.slice(at, scan.at).trim();
  if (day && opened[1] === '(' && /^[\s,]+[A-Z]{2,5}\)/.test(scan.rest)) {
    return { problem: reasonOf(CORE_SENTENCES, 'dayOrWord', { written: written.slice(1) }) };
  }
  if (day === undefined || (opened[1] === '(' && !scan.take(/\)/y)) || !scan.take(END)) {
    scan.at = at;
    return undefined;
  }
  return { day };
}

/** Absent if there's no such time of day: `25:10`, `14:03am`, `10:75`. */
function readClock(
  scan: Scanner,
  absolute: boolean,
): { clock: WallTime; half: boolean; seconds: boolean } | { problem: Reason } | undefined {
  const match = scan.take(BASIC_CLOCK) ?? scan.take(LOOSE_CLOCK) ?? scan.take(CLOCK) ?? scan.take(HOUR);
  if (!match) {
    return undefined;
  }
  const [hours, minutes, seconds] = match[1] === undefined ? [match[3], match[4]] : match.slice(1);
  const half = absolute ? undefined : scan.take(HALF);
  const clock = { hour: Number(hours), minute: Number(minutes ?? 0), second: Number(seconds ?? 0) };
  const read = inDay(clock, (half?.[1] ?? half?.[2] ?? half?.[3])?.toLowerCase());
  if (read && !half && isDuration(scan.rest)) {
    return undefined;
  }
  if (read && !half && isUnclearHalf(read, scan)) {
    return { problem: reasonOf(CORE_SENTENCES, 'morningOrAfternoon', { written: match[0].trim() }) };
  }
  return read && { clock: read, half: half !== undefined, seconds: seconds !== undefined };
}

function isUnclearHalf({ hour }: WallTime, scan: Scanner): boolean {
  return hour <= 12 && hasOtherHalf(scan.rest);
}

function inDay(clock: WallTime, half: string | undefined): WallTime | undefined {
  if (clock.minute > 59 || clock.second > 59 || clock.hour > 23) {
    return undefined;
  }
  if (half === undefined) {
    return clock;
  }
  // `17:14pm` says the same twice, as does `0:03am`.
  const consistent = half === 'p' ? clock.hour >= 1 : clock.hour <= 12;
  const hour = clock.hour >= 13 ? clock.hour : (clock.hour % 12) + (half === 'p' ? 12 : 0);
  return consistent ? { ...clock, hour } : undefined;
}

function closeMarks(scan: Scanner, opened: string): string {
  return opened === '' ? '' : scan.take(CLOSING)![0];
}
