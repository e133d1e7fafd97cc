/** The lines of a text by offset, whatever its line endings. Nothing is split or copied before it's needed. */

/** Codes of the characters that a line of a record can begin with. */
export const TAB = 9;
export const LINE_FEED = 10;
const RETURN = 13;
export const SPACE = 32;
export const HASH = 35;
export const STAR = 42;
export const PLUS = 43;
export const HYPHEN = 45;
export const COLON = 58;
export const EQUALS = 61;
export const AT = 64;
export const BACKTICK = 96;
export const TILDE = 126;

/** Offset of the line after the one at `at`. */
export function lineAfter(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed + 1;
}

/** Offset where the line's characters end, before its line ending; `next` is the offset of the line after it. */
export function lineEnd(text: string, at: number, next: number): number {
  let end = next;
  if (end > at && text.charCodeAt(end - 1) === LINE_FEED) {
    end--;
    if (end > at && text.charCodeAt(end - 1) === RETURN) {
      end--;
    }
  }
  return end;
}

/** Returns the line without its line ending. */
export function lineText(text: string, at: number, next: number): string {
  return text.slice(at, lineEnd(text, at, next));
}
