/**
 * A step of the checklists is done: an entry with its name, and its box. A step that is not done after all loses both: the
 * entry is taken back, and no other says that it was there.
 */

import type { Change } from '../record/change';
import { checksOf } from './checklists';
import { oneLine } from '../text/plainText';
import { normaliseText } from '../text/plainText';
import { type Entry } from '../timeline/entry';
import type { PlacedEntry } from '../timeline/entryHead';
import type { NewEntry } from './newEntry';
import type { Process } from '../process/process';
import { readProse, type ChecklistItem } from '../record/prose';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { CORE_SENTENCES } from '../text/sentences';

/** The steps below `## Checklists`, in their order. */
export function checklistSteps(record: IncidentRecord): readonly ChecklistItem[] {
  return readProse(record).checklist.filter(({ text }) => normaliseText(text) !== '');
}

/**
 * What is to be written for a step that is done, or the entry that says so already. Where whoever writes must say it `inPerson`
 * (see `gate.ts`), nobody has said it for them.
 */
export function checkedStep(
  record: IncidentRecord,
  name: string,
  inPerson: (step: string) => boolean = () => false,
): NewEntry | { readonly standing: Entry } {
  const { step, ticked } = findStep(record, name);
  const standing = entryOf(record, step);
  if (standing && ticked && !inPerson(step)) {
    return { standing };
  }
  return checkOf(step, ticked);
}

/** The steps of a hand-off that stand in the record, checked off but for those that were so since the role was offered. */
export function handOffChecks(record: IncidentRecord, process: Process, role: string): NewEntry[] {
  const offered =
    countingEntries(record).findLast(({ kind, qualifier }) => kind === 'ROLE' && qualifier === role)?.instant ??
    -Infinity;
  const steps = new Set(process.checklists.filter(({ handOff }) => handOff).flatMap(({ items }) => items));
  return checklistSteps(record)
    .filter(({ text }) => steps.has(text) && checksOf(record, text).every(({ instant }) => instant < offered))
    .map(({ text, ticked }) => checkOf(text, ticked));
}

/**
 * The change by which a step is not done.
 * @throws Refusal where no entry says that it was.
 */
export function uncheckedStep(record: IncidentRecord, name: string): Change & { readonly removed: Entry } {
  const { step, ticked } = findStep(record, name);
  const removed = entryOf(record, step);
  if (!removed) {
    throw refusal(CORE_SENTENCES, 'neverChecked', { step, ticked });
  }
  return { removed, ...(ticked && { box: { step, ticked: false } }) };
}

function checkOf(step: string, ticked: boolean): NewEntry {
  return { kind: 'CHECK', text: normaliseText(step), ...(ticked ? {} : { box: { step, ticked: true } }) };
}

/** The last entry with the step's name. */
function entryOf(record: IncidentRecord, step: string): Entry | undefined {
  const { text } = record;
  const wanted = normaliseText(step);
  const isIt = (entry: PlacedEntry): boolean => entry.kind === 'CHECK' && readEntry(text, entry).text === wanted;
  const placed = countingEntries(record).findLast(isIt);
  return placed && readEntry(text, placed);
}

/** Where several steps have one name, it is ticked while one of them is not: each has its turn. */
function findStep(record: IncidentRecord, name: string): { step: string; ticked: boolean } {
  const steps = checklistSteps(record);
  const wanted = oneLine(name).toLowerCase();
  const found = steps.find(({ text }) => oneLine(text).toLowerCase() === wanted);
  if (!found) {
    const known = steps.map(({ text }) => text);
    throw refusal(CORE_SENTENCES, 'unknownStep', { name, known });
  }
  return { step: found.text, ticked: steps.every(({ text, ticked }) => text !== found.text || ticked) };
}
