/** Suggests the known word that somebody probably meant. */

import { ratio } from 'fuzzball/ultra_lite';
import { say } from '../words/say';

/** Below this likeness (0 to 100) a suggestion is a guess: `id` isn't a misspelled `name`. */
const CLEAR = 65;

/** Returns the known word that is nearest; absent if none is near enough. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({ candidate, likeness: ratio(word, candidate) }))
    .sort((a, b) => b.likeness - a.likeness);
  return nearest && nearest.likeness >= CLEAR ? nearest.candidate : undefined;
}

/** Returns what follows the sentence about an unknown word: ` Did you mean "leads"?`, empty if none is near. */
export function suggest(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known);
  return nearest === undefined ? '' : say` Did you mean "${nearest}"?`;
}

/** Returns the same, or a list if none is near: ` Use a, b, or c.` */
export function instead(word: string, known: readonly string[]): string {
  return suggest(word, known) || (known.length === 0 ? '' : say` Use ${oneOf(known)}.`);
}

/** `a or b`, `a, b, or c`. */
export function oneOf(choices: readonly string[]): string {
  const [last = '', ...others] = [...choices].reverse();
  const first = others.reverse();
  return first.length < 2
    ? [...first.map((one) => say`${one} or `), last].join('')
    : say`${first.join(', ')}, or ${last}`;
}
