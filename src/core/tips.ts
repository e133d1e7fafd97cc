/** What helps to hear now: which moments an incident is in, and the process's tips for them. */

import type { TipMoment } from './processForm';
import { severityOf, type Process } from './process';
import { isOpenRecord, type IncidentRecord } from './record';
import { openOffers } from './roles';
import { isOffHours } from './span';

const MINUTE = 60_000;
const JUST_DECLARED = 15 * MINUTE;
const LONG = 120 * MINUTE;

/** The moments that the record itself is in at `now` (milliseconds since the epoch), the most pressing first. */
export function momentsOf(
  record: IncidentRecord,
  process: Process,
  { now, zone }: { readonly now: number; readonly zone: string },
): TipMoment[] {
  const { status, severity = process.defaultSeverity, milestones } = record.frontMatter.fields;
  if (!isOpenRecord(record)) {
    return status === 'resolved' || status === 'closed' ? ['resolved', 'postmortem'] : [];
  }
  const declared = milestones['declared'];
  const age = declared === undefined ? undefined : now - declared;
  const fresh = age !== undefined && age < JUST_DECLARED;
  const offHours = isOffHours(now, zone, process.workingHours);
  const holds: [boolean, TipMoment][] = [
    // Owners are paged in the first minutes: it matters then whom that wakes.
    [fresh && offHours && severityOf(process, severity)?.pages === true, 'page'],
    [openOffers(record).length > 0, 'hand-off'],
    [status === 'mitigated', 'mitigated'],
    [fresh, 'declare'],
    [offHours, 'off-hours'],
    [age !== undefined && age >= LONG, 'long'],
  ];
  return holds.filter(([now]) => now).map(([, moment]) => moment);
}

/** The tips for one of these moments, each once, in the order of the moments; of each what a process adds to those it inherits first. */
export function tipsFor(process: Process, moments: readonly TipMoment[]): string[] {
  const latest = [...process.tips].reverse();
  const tips = moments.flatMap((moment) => latest.filter(({ when }) => when.includes(moment)));
  return [...new Set(tips.map(({ text }) => text))];
}
