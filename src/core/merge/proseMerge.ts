/**
 * Merges what people wrote around the timeline, unit by unit. If both sides changed the same lines, both versions stay, under
 * labels.
 */

import { found, type Finding } from '../text/finding';
import { matchLines } from '../text/lineMatch';
import { joined, unitKey, readUnits, writeVersions, type MergedProse, type Unit } from '../record/proseUnits';
import { mergeKeys, settle, type Versions } from '../text/versions';

/** Texts of whole lines that end with `\n`, or empty ones. */
export function mergeProse({ base, one, other }: Versions<string>): MergedProse {
  const settled = settle(base, one, other);
  if (settled?.value !== undefined) {
    return { text: settled.value, doubled: [] };
  }
  // Where nothing else decides, the order of the texts does: the same whoever asks.
  const [first, second] = one < other ? [readUnits(one), readUnits(other)] : [readUnits(other), readUnits(one)];
  const old = base === undefined ? undefined : readUnits(base);
  const common = old?.units ?? commonUnits(first.units, second.units);
  const merged = mergeUnits({ base: common, one: first.units, other: second.units });
  const units = withListsOnce(merged, [first.units, second.units]);
  return joined(units, mergeBlanks(old?.tail, first.tail, second.tail));
}

/** Returns what is to be said of the doubled lines; `offset` is where the prose begins in the whole text. */
export function doubledFindings({ doubled }: MergedProse, offset: number): Finding[] {
  return doubled.map(({ start, end }) => ({
    ...found('bothLines'),
    start: offset + start,
    end: offset + end,
  }));
}

function commonUnits(one: readonly Unit[], other: readonly Unit[]): Unit[] {
  const found = matchLines(one.map(unitKey), other.map(unitKey));
  return one.filter((_, at) => found[at]! >= 0).map((unit) => ({ ...unit, assumed: true }));
}

/**
 * A list of steps that both sides wrote below `## Checklists`, each at another place, appears once, at the first of them: with
 * what either side made of it.
 */
function withListsOnce(units: readonly Unit[], sides: readonly (readonly Unit[])[]): readonly Unit[] {
  const lists = listsIn(units);
  const most = sides.map((side) => countBy(listsIn(side)));
  const doubled = [...countBy(lists)].filter(([key, count]) => most.every((counts) => (counts.get(key) ?? 0) < count));
  let once = units;
  for (const [key] of doubled) {
    const [first, second] = listsIn(once).filter((list) => list.key === key);
    const [one, other] = [once.slice(first!.from, first!.to), once.slice(second!.from, second!.to)];
    once = [
      ...once.slice(0, first!.from),
      ...mergeUnits({ base: commonUnits(one, other), one, other }),
      ...once.slice(first!.to, second!.from),
      ...once.slice(second!.to),
    ];
  }
  return once;
}

