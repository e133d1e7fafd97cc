/** Splits long work into steps, so that the editor gets a turn in between. */

export type Steps<T> = Generator<void, T>;

/** How many lines one step takes. */
const LINES = 500;

/** Returns whether a step ends before the line at `index`. */
export function endsStep(index: number): boolean {
  return index % LINES === LINES - 1;
}

/** All of it at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      return step.value;
    }
  }
}
