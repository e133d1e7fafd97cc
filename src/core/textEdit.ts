/** The smallest change of a text, as a value. Core returns edits, the store and the editor perform them. */

/** Replaces the code units from `start` (included) to `end` (excluded) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text after all edits. Their offsets mean the text before any of them; they do not overlap, and several at one
 * place come out in the order in which they are given.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** The line end that the text uses: that of its first line; `\n` where it has a single line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}
