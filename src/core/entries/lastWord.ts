/**
 * Times an entry so that it comes after what it changes, even if that is later than now because another clock is ahead.
 * Otherwise it wouldn't count until that time has passed. Knows which entries are about the same thing.
 */

import type { IncidentRecord } from '../record/record';
import { wholeSeconds } from '../time/instant';
import type { Entry } from '../timeline/entry';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';

/**
 * Returns the entry, in the second after the last one that it changes if that isn't earlier. `now` is when it is written, in milliseconds
 * since the epoch: a milestone keeps its own time unless the later one is still to come.
 */
export function afterLastWord(record: IncidentRecord, entry: Entry, now: number): Entry {
  const about = subjectOf(entry);
  if (about === undefined) {
    return entry;
  }
  const from = wholeSeconds(entry.kind === 'MILESTONE' ? Math.max(entry.instant, now) : entry.instant);
  const last = countingEntries(record)
    .filter(({ kind, instant }) => kind === entry.kind && instant >= from)
    .filter((placed) => subjectOf(readEntry(record.text, placed)) === about)
    .reduce((latest, { instant }) => Math.max(latest, instant), -Infinity);
  return last === -Infinity ? entry : { ...entry, instant: wholeSeconds(last) + 1000 };
}

/** Returns what the last entry about it decides; undefined if each entry stands for itself. */
function subjectOf({ kind, qualifier, text }: Entry): string | undefined {
  switch (kind) {
    case 'SEVERITY':
      return kind;
    case 'ROLE':
      return qualifier;
    case 'HYPOTHESIS':
      return text;
    case 'MILESTONE':
      return qualifier.endsWith('?') ? undefined : kind;
    default:
      return undefined;
  }
}
