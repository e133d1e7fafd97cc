/** The open follow-ups of all incidents, by owner and due date: as rows, and as a text for a chat. */

import type { IncidentRecord } from '../record/record';
import { titleWithSeverity } from '../status/statusWords';
import { flatText } from '../text/flatText';
import { readFollowUp } from '../timeline/followUp';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { followUpRow } from './nowView';
import { lineCounter, OWN_FOLLOW_UPS, type Row } from './row';
import { say } from '../words/say';

/** A record with its incident's id. */
export interface RecordOfIncident {
  readonly id: string;
  readonly record: IncidentRecord;
}

interface OpenFollowUp extends RecordOfIncident {
  /** Without `@`; absent if nobody owns it. */
  readonly owner?: string;
  /** A calendar date; absent if there is none. */
  readonly due?: string;
  readonly isLate: boolean;
  readonly row: Row;
}

const LAST = '9999';

/** Returns the rows by owner, those of `me` (a handle) first and those of nobody last; `today` is a calendar date. */
export function followUpRows(records: readonly RecordOfIncident[], today: string, me: string): Row[] {
  return byOwner(openFollowUps(records, today), me).map(([owner, followUps]) => {
    const late = followUps.filter(({ isLate }) => isLate).length;
    const label = owner === undefined ? say`No owner` : `@${owner}`;
    const isMine = owner !== undefined && owner.toLowerCase() === me.toLowerCase();
    const open = say`${followUps.length} open`;
    return {
      key: isMine ? OWN_FOLLOW_UPS : `followUps of ${owner ?? ''}`,
      label,
      description: late === 0 ? open : say`${open} · ${late} overdue`,
      spoken: late === 0 ? `${label}, ${open}` : say`${label}, ${open}, ${late} overdue`,
      icon: owner === undefined ? 'question' : 'account',
      rows: followUps.map(({ row }) => row),
      open: true,
    };
  });
}

/**
 * Returns the overdue ones as a text, by owner; of one owner alone where one is given. Empty if there are none. Security incidents
 * are left out: nobody knows where the text goes.
 */
export function overdueText(records: readonly RecordOfIncident[], today: string, only?: string): string {
  const open = records.filter(({ record }) => !record.frontMatter.fields.security);
  const late = openFollowUps(open, today).filter(({ isLate, owner }) => {
    return isLate && (only === undefined || owner?.toLowerCase() === only.toLowerCase());
  });
  const parts = byOwner(late).map(([owner, followUps]) =>
    [
      owner === undefined ? say`No owner` : `@${owner}`,
      ...followUps.map(({ row, due, record, id }) => {
        const { title, severity } = record.frontMatter.fields;
        return `- ${row.label} (${say`due ${due}`}) · ${titleWithSeverity(flatText(title ?? id), severity)}`;
      }),
    ].join('\n'),
  );
  return parts.length === 0 ? '' : `${say`Overdue follow-ups`}\n\n${parts.join('\n\n')}\n`;
}

function openFollowUps(records: readonly RecordOfIncident[], today: string): OpenFollowUp[] {
  const found = records.flatMap(({ id, record }) => {
    const lineOf = lineCounter(record.text);
    return countingEntries(record)
      .filter(({ kind, ticked }) => kind === 'TODO' && ticked !== true)
      .map((placed): OpenFollowUp => {
        const { owner, due } = readFollowUp(readEntry(record.text, placed).text);
        const row = followUpRow(record, placed, id, lineOf(placed.start));
        const isLate = due !== undefined && due < today;
        const title = flatText(record.frontMatter.fields.title ?? id);
        return {
          ...{ id, record, isLate, row: rowOf(row, title, isLate) },
          ...(owner !== undefined && { owner }),
          ...(due !== undefined && { due }),
        };
      });
  });
  return found.sort((a, b) => compare(a.due ?? LAST, b.due ?? LAST));
}

function rowOf(row: Row, title: string, isLate: boolean): Row {
  const parts = [row.description ?? '', ...(isLate ? [say`overdue`] : []), title];
  return {
    ...row,
    description: parts.filter((part) => part !== '').join(' · '),
    tooltip: `${row.label}\n${title}`,
    spoken: isLate ? say`${row.spoken}, overdue, ${title}` : `${row.spoken}, ${title}`,
    ...(isLate && { mood: 'late' as const, icon: 'warning' }),
  };
}

/** Handles are the same in any case; each group is named as it is written first. */
function byOwner(followUps: readonly OpenFollowUp[], me = ''): (readonly [string | undefined, OpenFollowUp[]])[] {
  const groups = new Map<string, OpenFollowUp[]>();
  for (const followUp of followUps) {
    const key = followUp.owner?.toLowerCase() ?? '';
    groups.set(key, [...(groups.get(key) ?? []), followUp]);
  }
  const rank = (key: string): string => (key === '' ? '2' : key === me.toLowerCase() ? '0' : `1${key}`);
  return [...groups]
    .sort(([a], [b]) => compare(rank(a), rank(b)))
    .map(([, group]) => [group[0]!.owner, group] as const);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
