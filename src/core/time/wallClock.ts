/**
 * Turns a local time of day into an instant: midnight, and the hours that daylight saving time skips or repeats. A day is a
 * luxon DateTime of which only date and zone count; `now` is in milliseconds since the epoch.
 */

import { DateTime, IANAZone, type Zone } from 'luxon';
import { utc } from './instant';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';

/** `instant`: milliseconds since the epoch, whole seconds. `problem` is for the person. */
export type TypedTime = { readonly instant: number } | { readonly problem: Reason };

/** Which `14:03` is meant: the latest that isn't in the future, or the next one (for `until`). */
export type Direction = 'past' | 'next';

/** A time of day on the wall: hours 0 to 23. */
export interface WallTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Nothing here is shown by a locale's rules; naming one keeps luxon from asking the environment for its own. */
export const LOCALE = 'en-US';

/** Returns the zone of an IANA name; undefined if it isn't one. Luxon keeps each zone that it was asked for, as making one is expensive. */
export function zoneNamed(name: string): IANAZone | undefined {
  const zone = IANAZone.create(name);
  return zone.isValid ? zone : undefined;
}

/** Returns the nearest such time on the right side of `now`, today or on the day next to it. */
export function nearest(clock: WallTime, today: DateTime, now: number, direction: Direction): TypedTime {
  const instants = instantsOf(clock, today);
  // A time that the clocks jumped over counts by the wall: who types 02:30 at 03:10 means no other day's 02:30.
  const local = moment(now, today.zone);
  const passed = instants.length === 0 ? wallOf(today, clock) <= wallOf(local, local) : instants[0]! <= now;
  const ahead = instants.length === 0 ? !passed : instants.at(-1)! > now;
  const isToday = direction === 'past' ? passed : ahead;
  return onDay(clock, isToday ? today : today.plus({ days: direction === 'past' ? -1 : 1 }), now, direction);
}

/**
 * Returns the time of that day. One that exists twice is, for `past`, the latest that isn't in the future, and for `next` the next;
 * one that the clocks jump over is a problem.
 */
export function onDay(clock: WallTime, day: DateTime, now: number, direction: Direction): TypedTime {
  const instants = instantsOf(clock, day);
  if (instants.length === 0) {
    const [time, zone, date] = [timeOf(clock), day.zoneName ?? '', day.toISODate() ?? ''];
    return { problem: reasonOf(CORE_SENTENCES, 'skippedTime', { time, zone, date }) };
  }
  const chosen =
    direction === 'past'
      ? (instants.findLast((instant) => instant <= now) ?? instants[0]!)
      : (instants.find((instant) => instant > now) ?? instants.at(-1)!);
  return { instant: chosen };
}

/** All instants of a local time, in order: none if the clocks jump over it, two where they go back over it. */
export function instantsOf(clock: WallTime, day: DateTime): number[] {
  const local = atClock(clock, day);
  return local.hour === clock.hour && local.minute === clock.minute
    ? local.getPossibleOffsets().map((possible) => possible.toMillis())
    : [];
}

/** Returns the local time of that day; if it doesn't exist, luxon gives a later one. */
function atClock(clock: WallTime, { year, month, day, zone }: DateTime): DateTime {
  return DateTime.fromObject({ year, month, day, ...clock }, { zone, locale: LOCALE });
}

/** Returns the wall clock as a number that can be compared, whatever the zone did in the meantime. */
function wallOf(local: DateTime, clock: WallTime): number {
  return utc(local.year, local.month, local.day, clock.hour, clock.minute, clock.second);
}

/** Returns the local date and time of an instant. */
export function moment(instant: number, zone: Zone): DateTime {
  return DateTime.fromMillis(instant, { zone, locale: LOCALE });
}

/** `14:03`, with seconds when there are some: `14:03:22`. */
export function timeOf({ hour, minute, second }: WallTime): string {
  return [hour, minute, ...(second === 0 ? [] : [second])].map((part) => String(part).padStart(2, '0')).join(':');
}
