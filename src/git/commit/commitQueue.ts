/**
 * Decides when records are committed: one commit for a burst of entries, one at a time in a repository. Keeps what's pending
 * with its reason. Doesn't know what an entry is, or how a commit is made.
 */
import { reasonOf, type Reason } from '../../core/text/reason';
import { COMMIT_HOLDS } from '../process/sentences';
import type { CommitOutcome, HoldCode } from './commitRecord';

/** A commit that waits for something other than its time. */
export interface HeldCommit {
  readonly record: string;
  readonly reason: Reason<HoldCode>;
  readonly detail?: string;
  /** Milliseconds since the epoch: when it was held first, whatever the reason was then. */
  readonly since: number;
}

/** The clock, so that a test can be one. `start` returns what stops it; a timer keeps no process alive. */
export interface Timers {
  now(): number;
  start(milliseconds: number, ring: () => void): () => void;
}

export interface CommitQueueParts {
  /** Commits a record's folder (absolute path); a throw is a bug and goes to `onBug`. */
  readonly commit: (record: string) => Promise<CommitOutcome>;
  /** Called after each try, in their order. */
  readonly onOutcome: (record: string, outcome: CommitOutcome) => void;
  readonly onBug: (error: unknown) => void;
  /** Whether the worktree is in an odd state still; asked again and again while a commit is held for one. */
  readonly isOdd: () => Promise<boolean>;
  /** From the first entry that waits to the commit, in milliseconds. */
  readonly delay?: number;
  /** Between two questions about an odd state, in milliseconds. */
  readonly pollEvery?: number;
  readonly timers?: Timers;
}

const systemTimers: Timers = {
  now: () => Date.now(),
  start(milliseconds, ring) {
    const timer = setTimeout(ring, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};

/** Reasons that a stat can see the end of, or a short wait. */
const ENDS_BY_ITSELF: ReadonlySet<HoldCode> = new Set<HoldCode>([
  'rebase',
  'applyingPatch',
  'merge',
  'cherryPick',
  'revert',
  'bisect',
  'detachedHead',
  'otherBranch',
  'undecided',
  'indexLocked',
  'busy',
]);

/** The queue of one repository. Records are named by their folders' absolute paths. */
export class CommitQueue {
  readonly #parts: CommitQueueParts;
  readonly #timers: Timers;
  /** Records in a burst, with what stops its timer. */
  readonly #waiting = new Map<string, () => void>();
  readonly #held = new Map<string, HeldCommit>();
  #running: Promise<unknown> = Promise.resolve();
  #stopPoll: (() => void) | undefined;
  #disposed = false;

  constructor(parts: CommitQueueParts) {
    this.#parts = parts;
    this.#timers = parts.timers ?? systemTimers;
  }

  /** An entry is in the record's file: its commit follows, with all entries that come until then. */
  entryWaits(record: string): void {
    if (this.#disposed || this.#waiting.has(record)) {
      return;
    }
    const stop = this.#timers.start(this.#parts.delay ?? 5000, () => void this.flush(record));
    this.#waiting.set(record, stop);
  }

  /** Commits what waits now, of one record or of all; held ones stay held. Resolves when it was tried. */
  async flush(record?: string): Promise<void> {
    const records = record === undefined ? [...this.#waiting.keys()] : [record];
    await Promise.all(records.filter((one) => this.#waiting.has(one)).map((one) => this.#enqueue(one)));
  }

  /** Tries what is held again, and what waits; of one record or of all. Resolves when it was tried. */
  async retry(record?: string): Promise<void> {
    const records = record === undefined ? new Set([...this.#held.keys(), ...this.#waiting.keys()]) : [record];
    await Promise.all([...records].map((one) => this.#enqueue(one)));
  }

  /** The record isn't here anymore: what waits or is held of it is tried no more. */
  forget(record: string): void {
    this.#waiting.get(record)?.();
    this.#waiting.delete(record);
    this.#held.delete(record);
  }

  /** Does other work on the repository when its turn comes, and no commit in the meantime. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#running.then(work);
    this.#running = turn.catch(() => undefined);
    return turn;
  }

  /** What is held, the oldest first. */
  get held(): readonly HeldCommit[] {
    return [...this.#held.values()].sort((a, b) => a.since - b.since);
  }

  /** No commit begins anymore; one that runs ends. What waits is the journal's to remember. */
  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#waiting.values()) {
      stop();
    }
    this.#waiting.clear();
    this.#stopPoll?.();
    this.#stopPoll = undefined;
  }

  #enqueue(record: string): Promise<void> {
    const turn = this.#running.then(async () => {
      if (this.#disposed) {
        return;
      }
      // Only now: entries that came while another record was committed belong to this commit still.
      this.#waiting.get(record)?.();
      this.#waiting.delete(record);
      try {
        this.#note(record, await this.#parts.commit(record));
      } catch (error) {
        this.#parts.onBug(error);
        this.#note(record, { state: 'held', reason: reasonOf(COMMIT_HOLDS, 'failed') });
      }
    });
    this.#running = turn;
    return turn;
  }

  #note(record: string, outcome: CommitOutcome): void {
    if (outcome.state === 'held') {
      const { reason, detail } = outcome;
      const since = this.#held.get(record)?.since ?? this.#timers.now();
      this.#held.set(record, { record, reason, since, ...(detail === undefined ? {} : { detail }) });
      if (ENDS_BY_ITSELF.has(reason.code)) {
        this.#poll();
      }
    } else {
      this.#held.delete(record);
    }
    this.#parts.onOutcome(record, outcome);
  }

  #poll(): void {
    if (this.#disposed || this.#stopPoll !== undefined) {
      return;
    }
    this.#stopPoll = this.#timers.start(this.#parts.pollEvery ?? 2000, () => void this.#look());
  }

  async #look(): Promise<void> {
    const odd = await this.#parts.isOdd().catch(() => true);
    this.#stopPoll = undefined;
    const records = this.held.filter(({ reason }) => ENDS_BY_ITSELF.has(reason.code)).map(({ record }) => record);
    if (records.length === 0 || this.#disposed) {
      return;
    }
    if (odd) {
      this.#poll();
    } else {
      await Promise.all(records.map((record) => this.#enqueue(record)));
    }
  }
}
