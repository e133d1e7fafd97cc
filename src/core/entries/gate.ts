/**
 * Checks what a process's gates require before a milestone. A gate never blocks anyone: it says what's missing, and a
 * milestone that's logged anyway says so, too.
 */

import { boxesOf, checksOf, doneSteps, stepLists } from './checklists';
import { checkedStep } from './checkStep';
import { oneLine } from '../text/plainText';
import { normaliseText } from '../text/plainText';
import { fieldOf } from '../frontMatter/fields';
import type { NewEntry } from './newEntry';
import type { Checklist, Gate, Process } from '../process/process';
import { currentWording, isSameThing } from '../process/wording';
import type { IncidentRecord } from '../record/record';
import { sayInEnglish } from '../words/say';

/** What a gate still wants: a milestone, or a step; `by` where only whoever holds a role can check it off. */
export type Missing =
  | { readonly milestone: string }
  | { readonly step: string; readonly by?: { readonly label: string; readonly holders: readonly string[] } };

/** Returns what is missing for the milestone. A step that isn't in the record is missing too. */
export function missingFor(record: IncidentRecord, process: Process, milestone: string): Missing[] {
  return process.gates
    .filter((gate) => gate.milestone === milestone)
    .flatMap((gate) => [
      ...gate.after
        .filter((name) => fieldOf(record.frontMatter.fields.milestones, name) === undefined)
        .map((name) => ({ milestone: name })),
      ...missingSteps(record, process, gate),
    ]);
}

/** Returns whether this person, a handle without `@`, can say that it's done. */
export function canTick(missing: Missing, person: string): boolean {
  return 'milestone' in missing || missing.by === undefined || missing.by.holders.includes(`@${person}`);
}

/** Who says that a step is done, for somebody who can't: `technology lead: @kim`, `technology lead: nobody yet`. */
export function whoTicks(missing: Missing, say: typeof sayInEnglish): string | undefined {
  const by = 'step' in missing ? missing.by : undefined;
  return by && `${by.label}: ${by.holders.join(', ') || say`nobody yet`}`;
}

/** Returns what is missing in a few words: `"mitigated" not logged, 4 steps not checked off`. */
export function missingWords(missing: readonly Missing[], say: typeof sayInEnglish): string {
  const steps = missing.filter((one) => 'step' in one);
  const open = steps.filter(({ by }) => by === undefined);
  const roles = new Set(
    steps.flatMap(({ by }) =>
      by === undefined ? [] : [say`not checked off by the ${whoTicks({ step: '', by }, say)}`],
    ),
  );
  return [
    ...missing.filter((one) => 'milestone' in one).map(({ milestone }) => say`"${milestone}" not logged`),
    ...(open.length === 0
      ? []
      : [
          open.length === 1
            ? say`"${shortened(open[0]!.step)}" not checked off`
            : say`${open.length} steps not checked off`,
        ]),
    ...roles,
  ].join(', ');
}

/**
 * `MILESTONE resolved: rolled back`; where something is missing but what is `done` in the same step, the exception follows
 * on a line of its own: the reason why it was passed over, which may be empty, and what is missing. A milestone that is only
 * potential, `resolved?`, passes no gate.
 */
export function milestoneEntry(
  record: IncidentRecord,
  process: Process,
  {
    name,
    text,
    reason,
    done = [],
  }: {
    readonly name: string;
    readonly text: string;
    readonly reason: string;
    readonly done?: readonly Missing[];
  },
): NewEntry {
  const missing = missingFor(record, process, name).filter((one) => !isAmong(one, done));
  return {
    kind: 'MILESTONE',
    qualifier: name,
    text: missing.length === 0 ? text : withException(text, missing, reason),
  };
}

