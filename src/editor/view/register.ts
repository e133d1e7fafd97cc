/** Registers what the editor shows in an open record, and offers while somebody types there. */
import { Disposable } from 'vscode';
import { offerFolding } from '../records/showDocument';
import type { RecordParts } from '../records/register';
import { offerCompletion } from './completionItems';
import { offerLocalTimes } from './localTimeHints';
import { offerOutline } from './outline';

export function offerInRecords(parts: RecordParts): Disposable {
  return Disposable.from(offerFolding(), offerLocalTimes(), offerOutline(), offerCompletion(parts));
}
