/**
 * Drafts postmortems, and refreshes those that people have edited: finds the last draft in git, commits the fresh one, and
 * writes it through the open document, or else to the file. The core does the merging.
 */
import { dirname, join } from 'node:path';
import { Diagnostic, DiagnosticSeverity, Position, Range, Uri, languages } from 'vscode';
import { lineEdits } from '../../core/text/lineEdits';
import { shownEntries } from '../shell/settings';
import { draftPostmortem } from '../../core/postmortem/postmortem';
import { markedDraft, readBase } from '../../core/postmortem/refresh/postmortemBase';
import type { MergedPostmortem } from '../../core/postmortem/refresh/postmortemMerge';
import {
  canNameDraft,
  isTooLong,
  isUpToDate,
  lastDraft,
  refreshPostmortem,
  type Refresh,
} from '../../core/postmortem/refresh/postmortemRefresh';
import { editTask, readTask, type PostmortemTask, type TaskChange } from '../../core/postmortem/refresh/postmortemTask';
import { formatInstant } from '../../core/time/instant';
import { readAtCommit } from '../../git/repository/recordHistory';
import { createBeside } from '../../store/newFile';
import type { Committer } from '../records/committer';
import type { Log } from '../shell/log';
import type { OpenFiles } from '../records/openFiles';
import { openDocument, showNow } from '../records/openRecord';
import type { Repositories } from '../records/repositories';
import type { Processes } from '../records/processes';
import { POSTMORTEM, rootOf } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import type { RecordWriter } from '../records/recordWriter';
import { reasonOf, type Reason } from '../../core/text/reason';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';

/** Maximum number of attempts while somebody else keeps refreshing the postmortem. */
const ATTEMPTS = 5;

