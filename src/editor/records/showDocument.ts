/** Brings a text before the person, who may have a question before them by then. */
import { Range, Uri, window, workspace, type TextDocument } from 'vscode';
import { readRecord } from '../../core/record/record';
import { foldCard } from './foldCard';
import { boxLeft, isAsking } from '../shell/prompts';

/** Opens it in a tab that stays. Takes the focus, and from no question: whoever is quick types into that one already. */
export async function showDocument(what: Uri | TextDocument, selection?: Range): Promise<void> {
  const document = what instanceof Uri ? await workspace.openTextDocument(what) : what;
  await window.showTextDocument(document, { preview: false, preserveFocus: true, ...(selection && { selection }) });
  await boxLeft();
  if (!isAsking()) {
    await window.showTextDocument(document, { preview: false });
  }
}

/** Opens a record at the end of its timeline, where the next entries will appear, with its front matter folded. */
export async function showRecord(uri: Uri): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const { start, found, entries } = readRecord(document.getText()).timeline;
  const end = document.positionAt(entries.at(-1)?.end ?? (found ? start : 0));
  await showDocument(document, new Range(end, end));
  await foldCard(document);
}
