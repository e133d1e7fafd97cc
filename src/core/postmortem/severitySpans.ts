/** How long an incident was open, and at which severity. Doesn't use a clock: what's still going on is open-ended. */

import { isOpen, type Status } from '../frontMatter/fields';
import type { Moment } from './keyTimes';

/** Instants are in milliseconds since the epoch, UTC. */
export interface TimeRange {
  readonly from: number;
  /** Absent if it is still going on. */
  readonly to?: number;
}

export interface SeveritySpan extends TimeRange {
  readonly severity: string;
}

/** A change of severity: what it was from then on, and what it was before where the entry says so. */
export interface SeverityChange {
  readonly instant: number;
  readonly severity: string;
  readonly was?: string;
}

/**
 * When the incident was open: from the first milestone that opens it to the one that ends it, and again after it was
 * opened again. `moments` are in their order; `first` is the first instant of the record, for one that nobody declared.
 */
export function openSpans(
  moments: readonly Moment[],
  statusAfter: (milestone: string) => Status | undefined,
  first: number | undefined,
): TimeRange[] {
  const spans: TimeRange[] = [];
  let from: number | undefined;
  let ended = false;
  for (const { name, instant } of moments) {
    const status = statusAfter(name);
    if (status === undefined) {
      continue;
    }
    if (isOpen(status)) {
      from ??= instant;
    } else if (from !== undefined || !ended) {
      spans.push({ from: Math.min(from ?? first ?? instant, instant), to: instant });
      from = undefined;
      ended = true;
    }
  }
  const open = from ?? (ended ? undefined : first);
  return open === undefined ? spans : [...spans, { from: open }];
}

/** Returns the open spans cut where the severity changed; `changes` are in their order, `own` is what the front matter says. */
export function severitySpans(
  spans: readonly TimeRange[],
  changes: readonly SeverityChange[],
  own: string | undefined,
): SeveritySpan[] {
  const found: SeveritySpan[] = [];
  for (const span of spans) {
    let { from } = span;
    let severity = severityAt(changes, own, from);
    for (const change of changes) {
      if (change.instant > from && (span.to === undefined || change.instant < span.to)) {
        if (change.severity !== severity) {
          found.push(...named(severity, { from, to: change.instant }));
          from = change.instant;
          severity = change.severity;
        }
      }
    }
    found.push(...named(severity, { ...span, from }));
  }
  return found;
}

/**
 * Returns the severity at an instant; absent if nothing says it.
 * @internal Exported for its test.
 */
export function severityAt(
  changes: readonly SeverityChange[],
  own: string | undefined,
  instant: number,
): string | undefined {
  const before = changes.findLast((change) => change.instant <= instant);
  return before ? before.severity : changes.length > 0 ? (changes[0]!.was ?? undefined) : own;
}

function named(severity: string | undefined, span: TimeRange): SeveritySpan[] {
  return severity === undefined ? [] : [{ severity, ...span }];
}
