/**
 * Turns lines that begin with a bare time into entries. The day comes from the heading or the entry above. A time without a
 * zone may be local or UTC, so both are offered.
 */

import { DateTime } from 'luxon';
import { formatEntry, type Entry } from '../timeline/entry';
import { formatInstant } from '../time/instant';
import type { LooseLine } from '../timeline/looseLines';
import type { FixFrame, QuickFix } from '../text/quickFix';
import type { IncidentRecord } from '../record/record';
import { lineEndOf } from '../text/textEdit';
import { describeInstant } from '../time/typedTime';
import { readLooseTime } from '../timeline/looseTime';
import { isNextDay } from '../timeline/writtenDays';
import { LOCALE } from '../time/wallClock';
import { readDay } from '../time/writtenDay';
import { Scanner } from '../text/scanner';
import { say } from '../words/say';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const HALF_YEAR = YEAR / 2;
const WEEK = 7 * DAY;
/** Lines that were written at once may be in any order. */
const DISORDER = 300_000;
const SPEAKER = /^(?:@([\w.-]+)[:,]?|<@?([\w.-]+)>:?)[ \t]+(?=\S)/;
const FORMS = ['LLLL d', 'LLL d', 'd LLLL', 'd LLL'];

/** Returns an edit for each instant that the line's time can mean; none if its zone is ambiguous or there is no such time. */
export function looseFixes(record: IncidentRecord, loose: LooseLine, frame: FixFrame): QuickFix[] {
  const { readings, sure } = instantsOf(record, loose, frame);
  return readings.map(({ instant, words }): QuickFix => {
    const [, at, nick] = SPEAKER.exec(words) ?? [];
    const author = loose.author ?? at ?? nick ?? frame.author ?? above(record, loose)?.author ?? 'unknown';
    const todo = loose.box !== undefined;
    const entry: Entry = {
      instant,
      author,
      kind: todo ? 'TODO' : 'TL',
      qualifier: '',
      text: words.replace(SPEAKER, ''),
      ...(todo && { ticked: loose.box !== ' ' }),
    };
    const exact = formatInstant(instant);
    const minute = /^\D*(?:\d{4}-\d\d-\d\d\D+)?\d{1,2}:\d\d:\d\d/.test(loose.head)
      ? exact
      : exact.replace(/:00Z$/, 'Z');
    const text = formatEntry(entry, lineEndOf(record.text)).replace(exact, minute);
    const title = say`Log as an entry at ${describeInstant(instant, frame)} by @${author}`;
    const moved = (loose.indents ?? []).map((indent) => ({ ...indent, text: '' }));
    const edits = [{ start: loose.start, end: loose.end, text }, ...moved];
    return readings.length === 1 && sure ? { title, edits, preferred: true } : { title, edits };
  });
}

interface Readings {
  readonly readings: readonly { readonly instant: number; readonly words: string }[];
  /** False where the heading names a day that isn't understood: it may be another one than that of the entry above. */
  readonly sure: boolean;
}

function instantsOf(record: IncidentRecord, loose: LooseLine, frame: FixFrame): Readings {
  const before = above(record, loose)?.instant;
  const anchor = before ?? record.timeline.entries.find(({ start }) => start > loose.start)?.instant ?? frame.now;
  const now = Math.min(frame.now, before === undefined ? anchor : before + DAY - DISORDER);
  const isNamed = loose.day !== undefined || loose.daysLater !== undefined;
  const dated = isNamed ? datedReadings(record, loose, frame, before) : [];
  // What is in its place among the entries is likelier than a time of the day before.
  const fits = ({ instant }: Readings['readings'][number]): boolean =>
    before === undefined || instant >= before - DISORDER;
  // A day that was named further up may be over: the entry above tells a later one.
  const isRelative = /^(?:today|yesterday)\b/i.test(loose.day ?? '');
  const isSure = !/^day \d/i.test(loose.day ?? '');
  if (dated.length > 0 && !isRelative && (dated.some(fits) || !loose.hasEntryBetween)) {
    return { readings: dated.some(fits) ? dated.filter(fits) : dated, sure: isSure };
  }
  // Another day than the one that is named would be wrong.
  if (loose.day !== undefined && dated.length === 0 && !loose.hasEntryBetween) {
    return { readings: [], sure: false };
  }
  const near = readHead(loose.head, now, frame);
  const latest = readHead(loose.head, latestAfter(before, HALF_YEAR, frame), frame);
  // A date of its own without a year isn't of another year because it's later than the entry above.
  const isOtherYear = near.some(({ instant }, at) => (latest[at]?.instant ?? instant) - instant > YEAR - 2 * DAY);
  const readings = isOtherYear ? latest : near;
  const fitting = readings.filter(fits);
  const chosen = fitting.length > 0 ? fitting : readings;
  const others = dated.filter(({ instant }) => chosen.every((reading) => reading.instant !== instant));
  return { readings: [...chosen, ...others], sure: !isNamed };
}

