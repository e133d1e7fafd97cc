/**
 * Finds where more time passed between two updates than the process's cadence allows. A gap is stated as a fact, without
 * blame.
 */

import type { Process } from '../process/process';
import { severityOf } from '../process/process';
import type { SeveritySpan, TimeRange } from './severitySpans';

/** Instants are in milliseconds since the epoch, UTC. */
export interface UpdateGap {
  readonly audience: string;
  readonly from: number;
  readonly to: number;
  /** Minutes between two updates that were expected when it became too long. */
  readonly expected: number;
  readonly severity: string;
}

const MINUTE = 60_000;

/**
 * Returns the gaps of each audience that the process writes for, in its order: between the opening of the incident, its updates
 * and its end. A severity that changes in the meantime has its say from then on, and one that expects more leaves that much
 * time. `updates` are in their order; what comes after the last update of an incident that is still open is nobody's gap
 * yet.
 */
export function updateGaps(
  process: Process,
  open: readonly TimeRange[],
  severities: readonly SeveritySpan[],
  updates: readonly { readonly audience: string; readonly instant: number }[],
): UpdateGap[] {
  return process.audiences.flatMap(({ name: audience }) => {
    const cadences = severities.map(({ from, severity }) => {
      const cadence = severityOf(process, severity)?.cadence ?? {};
      return { from, severity, expected: Object.hasOwn(cadence, audience) ? cadence[audience]! : Infinity };
    });
    const sent = updates.filter((update) => update.audience === audience).map(({ instant }) => instant);
    let serving = 0;
    return open.flatMap(({ from, to }): UpdateGap[] => {
      const inside = sent.filter((instant) => instant > from && (to === undefined || instant < to));
      const marks = [from, ...inside, ...(to === undefined ? [] : [to])];
      return marks.slice(1).flatMap((mark, index) => {
        const began = marks[index]!;
        while (serving + 1 < cadences.length && cadences[serving + 1]!.from <= began) {
          serving++;
        }
        const late = overdue(cadences, serving, began, mark);
        return late ? [{ audience, from: began, to: mark, expected: late.expected, severity: late.severity }] : [];
      });
    });
  });
}

interface Cadence {
  readonly from: number;
  readonly severity: string;
  /** Minutes; without an end if none is expected. */
  readonly expected: number;
}

/** Returns the severity by which an update was first overdue between two instants; absent if it never was. */
function overdue(cadences: readonly Cadence[], serving: number, began: number, end: number): Cadence | undefined {
  let due = Infinity;
  for (let index = serving; index < cadences.length && cadences[index]!.from < end; index++) {
    const cadence = cadences[index]!;
    const length = cadence.expected * MINUTE;
    due = Math.max(began + length, Math.min(due, cadence.from + length));
    if (Math.min(end, cadences[index + 1]?.from ?? end) > due) {
      return cadence;
    }
  }
  return undefined;
}
