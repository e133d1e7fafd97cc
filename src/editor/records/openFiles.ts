/**
 * The one way in which a record or a postmortem is written: through its document where the editor has it open, else on the
 * disk. What a person has typed into it is `unsavedEdits.ts`.
 */
import type { TextDocument } from 'vscode';
import { lineEdits } from '../../core/text/lineEdits';
import { refusal } from '../../core/text/refusal';
import { applyEdits, type TextEdit } from '../../core/text/textEdit';
import { refuseFullDisk } from '../../store/fullDisk';
import { readRecordFile, updateRecordFile } from '../../store/recordFile';
import { Turns } from '../../store/turns';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { asShown, editDocument, hasTab, openDocument, setLineEnds, showNow, showsText } from './openRecord';
import { rootOf } from './recordFolders';
import type { UnsavedEdits } from './unsavedEdits';

/** `saved`: it's on the disk. `unsaved`: only in the document, which had unsaved edits before. `absent`: there's no such file. */
type WriteState = 'saved' | 'unsaved' | 'absent';

/** The edits that a text needs; asked again where somebody changed the text in the meantime. May throw: nothing is changed then. */
export type EditsFor = (text: string) => readonly TextEdit[];

/** Within this time a document closes after its tab, and how often that's looked at, in milliseconds. */
const CLOSES_IN = 1000;
const LOOK = 20;

export class OpenFiles {
  readonly #unsaved: UnsavedEdits;
  readonly #storage: string;
  /** Documents that only this class has left unsaved, by their path, and which version of them: they are saved when it's possible. */
  readonly #owed = new Map<string, number>();
  /** Documents that stay open without a tab. */
  readonly #tabless = new WeakSet<TextDocument>();
  readonly #turns = new Turns<TextDocument>();

  /** `storage` is the extension's own folder. */
  constructor(unsaved: UnsavedEdits, storage: string) {
    this.#unsaved = unsaved;
    this.#storage = storage;
  }

  /**
   * Changes the file at `path`. An open document gets one edit and is saved if it was the file's text; if it has unsaved
   * edits they stay unsaved, with the change.
   * @throws Refusal if the disk doesn't take it, which an open document then shows as unsaved; or what `editsFor` throws.
   */
  async write(path: string, editsFor: EditsFor): Promise<WriteState> {
    const document = await this.#stayingOpen(path);
    if (!document) {
      const place = { root: rootOf(path), storage: this.#storage };
      const written = await updateRecordFile(place, path, (text) => applyEdits(text, editsFor(text)));
      return written ? 'saved' : 'absent';
    }
    return this.#turns.inTurn(document, async () => this.#writeOpen(document, editsFor));
  }

  /**
   * The open document, unless it's closing: its tab is closed, and the editor tells of the document a moment later. An edit of
   * it would go, by its old offsets, into whatever text the editor opens instead.
   */
  async #stayingOpen(path: string): Promise<TextDocument | undefined> {
    const document = openDocument(path);
    if (!document || this.#unsaved.isUnsaved(document) || this.#tabless.has(document) || hasTab(document)) {
      return document;
    }
    for (let waited = 0; waited < CLOSES_IN && !document.isClosed; waited += LOOK) {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
    if (!document.isClosed) {
      // Another extension keeps it open.
      this.#tabless.add(document);
    }
    return openDocument(path);
  }

  async #writeOpen(document: TextDocument, editsFor: EditsFor): Promise<WriteState> {
    await this.#unsaved.saveEnded(document);
    const unsaved = this.#unsaved.isUnsaved(document) && !this.#owes(document);
    if (!unsaved && !(await this.#showNewest(document))) {
      return 'absent';
    }
    const before = document.version;
    let edited = '';
    await editDocument(document, (text) => editsFor((edited = text)));
    if (unsaved) {
      await this.#unsaved.saveEnded(document);
      // The person may have saved everything but this edit, and has nothing more to save then.
      if (this.#unsaved.isUnsaved(document) && !this.#unsaved.areOf(document, edited)) {
        return 'unsaved';
      }
    }
    if (document.version !== before || this.#unsaved.isUnsaved(document)) {
      await this.#save(document);
    }
    return 'saved';
  }

  /** Shows the file's text in the document if the editor hasn't reloaded it; false if there's no file. */
  async #showNewest(document: TextDocument): Promise<boolean> {
    const path = document.uri.fsPath;
    const file = await readRecordFile(path);
    if (file && !showsText(document, file.text)) {
      await showNow(path);
      const newest = await readRecordFile(path);
      if (newest && !this.#unsaved.isUnsaved(document) && !showsText(document, newest.text)) {
        await editDocument(document, (text) => lineEdits(text, asShown(document, newest.text)));
        await setLineEnds(document, newest.text);
      }
    }
    return file !== undefined;
  }

  /** Saves what the disk didn't take when it was written, if nobody has typed into it since. */
  async saveOwed(path: string): Promise<void> {
    const document = openDocument(path);
    if (document && this.#owes(document)) {
      await this.#turns.inTurn(document, async () => this.#save(document));
    } else {
      this.#owed.delete(path);
    }
  }

  #owes(document: TextDocument): boolean {
    return this.#unsaved.isUnsaved(document) && this.#owed.get(document.uri.fsPath) === document.version;
  }

  async #save(document: TextDocument): Promise<void> {
    const path = document.uri.fsPath;
    try {
      // The editor would empty the file before it finds the disk full, and ask what to do about one that it may not write.
      await refuseFullDisk(rootOf(path), path, document.getText());
      if (!(await document.save()) && document.isDirty) {
        throw refusal(EDITOR_SENTENCES, 'notSaved', { path });
      }
      this.#owed.delete(path);
    } catch (error) {
      this.#owed.set(path, document.version);
      throw error;
    }
  }
}
