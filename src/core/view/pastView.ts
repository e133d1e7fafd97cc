/** Past incidents: all of them by month, and what similar ones can teach. */

import type { Fields } from '../frontMatter/fields';
import type { Lesson } from '../search/lesson';
import type { PostmortemState, PostmortemTask } from '../postmortem/refresh/postmortemTask';
import { titleWithSeverity } from '../status/statusWords';
import { describeAge } from '../status/updateClock';
import { flatText } from '../text/flatText';
import { formatInstant } from '../time/instant';
import type { Row } from './row';
import { say } from '../words/say';

/** An incident as the list of all of them knows it. */
export interface PastIncident {
  readonly id: string;
  readonly title: string;
  readonly fields: Fields;
  readonly open: boolean;
  /** Whose its postmortem is and how far; absent if there is none. */
  readonly postmortem?: PostmortemTask | undefined;
  /** The line that a filter found: from 0, and what it says; empty if there is nothing to show. */
  readonly match?: { readonly line: number; readonly text: string };
}

/** Returns the incidents by month of their declaration (UTC), the newest first; above them what they are filtered by, if anything. */
export function historyRows(incidents: readonly PastIncident[], filter = ''): Row[] {
  const months = new Map<string, Row[]>();
  for (const incident of [...incidents].sort((a, b) => (a.id < b.id ? 1 : -1))) {
    const month = incident.id.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), historyRow(incident)]);
  }
  const byMonth = [...months].map(([month, rows], index) => ({
    key: `month ${month}`,
    label: month,
    description: incidentCount(rows.length),
    spoken: `${month}, ${incidentCount(rows.length)}`,
    rows,
    open: index === 0 || filter !== '',
  }));
  return filter === '' ? byMonth : [filterRow(filter, incidents.length), ...byMonth];
}

/** An incident that is over and looks like the one that is now. */
export interface AlikeIncident extends Pick<PastIncident, 'id' | 'title' | 'fields'> {
  readonly lesson: Lesson;
}

/** Returns what similar incidents of the past can tell, in one row that is closed at first; none if there are none. */
export function alikeRows(alikes: readonly AlikeIncident[]): Row[] {
  if (alikes.length === 0) {
    return [];
  }
  const label = alikes.length === 1 ? say`1 similar past incident` : say`${alikes.length} similar past incidents`;
  return [{ key: 'alikes', label, spoken: label, icon: 'history', rows: alikes.map(alikeRow), open: false }];
}

function alikeRow({ id, title, fields, lesson: { mitigation, followUps } }: AlikeIncident): Row {
  const label = titleWithSeverity(flatText(title), fields.severity);
  const action = { command: 'open', argument: { incident: id } };
  const told = mitigation === undefined ? [] : [{ icon: 'check', label: say`Mitigated: ${mitigation}` }];
  const left = followUps.map((text) => ({ icon: 'tasklist', label: say`Open follow-up: ${text}` }));
  return {
    key: `alike ${id}`,
    label,
    description: id.slice(0, 10),
    spoken: `${label}, ${id.slice(0, 10)}`,
    action,
    rows: [...told, ...left].map((row, index) => ({
      ...row,
      key: `alike ${id} ${index}`,
      spoken: row.label,
      action,
    })),
    open: true,
  };
}

function filterRow(filter: string, count: number): Row {
  const label = say`Filtered by "${flatText(filter)}"`;
  const found = incidentCount(count);
  return {
    key: 'filter',
    label,
    description: say`${found} · Show all`,
    spoken: say`${label}, ${found}. Press Enter to show all.`,
    icon: 'filter-filled',
    action: { command: 'filterHistory', argument: { query: '' } },
  };
}

function historyRow({ id, title, fields, open, postmortem, match }: PastIncident): Row {
  const { milestones, severity, status } = fields;
  const began = milestones['started'] ?? milestones['detected'] ?? milestones['declared'];
  const ended = milestones['resolved'] ?? milestones['closed'];
  const lasted = began === undefined || ended === undefined || open ? [] : [describeAge(ended - began)];
  const label = titleWithSeverity(flatText(title), severity);
  const report = postmortem ? [postmortemWords(postmortem)] : [];
  const found = match === undefined || match.text === '' ? [] : [match.text];
  const description = [...lasted, status ?? say`status unknown`, ...report, ...found].join(' · ');
  const declared = milestones['declared'];
  const when = declared === undefined ? '' : `\n${say`Declared ${formatInstant(declared)}`}`;
  return {
    key: `past ${id}`,
    label,
    description,
    tooltip: `${label}\n${description}${when}`,
    spoken: `${label}, ${description.replaceAll(' · ', ', ')}`,
    icon: open ? 'flame' : 'circle-outline',
    action: match ? { incident: id, line: match.line } : { command: 'open', argument: { incident: id } },
    kind: 'past',
    menu: { switch: { incident: id }, postmortem: { incident: id, open: true } },
  };
}

/** `postmortem in review, @dana`; whose it is only while it's owed. */
function postmortemWords({ state, owner }: PostmortemTask): string {
  const isOwed = state === 'draft' || state === 'in-review';
  const words = stateWords(state);
  return isOwed && owner !== undefined ? `${words}, ${flatText(owner)}` : words;
}

function stateWords(state: PostmortemState): string {
  switch (state) {
    case 'draft':
      return say`postmortem draft`;
    case 'in-review':
      return say`postmortem in review`;
    case 'done':
      return say`postmortem done`;
    case 'not-needed':
      return say`no postmortem needed`;
  }
}

function incidentCount(count: number): string {
  return count === 1 ? say`1 incident` : say`${count} incidents`;
}
