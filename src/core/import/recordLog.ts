/** Reads a record as a log: the entries that count, under their own authors. Its milestones become potential ones. */

import { readRecord } from '../record/record';
import { endsStep, type Steps } from '../paste/steps';
import { countingEntries, RETRACT } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import type { LogLine, ReadLog } from './logLine';

export function* recordLogSteps(text: string): Steps<ReadLog> {
  const record = readRecord(text);
  const lines: LogLine[] = [];
  for (const [index, placed] of countingEntries(record).entries()) {
    if (endsStep(index)) {
      yield;
    }
    const { instant, author, text: words, kind, qualifier, minute, ticked } = readEntry(record.text, placed);
    if (kind === RETRACT) {
      continue;
    }
    const isReached = kind === 'MILESTONE' && !qualifier.endsWith('?');
    lines.push({
      time: { instant },
      speaker: author,
      text: words,
      kind,
      qualifier: isReached ? `${qualifier}?` : qualifier,
      ...(minute && { minute }),
      ...(ticked !== undefined && { ticked }),
    });
  }
  return { lines, chat: false, warnings: [] };
}
