/** The selection that has the focus, in an editor or a terminal, to be quoted below an entry. */
import { commands, env, window } from 'vscode';
import { oneLine } from '../../core/text/plainText';
import { fencedBlock, placeWords, sourceLine } from '../../core/source/quotedSource';
import type { Sources } from './sources';

export interface Attachment {
  /** In words, for the prompt: `checkout.ts:5-7`. */
  readonly words: string;
  /** A line that says where it comes from, and a fenced block; `security`: whether the incident is a security incident. */
  readonly block: (security: boolean) => Promise<string>;
}

/** Undefined if nothing is selected, or where the selection is in the record itself. */
export function editorSelection(record: string | undefined, sources: Sources): Attachment | undefined {
  const editor = window.activeTextEditor;
  if (!editor || editor.selection.isEmpty || editor.document.uri.fsPath === record) {
    return undefined;
  }
  const { document, selection } = editor;
  const text = document.getText(selection);
  if (text.trim() === '') {
    return undefined;
  }
  const { start, end } = selection;
  // What ends before the first character of a line doesn't have it.
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const quoted = { file: document.fileName.split(/[\\/]/).at(-1)!, lines: [start.line + 1, last + 1] as const };
  const found = sources.find(document.uri);
  const fenced = fencedBlock(text, document.languageId);
  return {
    words: placeWords(quoted),
    block: async (security) => `${sourceLine((await found(quoted.lines, security)) ?? quoted)}\n${fenced}`,
  };
}

/** The terminal's selection has no API: it's copied, and the clipboard is as before then, as far as it's text. */
export async function terminalSelection(): Promise<Attachment | undefined> {
  const before = await env.clipboard.readText();
  let text: string;
  try {
    await commands.executeCommand('workbench.action.terminal.copySelection');
    text = await env.clipboard.readText();
  } finally {
    await env.clipboard.writeText(before);
  }
  if (text.trim() === '') {
    return undefined;
  }
  const words = `Terminal ${oneLine(window.activeTerminal?.name ?? '')}`.trim();
  return { words, block: async () => Promise.resolve(`${words}:\n${fencedBlock(text, '')}`) };
}
