/** Runs work once its subject has been left alone for a moment. */

/** In milliseconds. */
const PAUSE = 150;

export class Pauses {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** Does `work` once nothing was asked for the key for a moment; whatever was asked for it before isn't done. */
  after(key: string, work: () => void): void {
    this.cancel(key);
    this.#timers.set(key, setTimeout(work, PAUSE));
  }

  cancel(key: string): void {
    clearTimeout(this.#timers.get(key));
  }

  dispose(): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
  }
}
