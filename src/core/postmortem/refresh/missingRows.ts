/**
 * Adds the rows and action items that a postmortem lacks, if it can't be merged. Never changes or removes a line. Because
 * nobody knows what was generated last, a row that somebody deleted comes back.
 */

import type { MergedLines } from './mergedLines';
import { cellsOf, type Line } from './postmortemLines';

const ROW = /^\|(?! *:?-)/;
const TIME = /^(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d(?::\d\d)?)(?: \(\d\d:\d\d\))?$/;

/**
 * Puts the missing rows into `merged`, but for those of the last draft; returns those whose table is gone.
 */
export function addMissingRows(merged: MergedLines, fresh: readonly Line[], last: readonly Line[]): Line[] {
  const rows = fresh.map((line, index) => ({ line, index })).filter(({ line }) => ROW.test(line.text));
  const timeline = rows.filter(({ line }) => whenOf(line) !== undefined);
  const actions = tableOf(fresh, ['## Action items'], ['| Action |'])
    .map(({ line, at }) => ({ line, index: at }))
    .filter(({ line }) => ROW.test(line.text))
    .slice(1);
  const homeless: Line[] = [];

  const seen = [...merged.own, ...last];
  const told = new Set(seen.flatMap((line) => (ROW.test(line.text) ? namesOf(line) : [])));
  const missing = timeline.filter(({ line }) => !isTold(told, line));
  const table = tableOf(merged.own, ['## Incident timeline', '## Timeline'], ['| UTC', '| Time |']);
  let slot = table.findIndex((line) => whenOf(line.line) !== undefined);
  slot = slot < 0 ? table.length : slot;
  for (const { line, index } of missing) {
    if (table.length === 0) {
      homeless.push(line);
      continue;
    }
    while (slot < table.length && !isLater(table[slot]!.line, line)) {
      slot++;
    }
    merged.add(table[slot - 1]!.at + 1, { text: line.text, apart: false, index });
  }

  const known = new Set(seen.filter(({ text }) => ROW.test(text)).map(({ same }) => cellsOf(same, 1)[0]));
  const list = tableOf(merged.own, ['## Action items'], ['| Action |']);
  for (const { line, index } of actions.filter(({ line }) => !known.has(cellsOf(line.same, 1)[0]))) {
    if (list.length === 0) {
      homeless.push(line);
    } else {
      merged.add(list.at(-1)!.at + 1, { text: line.text, apart: false, index });
    }
  }
  return homeless;
}

interface Placed {
  readonly line: Line;
  readonly at: number;
}

/** Returns the table's lines: the first in its section, or wherever its head is. */
function tableOf(own: readonly Line[], sections: readonly string[], heads: readonly string[]): Placed[] {
  const isRow = (line: Line): boolean => line.text.startsWith('|') && !line.fenced;
  const headed = own.findIndex((line) => isRow(line) && heads.some((head) => line.same.startsWith(head)));
  const first = headed >= 0 ? headed : own.findIndex((line) => isRow(line) && sections.includes(line.section));
  if (first < 0) {
    return [];
  }
  const end = own.findIndex((line, at) => at > first && (!isRow(line) || line.blanks !== ''));
  return own.slice(first, end < 0 ? own.length : end).map((line, index) => ({ line, at: first + index }));
}

function whenOf(row: Line): { readonly date: string | undefined; readonly time: string } | undefined {
  const [, date, time] = TIME.exec(cellsOf(row.same, 1)[0] ?? '') ?? [];
  return time === undefined ? undefined : { date, time };
}

/** Returns what a row of the timeline is known by: its date, time and author; also without the date, and as one that has none. */
function namesOf(row: Line): string[] {
  const when = whenOf(row);
  const [, who] = cellsOf(row.same, 2);
  const any = when && `${when.time} ${who}`;
  return any === undefined ? [] : [any, `${when?.date ?? 'no date'} ${any}`];
}

/** Where one of both has no date, the time of day decides. */
function isTold(told: ReadonlySet<string>, row: Line): boolean {
  const [any, exact] = namesOf(row) as [string, string];
  return told.has(exact) || (whenOf(row)!.date === undefined ? told.has(any) : told.has(`no date ${any}`));
}

function isLater(row: Line, than: Line): boolean {
  const [one, other] = [whenOf(row), whenOf(than)!];
  if (!one) {
    return false;
  }
  return one.date !== undefined && other.date !== undefined && one.date !== other.date
    ? one.date > other.date
    : one.time > other.time;
}
