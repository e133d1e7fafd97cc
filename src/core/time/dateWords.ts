/**
 * The words of dates in the main languages of Europe: months, weekdays, today and yesterday, and what comes between a date and
 * a time. All of them come from Intl, and the language doesn't have to be known.
 */

const LANGUAGES = ['en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs'];
const ENGLISH = /^en/;
/** Its names of months are those of other months elsewhere: `listopada` is October there, and November in Poland. */
const CROATIAN = 'hr';
/** In French it's yesterday, in German it's here. */
const TWO_MEANINGS = new Set(['hier']);

interface Names {
  /** 1 to 12. */
  readonly months: ReadonlyMap<string, number>;
  /** The same in Croatian. */
  readonly others: ReadonlyMap<string, number>;
  /** 1 (Monday) to 7. */
  readonly weekdays: ReadonlyMap<string, number>;
  /** Short names of weekdays that are also words in another language, such as `man` and `car`. */
  readonly abbreviated: ReadonlyMap<string, number>;
}

/** Read on first use: Intl takes its time. */
let names: Names | undefined;
let days: ReadonlyMap<string, number> | undefined;
let connector: string | undefined;

/** 1 to 12, or undefined: `Nov`, `november`, `listopada`, `août`. */
export function monthNamed(name: string): number | undefined {
  return dateNames().months.get(folded(name));
}

/** Returns the month that the name means in Croatian, if that's another one. */
export function otherMonthNamed(name: string): number | undefined {
  const other = dateNames().others.get(folded(name));
  return other === monthNamed(name) ? undefined : other;
}

/** Returns whether it's an English name: only then the day may come after it. */
export function isEnglishMonth(name: string): boolean {
  return /^(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)$|[yhtr]$|^april$|^june$/.test(folded(name));
}

/** 1 (Monday) to 7, or undefined: `Fri`, `freitag`; `fr` and `man` only where `marked` by a period or a comma. */
export function weekdayNamed(name: string, marked: boolean): number | undefined {
  const { weekdays, abbreviated } = dateNames();
  return weekdays.get(folded(name)) ?? (marked ? abbreviated.get(folded(name)) : undefined);
}

/** Days from today: `yesterday` and `gestern` are -1; undefined for any other word. */
export function dayNamed(name: string): number | undefined {
  days ??= new Map(LANGUAGES.flatMap(daysOf));
  return days.get(folded(name));
}

/** Returns what may come between a date and a time, as a pattern's source: `at`, `um`, `à`, `alle ore`, `kl.`. */
export function connectors(): string {
  connector ??= [...new Set(LANGUAGES.flatMap(connectorsOf))]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.\s]/g, (character) => (character === '.' ? String.raw`\.?` : String.raw`\s`)))
    .join('|');
  return connector;
}

function connectorsOf(language: string): string[] {
  const parts = formatOf(language, { dateStyle: 'long', timeStyle: 'short' }).formatToParts(0);
  const before = parts[parts.findIndex(({ type }) => type === 'hour') - 1]?.value.trim() ?? '';
  return /^\p{L}[\p{L}\s.]+$|^à$/u.test(before) ? [before] : [];
}

function dateNames(): Names {
  if (names) {
    return names;
  }
  const months = new Map<string, number>();
  const others = new Map<string, number>();
  const weekdays = new Map<string, number>();
  const abbreviated = new Map<string, number>();
  for (const language of [CROATIAN, ...LANGUAGES]) {
    for (const style of ['long', 'short'] as const) {
      const format = formatOf(language, { weekday: style, month: style, day: 'numeric' });
      for (let index = 0; index < 12; index++) {
        const name = folded(partOf(format.formatToParts(Date.UTC(2024, index, 1)), 'month'));
        (language === CROATIAN ? others : months).set(name, index + 1);
      }
      if (language === CROATIAN) {
        continue;
      }
      // January 2024 began on a Monday.
      for (let day = 1; day <= 7; day++) {
        const name = folded(partOf(format.formatToParts(Date.UTC(2024, 0, day)), 'weekday'));
        const bare = ENGLISH.test(language) || name.length > 4;
        (bare ? weekdays : abbreviated).set(name, day);
      }
    }
  }
  return (names = { months, others, weekdays, abbreviated });
}

function daysOf(language: string): [string, number][] {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return (
    [-2, -1, 0, 1]
      .map((day): [string, number] => [folded(format.format(day, 'day')), day])
      // Of the day before yesterday only some languages have a word.
      .filter(([name]) => name.length > 2 && !/\d/.test(name) && !TWO_MEANINGS.has(name))
  );
}

function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
}

function partOf(parts: readonly Intl.DateTimeFormatPart[], type: 'month' | 'weekday'): string {
  return parts.find((part) => part.type === type)?.value ?? '';
}

/** Lower case, without accents and periods. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
