/**
 * What's remembered for all windows of one person. The editor keeps it as one value and also notifies a window of its own
 * writes; a notification that arrives between a later write and its sending undoes that write. So writes go one at a time.
 */

/** Where the editor keeps it: VS Code's `Memento`. An update is over when it was told of. */
export interface Memory {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

export class Profile {
  readonly #memory: Memory;
  #last: Promise<unknown> = Promise.resolve();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  get<T>(key: string, otherwise: T): T {
    return this.#memory.get(key, otherwise);
  }

  /** Replaces a value by what is made of it. `change` is called once earlier changes are over. @throws what the memory throws */
  async change<T>(key: string, otherwise: T, change: (value: T) => T): Promise<void> {
    const changed = this.#last.then(async () => this.#memory.update(key, change(this.get(key, otherwise))));
    this.#last = changed.catch(() => undefined);
    return changed;
  }
}
