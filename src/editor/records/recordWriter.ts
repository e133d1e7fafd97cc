/**
 * The only way that a command changes a record: first the journal, then the open document, or else the file. Restores what's
 * in the journal but missing from the record. Doesn't wait for git.
 */
import { randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { dirname, join } from 'node:path';
import { EventEmitter, Uri, type TextDocument } from 'vscode';
import type { Change } from '../../core/record/change';
import { heldChanges } from '../../core/record/manyChanges';
import type { IncidentRecord } from '../../core/record/record';
import { Refusal } from '../../core/text/refusal';
import type { Journal } from '../../store/journal/journal';
import type { ChangeItem, DraftItem, WaitingItem } from '../../store/journal/journalLine';
import { createRecord } from '../../store/newFile';
import { readRecordFile } from '../../store/recordFile';
import { OutsideDeletion } from '../../store/journal/outsideDeletion';
import { Turns } from '../../store/turns';
import {
  applyMissing,
  changesOf,
  missingEdits,
  refuseImpossible,
  supersededBy,
  withoutSuperseded,
} from './acceptedChanges';
import { gitStamp } from '../../git/repository/gitStamp';
import type { Log } from '../shell/log';
import type { Committer } from './committer';
import type { OpenFiles } from './openFiles';
import type { UnsavedEdits } from './unsavedEdits';
import { openDocument } from './openRecord';
import type { Processes } from './processes';
import { readText } from '../shell/readText';
import { idOf, repositoryRoot, rootOf } from './recordFolders';
import type { RecordList } from './recordList';
import { isSameReason, reasonOf, type Reason } from '../../core/text/reason';
import { EDITOR_SENTENCES } from '../shell/sentences';

/** Tells whoever measures that a change is in the journal; nobody listens otherwise, and then it costs nothing. */
const durable = channel('incidentNotes.durable');

/** Maximum number of times to restore a change that another program keeps removing. */
const PUT_BACK = 3;

export class RecordWriter {
  readonly #journal: Journal;
  readonly #files: OpenFiles;
  readonly #unsaved: UnsavedEdits;
  readonly #committer: Committer;
  readonly #records: RecordList;
  readonly #processes: Processes;
  readonly #log: Log;
  readonly #wrote = new EventEmitter<string>();
  /** Something was written into the record at a path, or no longer waits for it. */
  readonly onDidChange = this.#wrote.event;
  readonly #turns = new Turns<string>();
  readonly #holds = new Map<string, Reason>();
  /** Items that was in an open document once: when they leave it, a person took them out. */
  readonly #seen = new Set<string>();
  readonly #deletions = new OutsideDeletion(stampOf);
  /** Where records are that this window moved, by where they were: what was asked for in the meantime goes there. */
  readonly #moved = new Map<string, string>();
  /** How often each item was restored, by its id. */
  readonly #putBack = new Map<string, number>();

  constructor(
    journal: Journal,
    files: OpenFiles,
    unsaved: UnsavedEdits,
    committer: Committer,
    records: RecordList,
    processes: Processes,
    log: Log,
  ) {
    this.#journal = journal;
    this.#files = files;
    this.#unsaved = unsaved;
    this.#committer = committer;
    this.#records = records;
    this.#processes = processes;
    this.#log = log;
  }

  /** Why pending changes aren't in the record; absent if they are. */
  holdOf(path: string): Reason | undefined {
    return this.#holds.get(path);
  }

  /** The paths of records for which something waits that isn't in them. */
  get held(): readonly string[] {
    return [...this.#holds.keys()];
  }

  /** The paths of records for which something waits. */
  get waiting(): readonly string[] {
    return this.#journal.records;
  }

  /** The record's text as the person sees it, unsaved edits included; absent if there is no such file. */
  async read(path: string): Promise<string | undefined> {
    const document = openDocument(path);
    return document && this.#unsaved.isUnsaved(document) ? document.getText() : (await readRecordFile(path))?.text;
  }

  /** The record with its pending changes, even if its file is away or can't be read. */
  async readWhole(path: string): Promise<IncidentRecord> {
    const text = await this.read(path).catch(() => undefined);
    const waiting = this.#waiting(path);
    const draft = waiting.find((item): item is DraftItem => 'draft' in item)?.draft;
    return readText(text ?? applyMissing(this.#processes, path, draft ?? '', changesOf(waiting)));
  }

  /**
   * Changes the record at `path`. `make` gets the record as it will be, unsaved edits included, and may refuse; nothing was
   * written then. When this resolves the changes are in the journal, and in the document or file unless that failed, in
   * which case they wait. `breathe` lets others take their turn while thousands are written.
   */
  async write(
    path: string,
    make: (record: IncidentRecord) => readonly Change[],
    breathe?: () => Promise<void>,
  ): Promise<readonly Change[]> {
    return this.#turns.inTurn(path, async () => {
      const moved = this.#moved.get(path);
      if (moved !== undefined) {
        return this.write(moved, make, breathe);
      }
      const record = await this.readWhole(path);
      const changes = make(record);
      // What only adds can always be done.
      if (changes.some((change) => change.removed)) {
        refuseImpossible(this.#processes, path, record.text, changes);
      }
      const before = this.#waiting(path);
      const items = changes.map((change) => ({ id: randomUUID(), at: Date.now(), record: path, change }));
      await this.#journal.appendAll(items, breathe);
      durable.publish(path);
      await this.#journal.settle(
        supersededBy(changes, before).map((item) => item.id),
        'removed',
      );
      await this.#perform(path, items);
      return changes;
    });
  }

  /** Runs `work`, which moves the record at `path` to `moved`, while nothing is written into it. */
  async move(path: string, moved: string, work: () => Promise<void>): Promise<void> {
    await this.#turns.inTurn(path, async () => {
      await work();
      this.#moved.delete(moved);
      this.#moved.set(path, moved);
    });
  }

  /**
   * Makes the record of a new incident and returns its path; undefined if another incident has the id. It is committed
   * to `branch`, a full name, as long as there is such a branch, else to the one that is checked out then.
   */
  async declare(records: string, id: string, draft: string, branch: string | undefined): Promise<string | undefined> {
    const path = Uri.file(join(records, id, 'incident.md')).fsPath;
    const item = { id: randomUUID(), at: Date.now(), record: path, draft, ...(branch !== undefined && { branch }) };
    await this.#journal.append(item);
    return this.#turns.inTurn(path, async () => {
      try {
        const made = await createRecord({ root: rootOf(path), folder: records }, id, draft);
        if (made === undefined) {
          await this.#journal.settle([item.id], 'discarded');
          return undefined;
        }
      } catch (error) {
        // Refused is refused: it doesn't come back by itself.
        await this.#journal.settle([item.id], 'discarded');
        throw error;
      }
      this.#journal.markWritten([item.id]);
      this.#changed(path);
      return path;
    });
  }

  /**
   * Looks at the record after somebody else changed it, and restores pending items that are gone from it. Never fails: what
   * can't be written is held.
   */
  async restore(path: string): Promise<void> {
    // What a commit's hook rewrites isn't a loss, and what the commit settles no longer waits.
    await this.#committer.ended(path);
    return this.#turns.inTurn(path, async () => {
      const waiting = this.#waiting(path);
      const seen = new Set(waiting);
      const superseded = this.#journal.waiting(path).filter((item) => !seen.has(item));
      await this.#journal.settle(
        superseded.map((item) => item.id),
        'removed',
      );
      if (waiting.length === 0) {
        this.#holds.delete(path);
        this.#deletions.forget(path);
        return;
      }
      try {
        await this.#files.saveOwed(path);
        await this.#makeAnew(path, waiting);
        const text = await this.read(path);
        const record = text === undefined ? undefined : readText(text);
        const holds = record && heldChanges(record);
        const missing = waiting.filter((item): item is ChangeItem => 'change' in item && holds?.(item.change) !== true);
        const [only, ...more] = missing;
        if (only === undefined) {
          this.#holds.delete(path);
          await this.#noteFile(path);
        } else if (record && more.length === 0 && this.#deletions.explains(path, record.text, only)) {
          await this.#journal.settle([only.id], 'removed');
          this.#log.info(`Another program deleted an entry from ${idOf(path)}. It stays deleted.`);
          this.#changed(path);
        } else if (record && missing.some((item) => (this.#putBack.get(item.id) ?? 0) >= PUT_BACK)) {
          this.#hold(path, reasonOf(EDITOR_SENTENCES, 'takenOut'));
        } else {
          await this.#perform(path, missing);
          // A disk that doesn't take it is nobody who takes it out, however often it is tried.
          if (!this.#holds.has(path)) {
            missing.forEach(({ id }) => this.#putBack.set(id, (this.#putBack.get(id) ?? 0) + 1));
          }
        }
      } catch (error) {
        this.#holdFor(path, error);
      }
    });
  }

  /** What is on the disk now has all that waits, unless it's unsaved. */
  async #noteFile(path: string): Promise<void> {
    const document = openDocument(path);
    const file = document && this.#unsaved.isUnsaved(document) ? undefined : await readRecordFile(path);
    if (file) {
      this.#deletions.note(path, file.text);
    }
  }

  /** Puts back what windows that are gone had accepted and their records lack; returns how many notes that were. */
  async bringBack(): Promise<number> {
    const items = await this.#journal.adoptOrphans();
    for (const path of new Set(items.map((item) => item.record))) {
      await this.restore(path);
      this.#changed(path);
    }
    // A record that was opened in the meantime may have been looked at before.
    return items.filter(({ id }) => this.#putBack.has(id)).length;
  }

  /** What waits for the record, which was written, goes to its branch. */
  commitWaiting(path: string): void {
    if (this.#journal.countOf(path) > 0) {
      void this.#committer.recordChanged(path).catch(this.#log.bug);
    }
  }

  /** Takes note of what's in an open record: when it is gone later by a person's edit, the person took it out. */
  see(document: TextDocument): void {
    const waiting = this.#waiting(document.uri.fsPath).filter((item) => 'change' in item && !this.#seen.has(item.id));
    if (waiting.length > 0) {
      this.#gone(document, waiting);
    }
  }

  /** Returns the pending changes that an open record lacks, and notes that it has the others. */
  #gone(document: TextDocument, waiting: readonly WaitingItem[]): WaitingItem[] {
    const holds = heldChanges(readText(document.getText()));
    return waiting.filter((item) => {
      const isThere = 'change' in item && holds(item.change);
      if (isThere) {
        this.#seen.add(item.id);
      }
      return !isThere;
    });
  }

  /** Follows an open record that was opened or changed: what a person's edit or undo removed no longer waits. */
  async follow(document: TextDocument, byPerson: boolean): Promise<void> {
    const path = document.uri.fsPath;
    const waiting = this.#waiting(path).filter((item) => 'change' in item);
    if (waiting.length === 0) {
      return;
    }
    const gone = this.#gone(document, waiting);
    const removed = byPerson ? gone.filter((item) => this.#seen.delete(item.id)).map((item) => item.id) : [];
    if (removed.length > 0) {
      await this.#journal.settle(removed, 'removed');
      this.#changed(path);
    }
    if (gone.length > removed.length) {
      await this.restore(path);
    }
  }

  #changed(path: string): void {
    this.commitWaiting(path);
    this.#wrote.fire(path);
  }

  /** What waits and is to be seen in the record: an entry that was corrected or taken back in the meantime isn't. */
  #waiting(path: string): readonly WaitingItem[] {
    return withoutSuperseded(this.#journal.waiting(path));
  }

  /** Makes a declared record that is on no branch yet and is gone. */
  async #makeAnew(path: string, waiting: readonly WaitingItem[]): Promise<void> {
    const drafted = waiting.find((item): item is DraftItem => 'draft' in item);
    if (!drafted || (await readRecordFile(path)) !== undefined) {
      return;
    }
    await createRecord({ root: rootOf(path), folder: dirname(dirname(path)) }, idOf(path), drafted.draft);
    this.#journal.markWritten([drafted.id]);
    this.#putBack.set(drafted.id, 1);
    this.#log.info(`Restored ${path} from the journal.`);
    this.#changed(path);
  }

  async #perform(path: string, items: readonly ChangeItem[]): Promise<void> {
    const changes = items.map((item) => item.change);
    try {
      const written = await this.#files.write(path, (text) => missingEdits(this.#processes, path, text, changes));
      if (written === 'absent') {
        throw new Refusal(await this.#records.whyAway(path));
      }
      if (openDocument(path)) {
        items.forEach((item) => this.#seen.add(item.id));
      }
      if (written === 'saved') {
        this.#journal.markWritten(items.map((item) => item.id));
      }
      this.#holds.delete(path);
      this.#changed(path);
    } catch (error) {
      this.#holdFor(path, error);
    }
  }

  #holdFor(path: string, error: unknown): void {
    if (error instanceof Refusal) {
      this.#hold(path, error.reason);
    } else {
      this.#log.error(`Writing ${path}`, error);
      this.#hold(path, reasonOf(EDITOR_SENTENCES, 'notWritten'));
    }
  }

  #hold(path: string, why: Reason): void {
    if (!isSameReason(this.#holds.get(path), why)) {
      this.#holds.set(path, why);
      this.#log.warn(`Entries are pending for ${path}: ${why.short}.`);
    }
  }
}

/** Differs once git has moved something in the worktree around the record. */
function stampOf(path: string): string {
  const root = repositoryRoot(dirname(dirname(path)));
  return root === undefined ? '' : gitStamp(root);
}
