/** The quests that are open, and which of them have run out of time. */

import type { Entry } from '../timeline/entry';
import { flatText } from '../text/flatText';
import type { IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { readUntil } from '../timeline/textParts';

export interface Quest {
  /** With `@`. */
  readonly owner: string;
  /** One line, without its end. */
  readonly text: string;
  /** When it ends, milliseconds since the epoch; absent if the entry doesn't say. */
  readonly until?: number;
  readonly entry: Entry;
}

/** Those that aren't checked, the one that ends first before the others. */
export function openQuests(record: IncidentRecord): Quest[] {
  const { text } = record;
  return countingEntries(record)
    .filter(({ kind, ticked }) => kind === 'QUEST' && ticked !== true)
    .map((placed): Quest => {
      const entry = readEntry(text, placed);
      const said = readUntil(entry.text);
      return { ...said, owner: placed.qualifier, text: flatText(said.text).trim(), entry };
    })
    .sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity));
}
