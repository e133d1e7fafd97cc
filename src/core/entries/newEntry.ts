/**
 * The entries that commands make from their arguments, as data: a change of severity, a hypothesis, a quest, and so on.
 * Follows `docs/record.md`; doesn't know who writes them, or when.
 */

import type { Change } from '../record/change';
import { oneLine } from '../text/plainText';
import { normaliseText } from '../text/plainText';
import { withUntil, withWas } from '../timeline/textParts';
import { formatInstant } from '../time/instant';
import { severityOf, type Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import { entryText } from '../timeline/entryText';
import { CORE_SENTENCES } from '../text/sentences';

/** An entry without author and instant, and what comes with it. */
export interface NewEntry extends Pick<Change, 'fields' | 'box' | 'sections'> {
  readonly kind: string;
  readonly qualifier?: string;
  readonly text: string;
  readonly ticked?: boolean;
}

export const HYPOTHESIS_STATES = ['open', 'confirmed', 'refuted'] as const;
export type HypothesisState = (typeof HYPOTHESIS_STATES)[number];

/**
 * `SEVERITY SEV-2: was SEV-1, it is better`.
 * @throws Refusal for a severity that the process doesn't know, or that the incident has.
 */
export function severityEntry(record: IncidentRecord, process: Process, severity: string, reason: string): NewEntry {
  const known = severityOf(process, severity)?.name;
  if (known === undefined) {
    const known = process.severities.map(({ name }) => name);
    throw refusal(CORE_SENTENCES, 'unknownSeverity', { name: severity, known });
  }
  const was = record.frontMatter.fields.severity;
  if (was === known) {
    throw refusal(CORE_SENTENCES, 'sameSeverity', { severity: known });
  }
  return { kind: 'SEVERITY', qualifier: known, text: withWas(was && oneLine(was), normaliseText(reason)) };
}

/** `HYPOTHESIS refuted: the deploy removed the listener`: a change of state is a new entry with the same text. */
export function hypothesisEntry(text: string, state: HypothesisState): NewEntry {
  return { kind: 'HYPOTHESIS', qualifier: state, text: notEmpty(text, 'hypothesis') };
}

/** Returns the texts of the hypotheses whose last entry is in that state, in the order in which they came up. */
export function hypothesesIn(record: IncidentRecord, state: string): string[] {
  const states = new Map<string, string>();
  for (const placed of countingEntries(record)) {
    if (placed.kind === 'HYPOTHESIS') {
      states.set(entryText(record.text, placed), placed.qualifier);
    }
  }
  return [...states].filter(([, last]) => last === state).map(([words]) => words);
}

/**
 * `[ ] QUEST @lee: look at the certificates (until 2026-11-20T15:40:00Z)`. `owner` is a handle without `@`; `until` and
 * `instant`, the entry's own, are in milliseconds since the epoch.
 * @throws Refusal if the time is over before it begins.
 */
export function questEntry(text: string, owner: string, until: number, instant: number): NewEntry {
  if (until <= instant) {
    throw refusal(CORE_SENTENCES, 'questOver', { until: formatInstant(until) });
  }
  return { kind: 'QUEST', qualifier: `@${owner}`, ticked: false, text: withUntil(notEmpty(text, 'quest'), until) };
}

/** `MILESTONE canceled: a test alarm`. */
export function cancelEntry(reason: string): NewEntry {
  return { kind: 'MILESTONE', qualifier: 'canceled', text: notEmpty(reason, 'reason') };
}

/**
 * `MILESTONE duplicate: of 2026-11-20-log-in-is-slow`; both are ids of incidents.
 * @throws Refusal if both are the same.
 */
export function duplicateEntry(of: string, own: string): NewEntry {
  if (of === own) {
    throw refusal(CORE_SENTENCES, 'ownDuplicate');
  }
  return { kind: 'MILESTONE', qualifier: 'duplicate', text: `of ${of}` };
}

function notEmpty(text: string, what: 'hypothesis' | 'quest' | 'reason'): string {
  const normalized = normaliseText(text);
  if (normalized === '') {
    throw refusal(CORE_SENTENCES, 'emptyEntry', { what });
  }
  return normalized;
}
