/**
 * A step of the checklists is done: an entry with its name, and its box. A step that is not done after all loses both: the
 * entry is taken back, and no other says that it was there.
 */

import type { Change } from '../record/change';
import { checksOf } from './checklists';
import { oneLine } from '../text/plainText';
import { normaliseText } from '../text/plainText';
import { type Entry } from '../timeline/entry';
import type { NewEntry } from './newEntry';
import type { Process } from '../process/process';
import { currentWording, isSameThing } from '../process/wording';
import { readProse, type ChecklistItem } from '../record/prose';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
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
  process: Process,
  name: string,
  inPerson: (step: string) => boolean = () => false,
): NewEntry | { readonly standing: Entry } {
  const { step, ticked } = findStep(record, process, name);
  const standing = checksOf(record, process, step).at(-1);
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
  const today = (step: string): string => currentWording(process, step);
  const steps = new Set(process.checklists.filter(({ handOff }) => handOff).flatMap(({ items }) => items.map(today)));
  const inRecord = new Map(checklistSteps(record).map((step) => [today(step.text), step]));
  return [...inRecord]
    .filter(([step]) => steps.has(step) && checksOf(record, process, step).every(({ instant }) => instant < offered))
    .map(([, { text, ticked }]) => checkOf(text, ticked));
}

/**
 * The change by which a step is not done.
 * @throws Refusal where no entry says that it was.
 */
export function uncheckedStep(
  record: IncidentRecord,
  process: Process,
  name: string,
): Change & { readonly removed: Entry } {
  const { step, ticked } = findStep(record, process, name);
  const removed = checksOf(record, process, step).at(-1);
  if (!removed) {
    throw refusal(CORE_SENTENCES, 'neverChecked', { step, ticked });
  }
  const own = checklistSteps(record).find(({ text }) => normaliseText(text) === removed.text);
  return { removed, ...(ticked && { box: { step: own?.text ?? step, ticked: false } }) };
}

function checkOf(step: string, ticked: boolean): NewEntry {
  return { kind: 'CHECK', text: normaliseText(step), ...(ticked ? {} : { box: { step, ticked: true } }) };
}

/**
 * The step of the record that is meant, in any of its wordings. Where several steps have one name, it is ticked while one of
 * them is not: each has its turn. Where it stands in two wordings, one box is enough.
 */
function findStep(record: IncidentRecord, process: Process, name: string): { step: string; ticked: boolean } {
  const steps = checklistSteps(record);
  const wanted = oneLine(name).toLowerCase();
  const same = steps.filter(({ text }) => isSameThing(process, text, oneLine(name)));
  const found = steps.find(({ text }) => oneLine(text).toLowerCase() === wanted) ?? same[0];
  if (!found) {
    const known = steps.map(({ text }) => text);
    throw refusal(CORE_SENTENCES, 'unknownStep', { name, known });
  }
  const others = steps.filter(({ text }) => text !== found.text && isSameThing(process, text, found.text));
  const named = steps.filter(({ text }) => text === found.text);
  return { step: found.text, ticked: named.every((step) => step.ticked) || others.some((step) => step.ticked) };
}
