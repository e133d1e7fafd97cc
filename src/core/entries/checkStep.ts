/**
 * Checks off a step of the checklists: an entry with its name, and its box. Unchecking a step reverses both: the entry is
 * removed, unless another one also says that the step is done.
 */

import type { Change } from '../record/change';
import { checksOf } from './checklists';
import { recordSteps, writeList } from './recordSteps';
import { oneLine } from '../text/plainText';
import { normaliseText } from '../text/plainText';
import { type Entry } from '../timeline/entry';
import type { NewEntry } from './newEntry';
import type { Process } from '../process/process';
import { isSameThing } from '../process/wording';
import { readProse, type ChecklistItem } from '../record/prose';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import { CORE_SENTENCES } from '../text/sentences';

/** Returns the steps below `## Checklists`, in their order. */
export function checklistSteps(record: IncidentRecord): readonly ChecklistItem[] {
  return readProse(record).checklist.filter(({ text }) => normaliseText(text) !== '');
}

/**
 * What is to be written for a step that is done, or the entry that says already done. Where whoever writes must say it `inPerson`
 * (see `gate.ts`), nobody has said it for them.
 */
export function checkedStep(
  record: IncidentRecord,
  process: Process,
  name: string,
  inPerson: (step: string) => boolean = () => false,
): NewEntry | { readonly standing: Entry } {
  const found = findStep(record, process, name);
  const standing = checksOf(record, process, found.step).at(-1);
  if (standing && found.ticked && !inPerson(found.step)) {
    return { standing };
  }
  return checkOf(record, process, found);
}

/** Returns the steps of a hand-off, checked off but for those that were so since the role was offered. */
export function handOffChecks(record: IncidentRecord, process: Process, role: string): NewEntry[] {
  const offered =
    countingEntries(record).findLast(({ kind, qualifier }) => kind === 'ROLE' && qualifier === role)?.instant ??
    -Infinity;
  return recordSteps(record, process)
    .filter(({ of }) => of?.handOff)
    .flatMap(({ steps }) => steps)
    .filter((step) => checksOf(record, process, step).every(({ instant }) => instant < offered))
    .map((step) => checkOf(record, process, findStep(record, process, step)));
}

/**
 * Returns the change by which a step isn't done.
 * @throws Refusal if no entry says that it was.
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

/** A step of a list that isn't written yet brings the whole list. */
function checkOf(record: IncidentRecord, process: Process, { step, ticked, list }: FoundStep): NewEntry {
  const { security } = record.frontMatter.fields;
  const sections = list === undefined ? [] : writeList(process, security, list);
  return {
    kind: 'CHECK',
    text: normaliseText(step),
    ...(ticked ? {} : { box: { step, ticked: true } }),
    ...(sections.length > 0 && { sections }),
  };
}

interface FoundStep {
  readonly step: string;
  readonly ticked: boolean;
  /** The heading of its list if that is to be written. */
  readonly list?: string;
}

/**
 * Returns the step of the record that's meant, in any of its wordings. Where several steps have one name, it is checked while one of
 * them isn't: each gets its turn. Where it is in two wordings, one box is enough. What's nowhere yet is the process's.
 */
function findStep(record: IncidentRecord, process: Process, name: string): FoundStep {
  const steps = checklistSteps(record);
  const wanted = oneLine(name).toLowerCase();
  const same = steps.filter(({ text }) => isSameThing(process, text, oneLine(name)));
  const found = steps.find(({ text }) => oneLine(text).toLowerCase() === wanted) ?? same[0];
  if (!found) {
    const lists = recordSteps(record, process);
    const named = (step: string): boolean =>
      oneLine(step).toLowerCase() === wanted || isSameThing(process, step, oneLine(name));
    const own = lists.find((list) => list.steps.some(named));
    if (own) {
      const step = own.steps.find(named)!;
      const ticked = checksOf(record, process, step).length > 0;
      return { step, ticked, ...(!own.written && { list: own.heading }) };
    }
    const known = [...new Set([...steps.map(({ text }) => text), ...lists.flatMap((list) => list.steps)])];
    throw refusal(CORE_SENTENCES, 'unknownStep', { name, known });
  }
  const others = steps.filter(({ text }) => text !== found.text && isSameThing(process, text, found.text));
  const named = steps.filter(({ text }) => text === found.text);
  return { step: found.text, ticked: named.every((step) => step.ticked) || others.some((step) => step.ticked) };
}
