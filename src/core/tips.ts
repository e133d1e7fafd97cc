/** What helps to hear now: which moments an incident is in, and the process's tips for them. */

import type { TipMoment } from './processForm';
import type { Process } from './process';
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
  const { status, milestones } = record.frontMatter.fields;
  if (!isOpenRecord(record)) {
    return status === 'resolved' || status === 'closed' ? ['resolved', 'postmortem'] : [];
  }
  const declared = milestones['declared'];
  const age = declared === undefined ? undefined : now - declared;
  const holds: [boolean, TipMoment][] = [
    [openOffers(record).length > 0, 'hand-off'],
    [status === 'mitigated', 'mitigated'],
    [age !== undefined && age < JUST_DECLARED, 'declare'],
    [isOffHours(now, zone, process.workingHours), 'off-hours'],
    [age !== undefined && age >= LONG, 'long'],
  ];
  return holds.filter(([now]) => now).map(([, moment]) => moment);
}

/** The tips for one of these moments, each once, in the order of the moments. */
export function tipsFor(process: Process, moments: readonly TipMoment[]): string[] {
  const tips = moments.flatMap((moment) => process.tips.filter(({ when }) => when.includes(moment)));
  return [...new Set(tips.map(({ text }) => text))];
}
