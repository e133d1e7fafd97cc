/**
 * Merges two versions of a record by meaning: front matter by key, entries as a multiset, prose by lines. The result has the
 * same bytes whichever version is called ours, so that clones converge. Never writes a conflict marker.
 */

import { formatEntry } from '../timeline/entry';
import { endOfEntries, mergeEntries, type EntryFinding, type MergedEntries } from './entryMerge';
import { editFields, type FieldChange } from '../frontMatter/fieldEdit';
import { conflictFindings, mergeFields } from './fieldMerge';
import { fieldOf, type Fields, type Status } from '../frontMatter/fields';
import { found, type Finding } from '../text/finding';
import { readFrontMatter } from '../frontMatter/frontMatter';
import { headlineEdits } from '../record/headline';
import { formatInstant } from '../time/instant';
import { mergeLines } from '../text/lineMerge';
import { lineAfter } from '../text/lines';
import { doubledFindings, mergeProse } from './proseMerge';
import type { MergedProse } from '../record/proseUnits';
import { entriesWithState, readRecord, type IncidentRecord } from '../record/record';
import { repeatedFields } from '../record/repeatedFields';
import { applyEdits } from '../text/textEdit';
import { withForm, withoutForms } from '../text/textForm';
import { readTimeline } from '../timeline/timeline';
import { timelineState, type TimelineState } from '../timeline/timelineState';
import { settle, type Versions } from '../text/versions';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';

/** `problem` says which version can't be read; then nothing is merged and each side keeps its own. */
export type MergedText =
  | { readonly text: string; readonly findings: readonly Finding[] }
  | { readonly problem: Reason };

/**
 * The record that both made of `base`, which is absent if two clones began without a common one. `ours` and `theirs`
 * may be swapped. Where there are several bases, merge those first. `statusAfter` is the process's.
 * `imported` are the fingerprints of entries that both sides imported on their own.
 */
export function mergeRecords(
  base: string | undefined,
  ours: string,
  theirs: string,
  statusAfter: (milestone: string) => Status | undefined,
  imported?: ReadonlySet<string>,
): MergedText {
  const settled = settle(base, ours, theirs);
  if (settled?.value !== undefined) {
    return { text: settled.value, findings: [] };
  }
  const { base: old, one, other, form } = withoutForms({ base, one: ours, other: theirs });
  const [here, there] = [readParts(one), readParts(other)];
  const problem = problemOf(here, 'ours') ?? problemOf(there, 'theirs');
  if (problem !== undefined) {
    return { problem };
  }
  const known = old === undefined ? undefined : readParts(old);
  const merged = mergeParts(one < other ? [known, here, there] : [known, there, here], statusAfter, imported);
  if (!merged) {
    return { problem: unreadCard(here, there) ?? reasonOf(CORE_SENTENCES, 'notMerged') };
  }
  const { text, places } = withForm(merged.text, form, merged.findings);
  return { text, findings: places };
}

/** Front matter that can't be read doesn't keep entries from each other; a timeline that can't be read does. */
function problemOf({ record: { timeline } }: Parts, side: 'ours' | 'theirs'): Reason | undefined {
  if (timeline.found && !timeline.unclosed) {
    return undefined;
  }
  return reasonOf(CORE_SENTENCES, 'versionUnread', { side, file: 'record', said: timeline.findings[0]?.message });
}

/** Returns what is to be said where the front matter of one of them can't be read, and both changed the same lines there. */
function unreadCard(here: Parts, there: Parts): Reason | undefined {
  const unread = [here, there].find(({ record }) => !record.frontMatter.document);
  if (!unread) {
    return undefined;
  }
  const [side, said] = [unread === here ? 'ours' : 'theirs', unread.record.frontMatter.findings[0]?.message] as const;
  return reasonOf(CORE_SENTENCES, 'versionUnread', { side, file: 'record', said });
}

/** A record cut into pieces that together are its text. */
interface Parts {
  readonly record: IncidentRecord;
  /** The fences of the front matter, with their lines. */
  readonly opening: string;
  readonly closing: string;
  /** From the front matter to the heading `## Timeline`. */
  readonly head: string;
  readonly heading: string;
  /** Before the first entry. */
  readonly lead: string;
  /** The blank lines below the last entry. */
  readonly tail: string;
  readonly rest: string;
}

