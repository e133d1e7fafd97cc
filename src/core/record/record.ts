/** Reads a whole record: front matter, timeline, and findings. Parsing never fails. */

import type { Document } from 'yaml';
import { salvagedFields } from '../frontMatter/frontMatterRepair';
import { compareEntries, type Entry } from '../timeline/entry';
import { joinedHeads } from '../timeline/entryHead';
import { found, type Finding, type Found } from '../text/finding';
import { readFrontMatter, type FrontMatter } from '../frontMatter/frontMatter';
import { fieldOf, isOpen, rangeOfField, type Fields, type Status } from '../frontMatter/fields';
import { formatInstant } from '../time/instant';
import { lineAfter, lineEnd } from '../text/lines';
import { looseParts } from '../timeline/looseLines';
import { countingEntries } from '../timeline/retraction';
import { readEntry, readTimeline, type Timeline } from '../timeline/timeline';
import { KINDS_WITH_STATE, statusByName, timelineState } from '../timeline/timelineState';

export interface IncidentRecord {
  readonly text: string;
  readonly frontMatter: FrontMatter;
  readonly timeline: Timeline;
}

/** What a record needs to know about its process. */
export interface Vocabulary {
  statusAfter(milestone: string): Status | undefined;
  readonly severities: readonly string[];
  /** The name of the process that serves; not given where nobody needs to know. */
  readonly name?: string;
  /** The format of a record's first line. */
  readonly headline?: string;
}

export function readRecord(text: string): IncidentRecord {
  const frontMatter = readFrontMatter(text);
  const record = { text, frontMatter, timeline: readTimeline(text, frontMatter.bodyStart) };
  return frontMatter.document ? record : { ...record, frontMatter: { ...frontMatter, fields: trustedFields(record) } };
}

/** Returns the fields of a record's text; of one whose front matter can't be read, what it and the timeline still say. */
export function readCard(text: string): Fields {
  const frontMatter = readFrontMatter(text);
  return frontMatter.document ? frontMatter.fields : readRecord(text).frontMatter.fields;
}

/** Nobody may edit front matter that can't be read, so what it repeats of the timeline may be old: the timeline is trusted. */
function trustedFields(record: IncidentRecord): Fields {
  const fields = salvagedFields(record.text, record.frontMatter);
  const { status, severity, milestones, roles } = timelineState(entriesWithState(record), statusByName);
  return {
    ...fields,
    ...(status !== undefined && { status }),
    ...(severity !== undefined && { severity }),
    milestones: { ...fields.milestones, ...Object.fromEntries(milestones) },
    roles: { ...fields.roles, ...Object.fromEntries(roles) },
  };
}

/** When it was declared, else when its first entry was written, in milliseconds since the epoch. */
export function declaredAt(record: IncidentRecord): number | undefined {
  return record.frontMatter.fields.milestones['declared'] ?? countingEntries(record)[0]?.instant;
}

/** Returns the entries that have a say in the front matter, whole and in the order of their instants, in whatever order they are. */
export function entriesWithState(record: IncidentRecord): Entry[] {
  return record.timeline.entries
    .filter((placed) => KINDS_WITH_STATE.has(placed.kind))
    .map((placed) => readEntry(record.text, placed))
    .sort(compareEntries);
}

/** All findings of a record in the order of their places. */
export function recordFindings(record: IncidentRecord, vocabulary: Vocabulary): Finding[] {
  const { frontMatter, timeline } = record;
  const own = [
    ...frontMatter.findings,
    ...timeline.findings,
    ...arrows(record),
    ...joinedEntries(record),
    ...loose(record),
  ];
  if (frontMatter.document) {
    own.push(...differences(record, frontMatter.document, vocabulary));
  }
  return own.sort((a, b) => a.start - b.start);
}

/** Returns whether the finding means that something a person wrote isn't understood, so that it is worth a warning at once. */
export function losesMeaning(finding: Finding): boolean {
  return LOSES_MEANING.has(finding.code);
}

