/** Finds front matter that can't be read because of a typo in one of its fences, and repairs the fences. */

import { readFrontMatter } from './frontMatter';
import { lineAfter, lineEnd, lineText } from '../text/lines';
import { applyEdits, lineEndOf, type TextEdit } from '../text/textEdit';

const FENCE = '---';
/** Keys that every record has. */
const KEYS = '(?:format|id|title|process|severity|status)[ \\t]*:';
const KEY_LINE = new RegExp(`^[ \\t]*${KEYS}`);
/** The fence and the first line below it, joined. */
const JOINED = new RegExp(`^-{2,4}[ \\t]*(?=${KEYS})`);
/** The body has begun. */
const HEADING = /^ {0,3}#{1,6}[ \t]/;

/**
 * Returns the edits after which the front matter can be read; none if it can be read already, if there is none above the
 * first heading, and where more than its fences is wrong.
 */
export function fenceEdits(text: string): TextEdit[] {
  if (readFrontMatter(text).document) {
    return [];
  }
  const opening = openingEdits(text);
  const edits = opening && [...opening.edits, ...closingEdits(text, opening.inside)];
  return edits && edits.length > 0 && readFrontMatter(applyEdits(text, edits)).document ? edits : [];
}

/** Returns whether lines above the first heading look like a record's front matter, readable or not. */
export function hasCardLines(text: string): boolean {
  return keyLine(text) !== undefined;
}

/** Offset of the first line above any heading that has one of the keys. */
function keyLine(text: string): number | undefined {
  for (let at = text.startsWith('\ufeff') ? 1 : 0, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    const line = lineText(text, at, next);
    if (KEY_LINE.test(line) || JOINED.test(line)) {
      return at;
    }
    if (HEADING.test(line)) {
      return undefined;
    }
  }
  return undefined;
}

/** What makes the first fence whole, and where the lines between the fences begin. */
function openingEdits(text: string): { readonly edits: TextEdit[]; readonly inside: number } | undefined {
  const inside = keyLine(text);
  if (inside === undefined) {
    return undefined;
  }
  const eol = lineEndOf(text);
  const joined = JOINED.exec(text.slice(inside, inside + 16));
  if (joined) {
    const end = inside + joined[0].length;
    return { edits: [{ start: inside, end, text: FENCE + eol }], inside: end };
  }
  const above = inside === 0 ? 0 : text.lastIndexOf('\n', inside - 2) + 1;
  const line = text.slice(above, lineEnd(text, above, inside)).replace(/^\ufeff/, '');
  const start = lineEnd(text, above, inside) - line.length;
  if (line === FENCE) {
    return { edits: [], inside };
  }
  const insert = { start: inside, end: inside, text: FENCE + eol };
  const replace = { start, end: start + line.length, text: FENCE };
  return { edits: [isNearFence(line) ? replace : insert], inside };
}

/** The first line that's nearly a fence becomes one; none does if a whole one comes first. */
function closingEdits(text: string, inside: number): TextEdit[] {
  for (let at = inside, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    const line = lineText(text, at, next);
    if (line.trimEnd() === FENCE) {
      return [];
    }
    if (isNearFence(line)) {
      return [{ start: at, end: at + line.length, text: FENCE }];
    }
    if (HEADING.test(line)) {
      return [{ start: at, end: at, text: FENCE + lineEndOf(text) }];
    }
  }
  return [];
}

/** One character too many, too few, or wrong. */
function isNearFence(written: string): boolean {
  const line = written.trim();
  const at = [...line].findIndex((character) => character !== '-');
  const without = at < 0 ? line : line.slice(0, at) + line.slice(at + 1);
  return /^-{2,4}$/.test(without) && line.length <= FENCE.length + 1;
}
