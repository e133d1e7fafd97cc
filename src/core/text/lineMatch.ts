/** Finds the lines that two versions have in common, by the longest common subsequence, in bounded time. */

import { LCS } from 'node-diff3';

/** A pair of indexes: of the first list and of the second. */
type Pair = readonly [number, number];

/** Beyond this many comparisons two stretches that have nothing of their own in common count as different. */
const MOST = 4_000_000;
/** The same for pairs of equal lines, each of which costs the library more. */
const MOST_PAIRS = 100_000;

/** For each line of `before` the index of the same line in `after`; -1 where it is gone. Both are in their order. */
export function matchLines(before: readonly string[], after: readonly string[]): Int32Array {
  const found = new Int32Array(before.length).fill(-1);
  let [start, tail] = [0, 0];
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) {
    found[start] = start++;
  }
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
    found[before.length - tail] = after.length - tail;
  }
  let [a, b] = [start, start];
  for (const [x, y] of [...anchors(before, after, start, tail), [before.length - tail, after.length - tail] as const]) {
    for (const [i, j] of matchStretch(before.slice(a, x), after.slice(b, y))) {
      found[a + i] = b + j;
    }
    if (x < before.length - tail) {
      found[x] = y;
    }
    [a, b] = [x + 1, y + 1];
  }
  return found;
}

/** Between the anchors: what `node-diff3` finds, unless there is too much of the same. */
function matchStretch(before: string[], after: string[]): Pair[] {
  const pairs: Pair[] = [];
  if (before.length * after.length <= MOST && countPairs(before, after) <= MOST_PAIRS) {
    for (let common = LCS(before, after); common.chain; common = common.chain) {
      pairs.push([common.buffer1index, common.buffer2index]);
    }
  }
  return pairs;
}

/** Returns how many pairs of a line here and an equal one there are: many where lines repeat. */
function countPairs(before: readonly string[], after: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of before) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return after.reduce((pairs, line) => pairs + (counts.get(line) ?? 0), 0);
}

/** Lines that appear once in both, as many as keep one order: they cut long texts into short stretches. */
function anchors(before: readonly string[], after: readonly string[], start: number, tail: number): Pair[] {
  const [once, other] = [onceIn(before, start, tail), onceIn(after, start, tail)];
  const pairs = [...once].flatMap(([line, at]): Pair[] => {
    const there = other.get(line);
    return at >= 0 && there !== undefined && there >= 0 ? [[at, there]] : [];
  });
  return risingRun(pairs, ([, there]) => there);
}

/** As many of the items as have rising values, in their order. */
export function risingRun<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item[] {
  // The last item of the best run of each length, and for each item the one before it in its run.
  const ends: number[] = [];
  const previous = items.map((item, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (valueOf(items[ends[middle]!]!) < valueOf(item)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    ends[low] = index;
    return low === 0 ? -1 : ends[low - 1]!;
  });
  const run: Item[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]!) {
    run.push(items[at]!);
  }
  return run.reverse();
}

/** Where each line is; -1 where it is more than once. */
function onceIn(lines: readonly string[], start: number, tail: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = start; at < lines.length - tail; at++) {
    places.set(lines[at]!, places.has(lines[at]!) ? -1 : at);
  }
  return places;
}
