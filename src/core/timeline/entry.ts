/**
 * One entry of a timeline, and how it's written: the grammar of the line, and the rules for its text. Doesn't know where in a
 * record it is.
 */

import { formatInstant } from '../time/instant';

/** `- [ ] 2026-11-20T15:25:10Z @lee TODO: alert when a load balancer has no listener` */
export interface Entry {
  /** Milliseconds since the epoch, UTC, whole seconds when the tool wrote it. */
  readonly instant: number;
  /** The handle without `@`, no white space: `lee`. */
  readonly author: string;
  /** Upper-case letters: `TL`, `MILESTONE`, `TODO`. */
  readonly kind: string;
  /** Between kind and colon, without `:` and line endings: `identified?`; empty if there is none. */
  readonly qualifier: string;
  /** Normalised markdown, lines joined by `\n`; see `normaliseText`. */
  readonly text: string;
  /** Whether the time is only known by the minute: then it's written without seconds. Not part of the entry's identity. */
  readonly minute?: true;
  /** Whether the box is checked; absent if the entry has no box. Not part of the entry's identity. */
  readonly ticked?: boolean;
  /** Whether it's marked as important. Not part of the entry's identity. */
  readonly important?: true;
}

/** Kinds that have no mark: they're always shown, or version 0.1.0 reads their text back. */
const UNMARKED: ReadonlySet<string> = new Set([
  ...['MILESTONE', 'UPDATE', 'ROLE', 'SEVERITY', 'CHECK', 'SNOOZE', 'INFORMED', 'RETRACT'],
]);
const MARK = /^![ \t\n]?$/;

/** A line that begins like one of these reads as a block of its own, so it doesn't share the entry's line. */
const BLOCK = /^(?:```|~~~|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|>|\||#{1,6}(?:\s|$))/;

/** Returns whether an entry of this kind can be marked as important. */
export function isMarkable(kind: string): boolean {
  return !UNMARKED.has(kind);
}

/** Returns the entry with the mark that its text begins with as a mark: `! it was the deploy`. */
export function withTypedMark(entry: Entry): Entry {
  return beginsWithMark(entry) ? { ...entry, text: entry.text.slice(1).trimStart(), important: true } : entry;
}

/** Returns whether what the text begins with would be read as a mark. */
export function beginsWithMark({ kind, text }: Pick<Entry, 'kind' | 'text'>): boolean {
  return isMarkable(kind) && text.charCodeAt(0) === 33 /* ! */ && MARK.test(text.slice(0, 2));
}

/**
 * Returns the entry as it is written, without a line ending after it: `- 2026-11-20T15:11:04Z @lee TL: listeners are missing`,
 * further lines indented by two spaces. `eol` is the record's own line ending.
 */
export function formatEntry(entry: Entry, eol: string): string {
  const box = entry.ticked === undefined ? '' : entry.ticked ? '[x] ' : '[ ] ';
  const qualifier = entry.qualifier === '' ? '' : ` ${entry.qualifier}`;
  const instant = formatInstant(entry.instant);
  const time = entry.minute && instant.endsWith(':00Z') ? `${instant.slice(0, 16)}Z` : instant;
  const mark = entry.important && isMarkable(entry.kind) ? ' !' : '';
  const head = `- ${box}${time} @${entry.author} ${entry.kind}${qualifier}:${mark}`;
  if (entry.text === '') {
    return head;
  }
  // A text that begins with the mark's sign isn't marked by it.
  const isApart = BLOCK.test(entry.text) || (mark === '' && beginsWithMark(entry));
  if (!isApart && !entry.text.includes('\n')) {
    return `${head} ${entry.text}`;
  }
  const continued = entry.text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
  return isApart
    ? [head, ...continued].join(eol)
    : [`${head} ${entry.text.split('\n', 1)[0]!}`, ...continued.slice(1)].join(eol);
}

/** Returns whether both are the same entry: box and mark don't count. */
export function sameEntry(a: Entry, b: Entry): boolean {
  return compareEntries(a, b) === 0 && a.kind === b.kind && a.qualifier === b.qualifier;
}

/** Returns the order of a timeline: by instant, then author, then text (by code units, the same on every machine). */
export function compareEntries(a: Entry, b: Entry): number {
  return a.instant - b.instant || compareText(a.author, b.author) || compareText(a.text, b.text);
}

/** Returns the order of characters, the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
