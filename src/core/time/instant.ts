/** Instants in the record's form, RFC 3339. Knows no clock and no local zone; `typedTime.ts` reads what people type. */

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})?$/;

export type ReadInstant =
  | { readonly instant: number }
  /** `badInstant`: no such date or time; `noOffset`: a date and time without an offset, which is never guessed. */
  | { readonly problem: 'badInstant' | 'noOffset' };

/**
 * Reads `2026-11-20T15:02:00Z`, `2026-11-20T16:02+01:00`: any offset, seconds may be missing, fractions are cut off.
 * Gives milliseconds since the epoch, UTC.
 */
export function readInstant(text: string): ReadInstant {
  const match = RFC_3339.exec(text);
  if (!match) {
    return { problem: 'badInstant' };
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = match[7];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60) {
    return { problem: 'badInstant' };
  }
  if (offset === undefined) {
    return { problem: 'noOffset' };
  }
  let ahead = 0;
  if (offset !== 'Z' && offset !== 'z') {
    const hours = Number(offset.slice(1, 3));
    const minutes = Number(offset.slice(4));
    if (hours > 23 || minutes > 59) {
      return { problem: 'badInstant' };
    }
    ahead = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
  }
  // A leap second reads as the first second after it: the instants that follow it in order keep their order.
  const instant = utc(year, month, day, hour, minute, second) - ahead * 60_000;
  // Its offset may carry a time out of the years that four digits can write.
  return instant < FIRST || instant > LAST ? { problem: 'badInstant' } : { instant };
}

const FIRST = utc(0, 1, 1, 0, 0, 0);
const LAST = utc(9999, 12, 31, 23, 59, 59);

/** Returns the instant (milliseconds since the epoch) without its fraction of a second. */
export function wholeSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}

/** Numbers in two digits. */
const TWO = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** `2026-11-20T15:02:00Z`: UTC, whole seconds, fractions cut off. `instant` is in milliseconds since the epoch. */
export function formatInstant(instant: number): string {
  if (!(instant >= FIRST && instant <= LAST)) {
    return `${new Date(wholeSeconds(instant)).toISOString().slice(0, 19)}Z`;
  }
  const seconds = Math.floor(instant / 1000);
  const days = Math.floor(seconds / 86_400);
  const time = seconds - days * 86_400;
  const clock = `T${TWO[Math.floor(time / 3600)]!}:${TWO[Math.floor(time / 60) % 60]!}:${TWO[time % 60]!}Z`;
  return isoDate(days) + clock;
}

/** `2026-11-20`, of a day since the epoch in the years of four digits; `utc` the other way around. */
function isoDate(days: number): string {
  const sinceFirst = days + 719_468;
  const era = Math.floor(sinceFirst / 146_097);
  const dayOfEra = sinceFirst - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const counted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * counted + 2) / 5) + 1;
  const month = counted < 10 ? counted + 3 : counted - 9;
  const year = yearOfEra + era * 400 + (month > 2 ? 0 : 1);
  return `${TWO[Math.floor(year / 100)]!}${TWO[year % 100]!}-${TWO[month]!}-${TWO[day]!}`;
}

/** Milliseconds since the epoch; unlike `Date.UTC` it doesn't read the years 0 to 99 as 1900 and later. */
export function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  // Days from the civil calendar: March is the first month of the counted year, so that the leap day comes last.
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (((era * 146_097 + dayOfEra - 719_468) * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
}

/** Days in a month of the Gregorian calendar; `month` is 1 to 12. */
export function daysIn(year: number, month: number): number {
  if (month === 2) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
