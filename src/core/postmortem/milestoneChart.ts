/** A mermaid chart of milestones and severities over time, for VS Code's preview. No text that a person typed can break it. */

import { formatInstant } from '../time/instant';
import type { Moment } from './keyTimes';
import type { SeveritySpan } from './severitySpans';

/** More than a picture can show; the list above the chart has them all. */
const MOST = 60;
const LONGEST = 40;
/** Words with which mermaid begins a statement of its own, whatever their case, and dates. */
const OWN_WORDS =
  /^(?:\d|gantt|title|section|date|axis|tick|excludes|includes|inclusive|top|today|week|click|href|call|acc|done|active|crit|milestone|vert)/i;

/** Returns the lines of the chart, its fence included; none if there are no two instants to draw a line between. */
export function milestoneChart(
  moments: readonly Moment[],
  severities: readonly SeveritySpan[],
  days: boolean,
): string[] {
  const instants = [...moments.map(({ instant }) => instant), ...severities.map(({ from }) => from)];
  const ends = severities.flatMap(({ to }) => (to === undefined ? [] : [to]));
  const last = [...instants, ...ends].reduce((a, b) => Math.max(a, b), -Infinity);
  const first = instants.reduce((a, b) => Math.min(a, b), Infinity);
  if (moments.length === 0 || first >= last) {
    return [];
  }
  const bars = severities
    .map(({ severity, from, to = last }) => ({ severity, from, to }))
    .filter(({ from, to }) => to > from)
    .map(({ severity, from, to }) => `    ${labelOf(severity)} :${drawn(from)}, ${drawn(to)}`);
  return [
    '```mermaid',
    'gantt',
    '    dateFormat YYYY-MM-DDTHH:mm:ss',
    `    axisFormat ${days ? '%m-%d %H:%M' : '%H:%M'}`,
    ...(bars.length > 0 ? ['    section Severity', ...bars.slice(0, MOST)] : []),
    '    section Milestones',
    ...moments.slice(0, MOST).map(({ name, instant }) => `    ${labelOf(name)} :milestone, ${drawn(instant)}, 0s`),
    '```',
  ];
}

function labelOf(name: string): string {
  const words = [...name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, ' ')].slice(0, LONGEST).join('').trim();
  return words === '' || OWN_WORDS.test(words) ? `“${words}”` : words;
}

/** Without an offset, so that the axis tells UTC wherever it is drawn. */
function drawn(instant: number): string {
  return formatInstant(instant).slice(0, 19);
}
