/** What the chart of an incident's course shows, from the facts of its postmortem. */

import { describeSpan } from '../postmortem/keyTimes';
import type { PostmortemFacts } from '../postmortem/postmortemFacts';
import { updateGaps } from '../postmortem/updateGaps';
import { severityOf, statusAfter } from '../process/process';
import { flatText } from '../text/flatText';
import { oneLine } from '../text/plainText';
import type { ChartFacts, ChartLane, ChartSpan } from './courseChart';

export function courseFacts(facts: PostmortemFacts): ChartFacts {
  const { moments, entries, open, days } = facts;
  const last = Math.max(moments.at(-1)?.instant ?? -Infinity, entries.at(-1)?.instant ?? -Infinity);
  // What was closed days later would leave the course itself no room.
  const end = open.at(-1)?.to ?? last;
  return {
    lanes: [statusLane(facts, end), severityLane(facts, end), ...updateLanes(facts, end)],
    milestones: moments
      .filter(({ instant }) => instant <= end)
      .map(({ name, instant }) => ({ label: plain(name), instant })),
    days,
  };
}

/** From the milestone that brought a status to the next one that brought another; what is over is left out. */
function statusLane({ moments, process }: PostmortemFacts, end: number): ChartLane {
  const changes = moments.flatMap(({ name, instant }) => {
    const status = statusAfter(process, name);
    return status === undefined ? [] : [{ status, instant }];
  });
  const spans = changes
    .filter(({ status }, index) => status !== changes[index - 1]?.status)
    .map(({ status, instant }, index, all): ChartSpan => {
      return { label: status, from: instant, to: all[index + 1]?.instant ?? end, rank: RANKS[status] ?? 0 };
    })
    .filter(({ label, from, to }) => label in RANKS && to > from);
  return { name: 'Status', spans, marks: [], gaps: [] };
}

const RANKS: Readonly<Record<string, number>> = { investigating: 1, identified: 2, mitigated: 3 };

function severityLane({ severities, process }: PostmortemFacts, end: number): ChartLane {
  const names = process.severities.map(({ name }) => name);
  const spans = severities.map(({ severity, from, to = end }): ChartSpan => {
    const rank = names.indexOf(severityOf(process, severity)?.name ?? '');
    return { label: plain(severity), from, to, rank: rank < 0 ? 4 : rank + 1 };
  });
  return { name: 'Severity', spans: spans.filter(({ from, to }) => to > from), marks: [], gaps: [] };
}

/** Returns a lane for each audience that was written to, or should have been. */
function updateLanes({ process, ofKind, open, severities, range }: PostmortemFacts, end: number): ChartLane[] {
  const sent = ofKind('UPDATE').map(({ qualifier, instant }) => ({ audience: qualifier, instant }));
  const gaps = updateGaps(process, open, severities, sent);
  const audiences = [...sent.map(({ audience }) => audience), ...gaps.map(({ audience }) => audience)];
  return [...new Set(audiences)].map((audience) => ({
    name: `Updates: ${plain(audience)}`,
    spans: [],
    marks: sent
      .filter((update) => update.audience === audience && update.instant <= end)
      .map(({ instant }) => ({ label: plain(audience), instant })),
    gaps: gaps
      .filter((gap) => gap.audience === audience)
      .map(({ from, to, expected }) => ({
        label: `${range(from, to)}: ${describeSpan(to - from)}, expected every ${expected} min`,
        from,
        to,
      })),
  }));
}

function plain(words: string): string {
  return flatText(oneLine(words));
}
