/** Where more time passed between two updates than the process's cadence expects. Knows no blame: a gap is a fact. */

import type { Process } from './process';
import { severityOf } from './process';
import type { SeveritySpan, Span } from './severitySpans';

/** Instants are in milliseconds since the epoch, UTC. */
export interface UpdateGap {
  readonly audience: string;
  readonly from: number;
  readonly to: number;
  /** Minutes between two updates that were expected when the gap began. */
  readonly expected: number;
  readonly severity: string;
}

const MINUTE = 60_000;

/**
 * The gaps of each audience that the process writes for, in its order: between the opening of the incident, its updates
 * and its end. How long was too long is said by the severity when the gap began. `updates` are in their order; what comes
 * after the last update of an incident that is still open is nobody's gap yet.
 */
export function updateGaps(
  process: Process,
  open: readonly Span[],
  severities: readonly SeveritySpan[],
  updates: readonly { readonly audience: string; readonly instant: number }[],
): UpdateGap[] {
  const cadences = severities.map(({ from, severity }) => ({
    from,
    severity,
    cadence: severityOf(process, severity)?.cadence ?? {},
  }));
  return process.audiences.flatMap(({ name: audience }) => {
    const sent = updates.filter((update) => update.audience === audience).map(({ instant }) => instant);
    return open.flatMap(({ from, to }): UpdateGap[] => {
      const inside = sent.filter((instant) => instant > from && (to === undefined || instant < to));
      const marks = [from, ...inside, ...(to === undefined ? [] : [to])];
      return marks.slice(1).flatMap((mark, index) => {
        const began = marks[index]!;
        const serving = cadences.findLast((span) => span.from <= began);
        const expected = serving && Object.hasOwn(serving.cadence, audience) ? serving.cadence[audience] : undefined;
        return serving && expected !== undefined && mark - began > expected * MINUTE
          ? [{ audience, from: began, to: mark, expected, severity: serving.severity }]
          : [];
      });
    });
  });
}
