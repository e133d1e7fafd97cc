/**
 * Makes outside text safe for an entry: anything that markdown would hide or fetch is shown as text, and no markup extends
 * past its end. Code stays as it is.
 */

import { Fences } from '../text/fence';
import { normaliseText } from '../text/plainText';

/** Control characters that turn the direction of what follows. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Code between backticks; what begins HTML but no link; what begins a picture. */
const MARKS = /(?<!`)(`+)(?!`)[^`\n]*\1(?!`)|<(?=[a-z/!?])(?!(?:https?:\/\/|mailto:)[^\s<>]*>)|!\[/gi;

/** A text with none of these, and that begins with none of the others, is shown as it is. */
const NEEDS_CARE =
  // oxlint-disable-next-line no-control-regex -- line ends, and those that must not reach a record, among others
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff`~<!]/;
const BEGINS = /^\s*[-#=*_[]/;

/** Returns whether the text is shown as it is, but for white space around it. One look at each character, as a log has many. */
function isPlain(text: string): boolean {
  return !NEEDS_CARE.test(text) && !BEGINS.test(text);
}

export function safeText(text: string): string {
  if (isPlain(text)) {
    return text.trim();
  }
  const fences = new Fences();
  const lines = normaliseText(text)
    .replace(TURNS, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)
    .split('\n')
    .map((line) => (fences.take(line) === 'outside' ? shown(line) : line));
  return normaliseText([...lines, ...(fences.open ? [fences.open.marker] : [])].join('\n'));
}

function shown(line: string): string {
  const started = line.replace(/^(\s*)(#{1,6}(?:\s|$)|(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$|\[[^\]\n]+\]:)/, '$1\\$2');
  return started.replace(MARKS, (mark) => (mark.startsWith('`') ? mark : `\\${mark}`));
}
