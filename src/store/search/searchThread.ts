/** The thread that searches; a separate bundle, because reading all records for the first time takes a while. */
import { parentPort } from 'node:worker_threads';
import { RecordIndex, type Hit, type Looking } from './recordIndex';

/** What is asked of the thread: to search, or to stop reading for a search. */
export type SearchMessage = SearchRequest | { readonly stop: number };

export interface SearchRequest extends Looking {
  readonly number: number;
  /** Where the index of these folders is kept. */
  readonly file: string;
  readonly folders: readonly string[];
  readonly typed: string;
  /** Whether a change of this moment must be in it; else one of the last second may not be. */
  readonly fresh: boolean;
}

export type SearchAnswer = { readonly number: number } & (
  | { readonly done: number; readonly total: number }
  | { readonly hits: readonly Hit[] }
  | { readonly bug: unknown }
);

/** How long what was found on the disk is taken as it was, in ms. */
const FRESH_FOR = 1000;
/** How long after a change the index is written, in ms. */
const SAVED_AFTER = 5000;
/** How many records are read between two words about it. */
const STEP = 100;

interface Held {
  readonly file: string;
  readonly index: RecordIndex;
  /** In milliseconds since the epoch. */
  refreshed: number;
}

class Searching {
  readonly #answer: (answer: SearchAnswer) => void;
  readonly #stopped = new Set<number>();
  #index: Held | undefined;
  #saving: NodeJS.Timeout | undefined;
  /** One search after the other: they read the same index. */
  #turn: Promise<void> = Promise.resolve();

  constructor(answer: (answer: SearchAnswer) => void) {
    this.#answer = answer;
  }

  take(question: SearchMessage): void {
    if ('stop' in question) {
      this.#stopped.add(question.stop);
      return;
    }
    const { number } = question;
    this.#turn = this.#turn
      .then(async () => this.#answer({ number, hits: await this.#search(question) }))
      .catch((bug: unknown) => this.#answer({ number, bug }))
      .finally(() => this.#stopped.delete(number));
  }

  async #search(question: SearchRequest): Promise<Hit[]> {
    const held = await this.#held(question.file);
    if (question.fresh || Date.now() - held.refreshed > FRESH_FOR) {
      await held.index.refresh(question.folders, (done, total) => this.#progress(question.number, done, total));
      held.refreshed = Date.now();
      clearTimeout(this.#saving);
      // What can't be written is built again by the next window.
      this.#saving = setTimeout(() => void held.index.write().catch(() => undefined), SAVED_AFTER).unref();
    }
    return held.index.search(question.typed, question);
  }

  async #held(file: string): Promise<Held> {
    if (this.#index?.file === file) {
      return this.#index;
    }
    const held = { file, index: new RecordIndex(file), refreshed: 0 };
    await held.index.load();
    this.#index = held;
    return held;
  }

  #progress(number: number, done: number, total: number): 'stop' | undefined {
    if (total > STEP && done % STEP === 0) {
      this.#answer({ number, done, total });
    }
    return this.#stopped.has(number) ? 'stop' : undefined;
  }
}

const searching = new Searching((answer) => parentPort?.postMessage(answer));
parentPort?.on('message', (question: SearchMessage) => searching.take(question));
