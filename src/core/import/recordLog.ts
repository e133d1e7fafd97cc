/** A record as a log: its entries that count, under their own authors. Its milestones become potential ones. */

import { readRecord } from '../record/record';
import { countingEntries, RETRACT } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import type { LogLine, ReadLog } from './logLine';

export function readRecordLog(text: string): ReadLog {
  const record = readRecord(text);
  const lines = countingEntries(record)
    .map((placed) => readEntry(record.text, placed))
    .filter(({ kind }) => kind !== RETRACT)
    .map(({ instant, author, text: words, kind, qualifier, minute, ticked }): LogLine => {
      const isReached = kind === 'MILESTONE' && !qualifier.endsWith('?');
      return {
        time: { instant },
        speaker: author,
        text: words,
        kind,
        qualifier: isReached ? `${qualifier}?` : qualifier,
        ...(minute && { minute }),
        ...(ticked !== undefined && { ticked }),
      };
    });
  return { lines, chat: false, warnings: [] };
}
