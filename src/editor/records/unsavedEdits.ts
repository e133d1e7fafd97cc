/**
 * Tracks the open documents of records and postmortems: which have unsaved edits, and what those are based on. What others
 * write to such a file is merged into the document by meaning, so that the editor can save it and never asks which version to
 * keep.
 */
import { createHash } from 'node:crypto';
import { realpath, utimes } from 'node:fs/promises';
import {
  Disposable,
  workspace,
  type Memento,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentWillSaveEvent,
} from 'vscode';
import { mergeFile } from '../../core/merge/fileMerge';
import { lineEdits } from '../../core/text/lineEdits';
import type { Reason } from '../../core/text/reason';
import { disk } from '../../store/disk';
import { refuseFullDisk } from '../../store/fullDisk';
import { leaseFile, withLease } from '../../store/lease';
import { readRecordFile } from '../../store/recordFile';
import type { Log } from '../shell/log';
import { asShown, editDocument, openDocument } from './openRecord';
import type { Processes } from './processes';
import { recordOf, rootOf } from './recordFolders';

/** A save that has taken longer, in milliseconds, was refused by the editor; or it still formats, and is asked for once more. */
const SAVE_TAKES = 2000;
/** Within this time the editor tells of the change for which a document isn't saved, in milliseconds. */
const LETTER_TOLD = 50;
/** Older than any file that the editor can have read: it then saves over the one on the disk. */
const LONG_AGO = new Date(1000);

/** Under which this workspace remembers hashes of texts, by path: what unsaved edits come from, also in its next window. */
const BASES = 'bases of unsaved edits';

const UNCHANGED = 'unchanged';

/** What is known of an open document. */
interface KnownText {
  /** Its text when it was last the file's, as far as we know; its unsaved edits are what differs. */
  base: string;
  /** Its text after its last change while it had no unsaved edits. */
  clean: string;
  /** Whether it had no unsaved edits at some time in this window, so that `base` was the file's text. */
  sure: boolean;
  /**
   * Whether it has unsaved edits. The editor's own word for it is wrong after a save during which somebody typed: it says
   * that there are none until the next letter.
   */
  unsaved: boolean;
  /** While the editor saves it: the texts that it may save, and how to say that it has. */
  saving: { readonly texts: string[]; readonly ended: Promise<void>; readonly end: () => void } | undefined;
  /** Resolves when it's known what the unsaved edits come from. */
  settled: Promise<void>;
  /** Its version when it was opened. */
  readonly opened: number;
  /** When it was last changed or tried to be saved, in milliseconds since the epoch. */
  touched: number;
  /** Its version when the editor was last asked again to save it: that's done once. */
  recovered: number;
  /** The base that the next window would know. */
  remembered: string | undefined;
}

export class UnsavedEdits implements Disposable {
  readonly #processes: Processes;
  readonly #storage: string;
  readonly #memory: Memento;
  readonly #log: Log;
  readonly #known = new WeakMap<TextDocument, KnownText>();
  readonly #listening: Disposable;

