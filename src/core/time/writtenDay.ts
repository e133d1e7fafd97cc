/**
 * The day before or after a time of day, as people write it: `yesterday`, `Friday`, `2026-11-20`, `20.11.2026`, `Nov 20`.
 * Doesn't know today's date. A date that could be two days is a problem.
 */

import { dayNamed, isEnglishMonth, monthNamed, otherMonthNamed, weekdayNamed } from './dateWords';
import { daysIn } from './instant';
import type { Scanner } from '../text/scanner';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';

/** `days` are from today, `weekday` is 1 (Monday) to 7, `last`: not today; without a year the latest such date is meant. */
export type WrittenDay =
  | { readonly days: number }
  | { readonly weekday: number; readonly last: boolean }
  | { readonly year: number | undefined; readonly month: number; readonly day: number; readonly weekday?: number };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Read = WrittenDay | { readonly problem: Reason } | undefined;

const YEAR_FIRST = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/y;
const BASIC = /(\d{4})(\d{2})(\d{2})(?=T\d)/y;
const DOTS = /(\d{1,2})\.[^\S\n]?(\d{1,2})\.(?:[^\S\n]?(\d{4})(?![\d.:])|(\d{2})(?![\d.:]))?/y;
const SLASHES = /(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-])/y;
const DAY_MONTH =
  /(\d{1,2})(?:\.|st|nd|rd|th|er|\u00ba)?[\s/-](?:(?:of|de)\s)?(\p{L}{3,})\.?(?:,?[\s/-](?:de\s)?(\d{4})(?!\d))?(?!\p{L})/uy;
const MONTH_DAY = /(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s+(\d{4})(?![\d:]))?/uy;
const WORD = /(\p{L}[\p{L}-]*)([.,]?)/uy;
const TWO_WORDS = /(i\s\p{L}+)/uy;
const WEEKDAY = /(?:(last)\s)?(\p{L}{2,}(?:-feira)?)([.,]{0,2})(?=\s)/iuy;
const ON = /(?:on|am)\s+(?=[\p{L}\d])/iuy;

/** Returns the day at the scanner's place; takes nothing if there is none. */
export function readDay(scan: Scanner): Read {
  const { at } = scan;
  scan.take(ON);
  const read = readRelative(scan) ?? readWeekday(scan) ?? readDate(scan);
  if (read === undefined) {
    scan.at = at;
  }
  return read;
}

/** Returns a day behind a time of day, where text may follow: only what nobody takes for a word or a number, or anything behind `on`. */
export function readDayWord(scan: Scanner, on = false): Read {
  const { at } = scan;
  const ago = scan.take(/(\d{1,4})[^\S\n](?:days?|d)[^\S\n]ago\b/iy);
  if (ago) {
    return { days: -Number(ago[1]) };
  }
  const relative = readRelative(scan);
  if (relative) {
    return relative;
  }
  const weekday = scan.take(/(?:(?:on|last)\s)?(\p{L}{5,12})(?=[\s,.;:)]|$)/iuy);
  if (weekday && weekdayNamed(weekday[1]!, false) !== undefined) {
    scan.at = at;
    return { problem: reasonOf(CORE_SENTENCES, 'dayOrWord', { written: weekday[1]! }) };
  }
  scan.at = at;
  const date = readDate(scan);
  const written = scan.text.slice(at, scan.at);
  if (
    date &&
    (on ||
      /\d{4}/.test(written) ||
      (/^\d{1,2}\.[^\S\n]?\d{1,2}\.$/.test(written) && !/^\d/.test(scan.rest)) ||
      (('month' in date || 'problem' in date) && namesMonth(written)))
  ) {
    return date;
  }
  scan.at = at;
  return undefined;
}

/** Months of English that are no words, in any case; `may` and `mar` are. */
const PLAIN_MONTH = /^(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)$/i;
/** Short names of months elsewhere that are English words: `3 out of 5`. */
const WORD_MONTH = /^(?:out|set|ago|mag|mars)$/i;

/** Returns whether a month is plainly one where text may follow: `Nov`, `nov`, `novembre`, `MAR`. */
function namesMonth(written: string): boolean {
  const name = /\p{L}{3,}/u.exec(written)?.[0] ?? '';
  return PLAIN_MONTH.test(name) || ((name.length >= 5 || /^\p{Lu}/u.test(name)) && !WORD_MONTH.test(name));
}

