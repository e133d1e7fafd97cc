/** The reader's local time next to each instant of a timeline, which is in UTC. */

import type { IncidentRecord } from '../record/record';
import { declaredAt } from '../record/record';
import { describeAge } from '../status/updateClock';
import { describeInstant, localClock } from '../time/typedTime';
import type { PlacedEntry } from '../timeline/entryHead';
import { say } from '../words/say';

interface LocalFrame {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** An IANA name. */
  readonly zone: string;
}

export interface LocalTime {
  /** The offset of the author's `@`, before which the words are shown. */
  readonly at: number;
  /** `03:21 +12 min`: the local time, and the time since the declaration. */
  readonly words: string;
}

/** Those of the entries that begin between two offsets. */
export function localTimes(record: IncidentRecord, from: number, to: number, frame: LocalFrame): LocalTime[] {
  const declared = declaredAt(record);
  const clock = localClock(frame);
  return record.timeline.entries
    .filter(({ start }) => start >= from && start <= to)
    .flatMap((placed) => {
      const at = record.text.indexOf('@', placed.start);
      const since = declared === undefined ? undefined : placed.instant - declared;
      const age = since === undefined ? '' : ` ${since < 0 ? '−' : '+'}${describeAge(Math.abs(since))}`;
      return at < 0 || at > placed.textStart ? [] : [{ at, words: `${clock(placed.instant)}${age}` }];
    });
}

/** Returns what a hover over the entry at this offset says, one line each; absent if no entry's head is. */
export function entryTimes(record: IncidentRecord, offset: number, frame: LocalFrame): readonly string[] | undefined {
  const { entries } = record.timeline;
  const index = entries.findIndex(({ start, textStart }) => offset >= start && offset <= textStart);
  const placed: PlacedEntry | undefined = entries[index];
  if (!placed) {
    return undefined;
  }
  const before = entries[index - 1];
  const declared = declaredAt(record);
  const since = (instant: number): string => describeAge(Math.max(0, placed.instant - instant));
  return [
    describeInstant(placed.instant, frame),
    `@${placed.author}`,
    ...(declared === undefined ? [] : [say`${since(declared)} after the declaration`]),
    ...(before === undefined ? [] : [say`${since(before.instant)} after the entry before it`]),
  ];
}
