/**
 * Merges a record with a version of it that was set aside because the two couldn't be merged, after repairing what can be
 * repaired.
 */

import { mergeFile, type StatusAfter } from '../merge/fileMerge';
import type { MergedText } from '../merge/recordMerge';
import { readRecord } from '../record/record';
import { headingRepair } from '../record/timelineHeading';
import { applyEdits } from '../text/textEdit';
import { closedFence } from './lineFixes';

/** Returns the text that both make; what kind of text it is, `path` says, which is that of the record or postmortem. */
export function mergeAside(path: string, text: string, aside: string, statusAfter: StatusAfter): MergedText {
  const readable = /(?:^|[\\/])incident\.md$/.test(path) ? mended : (whole: string): string => whole;
  return mergeFile(path, undefined, readable(text), readable(aside), statusAfter);
}

/** With a timeline that can be read: a heading that was renamed, a fence that nobody closed. */
function mended(text: string): string {
  const record = readRecord(text);
  const { found, unclosed } = record.timeline;
  const { edit, fresh } = headingRepair(record);
  const headed = found || fresh ? text : applyEdits(text, [edit]);
  return unclosed ? applyEdits(headed, closedFence(readRecord(headed))) : headed;
}
