/**
 * Cuts a page of markdown into parts that remark reads one by one, so that a long timeline costs what its lines cost:
 * paragraphs, items of lists, and rows of tables by the dozen.
 */

import { closesFence, openedFence, type Fence } from '../text/fence';

export interface PagePart {
  readonly text: string;
  /** What it continues with of the part before. */
  readonly joins?: 'list' | 'table';
}

/** Rows of a table in one part. */
const ROWS = 40;
const ITEM = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const DELIMITERS = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const DEFINITION = /^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S/;
const MOST_DEFINITIONS = 200;

/** In their order; each has the addresses that its links may name. */
export function pageParts(markdown: string): PagePart[] {
  const cutter = new Cutter();
  const definitions: string[] = [];
  for (const line of markdown.split('\n')) {
    const isInside = cutter.take(line);
    if (!isInside && definitions.length < MOST_DEFINITIONS && DEFINITION.test(line)) {
      definitions.push(line);
    }
  }
  const parts = cutter.parts();
  return definitions.length === 0
    ? parts
    : parts.map((part) =>
        part.text.includes('[') ? { ...part, text: `${part.text}\n\n${definitions.join('\n')}` } : part,
      );
}

class Cutter {
  readonly #parts: PagePart[] = [];
  #lines: string[] = [];
  #joins: PagePart['joins'];
  #fence: (Fence & { readonly isIndented: boolean }) | undefined;
  /** The first two lines of the table that's in progress. */
  #head: readonly string[] | undefined;
  #rows = 0;
  /** Whether the part is an item of a list. */
  #isItem = false;

  /** Returns whether the line is inside a fence. */
  take(line: string): boolean {
    // A list's item ends where the margin is written to, and its fence with it.
    if (this.#fence && !(this.#fence.isIndented && /^\S/.test(line))) {
      this.#lines.push(line);
      this.#fence = closesFence(line, this.#fence) ? undefined : this.#fence;
      return true;
    }
    const fence = openedFence(line, 3);
    this.#fence = fence && { ...fence, isIndented: /^ {2}/.test(line) };
    this.#followTable(line);
    const isItem = ITEM.test(line);
    if (isItem || /^#{1,6}(?:[ \t]|$)/.test(line) || (/^\S/.test(line) && this.#lines.at(-1)?.trim() === '')) {
      const joins = isItem && this.#isItem ? 'list' : undefined;
      this.#cut(joins);
      this.#isItem = isItem;
    }
    this.#lines.push(line);
    return false;
  }

  parts(): PagePart[] {
    this.#cut(undefined);
    return this.#parts;
  }

  #followTable(line: string): void {
    if (this.#head && line.includes('|')) {
      this.#rows++;
      if (this.#rows > ROWS) {
        const head = this.#head;
        this.#cut('table');
        this.#lines.push(...head);
        this.#rows = 1;
      }
      return;
    }
    const above = this.#lines.at(-1);
    this.#head = above?.includes('|') && DELIMITERS.test(line) ? [above, line] : undefined;
    this.#rows = 0;
  }

  #cut(joins: PagePart['joins']): void {
    const text = this.#lines.join('\n');
    if (text.trim() !== '') {
      this.#parts.push({ text, ...(this.#joins && { joins: this.#joins }) });
    }
    this.#lines = [];
    this.#joins = joins;
  }
}
