/** Incidents that colleagues declared in the last hour, until this person looks at them. */
import { EventEmitter, window } from 'vscode';
import { declarationOf, type DeclaredIncident } from '../../core/status/declaration';
import type { IncidentRecord } from '../../core/record/record';
import type { Author } from '../records/author';
import { idOf, isRecordPath } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';

/** An older declaration is no longer news, in milliseconds. */
const LATELY = 60 * 60_000;

export class Declarations {
  readonly #records: RecordList;
  readonly #author: Author;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  /** By their records' paths. */
  readonly #heard = new Map<string, DeclaredIncident>();
  readonly #seen = new Set<string>();

  constructor(records: RecordList, author: Author) {
    this.#records = records;
    this.#author = author;
  }

  /** A record came, which may be at `path` only once this window has joined it. */
  async hear(path: string, record: IncidentRecord): Promise<void> {
    const declaration = declarationOf(idOf(path), record);
    if (!declaration || declaration.at < Date.now() - LATELY || declaration.author === (await this.#author.of(path))) {
      return;
    }
    this.#heard.set(path, declaration);
    this.#changed.fire();
  }

  /** What is to be said, the latest first; `now` is in milliseconds since the epoch. */
  async unseen(now: number): Promise<readonly DeclaredIncident[]> {
    if (this.#heard.size === 0) {
      return [];
    }
    const shown = window.tabGroups.all.flatMap(({ activeTab }) => (activeTab ? [pathOf(activeTab.input)] : []));
    for (const path of [...shown, this.#records.active]) {
      if (path !== undefined && isRecordPath(path)) {
        this.#seen.add(idOf(path));
      }
    }
    for (const [path, { id, at }] of this.#heard) {
      const isOver = (await this.#records.read(path))?.open === false;
      if (this.#seen.has(id) || isOver || at < now - LATELY) {
        this.#heard.delete(path);
      }
    }
    return [...this.#heard.values()].sort((a, b) => b.at - a.at);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Returns the file that a tab shows, as far as it shows one. */
function pathOf(input: unknown): string | undefined {
  return (input as { uri?: { fsPath?: string } } | undefined)?.uri?.fsPath;
}
