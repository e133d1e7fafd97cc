/**
 * A postmortem as the lines that aren't blank, each with what's before it, and what a line is about: two versions of
 * it have the same key in the same section. Nothing of the text is missing in them.
 */

import { fencedLines } from '../../text/fence';

export interface Line {
  /** The line as it is, without its line ending. */
  readonly text: string;
  /** Blank lines above it, as they are. */
  readonly blanks: string;
  /** Its line ending; empty if the text ends with it. */
  readonly eol: string;
  /**
   * The same for lines that differ in white space alone, because a formatter may align a table, in cells that are still
   * empty, or in the number of a line of the record.
   */
  readonly same: string;
  /** The level 1 heading to 3 above it or itself, by its key; empty before the first. */
  readonly section: string;
  /** What it is about; see `keyOf`. */
  readonly key: string;
  /** Whether it is between two code fences or closes the second. */
  readonly fenced: boolean;
}

export interface PostmortemLines {
  readonly lines: readonly Line[];
  /** Blank lines at the end. */
  readonly tail: string;
}

/** Minimum number of characters of a line that no formatter aligns. */
const LONGEST = 10_000;

export function readLines(text: string): PostmortemLines {
  const lines: Line[] = [];
  let section = '';
  let gap = 0;
  for (const { line, at, next, standing } of fencedLines(text, 0)) {
    if (line.trim() === '') {
      continue;
    }
    const fenced = standing === 'inside';
    const same = line.length > LONGEST ? line : unaligned(line);
    const key = keyOf(same);
    if (!fenced && /^ {0,3}#{1,3}\s/.test(line)) {
      section = key;
    }
    lines.push({
      text: line,
      blanks: text.slice(gap, at),
      eol: text.slice(at + line.length, next),
      same,
      section,
      key,
      fenced,
    });
    gap = next;
  }
  return { lines, tail: text.slice(gap) };
}

function unaligned(line: string): string {
  const words = line.trim().replace(/\s+/g, ' ').replace(/-{3,}/g, '---');
  const row = words.startsWith('|') ? words.replace(/(?: \|)+$/, ' |') : words;
  return row.includes('](incident.md#L') ? row.replace(/\]\(incident\.md#L\d+\)/g, '](incident.md)') : row;
}

const DATE = /\d{4}-\d\d-\d\d (?=\d\d:\d\d)/g;
const SECONDS = /(\d\d:\d\d):\d\d/g;
/** The same time in the record's own zone. */
const LOCAL = / \(\d\d:\d\d\)$/;

/**
 * Returns what a line is about: of a heading the words before a bracket; of a row of the timeline its time of day and author, of
 * another row its first cell; of `- Status: resolved` its label; of a bar of the chart its name.
 */
function keyOf(same: string): string {
  if (same.startsWith('|')) {
    const [first = '', second = ''] = cellsOf(same, 2);
    const time = first.replace(LOCAL, '');
    return /\d\d:\d\d(?::\d\d)?$/.test(time) ? `| ${time.replace(DATE, '')} | ${second}` : `| ${headOf(first)}`;
  }
  const line = same.replace(DATE, '').replace(SECONDS, '$1');
  if (line.startsWith('#')) {
    return line.replace(/ \(.*/, '');
  }
  return (/^(?:[-*+] @\S+|.*?(?=: | :))/.exec(line) ?? [line])[0];
}

/** The head of the timeline's table was different in former versions. */
function headOf(first: string): string {
  return /^UTC(?: \(.*\))?$/.test(first) ? 'Time' : first;
}

/** Returns the first cells of a row, without white space around them. */
export function cellsOf(row: string, most: number): string[] {
  const cells: string[] = [];
  const inner = row.trim();
  for (let at = 1; at < inner.length && cells.length < most;) {
    let end = at;
    while (end < inner.length && inner[end] !== '|') {
      end += inner[end] === '\\' ? 2 : 1;
    }
    cells.push(inner.slice(at, end).trim());
    at = end + 1;
  }
  return cells;
}
