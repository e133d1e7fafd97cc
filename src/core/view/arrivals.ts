/** Which entries of a record came in while it was watched, and when. */

import type { IncidentRecord } from '../record/record';
import type { PlacedEntry } from '../timeline/entryHead';
import { countingEntries } from '../timeline/retraction';

export interface Arrivals {
  /** All entries that counted at the last look. */
  readonly known: ReadonlySet<string>;
  /** When an entry was seen first, in milliseconds since the epoch; absent of those that were there from the start. */
  readonly at: ReadonlyMap<string, number>;
}

/** How long an entry is new, in milliseconds. */
const NEW_FOR = 600_000;

/** Names an entry by what it is, without its box. */
export function arrivalKey({ text }: IncidentRecord, { instant, author, kind, textStart, end }: PlacedEntry): string {
  return `${instant} ${author} ${kind} ${text.slice(textStart, end)}`;
}

/** The arrivals with those that `record` has since `before`; at the first look nothing is new. */
export function withArrivals(before: Arrivals | undefined, record: IncidentRecord, now: number): Arrivals {
  const known = new Set(countingEntries(record).map((placed) => arrivalKey(record, placed)));
  const kept = [...(before?.at ?? [])].filter(([key, at]) => now - at < NEW_FOR && known.has(key));
  const fresh = before ? [...known].filter((key) => !before.known.has(key)) : [];
  return { known, at: new Map([...kept, ...fresh.map((key) => [key, now] as const)]) };
}