export class Postmortems {
  readonly #processes: Processes;
  readonly #writer: RecordWriter;
  readonly #committer: Committer;
  readonly #repositories: Repositories;
  readonly #files: OpenFiles;
  readonly #log: Log;
  readonly #findings = languages.createDiagnosticCollection('incident-notes postmortem');
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ processes, writer, committer, repositories, files }: RecordParts, log: Log) {
    this.#processes = processes;
    this.#writer = writer;
    this.#committer = committer;
    this.#repositories = repositories;
    this.#files = files;
    this.#log = log;
  }

  /**
   * Drafts the postmortem of the record at `path`, or brings the facts of the one that is there up to the record.
   * @throws Refusal if the record isn't there, or the postmortem can't be read or written: it is unchanged then.
   */
  async refresh(path: string): Promise<Uri> {
    const turn = this.#turn.then(() => this.#refreshInTurn(path));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Whose it is and how far it is; undefined if there is none. */
  async task(path: string): Promise<PostmortemTask | undefined> {
    const text = await this.#writer.read(join(dirname(path), POSTMORTEM));
    return text === undefined ? undefined : readTask(text);
  }

  /**
   * Says in the postmortem how far it is; drafts it if there is none.
   * @throws Refusal if it can't be read or written: it is unchanged then.
   */
  async move(path: string, change: Omit<TaskChange, 'date'>): Promise<Uri> {
    const file = join(dirname(path), POSTMORTEM);
    if ((await this.#writer.read(file)) === undefined) {
      await this.refresh(path);
    }
    const date = formatInstant(Date.now()).slice(0, 10);
    let isRead = false;
    const edits = (text: string) => {
      const made = editTask(text, { ...change, date });
      isRead = made.length > 0;
      return made;
    };
    if ((await this.#files.write(file, edits)) === 'absent' || !isRead) {
      throw refusal(EDITOR_SENTENCES, 'postmortemUnread', { path: file });
    }
    await showNow(file);
    if (!openDocument(file)?.isDirty) {
      void this.#committer.flush(path).catch((error: unknown) => this.#log.error(`Committing ${file}`, error));
    }
    return Uri.file(file);
  }

  dispose(): void {
    this.#findings.dispose();
  }

  async #refreshInTurn(path: string): Promise<Uri> {
    const file = join(dirname(path), POSTMORTEM);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await this.#tryRefresh(path, file)) {
        return Uri.file(file);
      }
    }
    throw refusal(EDITOR_SENTENCES, 'refreshedElsewhere', { path: file });
  }

  /** False where the last draft was another one by the time the text could be written. */
  async #tryRefresh(path: string, file: string): Promise<boolean> {
    if ((await this.#writer.read(path)) === undefined) {
      throw refusal(EDITOR_SENTENCES, 'recordNotThere', { path });
    }
    const record = await this.#writer.readWhole(path);
    const fresh = draftPostmortem(record, this.#processes.of(record, path), shownEntries(Uri.file(path)));
    // Typing shows in the text a moment before the editor says that it isn't saved.
    await showNow(file);
    const current = (await this.#writer.read(file)) ?? '';
    const named = readBase(current);
    const last = named === undefined ? undefined : lastDraft(await this.#readAt(path, named, file), current);
    if (isUpToDate(last, fresh)) {
      this.#findings.delete(Uri.file(file));
      return true;
    }
    if (current.trim() !== '' && isTooLong(current, fresh, last)) {
      throw refusal(EDITOR_SENTENCES, 'postmortemTooLong', { path: file });
    }
    const { commit, why } = await this.#commitDraft(path, current, fresh);
    const written = await this.#write(path, file, named, { fresh, last, commit });
    if (!written) {
      return false;
    }
    const compared = current.trim() === '' || (last !== undefined && commit !== undefined);
    this.#show(file, written, compared ? undefined : (why ?? reasonOf(EDITOR_SENTENCES, 'draftNotFound')));
    if (!openDocument(file)?.isDirty) {
      void this.#committer.flush(path).catch((error: unknown) => this.#log.error(`Committing ${file}`, error));
    }
    return true;
  }

  async #readAt(path: string, commit: string, file: string): Promise<string | undefined> {
    const repository = await this.#repositories.of(path);
    return repository && readAtCommit(repository, commit, file);
  }

  /** The commit that holds the fresh draft, untouched; else why there is none. */
  async #commitDraft(path: string, current: string, fresh: string): Promise<{ commit?: string; why?: Reason }> {
    if (!canNameDraft(current)) {
      return { why: reasonOf(EDITOR_SENTENCES, 'draftUnnamed') };
    }
    const outcome = await this.#committer.commitBeside(path, POSTMORTEM, markedDraft(fresh));
    if (outcome.state === 'held') {
      this.#log.info(`The draft of ${path} isn't committed: ${outcome.reason.short}.`);
      return { why: outcome.reason };
    }
    return outcome.commit === undefined ? {} : { commit: outcome.commit };
  }

  /** What was written; undefined if the postmortem names another draft than `named` by now. */
  async #write(
    path: string,
    file: string,
    named: string | undefined,
    refresh: Refresh,
  ): Promise<MergedPostmortem | undefined> {
    let merged: MergedPostmortem | undefined;
    const make = (text: string): string => {
      merged = readBase(text) === named ? refreshPostmortem(text, refresh) : undefined;
      return merged?.text ?? text;
    };
    if ((await this.#files.write(file, (text) => lineEdits(text, make(text)))) === 'absent') {
      const text = make('');
      // Where somebody else makes it at this moment, theirs stays and is refreshed.
      const made = text !== '' && (await createBeside(rootOf(path), dirname(file), POSTMORTEM, text));
      return made ? merged : undefined;
    }
    await showNow(file);
    return merged;
  }

  /** What is new and wasn't written, each where it belongs; `why` the last draft and this one couldn't be compared. */
  #show(file: string, { text, findings }: MergedPostmortem, why: Reason | undefined): void {
    const told = [
      ...(why === undefined
        ? []
        : [
            {
              start: 0,
              end: 0,
              code: 'noLastDraft',
              message: reasonOf(EDITOR_SENTENCES, 'noLastDraft', { why }).whole,
            },
          ]),
      ...findings,
    ];
    this.#findings.set(
      Uri.file(file),
      told.map(({ start, end, code, message }) => {
        const range = new Range(positionAt(text, start), positionAt(text, end));
        const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Information);
        diagnostic.source = 'incident';
        diagnostic.code = code;
        return diagnostic;
      }),
    );
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return new Position(before.length - 1, before.at(-1)!.length);
}
