/**
 * Lets an import be repeated after the editor's own undo has removed it from an open record, just as after our undo command.
 */
import { TextDocumentChangeReason, workspace, type Disposable, type TextDocumentChangeEvent } from 'vscode';
import { formatEntry, type Entry } from '../../core/timeline/entry';
import type { OwnStep } from '../entries/ownChanges';
import type { EntryTools } from '../entries/register';
import { isRecordDocument } from '../records/recordFolders';
import type { Log } from '../shell/log';

export function followUndoneImports(needs: EntryTools, log: Log): Disposable {
  return workspace.onDidChangeTextDocument((event) => {
    const { Undo, Redo } = TextDocumentChangeReason;
    if (isRecordDocument(event.document) && (event.reason === Undo || event.reason === Redo)) {
      follow(needs, event).catch(log.bug);
    }
  });
}

async function follow({ own, imported }: EntryTools, event: TextDocumentChangeEvent): Promise<void> {
  const { document, reason, contentChanges } = event;
  const path = document.uri.fsPath;
  const removed = contentChanges.reduce((sum, { rangeLength }) => sum + rangeLength, 0);
  const text = document.getText();
  for (const step of (await own.of(path)).filter((one) => one.imported)) {
    const entries = addedIn(step);
    const there = countIn(text, entries);
    // What was deleted by hand before is gone as well, but not by this undo.
    if (reason === TextDocumentChangeReason.Undo && there === 0 && removed >= lengthOf(entries)) {
      await imported.forget(path, step.imported!);
    } else if (reason === TextDocumentChangeReason.Redo && there === entries.length) {
      await imported.add(path, step.imported!);
    }
  }
}

function addedIn({ parts }: OwnStep): Entry[] {
  return parts.flatMap(({ changes }) => changes.flatMap(({ added }) => added ?? []));
}

/** Returns how many of the entries are there, by their first lines. */
function countIn(text: string, entries: readonly Entry[]): number {
  const lines = new Set(text.split(/\r?\n/));
  return entries.filter((entry) => lines.has(formatEntry(entry, '\n').split('\n', 1)[0]!)).length;
}

function lengthOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + formatEntry(entry, '\n').length, 0);
}