interface List {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** Returns the level 3 headings below `## Checklists`, each with what's below it. */
function listsIn(units: readonly Unit[]): List[] {
  const lists: List[] = [];
  let inside = false;
  let from = -1;
  for (let at = 0; at <= units.length; at++) {
    const [, marks] = /^(#{1,3})[ \t]/.exec(units[at]?.text ?? '# ') ?? [];
    if (marks === undefined) {
      continue;
    }
    if (from >= 0) {
      lists.push({ key: units[from]!.key, from, to: at });
    }
    inside = marks.length === 3 ? inside : /^##[ \t]+Checklists[ \t\r]*$/.test(units[at]?.text ?? '');
    from = inside && marks.length === 3 ? at : -1;
  }
  return lists;
}

function countBy(lists: readonly List[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of lists) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

interface Stretch {
  readonly base: readonly Unit[];
  readonly one: readonly Unit[];
  readonly other: readonly Unit[];
}

/** Three-way merge by the lines that both sides left as they were. */
function mergeUnits({ base, one, other }: Stretch): Unit[] {
  const inOne = matchLines(base.map(unitKey), one.map(unitKey));
  const inOther = matchLines(base.map(unitKey), other.map(unitKey));
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
      merged.push(mergeUnit(base[at], one[here]!, other[there]!));
    }
    [from, fromOne, fromOther] = [at + 1, here + 1, there + 1];
  }
  return merged;
}

/** Returns what becomes of lines between two that stayed. */
function resolve(stretch: Stretch): readonly Unit[] {
  const { base, one, other } = stretch;
  if (alike(one, base) || alike(other, base)) {
    return alike(one, base) ? other : one;
  }
  if ([...base, ...one, ...other].every(isItem)) {
    return mergeItems(stretch);
  }
  const head = sharedHead(one, other);
  const tail = sharedHead(one.slice(head).reverse(), other.slice(head).reverse());
  const shared = (at: number, back: number): Unit => mergeUnit(undefined, one[at]!, other[at + back]!);
  return [
    ...one.slice(0, head).map((_, at) => shared(at, 0)),
    ...resolveMiddle({
      base: withoutShared(base, one.slice(0, head), one.slice(one.length - tail)),
      one: one.slice(head, one.length - tail),
      other: other.slice(head, other.length - tail),
    }),
    ...one.slice(one.length - tail).map((_, at) => shared(one.length - tail + at, other.length - one.length)),
  ];
}

function resolveMiddle(stretch: Stretch): readonly Unit[] {
  const { base, one, other } = stretch;
  if (alike(one, base) || alike(other, base)) {
    return alike(one, base) ? other : one;
  }
  if (base.length === 0) {
    const headings = commonUnits(one.filter(isHeading), other.filter(isHeading));
    return headings.length > 0 ? mergeUnits({ base: headings, one, other }) : mergeParagraphs(one, other);
  }
  const beside = besideEachOther(stretch);
  if (beside) {
    return beside;
  }
  if (holds(one, other) || holds(other, one)) {
    return holds(one, other) ? one : other;
  }
  return [versionsOf(stretch)];
}

/** Returns the changes of both where no line of the base was changed by both; undefined if one was. */
function besideEachOther({ base, one, other }: Stretch): Unit[] | undefined {
  const inOne = matchLines(base.map(unitKey), one.map(unitKey));
  const inOther = matchLines(base.map(unitKey), other.map(unitKey));
  if (base.some((_, at) => inOne[at]! < 0 && inOther[at]! < 0)) {
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
      merged.push(mergeUnit(base[at], one[here]!, other[there]!));
    }
  }
  return merged;
}

/** All versions of the lines that there are, each once: a version that one side removed is gone. */
function versionsOf({ base, one, other }: Stretch): Unit {
  const [old, here, there] = [base, one, other].map(alternatives) as [string[], string[], string[]];
  const gone = new Set(old.filter((version) => !here.includes(version) || !there.includes(version)));
  const either = [...new Set([...here, ...there])].sort();
  const left = either.filter((version) => !gone.has(version));
  const all = left.length > 0 ? left : either;
  const text = all.length === 1 ? all[0]! : writeVersions(all);
  const above = longer(one[0]?.above ?? '', other[0]?.above ?? '');
  return { key: text, text, above, box: -1, doubled: true };
}

/** Returns the texts of which a stretch is one: several where it holds versions, none if it has no lines. */
function alternatives(units: readonly Unit[]): string[] {
  const [first] = units;
  if (units.length === 1 && first?.versions) {
    return [...first.versions];
  }
  return first ? [units.map(({ above, text }, at) => (at === 0 ? text : `${above}${text}`)).join('\n')] : [];
}

/** Returns what both put at one place: the paragraphs of each, in its order; one that both wrote appears once. */
function mergeParagraphs(one: readonly Unit[], other: readonly Unit[]): Unit[] {
  const [here, there] = [one, other].map((side) => {
    const known = new Map<string, readonly Unit[]>();
    return { keys: numbered(paragraphs(side), (units) => units.map(unitKey).join('\n'), known), known };
  });
  // One that's in progress where the text above ends comes before one that's separate from it.
  const rank = (key: string): number => ((here!.known.get(key) ?? there!.known.get(key))![0]!.above === '' ? 0 : 1);
  const keys = mergeKeys({ base: undefined, one: here!.keys, other: there!.keys }, { rank, together: true });
  return keys.flatMap((key) => {
    const [mine, theirs] = [here!.known.get(key), there!.known.get(key)];
    return mine && theirs ? mine.map((unit, at) => mergeUnit(undefined, unit, theirs[at]!)) : [...(mine ?? theirs)!];
  });
}

