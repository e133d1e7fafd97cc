/**
 * Merges two front matters key by key. What nobody changed stays byte for byte, comments and unknown keys included; lists are
 * sets. Doesn't know what the timeline says about a field.
 */

import { isMap, isScalar, isSeq, type Document, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { keyOf, rangeOf, written } from '../frontMatter/fieldEdit';
import { FIELD_ORDER, rangeOfField } from '../frontMatter/fields';
import { found, type Finding } from '../text/finding';
import { readFrontMatter, type FrontMatter } from '../frontMatter/frontMatter';
import { lineAfter } from '../text/lines';
import { mergeKeys, settle, type Versions } from '../text/versions';

/** A field that both sides changed differently, or one changed and the other removed. */
export interface FieldConflict {
  /** `['title']`, `['milestones', 'resolved']`. */
  readonly path: readonly string[];
  /** As they are written; empty if there is none. */
  readonly kept: string;
  readonly dropped: string;
}

export interface MergedFields {
  /** What's between the fences. */
  readonly text: string;
  readonly conflicts: readonly FieldConflict[];
}

/** What a front matter needs to be merged: see `FrontMatter`. Texts end their lines with `\n`. */
export interface CardText {
  readonly text: string;
  readonly frontMatter: FrontMatter;
}

/** Returns the merged front matter. `base` is absent if the sides began without a common one, or nobody can read it. */
export function mergeFields({ base, one, other }: Versions<CardText>): MergedFields {
  const conflicts: FieldConflict[] = [];
  const [first, second] = innerOf(one) < innerOf(other) ? [one, other] : [other, one];
  const text = mergeMaps({ base: base && mapOf(base), one: mapOf(first), other: mapOf(second) }, [], conflicts);
  return { text, conflicts };
}

/** Returns what is to be said of `conflicts`, with the places in the text that has the merged front matter. */
export function conflictFindings(text: string, conflicts: readonly FieldConflict[]): Finding[] {
  if (conflicts.length === 0) {
    return [];
  }
  const { document, start } = readFrontMatter(text);
  return conflicts.map(({ path, kept, dropped }) => {
    const [from, to] = document ? rangeOfField(document, path) : [0, 0];
    const now = text.slice(start + from, start + to).trim();
    const lost = now === dropped ? kept : dropped;
    const name = path.join('.');
    return {
      ...(dropped === '' ? found('fieldStays', { name, now }) : found('bothFields', { name, now, lost })),
      start: start + from,
      end: start + to,
    };
  });
}

function innerOf({ text, frontMatter }: CardText): string {
  return text.slice(frontMatter.start, frontMatter.end);
}

/** A block map as pieces of text that together are the whole. */
interface MapText {
  /** Each key with its lines, the comments above them included. */
  readonly fields: ReadonlyMap<string, Field>;
  /** What's below the last. */
  readonly tail: string;
}

interface Field {
  /** Whole lines. */
  readonly text: string;
  readonly pair: Pair;
  /** Offset in the whole text of `text`. */
  readonly start: number;
  readonly whole: string;
}

function mapOf(card: CardText): MapText {
  const inner = innerOf(card);
  const contents: Document.Parsed['contents'] | undefined = card.frontMatter.document?.contents;
  return cutMap(inner, isMap(contents) && !contents.flow ? contents : undefined, 0, inner.length);
}

function cutMap(whole: string, map: YAMLMap | undefined, from: number, to: number): MapText {
  const fields = new Map<string, Field>();
  let start = from;
  for (const pair of map?.items ?? []) {
    const end = Math.min(to, endOf(whole, pair));
    fields.set(keyOf(pair), { text: whole.slice(start, end), pair, start, whole });
    start = end;
  }
  return { fields, tail: whole.slice(start, to) };
}

/** Where the last line of the pair ends. */
function endOf(whole: string, pair: Pair): number {
  const [start, end] = rangeOf(pair.value);
  if (end <= start) {
    return lineAfter(whole, rangeOf(pair.key)[1]);
  }
  return lineAfter(whole, start + Math.max(0, whole.slice(start, end).trimEnd().length - 1));
}

function mergeMaps(maps: Versions<MapText>, path: readonly string[], conflicts: FieldConflict[]): string {
  const { base, one, other } = maps;
  const field = (key: string): Versions<Field | undefined> => ({
    base: base?.fields.get(key),
    one: one.fields.get(key),
    other: other.fields.get(key),
  });
  const changed = (key: string): boolean => {
    const found = field(key);
    const left = found.one ?? found.other;
    return left !== undefined && found.base !== undefined && left.text !== found.base.text;
  };
  const keys = mergeKeys(
    {
      base: base && [...base.fields.keys()],
      one: [...one.fields.keys()],
      other: [...other.fields.keys()],
    },
    { stays: changed, ...(path.length === 0 && { rank: rankOf }) },
  );
  const texts = keys.map((key) => {
    const { base: old, one: here, other: there } = field(key);
    const left = here ?? there!;
    if (!here || !there) {
      if (old) {
        conflicts.push({ path: [...path, key], kept: valueText(left), dropped: '' });
      }
      return left.text;
    }
    const settled = settle(old?.text, here.text, there.text);
    return settled?.value ?? mergeField({ base: old, one: here, other: there }, [...path, key], conflicts);
  });
  const tail = settle(base?.tail, one.tail, other.tail)?.value ?? joinLines(one.tail, other.tail);
  return texts.join('') + tail;
}

/** Keys that the tool doesn't know stay where they are: they rank with nothing. */
function rankOf(key: string): number {
  const rank = (FIELD_ORDER as readonly string[]).indexOf(key);
  return rank < 0 ? FIELD_ORDER.length : rank;
}

/** Fields that are lists; version 0.1.0 writes the first item of one that wasn't there as a scalar. */
const LISTS: ReadonlySet<string> = new Set(['services', 'links', 'tickets']);

/** Returns a field that both have changed, or made. */
function mergeField(field: Versions<Field>, path: readonly string[], conflicts: FieldConflict[]): string {
  const { base, one, other } = field;
  if (isMapped(one) && isMapped(other)) {
    return mergeMapField(field, path, conflicts);
  }
  const lists = [base && itemsOf(base), itemsOf(one), itemsOf(other)] as const;
  const listed = path.length === 1 && LISTS.has(path[0]!);
  if (lists[1] && lists[2] && (listed || isSeq(one.pair.value) || isSeq(other.pair.value))) {
    return mergeList(field, { base: lists[0], one: lists[1], other: lists[2] });
  }
  const [kept, dropped] = choose(field, path[0] === 'security');
  if (valueText(kept) !== valueText(dropped)) {
    conflicts.push({ path, kept: valueText(kept), dropped: valueText(dropped) });
  }
  return commentsLeft(field, kept) + kept.text;
}

/** Which of two scalars wins if nothing else decides: the only one that says something, the careful one, the first. */
function choose({ base, one, other }: Versions<Field>, careful: boolean): [Field, Field] {
  const [here, there] = [valueText(one), valueText(other)];
  // They may differ in a comment alone, or one side in nothing but that.
  const old = base && valueText(base);
  if (here === '' || here === old || (careful && there === 'true')) {
    return [other, one];
  }
  return [one, other];
}

/** Returns whether the value is a map, or nothing, below a key of maps. */
function isMapped({ pair }: Field): boolean {
  return isMap(pair.value) || (isScalar(pair.value) && pair.value.value === null) || pair.value === null;
}

function mergeMapField(field: Versions<Field>, path: readonly string[], conflicts: FieldConflict[]): string {
  const parts = { base: field.base && cutField(field.base), one: cutField(field.one), other: cutField(field.other) };
  if (!parts.one || !parts.other || (field.base && !parts.base)) {
    // Between braces, or of a form that nobody thought of: one of them as a whole.
    const [kept, dropped] = choose(field, false);
    conflicts.push({ path, kept: valueText(kept), dropped: valueText(dropped) });
    return commentsLeft(field, kept) + kept.text;
  }
  const { base, one, other } = parts as Versions<FieldParts>;
  const lines = mergeMaps({ base: base?.map, one: one.map, other: other.map }, path, conflicts);
  const head = settle(base?.head, one.head, other.head)?.value ?? commentsLeft(field, field.one) + one.head;
  return (lines.trim() === '' ? head.replace(/:(?=\s)/, ': {}') : head) + lines;
}

interface FieldParts {
  /** The line of the key, without `{}`, and the comments above it. */
  readonly head: string;
  readonly map: MapText;
}

/** Returns the line of the key, and the lines below it as a map; undefined if the map is on the key's line. */
function cutField({ whole, text, pair, start }: Field): FieldParts | undefined {
  const end = start + text.length;
  const below = lineAfter(whole, rangeOf(pair.key)[1]);
  const { value } = pair;
  if (isMap(value) && value.items.length > 0 && (value.flow === true || rangeOf(value)[0] < below)) {
    return undefined;
  }
  const head = whole.slice(start, below).replace(/: *\{ *\}/, ':');
  return { head, map: cutMap(whole, isMap(value) ? value : undefined, below, end) };
}

/** Returns a list of scalars, one scalar being a list of one; undefined if it is neither. */
function itemsOf({ pair: { value } }: Field): readonly string[] | undefined {
  if (isScalar(value)) {
    return value.value === null ? [] : [wordOf(value)];
  }
  if (!isSeq(value)) {
    return value === null ? [] : undefined;
  }
  const items = value.items.map((item) => (isScalar(item) ? wordOf(item) : undefined));
  return items.every((item) => item !== undefined) ? items : undefined;
}

function wordOf({ value }: Scalar): string {
  return String(value);
}

function mergeList(field: Versions<Field>, lists: Versions<readonly string[]>): string {
  const { one, other } = field;
  const unique = (items: readonly string[]): string[] => [...new Set(items)];
  const items = mergeKeys({
    base: lists.base && unique(lists.base),
    one: unique(lists.one),
    other: unique(lists.other),
  });
  const same = [one, other].find((version) => JSON.stringify(itemsOf(version)) === JSON.stringify(items));
  const kept = same ?? (isSeq(one.pair.value) ? one : other);
  const above = commentsLeft(field, kept);
  if (same) {
    return above + kept.text;
  }
  const [block, more] = [cutList(kept), cutList(kept === one ? other : one)];
  if (block) {
    const indent = /^\s*/.exec([...block.lines.values()][0]!)![0];
    const lines = items.map(
      (item) => block.lines.get(item) ?? more?.lines.get(item) ?? `${indent}- ${written(item)}\n`,
    );
    return above + block.head + lines.join('') + block.tail;
  }
  const { whole, pair, start, text } = kept;
  const colon = whole.indexOf(':', rangeOf(pair.key)[1]) + 1;
  const after = whole.slice(rangeOf(pair.value)[1], start + text.length);
  return `${above}${whole.slice(start, colon)} ${written(items, pair.value, true)}${after}`;
}

interface ListParts {
  readonly head: string;
  /** Each item's line, comments above it included. */
  readonly lines: ReadonlyMap<string, string>;
  readonly tail: string;
}

/** Returns a list that has a line for each item; undefined for any other. */
function cutList({ whole, pair, start, text }: Field): ListParts | undefined {
  const { value } = pair;
  if (!isSeq(value) || value.flow || value.items.length === 0) {
    return undefined;
  }
  const end = start + text.length;
  const head = whole.slice(start, lineAfter(whole, rangeOf(pair.key)[1]));
  const lines = new Map<string, string>();
  let at = start + head.length;
  for (const item of value.items) {
    const next = Math.min(end, lineAfter(whole, rangeOf(item)[0]));
    lines.set(wordOf(item as Scalar), whole.slice(at, next));
    at = next;
  }
  return { head, lines, tail: whole.slice(at, end) };
}

/** Comments that the other side wrote, as lines of their own. */
function commentsLeft({ base, one, other }: Versions<Field>, kept: Field): string {
  const known = new Set([...commentsOf(kept), ...(base ? commentsOf(base) : [])]);
  const left = commentsOf(kept === one ? other : one).filter((comment) => !known.has(comment));
  return left.map((comment) => `${comment}\n`).join('');
}

/** Returns the comments above a key and behind its value. */
function commentsOf({ whole, start, text, pair }: Field): string[] {
  const above = whole.slice(start, rangeOf(pair.key)[0]).split('\n');
  const [from, to] = rangeOf(pair.value);
  const behind =
    isMap(pair.value) || (isScalar(pair.value) && /^BLOCK/.test(pair.value.type ?? ''))
      ? ''
      : whole.slice(Math.max(to, from), start + text.length);
  return [...above, ...behind.split('\n')].map((line) => line.trim()).filter((line) => line.startsWith('#'));
}

function joinLines(one: string, other: string): string {
  const known = new Set(one.split('\n'));
  const lines = other.split('\n').filter((line) => line !== '' && !known.has(line));
  return one + lines.map((line) => `${line}\n`).join('');
}

/** Returns the value as it is written, on one line. */
function valueText({ whole, pair }: Field): string {
  const [start, end] = rangeOf(pair.value);
  return whole.slice(start, end).trim().replace(/\s+/g, ' ');
}
