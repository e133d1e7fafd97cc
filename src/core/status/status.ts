/**
 * Everything that's known about an incident at one moment, as values: for the status bar, a command, a brief. `statusWords.ts`
 * puts it into words.
 */

import { startConditions } from '../entries/checklists';
import { leadHolders, openOffers, type Offer } from '../entries/roles';
import { fieldOf } from '../frontMatter/fields';
import { dueItemsOf, type DueItem } from './dueItems';
import { dueDeadlines, type DueDeadline } from './deadlines';
import { dueEscalations } from '../process/escalation';
import { leadRole, type Escalation, type Process } from '../process/process';
import { openQuests, type Quest } from '../entries/quests';
import { isOpenRecord, type IncidentRecord } from '../record/record';
import { spanOfControl, type SpanOfControl } from '../process/spanOfControl';
import { momentsOf, tipsFor } from './tips';
import { declaredAt } from '../record/record';

export interface IncidentStatus {
  readonly id: string;
  readonly title: string;
  readonly severity: string | undefined;
  readonly status: string | undefined;
  readonly open: boolean;
  /** Seconds since it was declared; 0 if that isn't known. */
  readonly age: number;
  /** Seconds from when it began, as far as we know, to when it was resolved, or to now while it is open. */
  readonly elapsed: number;
  /** As in the front matter: one holder with `@`, or a list of several. */
  readonly roles: Readonly<Record<string, string | readonly string[]>>;
  /** The role that leads, and who has it, with `@`: nobody if the list is empty. */
  readonly lead: { readonly role: string; readonly label: string; readonly holders: readonly string[] };
  /** The process's other roles that nobody has, by their labels. */
  readonly unassigned: readonly string[];
  /** The hand-offs that nobody has confirmed, the last one first. */
  readonly offers: readonly Offer[];
  /** The earliest over all audiences; null if none is expected. */
  readonly nextUpdate: { readonly audience: string; readonly at: number } | null;
  /** All that somebody is waited for, the one that is due first before the others. */
  readonly clocks: readonly DueItem[];
  readonly deadlines: readonly DueDeadline[];
  /** Those that are open. */
  readonly quests: readonly Quest[];
  readonly span: SpanOfControl;
  readonly escalations: readonly Escalation[];
  /** The one that fits best first. */
  readonly tips: readonly string[];
  /** What an incident officially begins with; `at` is when it was done. */
  readonly startConditions: readonly { readonly step: string; readonly at?: number }[];
}

export interface StatusFrame {
  /** The incident's id, where the front matter has none. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** An IANA name. */
  readonly zone: string;
}

export function incidentStatus(record: IncidentRecord, process: Process, frame: StatusFrame): IncidentStatus {
  const { id, now, zone } = frame;
  const { fields } = record.frontMatter;
  const { milestones } = fields;
  const open = isOpenRecord(record);
  const declared = declaredAt(record);
  const began = milestones['started'] ?? milestones['detected'] ?? declared;
  const ended = open ? now : (milestones['resolved'] ?? milestones['closed'] ?? now);
  const clocks = dueItemsOf(record, process, zone);
  const lead = leadRole(process);
  const update = clocks.find(({ audience }) => audience !== undefined);
  return {
    id: fields.id ?? id,
    title: fields.title ?? id,
    severity: fields.severity,
    status: fields.status,
    open,
    age: seconds(declared, now),
    elapsed: seconds(began, ended),
    roles: Object.fromEntries(
      Object.entries(fields.roles).map(([role, holders]) => [role, holders.length === 1 ? holders[0]! : holders]),
    ),
    lead: { role: lead.id, label: lead.label, holders: leadHolders(fields, process) },
    unassigned: process.roles
      .filter(({ id: role }) => role !== lead.id && (fieldOf(fields.roles, role) ?? []).length === 0)
      .map(({ label }) => label),
    offers: openOffers(record),
    nextUpdate: update ? { audience: update.audience!, at: update.at } : null,
    clocks,
    deadlines: dueDeadlines(record, process, zone),
    quests: openQuests(record),
    span: spanOfControl(record, process),
    escalations: dueEscalations(record, process),
    tips: tipsFor(process, momentsOf(record, process, frame, clocks)),
    startConditions: startConditions(record, process),
  };
}

function seconds(from: number | undefined, to: number): number {
  return from === undefined ? 0 : Math.max(0, Math.floor((to - from) / 1000));
}
