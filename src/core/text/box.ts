/** The checkbox of a list item, `- [ ] step` or `1. [x] step`. Nothing else in the code knows what it looks like. */

export interface Box {
  readonly ticked: boolean;
  /** Offset in the line of the one character between the brackets. */
  readonly at: number;
  /** What follows the box, as it is written. */
  readonly words: string;
}

/** The box alone, for patterns; its one group is the character between the brackets. */
export const BOX = String.raw`\[([ xX])\]`;
/** A list's bullet or number. */
const MARKER = String.raw`(?:[-*+]|\d{1,9}[.)])`;
const ITEM = new RegExp(String.raw`^\s*${MARKER}[ \t]+${BOX}[ \t]+`);

/** Returns the box that a line begins with, however deep its item is and whatever bullet it has; undefined if there is none. */
export function readBox(line: string): Box | undefined {
  const match = ITEM.exec(line);
  if (!match) {
    return undefined;
  }
  return { ticked: match[1] !== ' ', at: match[0].indexOf('[') + 1, words: line.slice(match[0].length) };
}
