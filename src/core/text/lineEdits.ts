/** Turns a change of a text into edits of whole lines, so that cursors and folds around them stay. */

import { matchLines } from './lineMatch';
import type { TextEdit } from './textEdit';

/** Returns the edits that make `after` of `before`; no line that both have is touched. */
export function lineEdits(before: string, after: string): TextEdit[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const edits: TextEdit[] = [];
  let [start, at, next] = [0, 0, 0];
  const put = (until: number): void => {
    const text = now.slice(next, until).join('');
    if (at > start || text !== '') {
      edits.push({ start, end: at, text });
    }
  };
  for (const [index, match] of matchLines(old, now).entries()) {
    if (match >= 0) {
      put(match);
      next = match + 1;
      start = at + old[index]!.length;
    }
    at += old[index]!.length;
  }
  put(now.length);
  return edits;
}

/** With their line endings. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
