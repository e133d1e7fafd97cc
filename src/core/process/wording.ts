/**
 * Maps a process's former wordings to today's: a record keeps the words of its day, and a team's process may name a step, a
 * phase, or a cause in words that have changed since.
 */

import type { ProcessDocument } from './processForm';

type Worded = Pick<ProcessDocument, 'formerly'>;

const known = new WeakMap<Worded['formerly'], ReadonlyMap<string, string>>();

/**
 * Returns today's wording of a step, a phase, or the like; the words themselves if the process never changed them. What helps
 * against a cause is a step of both: `Bad deployment: Roll back`.
 */
export function currentWording({ formerly }: Worded, words: string): string {
  let byFormer = known.get(formerly);
  if (!byFormer) {
    byFormer = new Map(Object.entries(formerly).flatMap(([now, before]) => before.map((one) => [one, now] as const)));
    known.set(formerly, byFormer);
  }
  const today = byFormer.get(words);
  const colon = words.indexOf(': ');
  if (today !== undefined || colon < 0) {
    return today ?? words;
  }
  const [cause, action] = [words.slice(0, colon), words.slice(colon + 2)];
  return `${byFormer.get(cause) ?? cause}: ${byFormer.get(action) ?? action}`;
}

/** Returns whether both name the same thing, each in any wording that the process has had. */
export function isSameThing(process: Worded, one: string, other: string): boolean {
  return currentWording(process, one) === currentWording(process, other);
}
