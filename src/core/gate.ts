/** What stands between a record and a milestone, by the process's gates. Holds nobody up: it says what is missing. */

import { boxesOf, checksOf } from './checklists';
import { fieldOf } from './fields';
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

/** The text of a milestone that is reached although something is missing: the reason, and what it passes over. */
export function exceptionText(text: string, missing: readonly string[], reason: string): string {
  const over = missing.map((sentence) => sentence.replace(/\.$/, '')).join('; ');
  return [text, `exception: ${reason} (${over})`].filter((part) => part !== '').join(', ');
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
  return checksOf(record, step).some(({ author }) => holders.includes(`@${author}`))
    ? []
    : [`The ${label} (${holders.join(', ')}) has not checked off “${step}”.`];
}
