/**
 * Due dates as people type them after a follow-up: `due friday`, `by tomorrow`, `next week`, `27 Nov`. A due date is a
 * calendar date; one that could be two dates is a problem that names both.
 */

import { DateTime, Info } from 'luxon';
import { isCalendarDate, readFollowUp, type FollowUp } from './followUp';
import { Scanner } from '../text/scanner';
import { dayMeant } from '../time/typedTime';
import { LOCALE, moment } from '../time/wallClock';
import { readDay, type WrittenDay } from '../time/writtenDay';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';
import { say } from '../words/say';

interface DueFrame {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The person's zone, an IANA name: it says which day is today. */
  readonly zone: string;
}

export type ReadDue = { readonly due: string } | { readonly problem: Reason };

export interface TypedFollowUp {
  readonly followUp: FollowUp;
  /** Absent unless a due date is there that could be two, or doesn't exist. */
  readonly problem?: Reason;
  /** Says that a due date seems to be there, if none was read. */
  readonly hint?: string;
}

/** The most words that a due date has: `by Friday, 27 November 2026`. */
const MOST_WORDS = 6;
const INTRODUCED =
  /^(?:due(?:\s+date)?|by|until|before|bis|f\u00e4llig)(?:[:=]\s*|\s+)(?:(?:on|am|the|by|before)\s+)?(?=\S)/i;
