/** Long work in slices, between which the editor goes on; the person sees that it goes on, and may cancel it. */
import { ProgressLocation, window, type CancellationToken } from 'vscode';
import type { Steps } from '../../core/import/steps';

/** How long a slice takes at least, in ms; a step that has begun is finished first. */
const SLICE = 15;

class Cancelled extends Error {}

export class Slices {
  readonly #token: CancellationToken | undefined;
  #since = performance.now();

  constructor(token?: CancellationToken) {
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

  /** Lets others have their turn where a slice is over. */
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

/** Shows a notification with Cancel meanwhile if it's long; undefined where the person took that. */
export async function inSlices<T>(
  title: string,
  isLong: boolean,
  work: (slices: Slices) => Promise<T>,
): Promise<T | undefined> {
  if (!isLong) {
    return work(new Slices());
  }
  const location = ProgressLocation.Notification;
  return window
    .withProgress({ location, title, cancellable: true }, (_progress, token) => work(new Slices(token)))
    .then(undefined, (error: unknown) => {
      if (error instanceof Cancelled) {
        return undefined;
      }
      throw error;
    });
}
