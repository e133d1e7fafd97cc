/** Registers what the editor shows in an open record, and what it offers while somebody types there, and for other files' problems. */
import { Disposable } from 'vscode';
import { offerProblems } from '../timeline/references';
import { offerFolding } from '../records/showDocument';
import type { RecordParts } from '../records/register';
import { offerCompletion } from './completionItems';
import { offerLocalTimes } from './localTimeHints';
import { offerOutline } from './outline';

export function offerInRecords(parts: RecordParts): Disposable {
  const inRecords = [offerFolding(), offerLocalTimes(), offerOutline(), offerCompletion(parts)];
  return Disposable.from(...inRecords, offerProblems(parts.records));
}