function readParts(text: string): Parts {
  const record = readRecord(text);
  const { frontMatter, timeline } = record;
  const heading = timeline.found ? text.lastIndexOf('\n', timeline.start - 2) + 1 : timeline.start;
  const first = timeline.entries[0]?.start;
  // Of an empty timeline the first blank line is above what will come, the others below.
  const empty = text.slice(timeline.start, timeline.end).trim() === '';
  const leadEnd = first ?? (empty ? Math.min(lineAfter(text, timeline.start), timeline.end) : timeline.end);
  return {
    record,
    opening: text.slice(0, frontMatter.start),
    closing: text.slice(frontMatter.end, frontMatter.bodyStart),
    head: text.slice(frontMatter.bodyStart, heading),
    heading: text.slice(heading, timeline.start),
    lead: text.slice(timeline.start, leadEnd),
    tail: text.slice(first === undefined ? leadEnd : endOfEntries(record), timeline.end),
    rest: text.slice(timeline.end),
  };
}

type Sides = readonly [base: Parts | undefined, one: Parts, other: Parts];

function mergeParts(
  sides: Sides,
  statusAfter: (milestone: string) => Status | undefined,
  imported: ReadonlySet<string> | undefined,
): { text: string; findings: Finding[] } | undefined {
  const [base, one, other] = sides;
  const each = <T>(read: (parts: Parts) => T): Versions<T> => ({
    base: base && read(base),
    one: read(one),
    other: read(other),
  });
  const simple = (read: (parts: Parts) => string): string => {
    const { base: old, one: here, other: there } = each(read);
    return settle(old, here, there)?.value ?? (here < there ? there : here);
  };
  const timelines = { ...each(({ record }) => record), base: base?.record.timeline.found ? base.record : undefined };
  const entries = mergeEntries(timelines, imported);
  const readable = [one, other].every(({ record }) => record.frontMatter.document);
  const top = readable ? mergeTop(sides, each, entries, simple, statusAfter) : mergeUnreadTop(each);
  if (!top) {
    return undefined;
  }
  const prose = { lead: mergeProse(each((parts) => parts.lead)), rest: mergeProse(each((parts) => parts.rest)) };
  return assembled(top, entries, prose, simple, readable);
}

/** Puts the merged parts together; undefined if they don't read back as what they are. */
function assembled(
  { card, head }: Top,
  entries: MergedEntries,
  { lead, rest }: { readonly lead: MergedProse; readonly rest: MergedProse },
  simple: (read: (parts: Parts) => string) => string,
  readable: boolean,
): { text: string; findings: Finding[] } | undefined {
  const heading = simple((parts) => parts.heading);
  const tail = simple((parts) => parts.tail);
  const headed = rest.text === '' || /^ *#/.test(rest.text);
  const parts = [
    card.text,
    head.text,
    heading,
    lead.text + entries.strays,
    entries.text,
    headed || tail !== '' ? tail : '\n',
    rest.text,
  ];
  const text = parts.join('');
  const startOf = (part: number): number => parts.slice(0, part).reduce((sum, { length }) => sum + length, 0);
  const bodyStart = readable ? startOf(1) : readFrontMatter(text).bodyStart;
  if (!readsBack(text, bodyStart, startOf(3), startOf(6), entries.count)) {
    return undefined;
  }
  const findings = [
    ...card.findings,
    ...doubledFindings(head, startOf(1)),
    ...doubledFindings(lead, startOf(3)),
    ...entries.findings.map((finding) => entryFinding(finding, text, startOf(4))),
    ...doubledFindings(rest, startOf(6)),
  ];
  return { text, findings };
}

type Each = <T>(read: (parts: Parts) => T) => Versions<T>;

/** What's above the timeline: the front matter, and the prose below it. */
interface Top {
  readonly card: { readonly text: string; readonly findings: readonly Finding[] };
  readonly head: MergedProse;
}

function mergeTop(
  sides: Sides,
  each: Each,
  entries: MergedEntries,
  simple: (read: (parts: Parts) => string) => string,
  statusAfter: (milestone: string) => Status | undefined,
): Top | undefined {
  const card = mergeCard(sides, entries, simple, statusAfter);
  if (!card) {
    return undefined;
  }
  // The headline says what the front matter says, as long as nobody made it say something else.
  const head = mergeProse(each(({ record, head: own }) => withHeadline(record, own, card.fields)));
  return { card, head };
}

