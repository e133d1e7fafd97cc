/** Follows the open records: what's typed into them, reloaded, saved, and closed. */
import {
  Disposable,
  EventEmitter,
  TextDocumentChangeReason,
  workspace,
  type TextDocument,
  type TextDocumentChangeEvent,
} from 'vscode';
import type { Diagnostics } from '../fixes/diagnostics';
import type { Committer } from '../records/committer';
import { isRecordDocument, recordOf } from '../records/recordFolders';
import type { RecordWriter } from '../records/recordWriter';
import type { RecordParts } from '../records/register';
import type { Log } from '../shell/log';
import { Pauses } from './pauses';

export class DocumentWatch {
  readonly #writer: RecordWriter;
  readonly #committer: Committer;
  readonly #diagnostics: Diagnostics;
  readonly #log: Log;
  readonly #pauses = new Pauses();
  readonly #changed = new EventEmitter<void>();
  /** The text of an open record has changed, by whomever. */
  readonly onDidChange = this.#changed.event;
  readonly #listening: Disposable;

  constructor({ writer, committer }: RecordParts, diagnostics: Diagnostics, log: Log) {
    this.#writer = writer;
    this.#committer = committer;
    this.#diagnostics = diagnostics;
    this.#log = log;
    workspace.textDocuments.forEach((document) => this.#opened(document));
    this.#listening = Disposable.from(
      this.#pauses,
      this.#changed,
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      workspace.onDidCloseTextDocument((document) => this.#closed(document)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #opened(document: TextDocument): void {
    if (isRecordDocument(document)) {
      this.#diagnostics.show(document);
      // What's in it now is known to have was there, so that a person's edit can be told from a loss.
      this.#follow(document, false);
    }
  }

  #edited({ document, reason, contentChanges }: TextDocumentChangeEvent): void {
    if (!isRecordDocument(document)) {
      return;
    }
    const path = document.uri.fsPath;
    const clean = `clean ${path}`;
    // An undo back to the saved text is a person's as well.
    const undone = reason === TextDocumentChangeReason.Undo || reason === TextDocumentChangeReason.Redo;
    if (document.isDirty || undone) {
      this.#pauses.cancel(clean);
      this.#follow(document, true);
    } else {
      this.#writer.see(document);
      // Reloaded from the disk, unless the editor says in a moment that a person's first letter made it dirty.
      this.#pauses.after(clean, () => this.#follow(document, document.isDirty));
    }
    if (contentChanges.length > 0) {
      this.#pauses.after(path, () => {
        this.#diagnostics.show(document);
        this.#changed.fire();
      });
    }
  }

  #saved(document: TextDocument): void {
    const record = document.uri.scheme === 'file' ? recordOf(document.uri.fsPath) : undefined;
    if (record !== undefined) {
      void this.#committer.recordChanged(record).catch((error: unknown) => this.#report(error));
    }
  }

  #closed(document: TextDocument): void {
    if (isRecordDocument(document)) {
      this.#diagnostics.forget(document);
      void this.#writer.restore(document.uri.fsPath);
    }
  }

  #follow(document: TextDocument, byPerson: boolean): void {
    void this.#writer.follow(document, byPerson).catch((error: unknown) => this.#report(error));
  }

  #report(error: unknown): void {
    this.#log.error('Following records', error);
  }
}
