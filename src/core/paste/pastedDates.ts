/**
 * Dates such as `11/5/26`, which could be two days, settled by other lines of the same text: where one of them can only be
 * written month first (`11/13/26`), all of them are. Lines in and out; where the lines disagree, nothing is settled.
 */

/** The date at the start of a line, behind bullets and brackets. */
const DATE = /^([\s#*>|=([-]*)(\d{1,2})([/-])(\d{1,2})(?:\3(\d{4}|\d{2}))?(?![\d/-])/;

interface LineDate {
  readonly first: number;
  readonly second: number;
  readonly year: string | undefined;
}

/** Returns the lines, with the dates that could be two days written out (`5 Nov 2026`), where others say which they are. */
export function settledDates(lines: readonly string[]): string[] {
  const dates = lines.map(dateOf);
  const isDayFirst = dayFirst(dates.filter((date) => date !== undefined));
  return lines.map((line, index) => {
    const date = dates[index];
    return isDayFirst === undefined || !date ? line : line.replace(DATE, `$1${written(date, isDayFirst)}`);
  });
}

function dateOf(line: string): LineDate | undefined {
  const [, , first, sign, second, year] = DATE.exec(line) ?? [];
  return first === undefined || (sign === '-' && year?.length !== 4)
    ? undefined
    : { first: Number(first), second: Number(second), year };
}

/** Returns whether the day comes first in all of them, or undefined if none tells, they disagree, or one isn't such a date. */
function dayFirst(dates: readonly LineDate[]): boolean | undefined {
  // `26/11/5` may begin with the year, but not where that leaves no month, or where the last part alone never changes.
  const yearIsLast =
    dates.some(({ second, year }) => year?.length !== 2 || second > 12) ||
    (new Set(dates.map(({ year }) => year)).size === 1 && new Set(dates.map(({ first }) => first)).size > 1);
  const canBeDay = dates.every(({ first, second }) => first >= 1 && first <= 31 && second >= 1 && second <= 12);
  const canBeMonth = dates.every(({ first, second }) => first >= 1 && first <= 12 && second >= 1 && second <= 31);
  return !yearIsLast || canBeDay === canBeMonth ? undefined : canBeDay;
}

function written({ first, second, year }: LineDate, isDayFirst: boolean): string {
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  const name = MONTHS[month - 1]!;
  return [day, name, ...(year === undefined ? [] : [year.length === 2 ? `20${year}` : year])].join(' ');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
