/**
 * One change of a record as a value: entries that are added and removed, and what follows for the front matter. Commands, the
 * journal, and undo all use it. What each kind means for the front matter is data in `timelineState.ts`.
 */

import { compareEntries, sameEntry, type Entry } from '../timeline/entry';
import { findCorrected } from './correction';
import { editFields, type FieldChange } from '../frontMatter/fieldEdit';
import { fieldOf, type Fields, type Summary } from '../frontMatter/fields';
import { headlineEdits } from './headline';
import { formatInstant } from '../time/instant';
import { findEntry, insertEntry, removeEntry, replaceEntry } from './placement';
import { readProse } from './prose';
import { entriesWithState, type IncidentRecord, type Vocabulary } from './record';
import { refusal } from '../text/refusal';
import { sectionEdits, type BoxStep, type SectionStep } from './sectionEdit';
import type { TextEdit } from '../text/textEdit';
import { readEntry, type Timeline } from '../timeline/timeline';
import { RETRACT } from '../timeline/retraction';
import { KINDS_WITH_STATE, severityBefore, timelineState, type TimelineState } from '../timeline/timelineState';
import { CORE_SENTENCES } from '../text/sentences';

/**
 * `added` alone logs, `removed` alone takes back, both together correct or tick. What else belongs to the change comes and
 * goes with its entries: where they are, what a person made of the rest is theirs.
 */
export interface Change {
  readonly added?: Entry;
  readonly removed?: Entry;
  /** What no kind of entry says of the front matter. */
  readonly fields?: readonly FieldStep[];
  /** The box of a step below `## Checklists`. */
  readonly box?: BoxStep;
  readonly sections?: readonly SectionStep[];
  /** Whether it came from a log; only its commit says so. */
  readonly imported?: true;
}

/** A field before and after the change; null if it has no value. One that has another value when it's written is left alone. */
export interface FieldStep {
  readonly path: FieldKey | `summary.${keyof Summary}` | `channels.${string}`;
  readonly was: FieldValue;
  readonly becomes: FieldValue;
}

type FieldKey = 'title' | 'impact' | 'services' | 'security' | 'links' | 'tickets';

export type FieldValue = string | boolean | readonly string[] | null;

/** Returns the change that takes this one back. */
export function inverse(change: Change): Change {
  return {
    ...(change.removed && { added: change.removed }),
    ...(change.added && { removed: change.added }),
    ...(change.fields && {
      fields: change.fields.map(({ path, was, becomes }) => ({ path, was: becomes, becomes: was })),
    }),
    ...(change.box && { box: { ...change.box, ticked: !change.box.ticked } }),
    ...(change.sections && { sections: change.sections.map((step) => ({ ...step, present: !step.present })) }),
  };
}

/**
 * Returns the edits that make `change`, front matter and headline included; they are left alone where the first can't be read.
 * @throws Refusal if the entry to be removed isn't in the record.
 */
export function applyChange(record: IncidentRecord, change: Change, vocabulary: Vocabulary): TextEdit[] {
  const card = [...fieldChanges(record, change, vocabulary), ...stepChanges(record, change)];
  const edits = editFields(record.text, record.frontMatter, card);
  return [
    ...edits,
    ...(edits.length > 0 ? headlineEdits(record, card, vocabulary.headline) : []),
    ...timelineEdits(record, change),
    ...belowEdits(record, change),
  ];
}

/**
 * Returns what of a change that was accepted the record lacks; undefined if it already is as `change` makes it. It can always be
 * applied: what is to be removed is there, what is to be added isn't.
 */
export function missingPart({ text, timeline }: IncidentRecord, change: Change): Change | undefined {
  const added = change.added && findEntry(text, timeline, change.added);
  if (added && change.added) {
    const standing = readEntry(text, added);
    const wanted = withSigns(standing, change.added, change.removed);
    if (standing.ticked !== wanted.ticked || standing.important !== wanted.important) {
      return { removed: standing, added: wanted };
    }
    if (change.removed !== undefined && sameEntry(change.added, change.removed)) {
      return undefined;
    }
  }
  const removed = change.removed && findEntry(text, timeline, change.removed);
  const lacks = change.added !== undefined && !added && !wasCorrected(text, timeline, change);
  if (!lacks && !removed) {
    return undefined;
  }
  const { fields, box, sections } = change;
  return {
    ...(lacks && { added: change.added }),
    ...(removed && { removed: change.removed }),
    ...(fields && { fields }),
    ...(box && { box }),
    ...(sections && { sections }),
  };
}

/** Returns the entry with its box and mark as a change makes them: what it doesn't change is somebody else's, but a sign that it has stays. */
function withSigns(standing: Entry, added: Entry, removed: Entry | undefined): Entry {
  const own = removed && sameEntry(added, removed) ? removed : undefined;
  const { ticked, important, ...rest } = standing;
  const unticks = own?.ticked === true && added.ticked === false;
  const becomes = ticked === undefined ? added.ticked : (ticked || added.ticked === true) && !unticks;
  const marked = added.important === true || (important === true && own?.important !== true);
  return { ...rest, ...(becomes !== undefined && { ticked: becomes }), ...(marked && { important: true }) };
}

