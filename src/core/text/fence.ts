/** Code fences at the margin, as CommonMark defines them: nothing between them is a heading or an entry. */

import { lineAfter, lineText } from './lines';

/** An open fence: the character and how many of it. */
export interface Fence {
  readonly marker: string;
}

/** Returns the fence that `line` opens, or undefined. `line` comes without its line ending; `indent` is the most spaces before it. */
export function openedFence(line: string, indent: number): Fence | undefined {
  const match = /^( *)(`{3,}|~{3,})(.*)$/s.exec(line);
  if (!match || match[1]!.length > indent || (match[2]!.startsWith('`') && match[3]!.includes('`'))) {
    return undefined;
  }
  return { marker: match[2]! };
}

/** Returns whether `line` closes `fence`: the same character, at least as often, nothing after it. */
export function closesFence(line: string, fence: Fence): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line);
  return match !== null && match[1]!.startsWith(fence.marker);
}

/** `opens` is a fence's first line, `inside` what follows, the line that closes it included. */
type FenceState = 'outside' | 'opens' | 'inside';

/** Follows fences from line to line. */
export class Fences {
  /** The one that is open behind the last line. */
  open: Fence | undefined;

  /** Takes the next line, without its line ending, and says its state. */
  take(line: string): FenceState {
    if (this.open) {
      this.open = closesFence(line, this.open) ? undefined : this.open;
      return 'inside';
    }
    this.open = openedFence(line, 3);
    return this.open ? 'opens' : 'outside';
  }
}

export interface FencedLine {
  /** Without its line ending. */
  readonly line: string;
  readonly at: number;
  /** Offset of the line after it. */
  readonly next: number;
  readonly standing: FenceState;
}

/** The lines between two offsets of a text, each with whether it opens, closes, or is inside a fence. */
export function* fencedLines(text: string, from: number, to = text.length): Generator<FencedLine> {
  const fences = new Fences();
  for (let at = from, next = at; at < to; at = next) {
    next = Math.min(lineAfter(text, at), to);
    const line = lineText(text, at, next);
    yield { line, at, next, standing: fences.take(line) };
  }
}
