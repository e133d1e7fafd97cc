/**
 * The steps of an incident: those in its record, and those of its process that aren't written yet. They're written when their
 * phase begins, when somebody takes their role, or when one of them is checked off.
 */

import type { SectionStep } from '../record/sectionEdit';
import type { IncidentRecord } from '../record/record';
import type { Process } from '../process/process';
import { currentWording } from '../process/wording';
import { roleHolders } from '../timeline/timelineState';
import { boxesOf, FIRST_LISTS, formatList, isNeeded, stepLists, type Begun, type StepList } from './checklists';
import type { NewEntry } from './newEntry';
import { openOffers } from './roles';

/** A list of the process, with its steps in the words of the record where they are there. */
export interface RecordSteps extends StepList {
  readonly written: boolean;
  /** Whether its phase has begun, for somebody who is there. */
  readonly needed: boolean;
}

/** All lists of the process for this incident, in its order. */
export function recordSteps(
  record: IncidentRecord,
  process: Process,
  { security }: { readonly security: boolean } = record.frontMatter.fields,
): RecordSteps[] {
  const today = (step: string): string => currentWording(process, step);
  const there = new Map(boxesOf(record).map(({ text }) => [today(text), text]));
  const headings = new Set(headingsOf(record).map((heading) => inToday(process, heading)));
  const lists = stepLists(process, security);
  const counts = new Map<string, number>();
  for (const step of lists.flatMap(({ steps }) => steps.map(today))) {
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const begun = begunIn(record);
  return lists.map((list) => ({
    ...list,
    steps: list.steps.map((step) => there.get(today(step)) ?? step),
    written:
      headings.has(inToday(process, list.heading)) ||
      list.steps.some((step) => counts.get(today(step)) === 1 && there.has(today(step))),
    needed: isNeeded(process, list, begun),
  }));
}

/**
 * Returns what writes a list into a record that doesn't have it: below those that come before it in the process, so that two clones
 * which begin several phases in turn have them in one order.
 */
export function writeList(process: Process, security: boolean, heading: string): SectionStep[] {
  const lists = stepLists(process, security);
  const at = lists.findIndex((list) => list.heading === heading);
  const list = lists[at];
  const below = [...(list?.of?.security ? [] : FIRST_LISTS), ...lists.slice(0, at).map((other) => other.heading)];
  return list ? [{ section: 'Checklists', block: formatList(list), present: true, below }] : [];
}

/** Returns the entries of one command, each with the lists of the phase that it begins and of the role that is taken by it. */
export function withSteps(record: IncidentRecord, process: Process, entries: readonly NewEntry[]): NewEntry[] {
  const missing = recordSteps(record, process).filter(({ written }) => !written);
  let begun = begunIn(record);
  return entries.map((entry) => {
    const after = begunBy(begun, entry);
    const fresh = missing.filter((list) => isNeeded(process, list, after) && !isNeeded(process, list, begun));
    begun = after;
    const { security } = record.frontMatter.fields;
    const sections = fresh.flatMap(({ heading }) => writeList(process, security, heading));
    return sections.length === 0 ? entry : { ...entry, sections: [...(entry.sections ?? []), ...sections] };
  });
}

function begunIn(record: IncidentRecord): Begun {
  const { milestones, roles } = record.frontMatter.fields;
  return {
    milestones: new Set(Object.keys(milestones)),
    roles: new Set(Object.keys(roles).filter((role) => (roles[role] ?? []).length > 0)),
    handsOff: openOffers(record).length > 0,
  };
}

function begunBy(begun: Begun, { kind, qualifier = '', text }: NewEntry): Begun {
  if (kind === 'MILESTONE') {
    return { ...begun, milestones: new Set([...begun.milestones, qualifier]) };
  }
  return kind !== 'ROLE'
    ? begun
    : roleHolders(text)
      ? { ...begun, roles: new Set([...begun.roles, qualifier]) }
      : { ...begun, handsOff: true };
}

/** Returns the level 3 headings below the timeline, line by line. */
function headingsOf({ text, timeline }: IncidentRecord): string[] {
  return text
    .slice(timeline.end)
    .split(/\r?\n/)
    .flatMap((line) => /^###[ \t]+(.*?)[ \t#]*$/.exec(line)?.[1] ?? []);
}

/** `Write down (scribe)` as it is written today. */
function inToday(process: Process, heading: string): string {
  const [, phase = heading, role = ''] = /^(.*?)( \([^()]*\))?$/.exec(heading) ?? [];
  return currentWording(process, phase) + role;
}
