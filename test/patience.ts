/**
 * How long a test waits. Nothing here judges a speed: a wait ends when what it waits for is there, and gives up only when a
 * machine this slow would have had it long ago. `npm test` measures the machine at its start and passes the result on.
 */

/** How many times slower than a quick, quiet machine this one is; at least 1. */
export const SLOWNESS = Math.max(1, Number(process.env.TEST_SLOWNESS ?? '') || 1);

/** How long one wait may take here, in ms. */
export const PATIENCE = 60_000 * SLOWNESS;

/** Between two looks, in ms: short at first, then longer, because a look may cost a process or a question to the window. */
const PAUSES = { first: 10, factor: 1.4, longest: 400 };

/** Tells the reporter that the running test is getting on, so that its time starts again. */
export function progressed(): void {
  (globalThis as { testProgressed?: () => void }).testProgressed?.();
}

/**
 * Looks again and again until there is something: neither undefined nor false. Returns it.
 * @throws Error that says `what` did not happen, after `PATIENCE`
 */
export async function until<T>(
  look: () => T | Promise<T>,
  what: string | (() => string),
): Promise<Exclude<T, undefined | false>> {
  const end = Date.now() + PATIENCE;
  for (let pause = PAUSES.first; ; pause = Math.min(PAUSES.longest, pause * PAUSES.factor)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) {
      progressed();
      return seen as Exclude<T, undefined | false>;
    }
    if (Date.now() > end) {
      const missing = typeof what === 'string' ? what : what();
      throw new Error(`Waited ${Math.round(PATIENCE / 1000)} s in vain: ${missing}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
