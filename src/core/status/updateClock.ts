/** When the next update is due, and how durations are worded. Knows the process's cadence; the editor sends the reminders. */

import { severityOf, type Process } from '../process/process';
import { declaredAt, isOpenRecord, type IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { say } from '../words/say';

/**
 * Instants are in milliseconds since the epoch.
 * @internal Exported for its test.
 */
export interface UpdateFacts {
  /** One that the process doesn't know counts as its default. */
  readonly severity: string;
  /** A closed incident owes nobody an update. */
  readonly open: boolean;
  /** A security incident owes an open audience none: nothing may be written for it. */
  readonly security?: boolean;
  readonly declared: number;
  /** What was sent, in any order. */
  readonly updates: readonly { readonly audience: string; readonly instant: number }[];
}

export interface DueUpdate {
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When the last one was sent, or the incident declared. */
  readonly since: number;
}

const MINUTE = 60_000;

/**
 * Returns the next update of each audience that expects one, the earliest first; at the same instant in the process's order.
 * @internal Exported for its test.
 */
export function nextUpdates(
  { severity, open, security = false, declared, updates }: UpdateFacts,
  process: Process,
): DueUpdate[] {
  const known = severityOf(process, severity) ?? severityOf(process, process.defaultSeverity);
  if (!open || !known) {
    return [];
  }
  return process.audiences
    .filter((audience) => !security || audience.open !== true)
    .flatMap(({ name }) => {
      const minutes = known.cadence[name];
      const sent = updates.filter(({ audience }) => audience === name).map(({ instant }) => instant);
      const last = sent.length === 0 ? declared : Math.max(...sent);
      return minutes === undefined ? [] : [{ audience: name, at: last + minutes * MINUTE, since: last }];
    })
    .sort((a, b) => a.at - b.at);
}

/** Returns the same for a record; none if it isn't known when it began. */
export function dueUpdates(record: IncidentRecord, process: Process): DueUpdate[] {
  const { severity = process.defaultSeverity, security } = record.frontMatter.fields;
  const declared = declaredAt(record);
  if (declared === undefined) {
    return [];
  }
  const updates = countingEntries(record)
    .filter((placed) => placed.kind === 'UPDATE')
    .map(({ qualifier, instant }) => ({ audience: qualifier, instant }));
  return nextUpdates({ severity, open: isOpenRecord(record), security, declared, updates }, process);
}

/** Returns a span of milliseconds: `12 min`, `3 h 5 min`, `2 d 4 h`; its two largest units, rounded down, never negative. */
export function describeAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (hours === 0) {
    return say`${minutes} min`;
  }
  if (days === 0) {
    return minutes % 60 === 0 ? say`${hours} h` : say`${hours} h ${minutes % 60} min`;
  }
  return hours % 24 === 0 ? say`${days} d` : say`${days} d ${hours % 24} h`;
}

/** `due in 8 min`, `due now` within the minute after it, `5 min overdue`. Both are milliseconds since the epoch. */
export function describeDue(at: number, now: number): string {
  return at > now ? say`due in ${timeLeft(at, now)}` : pastDue(at, now);
}

/** Returns the same behind what is due: `in 8 min`, `due now`, `5 min overdue`. */
export function shortDue(at: number, now: number): string {
  return at > now ? say`in ${timeLeft(at, now)}` : pastDue(at, now);
}

const timeLeft = (at: number, now: number): string => describeAge(Math.ceil((at - now) / MINUTE) * MINUTE);

function pastDue(at: number, now: number): string {
  return isOverdue(at, now) ? say`${describeAge(now - at)} overdue` : say`due now`;
}

/** Returns whether a minute has passed since `at`; both are milliseconds since the epoch. */
export function isOverdue(at: number, now: number): boolean {
  return now - at >= MINUTE;
}
