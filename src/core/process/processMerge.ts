/**
 * A process that extends another one: what it says takes the place of what it inherits, piece by piece. Knows the rules
 * and plain data; whether what comes out is a process is for others to say.
 *
 * - A text, a number, true or false takes the inherited one's place.
 * - A set of keys is combined key by key; an empty value takes a key away.
 * - A list of things with names is combined by their names; a new one comes at the end. With `remove: true` one goes,
 *   with `replace: true` it is what is written here alone.
 * - Steps (`items`) and `actions` come at the end of those that are there; any other list takes the inherited one's place.
 * - A list that is named under `replaces` is what is written here alone.
 * - A name in words that the inherited process used before (`formerly`) means the same thing, in today's words.
 */

import type { ProcessDocument } from './processForm';
import type { Mistake } from './processMistakes';
import { reasonOf } from '../text/reason';
import { PROCESS_SENTENCES } from './sentences';
import { currentWording } from './wording';

/** By what a thing in a list is recognized. */
export const NAMES: Readonly<Record<string, string>> = {
  roles: 'id',
  severities: 'name',
  milestones: 'name',
  durations: 'label',
  deadlines: 'name',
  audiences: 'name',
  sources: 'name',
  outcomes: 'name',
  checklists: 'phase',
  gates: 'milestone',
  repairs: 'cause',
  escalations: 'sign',
  tips: 'text',
  templates: 'name',
};

/** The lists that `replaces` may name. */
export const NAMED_LISTS: readonly string[] = Object.keys(NAMES);

const MARKS = new Set(['remove', 'replace']);
const GROWING = new Set(['items', 'actions']);

type Path = Mistake['path'];
type Keys = Readonly<Record<string, unknown>>;

export interface MergedProcess {
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** Where a place of the value was written in the extending document; undefined if it was inherited. */
  ownPath(path: Path): Path | undefined;
}

/** `own` is the extending document's plain data, without `extends`. */
export function mergeProcess(base: ProcessDocument, own: Keys): MergedProcess {
  const { replaces, ...changes } = own;
  const mistakes: Mistake[] = [];
  // Things of lists have another index than in the document they were written in.
  const origins = new Map<unknown, Path | undefined>();
  const replaced = namedLists(replaces, mistakes);
  const kept = Object.fromEntries(Object.entries(base).filter(([key]) => !replaced.includes(key)));
  const today = (words: unknown): unknown => (typeof words === 'string' ? currentWording(base, words) : words);
  const value: Record<string, unknown> = mergedKeys(kept, changes, (key, old, given) =>
    Object.hasOwn(NAMES, key) && Array.isArray(old) && Array.isArray(given)
      ? mergedThings({ list: key, origins, mistakes, today }, old as Keys[], given)
      : merged(today)(key, old, given),
  );
  const ownPath = (path: Path): Path | undefined => {
    let node: unknown = value;
    let place: Path | undefined = [];
    for (const [index, key] of path.entries()) {
      if (index === 0 && !Object.hasOwn(changes, key)) {
        return undefined;
      }
      node = isKeys(node) || Array.isArray(node) ? (node as Record<string | number, unknown>)[key] : undefined;
      place = origins.has(node) ? origins.get(node) : place && [...place, key];
    }
    return place;
  };
  return { value, mistakes, ownPath };
}

/** Returns the extending document's data without what only says how it is combined. */
export function withoutMarks({ replaces: _, ...own }: Keys): Keys {
  const bare = (thing: unknown): unknown =>
    isKeys(thing)
      ? Object.fromEntries(Object.entries(thing).filter(([key, mark]) => !(MARKS.has(key) && mark === true)))
      : thing;
  return Object.fromEntries(
    Object.entries(own).map(([key, list]) => [
      key,
      Object.hasOwn(NAMES, key) && Array.isArray(list) ? list.map(bare) : list,
    ]),
  );
}

