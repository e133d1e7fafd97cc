/** The time-boxed tasks that somebody is at, and which of them have run out. */

import type { Entry } from '../timeline/entry';
import { flatText } from '../text/flatText';
import { readInstant } from '../time/instant';
import type { IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';

export interface Quest {
  /** With `@`. */
  readonly owner: string;
  /** One line, without its end. */
  readonly text: string;
  /** When it ends, milliseconds since the epoch; absent where the entry does not say. */
  readonly until?: number;
  readonly entry: Entry;
}

const UNTIL = /\s*\(until\s+([^()\s]{1,40})\)$/;

/** Those that are not ticked, the one that ends first before the others. */
export function openQuests(record: IncidentRecord): Quest[] {
  const { text } = record;
  return countingEntries(record)
    .filter(({ kind, ticked }) => kind === 'QUEST' && ticked !== true)
    .map((placed): Quest => {
      const entry = readEntry(text, placed);
      const said = entry.text.trimEnd();
      const end = readInstant(UNTIL.exec(said.slice(-60))?.[1] ?? '');
      const known = 'instant' in end;
      const words = known ? said.slice(0, said.lastIndexOf('(until')) : said;
      return {
        owner: placed.qualifier,
        text: flatText(words).trim(),
        ...(known && { until: end.instant }),
        entry,
      };
    })
    .sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity));
}
