/**
 * Durations in a process, `48 hours` or `1 working day`, and when such a duration ends. Knows weekends but no public holidays;
 * the zone comes from the caller.
 */

import { FixedOffsetZone } from 'luxon';
import { moment, zoneNamed } from './wallClock';

export type SpanUnit = 'minute' | 'hour' | 'day' | 'working day';

export interface Span {
  readonly count: number;
  readonly unit: SpanUnit;
}

/** `48 hours`, `1 working day`, `7 days`, `60 minutes`. */
export const SPAN = /^([1-9]\d{0,3}) (minute|hour|day|working day)s?$/;

/** Names of days as a process writes them, in the order of their ISO numbers. */
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof DAYS)[number];

/** @throws Error if the text is none: the form of a process lets nothing else through. */
export function readSpan(text: string): Span {
  const [, count, unit] = SPAN.exec(text)!;
  return { count: Number(count), unit: unit as SpanUnit };
}

/**
 * Returns the instant (milliseconds since the epoch) at which the span that begins at `start` is over, in `zone` (an IANA name, UTC
 * where it isn't one). Days keep the time of day; a span of working days is over at the end of the last of them, so that
 * whoever mitigates at night has the whole next working day.
 */
export function endOfSpan(start: number, { count, unit }: Span, zone: string, workingDays: readonly Day[]): number {
  const local = moment(start, zoneNamed(zone) ?? FixedOffsetZone.utcInstance);
  if (unit !== 'working day') {
    return local.plus({ [`${unit}s`]: count }).toMillis();
  }
  let day = local;
  // In whole weeks first: a span may be of thousands of days.
  const weeks = Math.floor((count - 1) / workingDays.length);
  day = day.plus({ weeks });
  for (let left = count - weeks * workingDays.length; left > 0;) {
    day = day.plus({ days: 1 });
    left -= isWorkingDay(day.weekday, workingDays) ? 1 : 0;
  }
  return day.endOf('day').startOf('second').toMillis();
}

/** `weekday` is an ISO number: 1 is Monday. */
function isWorkingDay(weekday: number, workingDays: readonly Day[]): boolean {
  return workingDays.includes(DAYS[weekday - 1]!);
}

/** Returns whether an instant (milliseconds since the epoch) is outside the hours from `from` to `to` of a working day in `zone`. */
export function isOffHours(
  instant: number,
  zone: string,
  { from, to, days }: { readonly from: string; readonly to: string; readonly days: readonly Day[] },
): boolean {
  const local = moment(instant, zoneNamed(zone) ?? FixedOffsetZone.utcInstance);
  const time = local.toFormat('HH:mm');
  return !isWorkingDay(local.weekday, days) || time < from || time >= to;
}
