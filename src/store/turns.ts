/** Runs work on the same thing one at a time, in the order it was requested. */
export class Turns<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  /** What `work` returns or throws, when everything that was asked for `key` before has ended. */
  async inTurn<T>(key: Key, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work, work);
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) {
        this.#last.delete(key);
      }
    }
  }
}
