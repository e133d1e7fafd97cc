/** The smallest change of a text, as a value. The core returns edits; the store and the editor apply them. */

/** Replaces the code units from `start` (included) to `end` (excluded) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Returns the text after all edits. Their offsets mean the text before any of them; they don't overlap, and several insertions
 * at one place come out in the order in which they are given, before what replaces the characters there.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Returns the line ending that the text uses: that of its first line; `\n` where it has a single line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** How many characters are compared at once while they're the same. */
const STRIDE = 1024;

/** Returns the one edit that makes `after` of `before`: what both begin and end with stays. */
export function differenceOf(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + STRIDE <= shorter && before.startsWith(after.slice(start, start + STRIDE), start)) {
    start += STRIDE;
  }
  while (start < shorter && before[start] === after[start]) {
    start++;
  }
  let tail = 0;
  while (
    tail + STRIDE <= shorter - start &&
    before.endsWith(after.slice(after.length - tail - STRIDE, after.length - tail), before.length - tail)
  ) {
    tail += STRIDE;
  }
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
  }
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
