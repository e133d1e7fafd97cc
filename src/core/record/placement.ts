/** Inserts entries into a timeline and removes them: edits of whole lines that leave everybody else's lines alone. */

import { beginsWithMark, compareEntries, formatEntry, sameEntry, type Entry } from '../timeline/entry';
import { wholeSeconds } from '../time/instant';
import { MARK_LENGTH, type PlacedEntry } from '../timeline/entryHead';
import { lineAfter, lineEnd } from '../text/lines';
import { applyEdits, differenceOf, lineEndOf, type TextEdit } from '../text/textEdit';
import { headingSlip } from './timelineHeading';
import { readEntry, readTimeline, type Timeline } from '../timeline/timeline';

/** Returns the edit that puts `entry` where it belongs: after the last entry that isn't later. */
export function insertEntry(text: string, timeline: Timeline, entry: Entry): TextEdit {
  return insertBlock(text, timeline, [entry], indexAbove(text, timeline.entries, entry));
}

/**
 * Returns the edits that put all of the entries where they belong, as one after another would come there, in linear time. They're in
 * the order of their instants.
 */
export function insertEntries(text: string, timeline: Timeline, entries: readonly Entry[]): TextEdit[] {
  const earliest = earliestFrom(timeline.entries);
  const blocks = new Map<number, Entry[]>();
  let atOnce: { readonly entry: Entry; readonly above: number }[] = [];
  for (const entry of entries) {
    atOnce = atOnce[0]?.entry.instant === entry.instant ? atOnce : [];
    // One of them that isn't after this one is above it, wherever that went.
    const least = atOnce.reduce(
      (most, other) => (isAfter(other.entry, entry) ? most : Math.max(most, other.above)),
      -1,
    );
    let above = lastNotAfter(earliest, entry.instant);
    while (above > least && isLater(text, timeline.entries[above]!, entry)) {
      above -= 1;
    }
    atOnce.push({ entry, above });
    const block = blocks.get(above) ?? [];
    const index = block.findLastIndex((other) => !isAfter(other, entry));
    if (index + 1 === block.length) {
      block.push(entry);
    } else {
      block.splice(index + 1, 0, entry);
    }
    blocks.set(above, block);
  }
  return [...blocks].map(([above, block]) => insertBlock(text, timeline, block, above));
}

/** For each of the entries the earliest instant from it on. */
function earliestFrom(entries: readonly PlacedEntry[]): number[] {
  const earliest = entries.map(({ instant }) => instant);
  for (let index = earliest.length - 2; index >= 0; index -= 1) {
    earliest[index] = Math.min(earliest[index]!, earliest[index + 1]!);
  }
  return earliest;
}