/** `due to` says why. */
const SEEMS_DUE = /\s\(?(due(?!\s+to\b)[\s:=]\s*(?:\S+\s+){0,4}\S+)$/i;
/** A date behind one of these says when something was, not when it's due. */
const OF_WHEN = /(?:^|\s)(?:of|on|from|since|in|at|the|after|for|to|and|or|last|vom|am|seit)$/i;
/** Without a year, 27 November in December was last month. In ms. */
const FAR = 180 * 86_400_000;
const OWNER = /(?:^|\s+)(?:(?:for|owner)\s+)?@(\S+)$/i;
const IN = /^(?:in|within)\s+(an?|one|two|three|four|\d{1,3})\s+(day|week|month)s?$/i;
const COUNTS = ['a', 'one', 'two', 'three', 'four'];
const MONTHS_END = /^(?:the\s+)?(?:end of (?:the |this )?month|eom)$/i;
const WEEKS_END = /^(?:the\s+)?(?:end of (?:the |this )?week|eow)$/i;
const DAYS_END = /^(?:the\s+)?(?:end of (?:the |this )?day|eod|tonight)$/i;
const NEXT = /^next\s+(\p{L}+)$/iu;
const PERIODS: Readonly<Record<string, 'weeks' | 'months'>> = { week: 'weeks', month: 'months' };

/**
 * Reads `alert on it @jo due friday`, owner and date in any order; what `readFollowUp` reads is read as there. The date
 * comes without its words.
 */
export function readTypedFollowUp(typed: string, frame: DueFrame): TypedFollowUp {
  let text = typed.trimEnd();
  let owner: string | undefined;
  let due: string | undefined;
  for (;;) {
    const written = readFollowUp(text);
    const named = OWNER.exec(text);
    const dated = due === undefined ? trailingDue(text, frame) : undefined;
    if (written.due !== undefined && due === undefined && (written.owner === undefined || owner === undefined)) {
      if (!isCalendarDate(written.due)) {
        return { followUp: { text: typed }, problem: reasonOf(CORE_SENTENCES, 'noSuchDay', { written: written.due }) };
      }
      ({ text, due } = { text: written.text, due: written.due });
      owner ??= written.owner;
    } else if (named && owner === undefined) {
      owner = named[1];
      text = text.slice(0, named.index);
    } else if (dated && 'problem' in dated) {
      return { followUp: { text: typed }, problem: dated.problem };
    } else if (dated) {
      ({ text, due } = dated);
    } else {
      break;
    }
  }
  const seeming = due === undefined ? SEEMS_DUE.exec(text)?.[1] : undefined;
  return {
    followUp: { text, ...(owner && { owner }), ...(due && { due }) },
    ...(seeming && { hint: say`No due date was found in "${seeming}". Write it like due 2026-11-27.` }),
  };
}

/** `alert on it · @jo · due Friday, 2026-11-27`; undefined if there is neither owner nor date. */
export function describeFollowUp({ text, owner, due }: FollowUp): string | undefined {
  const day = due === undefined ? undefined : DateTime.fromISO(due, { zone: 'utc', locale: LOCALE });
  const parts = [...(owner ? [`@${owner}`] : []), ...(day?.isValid ? [`due ${day.weekdayLong}, ${due}`] : [])];
  return parts.length === 0 ? undefined : [text, ...parts].join(' · ');
}

/** Reads the whole text as a due date: `2026-11-27`, `friday`, `tomorrow`, `in 2 weeks`, `27 Nov`; undefined if it's none. */
export function readDue(typed: string, { now, zone }: DueFrame): ReadDue | undefined {
  const text = typed.trim().replace(INTRODUCED, '');
  const today = moment(now, Info.normalizeZone(zone)).startOf('day');
  const day = fixedDay(text, today) ?? namedDay(text, today);
  if (day === undefined || 'problem' in day) {
    return day;
  }
  const due = day.day.toISODate();
  return due === null ? undefined : { due };
}

type Meant = { readonly day: DateTime } | { readonly problem: Reason } | undefined;

function fixedDay(text: string, today: DateTime): Meant {
  const ahead = IN.exec(text);
  if (ahead) {
    const count = /^\d/.test(ahead[1]!) ? Number(ahead[1]) : Math.max(1, COUNTS.indexOf(ahead[1]!.toLowerCase()));
    return { day: today.plus({ [`${ahead[2]!.toLowerCase()}s`]: count }) };
  }
  if (DAYS_END.test(text)) {
    return { day: today };
  }
  if (WEEKS_END.test(text)) {
    // Work weeks end on Friday; on a weekend the next one is meant.
    return { day: today.plus({ days: (7 + 5 - today.weekday) % 7 }) };
  }
  return MONTHS_END.test(text) ? { day: today.endOf('month').startOf('day') } : undefined;
}

function namedDay(text: string, today: DateTime): Meant {
  const next = NEXT.exec(text)?.[1];
  const period = next === undefined ? undefined : PERIODS[next.toLowerCase()];
  if (period) {
    return { day: today.plus({ [period]: 1 }) };
  }
  const scan = new Scanner(`${next ?? text.replace(/^this\s+/i, '')} `);
  const written = readDay(scan);
  if (written === undefined || scan.rest.trim() !== '') {
    return undefined;
  }
  if ('problem' in written) {
    return written;
  }
  if ('weekday' in written && !('month' in written)) {
    return written.last ? undefined : dayOfWeek(written, today, text, next !== undefined);
  }
  // A day that's over is nobody's due date, unless its year was written.
  if (next !== undefined || ('days' in written && written.days < 0)) {
    return undefined;
  }
  return dayMeant(written, today, 'next', (candidate) => candidate >= today);
}

/** On a Friday `friday` is today or in a week, and `next friday` is never clear. */
function dayOfWeek(
  { weekday }: Extract<WrittenDay, { last: boolean }>,
  today: DateTime,
  text: string,
  next: boolean,
): Meant {
  const day = today.plus({ days: (7 + weekday - today.weekday) % 7 });
  return next || day.hasSame(today, 'day')
    ? {
        problem: reasonOf(CORE_SENTENCES, 'twoDueDates', {
          written: text,
          dates: [isoOf(day), isoOf(day.plus({ weeks: 1 }))],
        }),
      }
    : { day };
}

const isoOf = (day: DateTime): string => day.toISODate() ?? '';

/** The due date that a text ends with, and the text before it. */
function trailingDue(text: string, frame: DueFrame): { text: string; due: string } | { problem: Reason } | undefined {
  const starts = [...text.slice(-80).matchAll(/(?<=\s)\S+/g)].map(({ index }) => Math.max(0, text.length - 80) + index);
  for (const start of starts.slice(-MOST_WORDS)) {
    const words = text.slice(start);
    const before = text.slice(0, start).trimEnd();
    const read = INTRODUCED.test(words) ? readDue(words, frame) : bareDue(words, before, frame);
    if (read && 'problem' in read) {
      return read;
    }
    if (read) {
      return { text: before.replace(/[,;:\u2013\u2014-]$/, '').trimEnd(), due: read.due };
    }
  }
  return undefined;
}

/** Returns a date that nothing introduces as due: not one that may say when something was. */
function bareDue(words: string, before: string, frame: DueFrame): ReadDue | undefined {
  if (OF_WHEN.test(before) || /^(?:on|am)\s|^\p{L}+$/iu.test(words.replace(/^tomorrow$/i, ''))) {
    return undefined;
  }
  const read = readDue(words, frame);
  return read && 'due' in read && Date.parse(read.due) - frame.now > FAR ? undefined : read;
}
