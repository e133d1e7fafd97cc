/** The lines by which people say on which day the lines below them are: `## May 13`, `**28 November**`, `Next day`. */

import { monthNamed, weekdayNamed } from '../time/dateWords';

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const NEXT =
  /^(?:(?:on )?the )?(?:next|following) (?:day|morning|afternoon|evening|night)\b|^(?:am )?n\u00e4chste[nr]? (?:tag|morgen)\b|^(?:le )?lendemain\b|^(?:al )?d\u00eda siguiente\b/i;
const NUMBERS = String.raw`\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?`;
const NAMES = String.raw`day \d+|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?`;
const HEADING = new RegExp(
  String.raw`^(?:\S+,? )?(?:${NUMBERS}|(?:${MONTHS})[a-z]*\.? \d{1,2}\b.*|\d{1,2}(?:\.|st|nd|rd|th)? \p{L}{3,}\b.*|${NAMES})(?:[ \t]*[:(].*)?$`,
  'iu',
);
const ALONE = new RegExp(
  String.raw`^(?:(\p{L}{2,12})[.,]{0,2} )?(?:(?:${NUMBERS})|${NAMES}|(\p{L}{3,12})\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,2}(?:\.|st|nd|rd|th)? (\p{L}{3,12})\.?(?:,? \d{4})?)(?: \([^()]*\))?$`,
  'iu',
);
/** Maximum length of a line that may name a day, in UTF-16 code units. */
const LONGEST = 60;

/** Whether a heading with these words names a day, of which more may be said: `28 Nov: aftermath`. */
export function isDayHeading(words: string): boolean {
  return HEADING.test(words) || NEXT.test(words);
}

/** Whether the words name a day and say nothing else. */
export function isDayAlone(words: string): boolean {
  const match = words.length > LONGEST ? undefined : ALONE.exec(words);
  if (!match) {
    return words.length <= LONGEST && NEXT.test(words) && words.split(' ').length <= 4;
  }
  const [, weekday, ...months] = match;
  const named = months.filter((month) => month !== undefined);
  return (
    named.every((month) => monthNamed(month) !== undefined) &&
    // A number with points alone is a version, too.
    (weekday === undefined ? !/^\d{1,2}\.\d{1,2}$/.test(words) : weekdayNamed(weekday, true) !== undefined)
  );
}

/** Whether the words name the day after the one before. */
export function isNextDay(words: string): boolean {
  return NEXT.test(words);
}

/** The day of a line, as lines above it name it. */
export interface NamedDay {
  /** The words of the heading or the line that names it: `May 13`. */
  readonly day?: string;
  /** How many days later it is than that day, or than the entry above: one for each `Next day` between. */
  readonly daysLater?: number;
  /** Whether an entry stands between the line that names the day and this one. */
  readonly hasEntryBetween?: boolean;
}

/** The day that the lines above name, while a timeline is read downwards. */
export class DaysAbove {
  #words: string | undefined;
  #later = 0;
  #hasEntry = false;
  /** Whether the day was named by a bullet: what belongs to it may be indented below. */
  isList = false;

  get day(): NamedDay {
    return {
      ...(this.#hasEntry && { hasEntryBetween: true }),
      ...(this.#words !== undefined && { day: this.#words }),
      ...(this.#later > 0 && { daysLater: this.#later }),
    };
  }

  /** The next line tells its own day. */
  passEntry(): void {
    this.#later = 0;
    this.#hasEntry = true;
    this.isList = false;
    this.#words = this.#words !== undefined && isNextDay(this.#words) ? undefined : this.#words;
  }

  /** Whether the line names a day and nothing else. */
  take(line: string, heading: string | undefined): boolean {
    const words = heading ?? line.trim().replace(/^[-*+\u2022][ \t]+/, '');
    const bare = words.replace(/^[*_]+|[*_:]+$/g, '');
    if (!(heading === undefined ? isDayAlone(bare) : isDayHeading(bare))) {
      return false;
    }
    this.isList = heading === undefined && /^[ \t]*[-*+\u2022][ \t]/.test(line);
    this.#hasEntry = false;
    this.#later = isNextDay(bare) ? this.#later + 1 : 0;
    this.#words = isNextDay(bare) ? (this.#words ?? bare) : bare;
    return true;
  }
}
