/**
 * Undoes what a person's command did: removes it if nobody has acted on it, and retracts it otherwise. Redo undoes the undo in
 * the same way.
 */

import { inverse, type Change } from '../record/change';
import { heldChanges, standingAmong } from '../record/manyChanges';
import { sameEntry, type Entry } from '../timeline/entry';
import { atFreeInstant } from '../record/placement';
import type { IncidentRecord } from '../record/record';
import { countingEntries, retractionOf } from '../timeline/retraction';

/** Who takes something back, when (milliseconds since the epoch, UTC) and why (may be empty). */
export interface TakingBack {
  /** Without `@`. */
  readonly author: string;
  readonly instant: number;
  readonly reason: string;
}

/** What the changes of one command did, for a person who decides whether to take it back. */
export interface Done {
  /** The entry that it is about: the one that came, else the one that went. */
  readonly entry: Entry;
  readonly what: 'logged' | 'ticked' | 'unticked' | 'marked' | 'unmarked' | 'corrected' | 'removed';
}

/** Returns what the changes did, told by the last one. */
export function doneBy(changes: readonly Change[]): Done {
  const { added, removed } = changes.at(-1)!;
  if (added && removed) {
    return { entry: added, what: changeOf(removed, added) };
  }
  return added ? { entry: added, what: 'logged' } : { entry: removed!, what: 'removed' };
}

function changeOf(was: Entry, is: Entry): Done['what'] {
  if (!sameEntry(was, is)) {
    return 'corrected';
  }
  if (was.important !== is.important) {
    return is.important ? 'marked' : 'unmarked';
  }
  return is.ticked ? 'ticked' : 'unticked';
}

/** Returns whether all of the changes can be taken back: the record is as they made it, and what they added still counts. */
export function canTakeBack(record: IncidentRecord, changes: readonly Change[]): boolean {
  const holds = heldChanges(record);
  const counts = standingAmong(record.text, countingEntries(record));
  return changes.every((change) => holds(change) && (!change.added || counts(change.added)));
}

/** Returns whether others have acted on an entry of this kind once they have seen it; a plain line or a link asks nobody to do anything. */
export function isActedOn({ kind }: Entry): boolean {
  return kind !== 'TL' && kind !== 'LINK';
}

/** Returns the entries that came with the changes, and not in the place of another. */
export function addedBy(changes: readonly Change[]): Entry[] {
  return changes.flatMap(({ added, removed }) => (added && !removed ? [added] : []));
}

/**
 * The changes that take these back, the last one first: what came with them is retracted where `retracts` says so, else it
 * goes. A correction, a tick, and what was removed are reversed in any case.
 * @throws Refusal if an entry to be retracted can't be told from another.
 */
export function takenBack(
  record: IncidentRecord,
  changes: readonly Change[],
  retracts: (entry: Entry) => boolean,
  { author, instant, reason }: TakingBack,
): Change[] {
  let free = instant;
  return changes.toReversed().map((change): Change => {
    const { added, removed, ...rest } = change;
    if (!added || removed || !retracts(added)) {
      return inverse(change);
    }
    const retraction = retractionOf(record, added, { author, instant: free, reason });
    const placed = atFreeInstant(record.timeline, retraction);
    free = placed.instant + 1000;
    return { ...inverse(rest), added: placed };
  });
}