function namedLists(replaces: unknown, mistakes: Mistake[]): readonly unknown[] {
  if (replaces === undefined) {
    return [];
  }
  if (!Array.isArray(replaces)) {
    mistakes.push({ path: ['replaces'], reason: reasonOf(PROCESS_SENTENCES, 'replacesNoList') });
    return [];
  }
  for (const [index, name] of replaces.entries()) {
    if (!NAMED_LISTS.includes(String(name))) {
      const reason = reasonOf(PROCESS_SENTENCES, 'unknownList', { name: String(name), known: NAMED_LISTS });
      mistakes.push({ path: ['replaces', index], reason });
    }
  }
  return replaces;
}

/** Today's wording of a name, a step, or an action. */
type Today = (words: unknown) => unknown;

function merged(today: Today): (key: string, old: unknown, given: unknown) => unknown {
  const merge = (key: string, old: unknown, given: unknown): unknown => {
    if (isKeys(old) && isKeys(given)) {
      // What was called something else before may have been called yet something else here.
      return mergedKeys(old, given, key === 'formerly' ? united : merge);
    }
    return GROWING.has(key) && Array.isArray(old) && Array.isArray(given)
      ? united(key, old, (given as unknown[]).map(today))
      : given;
  };
  return merge;
}

function united(_: string, old: unknown, given: unknown): unknown {
  return Array.isArray(old) && Array.isArray(given)
    ? [...(old as unknown[]), ...(given as unknown[]).filter((item) => !old.includes(item))]
    : given;
}

function mergedKeys(
  old: Keys,
  given: Keys,
  merge: (key: string, old: unknown, given: unknown) => unknown,
): Record<string, unknown> {
  const value: Record<string, unknown> = { ...old };
  for (const [key, item] of Object.entries(given)) {
    if (item === null && Object.hasOwn(old, key)) {
      delete value[key];
    } else {
      value[key] = Object.hasOwn(old, key) ? merge(key, old[key], item) : item;
    }
  }
  return value;
}

interface Merging {
  /** Which list: `checklists`. */
  readonly list: string;
  readonly origins: Map<unknown, Path | undefined>;
  readonly mistakes: Mistake[];
  readonly today: Today;
}

function mergedThings(
  { list, origins, mistakes, today }: Merging,
  old: readonly Keys[],
  given: readonly unknown[],
): unknown[] {
  const things: unknown[] = [...old];
  old.forEach((thing) => origins.set(thing, undefined));
  for (const [index, written] of given.entries()) {
    const path = [list, index];
    if (!isKeys(written)) {
      things.push(written);
      continue;
    }
    const name = NAMES[list]!;
    const item: Keys = Object.hasOwn(written, name) ? { ...written, [name]: today(written[name]) } : written;
    const { remove, replace, ...rest } = item;
    const at = findThing(list, things, item);
    if (remove === true && at === undefined) {
      const wanted = String(written[name]);
      const known = old.map((thing) => String(thing[name]));
      mistakes.push({ path, reason: reasonOf(PROCESS_SENTENCES, 'notInherited', { name: wanted, list, known }) });
    } else if (remove === true) {
      things.splice(at!, 1);
    } else {
      const marks = {
        ...(remove !== undefined && { remove }),
        ...(replace !== undefined && replace !== true && { replace }),
      };
      const own = { ...rest, ...marks };
      const thing = at === undefined || replace === true ? own : mergedKeys(things[at] as Keys, own, merged(today));
      origins.set(thing, path);
      things.splice(at ?? things.length, at === undefined ? 0 : 1, thing);
    }
  }
  return things;
}

/** Returns the one of that name; of checklists with one phase, the one of that role, or the only one where no role is named. */
function findThing(list: string, things: readonly unknown[], item: Keys): number | undefined {
  const name = NAMES[list]!;
  const named = [...things.entries()].filter(([, thing]) => isKeys(thing) && thing[name] === item[name]);
  const same = named.filter(([, thing]) => (thing as Keys)['role'] === item['role']);
  const found =
    list !== 'checklists'
      ? named[0]
      : (same[0] ?? (item['role'] === undefined && named.length === 1 ? named[0] : undefined));
  return found?.[0];
}

function isKeys(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
