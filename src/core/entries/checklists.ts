/** The checklists of a process as a record has them: which of them, in what order, in what form. */

import { readBox } from '../text/box';
import type { Entry } from '../timeline/entry';
import { leadRole, type Checklist, type Process } from '../process/process';
import { currentWording, isSameThing } from '../process/wording';
import type { IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';

/** What decides which steps a record begins with. */
export interface ChecklistFrame {
  readonly security: boolean;
  /** How the incident was noticed, in somebody's words. */
  readonly source?: string | undefined;
  /** What only this incident asks for, before everything else. */
  readonly steps?: readonly string[];
  /** The milestones that are reached. */
  readonly milestones: readonly string[];
}

type Source = Process['sources'][number];

/** Steps that are below one heading. */
export interface StepList {
  /** `Respond (incident commander)` */
  readonly heading: string;
  readonly steps: readonly string[];
  /** Absent if they are of no phase: when to escalate, and what is known to help with which cause. */
  readonly of?: Checklist;
}

/** What has begun in an incident. */
export interface Begun {
  readonly milestones: ReadonlySet<string>;
  /** Those that somebody has. */
  readonly roles: ReadonlySet<string>;
  readonly handsOff: boolean;
}

const IS_IT_AN_INCIDENT = 'Is it an incident?';
const OWNERS = 'Owners';
/** What a record begins with, before the lists of its process. */
export const FIRST_LISTS: readonly string[] = [IS_IT_AN_INCIDENT, OWNERS];
const ESCALATIONS = 'When to escalate';
const REPAIRS = 'Common fixes';

/** Returns the blocks that a record begins with, for everybody and whoever leads: a level 3 heading and its boxes. */
export function draftChecklists(
  process: Process,
  { security, source, steps = [], milestones }: ChecklistFrame,
): string[] {
  const check = source === undefined ? undefined : sourceOf(process, source)?.check;
  const begun: Begun = { milestones: new Set(milestones), roles: new Set(), handsOff: false };
  return [
    ...(check === undefined ? [] : [{ heading: IS_IT_AN_INCIDENT, steps: [check] }]),
    ...(steps.length === 0 ? [] : [{ heading: OWNERS, steps }]),
    ...stepLists(process, security).filter((list) => isNeeded(process, list, begun)),
  ].map(formatList);
}

/** All that the process has for such an incident, in the order in which it is in a record. */
export function stepLists(process: Process, security: boolean): StepList[] {
  const repairs = process.repairs.flatMap(({ cause, actions }) => actions.map((action) => `${cause}: ${action}`));
  const calls = process.escalations.map(({ sign, action }) => `${sign}: ${action}`);
  return [
    ...process.checklists
      .filter((list) => (security ? list.open !== true : list.security !== true))
      .map((list) => ({ heading: headingOf(process, list), steps: list.items, of: list })),
    ...(calls.length === 0 ? [] : [{ heading: ESCALATIONS, steps: calls }]),
    ...(repairs.length === 0 ? [] : [{ heading: REPAIRS, steps: repairs }]),
  ];
}

/** Returns whether the phase has begun, and somebody is there for it: of whoever leads that is taken for granted. */
export function isNeeded(process: Process, { of }: StepList, { milestones, roles, handsOff }: Begun): boolean {
  return (
    of !== undefined &&
    (of.from === undefined || milestones.has(of.from)) &&
    (of.role === undefined || of.role === leadRole(process).id || roles.has(of.role)) &&
    (!of.handOff || handsOff)
  );
}

/** `Respond (incident commander)` */
function headingOf({ roles }: Process, { phase, role }: Checklist): string {
  const label = roles.find(({ id }) => id === role)?.label;
  return label === undefined ? phase : `${phase} (${label.toLowerCase()})`;
}

/**
 * Returns the source that somebody's words name: `alert tagged …, 03:07`. Absent if they name none, or what they say is empty.
 * @internal Exported for its test.
 */
export function sourceOf({ sources }: Process, words: string): Source | undefined {
  const said = words.toLowerCase();
  return sources.find(({ name }) => said.includes(name.toLowerCase()));
}

/** Returns a list as it is written. */
export function formatList({ heading, steps }: StepList): string {
  return `### ${heading}\n\n${steps.map((step) => `- [ ] ${step}`).join('\n')}`;
}

/** Each step that an incident of this process officially begins with, and when it was done; absent while it isn't. */
export function startConditions(
  record: IncidentRecord,
  process: Process,
): { readonly step: string; readonly at?: number }[] {
  const steps = process.checklists.filter(({ begins }) => begins).flatMap(({ items }) => items);
  return steps.map((step) => {
    const at = checksOf(record, process, step)[0]?.instant;
    return { step, ...(at !== undefined && { at }) };
  });
}

/** Returns whether a step, in any of its wordings, is checked, or an entry says that it is done. */
export function isStepDone(record: IncidentRecord, process: Process, step: string): boolean {
  return doneSteps(record, process).has(currentWording(process, step));
}

/** Returns the steps that are checked, and those of which an entry says that they are done, each in today's wording. */
export function doneSteps(record: IncidentRecord, process: Process): ReadonlySet<string> {
  const ticked = boxesOf(record).filter((box) => box.ticked);
  const checks = countingEntries(record).filter(({ kind }) => kind === 'CHECK');
  const done = [...ticked.map(({ text }) => text), ...checks.map((placed) => readEntry(record.text, placed).text)];
  return new Set(done.map((step) => currentWording(process, step)));
}

/** Returns the entries that say that a step is done, in any of its wordings. */
export function checksOf(record: IncidentRecord, process: Process, step: string): Entry[] {
  return countingEntries(record)
    .filter(({ kind }) => kind === 'CHECK')
    .map((placed) => readEntry(record.text, placed))
    .filter((entry) => isSameThing(process, entry.text, step));
}

/** The boxes below the timeline, line by line: what only asks whether they are checked need not read markdown. */
export function boxesOf({ text, timeline }: IncidentRecord): { readonly text: string; readonly ticked: boolean }[] {
  return text
    .slice(timeline.end)
    .split(/\r?\n/)
    .flatMap((line) => {
      const box = readBox(line);
      return box ? [{ text: box.words.trim(), ticked: box.ticked }] : [];
    });
}