  /** `storage` is the extension's own folder, `memory` this workspace's. */
  constructor(processes: Processes, storage: string, memory: Memento, log: Log) {
    this.#processes = processes;
    this.#storage = storage;
    this.#memory = memory;
    this.#log = log;
    workspace.textDocuments.forEach((document) => this.#opened(document));
    this.#listening = Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument((event) => this.#changed(event)),
      workspace.onWillSaveTextDocument((event) => this.#willSave(event)),
      workspace.onDidSaveTextDocument((document) => this.#saved(document)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** Returns whether the document has edits that aren't on the disk. */
  isUnsaved(document: TextDocument): boolean {
    return document.isDirty || this.#known.get(document)?.unsaved === true;
  }

  /** Returns whether its unsaved edits come from this text. */
  areOf(document: TextDocument, text: string): boolean {
    return this.#known.get(document)?.base === text;
  }

  /** An edit that comes while the editor writes the file isn't in it, and the editor says that it is. */
  async saveEnded(document: TextDocument): Promise<void> {
    const known = this.#known.get(document);
    if (known?.saving) {
      await inTime(known.saving.ended);
    }
    await known?.settled;
  }

  /** Shows in a document with unsaved edits what somebody else has written into its file. */
  async follow(path: string): Promise<void> {
    const document = openDocument(path);
    const known = document && this.#known.get(document);
    if (document && known?.unsaved && !known.saving) {
      await this.#putTogether(document, known);
    }
  }

  /**
   * Saves what the editor itself should have saved by now and doesn't: once it has found a file newer than it knows, it no
   * longer saves by itself.
   */
  async saveLate(path: string): Promise<void> {
    const document = openDocument(path);
    const known = document && this.#known.get(document);
    if (!document || !known?.unsaved || known.saving) {
      return;
    }
    const saving = workspace.getConfiguration('files', document);
    const due = known.touched + saving.get('autoSaveDelay', 1000) + SAVE_TAKES;
    if (saving.get('autoSave') === 'afterDelay' && Date.now() > due) {
      known.touched = Date.now();
      await this.#recover(document, known);
    }
  }

  #opened(document: TextDocument): void {
    if (document.uri.scheme !== 'file' || recordOf(document.uri.fsPath) === undefined) {
      return;
    }
    const text = document.getText();
    const known: KnownText = {
      base: text,
      clean: text,
      sure: true,
      unsaved: false,
      saving: undefined,
      settled: Promise.resolve(),
      opened: document.version,
      touched: Date.now(),
      recovered: -1,
      remembered: undefined,
    };
    this.#known.set(document, known);
    if (document.isDirty) {
      this.#restored(document, known);
    }
  }

  /** The editor has brought unsaved edits back from a closed window: the file may have changed in the meantime. */
  #restored(document: TextDocument, known: KnownText): void {
    Object.assign(known, { sure: false, unsaved: true });
    known.settled = this.#findBase(document, known).catch((error: unknown) =>
      this.#log.error(`Reading ${document.uri.fsPath}`, error),
    );
  }

  /** It's told to be unsaved before anything was typed: it was brought back, or the first letter is told in a moment. */
  #perhapsRestored(document: TextDocument, known: KnownText): void {
    const moment = new Promise((resolve) => setTimeout(resolve, LETTER_TOLD));
    known.settled = moment.then(async () => {
      if (document.isDirty && document.version === known.opened) {
        this.#restored(document, known);
        await known.settled;
      }
    });
  }

  async #findBase(document: TextDocument, known: KnownText): Promise<void> {
    const path = document.uri.fsPath;
    const file = await readRecordFile(path);
    if (!file || known.sure) {
      return;
    }
    known.base = asShown(document, file.text);
    const base = this.#memory.get<Readonly<Record<string, string>>>(BASES, {})[path];
    if (base !== undefined) {
      // What the edits come from is gone: nothing is removed that either has.
      known.sure = base === hashOf(known.base) || (await this.#merge(document, known, undefined));
    }
  }

