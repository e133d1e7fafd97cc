/** The parts of a postmortem's draft: sections with blocks of lines, and the forms of those lines. */

import { oneLine } from '../text/plainText';
import type { PlacedEntry } from '../timeline/entryHead';
import { flatText } from '../text/flatText';
import type { PostmortemFacts } from './postmortemFacts';

/** Paragraphs, lists, and tables; those without lines are left out. */
export type Blocks = readonly (readonly string[])[];

/** A heading, as it is written, and what is below it. */
export interface DraftSection {
  readonly heading: string;
  readonly blocks: Blocks;
}

/** Returns a line that a person replaces: `_What changed in the days before?_` */
export function prompt(words: string): string {
  return `_${words}_`;
}

/** `- Services: auth-api, web`; no line if there is no value. */
export function labelled(label: string, values: readonly (string | undefined)[]): string[] {
  const told = values.map((value) => flatText(oneLine(value ?? ''))).filter((value) => value !== '');
  return told.length === 0 ? [] : [`- ${label}: ${told.join(', ')}`];
}

/** `15:20:00 by @emily` */
export function whenAndWho({ clock }: PostmortemFacts, { instant, author }: PlacedEntry): string {
  return `${clock(instant)} by @${flatText(author)}`;
}

/** Returns the entry's text after a colon; nothing if it has none. */
export function withWords(head: string, facts: PostmortemFacts, placed: PlacedEntry | undefined): string {
  const words = placed ? facts.words(placed) : '';
  return words === '' ? head : `${head}: ${words}`;
}

/** `Incident-commander` of `incident-commander`. */
export function capitalized(words: string): string {
  const [first = '', ...rest] = flatText(words);
  return first.toUpperCase() + rest.join('');
}
