/**
 * Holds a record's commits if a typo has cost it something, compared with its last commit, until a person has decided.
 * Entries, colleagues' lines, and other records continue in the meantime.
 */
import { EventEmitter } from 'vscode';
import { isField, lossReason, lostParts, type GuardedPart } from '../../core/fixes/lostParts';
import { readRecord, type IncidentRecord } from '../../core/record/record';
import type { CommitFile } from '../../git/commit/commitRecord';
import type { Reason } from '../../core/text/reason';
import type { Processes } from './processes';

export interface Loss {
  readonly parts: readonly GuardedPart[];
  /** The text of the last commit, which has them. */
  readonly committed: string;
  /** Tells what was lost from what is lost later. */
  readonly key: string;
}

export class RecordGuard {
  readonly #processes: Processes;
  readonly #newlyFound = new EventEmitter<{ readonly path: string; readonly words: string }>();
  /** A record has lost something; `words` say what: no capital, no period. */
  readonly onDidFind = this.#newlyFound.event;
  readonly #found = new Map<string, Loss>();
  readonly #told = new Map<string, string>();
  readonly #kept = new Map<string, string>();

  constructor(processes: Processes) {
    this.#processes = processes;
  }

  /** What the last commit of the record at `path` was held for; undefined if it wasn't. */
  lossOf(path: string): Loss | undefined {
    return this.#found.get(path);
  }

  /**
   * Why the record's files may not be committed; undefined if they may. `draft` is what the record was
   * declared with, and counts while it isn't on a branch.
   */
  async inspect(path: string, files: readonly CommitFile[], draft: string | undefined): Promise<Reason | undefined> {
    const file = files.find((one) => one.path === 'incident.md');
    const committed = (await file?.readCommitted())?.toString('utf8') ?? draft;
    const text = (await file?.read())?.toString('utf8');
    const parts =
      committed === undefined || text === undefined
        ? []
        : lostParts(committed, text, (record) => this.#processes.vocabularyOf(record, path));
    if (committed === undefined || text === undefined || parts.length === 0) {
      this.#found.delete(path);
      this.#told.delete(path);
      return undefined;
    }
    const record = readRecord(text);
    const key = keyOf(record, parts);
    if (this.#kept.get(path) === key) {
      return undefined;
    }
    const reason = lossReason(parts);
    this.#found.set(path, { parts, committed, key });
    // Whoever types a code fence hasn't closed it yet, and sees that it isn't.
    const typing = record.timeline.unclosed !== undefined && !parts.some(isField);
    if (!typing && this.#told.get(path) !== parts.join()) {
      this.#told.set(path, parts.join());
      this.#newlyFound.fire({ path, words: reason.short });
    }
    return reason;
  }

  /** What was lost is meant: the record is committed as it is. */
  keep(path: string): void {
    const loss = this.#found.get(path);
    if (loss) {
      this.#kept.set(path, loss.key);
      this.#found.delete(path);
    }
  }
}

function keyOf({ frontMatter: { fields } }: IncidentRecord, parts: readonly GuardedPart[]): string {
  return JSON.stringify(parts.map((part) => [part, isField(part) ? (fields[part] ?? null) : null]));
}
