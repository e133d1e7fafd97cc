/**
 * Merges the entries of two timelines as a multiset, against that of the base: what either side added is there, what either
 * removed is gone, each with the lines attached to it. Knows entries, not the record around them.
 */

import { compareEntries, compareText, type Entry } from '../timeline/entry';
import { MARK_LENGTH, type PlacedEntry } from '../timeline/entryHead';
import { entryPrints } from './importedSet';
import { SPACE, lineAfter } from '../text/lines';
import { mergeBox, mergeProse } from './proseMerge';
import type { IncidentRecord } from '../record/record';
import { readEntry } from '../timeline/timeline';
import { KINDS_WITH_STATE } from '../timeline/timelineState';
import { settle, type Versions } from '../text/versions';

export interface EntryFinding {
  /**
   * `changedTwice`: an entry that both changed differently is in both versions. `removedAndChanged`: one took it away,
   * the other changed it, and the changed one stays. `doubledLines`: both changed the lines below an entry.
   */
  readonly code: 'changedTwice' | 'removedAndChanged' | 'doubledLines';
  readonly entry: Entry;
  /** Offset into the merged entries. */
  readonly at: number;
}

export interface MergedEntries {
  readonly text: string;
  readonly count: number;
  /** Those that have a say in the front matter, in their order. */
  readonly withState: readonly Entry[];
  /** Lines that were attached to an entry which is gone and are above all others. */
  readonly strays: string;
  readonly findings: readonly EntryFinding[];
}

/** An entry with its lines, all in whole lines. */
interface EntryBlock {
  readonly source: IncidentRecord;
  readonly placed: PlacedEntry;
  /** Offset after its last line that isn't blank. */
  readonly end: number;
  /** The blank lines below it; undefined of the last one, where they belong to the timeline. */
  readonly gap: string | undefined;
}

/** Where the blank lines begin that are between the last entry, with its lines, and what follows the timeline. */
export function endOfEntries({ text, timeline }: IncidentRecord): number {
  const last = timeline.entries.at(-1);
  return last ? endOfLines(text, last.start, timeline.end) : timeline.end;
}

/** Where the last line that isn't blank ends, with its line ending. */
function endOfLines(text: string, start: number, end: number): number {
  // Most entries have no blank line below them.
  return text.charCodeAt(end - 2) > SPACE ? end : lineAfter(text, start + text.slice(start, end).trimEnd().length);
}

/**
 * Texts whose lines all end with `\n`. `base` is absent if there is no timeline that both began with. `imported` are the
 * fingerprints of entries that both imported: they count as if the base had them.
 */
export function mergeEntries(
  { base, one, other }: Versions<IncidentRecord>,
  imported: ReadonlySet<string> = new Set(),
): MergedEntries {
  const merge = new EntryMerge(imported);
  const sides = [base ? inOrder(base) : [], inOrder(one), inOrder(other)] as const;
  const at: [number, number, number] = [0, 0, 0];
  const take = (side: 0 | 1 | 2, instant: number): EntryBlock[] => {
    const blocks = sides[side];
    const from = at[side];
    while (blocks[at[side]]?.placed.instant === instant) {
      at[side]++;
    }
    return from === at[side] ? NONE : blocks.slice(from, at[side]);
  };
  for (;;) {
    const instant = Math.min(...([0, 1, 2] as const).map((side) => sides[side][at[side]]?.placed.instant ?? Infinity));
    if (instant === Infinity) {
      return merge.finish();
    }
    merge.addInstant({ base: take(0, instant), one: take(1, instant), other: take(2, instant) });
  }
}

const NONE: EntryBlock[] = [];

function inOrder(source: IncidentRecord): EntryBlock[] {
  const last = source.timeline.entries.at(-1);
  const blocks = source.timeline.entries.map((placed): EntryBlock => {
    const end = endOfLines(source.text, placed.start, placed.blockEnd);
    return { source, placed, end, gap: placed === last ? undefined : source.text.slice(end, placed.blockEnd) };
  });
  const ordered = blocks.every((block, at) => at === 0 || blocks[at - 1]!.placed.instant <= block.placed.instant);
  return ordered ? blocks : blocks.sort((a, b) => a.placed.instant - b.placed.instant);
}

/** One entry as it will be. */
interface Kept {
  /** As in `byIdentity`. */
  readonly id: string;
  readonly block: EntryBlock;
  readonly entry: Entry;
  /** Its lines, attached ones included. */
  readonly text: string;
  readonly gap: string | undefined;
  readonly code?: EntryFinding['code'] | undefined;
  /** The side that alone has it, and newly. */
  readonly side?: 0 | 1;
}

class EntryMerge {
  readonly #imported: ReadonlySet<string>;
  readonly #printOf = entryPrints();
  readonly #parts: string[] = [];
  #length = 0;
  #count = 0;
  #strays = '';
  /** The blank lines below the last entry so far, which are written when another follows. */
  #gap = '';
  readonly #withState: Entry[] = [];
  readonly #findings: EntryFinding[] = [];
  /** Entries of the base that neither side has, and entries that one side alone has, with their offsets. */
  readonly #gone: Entry[] = [];
  readonly #fresh = [new Map<string, Fresh>(), new Map<string, Fresh>()] as const;

