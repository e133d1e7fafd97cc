/** What somebody probably meant to write, out of the words that are known. */

import { ratio } from 'fuzzball/ultra_lite';

/** Below this likeness (0 to 100) a suggestion is a guess: `id` is not a misspelt `name`. */
const CLEAR = 65;

/** The known word that is nearest; absent when none is near enough. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({ candidate, likeness: ratio(word, candidate) }))
    .sort((a, b) => b.likeness - a.likeness);
  return nearest && nearest.likeness >= CLEAR ? nearest.candidate : undefined;
}

/** The end of a sentence about an unknown word: `; “leads” was probably meant`, empty when none is near. */
export function suggest(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known);
  return nearest === undefined ? '' : `; “${nearest}” was probably meant`;
}
