/** Folds the front matter of a record, which repeats what the timeline says: whoever opens one wants to read and write that. */
import { FoldingRange, commands, languages, window, type Disposable, type TextDocument } from 'vscode';
import { readFrontMatter } from '../../core/frontMatter/frontMatter';
import { isRecordDocument } from './recordFolders';

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
export async function foldCard(document: TextDocument): Promise<void> {
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