  /** Keeps in mind, for the next window, what the document's unsaved edits come from. */
  #remember(document: TextDocument, known: KnownText): void {
    if (!known.unsaved || !known.sure || known.remembered === known.base) {
      return;
    }
    known.remembered = known.base;
    const all = this.#memory.get<Readonly<Record<string, string>>>(BASES, {});
    void this.#memory.update(BASES, { ...all, [document.uri.fsPath]: hashOf(known.base) });
  }

  #changed({ document, contentChanges }: TextDocumentChangeEvent): void {
    const known = this.#known.get(document);
    if (!known) {
      return;
    }
    known.saving?.texts.push(document.getText());
    known.touched = Date.now();
    if (document.isDirty && !known.unsaved && document.version === known.opened) {
      known.unsaved = true;
      this.#perhapsRestored(document, known);
    } else if (document.isDirty) {
      // A first letter is told before the document counts as unsaved: then its base is the text before that letter.
      if (!known.unsaved && contentChanges.length > 0) {
        known.base = known.clean;
      }
      known.unsaved = true;
      this.#remember(document, known);
    } else if (contentChanges.length > 0) {
      Object.assign(known, { base: known.clean, clean: document.getText() });
      Object.assign(known, { sure: true, unsaved: false });
    } else if (known.unsaved && !known.saving) {
      // Undone to what was saved, or reverted. Of a save it's told right after this; and other news, such as of the encoding,
      // can come between a first letter and the word that it isn't saved.
      const text = document.getText();
      Object.assign(known, { base: text, clean: text, sure: true, unsaved: false });
    }
  }

  #willSave(event: TextDocumentWillSaveEvent): void {
    const { document } = event;
    const known = this.#known.get(document);
    if (known && this.isUnsaved(document) && !known.saving) {
      event.waitUntil(this.#prepareSave(document, known));
    }
  }

  /**
   * Resolves when the editor may save: with what others wrote in the document. No window of this machine writes the file
   * until the editor has, because it doesn't write it whole at once.
   */
  async #prepareSave(document: TextDocument, known: KnownText): Promise<void> {
    const path = document.uri.fsPath;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const saving = { texts: [document.getText()], ended, end };
    known.saving = saving;
    return new Promise((ready) => {
      const work = async (): Promise<void> => {
        if ((await this.#putTogether(document, known)) && known.sure) {
          // Whoever writes from now on makes it newer again. Who may write a file of somebody else may not date it.
          await utimes(path, LONG_AGO, LONG_AGO).catch(() => undefined);
        }
        ready();
        await inTime(ended);
      };
      void realpath(path)
        .then(async (real) => withLease(disk, leaseFile(this.#storage, real), UNCHANGED, work))
        .catch((error: unknown) => this.#log.error(`Saving ${path}`, error))
        .finally(() => {
          ready();
          if (known.saving === saving) {
            known.saving = undefined;
            if (document.isDirty) {
              void this.#recover(document, known);
            }
          }
        });
    });
  }

  /** The editor was asked to save and didn't: the file is newer than it knows, and we don't know that either. */
  async #recover(document: TextDocument, known: KnownText): Promise<void> {
    const path = document.uri.fsPath;
    try {
      await refuseFullDisk(rootOf(path), path, document.getText());
      // Without a common base nothing is removed that either has.
      if (!(await this.#putTogether(document, known, !known.sure)) || known.recovered === document.version) {
        return;
      }
      known.sure = true;
      known.recovered = document.version;
      this.#log.warn(`The editor didn't save ${path}. Trying again.`);
      await document.save();
    } catch (error) {
      this.#log.error(`Saving ${path}`, error);
    }
  }

  #saved(document: TextDocument): void {
    const known = this.#known.get(document);
    if (!known) {
      return;
    }
    const text = document.getText();
    const { saving } = known;
    const texts = [...(saving?.texts ?? []), text];
    // Somebody may have typed on while it was saved: the file says which of the texts it was.
    const unsure = texts.some((other) => other !== text);
    Object.assign(known, { saving: undefined, sure: true, unsaved: unsure, clean: text, base: text });
    saving?.end();
    if (unsure) {
      known.settled = readRecordFile(document.uri.fsPath)
        .then((file) => {
          known.base = closest(texts, file ? asShown(document, file.text) : text);
          known.unsaved = document.isDirty || document.getText() !== known.base;
        })
        .catch((error: unknown) => this.#log.error(`Reading ${document.uri.fsPath}`, error));
    }
  }

  /**
   * Brings what others wrote into the file to the document's unsaved edits. False where the document doesn't hold all of it:
   * then the editor mustn't save over the file. `baseless`: nothing is known that both come from.
   */
  async #putTogether(document: TextDocument, known: KnownText, baseless = false): Promise<boolean> {
    await known.settled;
    return this.#merge(document, known, baseless ? undefined : known.base);
  }

  async #merge(document: TextDocument, known: KnownText, from: string | undefined): Promise<boolean> {
    const path = document.uri.fsPath;
    let base = from;
    for (let attempt = 0; attempt < 5; attempt++) {
      const file = await readRecordFile(path);
      const theirs = file && asShown(document, file.text);
      if (theirs === undefined || theirs === base) {
        return true;
      }
      if (theirs.trim() === '') {
        // A program is about to write it.
        return false;
      }
      let problem: Reason | undefined;
      await editDocument(document, (ours) => {
        const merged = mergeFile(path, base, ours, theirs, this.#processes.statusesOf(path, ours));
        problem = 'problem' in merged ? merged.problem : undefined;
        return 'problem' in merged ? [] : lineEdits(ours, asShown(document, merged.text));
      });
      if (problem !== undefined) {
        this.#log.warn(`${path} was changed under unsaved edits: ${problem.whole}`);
        return false;
      }
      base = known.base = theirs;
      this.#remember(document, known);
    }
    return false;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Waits for the end of a save, though not for one that the editor refused without a word. */
async function inTime(ended: Promise<void>): Promise<void> {
  await Promise.race([ended, new Promise((late) => setTimeout(late, SAVE_TAKES).unref())]);
}

/** Returns the text of which most is in the file's, which others may have added to since. */
function closest(texts: readonly string[], file: string): string {
  const lines = new Set(file.split('\n'));
  const foreign = (text: string): number => text.split('\n').filter((line) => !lines.has(line)).length;
  return (
    texts.find((text) => text === file) ?? texts.reduce((best, text) => (foreign(text) < foreign(best) ? text : best))
  );
}
