/** What is selected in the active editor, as the fenced block that goes below an entry. */
import { window } from 'vscode';

export interface SelectedBlock {
  /** A fenced code block, long enough a fence around whatever is inside. */
  readonly block: string;
  /** In words, for the prompt: `12 lines of app.log`. */
  readonly words: string;
}

/** Absent where nothing is selected, or where the selection is in the record itself. */
export function selectedBlock(record: string | undefined): SelectedBlock | undefined {
  const editor = window.activeTextEditor;
  if (!editor || editor.selection.isEmpty || editor.document.uri.fsPath === record) {
    return undefined;
  }
  const text = editor.document.getText(editor.selection);
  if (text.trim() === '') {
    return undefined;
  }
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length + 1);
  const fence = '`'.repeat(Math.max(3, ...runs));
  const { languageId, fileName } = editor.document;
  const language = /^[a-z0-9+#-]+$/i.test(languageId) && languageId !== 'plaintext' ? languageId : '';
  const lines = text.replace(/\r?\n$/, '').split('\n').length;
  return {
    block: `${fence}${language}\n${text.replace(/\r?\n$/, '')}\n${fence}`,
    words: `${lines === 1 ? '1 line' : `${lines} lines`} of ${fileName.split(/[\\/]/).at(-1)!}`,
  };
}
