/**
 * What stands between a record and a milestone, by the process's gates. Holds nobody up: it says what is missing, and a
 * milestone that is reached all the same says so too.
 */

import { boxesOf, checksOf } from './checklists';
import { oneLine } from './declaration';
import { normaliseText } from './entry';
import { fieldOf } from './fields';
import type { NewEntry } from './newEntry';
import type { Checklist, Gate, Process } from './process';
import type { IncidentRecord } from './record';

/**
 * What is missing for the milestone, one sentence each; none where nothing is. A step that a person took out of the record
 * is not asked for.
 */
export function missingFor(record: IncidentRecord, process: Process, milestone: string): string[] {
  return process.gates
    .filter((gate) => gate.milestone === milestone)
    .flatMap((gate) => [
      ...gate.after
        .filter((name) => fieldOf(record.frontMatter.fields.milestones, name) === undefined)
        .map((name) => `“${name}” was not reached yet.`),
      ...missingSteps(record, process, gate),
    ]);
}

/** What is said where somebody has to give a reason; the first sentences, and how many more there are. */
export function missingWords(missing: readonly string[]): string {
  const rest = missing.length - MOST_SENTENCES;
  const more = rest <= 0 ? [] : [rest === 1 ? 'One more step is missing.' : `${rest} more steps are missing.`];
  return [...missing.slice(0, MOST_SENTENCES), ...more].join(' ');
}

/**
 * `MILESTONE resolved: rolled back`; where something is missing, what that is and the reason why it was passed over follow
 * on a line of their own. The reason may be empty. A milestone that is only potential, `resolved?`, passes no gate.
 */
export function milestoneEntry(
  record: IncidentRecord,
  process: Process,
  { name, text, reason }: { readonly name: string; readonly text: string; readonly reason: string },
): NewEntry {
  const missing = missingFor(record, process, name);
  return {
    kind: 'MILESTONE',
    qualifier: name,
    text: missing.length === 0 ? text : withException(text, missing, reason),
  };
}

/** The text of a milestone without the exception that closes it. */
export function withoutException(text: string): string {
  return text.replace(EXCEPTION, '');
}

/** Whether a gate still waits for this person, a handle without `@`, to check the step off. */
export function awaits(record: IncidentRecord, process: Process, step: string, person: string): boolean {
  const { roles } = record.frontMatter.fields;
  return process.gates.some(({ checklists, validatedBy }) => {
    const own = process.checklists.filter(({ phase, role }) => role === validatedBy && checklists.includes(phase));
    const holders = (validatedBy !== undefined && fieldOf(roles, validatedBy)) || [];
    return (
      own.some(({ items }) => items.includes(step)) &&
      holders.includes(`@${person}`) &&
      !saidBy(record, step, [`@${person}`])
    );
  });
}

const MOST_SENTENCES = 3;
const EXCEPTION = /(?:^|\n)\(exception: [^\n]*\)$/;

/** `(exception: it is done tomorrow; “Nothing was switched off” is not checked off)` */
function withException(text: string, missing: readonly string[], reason: string): string {
  const sentences = missing.map((sentence) => sentence.replace(/\.$/, ''));
  const exception = `(exception: ${[oneLine(reason) || 'no reason given', ...sentences].join('; ')})`;
  return [normaliseText(text), exception].filter((part) => part !== '').join('\n');
}

function missingSteps(record: IncidentRecord, process: Process, gate: Gate): string[] {
  const boxes = boxesOf(record);
  const lists = process.checklists.filter(({ phase }) => gate.checklists.includes(phase));
  return lists.flatMap((list) =>
    list.items
      .map((step) => ({ step, box: boxes.find(({ text }) => text === step) }))
      .filter(({ box }) => box !== undefined)
      .flatMap(({ step, box }) =>
        list.role !== undefined && list.role === gate.validatedBy
          ? notValidated(record, process, list, step)
          : box!.ticked
            ? []
            : [`“${step}” is not checked off.`],
      ),
  );
}

/** Whoever holds the role says it in person. */
function notValidated(record: IncidentRecord, process: Process, { role }: Checklist, step: string): string[] {
  const label = process.roles.find(({ id }) => id === role)!.label.toLowerCase();
  const holders = fieldOf(record.frontMatter.fields.roles, role!) ?? [];
  if (holders.length === 0) {
    return [`Nobody is ${label}, who checks off “${step}”.`];
  }
  return saidBy(record, step, holders) ? [] : [`The ${label} (${holders.join(', ')}) has not checked off “${step}”.`];
}

function saidBy(record: IncidentRecord, step: string, holders: readonly string[]): boolean {
  return checksOf(record, step).some(({ author }) => holders.includes(`@${author}`));
}