function readRelative(scan: Scanner): Read {
  const { at } = scan;
  if (scan.take(/(?:the\s)?day\sbefore\syesterday(?!\p{L})/iuy)) {
    return { days: -2 };
  }
  for (const pattern of [TWO_WORDS, WORD]) {
    const days = dayOf(scan.take(pattern)?.[1]);
    if (days !== undefined) {
      return { days };
    }
    scan.at = at;
  }
  return undefined;
}

function dayOf(word: string | undefined): number | undefined {
  return word === undefined ? undefined : dayNamed(word);
}

function readWeekday(scan: Scanner): Read {
  const { at } = scan;
  const match = scan.take(WEEKDAY);
  const weekday = match && weekdayNamed(match[2]!, match[3] !== '');
  if (!match || weekday === undefined) {
    scan.at = at;
    return undefined;
  }
  const afterName = scan.at;
  scan.take(/[,\s]+(?:the\s)?/y);
  const date = readDate(scan);
  if (date === undefined) {
    scan.at = afterName;
    return { weekday, last: match[1] !== undefined };
  }
  return 'month' in date ? { ...date, weekday } : date;
}

function readDate(scan: Scanner): Read {
  const numbers = scan.take(YEAR_FIRST);
  if (numbers) {
    return date(numbers[0], Number(numbers[1]), Number(numbers[3]), Number(numbers[4]));
  }
  const basic = scan.take(BASIC);
  if (basic) {
    return date(basic[0], Number(basic[1]), Number(basic[2]), Number(basic[3]));
  }
  const dots = scan.take(DOTS);
  if (dots) {
    return date(dots[0], yearOf(dots[3] ?? dots[4]), Number(dots[2]), Number(dots[1]));
  }
  return readSlashes(scan) ?? readNamed(scan);
}

function readSlashes(scan: Scanner): Read {
  const { at } = scan;
  const match = scan.take(SLASHES);
  if (!match) {
    return undefined;
  }
  const [written, first, sign, second, year] = match as unknown as [string, string, string, string, string | undefined];
  if ((sign === '-' && year?.length !== 4) || Number(first) === 0 || Number(second) === 0) {
    scan.at = at;
    return undefined;
  }
  const [one, two] = [Number(first), Number(second)];
  // `20/11/26` may begin with the year.
  const yearMayLead = year?.length === 2 && one > 12;
  if (one === two || (one > 12 && two <= 12 && !yearMayLead)) {
    return date(written, yearOf(year), two, one);
  }
  if (two > 12) {
    return date(written, yearOf(year), one, two);
  }
  return { problem: reasonOf(CORE_SENTENCES, 'twoDates', { written, example: isoExample(year, one, two) }) };
}

function isoExample(year: string | undefined, one: number, two: number): string {
  const [a, b] = [one, two].map((part) => String(part).padStart(2, '0'));
  return year === undefined || one > 12 || two > 12
    ? '2026-11-20'
    : `${yearOf(year)}-${a}-${b} or ${yearOf(year)}-${b}-${a}`;
}

function readNamed(scan: Scanner): Read {
  const { at } = scan;
  const dayFirst = scan.take(DAY_MONTH);
  const monthOfDay = dayFirst && monthNamed(dayFirst[2]!);
  if (dayFirst && monthOfDay !== undefined) {
    const other = otherMonthNamed(dayFirst[2]!);
    if (other !== undefined) {
      const [one, two] = [other, monthOfDay].map((month) =>
        [dayFirst[1], MONTHS[month - 1], dayFirst[3]].filter((part) => part !== undefined).join(' '),
      );
      const example = `${one!} or ${two!}`;
      return { problem: reasonOf(CORE_SENTENCES, 'twoDates', { written: dayFirst[0].trim(), example }) };
    }
    return date(dayFirst[0], yearOf(dayFirst[3]), monthOfDay, Number(dayFirst[1]));
  }
  scan.at = at;
  const monthFirst = scan.take(MONTH_DAY);
  const month = monthFirst && isEnglishMonth(monthFirst[1]!) ? monthNamed(monthFirst[1]!) : undefined;
  if (monthFirst && month !== undefined) {
    return date(monthFirst[0], yearOf(monthFirst[3]), month, Number(monthFirst[2]));
  }
  scan.at = at;
  return undefined;
}

function date(written: string, year: number | undefined, month: number, day: number): Read {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year ?? 2024, month)
    ? { year, month, day }
    : { problem: reasonOf(CORE_SENTENCES, 'noSuchDay', { written: written.trim() }) };
}

function yearOf(written: string | undefined): number | undefined {
  return written === undefined ? undefined : Number(written) + (written.length === 2 ? 2000 : 0);
}