const LOSES_MEANING: ReadonlySet<Finding['code']> = new Set([
  'noFrontMatter',
  'strayText',
  'badFence',
  'badYaml',
  'hiddenValue',
  'tooLarge',
  'noTimeline',
  'endsTimeline',
  'unclosedFence',
  'conflictMarkers',
  'badInstant',
  'badEntry',
  'noOffset',
  'unknownStatus',
]);

/** Returns whether the incident is open; a record that doesn't say counts as open. */
export function isOpenRecord(record: IncidentRecord): boolean {
  return isOpen(record.frontMatter.fields.status);
}

const ARROW = /^[ \t]*@[^\s,]+(?:,[ \t]*@[^\s,]+)*[ \t]*->/;

/** A hand-off with `->` is read; the standard format is `→`. */
function arrows({ text, timeline }: IncidentRecord): Finding[] {
  const offers = timeline.entries.filter(({ kind }) => kind === 'ROLE');
  return offers.flatMap(({ textStart, end }): Finding[] => {
    const arrow = ARROW.exec(text.slice(textStart, end));
    const after = textStart + (arrow?.[0].length ?? 0);
    return arrow ? [{ ...found('arrow'), start: after - 2, end: after }] : [];
  });
}

/** An entry at the end of another line isn't read. */
function joinedEntries({ text, timeline }: IncidentRecord): Finding[] {
  return joinedHeads(text.slice(timeline.start, timeline.end)).map((at): Finding => {
    const start = timeline.start + at;
    return { ...found('joined'), start, end: lineEnd(text, start, lineAfter(text, start)) };
  });
}

/** Returns what plainly tells what happened when, but isn't an entry. */
function loose(record: IncidentRecord): Finding[] {
  const { text } = record;
  const { lines, heading } = looseParts(record);
  return [
    ...(heading ? [{ ...found('endsTimeline'), start: heading.start, end: heading.end }] : []),
    ...lines
      .filter(({ isEntry }) => !isEntry)
      .map(({ start }): Finding => {
        return { ...found('bareTime'), start, end: lineEnd(text, start, lineAfter(text, start)) };
      }),
  ];
}

function differences(record: IncidentRecord, document: Document.Parsed, vocabulary: Vocabulary): Finding[] {
  const { fields, start } = record.frontMatter;
  const state = timelineState(entriesWithState(record), (name) => vocabulary.statusAfter(name));
  const findings: Finding[] = [];
  const find = (what: Found, ...field: string[]): void => {
    const [from, to] = rangeOfField(document, field);
    findings.push({ ...what, start: start + from, end: start + to, field });
  };
  if (fields.process !== undefined && vocabulary.name !== undefined && fields.process !== vocabulary.name) {
    find(found('process', { name: fields.process, serving: vocabulary.name }), 'process');
  }
  if (state.status !== undefined && fields.status !== undefined && state.status !== fields.status) {
    find(found('otherStatus', { name: state.status }), 'status');
  }
  if (state.severity !== undefined && state.severity !== fields.severity) {
    find(found('otherSeverity', { name: state.severity }), 'severity');
  } else if (fields.severity !== undefined && !vocabulary.severities.includes(fields.severity)) {
    find(found('severity', { name: fields.severity, known: vocabulary.severities }), 'severity');
  }
  for (const [name, instant] of state.milestones) {
    if (fieldOf(fields.milestones, name) !== instant) {
      find(found('otherMilestone', { name, instant: formatInstant(instant) }), 'milestones', name);
    }
  }
  for (const name of Object.keys(fields.milestones)) {
    if (!state.milestones.has(name)) {
      find(found('noMilestone', { name }), 'milestones', name);
    }
  }
  for (const [role, holders] of state.roles) {
    if (fieldOf(fields.roles, role)?.join() !== holders.join()) {
      find(found('otherHolders', { name: role, holders }), 'roles', role);
    }
  }
  return findings;
}
