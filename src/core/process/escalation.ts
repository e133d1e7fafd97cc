/** Whether the expected repair takes longer than the process allows without an escalation. */

import type { Escalation, Process } from './process';
import type { IncidentRecord } from '../record/record';
import { isOpenRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { readSpan, type SpanUnit } from '../time/span';
import { readEntry } from '../timeline/timeline';

const MINUTES: Readonly<Record<SpanUnit, number>> = { minute: 1, hour: 60, day: 1440, 'working day': 1440 };
/** `ETA 90 min`, `ETA: 2 h`, `ETA about 1h30`, `ETA 2 hours 15 minutes`. */
const ETA =
  /\bETA\b[:\s]{1,3}(?:(?:about|approx\.?|ca\.?|~)\s{0,2})?(?:(\d{1,3})\s?(?:h|hrs?|hours?)\b\s?|(\d{1,3})h)?(?:(\d{1,4})(?:\s?(?:m|mins?|minutes?)\b)?)?/i;

/**
 * Minutes that the repair was last expected to take, in the words of the timeline; absent if nobody said.
 * @internal Exported for its test.
 */
export function expectedRepair(record: IncidentRecord): number | undefined {
  const { text, timeline } = record;
  // Few timelines have the word at all, and none needs to be read whole for it.
  const last = lastMatch(text.slice(timeline.start, timeline.end), /\beta\b/gi);
  const may = last === undefined ? [] : countingEntries(record).filter(({ start }) => start <= timeline.start + last);
  for (const placed of may.toReversed()) {
    const found = ETA.exec(readEntry(text, placed).text.slice(0, 2000));
    const hours = found?.[1] ?? found?.[2];
    const minutes = found?.[3];
    if (hours !== undefined || minutes !== undefined) {
      return Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    }
  }
  return undefined;
}

function lastMatch(text: string, pattern: RegExp): number | undefined {
  let last: number | undefined;
  for (const { index } of text.matchAll(pattern)) {
    last = index;
  }
  return last;
}

/** Returns what is called for because of how long the repair is expected to take; none if the incident is over. */
export function dueEscalations(record: IncidentRecord, process: Process): Escalation[] {
  const { status } = record.frontMatter.fields;
  const expected = isOpenRecord(record) && status !== 'mitigated' ? expectedRepair(record) : undefined;
  if (expected === undefined) {
    return [];
  }
  return process.escalations.filter(({ repairOver }) => {
    const span = repairOver === undefined ? undefined : readSpan(repairOver);
    return span !== undefined && expected > span.count * MINUTES[span.unit];
  });
}
