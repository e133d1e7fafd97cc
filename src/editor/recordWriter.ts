/**
 * The one way by which a command changes a record: journal first, then the open document where it has unsaved edits, else
 * the file. What the journal holds and the record lacks is put back here. Waits for no git.
 */
import { randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { dirname, join } from 'node:path';
import { Range, WorkspaceEdit, workspace, type TextDocument } from 'vscode';
import { applyChange, holdsChange, supersedes, type Change } from '../core/change';
import { vocabularyOf } from '../core/process';
import { readRecord, type IncidentRecord } from '../core/record';
import { Refusal } from '../core/refusal';
import { applyEdits, differenceOf, type TextEdit } from '../core/textEdit';
import type { Journal } from '../store/journal';
import type { DraftItem, JournalItem } from '../store/journalLine';
import { createRecord } from '../store/newFile';
import { readRecordFile, updateRecordFile } from '../store/recordFile';
import type { Log } from './log';
import { processNamed } from './processes';
import { idOf, rootOf } from './recordList';

/** Tells whoever measures that a change is in the journal; nobody listens otherwise, and then it costs nothing. */
const durable = channel('incidentNotes.durable');

/** Why a record lacks what waits for it, in words for the status bar. */
export type WriteHold = string;

export class RecordWriter {
  readonly #journal: Journal;
  readonly #storage: string;
  readonly #log: Log;
  readonly #changed: (path: string) => void;
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #holds = new Map<string, WriteHold>();
  /** Items that stood in an open document once: when they leave it, a person took them out. */
  readonly #seen = new Set<string>();

  /** `storage` is the extension's own folder; `changed` is called with a record's path whenever its text or what waits for it has changed. */
  constructor(journal: Journal, storage: string, log: Log, changed: (path: string) => void) {
    this.#journal = journal;
    this.#storage = storage;
    this.#log = log;
    this.#changed = changed;
  }

  /** Why what waits for the record is not in it; absent where it is. */
  holdOf(path: string): WriteHold | undefined {
    return this.#holds.get(path);
  }

  /** The paths of records for which something waits that is not in them. */
  get held(): readonly string[] {
    return [...this.#holds.keys()];
  }

  /**
   * Changes the record at `path`. `make` gets the record as it is, unsaved edits included, and may refuse; nothing was
   * written then. When this resolves the changes are in the journal, and in the document or file unless that failed, in
   * which case they wait.
   */
  async write(path: string, make: (record: IncidentRecord) => readonly Change[]): Promise<readonly Change[]> {
    return this.#inTurn(path, async () => {
      const text = await this.read(path);
      const changes = make(readRecord(text ?? ''));
      // What only adds can always be done.
      if (text !== undefined && changes.some((change) => change.removed)) {
        applyAll(text, changes);
      }
      const items = changes.map((change) => ({ id: randomUUID(), at: Date.now(), record: path, change }));
      const before = this.#journal.waiting(path);
      await Promise.all(items.map((item) => this.#journal.append(item)));
      durable.publish(path);
      const superseded = before.filter((item) =>
        changes.some((change) => 'change' in item && supersedes(change, item.change)),
      );
      await this.#journal.settle(
        superseded.map((item) => item.id),
        'removed',
      );
      await this.#perform(path, items);
      return changes;
    });
  }

  /** Makes the record of a new incident and gives back its path; undefined where another incident has the id. */
  async declare(records: string, id: string, draft: string): Promise<string | undefined> {
    const path = join(records, id, 'incident.md');
    const item = { id: randomUUID(), at: Date.now(), record: path, draft };
    await this.#journal.append(item);
    return this.#inTurn(path, async () => {
      const made = await createRecord({ root: rootOf(path), folder: records }, id, draft).catch(
        async (error: unknown) => {
          // Refused is refused: it does not come back by itself.
          await this.#journal.settle([item.id], 'discarded');
          throw error;
        },
      );
      if (made === undefined) {
        await this.#journal.settle([item.id], 'discarded');
        return undefined;
      }
      this.#journal.markWritten(item.id);
      this.#changed(path);
      return path;
    });
  }

  /** Looks at the record after somebody else changed it, and puts back what waits for it and is gone. */
  async restore(path: string): Promise<number> {
    return this.#inTurn(path, async () => {
      const waiting = this.#journal.waiting(path);
      if (waiting.length === 0) {
        return 0;
      }
      const drafted = waiting.find((item): item is DraftItem => 'draft' in item && !item.written);
      if (drafted) {
        await this.#createAnew(path, drafted);
      }
      const text = await this.read(path);
      const record = text === undefined ? undefined : readRecord(text);
      const missing = waiting.filter((item) => 'change' in item && !(record && holdsChange(record, item.change)));
      if (missing.length > 0) {
        await this.#perform(path, missing);
      } else if (record) {
        this.#holds.delete(path);
      }
      this.#changed(path);
      return this.#holds.has(path) ? 0 : missing.length;
    });
  }

  /** Follows an open record that changed: what a person's edit or undo took out no longer waits. */
  async follow(document: TextDocument, byPerson: boolean): Promise<void> {
    const path = document.uri.fsPath;
    const waiting = this.#journal.waiting(path);
    if (waiting.length === 0) {
      return;
    }
    const record = readRecord(document.getText());
    const removed: string[] = [];
    let missing = false;
    for (const item of waiting) {
      if (!('change' in item)) {
        continue;
      }
      if (holdsChange(record, item.change)) {
        this.#seen.add(item.id);
      } else if (byPerson && this.#seen.delete(item.id)) {
        removed.push(item.id);
      } else {
        missing = true;
      }
    }
    if (removed.length > 0) {
      await this.#journal.settle(removed, 'removed');
      this.#changed(path);
    }
    if (missing) {
      await this.restore(path);
    }
  }

  async #createAnew(path: string, { id, draft }: DraftItem): Promise<void> {
    const folder = dirname(dirname(path));
    if (await createRecord({ root: rootOf(path), folder }, idOf(path), draft)) {
      this.#log.info(`Made ${path} from the journal.`);
    }
    this.#journal.markWritten(id);
  }

  /** The record's text as the person sees it, unsaved edits included; absent where there is no such file. */
  async read(path: string): Promise<string | undefined> {
    const document = openDocument(path);
    return document?.isDirty ? document.getText() : (await readRecordFile(path))?.text;
  }

  async #perform(path: string, items: readonly JournalItem[]): Promise<void> {
    const changes = items.flatMap((item) => ('change' in item ? [item.change] : []));
    try {
      const document = openDocument(path);
      if (document?.isDirty) {
        await editDocument(document, changes);
        items.forEach((item) => this.#seen.add(item.id));
      } else {
        const place = { root: rootOf(path), storage: this.#storage };
        if (!(await updateRecordFile(place, path, (text) => applyMissing(text, changes)))) {
          throw new Refusal('the record is not here: another branch may be checked out');
        }
      }
      items.forEach((item) => this.#journal.markWritten(item.id));
      this.#holds.delete(path);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        this.#log.error(`Writing ${path}`, error);
      }
      this.#holds.set(path, error instanceof Refusal ? error.message : 'the record could not be written');
      this.#log.warn(`${items.length} entries wait for ${path}: ${String(error)}`);
    }
    this.#changed(path);
  }

  async #inTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(path) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => undefined);
    this.#turns.set(path, settled);
    return turn;
  }
}

