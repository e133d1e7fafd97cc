/**
 * Turns the times of a log into instants: days that only follow from the lines around them, zones, and the hours that daylight
 * saving time skips or repeats. What can't be known is reported, never silently guessed.
 */

import { DateTime, type Zone } from 'luxon';
import { reasonOf, type Reason } from '../text/reason';
import { utc, wholeSeconds } from '../time/instant';
import { instantsOf, LOCALE, timeOf, type WallTime } from '../time/wallClock';
import type { LogDay, LogFrame, LogLine, LogTime, ReadLog } from './logLine';
import { IMPORT_SENTENCES } from './sentences';
import { endsStep, type Steps } from '../paste/steps';

/** Which of the two is meant where the clocks were set back. */
export const REPEATED_HOURS = ['first', 'second'] as const;
export type RepeatedHour = (typeof REPEATED_HOURS)[number];

/** A line whose instant is known. */
export interface SettledLine extends LogLine {
  /** Milliseconds since the epoch, whole seconds. */
  readonly instant: number;
}

export type Settled =
  | { readonly lines: readonly SettledLine[]; readonly warnings: readonly string[] }
  /** What has to be known first: the `code` names the question. */
  | { readonly missing: Reason<'needsZone' | 'needsDate' | 'needsHour'> };

/** Lines that were written at once may be in any order; a time that goes further back is another day's. In ms. */
const DISORDER = 300_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

interface SettlingFrame extends LogFrame {
  readonly repeatedHour?: RepeatedHour | undefined;
}

/** The instants of the lines that are `wanted`, in steps; the others only tell days. */
export function* settleSteps(
  read: ReadLog,
  answers: SettlingFrame,
  wanted: (line: LogLine) => boolean,
): Steps<Settled> {
  if (!read.lines.some(wanted)) {
    return { lines: [], warnings: [] };
  }
  const dated = withDays(read, answers);
  if ('missing' in dated) {
    return dated;
  }
  const zone = read.zone ?? answers.zone;
  const first = dated.lines.find((line) => wanted(line) && needsZone(line));
  if (first && !zone) {
    return { missing: reasonOf(IMPORT_SENTENCES, 'needsZone', { time: timeWords(first.time) }) };
  }
  yield;
  return yield* inZone(dated.lines, dated.warnings, zone, answers.repeatedHour, wanted);
}

function needsZone({ time }: LogLine): boolean {
  return 'clock' in time && !time.zone;
}

type Dated = { readonly lines: readonly LogLine[]; readonly warnings: readonly string[] };

/** Returns the lines, each with its day; a time that goes back without a mark in the log is on the next day, which is said. */
function withDays({ lines, marksDays }: ReadLog, { date }: LogFrame): Dated | Extract<Settled, { missing: unknown }> {
  const warnings: string[] = [];
  let day: LogDay | undefined;
  let before: number | undefined;
  const dated: LogLine[] = [];
  for (const line of lines) {
    const { time } = line;
    if (!('clock' in time)) {
      dated.push(line);
      continue;
    }
    const wall = clockMs(time.clock);
    if (time.day) {
      day = time.day;
    } else if (day === undefined) {
      if (date === undefined) {
        return { missing: reasonOf(IMPORT_SENTENCES, 'needsDate', { time: timeOf(time.clock) }) };
      }
      day = date;
    } else if (!marksDays && before !== undefined && wall < before - HOUR - DISORDER) {
      day = dayAfter(day);
      const said = { time: timeOf(time.clock), date: isoDay(day) };
      warnings.push(reasonOf(IMPORT_SENTENCES, 'nextDay', said).whole);
    }
    before = wall;
    dated.push(time.day ? line : { ...line, time: { ...time, day } });
  }
  return { lines: dated, warnings };
}

function* inZone(
  lines: readonly LogLine[],
  said: readonly string[],
  zone: Zone | undefined,
  repeatedHour: RepeatedHour | undefined,
  wanted: (line: LogLine) => boolean,
): Steps<Settled> {
  const warnings = [...said];
  const settled: SettledLine[] = [];
  const { first, second } = yield* possibleInstants(lines, zone);
  const turns = repeatedTurns(first, second);
  for (const [index, line] of lines.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const { time } = line;
    if (!wanted(line)) {
      continue;
    }
    const [one, other] = [first[index]!, second.get(index)];
    if (Number.isNaN(one) && 'clock' in time) {
      const [own, day] = [(time.zone ?? zone)!, isoDay(time.day!)];
      const gone = { time: timeOf(time.clock), zone: own.name, date: day };
      warnings.push(reasonOf(IMPORT_SENTENCES, 'skippedTime', gone).whole);
      settled.push(atInstant(line, later(time.clock, time.day!, own)));
      continue;
    }
    const turn = other === undefined ? 'first' : (turns.get(index) ?? repeatedHour);
    if (turn === undefined && 'clock' in time) {
      const twice = { time: timeWords(time), zone: (time.zone ?? zone)!.name };
      return { missing: reasonOf(IMPORT_SENTENCES, 'needsHour', twice) };
    }
    settled.push(atInstant(line, wholeSeconds(turn === 'second' ? other! : one)));
  }
  return { lines: settled, warnings };
}

