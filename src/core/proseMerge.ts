/**
 * Merges what people wrote around the timeline, line by line: a fence is one line, a box is not part of its line. Where both
 * sides changed the same lines, both texts stay under labels in words; there are never conflict markers.
 */

import { closesFence, openedFence, type Fence } from './fence';
import { matchLines } from './lineMatch';
import { mergeKeys, settle, type Versions } from './versions';

export interface MergedProse {
  readonly text: string;
  /** Where both sides changed the same lines: offsets into `text`. */
  readonly doubled: readonly { readonly start: number; readonly end: number }[];
}

/** Above each text, and below the last, where there are several of the same lines. */
export const LABELS = {
  first: '_These lines were changed in two places at the same time; keep what is right. One version:_',
  next: '_Another version:_',
  end: '_End of the versions._',
} as const;

/** Texts of whole lines that end with `\n`, or empty ones. */
export function mergeProse({ base, one, other }: Versions<string>): MergedProse {
  const settled = settle(base, one, other);
  if (settled?.value !== undefined) {
    return { text: settled.value, doubled: [] };
  }
  // What one side has and the other lacks must come out the same whoever asks.
  const [first, second] = one < other ? [readUnits(one), readUnits(other)] : [readUnits(other), readUnits(one)];
  const old = base === undefined ? commonUnits(first, second) : readUnits(base);
  const merged = mergeUnits({ base: old, one: first, other: second });
  return joined(merged, { base: base === undefined ? undefined : old, one: first, other: second });
}

/** A line, a whole fence, or several versions of the same lines. */
interface Unit {
  /** What it is matched by: without its box. */
  readonly key: string;
  /** As it stands, without the line end behind it. */
  readonly text: string;
  /** Where its box is, one character; -1 where it has none. */
  readonly box: number;
  /** The versions that it holds. */
  readonly versions?: readonly string[];
  readonly doubled?: true;
}

const BOX = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?=[ xX]\][ \t])/;

function readUnits(text: string): Unit[] {
  const lines = text.split('\n');
  lines.pop();
  const units: Unit[] = [];
  for (let at = 0; at < lines.length;) {
    const end = endOfVersions(lines, at) ?? endOfFence(lines, at);
    units.push(unitOf(lines.slice(at, end)));
    at = end;
  }
  return units;
}

function unitOf(lines: readonly string[]): Unit {
  const text = lines.join('\n');
  if (lines.length > 1) {
    const versions = lines[0] === LABELS.first ? readVersions(lines) : undefined;
    return { key: text, text, box: -1, ...(versions && { versions }) };
  }
  const box = BOX.exec(text)?.[0].length ?? -1;
  return { key: box < 0 ? text : `${text.slice(0, box)} ${text.slice(box + 1)}`, text, box };
}

/** The index after a fence that begins at `at`, or after the line there. */
function endOfFence(lines: readonly string[], at: number): number {
  const bare = (line: string): string => line.replace(/\r$/, '');
  let fence: Fence | undefined = openedFence(bare(lines[at]!), 3);
  let end = at + 1;
  while (fence && end < lines.length) {
    fence = closesFence(bare(lines[end++]!), fence) ? undefined : fence;
  }
  return end;
}

/** The index after the label that ends the versions which begin at `at`; undefined where none do. */
function endOfVersions(lines: readonly string[], at: number): number | undefined {
  if (lines[at] !== LABELS.first) {
    return undefined;
  }
  for (let end = at + 1; end < lines.length && lines[end] !== LABELS.first;) {
    if (lines[end] === LABELS.end) {
      return end + 1;
    }
    end = endOfFence(lines, end);
  }
  return undefined;
}

function writeVersions(versions: readonly string[]): string {
  const parts = versions.map((version, index) => `${index === 0 ? LABELS.first : LABELS.next}\n\n${version}\n\n`);
  return parts.join('') + LABELS.end;
}

function readVersions(lines: readonly string[]): string[] {
  const versions: string[] = [];
  let from = 2;
  for (let at = 1; at < lines.length;) {
    if (lines[at] === LABELS.next || lines[at] === LABELS.end) {
      versions.push(lines.slice(from, Math.max(from, at - 1)).join('\n'));
      from = at + 2;
    }
    at = endOfFence(lines, at);
  }
  return versions;
}

function commonUnits(one: readonly Unit[], other: readonly Unit[]): Unit[] {
  const found = matchLines(one.map(keyOf), other.map(keyOf));
  return one.filter((_, index) => found[index]! >= 0);
}

function keyOf(unit: Unit): string {
  return unit.key;
}

