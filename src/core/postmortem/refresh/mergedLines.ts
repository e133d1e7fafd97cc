/**
 * A text that's changed line by line: lines are replaced or removed, new ones are inserted, and everything else stays byte for
 * byte. Knows blank lines and line endings, not why a line changes.
 */

import { readLines, type Line, type PostmortemLines } from './postmortemLines';
import { lineEndOf } from '../../text/textEdit';

/** A new line; `apart` is whether a blank line is above it. */
interface Added {
  readonly text: string;
  readonly apart: boolean;
  /** Its index in the fresh draft. */
  readonly index: number;
}

export class MergedLines {
  readonly own: readonly Line[];
  readonly #tail: string;
  readonly #eol: string;
  readonly #replaced = new Map<number, string>();
  readonly #removed = new Set<number>();
  /** New lines by the line of one's own before which they are; its end is one more. */
  readonly #added = new Map<number, Added[]>();
  /** Whether a line has a blank line above it, where that changes. */
  readonly #apart = new Map<number, boolean>();
  /** The index that a line has in the fresh draft. */
  readonly #fresh = new Map<number, number>();
  #starts: number[] = [];
  #ends: number[] = [];

  constructor(text: string) {
    const { lines, tail }: PostmortemLines = readLines(text);
    this.own = lines;
    this.#tail = tail;
    this.#eol = lineEndOf(text);
  }

  /** The line is the fresh draft's line `index`, or was one. */
  keep(at: number, index: number): void {
    this.#fresh.set(at, index);
  }

  replace(at: number, text: string): void {
    this.#replaced.set(at, text);
  }

  remove(at: number): void {
    this.#removed.add(at);
  }

  setApart(at: number, apart: boolean): void {
    this.#apart.set(at, apart);
  }

  /** Puts a line before the line `slot` and after what was put there before. */
  add(slot: number, added: Added): void {
    const there = this.#added.get(slot);
    if (there) {
      there.push(added);
    } else {
      this.#added.set(slot, [added]);
    }
  }

  /** The same at the head of what's from `slot` on: the blank line above that line comes above the new one. */
  addAtHead(slot: number, added: Added): void {
    const apart = this.own[slot]!.blanks !== '' && this.#apart.get(slot) !== false && !this.#added.has(slot);
    this.add(slot, apart ? { ...added, apart } : added);
    if (apart) {
      this.#apart.set(slot, false);
    }
  }

  join(): string {
    const parts: string[] = [];
    let length = 0;
    let before = -1;
    let carried = '';
    let ended = true;
    this.#starts = [];
    this.#ends = [];
    const put = (blanks: string, line: string, eol: string, index: number): number => {
      const above = (ended ? '' : this.#eol) + (blanks === '' ? carried : blanks);
      parts.push(above, line, eol);
      const start = length + above.length;
      length = start + line.length + eol.length;
      [carried, before, ended] = ['', index, eol !== ''];
      return start;
    };
    for (let at = 0; at <= this.own.length; at++) {
      for (const { apart, text, index } of this.#added.get(at) ?? []) {
        put(apart && length > 0 ? this.#eol : '', text, this.#eol, index);
      }
      const line = this.own[at];
      if (line && this.#removed.has(at)) {
        carried ||= line.blanks;
        this.#starts[at] = this.#ends[at] = length;
      } else if (line) {
        const text = this.#replaced.get(at) ?? line.text;
        this.#starts[at] = put(this.#blanksOf(at, before), text, line.eol, this.#fresh.get(at) ?? -1);
        this.#ends[at] = length - line.eol.length;
      }
    }
    return parts.join('') + this.#tail;
  }

  /** Where the lines from `from` to before `to` are in the text that was joined last. */
  rangeOf(from: number, to: number): { start: number; end: number } {
    const start = this.#starts[from] ?? this.#ends.at(-1) ?? 0;
    return { start, end: to > from ? Math.max(start, this.#ends[to - 1]!) : start };
  }

  #blanksOf(at: number, before: number): string {
    const { blanks } = this.own[at]!;
    const apart = this.#apart.get(at);
    if (apart === true) {
      return blanks || this.#eol;
    }
    // What somebody put above the line mustn't be glued to it.
    return apart === false && (this.#added.has(at) || before === this.#fresh.get(at)! - 1) ? '' : blanks;
  }
}
