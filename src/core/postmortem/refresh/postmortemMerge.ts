/**
 * Refreshes a postmortem that people have edited: a three-way merge, line by line, of the text that was generated last,
 * the file as it is and a fresh draft. Everything that a person wrote, changed or deleted stays so.
 *
 * `text/lineMerge.ts` can't serve here: it treats both sides alike and gives up where both changed a line, so that two clones
 * come to the same bytes. Here one side is a person, who always wins, and lines are found again by what they are about.
 */

import { reasonOf } from '../../text/reason';
import { CORE_SENTENCES } from '../../text/sentences';
import { matchLines, risingRun } from '../../text/lineMatch';
import { MergedLines } from './mergedLines';
import { addMissingRows } from './missingRows';
import { placeNewLines } from './newLines';
import { readLines, type Line } from './postmortemLines';
import { inShapeOf, type FormerHeadings } from './sectionShape';

/** A line of the fresh draft that isn't in the text, because a person's words win. */
interface MergeFinding {
  /**
   * `keptWords`: the fact changed, and so had a person its line. `staysDeleted`: the fact changed, its line was deleted.
   * `leftOut`: the fact is new, but the part in which it would be was deleted.
   */
  readonly code: 'keptWords' | 'staysDeleted' | 'leftOut';
  /** One sentence for the person who reads the postmortem. */
  readonly message: string;
  /** The line that wasn't written. */
  readonly fresh: string;
  /** Where it would have was, as offsets into the merged text. */
  readonly start: number;
  readonly end: number;
}

export interface MergedPostmortem {
  /** With the line endings of `current`. */
  readonly text: string;
  /** In the order of the fresh draft. */
  readonly findings: readonly MergeFinding[];
}

/**
 * The postmortem `current` with the facts of `fresh`. `base` is the draft from which `current` was made or refreshed last,
 * as it was generated; if it can't be had, missing rows are added alone. Where the base has its sections in another
 * shape, they are brought into the one of `fresh` first. Merging again with `fresh` as the base changes nothing.
 */
export function mergePostmortem(
  base: string | undefined,
  current: string,
  fresh: string,
  former: FormerHeadings = new Map(),
): MergedPostmortem {
  if (base === undefined) {
    return addMissing(undefined, current, fresh);
  }
  const shaped = inShapeOf(base, current, fresh, former);
  const merged = new MergedLines(shaped.current);
  const now = readLines(fresh).lines;
  // The name of the base is written by the tool, and stays whatever the drafts say.
  const old = readLines(shaped.base).lines.filter(({ section, text }) => section !== '' || !/^base:/.test(text));
  return finished(merged, mergeDrafts(merged, old, now));
}

/**
 * Returns the postmortem `current` with the rows of the timeline and the action items of `fresh` that it doesn't have; no line is
 * replaced. What the draft `last` had, if there is one, was deleted by a person and stays so.
 */
export function addMissing(last: string | undefined, current: string, fresh: string): MergedPostmortem {
  const merged = new MergedLines(current);
  const homeless = addMissingRows(merged, readLines(fresh).lines, last === undefined ? [] : readLines(last).lines);
  return finished(
    merged,
    homeless.map((line) => ({ code: 'leftOut', line, from: merged.own.length, to: merged.own.length })),
  );
}

/** A line that isn't written, and between which of one's own lines it would be. */
interface Unwritten {
  readonly code: MergeFinding['code'];
  readonly line: Line;
  readonly from: number;
  readonly to: number;
}

/** The two drafts next to one's own lines; indexes of lines, -1 for none. */
interface Comparison {
  readonly merged: MergedLines;
  readonly old: readonly Line[];
  readonly now: readonly Line[];
  /** Where each line of the last draft is among one's own. */
  readonly here: Int32Array;
  /** Whether a line of one's own came from the last draft. */
  readonly drafted: readonly boolean[];
  /** Where each line of the fresh draft is, as it was or to be replaced. */
  readonly placed: Int32Array;
  /** Whether the last draft had the line, in this or in another version. */
  readonly known: boolean[];
}

function mergeDrafts(merged: MergedLines, old: readonly Line[], now: readonly Line[]): Unwritten[] {
  const here = matchLines(old.map(same), merged.own.map(same));
  const kept = new Set(here);
  const comparison: Comparison = {
    ...{ merged, old, now, here },
    drafted: merged.own.map((_, at) => kept.has(at)),
    placed: new Int32Array(now.length).fill(-1),
    known: new Array<boolean>(now.length).fill(false),
  };
  return [...refreshLines(comparison), ...addLines(comparison)];
}

/** Brings the lines of the last draft to the fresh one where nobody touched them. */
function refreshLines({ merged, old, now, here, drafted, placed, known }: Comparison): Unwritten[] {
  const { own } = merged;
  const versions = pairVersions(old, now);
  const moved = movedIn(versions);
  const gaps = gapsOf(here, own.length);
  const unwritten: Unwritten[] = [];
  for (const [index, before] of old.entries()) {
    const at = here[index]!;
    const version = versions[index]!;
    const line = now[version];
    if (!line || (moved[index] && at >= 0)) {
      if (at >= 0 && (line || !headsOwnWords(own, drafted, at))) {
        merged.remove(at);
      }
      continue;
    }
    known[version] = true;
    if (at >= 0) {
      placed[version] = at;
      merged.keep(at, version);
      refreshLine(merged, at, before, line);
    } else if (line.same !== before.same && !isPrompt(line)) {
      unwritten.push(changedByPerson(line, gaps[index]!));
    }
  }
  return unwritten;
}

