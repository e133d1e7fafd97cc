/** Brings a text before the person, who may have a question before them by then. */
import { Uri, window, workspace, type Range, type TextDocument } from 'vscode';
import { boxLeft, isAsking } from './prompts';

/** Opens it in a tab that stays. Takes the focus, and from no question: whoever is quick types into that one already. */
export async function showDocument(what: Uri | TextDocument, selection?: Range): Promise<void> {
  const document = what instanceof Uri ? await workspace.openTextDocument(what) : what;
  await window.showTextDocument(document, { preview: false, preserveFocus: true, ...(selection && { selection }) });
  await boxLeft();
  if (!isAsking()) {
    await window.showTextDocument(document, { preview: false });
  }
}
