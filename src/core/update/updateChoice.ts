/** Picks the update that's probably wanted now, from statuses and events. */

import { MOMENTS, type UpdateTemplate } from '../template/updateTemplate';
import type { Process } from '../process/process';
import { statusAfter } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { reasonOf, type Reason } from '../text/reason';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import { openOffers } from '../entries/roles';
import { readEntry } from '../timeline/timeline';
import { dueUpdates } from '../status/updateClock';
import { CORE_SENTENCES } from '../text/sentences';

export interface UpdateMoment {
  /** Absent if it isn't known: then no template is for it. */
  readonly status?: string | undefined;
  /** Audiences that expect an update, the one that is due first before the others. */
  readonly due: readonly string[];
  /** Audiences that were written to at all. */
  readonly sent?: readonly string[];
  /** Audiences that were written to since the status became what it is. */
  readonly told?: readonly string[];
  /** Whether a role was offered and isn't yet taken. */
  readonly handOff?: boolean;
}

/** Returns what the record says about it; no clock is needed, since the order of what is due doesn't change with time. */
export function updateMoment(record: IncidentRecord, process: Process): UpdateMoment {
  const entries = countingEntries(record)
    .filter(({ kind }) => kind === 'UPDATE' || kind === 'MILESTONE')
    .map((placed) => readEntry(record.text, placed));
  const updates = entries.filter(({ kind }) => kind === 'UPDATE');
  const turn = entries
    .filter(({ kind, qualifier }) => kind === 'MILESTONE' && statusAfter(process, qualifier) !== undefined)
    .reduce((last, { instant }) => Math.max(last, instant), -Infinity);
  return {
    status: record.frontMatter.fields.status,
    due: dueUpdates(record, process).map(({ audience }) => audience),
    sent: updates.map(({ qualifier }) => qualifier),
    told: updates.filter(({ instant }) => instant >= turn).map(({ qualifier }) => qualifier),
    handOff: openOffers(record).length > 0,
  };
}

/**
 * All templates, the one to offer first at the beginning: a hand-off while one is offered; then those for this status and
 * moment, by which audience is due first and how closely they fit; then those for this status at another moment; then the
 * rest as they are in the process.
 */
export function chooseTemplate(templates: readonly UpdateTemplate[], moment: UpdateMoment): UpdateTemplate[] {
  return templates
    .map((template, index) => ({ template, rank: [...rankOf(template, moment), index] }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ template }) => template);
}

/** Returns whether it continues from an earlier message: it isn't offered to an audience that never got one. */
export function isFollowUpTo({ audience, when }: UpdateTemplate, { sent = [] }: UpdateMoment): boolean {
  return when.includes('again') && !sent.includes(audience);
}

/** Returns whether the template is for this status and moment: the others are there for whoever looks for them. */
export function fitsMoment(template: UpdateTemplate, moment: UpdateMoment): boolean {
  return rankOf(template, moment)[0]! < 2;
}

/**
 * Returns whether the audience reads only what it is sent: it's open, and isn't the responders' own company. Its messages have no
 * gaps that nobody accepted, and times of one zone.
 */
export function isOutside(process: Process, audience: string): boolean {
  return audience !== 'internal' && isOpenAudience(process, audience);
}

/** Returns whether people may read it who mustn't know about a security incident; an audience that the process doesn't know counts. */
function isOpenAudience(process: Process, audience: string): boolean {
  const known = process.audiences.find(({ name }) => name === audience);
  return known?.open ?? known === undefined;
}

/**
 * Returns the only time zone of a message for that audience, an IANA name; undefined if whoever reads it works with the
 * responders, who tell their own time and UTC.
 */
export function messageZone(record: IncidentRecord, process: Process, audience: string): string | undefined {
  const zone = process.audiences.find(({ name }) => name === audience)?.zone;
  return zone ?? (isOutside(process, audience) ? (record.frontMatter.fields.zone ?? 'UTC') : undefined);
}

/** Returns what is said of a message whose gaps keep it from an open audience; `gaps` are their placeholders or words. */
export function gapsProblem(template: string, audience: string, gaps: readonly string[]): Reason {
  return reasonOf(CORE_SENTENCES, 'gapsLeft', { template, audience, gaps: [...new Set(gaps)] });
}

/**
 * Why nothing is to be written for that audience; absent if it may be. A security incident says nothing in
 * the open, and an audience that the process doesn't know is taken for open.
 */
export function audienceProblem(record: IncidentRecord, process: Process, audience: string): Reason | undefined {
  return record.frontMatter.fields.security && isOpenAudience(process, audience)
    ? reasonOf(CORE_SENTENCES, 'openAudience', { audience, way: process.security?.reason })
    : undefined;
}

/**
 * Returns the name of the template for what is left to do where it was no incident: that of the outcome which the reason names, `bad
 * check: …`, else the first. Absent if the process has none.
 */
export function ticketTemplate({ outcomes }: Process, reason: string): string | undefined {
  const said = reason.toLowerCase();
  const left = outcomes.filter(({ template }) => template !== undefined);
  return (left.find(({ name }) => said.includes(name.toLowerCase())) ?? left[0])?.template;
}

/** @throws Refusal if there is none of that name. */
export function templateNamed(templates: readonly UpdateTemplate[], name: string): UpdateTemplate {
  const found = templates.find((template) => template.name === name);
  if (!found) {
    throw refusal(CORE_SENTENCES, 'unknownTemplate', { name, known: templates.map((template) => template.name) });
  }
  return found;
}

/** Returns the smaller, the sooner. */
function rankOf({ audience, when }: UpdateTemplate, moment: UpdateMoment): number[] {
  const moments: readonly string[] = MOMENTS;
  const statuses = when.filter((word) => !moments.includes(word));
  const holds = when.filter((word) => moments.includes(word)).every((word) => holdsNow(word, audience, moment));
  const fits = moment.status !== undefined && statuses.includes(moment.status);
  const due = moment.due.indexOf(audience);
  const urgency = due < 0 ? moment.due.length : due;
  if (when.includes('hand-off')) {
    return [holds ? 0 : 3, 0, 0];
  }
  return fits ? [holds ? 1 : 2, urgency, statuses.length] : [3, 0, 0];
}

function holdsNow(word: string, audience: string, { sent = [], told = [], handOff = false }: UpdateMoment): boolean {
  switch (word) {
    case 'first':
      return !sent.includes(audience);
    case 'again':
      return sent.includes(audience);
    case 'new':
      return !told.includes(audience);
    default:
      return handOff;
  }
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return a[index]! - b[index]!;
}