/**
 * Above the timeline of a version whose front matter can't be read there are lines and no fields: what one side changed is
 * taken as it is. Undefined if both changed the same lines, or where no common version says who changed what.
 */
function mergeUnreadTop(each: Each): Top | undefined {
  const tops = each(({ record, heading }) => record.text.slice(0, record.timeline.start - heading.length));
  const text = settle(tops.base, tops.one, tops.other)?.value ?? mergeLines(tops);
  return text === undefined ? undefined : { card: { text: '', findings: [] }, head: { text, doubled: [] } };
}

/** Returns whether the timeline is read as it was combined; the front matter was read before. */
function readsBack(text: string, bodyStart: number, start: number, end: number, count: number): boolean {
  const timeline = readTimeline(text, bodyStart);
  return timeline.start === start && timeline.end === end && timeline.entries.length === count && !timeline.unclosed;
}

function withHeadline(record: IncidentRecord, head: string, { severity, title }: Fields): string {
  const { bodyStart } = record.frontMatter;
  const edits = headlineEdits(record, [
    { path: ['severity'], value: severity },
    { path: ['title'], value: title },
  ]);
  return applyEdits(
    head,
    edits.map((edit) => ({ ...edit, start: edit.start - bodyStart, end: edit.end - bodyStart })),
  );
}

/** The front matter with its fences: what it repeats of the timeline is what the merged timeline says. */
function mergeCard(
  sides: Sides,
  entries: MergedEntries,
  simple: (read: (parts: Parts) => string) => string,
  statusAfter: (milestone: string) => Status | undefined,
): { text: string; fields: Fields; findings: Finding[] } | undefined {
  const [base, one, other] = sides.map((side) => side?.record) as [
    IncidentRecord | undefined,
    IncidentRecord,
    IncidentRecord,
  ];
  const merged = mergeFields({ base: base?.frontMatter.document ? base : undefined, one, other });
  const text = simple(({ opening }) => opening) + merged.text + simple(({ closing }) => closing);
  // Most merges change nothing here, and reading it is what costs.
  const same = [one, other].find((record) => record.text.slice(0, record.frontMatter.bodyStart) === text);
  const read = same?.frontMatter ?? readFrontMatter(text);
  if (!read.document) {
    return undefined;
  }
  const state = timelineState(entries.withState, statusAfter);
  const told = [one, other].map((record) => {
    return { fields: record.frontMatter.fields, state: timelineState(entriesWithState(record), statusAfter) };
  });
  const disputed = new Set(merged.conflicts.map(({ path }) => path.join('\n')));
  const changes = repeatedFields(state).filter(({ path, value }) => {
    const agrees = (fields: Fields, own: TimelineState): boolean => {
      const said = repeatedFields(own).find((field) => field.path.join('\n') === path.join('\n'));
      return said === undefined || writtenOf(fields, path) === String(said.value);
    };
    const trusted = disputed.has(path.join('\n')) || told.every((side) => agrees(side.fields, side.state));
    return trusted && writtenOf(read.fields, path) !== String(value);
  });
  const edits = editFields(text, read, changes);
  const edited = applyEdits(text, edits);
  const { fields } = edits.length === 0 ? read : readFrontMatter(edited);
  return { text: edited, fields, findings: conflictFindings(edited, merged.conflicts) };
}

function writtenOf(fields: Fields, [key, name]: FieldChange['path']): string | undefined {
  if (key === 'milestones') {
    const instant = fieldOf(fields.milestones, name!);
    return instant === undefined ? undefined : formatInstant(instant);
  }
  return key === 'roles' ? fieldOf(fields.roles, name!)?.join() : fields[key as 'status' | 'severity'];
}

const ENTRY_FINDINGS = {
  changedTwice: 'bothEntries',
  removedAndChanged: 'entryStays',
  doubledLines: 'bothBelow',
} as const satisfies Record<EntryFinding['code'], Finding['what']>;

function entryFinding({ code, entry, at }: EntryFinding, text: string, offset: number): Finding {
  const start = offset + at;
  const end = Math.max(start, lineAfter(text, start) - 1);
  return { ...found(ENTRY_FINDINGS[code], { name: headOf(entry) }), start, end };
}

function headOf(entry: EntryFinding['entry']): string {
  return formatEntry({ ...entry, text: '' }, '\n').slice(2, -1);
}
