/** Long work in slices, between which the editor continues, and the person may cancel it. */
import type { Steps } from '../../core/paste/steps';

/** How long a slice takes at least, in ms; a step that has begun is finished first. */
const SLICE = 15;

export class Cancelled extends Error {}

interface Cancellation {
  readonly isCancellationRequested: boolean;
}

export class Slices {
  readonly #token: Cancellation | undefined;
  #since = performance.now();

  constructor(token?: Cancellation) {
    this.#token = token;
  }

  async run<T>(steps: Steps<T>): Promise<T> {
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        return step.value;
      }
      await this.breathe();
    }
  }

  /** Lets others take their turn where a slice is over. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#since < SLICE) {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
    if (this.#token?.isCancellationRequested) {
      throw new Cancelled();
    }
  }
}
