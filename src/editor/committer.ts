/** Takes what waits in the journal to its branch, behind the person's back, and tells what is held and why. */
import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import { holdsChange } from '../core/change';
import { commitSubject } from '../core/commitMessage';
import { readRecord } from '../core/record';
import { CommitQueue } from '../git/commitQueue';
import { commitRecord, type CommitOutcome } from '../git/commitRecord';
import { readCommitted } from '../git/committedText';
import { readOddState } from '../git/oddState';
import type { Repository } from '../git/repository';
import type { Journal } from '../store/journal';
import type { Log } from './log';
import type { Places } from './places';
import { idOf } from './recordList';
import { openDocument } from './recordWriter';

export class Committer {
  readonly #journal: Journal;
  readonly #places: Places;
  readonly #log: Log;
  readonly #changed: (path: string) => void;
  readonly #queues = new Map<string, CommitQueue>();
  readonly #held = new Map<string, string>();

  /** `changed` is called with a record's path when what is said of it here has changed. */
  constructor(journal: Journal, places: Places, log: Log, changed: (path: string) => void) {
    this.#journal = journal;
    this.#places = places;
    this.#log = log;
    this.#changed = changed;
  }

  /** Why the record's last commit was held; absent where none is. */
  heldBecause(path: string): string | undefined {
    return this.#held.get(path);
  }

  /** The record on the disk has changed: it is committed within the burst's seconds, where it can be. */
  async recordChanged(path: string): Promise<void> {
    (await this.#queueOf(path))?.entryWaits(path);
  }

  /** Commits what waits now, also what was held before. */
  async flush(path: string): Promise<void> {
    await (await this.#queueOf(path))?.retry(path);
  }

  dispose(): void {
    for (const queue of this.#queues.values()) {
      queue.dispose();
    }
  }

  async #queueOf(path: string): Promise<CommitQueue | undefined> {
    const repository = await this.#places.repositoryOf(path);
    if (!repository) {
      return undefined;
    }
    const known = this.#queues.get(repository.gitFolder);
    const queue =
      known ??
      new CommitQueue({
        commit: (record) => this.#commit(repository, record),
        isOdd: async () => (await readOddState(repository)) !== undefined,
        onOutcome: (record, outcome) => void this.#settle(repository, record, outcome),
        onBug: (error) => this.#log.error('Committing', error),
      });
    this.#queues.set(repository.gitFolder, queue);
    return queue;
  }

  async #commit(repository: Repository, path: string): Promise<CommitOutcome> {
    if (!workspace.isTrusted) {
      return { state: 'held', why: 'unknown', sentence: 'this folder is not trusted' };
    }
    const waiting = this.#journal.waiting(path);
    const { fields } = readRecord(await readText(path)).frontMatter;
    const subject = commitSubject({
      id: idOf(path),
      security: fields.security,
      entries: waiting.filter((item) => 'change' in item).length,
      declared: waiting.some((item) => 'draft' in item),
    });
    return commitRecord(repository, dirname(path), subject);
  }

  /** Closes what the branch now holds; the branch's own text decides, not the file's. */
  async #settle(repository: Repository, path: string, outcome: CommitOutcome): Promise<void> {
    if (outcome.state === 'held') {
      this.#held.set(path, outcome.sentence);
      this.#log.warn(
        `${idOf(path)} is not committed: ${outcome.sentence}.${outcome.detail ? `\n${outcome.detail}` : ''}`,
      );
    } else {
      this.#held.delete(path);
      if (outcome.state === 'committed') {
        this.#log.info(`${idOf(path)} is committed: ${outcome.commit}.`);
      }
      const text = await readCommitted(repository, path).catch((error: unknown) => {
        this.#log.error('Reading the commit', error);
        return undefined;
      });
      const record = text === undefined ? undefined : readRecord(text);
      const there = this.#journal
        .waiting(path)
        .filter((item) => record && ('draft' in item || holdsChange(record, item.change)));
      await this.#journal.settle(
        there.map((item) => item.id),
        'committed',
      );
    }
    this.#changed(path);
  }
}

async function readText(path: string): Promise<string> {
  const open = openDocument(path);
  return open && !open.isDirty ? open.getText() : new TextDecoder().decode(await workspace.fs.readFile(Uri.file(path)));
}
