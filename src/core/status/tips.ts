/** Picks the tips that help right now: the moments that an incident is in, and the process's tips for them. */

import type { DueItem } from './dueItems';
import type { TipMoment } from '../process/processForm';
import { severityOf, type Process } from '../process/process';
import { isOpenRecord, type IncidentRecord } from '../record/record';
import { openOffers } from '../entries/roles';
import { isOffHours } from '../time/span';
import { isOverdue } from './updateClock';

const MINUTE = 60_000;
const JUST_DECLARED = 15 * MINUTE;
const LONG = 120 * MINUTE;
/** An update that is due so soon is being written, or should be. */
const SOON = 5 * MINUTE;

interface TipFrame {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** An IANA name. */
  readonly zone: string;
}

/** Returns the moments that the incident is in now, the most pressing first; `clocks` are those that run in it. */
export function momentsOf(
  record: IncidentRecord,
  process: Process,
  { now, zone }: TipFrame,
  clocks: readonly DueItem[] = [],
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
    [clocks.some(({ word, at }) => word === 'update' && at - now <= SOON), 'update'],
    [clocks.some(({ word, at }) => word === 'quest' && isOverdue(at, now)), 'stuck'],
    [offHours, 'off-hours'],
    [age !== undefined && age >= LONG, 'long'],
  ];
  return holds.filter(([now]) => now).map(([, moment]) => moment);
}

/** Returns the tips for one of these moments, each once, in the order of the moments; of each what a process adds to those it inherits first. */
export function tipsFor(process: Process, moments: readonly TipMoment[]): string[] {
  const latest = [...process.tips].reverse();
  const tips = moments.flatMap((moment) => latest.filter(({ when }) => when.includes(moment)));
  return [...new Set(tips.map(({ text }) => text))];
}

/** Returns what helps to hear before somebody is woken; absent within working hours. */
export function wakingTip(process: Process, { now, zone }: TipFrame): string | undefined {
  return isOffHours(now, zone, process.workingHours) ? tipsFor(process, ['page'])[0] : undefined;
}