/** The record's document where the editor has it open. */
export function openDocument(path: string): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.scheme === 'file' && document.uri.fsPath === path);
}

/** One edit, hence one undo step; the document is not saved. */
async function editDocument(document: TextDocument, changes: readonly Change[]): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const edit = new WorkspaceEdit();
    for (const { start, end, text } of missingEdits(document.getText(), changes)) {
      edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
    }
    // False when the person typed in between: then the offsets are old.
    if (edit.size === 0 || (await workspace.applyEdit(edit))) {
      return;
    }
  }
  throw new Refusal('the open record did not take the entry');
}

function missingEdits(text: string, changes: readonly Change[]): TextEdit[] {
  const [first, ...more] = changes;
  const record = readRecord(text);
  if (first && more.length === 0) {
    return holdsChange(record, first) ? [] : editsOf(record, first);
  }
  const after = applyMissing(text, changes);
  return after === text ? [] : [differenceOf(text, after)];
}

function applyMissing(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, change) => {
    const record = readRecord(before);
    return holdsChange(record, change) ? before : applyEdits(before, editsOf(record, change));
  }, text);
}

/** The edits of a change that was accepted: where what it replaces is gone meanwhile, what it adds is added all the same. */
function editsOf(record: IncidentRecord, change: Change): TextEdit[] {
  const vocabulary = vocabularyOf(processNamed(record.frontMatter.fields.process));
  try {
    return applyChange(record, change, vocabulary);
  } catch (error) {
    if (!(error instanceof Refusal) || !change.added) {
      throw error;
    }
    return applyChange(record, { added: change.added }, vocabulary);
  }
}

/** Refuses what cannot be done to the text as it is now. */
function applyAll(text: string, changes: readonly Change[]): void {
  changes.reduce((before, change) => {
    const record = readRecord(before);
    return applyEdits(
      before,
      applyChange(record, change, vocabularyOf(processNamed(record.frontMatter.fields.process))),
    );
  }, text);
}
