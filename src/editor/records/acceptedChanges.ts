/** Changes that were accepted: which of them are to be seen in a record, what its text lacks of them, and how that is brought. */
import {
  applyAdditions,
  applyChange,
  isPlainAddition,
  missingPart,
  supersedes,
  type Change,
} from '../../core/record/change';
import { readRecord } from '../../core/record/record';
import { applyEdits, differenceOf, type TextEdit } from '../../core/text/textEdit';
import type { ChangeItem, WaitingItem } from '../../store/journal/journalLine';
import type { Processes } from './processes';

/** Whether one of the later items brings what this one took, or takes what it brought: then it is not to be seen. */
export function isSuperseded(item: ChangeItem, later: readonly WaitingItem[]): boolean {
  return later.some((other) => 'change' in other && supersedes(other.change, item.change));
}

export function changesOf(items: readonly WaitingItem[]): Change[] {
  return items.flatMap((item) => ('change' in item ? [item.change] : []));
}

/** The edits that bring what the text lacks of the changes; none where it holds them all. */
export function missingEdits(processes: Processes, path: string, text: string, changes: readonly Change[]): TextEdit[] {
  const [first, ...more] = changes;
  if (first && more.length === 0) {
    return editsFor(processes, path, text, first);
  }
  const after = applyMissing(processes, path, text, changes);
  return after === text ? [] : [differenceOf(text, after)];
}

/** The text with what it lacks of the changes. */
export function applyMissing(processes: Processes, path: string, text: string, changes: readonly Change[]): string {
  let [after, at] = [text, 0];
  while (at < changes.length) {
    const end = endOfAdditions(changes, at);
    // Hundreds of lines of a log come at once.
    after =
      end > at + 1
        ? applyEdits(after, applyAdditions(readRecord(after), changes.slice(at, end)))
        : applyEdits(after, editsFor(processes, path, after, changes[at]!));
    at = Math.max(end, at + 1);
  }
  return after;
}

/** Where the plain additions end that begin at `from`. */
function endOfAdditions(changes: readonly Change[], from: number): number {
  const end = changes.findIndex((change, index) => index >= from && !isPlainAddition(change));
  return end < 0 ? changes.length : end;
}

/** The edits that bring what the text lacks of a change that was accepted. */
function editsFor(processes: Processes, path: string, text: string, change: Change): TextEdit[] {
  const record = readRecord(text);
  const missing = missingPart(record, change);
  return missing ? applyChange(record, missing, processes.vocabularyOf(record, path)) : [];
}

/** @throws Refusal where something cannot be done to the text as it is now. */
export function refuseImpossible(processes: Processes, path: string, text: string, changes: readonly Change[]): void {
  changes.reduce((before, change) => {
    const record = readRecord(before);
    return applyEdits(before, applyChange(record, change, processes.vocabularyOf(record, path)));
  }, text);
}