/** A date that leaves its year open is the latest one that isn't long after the entry above: a record may be years old. */
function latestAfter(before: number | undefined, span: number, { now }: FixFrame): number {
  return before === undefined ? now : Math.min(now, before + span);
}

/** What the line can mean on the day that is named above it; none where nobody knows that day. */
function datedReadings(
  record: IncidentRecord,
  { day, daysLater = 0, head }: LooseLine,
  frame: FixFrame,
  base: number | undefined,
): Readings['readings'] {
  const isRelative = /^(?:today|yesterday)\b/i.test(day ?? '');
  const isWeekday = day !== undefined && !/\d/.test(day) && !isRelative;
  const now = isRelative ? frame.now : latestAfter(base, isWeekday ? WEEK - DISORDER : HALF_YEAR, frame);
  const found = new Map<number, string>();
  for (const zone of [frame.zone, 'UTC']) {
    const isAfterEntry = day === undefined || isNextDay(day);
    const named = isAfterEntry ? base && dayAt(base, zone) : numbered(record, day, zone, now);
    const written = named ? daysAfter(named, daysLater) : daysLater === 0 ? leadingDay(day ?? '') : undefined;
    const { instant, text } = written === undefined ? { text: '' } : readLooseTime(`${written} ${head}`, { now, zone });
    if (instant !== undefined && instant <= frame.now + DISORDER) {
      found.set(instant, text);
    }
  }
  return [...found].map(([instant, words]) => ({ instant, words }));
}

/** The day without what more is said of it: `28 Nov` of `28 Nov, the morning`. */
function leadingDay(words: string): string {
  const scan = new Scanner(`${words} `);
  return readDay(scan) ? words.slice(0, scan.at).replace(/[\s,.:]+$/, '') : words;
}

/** The day of the first entry is `Day 1`. */
function numbered(record: IncidentRecord, day: string, zone: string, now: number): string | undefined {
  const count = /^day (\d{1,3})\b/i.exec(day)?.[1];
  if (count === undefined) {
    return dayOf(day, now);
  }
  const [first] = record.timeline.entries;
  return first && daysAfter(dayAt(first.instant, zone), Number(count) - 1);
}

function dayAt(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone }).toISODate() ?? '';
}

function daysAfter(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;
}

/** Returns what a line that begins with a time can mean: its zone may be the person's or UTC. */
function readHead(head: string, now: number, frame: FixFrame): Readings['readings'] {
  const found = new Map<number, string>();
  for (const zone of [frame.zone, 'UTC']) {
    const { instant, text } = readLooseTime(head, { now, zone });
    if (instant !== undefined) {
      found.set(instant, text);
    }
  }
  return [...found].map(([instant, words]) => ({ instant, words }));
}

function above({ timeline }: IncidentRecord, { start }: LooseLine) {
  return timeline.entries.findLast((placed) => placed.start < start);
}

/** `2026-05-13` for `May 13`, the last one that isn't in the future; undefined if it isn't known which day is meant. */
function dayOf(words: string, now: number): string | undefined {
  const iso = /\d{4}-\d\d-\d\d/.exec(words)?.[0];
  if (iso !== undefined) {
    return iso;
  }
  const bare = words
    .replace(/[:(].*$/, '')
    .trim()
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? /i, '')
    .replace(/(?<=\d)(?:\.|st|nd|rd|th)(?= |,|$)/, '')
    .replace(',', '')
    .trim();
  const year = /(?<= )\d{4}$/.exec(bare)?.[0];
  const zone = 'utc';
  for (const form of FORMS) {
    const day = DateTime.fromFormat(
      year === undefined ? `${bare} ${new Date(now).getUTCFullYear()}` : bare,
      `${form} yyyy`,
      { zone, locale: LOCALE },
    );
    if (day.isValid) {
      const ahead = year === undefined && day.toMillis() > now + DAY;
      return day.minus({ years: ahead ? 1 : 0 }).toISODate();
    }
  }
  return undefined;
}