/** The instant comes first: a property that's added after a spread can give every line a hidden class of its own. */
function atInstant(line: LogLine, instant: number): SettledLine {
  return { instant, ...line };
}

/** The instants that each line's time can be, by the line's index: NaN where there's none; `second` only where there are two. */
interface Possible {
  readonly first: Float64Array;
  readonly second: ReadonlyMap<number, number>;
}

function* possibleInstants(lines: readonly LogLine[], zone: Zone | undefined): Steps<Possible> {
  const first = new Float64Array(lines.length);
  const second = new Map<number, number>();
  const days = new EvenDays();
  for (const [index, { time }] of lines.entries()) {
    if (endsStep(index)) {
      yield;
    }
    if ('instant' in time) {
      first[index] = time.instant;
      continue;
    }
    const own = time.zone ?? zone;
    const even = own && days.of(time.day!, own);
    if (even) {
      first[index] = even.start + clockMs(time.clock) - even.offset;
      continue;
    }
    const [one = NaN, other] = own ? instantsOf(time.clock, dayIn(time.day!, own)) : [];
    first[index] = one;
    if (other !== undefined) {
      second.set(index, other);
    }
  }
  return { first, second };
}

/** A day's first moment as if in UTC, and how far its zone is ahead on all of it, in ms. */
interface EvenDay {
  readonly start: number;
  readonly offset: number;
}

/** Remembers on which days the clocks of a zone aren't moved. */
class EvenDays {
  readonly #known = new Map<string, EvenDay | undefined>();
  /** Most lines are of the day of the line before. */
  #last: { readonly day: LogDay; readonly zone: Zone; readonly even: EvenDay | undefined } | undefined;

  /** Undefined if the clocks are moved. */
  of(day: LogDay, zone: Zone): EvenDay | undefined {
    if (this.#last?.day !== day || this.#last.zone !== zone) {
      this.#last = { day, zone, even: this.#read(day, zone) };
    }
    return this.#last.even;
  }

  #read(day: LogDay, zone: Zone): EvenDay | undefined {
    const key = `${zone.name} ${day.year} ${day.month} ${day.day}`;
    if (!this.#known.has(key)) {
      this.#known.set(key, evenDay(day, zone));
    }
    return this.#known.get(key);
  }
}

function evenDay(day: LogDay, zone: Zone): EvenDay | undefined {
  const start = utc(day.year, day.month, day.day, 0, 0, 0);
  const offsets = [-DAY, 0, DAY, 2 * DAY].map((moved) => zone.offset(start + moved) * 60_000);
  return offsets.every((offset) => offset === offsets[0]) ? { start, offset: offsets[0]! } : undefined;
}

/** Which hour each of the lines is in whose time exists twice, where the order of a log that runs on through both tells it. */
function repeatedTurns(first: Possible['first'], second: Possible['second']): ReadonlyMap<number, RepeatedHour> {
  const turns = new Map<number, RepeatedHour>();
  let [start, back] = [-1, -1];
  for (const index of second.keys()) {
    // Another run of such lines begins.
    if (!second.has(index - 1)) {
      [start, back] = [index, -1];
    } else if (first[index]! < first[index - 1]! - DISORDER) {
      back = index;
    }
    if (back > 0 && !second.has(index + 1)) {
      for (let one = start; one <= index; one += 1) {
        turns.set(one, one < back ? 'first' : 'second');
      }
    }
  }
  return turns;
}

function dayIn({ year, month, day }: LogDay, zone: Zone): DateTime {
  return DateTime.fromObject({ year, month, day }, { zone, locale: LOCALE });
}

/** Luxon moves a time that the clocks jumped over to after the jump. */
function later(clock: WallTime, day: LogDay, zone: Zone): number {
  return DateTime.fromObject({ ...day, ...clock }, { zone, locale: LOCALE }).toMillis();
}

function dayAfter({ year, month, day }: LogDay): LogDay {
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}

export function isoDay({ year, month, day }: LogDay): string {
  return [String(year).padStart(4, '0'), month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

function timeWords(time: LogTime): string {
  return 'clock' in time ? [...(time.day ? [isoDay(time.day)] : []), timeOf(time.clock)].join(' ') : '';
}

function clockMs({ hour, minute, second }: WallTime): number {
  return ((hour * 60 + minute) * 60 + second) * 1000;
}
