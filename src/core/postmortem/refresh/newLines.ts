/**
 * Where a new line of the fresh draft goes in a postmortem that people have edited: below the line that's above it in the
 * draft, in the same list, table, or chart. If people removed that one, the line has no place.
 */

import type { Line } from './postmortemLines';

/** What is known of the lines of a fresh draft. Indexes of one's own lines; -1 for none. */
export interface Standing {
  readonly own: readonly Line[];
  readonly fresh: readonly Line[];
  /** Where each line of the fresh draft is, as it was or to be replaced. */
  readonly placed: Int32Array;
  /** Whether the last draft had the line, in this or in another version. */
  readonly known: readonly boolean[];
  /** Whether a line of one's own came from the last draft. */
  readonly drafted: readonly boolean[];
}

/** Where a new line is. */
export interface NewPlace {
  /** Before this one of one's own lines. */
  readonly slot: number;
  /** `below` what's above it in the draft; as `head` of a block that's in progress; `above` another block. */
  readonly how: 'below' | 'head' | 'above';
}

/** Returns the place of each line that is new, in the draft's order; undefined if it has none. */
export function placeNewLines(standing: Standing): Map<number, NewPlace | undefined> {
  const { fresh, placed, known } = standing;
  const parts = partsOf(standing);
  const above: Above = { block: new Map(), section: new Map(), last: -1 };
  const places = new Map<number, NewPlace | undefined>();
  for (const [index, line] of fresh.entries()) {
    let slot = placed[index]! >= 0 ? placed[index]! + 1 : -1;
    if (slot < 0 && !known[index]) {
      const place = placeOf(index, standing, parts, above);
      places.set(index, place?.how === 'below' ? { ...place, slot: afterOwnWords(standing, place.slot, line) } : place);
      slot = places.get(index)?.slot ?? -1;
    }
    if (slot >= 0) {
      above.block.set(parts.blocks[index]!, slot);
      above.section.set(parts.sections[index]!, slot);
      above.last = slot;
    }
  }
  return places;
}

/** The blocks and sections of the fresh draft: of each line, where they go on, and which the last draft had. */
interface DraftParts {
  readonly blocks: ArrayLike<number>;
  readonly sections: readonly string[];
  readonly nextInBlock: ArrayLike<number>;
  readonly nextInSection: ArrayLike<number>;
  readonly knownBlocks: ReadonlySet<number>;
  readonly knownSections: ReadonlySet<string>;
}

/** Below which of one's own lines the next one of a block or section goes, and below which the last one went. */
interface Above {
  readonly block: Map<number, number>;
  readonly section: Map<string, number>;
  last: number;
}

function partsOf({ fresh, placed, known }: Standing): DraftParts {
  const blocks = blocksOf(fresh);
  const sections = fresh.map(({ section }) => section);
  const before = [...known.keys()].filter((index) => known[index]);
  return {
    ...{ blocks, sections },
    nextInBlock: nextPlaced(blocks, placed),
    nextInSection: nextPlaced(sections, placed),
    knownBlocks: new Set(before.map((index) => blocks[index]!)),
    knownSections: new Set(before.map((index) => sections[index]!)),
  };
}

function placeOf(index: number, { own, fresh }: Standing, parts: DraftParts, above: Above): NewPlace | undefined {
  const [block, section] = [parts.blocks[index]!, parts.sections[index]!];
  const inBlock = above.block.get(block);
  if (inBlock !== undefined) {
    return { slot: inBlock, how: 'below' };
  }
  if (parts.nextInBlock[index]! >= 0) {
    return { slot: parts.nextInBlock[index]!, how: 'head' };
  }
  if (parts.knownBlocks.has(block)) {
    return undefined;
  }
  const inSection = above.section.get(section);
  if (inSection !== undefined) {
    return { slot: endOf(own, inSection, (line) => line.blanks !== '' && !/^\s/.test(line.text)), how: 'below' };
  }
  if (parts.nextInSection[index]! >= 0) {
    return { slot: parts.nextInSection[index]!, how: 'above' };
  }
  return parts.knownSections.has(section) || above.last < 0
    ? undefined
    : { slot: endOf(own, above.last, isHeadingAbove(fresh[index]!)), how: 'below' };
}

/** What people wrote below a line belongs to it. Of rows that they added to a table, the earlier ones stay above. */
function afterOwnWords({ own, drafted }: Standing, slot: number, line: Line): number {
  const row = line.text.startsWith('|');
  let at = slot;
  for (; at < own.length && !drafted[at]; at++) {
    const { text, blanks, fenced } = own[at]!;
    const belongs = row
      ? blanks === '' && /^\| *\d/.test(text) && text < line.text
      : /^(?: {2}|\t)/.test(text) || (blanks === '' && !/^(?:[-*+|#]|\d+[.)])/.test(text));
    if (!fenced && !belongs) {
      break;
    }
  }
  return at;
}

/** A new heading comes before the next one of its level or above it. */
function isHeadingAbove({ text: heading }: Line): (line: Line) => boolean {
  const level = /^#{3}\s/.test(heading) ? 3 : 2;
  return ({ text, fenced }) => !fenced && (/^ {0,3}(#{1,3})\s/.exec(text)?.[1]?.length ?? Infinity) <= level;
}

/** The first of one's own lines from `from` on that ends what's there. */
function endOf(own: readonly Line[], from: number, ends: (line: Line) => boolean): number {
  let at = from;
  while (at < own.length && (own[at]!.fenced || !ends(own[at]!))) {
    at++;
  }
  return at;
}

/** Returns a number for each line: those of one list, table, chart or paragraph have the same. */
function blocksOf(lines: readonly Line[]): number[] {
  let block = 0;
  return lines.map(({ blanks, fenced }) => (blanks === '' || fenced ? block : ++block));
}

/** For each line the place of the next one of its group that has one; -1 for none. */
function nextPlaced<Group>(groups: readonly Group[], placed: Int32Array): Int32Array {
  const next = new Int32Array(groups.length).fill(-1);
  for (let index = groups.length - 2; index >= 0; index--) {
    if (groups[index] === groups[index + 1]) {
      next[index] = placed[index + 1]! >= 0 ? placed[index + 1]! : next[index + 1]!;
    }
  }
  return next;
}