/** Returns whether another program changed what the change brought; what the change itself replaces doesn't count. */
function wasCorrected(text: string, timeline: Timeline, { added, removed }: Change): boolean {
  const corrected = added && findCorrected(text, timeline, added);
  return corrected !== undefined && !(removed && sameEntry(corrected, removed));
}

/** Returns whether the record already is as `change` makes it. */
export function holdsChange(record: IncidentRecord, change: Change): boolean {
  return missingPart(record, change) === undefined;
}

function timelineEdits({ text, timeline }: IncidentRecord, { added, removed }: Change): TextEdit[] {
  const placed = removed && findEntry(text, timeline, removed);
  if (removed && !placed) {
    throw refusal(CORE_SENTENCES, 'entryGone');
  }
  if (placed && added) {
    return replaceEntry(text, timeline, placed, added);
  }
  if (placed) {
    return [removeEntry(text, placed)];
  }
  return added ? [insertEntry(text, timeline, added)] : [];
}

/** A block that is removed takes its box with it. */
function belowEdits(record: IncidentRecord, change: Change): TextEdit[] {
  const blocks = sectionEdits(record, change.sections ?? [], change.box);
  const boxes = boxEdits(record, change).filter(
    (box) => !blocks.some(({ start, end }) => start <= box.start && box.end <= end),
  );
  return [...boxes, ...blocks];
}

function boxEdits(record: IncidentRecord, { box }: Change): TextEdit[] {
  const item =
    box && readProse(record).checklist.find(({ text, ticked }) => text === box.step && ticked !== box.ticked);
  return item ? [{ start: item.start, end: item.end, text: box.ticked ? 'x' : ' ' }] : [];
}

/** Returns what the front matter says of a field; null if it says nothing. */
export function fieldValue(fields: Fields, path: FieldStep['path']): FieldValue {
  const [key, part] = partsOf(path);
  if (key === 'summary') {
    return fields.summary?.[part as keyof Summary] ?? null;
  }
  return (key === 'channels' ? fieldOf(fields.channels, part!) : fields[key as FieldKey]) ?? null;
}

function stepChanges({ frontMatter: { fields } }: IncidentRecord, change: Change): FieldChange[] {
  return (change.fields ?? [])
    .filter(({ path, was }) => JSON.stringify(fieldValue(fields, path)) === JSON.stringify(was))
    .map(({ path, becomes }) => ({ path: partsOf(path), value: becomes }));
}

/** Returns a channel’s name may have a dot of its own. */
function partsOf(path: FieldStep['path']): FieldChange['path'] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

function fieldChanges(record: IncidentRecord, change: Change, vocabulary: Vocabulary): FieldChange[] {
  if (![change.added, change.removed].some((entry) => entry && KINDS_WITH_STATE.has(entry.kind))) {
    return [];
  }
  const statusAfter = (name: string) => vocabulary.statusAfter(name);
  const before = entriesWithState(record);
  const { removed } = change;
  const gone = removed ? before.findIndex((entry) => sameEntry(entry, removed)) : -1;
  const after = before.filter((_, index) => index !== gone);
  if (change.added) {
    const added = change.added;
    const above = after.findLastIndex((entry) => compareEntries(entry, added) <= 0);
    after.splice(above + 1, 0, added);
  }
  const was = timelineState(before, statusAfter);
  const becomes = timelineState(after, statusAfter);
  return differingFields(record, was, becomes, change);
}

/** Returns what the timeline says differently now. A value that a person set otherwise by hand isn't taken back. */
function differingFields(
  { frontMatter: { fields } }: IncidentRecord,
  was: TimelineState,
  becomes: TimelineState,
  { added, removed }: Change,
): FieldChange[] {
  const changes: FieldChange[] = [];
  const says = added !== undefined && added.kind !== RETRACT;
  const mayChange = <T>(own: T, old: T, value: T): boolean =>
    own !== value && (own === old || (says && value !== undefined));
  const severity = becomes.severity ?? (was.severity === undefined ? undefined : severityBefore(removed));
  if (
    severity !== undefined &&
    was.severity !== becomes.severity &&
    mayChange(fields.severity, was.severity, severity)
  ) {
    changes.push({ path: ['severity'], value: severity });
  }
  const { status } = becomes;
  if (status !== undefined && was.status !== status && mayChange(fields.status, was.status, status)) {
    changes.push({ path: ['status'], value: status });
  }
  for (const name of new Set([...was.milestones.keys(), ...becomes.milestones.keys()])) {
    const [old, instant] = [was.milestones.get(name), becomes.milestones.get(name)];
    if (old !== instant && mayChange(fieldOf(fields.milestones, name), old, instant)) {
      const value = instant === undefined ? undefined : formatInstant(instant);
      changes.push({ path: ['milestones', name], value });
    }
  }
  for (const role of new Set([...was.roles.keys(), ...becomes.roles.keys()])) {
    const [old, holders] = [was.roles.get(role)?.join(), becomes.roles.get(role)];
    if (old !== holders?.join() && mayChange(fieldOf(fields.roles, role)?.join(), old, holders?.join())) {
      changes.push({ path: ['roles', role], value: holders });
    }
  }
  return changes;
}
