/** Brings a text before the person, who may have a question before them by then. */
import { Range, Uri, commands, window, workspace, type TextDocument } from 'vscode';
import { readRecord } from '../../core/record/record';
import { foldCard } from './foldCard';
import { boxLeft, isAsking, takeFocus } from '../shell/prompts';

/** Opens it in a tab that stays. Takes the focus, and from no question: whoever is quick types into that one already. */
export async function showDocument(what: Uri | TextDocument, selection?: Range): Promise<void> {
  const document = what instanceof Uri ? await documentAt(what) : what;
  await window.showTextDocument(document, { preview: false, preserveFocus: true, ...(selection && { selection }) });
  await boxLeft();
  if (!isAsking()) {
    await takeFocus(() => window.showTextDocument(document, { preview: false }));
  }
}

/** Opens a record at the end of its timeline, where the next entries will appear, with its front matter folded. */
export async function showRecord(uri: Uri): Promise<void> {
  const document = await documentAt(uri);
  const { start, found, entries } = readRecord(document.getText()).timeline;
  const end = document.positionAt(entries.at(-1)?.end ?? (found ? start : 0));
  await showDocument(document, new Range(end, end));
  // The editor may take seconds to learn what can be folded.
  void foldCard(document).then(undefined, () => undefined);
}

/**
 * The document of a file, in a tab. Opened by a command of the editor, so that it closes with its tab: what an extension
 * opens by `openTextDocument` the editor keeps for minutes more.
 */
async function documentAt(uri: Uri): Promise<TextDocument> {
  if (!openAt(uri)) {
    await commands.executeCommand('vscode.openWith', uri, 'default', { preview: false, preserveFocus: true });
  }
  return openAt(uri) ?? workspace.openTextDocument(uri);
}

function openAt(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}