function refreshLine(merged: MergedLines, at: number, before: Line, line: Line): void {
  const own = merged.own[at]!;
  // What is the same all but for a line's number is written again only where nobody touched it.
  if (line.same !== before.same || (line.text !== before.text && own.text === before.text)) {
    merged.replace(at, line.text);
  }
  const apart = line.blanks !== '';
  if (apart !== (before.blanks !== '') && apart === (own.blanks === '')) {
    merged.setApart(at, apart);
  }
}

/** Adds the lines that only the fresh draft has. */
function addLines({ merged, now, placed, known, drafted }: Comparison): Unwritten[] {
  const { own } = merged;
  const unwritten: Unwritten[] = [];
  const spare = new Set(own.filter((_, at) => !drafted[at]).map(same));
  for (const [index, place] of placeNewLines({ own, fresh: now, placed, known, drafted })) {
    const line = now[index]!;
    if (isFact(line) && spare.has(line.same)) {
      continue;
    }
    if (!place) {
      unwritten.push({ code: 'leftOut', line, from: own.length, to: own.length });
      continue;
    }
    const added = { text: line.text, apart: line.blanks !== '', index };
    if (place.how === 'head') {
      merged.addAtHead(place.slot, added);
    } else {
      merged.add(place.slot, added);
    }
    if (place.how === 'above') {
      merged.setApart(place.slot, true);
    }
  }
  return unwritten;
}

function changedByPerson(line: Line, [from, to]: readonly [number, number]): Unwritten {
  return { code: from < to ? 'keptWords' : 'staysDeleted', line, from, to };
}

/** Returns whether it is the heading of a section in which people wrote: their words keep it, whatever the drafts say. */
function headsOwnWords(own: readonly Line[], drafted: readonly boolean[], at: number): boolean {
  if (!isHeading(own[at]!)) {
    return false;
  }
  const next = own.findIndex((line, index) => index > at && isHeading(line));
  return own.slice(at, next < 0 ? own.length : next).some((_, index) => !drafted[at + index]);
}

function isHeading({ text, fenced }: Line): boolean {
  return !fenced && /^ {0,3}#{2,3}\s/.test(text);
}

/** Returns whether a line asks a person for something: one that was answered or deleted isn't asked again in other words. */
function isPrompt({ same: words, fenced }: Line): boolean {
  return !fenced && /^_.+_$/.test(words);
}

/** Returns whether a line says something of its own, so that nobody wants it twice. */
function isFact({ text, fenced }: Line): boolean {
  return !fenced && /^(?:- |\|(?! *:?-))/.test(text);
}

function same(line: Line): string {
  return line.same;
}

/** For each line of the last draft its version in the fresh one: the same line, or the one about the same; -1 for none. */
function pairVersions(old: readonly Line[], now: readonly Line[]): Int32Array {
  const versions = matchLines(old.map(same), now.map(same));
  const taken = new Set(versions);
  for (const name of [
    ({ section, same: words }: Line) => `${section}\n${words}`,
    ({ section, key }: Line) => `${section}\n${key}`,
    (line: Line) => (isPrompt(line) ? `${line.section}\n_` : undefined),
  ]) {
    const left = placesOf(old, name, (index) => versions[index]! < 0);
    for (const [key, fresh] of placesOf(now, name, (at) => !taken.has(at))) {
      const before = left.get(key) ?? [];
      // Of several nobody knows which is which; prompts keep their order.
      if (before.length === fresh.length && (before.length === 1 || isPrompt(now[fresh[0]!]!))) {
        for (const [nth, index] of before.entries()) {
          versions[index] = fresh[nth]!;
          taken.add(fresh[nth]!);
        }
      }
    }
  }
  return versions;
}

/** Which lines of the last draft are elsewhere in the fresh one: as few as possible. */
function movedIn(versions: Int32Array): boolean[] {
  const order = risingRun(
    [...versions.keys()].filter((index) => versions[index]! >= 0),
    (index) => versions[index]!,
  );
  const stays = new Set(order);
  return [...versions.keys()].map((index) => versions[index]! >= 0 && !stays.has(index));
}

/** Where each name is among the lines that count. */
function placesOf(
  lines: readonly Line[],
  name: (line: Line) => string | undefined,
  counts: (index: number) => boolean,
): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const key = counts(index) ? name(line) : undefined;
    if (key !== undefined) {
      const known = places.get(key);
      if (known) {
        known.push(index);
      } else {
        places.set(key, [index]);
      }
    }
  }
  return places;
}

/** For each line of the last draft the stretch of one's own lines between those that are still as they were. */
function gapsOf(here: Int32Array, length: number): (readonly [number, number])[] {
  const ends = new Array<number>(here.length);
  let next = length;
  for (let index = here.length - 1; index >= 0; index--) {
    ends[index] = next;
    next = here[index]! >= 0 ? here[index]! : next;
  }
  let from = 0;
  return ends.map((to, index) => {
    const gap = [from, to] as const;
    from = here[index]! >= 0 ? here[index]! + 1 : from;
    return gap;
  });
}

function finished(merged: MergedLines, unwritten: readonly Unwritten[]): MergedPostmortem {
  const text = merged.join();
  const findings = unwritten.map(({ code, line, from, to }): MergeFinding => {
    return {
      code,
      message: reasonOf(CORE_SENTENCES, code, { words: line.text.trim() }).whole,
      fresh: line.text,
      ...merged.rangeOf(from, to),
    };
  });
  return { text, findings };
}
