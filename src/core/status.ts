/** What is to be said of an incident right now: by the status bar, a command or a screen reader. Words, no colours. */

import { shortened } from './flatText';
import type { Place } from './place';
import type { Process } from './process';
import { readEntry } from './timeline';
import { isOpenRecord, type IncidentRecord } from './record';
import { describeAge, describeDue, nextUpdates, type DueUpdate } from './updateClock';

export interface IncidentStatus {
  readonly id: string;
  readonly title: string;
  readonly severity: string | undefined;
  readonly status: string | undefined;
  readonly open: boolean;
  /** Seconds since it was declared; 0 where that is not known. */
  readonly age: number;
  /** As in the front matter: one holder with `@`, or a list of several. */
  readonly roles: Readonly<Record<string, string | readonly string[]>>;
  /** The earliest over all audiences; null where none is expected. */
  readonly nextUpdate: DueUpdate | null;
}

/** What waits beside the record. */
export interface Waiting {
  /** Entries that are not yet committed. */
  readonly entries: number;
  /** Why, where it is more than the few seconds that every entry waits; no full stop. */
  readonly why?: string;
  /** Whether others have it, and what came from them; no full stop. Absent where there is nothing to say. */
  readonly sharing?: string;
  /** Where the record lives. */
  readonly place?: Place;
}

/** `now` is in milliseconds since the epoch; `id` serves where the front matter has none. */
export function incidentStatus(record: IncidentRecord, process: Process, id: string, now: number): IncidentStatus {
  const { fields } = record.frontMatter;
  const open = isOpenRecord(record);
  const declared = declaredAt(record);
  return {
    id: fields.id ?? id,
    title: fields.title ?? id,
    severity: fields.severity,
    status: fields.status,
    open,
    age: declared === undefined ? 0 : Math.max(0, Math.floor((now - declared) / 1000)),
    roles: Object.fromEntries(
      Object.entries(fields.roles).map(([role, holders]) => [role, holders.length === 1 ? holders[0]! : holders]),
    ),
    nextUpdate: dueUpdates(record, process)[0] ?? null,
  };
}

/** The next update of each audience that expects one, the earliest first; none where it is not known when it began. */
export function dueUpdates(record: IncidentRecord, process: Process): DueUpdate[] {
  const declared = declaredAt(record);
  if (declared === undefined) {
    return [];
  }
  const updates = record.timeline.entries
    .filter((placed) => placed.kind === 'UPDATE')
    .map((placed) => ({ audience: readEntry(record.text, placed).qualifier, instant: placed.instant }));
  const severity = record.frontMatter.fields.severity ?? process.defaultSeverity;
  return nextUpdates({ severity, open: isOpenRecord(record), declared, updates }, process);
}

/** When it was declared, milliseconds since the epoch; absent where the record does not say. */
export function declaredAt({ frontMatter, timeline }: IncidentRecord): number | undefined {
  return frontMatter.fields.milestones['declared'] ?? timeline.entries[0]?.instant;
}

/** The editor cuts an item off at two fifths of the window: what else is to be said shortens the title. */
const LONGEST_TITLE = 24;
const SHORT_TITLE = 12;

/** `SEV-1 Logging in is broken · 12 m · update in 8 m`, `SEV-1 Logging in… · 12 m · 2 waiting: a rebase is in progress · update in 8 m`. */
export function statusLine(status: IncidentStatus, waiting: Waiting, now: number): string {
  const shared = waiting.sharing === undefined ? [] : [waiting.sharing];
  const more = [
    ...waitingWords(waiting),
    ...shared,
    ...(waiting.place?.rule === 'unshared' ? [waiting.place.words] : []),
  ];
  const title = shortened(status.title, more.length > 0 ? SHORT_TITLE : LONGEST_TITLE);
  return [
    [status.severity, title].filter((part) => part !== undefined).join(' '),
    status.open ? describeAge(status.age * 1000) : (status.status ?? 'ended'),
    ...more,
    ...updateWords(status, now),
  ].join(' · ');
}

/** The same in whole sentences, for a screen reader and for the command. */
export function statusSentences(status: IncidentStatus, waiting: Waiting, now: number): string {
  const { nextUpdate } = status;
  const age = status.open ? `, open for ${describeAge(status.age * 1000)}` : '';
  const roles = Object.entries(status.roles).map(([role, holders]) => `${role} ${[holders].flat().join(', ')}`);
  return [
    `Incident ${status.title}: ${[status.severity, status.status].filter((part) => part !== undefined).join(', ')}${age}.`,
    ...(roles.length > 0 ? [`Roles: ${roles.join('; ')}.`] : []),
    ...(nextUpdate ? [`The next update for ${nextUpdate.audience} is ${describeDue(nextUpdate.at, now)}.`] : []),
    ...waitingWords(waiting).map((words) => `${words}.`),
    ...(waiting.sharing === undefined ? [] : [`Sharing: ${waiting.sharing}.`]),
    ...(waiting.place ? [`The record is ${waiting.place.words}.`] : []),
  ].join(' ');
}

function updateWords({ nextUpdate }: IncidentStatus, now: number): string[] {
  return nextUpdate
    ? [
        `update ${describeDue(nextUpdate.at, now)
          .replace(/^due in/, 'in')
          .replace(' by', '')}`,
      ]
    : [];
}

function waitingWords({ entries, why }: Waiting): string[] {
  const words = entries === 0 ? [] : [`${entries} waiting`];
  return why === undefined ? words : [[...words, why].join(': ')];
}
