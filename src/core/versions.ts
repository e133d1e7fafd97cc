/**
 * What two sides made of one thing: the rule for a value that at most one side changed, and for lists of keys. Knows no
 * markdown. No side is preferred: whoever asks puts both in an order of their own.
 */

/** `base` is absent where the sides have nothing in common. */
export interface Versions<T> {
  readonly base: T | undefined;
  readonly one: T;
  readonly other: T;
}

/** The value that stands, where at most one side changed it or both made the same of it; undefined where they differ. */
export function settle<T>(base: T, one: T, other: T): { readonly value: T } | undefined {
  if (one === other || base === other) {
    return { value: one };
  }
  return base === one ? { value: other } : undefined;
}

export interface KeyRules {
  /** Whether a key stays that one side took away, because the other changed what it stands for. */
  readonly stays?: (key: string) => boolean;
  /** The order of keys that are new at one place; where it is the same for all, those of one side stay together. */
  readonly rank?: (key: string) => number;
  /** Which side's new keys come first at one place, by the first key of each; by default in the order of their characters. */
  readonly precedes?: (key: string, other: string) => boolean;
}

/**
 * Which keys there are, and in which order: what either side added is in, what either took away is out. Each list has a key
 * once.
 */
export function mergeKeys({ base = [], one, other }: Versions<readonly string[]>, rules: KeyRules = {}): string[] {
  const [inBase, inOne, inOther] = [new Set(base), new Set(one), new Set(other)];
  const common = one.filter((key) => inOther.has(key));
  const others = other.filter((key) => inOne.has(key));
  const known = (keys: readonly string[]): string => JSON.stringify(keys.filter((key) => inBase.has(key)));
  const order = known(common) === known(base.filter((key) => inOne.has(key) && inOther.has(key))) ? others : common;
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

function joinRuns(one: readonly string[], other: readonly string[], { rank, precedes }: KeyRules): string[] {
  const [here, there] = [one[0], other[0]];
  const first = here === undefined || there === undefined || (precedes ?? isBefore)(here, there);
  const joined = first ? [...one, ...other] : [...other, ...one];
  return rank ? joined.sort((a, b) => rank(a) - rank(b)) : joined;
}

function isBefore(key: string, other: string): boolean {
  return key < other;
}
