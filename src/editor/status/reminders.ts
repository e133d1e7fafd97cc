/**
 * Reminds this person of what's overdue and theirs. Checks every few seconds; `nextReminder` decides what to say, and a
 * person's windows share what was said. Time and window come from the caller.
 */
import {
  recentReminders,
  nextReminder,
  type Reminder,
  type SaidReminder,
  type WatchedIncident,
} from '../../core/status/reminders';
import { disk } from '../../store/disk';
import { claimReminder } from '../../store/sentReminders';

/** Milliseconds between two looks. */
const EVERY = 15_000;
/** How long a window without the focus leaves a reminder to the one that has it, in ms. */
const LEAVES = 2 * EVERY;

/** What the reminders take from around them, so that a test can be in for time. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `work` every `ms` until the returned object is disposed. */
  every(ms: number, work: () => void): { dispose(): void };
  /** Returns whether this is the window that the person is in. */
  isFocused(): boolean;
}

export class Reminders {
  readonly #watched: () => Promise<readonly WatchedIncident[]>;
  readonly #storage: string;
  readonly #tell: (reminder: Reminder) => Promise<void>;
  readonly #around: Surroundings;
  readonly #report: (error: unknown) => void;
  readonly #clock: { dispose(): void };
  #looking: Promise<void> | undefined;
  /** What was said in all windows when this one last asked, and in this one since. */
  #said: readonly SaidReminder[] = [];

  /**
   * `watched` gives the incidents with their clocks, `tell` shows a reminder; `storage` is the folder that all windows of
   * this person share; `report` gets what went wrong.
   */
  constructor(
    watched: () => Promise<readonly WatchedIncident[]>,
    storage: string,
    tell: (reminder: Reminder) => Promise<void>,
    report: (error: unknown) => void,
    around: Surroundings,
  ) {
    this.#watched = watched;
    this.#storage = storage;
    this.#tell = tell;
    this.#report = report;
    this.#around = around;
    this.#clock = around.every(EVERY, () => void this.look());
  }

  /** Looks once, and resolves when what is to be said now is on its way. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch(this.#report)
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  dispose(): void {
    this.#clock.dispose();
  }

  async #look(): Promise<void> {
    const watched = await this.#watched();
    const now = this.#around.now();
    const seen = this.#around.isFocused() ? now : now - LEAVES;
    // The file is asked only where there seems to be something to say.
    if (!nextReminder(watched, this.#said, seen)) {
      return;
    }
    const reminder = await claimReminder(disk, this.#storage, now, (known) => {
      const others = this.#said.filter(({ at }) => !known.some((one) => one.at === at));
      this.#said = recentReminders([...known, ...others], now);
      const next = nextReminder(watched, this.#said, seen);
      return next && { ...next, at: now };
    });
    if (reminder) {
      this.#said = [...this.#said, reminder];
      void this.#tell(reminder).catch(this.#report);
    }
  }
}
