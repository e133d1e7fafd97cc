/** The time that a line by hand begins with: as people type it, and as they write it down: `14h03`, `14:03-14:10`. */

import { reasonOf } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';
import { readLeadingTime, type LeadingTime } from '../time/typedTime';

/** What may come before the time: `Sat, Nov 28,`. */
const BEFORE = String.raw`((?:\S{1,12}[ \t,]+){0,4}?)`;
const CLOCK = String.raw`(\d{1,2}(?:[:h]\d\d(?::\d\d)?)?(?:Z|[ \u00a0\u202f]?([ap])\.?m\.?)?)`;
const LATER = String.raw`(\d{1,2}(?:[:h]\d\d(?::\d\d)?(?:Z|[ \u00a0\u202f]?([ap])\.?m\.?)?|[ \u00a0\u202f]?([ap])\.?m\.?))`;
const RANGE = new RegExp(
  `^${BEFORE}${CLOCK}[ \\t]*(?:[-\\u2013\\u2014]|to|and|until|till|bis)[ \\t]*${LATER}(?=[\\s:;,]|$)`,
  'i',
);
const HOURS = new RegExp(String.raw`^${BEFORE}(\d{1,2})h(\d\d)(?![\p{L}\d])`, 'iu');
/** Maximum length of what is looked at, in UTF-16 code units. */
const LONGEST = 100;

/**
 * Reads the time at the start of a line. Of a range it's the beginning, and the words of the range stay in the text, but for
 * its day. What may be another time, or none, is a problem.
 */
export function readLooseTime(head: string, frame: Parameters<typeof readLeadingTime>[1]): LeadingTime {
  const start = head.slice(0, LONGEST);
  const [whole = '', lead = '', first = '', half, , ...halves] = RANGE.exec(start) ?? [];
  if (whole === '' || !/[:h]|m/i.test(first)) {
    const read = readLeadingTime(head, frame);
    const [, , hours = ''] = HOURS.exec(start) ?? [];
    if (read.instant !== undefined || read.problem || hours === '') {
      return read;
    }
    // `2h30` is more often how long it took.
    return hours.length === 1
      ? { text: head, problem: reasonOf(CORE_SENTENCES, 'notTime', { typed: head }) }
      : readLeadingTime(head.replace(HOURS, '$1$2:$3'), frame);
  }
  if (half === undefined && halves.some((later) => later !== undefined)) {
    return { text: head, problem: reasonOf(CORE_SENTENCES, 'morningOrAfternoon', { written: first }) };
  }
  const before = lead.replace(/\b(?:from|between)\s+$/i, '');
  const read = readLooseTime(`${before}${first}${head.slice(whole.length)}`, frame);
  return read.instant === undefined || read.text === '' ? read : { ...read, text: head.slice(before.length) };
}

/** What follows the time that the text begins with; undefined where it begins with none. */
export function wordsBehindTime(text: string): string | undefined {
  const { instant, problem, text: words } = readLooseTime(text, ANY_NOON);
  return instant === undefined && problem === undefined ? undefined : words;
}

/** Any will do where only whether it's a time counts. */
export const ANY_NOON = { now: Date.UTC(2026, 0, 1, 12), zone: 'UTC' };

const MARKED = /^(\*{1,3}|_{1,3}|`|\[|\()([^*_`[\]()]{3,40}?)[*_`\])]{1,3}:?(?=[\s:|,;\u2013\u2014-]|$)/;

/** The text without the marks of bold, code, or brackets around what it begins with: `**14:05** rolled back`. */
export function withoutEmphasis(text: string): string {
  return text.replace(MARKED, '$2');
}
