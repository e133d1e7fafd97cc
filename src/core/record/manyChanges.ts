/**
 * Applies thousands of changes at once, as an import and its undo do: the same result as one after another, in linear time.
 * `change.ts` has the meaning of a single change.
 */

import { sameEntry, type Entry } from '../timeline/entry';
import type { PlacedEntry } from '../timeline/entryHead';
import { readEntry } from '../timeline/timeline';
import { KINDS_WITH_STATE } from '../timeline/timelineState';
import type { TextEdit } from '../text/textEdit';
import { holdsChange, type Change } from './change';
import { correctedAmong, findNearly } from './correction';
import { insertEntries, removeEntry } from './placement';
import type { IncidentRecord } from './record';

/** Maximum number of entries that are looked for among lines that are no entries, which is dear. */
const FEW = 200;

/** Returns whether the change only adds an entry that the front matter says nothing of. */
export function isPlainAddition({ added, removed, fields, box, sections }: Change): boolean {
  return added !== undefined && !removed && !fields && !box && !sections && !KINDS_WITH_STATE.has(added.kind);
}

/** Returns the edits that bring what the record lacks of plain additions, all at once. */
export function applyAdditions({ text, timeline }: IncidentRecord, changes: readonly Change[]): TextEdit[] {
  const atOnce = byInstant(timeline.entries);
  const isNearly = (added: Entry): boolean => changes.length <= FEW && findNearly(text, timeline, added) !== undefined;
  const lacking = changes
    .flatMap(({ added }) => added ?? [])
    .filter((added) => {
      const others = atOnce.get(added.instant)?.map((placed) => readEntry(text, placed));
      const isThere = others?.some((other) => sameEntry(other, added)) === true || correctedAmong(others ?? [], added);
      return !isThere && !isNearly(added);
    });
  return insertEntries(
    text,
    timeline,
    lacking.toSorted((one, other) => one.instant - other.instant),
  );
}

/** Returns whether the change only takes an entry away that the front matter says nothing of. */
export function isPlainRemoval({ added, removed, fields, box, sections }: Change): boolean {
  return removed !== undefined && !added && !fields && !box && !sections && !KINDS_WITH_STATE.has(removed.kind);
}

/** Returns the edits that remove what the record has of plain removals: one for each entry. Its text ends with a line ending. */
export function applyRemovals({ text, timeline }: IncidentRecord, changes: readonly Change[]): TextEdit[] {
  const atOnce = byInstant(timeline.entries);
  return changes.flatMap(({ removed }) => {
    const others = removed && atOnce.get(removed.instant);
    const index = others?.findIndex((placed) => sameEntry(readEntry(text, placed), removed!)) ?? -1;
    return index < 0 ? [] : others!.splice(index, 1).map((placed) => removeEntry(text, placed));
  });
}

/** Tells of each of many changes whether the record already is as it makes it. */
export function heldChanges(record: IncidentRecord): (change: Change) => boolean {
  const { timeline } = record;
  const atOnce = byInstant(timeline.entries);
  const at = (entry: Entry | undefined): readonly PlacedEntry[] => (entry && atOnce.get(entry.instant)) ?? [];
  return (change) => {
    const { added, removed } = change;
    const isMoved = added && removed && added.instant !== removed.instant;
    const entries = isMoved ? [...at(added), ...at(removed)] : at(added ?? removed);
    return holdsChange({ ...record, timeline: { ...timeline, entries } }, change);
  };
}

/** Tells of each of many entries whether it's one of those in the record's text. */
export function standingAmong(text: string, entries: readonly PlacedEntry[]): (entry: Entry) => boolean {
  const atOnce = byInstant(entries);
  return (entry) => atOnce.get(entry.instant)?.some((placed) => sameEntry(readEntry(text, placed), entry)) === true;
}

function byInstant(entries: readonly PlacedEntry[]): Map<number, PlacedEntry[]> {
  const atOnce = new Map<number, PlacedEntry[]>();
  for (const placed of entries) {
    const others = atOnce.get(placed.instant);
    if (others) {
      others.push(placed);
    } else {
      atOnce.set(placed.instant, [placed]);
    }
  }
  return atOnce;
}

/** Changes that come later than others, by the instants of their entries. */
export class LaterChanges {
  readonly #atOnce = new Map<number, Change[]>();

  constructor(changes: readonly Change[] = []) {
    changes.forEach((change) => this.add(change));
  }

  add(change: Change): void {
    for (const instant of new Set([change.added, change.removed].flatMap((entry) => entry?.instant ?? []))) {
      const others = this.#atOnce.get(instant);
      if (others) {
        others.push(change);
      } else {
        this.#atOnce.set(instant, [change]);
      }
    }
  }

  /** Returns whether one of them removes what `earlier` brought, or brings what it removed: then only the later is to be seen. */
  supersede(earlier: Change): boolean {
    const entry = earlier.added ?? earlier.removed;
    const others = entry && this.#atOnce.get(entry.instant);
    return others?.some((later) => supersedes(later, earlier)) === true;
  }
}

function supersedes(later: Change, earlier: Change): boolean {
  if (earlier.added !== undefined) {
    return later.removed !== undefined && sameEntry(later.removed, earlier.added);
  }
  return earlier.removed !== undefined && later.added !== undefined && sameEntry(later.added, earlier.removed);
}