  constructor(imported: ReadonlySet<string>) {
    this.#imported = imported;
  }

  /** Returns whether an entry is as both sides imported it. */
  #isAsImported({ entry, placed }: NonNullable<FoundEntry>): boolean {
    return this.#imported.size > 0 && !placed.important && this.#imported.has(this.#printOf(entry));
  }

  addInstant({ base, one, other }: { base: EntryBlock[]; one: EntryBlock[]; other: EntryBlock[] }): void {
    const [first] = one;
    if (one.length === 1 && other.length === 1 && base.length <= 1) {
      const text = textOf(first!);
      const gap = mergeGaps(base[0], first!, other[0]!);
      if (text === textOf(other[0]!)) {
        this.#put(first!, text, gap);
        return;
      }
    }
    const sides = [base, one, other].map(byIdentity) as [Identities, Identities, Identities];
    const kept: Kept[] = [];
    const strays: string[] = [];
    for (const id of new Set(sides.flatMap((side) => [...side.keys()]))) {
      const [before, here, there] = sides.map((side) => side.get(id)) as [FoundEntry, FoundEntry, FoundEntry];
      const known = (here ?? there ?? before)!;
      const old = before ?? (this.#isAsImported(known) ? known : undefined);
      if (here && there) {
        kept.push({ id, ...mergeBlocks({ base: old, one: here, other: there }) });
        continue;
      }
      const left = here ?? there;
      if (!left) {
        this.#gone.push(known.entry);
      } else if (!old || isSignedOtherwise(old.placed, left.placed)) {
        const own = { id, block: left, entry: left.entry, text: textOf(left), gap: left.gap };
        kept.push(old ? { ...own, code: 'removedAndChanged' } : { ...own, side: here ? 0 : 1 });
      } else {
        strays.push(newLines(attachedOf(old), attachedOf(left)));
      }
    }
    const ordered = inMergedOrder(kept, [one, other]);
    // What was below an entry that is gone now is below the one above it.
    this.#append(strays.sort().join(''));
    for (const { block, entry, text, gap, code, side } of ordered) {
      const at = this.#put(block, text, gap, entry);
      if (code) {
        this.#findings.push({ code, entry, at });
      } else if (side !== undefined) {
        namesOf(entry).forEach((name) => this.#fresh[side].set(name, { entry, at }));
      }
    }
  }

  finish(): MergedEntries {
    this.#compareChanges();
    return {
      text: this.#parts.join(''),
      count: this.#count,
      withState: this.#withState,
      strays: this.#strays,
      findings: this.#findings.sort((a, b) => a.at - b.at),
    };
  }

  /** Gives the offset at which the entry is. */
  #put(block: EntryBlock, text: string, gap = '', entry?: Entry): number {
    if (KINDS_WITH_STATE.has(block.placed.kind)) {
      this.#withState.push(entry ?? readEntry(block.source.text, block.placed));
    }
    const at = this.#length + this.#gap.length;
    this.#count++;
    this.#parts.push(this.#gap, text);
    this.#length = at + text.length;
    this.#gap = gap;
    return at;
  }

  #append(strays: string): void {
    // Indented, they would become a part of the entry's text.
    const lines = strays.trimStart();
    if (this.#count === 0) {
      this.#strays += lines;
    } else if (lines !== '') {
      this.#parts.push(lines);
      this.#length += lines.length;
    }
  }

  /** An entry that is gone and one that is new are one that was changed where time or words are still the same. */
  #compareChanges(): void {
    for (const gone of this.#gone) {
      const [here, there] = this.#fresh.map((fresh) => {
        const name = namesOf(gone).find((known) => fresh.has(known));
        return name === undefined ? undefined : fresh.get(name);
      });
      const changed = here ?? there;
      if (changed) {
        this.#findings.push({ code: here && there ? 'changedTwice' : 'removedAndChanged', ...changed });
      }
    }
  }
}

/**
 * The entries of one instant in their order: by author and text, but those whose time is only known by the minute as each
 * side has them. Where the sides contradict each other, the first by author and text goes first.
 */
function inMergedOrder(kept: Kept[], sides: readonly (readonly EntryBlock[])[]): Kept[] {
  const sorted = kept.sort((a, b) => compareEntries(a.entry, b.entry) || compareText(a.text, b.text));
  if (!sorted.some(({ entry }) => entry.minute)) {
    return sorted;
  }
  const rank = new Map(sorted.map((one, index) => [one.id, index]));
  const lines = sides.map((blocks) =>
    [...byIdentity(blocks)].flatMap(([id, { entry }]) => (entry.minute && rank.has(id) ? id : [])),
  );
  const lined = new Set(lines.flat());
  lines.push(sorted.flatMap(({ id }) => (lined.has(id) ? [] : id)));
  const later = lines.map((ids) => new Set(ids));
  const done = new Set<string>();
  const ordered: Kept[] = [];
  while (ordered.length < sorted.length) {
    const firsts = lines.flatMap((ids) => {
      while (ids.length > 0 && done.has(ids[0]!)) {
        ids.shift();
      }
      return ids[0] ?? [];
    });
    const free = firsts.filter((id) => later.every((ids, side) => !ids.has(id) || lines[side]![0] === id));
    const next = (free.length > 0 ? free : firsts).reduce((a, b) => (rank.get(a)! <= rank.get(b)! ? a : b));
    done.add(next);
    later.forEach((ids) => ids.delete(next));
    ordered.push(sorted[rank.get(next)!]!);
  }
  return ordered;
}

