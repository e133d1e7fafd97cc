/** Searches records by their text, on a separate thread that starts with the first search. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Disposable } from 'vscode';
import type { Hit, Looking } from '../../store/search/recordIndex';
import type { SearchAnswer, SearchMessage } from '../../store/search/searchThread';
import { realFolders } from '../records/recordFolders';
import type { ListedRecord, RecordList } from '../records/recordList';

export interface FoundIncident extends Omit<Hit, 'path'> {
  readonly record: ListedRecord;
}

export interface Search extends Looking {
  /** Whether a change of this moment must be found; else one of the last second may not be. */
  readonly fresh?: boolean;
  /** Told how many of how many records are read, while that takes a while. */
  readonly progress?: (done: number, total: number) => void;
  /** Stops the reading; what is read until then is searched. */
  readonly signal?: AbortSignal;
}

interface AskedSearch {
  readonly resolve: (hits: readonly Hit[]) => void;
  readonly reject: (reason: unknown) => void;
  readonly progress: Search['progress'];
}

export class RecordSearch implements Disposable {
  readonly #program: string;
  readonly #storage: string;
  readonly #records: RecordList;
  readonly #asked = new Map<number, AskedSearch>();
  #thread: Worker | undefined;
  #count = 0;

  /** `program` is the bundle of `searchThread.ts`; the index is kept in `storage`. */
  constructor(program: string, storage: string, records: RecordList) {
    this.#program = program;
    this.#storage = storage;
    this.#records = records;
  }

  /** The records that have the words, the best first, each incident once. */
  async find(typed: string, search: Search): Promise<FoundIncident[]> {
    const hits = await this.#hits(typed, search);
    const read = await Promise.all(
      hits.map(async ({ path, ...hit }) => ({ record: await this.#records.read(path), ...hit })),
    );
    const there = read.flatMap(({ record, ...hit }) => (record ? [{ record, ...hit }] : []));
    const kept = new Set(await this.#records.distinct(there.map(({ record }) => record)));
    return there.filter(({ record }) => kept.has(record));
  }

  async #hits(typed: string, { progress, signal, fresh = false, ...looking }: Search): Promise<readonly Hit[]> {
    const thread = (this.#thread ??= this.#start());
    const number = ++this.#count;
    const folders = realFolders();
    const name = createHash('sha256').update(folders.toSorted().join('\0')).digest('hex').slice(0, 16);
    const file = join(this.#storage, 'search', `${name}.json`);
    const tell = (question: SearchMessage): void => thread.postMessage(question);
    return new Promise((resolve, reject) => {
      this.#asked.set(number, { resolve, reject, progress });
      signal?.addEventListener('abort', () => tell({ stop: number }));
      tell({ number, file, folders, typed, fresh, ...looking });
    });
  }

  #start(): Worker {
    const thread = new Worker(this.#program);
    thread.on('message', (answer: SearchAnswer) => this.#settle(answer));
    const end = (reason: unknown): void => {
      if (this.#thread === thread) {
        this.#thread = undefined;
        this.#refuse(reason);
      }
    };
    thread.on('error', end);
    thread.on('exit', () => end(new Error('the thread that searches ended')));
    return thread;
  }

  #settle(answer: SearchAnswer): void {
    const asked = this.#asked.get(answer.number);
    if ('total' in answer) {
      asked?.progress?.(answer.done, answer.total);
      return;
    }
    this.#asked.delete(answer.number);
    if ('hits' in answer) {
      asked?.resolve(answer.hits);
    } else {
      asked?.reject(answer.bug);
    }
  }

  #refuse(reason: unknown): void {
    for (const { reject } of this.#asked.values()) {
      reject(reason);
    }
    this.#asked.clear();
  }

  dispose(): void {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#refuse(new Error('the window closes'));
    void thread?.terminate();
  }
}
