/** Which entries came into a record while it was watched, and when. */

import type { IncidentRecord } from '../record/record';
import { differenceOf } from '../text/textEdit';
import type { PlacedEntry } from '../timeline/entryHead';
import { countingEntries } from '../timeline/retraction';

export interface Arrivals {
  /** As it was at the last look. */
  readonly record: IncidentRecord;
  /** When an entry was seen first, in milliseconds since the epoch; absent of those that were there from the start. */
  readonly at: ReadonlyMap<string, number>;
}

/** How long an entry is new, in milliseconds. */
const NEW_FOR = 600_000;

/** Names an entry by what it is, without its box. */
export function arrivalKey({ text }: IncidentRecord, { instant, author, kind, textStart, end }: PlacedEntry): string {
  return `${instant} ${author} ${kind} ${text.slice(textStart, end)}`;
}

/** Returns the arrivals with those that `record` has since `before`; at the first look nothing is new. */
export function withArrivals(before: Arrivals | undefined, record: IncidentRecord, now: number): Arrivals {
  const kept = [...(before?.at ?? [])].filter(([, at]) => now - at < NEW_FOR);
  if (!before || before.record.text === record.text) {
    return { record, at: new Map(kept) };
  }
  // Only what is where both differ can be new.
  const { start, end, text } = differenceOf(before.record.text, record.text);
  const known = new Set(keysBetween(before.record, start, end));
  const fresh = keysBetween(record, start, start + text.length).filter((key) => !known.has(key));
  return { record, at: new Map([...fresh.map((key) => [key, now] as const), ...kept]) };
}

function keysBetween(record: IncidentRecord, from: number, to: number): string[] {
  return countingEntries(record)
    .filter(({ start, blockEnd }) => start <= to && blockEnd >= from)
    .map((placed) => arrivalKey(record, placed));
}