type Stretch = { readonly base: readonly Unit[]; readonly one: readonly Unit[]; readonly other: readonly Unit[] };

/** Three-way merge by lines that both sides left as they were. */
function mergeUnits({ base, one, other }: Stretch): Unit[] {
  const inOne = matchLines(base.map(keyOf), one.map(keyOf));
  const inOther = matchLines(base.map(keyOf), other.map(keyOf));
  const merged: Unit[] = [];
  let [from, fromOne, fromOther] = [0, 0, 0];
  for (let at = 0; at <= base.length; at++) {
    const [here, there] = at < base.length ? [inOne[at]!, inOther[at]!] : [one.length, other.length];
    if (here < 0 || there < 0) {
      continue;
    }
    const stretch = {
      base: base.slice(from, at),
      one: one.slice(fromOne, here),
      other: other.slice(fromOther, there),
    };
    for (const unit of resolve(stretch)) {
      merged.push(unit);
    }
    if (at < base.length) {
      merged.push(base[at]!);
    }
    [from, fromOne, fromOther] = [at + 1, here + 1, there + 1];
  }
  return merged;
}

/** What becomes of lines between two that stayed. */
function resolve(stretch: Stretch): readonly Unit[] {
  const { base, one, other } = stretch;
  if (alike(one, base)) {
    return other;
  }
  if (alike(other, base) || alike(one, other)) {
    return one;
  }
  if ([...base, ...one, ...other].every(isItem)) {
    return mergeItems(stretch);
  }
  const head = sharedHead(one, other);
  const tail = sharedHead(one.slice(head).reverse(), other.slice(head).reverse());
  const middle = {
    base: withoutShared(base, one.slice(0, head), one.slice(one.length - tail)),
    one: one.slice(head, one.length - tail),
    other: other.slice(head, other.length - tail),
  };
  return [
    ...one.slice(0, head),
    ...resolveMiddle(middle, one[head - 1]?.key.trim() === ''),
    ...one.slice(one.length - tail),
  ];
}

function resolveMiddle(stretch: Stretch, apart: boolean): readonly Unit[] {
  const { base, one, other } = stretch;
  if (alike(one, base) || holds(other, one)) {
    return alike(one, base) ? other : unlessTakenAway(stretch, other);
  }
  if (alike(other, base) || holds(one, other)) {
    return alike(other, base) ? one : unlessTakenAway(stretch, one);
  }
  if (base.length === 0) {
    const [first, second] = textOf(one) < textOf(other) ? [one, other] : [other, one];
    return [...first, ...(apart && first.at(-1)?.key.trim() !== '' ? [BLANK] : []), ...second];
  }
  return besideEachOther(stretch) ?? [versionsOf(stretch)];
}

const BLANK: Unit = { key: '', text: '', box: -1 };

/** `fuller` has all that the other side has: but what that side took away and this one left alone goes. */
function unlessTakenAway(stretch: Stretch, fuller: readonly Unit[]): readonly Unit[] {
  return besideEachOther(stretch) ?? fuller;
}

/** The changes of both where no line of the base was changed by both; undefined where one was. */
function besideEachOther({ base, one, other }: Stretch): Unit[] | undefined {
  const [inOne, inOther] = [one, other].map((side) => matchLines(base.map(keyOf), side.map(keyOf))) as [
    Int32Array,
    Int32Array,
  ];
  if (base.length === 0 || base.some((_, at) => inOne[at]! < 0 && inOther[at]! < 0)) {
    return undefined;
  }
  const merged: Unit[] = [];
  let [atOne, atOther] = [0, 0];
  for (let at = 0; at <= base.length; at++) {
    const [here, there] = at < base.length ? [inOne[at]!, inOther[at]!] : [one.length, other.length];
    const [fresh, others] = [one.slice(atOne, Math.max(here, atOne)), other.slice(atOther, Math.max(there, atOther))];
    if (fresh.length > 0 && others.length > 0) {
      return undefined;
    }
    for (const unit of fresh.length > 0 ? fresh : others) {
      merged.push(unit);
    }
    atOne = here < 0 ? atOne : here + 1;
    atOther = there < 0 ? atOther : there + 1;
    if (at < base.length && here >= 0 && there >= 0) {
      merged.push(base[at]!);
    }
  }
  return merged;
}

