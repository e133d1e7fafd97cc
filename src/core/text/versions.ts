/**
 * Merges two sides of a value that at most one side changed, and of lists of keys. Prefers neither side; the caller orders the
 * result.
 */

/** `base` is absent if the sides have nothing in common. */
export interface Versions<T> {
  readonly base: T | undefined;
  readonly one: T;
  readonly other: T;
}

/** Returns the merged value if at most one side changed it, or both made the same change; undefined if they differ. */
export function settle<T>(base: T, one: T, other: T): { readonly value: T } | undefined {
  if (one === other || base === other) {
    return { value: one };
  }
  return base === one ? { value: other } : undefined;
}

export interface KeyRules {
  /** Whether a key stays that one side removed, because the other changed what it stands for. */
  readonly stays?: (key: string) => boolean;
  /** The order of keys that are new at one place, before that of their characters. */
  readonly rank?: (key: string) => number;
  /** Whether what one side put at one place stays together. */
  readonly together?: true;
}

/**
 * Which keys there are, and in which order: what either side added is in, what either removed is out. Each list has a key
 * once.
 */
export function mergeKeys({ base = [], one, other }: Versions<readonly string[]>, rules: KeyRules = {}): string[] {
  const [inBase, inOne, inOther] = [new Set(base), new Set(one), new Set(other)];
  const common = one.filter((key) => inOther.has(key));
  const others = other.filter((key) => inOne.has(key));
  const known = (keys: readonly string[]): string => JSON.stringify(keys.filter((key) => inBase.has(key)));
  const changed = settle(known(base.filter((key) => inOne.has(key) && inOther.has(key))), known(common), known(others));
  const both = known(common) === known(others) || !changed;
  // Where both, or neither, moved something, the order of characters decides: the same in whatever order versions meet.
  const first = both ? JSON.stringify(common) < JSON.stringify(others) : changed.value === known(common);
  const order = first ? common : others;
  const stays = (key: string): boolean => !inBase.has(key) || rules.stays?.(key) === true;
  const runs = [runsOf(one, inOther, stays), runsOf(other, inOne, stays)] as const;
  const at = (anchor: string | undefined): string[] =>
    joinRuns(runs[0].get(anchor) ?? [], runs[1].get(anchor) ?? [], rules);
  return [...at(undefined), ...order.flatMap((key) => [key, ...at(key)])];
}

/** The keys that one side alone has, by the last key before them that both have. */
function runsOf(
  keys: readonly string[],
  both: ReadonlySet<string>,
  stays: (key: string) => boolean,
): Map<string | undefined, string[]> {
  const runs = new Map<string | undefined, string[]>();
  let anchor: string | undefined;
  for (const key of keys) {
    if (both.has(key)) {
      anchor = key;
    } else if (stays(key)) {
      const run = runs.get(anchor);
      if (run) {
        run.push(key);
      } else {
        runs.set(anchor, [key]);
      }
    }
  }
  return runs;
}

/** Both runs, each in its own order. */
function joinRuns(one: readonly string[], other: readonly string[], { rank = () => 0, together }: KeyRules): string[] {
  const precedes = (key: string, than: string): boolean =>
    rank(key) === rank(than) ? key <= than : rank(key) < rank(than);
  const joined: string[] = [];
  let [here, there] = [0, 0];
  while (here < one.length && there < other.length) {
    const [a, b] = [one[here]!, other[there]!];
    // Of those that stay together, the one that ranks first still comes first.
    const first = together && rank(a) === rank(b) ? precedes(one[0]!, other[0]!) : precedes(a, b);
    joined.push(first ? a : b);
    [here, there] = first ? [here + 1, there] : [here, there + 1];
  }
  return [...joined, ...one.slice(here), ...other.slice(there)];
}
