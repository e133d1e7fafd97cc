/**
 * Words from outside as text of an entry: what markdown would hide or fetch is shown, and nothing in them continues beyond
 * themselves. Code stays as it is.
 */

import { Fences } from '../text/fence';
import { normaliseText } from '../text/plainText';

/** Control characters that turn the direction of what follows. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Code between backticks; what begins HTML but no link; what begins a picture. */
const MARKS = /(?<!`)(`+)(?!`)[^`\n]*\1(?!`)|<(?=[a-z/!?])(?!(?:https?:\/\/|mailto:)[^\s<>]*>)|!\[/gi;

/** What none of these is in is shown as it is. */
const NEEDS_CARE = /[\n\r`~<!\u202a-\u202e\u2066-\u2069]|^\s*[-#=*_[]/;

export function safeText(text: string): string {
  if (!NEEDS_CARE.test(text)) {
    return normaliseText(text);
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
