/** Changes that were accepted: which of them a record should have, what its text lacks, and the edits that add it. */
import { applyChange, missingPart, type Change } from '../../core/record/change';
import {
  applyAdditions,
  applyRemovals,
  isPlainAddition,
  isPlainRemoval,
  LaterChanges,
} from '../../core/record/manyChanges';
import { readRecord } from '../../core/record/record';
import { applyEdits, differenceOf, type TextEdit } from '../../core/text/textEdit';
import { refusal } from '../../core/text/refusal';
import { CORE_SENTENCES } from '../../core/text/sentences';
import type { WaitingItem } from '../../store/journal/journalLine';
import type { Processes } from './processes';

/** Returns what is to be seen of items in their order: no later one brings what they took, or takes what they brought. */
export function withoutSuperseded(items: readonly WaitingItem[]): readonly WaitingItem[] {
  if (changesOf(items).every(onlyAdds)) {
    return items;
  }
  const later = new LaterChanges();
  const seen = items.toReversed().filter((item) => {
    const isSeen = !('change' in item) || !later.supersede(item.change);
    if ('change' in item) {
      later.add(item.change);
    }
    return isSeen;
  });
  return seen.reverse();
}

/** Which of the items one of the changes takes back, that come later. */
export function supersededBy(changes: readonly Change[], items: readonly WaitingItem[]): readonly WaitingItem[] {
  if ([...changes, ...changesOf(items)].every(onlyAdds)) {
    return [];
  }
  const later = new LaterChanges(changes);
  return items.filter((item) => 'change' in item && later.supersede(item.change));
}

/** None of such changes takes back another one. */
function onlyAdds({ removed }: Change): boolean {
  return removed === undefined;
}

export function changesOf(items: readonly WaitingItem[]): Change[] {
  return items.flatMap((item) => ('change' in item ? [item.change] : []));
}

/** Returns the edits that bring what the text lacks of the changes; none if it holds them all. */
export function missingEdits(processes: Processes, path: string, text: string, changes: readonly Change[]): TextEdit[] {
  const [first, ...more] = changes;
  if (first && more.length === 0) {
    return editsFor(processes, path, text, first);
  }
  const after = applyMissing(processes, path, text, changes);
  return after === text ? [] : [differenceOf(text, after)];
}

/** Returns the text with what it lacks of the changes. */
export function applyMissing(processes: Processes, path: string, text: string, changes: readonly Change[]): string {
  return inRuns(text, changes, {
    additions: (before, run) => applyAdditions(readRecord(before), run),
    removals: (before, run) => applyRemovals(readRecord(before), run),
    other: (before, change) => editsFor(processes, path, before, change),
  });
}

interface Ways {
  readonly additions: (before: string, run: readonly Change[]) => TextEdit[];
  readonly removals: (before: string, run: readonly Change[]) => TextEdit[];
  readonly other: (before: string, change: Change) => TextEdit[];
}

/** Returns the text after the changes, of which hundreds of lines of a log come or go at once. */
function inRuns(text: string, changes: readonly Change[], { additions, removals, other }: Ways): string {
  let [after, at] = [text, 0];
  while (at < changes.length) {
    const added = endOfRun(changes, at, isPlainAddition);
    const removed = after.endsWith('\n') ? endOfRun(changes, at, isPlainRemoval) : at;
    const end = Math.max(added, removed, at + 1);
    const run = changes.slice(at, end);
    const edits = end === at + 1 ? other(after, run[0]!) : added === end ? additions(after, run) : removals(after, run);
    after = applyEdits(after, edits);
    at = end;
  }
  return after;
}

/** Where the changes of a kind end that begin at `from`. */
function endOfRun(changes: readonly Change[], from: number, isOne: (change: Change) => boolean): number {
  let end = from;
  while (end < changes.length && isOne(changes[end]!)) {
    end += 1;
  }
  return end;
}

/** Returns the edits that bring what the text lacks of a change that was accepted. */
function editsFor(processes: Processes, path: string, text: string, change: Change): TextEdit[] {
  const record = readRecord(text);
  const missing = missingPart(record, change);
  return missing ? applyChange(record, missing, processes.vocabularyOf(record, path)) : [];
}

/** @throws Refusal if something can't be done to the text as it is now. */
export function refuseImpossible(processes: Processes, path: string, text: string, changes: readonly Change[]): void {
  inRuns(text, changes, {
    additions: (before, run) => applyAdditions(readRecord(before), run),
    removals: (before, run) => {
      const edits = applyRemovals(readRecord(before), run);
      if (edits.length < run.length) {
        throw refusal(CORE_SENTENCES, 'entryGone');
      }
      return edits;
    },
    other: (before, change) => {
      const record = readRecord(before);
      return applyChange(record, change, processes.vocabularyOf(record, path));
    },
  });
}