/** Index of the last one that isn't after `instant`, in a list that never falls; -1 if there is none. */
function lastNotAfter(instants: readonly number[], instant: number): number {
  let [from, to] = [0, instants.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (instants[middle]! <= instant) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from - 1;
}

/** Returns the edit that puts entries, in their order, below the one at `above`, or before all if that is -1. */
function insertBlock(text: string, timeline: Timeline, block: readonly Entry[], above: number): TextEdit {
  const eol = lineEndOf(text);
  const written = writtenIn(block, eol);
  const { entries } = timeline;
  const next = entries[above + 1];
  if (next) {
    return insertion(next.start, written + eol);
  }
  // The fence would swallow the entry: it is closed first.
  const closing = timeline.unclosed ? timeline.unclosed.marker + eol : '';
  if (!timeline.found) {
    const repaired = withHeading(text, timeline);
    if (repaired) {
      const after = applyEdits(repaired.text, insertEntries(repaired.text, repaired.timeline, block));
      return differenceOf(text, after);
    }
    const gap = text === '' || text.endsWith('\n') ? '' : eol;
    return insertion(text.length, `${gap}${closing}${eol}## Timeline${eol}${eol}${written}${eol}`);
  }
  const last = entries[above];
  const end = endOfLines(text, last ? last.start : timeline.start, timeline.end);
  // The words of an underlined heading right below would only continue the entry.
  const headed = timeline.end === text.length || /^ *#/.test(text.slice(timeline.end, timeline.end + 4));
  const apart = headed || lineAfter(text, end) < timeline.end ? '' : eol;
  if (last) {
    return insertion(end, eol + closing + written + apart);
  }
  if (end > timeline.start) {
    return insertion(end, eol + closing + eol + written + apart);
  }
  const gap = text[timeline.start - 1] === '\n' ? '' : eol;
  return insertion(timeline.start, gap + eol + written + eol + (headed ? '' : eol));
}

/** How many entries are joined at once. */
const PIECE = 500;

/** Returns the entries below each other. Thousands of them are joined in pieces, so that each is soon one text and not many parts. */
function writtenIn(block: readonly Entry[], eol: string): string {
  let written = '';
  for (let at = 0; at < block.length; at += PIECE) {
    const piece = block.slice(at, at + PIECE).map((entry) => formatEntry(entry, eol));
    written += (at === 0 ? '' : eol) + piece.join(eol);
  }
  return written;
}

/** The text with the heading that is nearly there, so that its entries aren't left above a second one; undefined without one. */
function withHeading(text: string, { findings }: Timeline): { text: string; timeline: Timeline } | undefined {
  const from = findings.find(({ code }) => code === 'noTimeline')?.start ?? 0;
  const slip = headingSlip(text, from);
  const repaired = slip && applyEdits(text, [slip]);
  const timeline = repaired === undefined ? undefined : readTimeline(repaired, from);
  return repaired !== undefined && timeline?.found ? { text: repaired, timeline } : undefined;
}

/** Returns the edit that takes the entry's own lines away; lines that were only below it stay, with the entry above. */
export function removeEntry(text: string, placed: PlacedEntry): TextEdit {
  const end = lineAfter(text, placed.end);
  // The last line of a text may lack its line ending: then the one before it goes, as it came with the entry.
  const start = end === placed.end ? lineEnd(text, 0, placed.start) : placed.start;
  return { start, end, text: '' };
}

/** Returns the edits that put `entry` where `placed` was, or to its new place when the instant moved it past another. */
export function replaceEntry(text: string, timeline: Timeline, placed: PlacedEntry, entry: Entry): TextEdit[] {
  const signs = signEdits(text, placed, entry);
  if (signs) {
    return signs;
  }
  const index = timeline.entries.indexOf(placed);
  const above = indexAbove(text, timeline.entries, entry);
  if (entry.instant === placed.instant || above === index || above === index - 1) {
    return [{ start: placed.start, end: placed.end, text: formatEntry(entry, lineEndOf(text)) }];
  }
  return [removeEntry(text, placed), insertEntry(text, timeline, entry)];
}

/** Returns the edits of the box and the mark alone; undefined if more than a sign differs. */
function signEdits(text: string, placed: PlacedEntry, entry: Entry): TextEdit[] | undefined {
  const old = readEntry(text, placed);
  const isMarked = entry.important === true;
  const marks = placed.important !== isMarked;
  const sameBox = (old.ticked === undefined) === (entry.ticked === undefined);
  // Without its mark the text would begin with one.
  if (!sameEntry(old, entry) || !sameBox || (marks && !isMarked && beginsWithMark(old))) {
    return undefined;
  }
  const box = text.indexOf('[', placed.start) + 1;
  const { textStart } = placed;
  return [
    ...(old.ticked === entry.ticked ? [] : [{ start: box, end: box + 1, text: entry.ticked ? 'x' : ' ' }]),
    ...(marks
      ? [isMarked ? insertion(textStart, ' !') : { start: textStart - MARK_LENGTH, end: textStart, text: '' }]
      : []),
  ];
}

/** Returns the entry's place, or undefined. Box and mark need not match. */
export function findEntry(text: string, timeline: Timeline, entry: Entry): PlacedEntry | undefined {
  return timeline.entries.find(
    (placed) =>
      placed.instant === entry.instant && placed.author === entry.author && sameEntry(readEntry(text, placed), entry),
  );
}

/**
 * Returns the entry with an instant that its author hasn't used yet: its own, or the first free second after it. Lines whose time
 * is only known by the minute may share it, where the record's `text` says that they're not the same line.
 */
export function atFreeInstant(timeline: Timeline, entry: Entry, text?: string): Entry {
  const { minute, ...exact } = entry;
  if (minute && entry.kind === 'TL' && text !== undefined && !findEntry(text, timeline, entry)) {
    return entry;
  }
  let instant = wholeSeconds(entry.instant);
  const taken = new Set<number>();
  for (const placed of timeline.entries) {
    if (placed.author === entry.author && placed.instant >= instant) {
      taken.add(placed.instant);
    }
  }
  while (taken.has(instant)) {
    instant += 1000;
  }
  return instant === entry.instant ? entry : { ...exact, instant };
}

/** Index of the last entry that isn't later than `entry`; -1 if there is none. */
function indexAbove(text: string, entries: readonly PlacedEntry[], entry: Entry): number {
  let index = entries.length - 1;
  while (index >= 0 && isLater(text, entries[index]!, entry)) {
    index--;
  }
  return index;
}

function isLater(text: string, placed: PlacedEntry, entry: Entry): boolean {
  return placed.instant === entry.instant
    ? entry.minute !== true && isAfter(readEntry(text, placed), entry)
    : placed.instant > entry.instant;
}

/** Returns whether `other` comes after an entry that is put below it. */
function isAfter(other: Entry, entry: Entry): boolean {
  return other.instant === entry.instant
    ? entry.minute !== true && compareEntries(other, entry) > 0
    : other.instant > entry.instant;
}

/** Offset where the last line that isn't blank ends, before its line ending; `from` where all are blank. */
function endOfLines(text: string, from: number, to: number): number {
  const filled = text.slice(from, to).trimEnd().length;
  return filled === 0 ? from : lineEnd(text, from + filled, lineAfter(text, from + filled));
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