function paragraphs(units: readonly Unit[]): Unit[][] {
  const blocks: Unit[][] = [];
  for (const unit of units) {
    if (blocks.length === 0 || unit.above !== '') {
      blocks.push([unit]);
    } else {
      blocks.at(-1)!.push(unit);
    }
  }
  return blocks;
}

/** Items of a list and rows of a table, each for itself. */
function mergeItems({ base, one, other }: Stretch): Unit[] {
  const sides = [base, one, other].map((side) => {
    const known = new Map<string, Unit>();
    return { keys: numbered(side, unitKey, known), known };
  });
  const [old, here, there] = sides as [(typeof sides)[0], (typeof sides)[0], (typeof sides)[0]];
  const merged = mergeKeys({ base: old.keys, one: here.keys, other: there.keys }).map((key) => {
    const [was, mine, theirs] = [old.known.get(key), here.known.get(key), there.known.get(key)];
    return mine && theirs ? mergeUnit(was, mine, theirs) : (mine ?? theirs)!;
  });
  // The blank lines above a list stay above it, whichever item is the first now.
  const above = longer(one[0]?.above ?? '', other[0]?.above ?? '');
  const loose = [...one.slice(1), ...other.slice(1)].some((unit) => unit.above !== '');
  const wasFirst = ({ key }: Unit): boolean => key === one[0]?.key || key === other[0]?.key;
  return merged.map((unit, at) => {
    return at === 0 ? { ...unit, above } : loose || !wasFirst(unit) ? unit : { ...unit, above: '' };
  });
}

/** A key for each item, which the second of two that are the same has otherwise; `known` learns them. */
function numbered<T>(items: readonly T[], nameOf: (item: T) => string, known: Map<string, T>): string[] {
  const count = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const number = (count.get(name) ?? 0) + 1;
    count.set(name, number);
    known.set(`${name}\n${number}`, item);
    return `${name}\n${number}`;
  });
}

function isHeading({ text }: Unit): boolean {
  return /^ {0,3}#{1,6}[ \t]/.test(text);
}

function isItem({ text }: Unit): boolean {
  return /^\s*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\|)/.test(text) && !text.includes('\n');
}

/** Returns the unit that all three have: whoever changed its box or the lines above it has its way. */
function mergeUnit(known: Unit | undefined, one: Unit, other: Unit): Unit {
  const base = known?.assumed ? undefined : known;
  const above = mergeBlanks(base?.above, one.above, other.above);
  if (one.box < 0) {
    return one.above === above ? one : { ...one, above };
  }
  const mark = mergeBox(base?.text[base.box], one.text[one.box], other.text[other.box]);
  return { ...one, above, text: one.text.slice(0, one.box) + mark + one.text.slice(one.box + 1) };
}

function mergeBlanks(base: string | undefined, one: string, other: string): string {
  return settle(base, one, other)?.value ?? longer(one, other);
}

function longer(one: string, other: string): string {
  return one.length > other.length || (one.length === other.length && one > other) ? one : other;
}

/** Returns the mark between the brackets: who changed it has it, else checked wins. Absent if a side has no such box. */
export function mergeBox(base: string | undefined, one: string | undefined, other: string | undefined): string {
  if (one === undefined || other === undefined) {
    return one ?? other ?? ' ';
  }
  const [old, here, there] = [base, one, other].map((box) => box !== undefined && box !== ' ') as [
    boolean,
    boolean,
    boolean,
  ];
  const ticked = base === undefined ? here || there : settle(old, here, there)!.value;
  return [one, other].sort().findLast((box) => (box !== ' ') === ticked)!;
}

function alike(one: readonly Unit[], other: readonly Unit[]): boolean {
  return one.length === other.length && sharedHead(one, other) === one.length;
}

/** Returns whether all units of `part` are in `whole`, in their order. */
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

/** Returns the base without the lines that both sides begin or end with. */
function withoutShared(base: readonly Unit[], head: readonly Unit[], tail: readonly Unit[]): readonly Unit[] {
  const from = sharedHead(base, head);
  const to = base.length - sharedHead(base.slice(from).reverse(), [...tail].reverse());
  return base.slice(from, to);
}