/** The entries for what was checked at the gate, milestones apart from steps; what somebody else did in the meantime has none. */
export function tickedEntries(
  record: IncidentRecord,
  process: Process,
  name: string,
  done: readonly Missing[],
): { readonly milestones: readonly NewEntry[]; readonly checks: readonly NewEntry[] } {
  const ticked = missingFor(record, process, name).filter((one) => isAmong(one, done));
  return {
    milestones: ticked
      .filter((one) => 'milestone' in one)
      .map(({ milestone }) => ({ kind: 'MILESTONE', qualifier: milestone, text: '' })),
    checks: ticked
      .filter((one) => 'step' in one)
      .map(({ step }) => checkedStep(record, process, step, () => true))
      .filter((made): made is NewEntry => !('standing' in made)),
  };
}

/** Returns the text of a milestone without the exception that closes it. */
export function withoutException(text: string): string {
  return text.replace(EXCEPTION, '');
}

/** Returns whether a gate still waits for this person, a handle without `@`, to check the step off. */
export function awaits(record: IncidentRecord, process: Process, step: string, person: string): boolean {
  const { roles } = record.frontMatter.fields;
  return process.gates.some(({ checklists, validatedBy }) => {
    const own = listsOf(process, checklists).filter(({ role }) => role === validatedBy);
    const holders = (validatedBy !== undefined && fieldOf(roles, validatedBy)) || [];
    return (
      own.some(({ items }) => items.some((item) => isSameThing(process, item, step))) &&
      holders.includes(`@${person}`) &&
      !saidBy(record, process, step, [`@${person}`])
    );
  });
}

/** Maximum length of a step in an exception, in characters. */
const LONGEST_STEP = 60;
const EXCEPTION = /(?:^|\n)\(exception: [^\n]*\)$/;

/** `(exception: done tomorrow; "Nothing was switched off" not checked off)` */
function withException(text: string, missing: readonly Missing[], reason: string): string {
  const exception = `(exception: ${oneLine(reason) || 'no reason given'}; ${missingWords(missing, sayInEnglish)})`;
  return [normaliseText(text), exception].filter((part) => part !== '').join('\n');
}

/** Returns the text as far as it fits, cut between words. */
function shortened(text: string): string {
  const line = oneLine(text);
  return line.length <= LONGEST_STEP ? line : `${line.slice(0, LONGEST_STEP).replace(/[\s,;:]+\S*$/, '')} …`;
}

function isAmong(one: Missing, others: readonly Missing[]): boolean {
  return others.some((other) => labelOf(other) === labelOf(one));
}

/** Returns the milestone's name or the step's text. */
export function labelOf(missing: Missing): string {
  return 'milestone' in missing ? missing.milestone : missing.step;
}

function missingSteps(record: IncidentRecord, process: Process, gate: Gate): Missing[] {
  const boxes = boxesOf(record);
  const done = doneSteps(record, process);
  const own = new Set(stepLists(process, record.frontMatter.fields.security).map(({ of }) => of));
  return listsOf(process, gate.checklists).flatMap((list) =>
    list.items.flatMap((item) => {
      // Two clones of different versions may both have written it, each in its words.
      const same = boxes.filter(({ text }) => isSameThing(process, text, item));
      const step = same[0]?.text ?? item;
      if (same.length === 0 && !own.has(list)) {
        return [];
      }
      if (list.role !== undefined && list.role === gate.validatedBy) {
        return notValidated(record, process, list, step);
      }
      const isDone = same.length === 0 ? done.has(currentWording(process, step)) : same.some(({ ticked }) => ticked);
      return isDone ? [] : [{ step }];
    }),
  );
}

/** Returns the checklists of these phases. */
function listsOf(process: Process, phases: readonly string[]): Checklist[] {
  return process.checklists.filter(({ phase }) => phases.some((name) => isSameThing(process, name, phase)));
}

/** Whoever holds the role says it in person. */
function notValidated(record: IncidentRecord, process: Process, { role }: Checklist, step: string): Missing[] {
  const label = process.roles.find(({ id }) => id === role)!.label.toLowerCase();
  const holders = fieldOf(record.frontMatter.fields.roles, role!) ?? [];
  return saidBy(record, process, step, holders) ? [] : [{ step, by: { label, holders } }];
}

function saidBy(record: IncidentRecord, process: Process, step: string, holders: readonly string[]): boolean {
  return checksOf(record, process, step).some(({ author }) => holders.includes(`@${author}`));
}
