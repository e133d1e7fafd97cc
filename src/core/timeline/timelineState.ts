/**
 * What a timeline says about the incident as a whole: the part of the front matter that repeats it. The process says which
 * milestone sets which status.
 */

import type { Entry } from './entry';
import { STATUSES, type Status } from '../frontMatter/fields';
import { counting, RETRACT } from './retraction';
import { readWas } from './textParts';

/** Where an entry's kind touches the front matter. */
export const KINDS_WITH_STATE: ReadonlySet<string> = new Set(['MILESTONE', 'SEVERITY', 'ROLE', RETRACT]);

export interface TimelineState {
  /** Set by the last milestone that sets one; absent if none does. */
  readonly status: Status | undefined;
  /** Of the last change of severity; where all were retracted, what it was before the first; absent if there was none. */
  readonly severity: string | undefined;
  /** The earliest instant of each milestone, after `reopened` the first one since; milliseconds, UTC. */
  readonly milestones: ReadonlyMap<string, number>;
  /** Holders with `@`, by role. An offered hand-off changes nothing before it is confirmed. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
}

/** The state after those of `entries` that count; they are in their order in the timeline. */
export function timelineState(
  entries: readonly Entry[],
  statusAfter: (milestone: string) => Status | undefined,
): TimelineState {
  let status: Status | undefined;
  let severity: string | undefined;
  const milestones = new Map<string, number>();
  const roles = new Map<string, readonly string[]>();
  // What was reached before the incident was opened again: the next time counts.
  let stale = new Set<string>();
  for (const entry of counting(entries, ({ text }) => text)) {
    if (entry.kind === 'MILESTONE' && entry.qualifier !== '' && !entry.qualifier.endsWith('?')) {
      const name = entry.qualifier;
      if (!milestones.has(name) || stale.has(name)) {
        milestones.set(name, entry.instant);
        stale.delete(name);
      }
      if (name === 'reopened') {
        stale = new Set(milestones.keys());
      }
      status = statusAfter(name) ?? status;
    } else if (entry.kind === 'SEVERITY' && entry.qualifier !== '') {
      severity = entry.qualifier;
    } else if (entry.kind === 'ROLE') {
      const holders = roleHolders(entry.text);
      if (holders) {
        roles.set(entry.qualifier, holders);
      }
    }
  }
  severity ??= severityBefore(entries.find(({ kind, qualifier }) => kind === 'SEVERITY' && qualifier !== ''));
  return { status, severity, milestones, roles };
}

/** Returns what a change of severity says it was before: `was SEV-2` at its start; undefined if it doesn't say. */
export function severityBefore(entry: Entry | undefined): string | undefined {
  return readWas(entry?.text ?? '');
}

/** Returns the status that a milestone sets where no process is at hand: the one of its name; `reopened` begins again. */
export function statusByName(milestone: string): Status | undefined {
  const name = milestone === 'declared' || milestone === 'reopened' ? 'investigating' : milestone;
  return STATUSES.find((status) => status === name);
}

/** Who holds the role after `@new`, `@a, @b` or `@new confirmed`; undefined for an offer, `@old → @new (reason)`. */
export function roleHolders(text: string): readonly string[] | undefined {
  const line = text.split('\n', 1)[0]!;
  if (/^@[^\s,]+(?:,\s*@[^\s,]+)*?\s*(?:→|->)/.test(line)) {
    return undefined;
  }
  const named = /^@[^\s,]+(?:,\s*@[^\s,]+)*/.exec(line);
  return named?.[0].split(/,\s*/);
}
