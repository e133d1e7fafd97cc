/** The name of a due item on the screen, in the reader's language. `name` and `label` are the ones in records and arguments. */

import { wordsOf } from '../text/plainText';
import { say, sayWords } from '../words/say';
import type { DueItem } from './dueItems';

type NamedDue = Pick<DueItem, 'name' | 'audience' | 'quest'>;

/** Returns `Internal update`, `Incident report`, or `Quest for @lee`. */
export function dueName({ name, audience, quest }: NamedDue): string {
  if (audience !== undefined) {
    return say`${wordsOf(audience)} update`;
  }
  return quest ? say`Quest for ${quest.owner}` : sayWords(name);
}

/** Returns the name, with the words of a quest behind it: `Quest for @lee: look at the certificates`. */
export function dueLabel(item: NamedDue): string {
  return item.quest ? `${dueName(item)}: ${item.quest.text}` : dueName(item);
}

/** One word: `update`, `quest`, the name of a deadline. */
export function dueWord({ word, audience, quest }: DueItem): string {
  return audience === undefined ? (quest ? say`quest` : word) : say`update`;
}

/** Whose it is: `@kim`, or that it's nobody's yet. */
export function holderWords({ holders }: Pick<DueItem, 'holders'>): string {
  return holders.length > 0 ? holders.join(', ') : say`nobody yet`;
}
