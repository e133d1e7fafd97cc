/** Who had which role until when, from the timeline: an incident can have more leaders than its front matter names. */

import type { PlacedEntry } from './entryHead';
import { entryText } from './entryText';
import { roleHolders } from './timelineState';

export interface Tenure {
  /** With `@`. */
  readonly holder: string;
  /** When it was somebody else's, in milliseconds since the epoch; absent if it stayed theirs. */
  until?: number;
}

/** By role, in the order in which they came; an offer that nobody confirmed changes nothing. `entries` are in their order. */
export function roleTenures(
  text: string,
  entries: readonly PlacedEntry[],
): ReadonlyMap<string, readonly Readonly<Tenure>[]> {
  const tenures = new Map<string, Tenure[]>();
  const now = new Map<string, readonly Tenure[]>();
  for (const { qualifier: role, instant, holders } of assignments(text, entries)) {
    const before = now.get(role) ?? [];
    const come = holders.filter((holder) => before.every((tenure) => tenure.holder !== holder));
    for (const tenure of before.filter(({ holder }) => !holders.includes(holder))) {
      tenure.until = instant;
    }
    const begun = come.map((holder): Tenure => ({ holder }));
    now.set(role, [...before.filter(({ until }) => until === undefined), ...begun]);
    const all = tenures.get(role) ?? [];
    all.push(...begun);
    tenures.set(role, all);
  }
  return tenures;
}

function assignments(text: string, entries: readonly PlacedEntry[]) {
  return entries.flatMap((placed) => {
    const holders = placed.kind === 'ROLE' ? roleHolders(entryText(text, placed)) : undefined;
    return holders ? [{ qualifier: placed.qualifier, instant: placed.instant, holders }] : [];
  });
}
