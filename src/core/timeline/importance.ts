/** Which entries tell the story of an incident, and which are only bookkeeping. */

import type { PlacedEntry } from './entryHead';
import { RETRACT } from './retraction';

/** What is shown of a timeline: everything, or milestones, updates, and important entries alone. */
export type ShownEntries = 'all' | 'important';

const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['MILESTONE', 'UPDATE']);
const BOOKKEEPING: ReadonlySet<string> = new Set(['CHECK', 'SNOOZE', 'INFORMED', RETRACT]);

/** Returns whether an entry with that head is shown. */
export function isShown({ kind, important }: Pick<PlacedEntry, 'kind' | 'important'>, shown: ShownEntries): boolean {
  return shown === 'all' || important || ALWAYS_SHOWN.has(kind);
}

/** Returns whether an entry says what a person or a tool kept track of, and nothing of the incident. */
function isBookkeeping({ kind }: Pick<PlacedEntry, 'kind'>): boolean {
  return BOOKKEEPING.has(kind);
}

/** The items in runs: several bookkeeping entries in a row are one run, any other is one by itself. */
export function foldedRuns<T>(items: readonly T[], headOf: (item: T) => Pick<PlacedEntry, 'kind'> | undefined): T[][] {
  const runs: T[][] = [];
  let folds = false;
  for (const item of items) {
    const head = headOf(item);
    const isOne = head !== undefined && isBookkeeping(head);
    if (folds && isOne) {
      runs.at(-1)!.push(item);
    } else {
      runs.push([item]);
    }
    folds = isOne;
  }
  return runs;
}
