/** What has come into a record since it was last looked at: how many entries, and by whom. */

import { sameEntry } from '../timeline/entry';
import type { IncidentRecord } from './record';
import { readEntry } from '../timeline/timeline';

/** By author, without `@`, the one with the most entries first. */
export type News = readonly { readonly author: string; readonly count: number }[];

/** Returns the entries that `after` has and `before` hasn't; all if there was no record before. */
export function newsBetween(before: IncidentRecord | undefined, after: IncidentRecord): News {
  const known = before?.timeline.entries.map((placed) => readEntry(before.text, placed)) ?? [];
  const instants = new Map<number, typeof known>();
  for (const entry of known) {
    instants.set(entry.instant, [...(instants.get(entry.instant) ?? []), entry]);
  }
  const counts = new Map<string, number>();
  for (const placed of after.timeline.entries) {
    const entry = readEntry(after.text, placed);
    if (!instants.get(entry.instant)?.some((other) => sameEntry(other, entry))) {
      counts.set(entry.author, (counts.get(entry.author) ?? 0) + 1);
    }
  }
  return [...counts].map(([author, count]) => ({ author, count })).sort((a, b) => b.count - a.count);
}
