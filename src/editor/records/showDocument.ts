/** Shows a document without taking the focus from an open prompt. A record opens at its end, with its front matter folded. */
import {
  FoldingRange,
  Range,
  Uri,
  commands,
  languages,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { readFrontMatter } from '../../core/frontMatter/frontMatter';
import { readRecord } from '../../core/record/record';
import { boxLeft, isAsking, takeFocus } from '../shell/prompts';
import { isRecordDocument } from './recordFolders';

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
 * Returns the document of a file, in a tab. Opened by a command of the editor, so that it closes with its tab: what an extension
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

/** Lets the editor fold the front matter of records. */
export function offerFolding(): Disposable {
  return languages.registerFoldingRangeProvider(
    { language: 'markdown', scheme: 'file', pattern: '**/incident.md' },
    { provideFoldingRanges: (document) => (isRecordDocument(document) ? foldingRanges(document) : []) },
  );
}

/** The delays, in milliseconds, after which it's folded again: a new editor may not know yet what can be folded. */
const AGAIN = [500, 2000];

/** Folds it in the active editor, if that shows the document. */
async function foldCard(document: TextDocument): Promise<void> {
  const { version } = document;
  for (const delay of AGAIN) {
    // Someone who has typed since may be in the front matter.
    setTimeout(() => void (document.version === version && fold(document)), delay).unref();
  }
  await fold(document);
}

async function fold(document: TextDocument): Promise<void> {
  const [range] = foldingRanges(document);
  if (range && window.activeTextEditor?.document === document) {
    await commands.executeCommand('editor.fold', { selectionLines: [range.start], levels: 1 });
  }
}

/** None where the front matter can't be read: then it is to be seen. */
function foldingRanges(document: TextDocument): FoldingRange[] {
  const { document: card, start, end } = readFrontMatter(document.getText());
  return card ? [new FoldingRange(document.positionAt(start).line - 1, document.positionAt(end).line)] : [];
}
