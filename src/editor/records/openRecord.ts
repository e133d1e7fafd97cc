/** The document of a record or a postmortem that the editor has open: found, kept like its file, changed in one step, never saved. */
import { utimes } from 'node:fs/promises';
import { EndOfLine, Range, TextEdit, WorkspaceEdit, window, workspace, type TextDocument, type Uri } from 'vscode';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import type { TextEdit as PlainEdit } from '../../core/text/textEdit';
import { readRecordFile } from '../../store/recordFile';
import type { Log } from '../shell/log';

/** Maximum number of times the editor is reminded of a file that it hasn't read again. */
const SHOWN_AFTER = 4;
/** How long an open document may take to be the file's, and how often it is looked at, in milliseconds. */
const PATIENCE = 5000;
const LOOK = 50;
/** Number of looks after which the editor is reminded. */
const NUDGE = 20;

/** Returns the record's document where the editor has it open. */
export function openDocument(path: string): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.scheme === 'file' && document.uri.fsPath === path);
}

/** Returns whether a tab shows the document: as text, next to another version, or in another editor. */
export function hasTab({ uri }: TextDocument): boolean {
  const shown = uri.toString();
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      const { uri: one, original, modified } = (input ?? {}) as Partial<Record<'uri' | 'original' | 'modified', Uri>>;
      return [one, original, modified].some((each) => each?.toString() === shown);
    });
}

/** One edit, hence one undo step; the document isn't saved. `editsFor` is asked again when the person typed in the meantime. */
export async function editDocument(
  document: TextDocument,
  editsFor: (text: string) => readonly PlainEdit[],
): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const edit = new WorkspaceEdit();
    for (const { start, end, text } of editsFor(document.getText())) {
      edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
    }
    // False when the person typed in between: then the offsets are old.
    if (edit.size === 0 || (await workspace.applyEdit(edit))) {
      return;
    }
  }
  throw refusal(EDITOR_SENTENCES, 'notTaken');
}

/** Gives the document the line endings of this text; they're in no edit of its lines. */
export async function setLineEnds(document: TextDocument, text: string): Promise<void> {
  const wanted = text.includes('\r\n') ? EndOfLine.CRLF : EndOfLine.LF;
  if (document.eol !== wanted && text.includes('\n')) {
    const edit = new WorkspaceEdit();
    edit.set(document.uri, [TextEdit.setEndOfLine(wanted)]);
    await workspace.applyEdit(edit);
  }
}

/**
 * The editor reads a changed file again by itself, unless the change came before its watcher did, as when a window opens:
 * then the file is touched, so that nobody looks at a record that lacks entries.
 */
export function showSoon(path: string, log: Log, attempt = 1): void {
  const look = async (): Promise<void> => {
    const document = openDocument(path);
    const file = await readRecordFile(path);
    if (document && file && !document.isDirty && !showsText(document, file.text)) {
      await utimes(path, new Date(), new Date());
      if (attempt < SHOWN_AFTER) {
        showSoon(path, log, attempt + 1);
      }
    }
  };
  setTimeout(() => void look().catch((error: unknown) => log.error(`Showing ${path}`, error)), 1000 * attempt).unref();
}

/**
 * Waits until the open document is the file's, or was changed by the person in the meantime, or is late. Who types into old text
 * would be told at the next save that the file is newer; and typing shows before the editor says that it isn't saved.
 */
export async function showNow(path: string): Promise<void> {
  for (let turn = 1; turn <= PATIENCE / LOOK; turn++) {
    const [document, file] = [openDocument(path), await readRecordFile(path)];
    if (!document || !file || document.isDirty || showsText(document, file.text)) {
      return;
    }
    if (turn % NUDGE === 0) {
      await utimes(path, new Date(), new Date());
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

/** Returns whether the editor shows the file's text; it keeps the line endings of a document alike, and no byte order mark. */
export function showsText(document: TextDocument, text: string): boolean {
  const plain = (some: string): string => some.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const feeds = text.match(/\n/g)?.length ?? 0;
  const mixed = feeds > 0 && ![0, feeds].includes(text.match(/\r\n/g)?.length ?? 0);
  const alike = mixed || feeds === 0 || text.includes('\r\n') === (document.eol === EndOfLine.CRLF);
  return alike && plain(document.getText()) === plain(text);
}

/** Returns the text as the document has it: one kind of line ending, no byte order mark. */
export function asShown(document: TextDocument, text: string): string {
  const eol = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
  return text.replace(/^\ufeff/, '').replace(/\r\n?|\n/g, eol);
}
