/** Which lines of a log a person wants to see before they import it. */

import { moment } from '../time/wallClock';
import type { Zone } from 'luxon';
import type { Entry } from '../timeline/entry';
import type { TakenLine } from './importedEntries';

/** Times of day, each in minutes since midnight; the first may be the later one, over midnight. */
export interface DayWindow {
  readonly from: number;
  readonly to: number;
}

export interface LogFilter {
  readonly tagged?: true;
  /** Only what people reacted to or pinned. */
  readonly noted?: true;
  /** Without `@`. */
  readonly author?: string;
  readonly window?: DayWindow;
  /** All of which are in it, in any order. */
  readonly words?: string;
}

/** Returns whether a line, and the entry that it would become, is meant; times of day are in `zone`. */
export function passes(line: TakenLine, entry: Entry, filter: LogFilter, zone: Zone): boolean {
  return (
    (!filter.tagged || line.tagged === true) &&
    (!filter.noted || line.noted === true) &&
    (filter.author === undefined || entry.author === filter.author) &&
    (filter.window === undefined || isIn(filter.window, entry.instant, zone)) &&
    (filter.words === undefined || hasWords(entry.text, filter.words))
  );
}

function isIn({ from, to }: DayWindow, instant: number, zone: Zone): boolean {
  const { hour, minute } = moment(instant, zone);
  const time = hour * 60 + minute;
  return from <= to ? from <= time && time <= to : time >= from || time <= to;
}

function hasWords(text: string, words: string): boolean {
  const lower = text.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/** Reads `14:30-15:10` and `14:30 to 15:10`; undefined if it's no such window. */
export function readDayWindow(text: string): DayWindow | undefined {
  const times = /^\s*(\d{1,2}):(\d\d)\s*(?:-|\u2013|to)\s*(\d{1,2}):(\d\d)\s*$/i.exec(text)?.slice(1).map(Number);
  if (!times) {
    return undefined;
  }
  const [hour, minute, endHour, endMinute] = times as [number, number, number, number];
  const isTime = hour < 24 && endHour < 24 && minute < 60 && endMinute < 60;
  return isTime ? { from: hour * 60 + minute, to: endHour * 60 + endMinute } : undefined;
}
