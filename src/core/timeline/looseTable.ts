/** Rows of tables that people write by hand, with a time in one of the first cells: `| 14:07 | lee | calm |`. */

import { withoutEmphasis, wordsBehindTime } from './looseTime';
import { isDayAlone } from './writtenDays';

/** The heads of the columns of the table that is read downwards. */
export class TableAbove {
  #last: string[] | undefined;
  #columns: string[] | undefined;

  /** The heads of the line's columns; none where they aren't known. */
  take(line: string): readonly string[] | undefined {
    const cells = /^ ?\|/.test(line) ? cellsOf(line) : undefined;
    if (cells?.every((cell) => /^:?-+:?$/.test(cell))) {
      this.#columns = this.#last;
    } else if (!cells) {
      this.#columns = undefined;
    }
    this.#last = cells;
    return this.#columns;
  }
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

/** What a row says: as a line, and who did it. */
export interface TimedRow {
  readonly head: string;
  /** Whether it is a time and nothing else. */
  readonly bare: boolean;
  readonly author?: string;
}

/** Heads of columns that say who did something. */
const WHO = /^(?:who|by|names?|person|people|authors?|users?|nick|speaker|actor|responder|wer|von|qui|par)\b/i;
const NICK = /^@?[\w.-]{2,40}$/;
/** Of a row's cells only the first ones may be its time. */
const FIRST_CELLS = 4;

/** A row of a table with its time in one of the first cells: what stands before it goes behind it, but for its number. */
export function rowAt(line: string, columns: readonly string[] | undefined): TimedRow | undefined {
  const cells = cellsOf(line);
  const at = cells
    .slice(0, FIRST_CELLS)
    .findIndex((cell) => wordsBehindTime(withoutEmphasis(cell).replace(/^[~\u2248]\s?/, '')) === '');
  if (at < 0) {
    return undefined;
  }
  const time = withoutEmphasis(cells[at]!);
  const day = cells.slice(0, at).find((cell) => isDayAlone(cell));
  const others = cells.flatMap((cell, index) => {
    const isNumber = index < at && /^#?\d{1,4}$/.test(cell);
    return cell === '' || index === at || isNumber || (index < at && cell === day) ? [] : [{ cell, index }];
  });
  // Without heads it's the first of several words.
  const who = others.find(({ cell, index }, place) => {
    return NICK.test(cell) && (columns ? WHO.test(columns[index] ?? '') : place === 0);
  });
  const author = others.length > 1 ? who?.cell.replace('@', '') : undefined;
  const words = others.filter((other) => author === undefined || other !== who).map(({ cell }) => cell);
  const head = [...(day === undefined ? [] : [day]), time, ...words].join(' ');
  return { head, bare: words.length === 0, ...(author !== undefined && { author }) };
}
