/** Finds the single keystrokes by which a text may differ from an earlier one. Knows lines, not what they mean. */

import { matchLines } from './lineMatch';
import { lineAfter, lineEnd } from './lines';
import { differenceOf, lineEndOf, type TextEdit } from './textEdit';

/** Maximum number of lines that changed at one place for a typo to be looked for among them. */
const MOST = 40;
/** Maximum length of what one key press writes: an editor closes brackets and quotes by itself, and an emoji has two units. */
const WIDEST = 2;

interface TextLine {
  readonly text: string;
  readonly start: number;
  /** Without the line ending, and with it. */
  readonly end: number;
  readonly next: number;
}

/** Edits of `text` that each take back one typo: a character too many, too few, or wrong; a line broken, joined, or new. */
export function slipEdits(before: string, text: string): TextEdit[] {
  const [old, now] = [linesOf(before), linesOf(text)];
  const found = matchLines(
    old.map((line) => line.text),
    now.map((line) => line.text),
  );
  const edits: TextEdit[] = [];
  let [from, fromNow] = [0, 0];
  for (let at = 0; at <= old.length; at++) {
    const next = at < old.length ? found[at]! : now.length;
    if (next < 0) {
      continue;
    }
    const [was, is] = [old.slice(from, at), now.slice(fromNow, next)];
    if (was.length + is.length <= MOST) {
      edits.push(...slipsIn(was, is, lineEndOf(text)));
    }
    [from, fromNow] = [at + 1, next + 1];
  }
  return edits;
}

function slipsIn(was: readonly TextLine[], is: readonly TextLine[], eol: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const [index, line] of is.entries()) {
    const below = is[index + 1];
    for (const [place, { text }] of was.entries()) {
      const edit = differenceOf(line.text, text);
      if (edit.end - edit.start <= WIDEST && edit.text.length <= WIDEST) {
        edits.push({ start: line.start + edit.start, end: line.start + edit.end, text: edit.text });
      }
      if (below && line.text + below.text === text) {
        edits.push({ start: line.end, end: below.start, text: '' });
      }
      const under = was[place + 1];
      if (under && line.text === text + under.text) {
        const middle = line.start + text.length;
        edits.push({ start: middle, end: middle, text: eol });
      }
    }
    if (line.text.trim().length <= WIDEST) {
      edits.push({ start: line.start, end: line.next, text: '' });
    }
  }
  return edits;
}

function linesOf(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0, next = start; start < text.length; start = next) {
    next = lineAfter(text, start);
    const end = lineEnd(text, start, next);
    lines.push({ text: text.slice(start, end), start, end, next });
  }
  return lines;
}