/** All versions of the lines that there are, each once: a version that one side took away is gone. */
function versionsOf({ base, one, other }: Stretch): Unit {
  const [old, here, there] = [base, one, other].map(alternatives) as [string[], string[], string[]];
  const gone = new Set(old.filter((version) => !here.includes(version) || !there.includes(version)));
  const either = [...new Set([...here, ...there])].sort();
  const left = either.filter((version) => !gone.has(version));
  const all = left.length > 0 ? left : either;
  const text = all.length === 1 ? all[0]! : writeVersions(all);
  return { key: text, text, box: -1, doubled: true };
}

/** The texts of which a stretch is one: several where it holds versions, none where it has no lines. */
function alternatives(units: readonly Unit[]): string[] {
  const [only] = units;
  if (units.length === 1 && only?.versions) {
    return [...only.versions];
  }
  return units.length === 0 ? [] : [textOf(units)];
}

/** Items of a list and rows of a table, each for itself. */
function mergeItems({ base, one, other }: Stretch): Unit[] {
  const units = new Map<string, Unit>();
  const keys = [base, one, other].map((side) => {
    const count = new Map<string, number>();
    return side.map((unit) => {
      const number = (count.get(unit.key) ?? 0) + 1;
      count.set(unit.key, number);
      const key = `${unit.key}\n${number}`;
      units.set(key, unit);
      return key;
    });
  }) as [string[], string[], string[]];
  return mergeKeys({ base: keys[0], one: keys[1], other: keys[2] }).map((key) => units.get(key)!);
}

function isItem({ text }: Unit): boolean {
  return /^\s*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\|)/.test(text) && !text.includes('\n');
}

function alike(one: readonly Unit[], other: readonly Unit[]): boolean {
  return one.length === other.length && one.every((unit, at) => unit.key === other[at]!.key);
}

/** Whether all units of `part` stand in `whole`, in their order. */
function holds(whole: readonly Unit[], part: readonly Unit[]): boolean {
  let found = 0;
  for (const unit of whole) {
    found += unit.key === part[found]?.key ? 1 : 0;
  }
  return found === part.length;
}

function sharedHead(one: readonly Unit[], other: readonly Unit[]): number {
  let at = 0;
  while (at < one.length && at < other.length && one[at]!.key === other[at]!.key) {
    at++;
  }
  return at;
}

/** The base without the lines that both sides begin or end with. */
function withoutShared(base: readonly Unit[], head: readonly Unit[], tail: readonly Unit[]): readonly Unit[] {
  const from = sharedHead(base, head);
  const to = base.length - sharedHead(base.slice(from).reverse(), [...tail].reverse());
  return base.slice(from, to);
}

function textOf(units: readonly Unit[]): string {
  return units.map(({ text }) => text).join('\n');
}

/** The text, each box as the sides have it. */
function joined(units: readonly Unit[], sides: Versions<readonly Unit[]>): MergedProse {
  const boxes = [sides.base ?? [], sides.one, sides.other].map(readBoxes) as [Boxes, Boxes, Boxes];
  const seen = new Map<string, number>();
  const doubled: { start: number; end: number }[] = [];
  let text = '';
  for (const { key, text: own, box, doubled: twice } of units) {
    const start = text.length;
    if (box < 0) {
      text += `${own}\n`;
    } else {
      const number = seen.get(key) ?? 0;
      seen.set(key, number + 1);
      const mark = mergeBox(...(boxes.map((known) => known.get(key)?.[number]) as [Box, Box, Box]));
      text += `${own.slice(0, box)}${mark}${own.slice(box + 1)}\n`;
    }
    if (twice) {
      doubled.push({ start, end: text.length });
    }
  }
  return { text, doubled };
}

type Box = string | undefined;
/** The marks of the boxes in a text, by the key of their line. */
type Boxes = ReadonlyMap<string, readonly string[]>;

function readBoxes(units: readonly Unit[]): Boxes {
  const boxes = new Map<string, string[]>();
  for (const { key, text, box } of units) {
    if (box >= 0) {
      const known = boxes.get(key);
      if (known) {
        known.push(text[box]!);
      } else {
        boxes.set(key, [text[box]!]);
      }
    }
  }
  return boxes;
}

/** The mark between the brackets: who changed it has it, else ticked wins. Absent where a side has no such box. */
export function mergeBox(base: Box, one: Box, other: Box): string {
  const isTicked = (box: Box): boolean => box !== undefined && box !== ' ';
  if (one === undefined || other === undefined) {
    return one ?? other ?? base ?? ' ';
  }
  const ticked = base === undefined ? isTicked(one) || isTicked(other) : settle(isTicked(base), isTicked(one), isTicked(other))!.value;
  return [one, other].sort().findLast((box) => isTicked(box) === ticked)!;
}
