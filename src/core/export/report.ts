/**
 * Tells of the incidents of some days: how many, how long things took, whether updates went out in time, what's overdue.
 * Of a few times it shows each one instead of a median. Knows no people, and no security incident beyond its number.
 */

import { quantileSorted } from 'd3-array';
import type { Fields } from '../frontMatter/fields';
import { describeSpan, measureDurations } from '../postmortem/keyTimes';
import { gatherFacts } from '../postmortem/postmortemFacts';
import { updateGaps } from '../postmortem/updateGaps';
import type { Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { flatCell, flatText } from '../text/flatText';
import { oneLine } from '../text/plainText';
import { formatInstant } from '../time/instant';
import { entryText } from '../timeline/entryText';
import { readFollowUp } from '../timeline/followUp';

/** Days of the calendar (UTC), both of them included: `2026-11-01`. */
export interface ReportSpan {
  readonly from: string;
  readonly until: string;
}

/** What a report needs of one incident. */
export interface IncidentFigures {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly services: readonly string[];
  readonly status: string;
  /** The day of its declaration (UTC). */
  readonly day: string;
  /** In seconds; those that can't be measured are left out. */
  readonly durations: readonly { readonly label: string; readonly formula: string; readonly seconds: number }[];
  /** Number of times that an update was late; undefined if none was expected. */
  readonly gaps: number | undefined;
  readonly openFollowUps: number;
  readonly overdueFollowUps: number;
}

/** The number of values below which a median would be one of them. */
const FEW = 5;

/** Returns the figures of a record; `today` is a day of the calendar. */
export function incidentFigures(id: string, record: IncidentRecord, process: Process, today: string): IncidentFigures {
  const facts = gatherFacts(record, process);
  const { fields, moments, open, severities, ofKind } = facts;
  const told = ofKind('UPDATE').map(({ qualifier, instant }) => ({ audience: qualifier, instant }));
  const isExpected = process.severities.some(
    ({ name, cadence }) => Object.keys(cadence).length > 0 && severities.some(({ severity }) => severity === name),
  );
  const left = ofKind('TODO')
    .filter(({ ticked }) => ticked !== true)
    .map((placed) => readFollowUp(entryText(record.text, placed)));
  const measured = measureDurations(process.durations, moments);
  return {
    id,
    title: oneLine(fields.title ?? id),
    severity: oneLine(fields.severity ?? 'none'),
    services: fields.services.map(oneLine),
    status: fields.status ?? 'unknown',
    day: reportDay(id, fields),
    durations: measured
      .filter(({ missing, spans }) => missing.length === 0 && spans.every(({ length }) => length >= 0))
      .map(({ duration: { label, from, to }, spans }) => ({
        label,
        formula: `${to} − ${from}`,
        seconds: spans.reduce((sum, { length }) => sum + length, 0) / 1000,
      })),
    gaps: isExpected ? updateGaps(process, open, severities, told).length : undefined,
    openFollowUps: left.length,
    overdueFollowUps: left.filter(({ due }) => due !== undefined && due < today).length,
  };
}

/** Returns the day by which an incident belongs to a report: when it was declared, else the day in its id. */
export function reportDay(id: string, { milestones }: Pick<Fields, 'milestones'>): string {
  const declared = milestones['declared'];
  return declared === undefined ? id.slice(0, 10) : formatInstant(declared).slice(0, 10);
}

/** The report as a page of markdown; `hidden` is the number of security incidents, which it leaves out. */
export function reportPage({ from, until }: ReportSpan, all: readonly IncidentFigures[], hidden: number): string {
  const real = all.filter(({ status }) => status !== 'canceled' && status !== 'duplicate');
  const expected = real.filter(({ gaps }) => gaps !== undefined);
  const kept = expected.filter(({ gaps }) => gaps === 0);
  const late = real.filter(({ overdueFollowUps }) => overdueFollowUps > 0);
  const sum = (count: (figures: IncidentFigures) => number): number => real.reduce((all, one) => all + count(one), 0);
  const lines = [
    `# Incidents from ${from} to ${until}`,
    '',
    `- Declared in these days (UTC): ${real.length}`,
    ...(all.length > real.length ? [`- Left out, canceled or duplicates: ${all.length - real.length}`] : []),
    ...(hidden > 0 ? [`- Left out, security incidents: ${hidden}`] : []),
    ...counts(
      'By severity',
      'Severity',
      real.map(({ severity }) => severity),
    ),
    ...counts(
      'By service',
      'Service',
      real.flatMap(({ services }) => (services.length === 0 ? ['none'] : services)),
    ),
    ...times(real),
    ...['', '## Updates', ''],
    `- Incidents without a gap between updates: ${kept.length} of ${expected.length} in which updates were expected`,
    `- Gaps: ${sum(({ gaps = 0 }) => gaps)}`,
    ...['', '## Follow-ups', ''],
    `- Open: ${sum(({ openFollowUps }) => openFollowUps)}`,
    `- Overdue: ${sum(({ overdueFollowUps }) => overdueFollowUps)}`,
    ...late.map(({ id, title, overdueFollowUps }) => `  - ${overdueFollowUps} of ${flatText(title)} (${flatText(id)})`),
    '',
  ];
  return lines.join('\n');
}

/** The same, a row for each incident, the names of the columns first; durations in seconds. */
export function reportRows(all: readonly IncidentFigures[]): string[][] {
  const labels = [...new Set(all.flatMap(({ durations }) => durations.map(({ label }) => label)))];
  const rows = all.map(({ id, title, day, severity, status, services, durations, gaps, ...more }) => [
    ...[id, title, day, severity, status, services.join(' ')],
    ...labels.map((label) => String(durations.find((one) => one.label === label)?.seconds ?? '')),
    ...[gaps ?? '', more.openFollowUps, more.overdueFollowUps].map(String),
  ]);
  const head = ['id', 'title', 'declared', 'severity', 'status', 'services'];
  return [
    [...head, ...labels.map((label) => `${label} (s)`), 'update gaps', 'open follow-ups', 'overdue follow-ups'],
    ...rows,
  ];
}

function counts(heading: string, what: string, names: readonly string[]): string[] {
  const numbers = new Map<string, number>();
  for (const name of names) {
    numbers.set(name, (numbers.get(name) ?? 0) + 1);
  }
  const rows = [...numbers]
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .map(([name, count]) => `| ${flatCell(flatText(name))} | ${count} |`);
  return rows.length === 0 ? [] : ['', `## ${heading}`, '', `| ${what} | Incidents |`, '| --- | --- |', ...rows];
}

function times(real: readonly IncidentFigures[]): string[] {
  const all = real.flatMap(({ durations }) => durations);
  const names = [...new Map(all.map(({ label, formula }) => [`${label} (${formula})`, { label, formula }])).entries()];
  const rows = names.map(([name, of]) => {
    const seconds = all
      .filter(({ label, formula }) => label === of.label && formula === of.formula)
      .map((one) => one.seconds)
      .sort((a, b) => a - b);
    return `| ${flatCell(flatText(name))} | ${seconds.length} | ${middle(seconds)} | ${spread(seconds)} |`;
  });
  return rows.length === 0
    ? []
    : [
        ...[
          '',
          '## Times',
          '',
          '| Time | Incidents | Median | Middle half |',
          '| --- | --- | --- | --- |',
          ...rows,
          '',
        ],
        `The middle half is from the first to the third quartile, by linear interpolation. Below ${FEW} incidents each time is shown instead. Only incidents in which both milestones were logged count.`,
      ];
}

/** `12 min`, or each of a few: `5 min, 12 min`. */
function middle(seconds: readonly number[]): string {
  return seconds.length < FEW
    ? seconds.map((one) => describeSpan(one * 1000)).join(', ')
    : describeSpan(quantileSorted([...seconds], 0.5)! * 1000);
}

function spread(seconds: readonly number[]): string {
  const [low, high] = [0.25, 0.75].map((share) => describeSpan(quantileSorted([...seconds], share)! * 1000));
  return seconds.length < FEW ? '' : `${low} to ${high}`;
}
