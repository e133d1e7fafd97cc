/** Finds the line of a record that best matches a search. */

import { flatText } from '../text/flatText';
import { indexedWords } from './searchWords';

export interface MatchedLine {
  /** From 0. */
  readonly line: number;
  /** The line, flat; empty if no line has any of the words. */
  readonly text: string;
}

/**
 * Returns the line with the most of `found`, of each word that was typed those that the record has for it. A line of the
 * front matter, which ends at `bodyStart`, is taken only if none below has as many.
 */
export function matchedLine(text: string, bodyStart: number, found: readonly ReadonlySet<string>[]): MatchedLine {
  let best = { line: 0, text: '', count: 0, isCard: true };
  let [line, at] = [0, 0];
  for (const written of text.split('\n')) {
    const words = indexedWords(written);
    const count = found.filter((ones) => words.some((word) => ones.has(word))).length;
    const isBelow = at >= bodyStart;
    if (count > best.count || (count > 0 && count === best.count && isBelow && best.isCard)) {
      best = { line, text: written, count, isCard: !isBelow };
    }
    at += written.length + 1;
    line += 1;
  }
  return { line: best.line, text: flatText(best.text.trim().replace(/^(?:#{1,6}|[-*+](?: \[[ xX]\])?)[ \t]+/, '')) };
}
