/**
 * Puts what people typed on one line, so that it can't break a list or a table: the first of several paragraphs, the beginning
 * of a long one, and `…` if something was left out.
 */

import { SPACE } from './lines';
import { normaliseText } from './plainText';

/**
 * A text on one line that isn't blank: a pattern, so that the schema of a team's file says the same as its reader. Validators
 * in other languages know no `\p{Cc}`.
 */
// oxlint-disable-next-line no-control-regex
export const ONE_LINE = /^(?=.*\S)[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$/;

const LONGEST = 300;
/** What nearly every text is free of: line endings, `<`, `|`, what can't be seen. */
const UNUSUAL = /[^\x20-\x3b\x3d-\x7b\x7d\x7e\u00a1-\u167f\u2030-\ud7ff]/;
const FENCE = /^\s*(?:`{3,}[^`]*|~{3,}.*)$/;
/** In this order: an escape, code between backticks, what begins HTML but no link. */
const MARKS = /\\[^]|(`+)(?!`)[^]*?(?<!`)\1(?!`)|<(?=[a-z/!?])(?!https?:|mailto:)/gi;

/** Returns the text, flat: `listeners are missing from the load balancer …` */
export function flatText(text: string): string {
  return isPlain(text) ? text : flatten(normaliseText(text));
}

/** Returns whether the text is flat already. */
export function isPlain(text: string): boolean {
  const last = text.length - 1;
  return last < LONGEST && !UNUSUAL.test(text) && text.charCodeAt(0) !== SPACE && text.charCodeAt(last) !== SPACE;
}

/** Returns a flat text for a cell of a table: its pipes don't end it. */
export function flatCell(flat: string): string {
  // Renderers differ in whether `\\|` is an escaped pipe: three backslashes are one to all of them.
  return flat.includes('|') ? flat.replace(/(\\*)\|/g, '$1$1\\|') : flat;
}

/** Returns the text, shortened to `longest` characters with `…` at its end if it's longer. */
export function shortened(text: string, longest: number): string {
  const characters = [...text];
  const kept = characters.slice(0, longest - 1).join('');
  return characters.length > longest ? `${kept.trimEnd()}…` : text;
}

/** Returns the same as `flatText`, of a text that is normalized. */
export function flatten(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const first = Math.max(
    lines.findIndex((line) => line !== '' && !FENCE.test(line)),
    0,
  );
  const after = lines.findIndex((line, index) => index > first && (line === '' || FENCE.test(line)));
  const paragraph = lines.slice(first, after < 0 ? lines.length : after).join(' ');
  const characters = [...paragraph];
  const cut = characters.length > LONGEST;
  const kept = cut ? wholeWords(characters.slice(0, LONGEST).join('')) : paragraph;
  const more = cut || (after >= 0 && lines.slice(after).some((line) => line !== '' && !FENCE.test(line)));
  return `${kept}${more ? ' …' : ''}`.replace(MARKS, (mark) => (mark === '<' ? '\\<' : mark));
}

/** Without the word that was cut, unless it would be most of what is left. */
function wholeWords(cut: string): string {
  const whole = cut.replace(/\s+\S*$/, '');
  return whole.length > cut.length / 2 ? whole.trimEnd() : cut;
}