function mergeBlocks({ base, one, other }: Versions<NonNullable<FoundEntry>>): Omit<Kept, 'id'> {
  const [old, here, there] = [base && headOf(base), headOf(one), headOf(other)];
  const wins = settle(old?.text, here.text, there.text)?.value ?? preferred(here, there).text;
  const [head, block] = wins === here.text ? [here, one] : [there, other];
  const mark = mergeBox(old?.mark, here.mark, there.mark);
  const boxed = head.box < 0 ? head.text : head.text.slice(0, head.box) + mark + head.text.slice(head.box + 1);
  // Who changed it has it, else marked wins.
  const important = settle(old?.important, here.important, there.important)?.value ?? true;
  const own = important ? `${boxed.slice(0, head.marked)} !${boxed.slice(head.marked)}` : boxed;
  const lines = mergeProse({ base: base && attachedOf(base), one: attachedOf(one), other: attachedOf(other) });
  const code = lines.doubled.length > 0 ? 'doubledLines' : undefined;
  return { block, entry: one.entry, text: own + lines.text, gap: mergeGaps(base, one, other), code };
}

/** Returns the blank lines below an entry that both sides have: a side in which it's the last one has no say. */
function mergeGaps(base: EntryBlock | undefined, one: EntryBlock, other: EntryBlock): string | undefined {
  const old = base?.gap ?? one.gap ?? other.gap;
  const [here, there] = [one.gap ?? old, other.gap ?? old];
  return (settle(base?.gap, here, there) ?? { value: here!.length > there!.length ? here : there }).value;
}

interface Fresh {
  readonly entry: Entry;
  readonly at: number;
}

function namesOf({ instant, author, kind, text, minute }: Entry): string[] {
  // Several lines may share a minute.
  return [...(minute ? [] : [`${author} ${instant}`]), `${author} ${kind} ${text}`];
}

type FoundEntry = (EntryBlock & { readonly entry: Entry }) | undefined;
/** Entries of one instant by what they are; of two that are the same the second has another key. */
type Identities = ReadonlyMap<string, NonNullable<FoundEntry>>;

function byIdentity(blocks: readonly EntryBlock[]): Identities {
  const known = new Map<string, NonNullable<FoundEntry>>();
  const count = new Map<string, number>();
  for (const block of blocks) {
    const entry = readEntry(block.source.text, block.placed);
    const name = [entry.author, entry.kind, entry.qualifier, entry.text].join('\n');
    const number = (count.get(name) ?? 0) + 1;
    count.set(name, number);
    known.set(`${name}\n${number}`, { ...block, entry });
  }
  return known;
}

function textOf({ source, placed, end }: EntryBlock): string {
  return source.text.slice(placed.start, end);
}

interface Head {
  readonly text: string;
  readonly box: number;
  readonly mark: string | undefined;
  readonly important: boolean;
  /** Where the sign of an important entry goes. */
  readonly marked: number;
}

/** Returns the entry's own lines, its box emptied, and without the sign of an important one. */
function headOf({ source, placed }: EntryBlock): Head {
  const { start, textStart, important } = placed;
  const marked = textStart - start - (important ? MARK_LENGTH : 0);
  const text =
    source.text.slice(start, start + marked) + source.text.slice(textStart, lineAfter(source.text, placed.end));
  const box = placed.ticked === undefined ? -1 : text.indexOf('[') + 1;
  return box < 0
    ? { text, box, mark: undefined, important, marked }
    : { text: `${text.slice(0, box)} ${text.slice(box + 1)}`, box, mark: text[box], important, marked };
}

function isSignedOtherwise(a: PlacedEntry, b: PlacedEntry): boolean {
  return a.ticked !== b.ticked || a.important !== b.important;
}

function attachedOf({ source, placed, end }: EntryBlock): string {
  return source.text.slice(lineAfter(source.text, placed.end), end);
}

/** Returns the lines of `now` that aren't among those of `old`. */
function newLines(old: string, now: string): string {
  if (old === now) {
    return '';
  }
  const known = new Set(old.split('\n'));
  return now
    .split('\n')
    .filter((line) => line.trim() !== '' && !known.has(line))
    .map((line) => `${line}\n`)
    .join('');
}

/** Of two ways to write one entry: the one that has a box, else the one that comes first in the order of characters. */
function preferred(one: Head, other: Head): Head {
  if (one.box < 0 !== other.box < 0) {
    return one.box < 0 ? other : one;
  }
  return one.text < other.text ? one : other;
}
