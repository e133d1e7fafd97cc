/**
 * Retractions: what a `RETRACT` names, how to write one, and which entries still count. A retracted entry stays in the record
 * as it is. All code that asks what a timeline says asks for the entries that count.
 */

import { compareText, sameEntry, type Entry } from './entry';
import type { PlacedEntry } from './entryHead';
import { oneLine } from '../text/plainText';
import { entryText } from './entryText';
import { formatInstant, readInstant, wholeSeconds } from '../time/instant';
import { refusal } from '../text/refusal';
import { readEntry, type Timeline } from './timeline';
import { CORE_SENTENCES } from '../text/sentences';

/** `RETRACT MILESTONE: 2026-11-20T15:40:00Z @dana (wrong incident)` */
export const RETRACT = 'RETRACT';

/** By what an entry is named, and which of two comes first. */
type EntryName = Pick<Entry, 'instant' | 'author' | 'kind' | 'qualifier'>;

/** A record's text and its timeline. */
interface Timelined {
  readonly text: string;
  readonly timeline: Timeline;
}

const QUALIFIER = /^([A-Za-z]+)(?: (.+))?$/;
const NAME = /^(\S{1,40})\s{1,9}@(\S+)(?:\s{1,9}\(([^]*)\))?/;

/** What a `RETRACT` says that it takes back. */
interface Retraction {
  readonly kind: string;
  /** Only where two entries share the rest. */
  readonly qualifier: string | undefined;
  /** Milliseconds since the epoch, UTC. */
  readonly instant: number;
  /** Without `@`. */
  readonly author: string;
  /** One line; empty if no reason is given. */
  readonly reason: string;
}

/**
 * Returns what the text of a `RETRACT` names; undefined if it names nothing.
 * @internal Exported for its test.
 */
export function readRetraction(qualifier: string, text: string): Retraction | undefined {
  const [, kind, which] = QUALIFIER.exec(qualifier) ?? [];
  const [, written = '', author, why = ''] = NAME.exec(text) ?? [];
  const read = readInstant(written);
  return kind === undefined || author === undefined || 'problem' in read
    ? undefined
    : { kind: kind.toUpperCase(), qualifier: which, instant: read.instant, author, reason: oneLine(why) };
}

/** The text of a `RETRACT` with its instant as `tell` tells it; as it is where that tells nothing. */
export function retellRetraction(text: string, tell: (instant: number) => string | undefined): string {
  return text.replace(/^\S+/, (written) => {
    const read = readInstant(written);
    return ('instant' in read ? tell(read.instant) : undefined) ?? written;
  });
}

/** What is known of a timeline already: it never changes, and is asked for many times. */
const known = new WeakMap<Timeline, readonly PlacedEntry[]>();

/** Returns the entries of a record that count, in their order: those that nothing takes back. */
export function countingEntries({ text, timeline }: Timelined): readonly PlacedEntry[] {
  const entries = known.get(timeline) ?? counting(timeline.entries, (placed) => entryText(text, placed));
  known.set(timeline, entries);
  return entries;
}

/** Returns whether the entry is in the record and counts. */
export function counts(record: Timelined, entry: Entry): boolean {
  return countingEntries(record).some(
    (placed) => isNear(placed, entry) && sameEntry(readEntry(record.text, placed), entry),
  );
}

/**
 * Those of the entries that count, in their order. A `RETRACT` takes back all entries that it names, wherever they are; one
 * that is taken back itself takes nothing back, so that what it named counts again.
 */
export function counting<T extends EntryName>(entries: readonly T[], textOf: (entry: T) => string): readonly T[] {
  const retracts = entries.filter(({ kind }) => kind === RETRACT);
  if (retracts.length === 0) {
    return entries;
  }
  const named = new Map<string, T[]>();
  for (const entry of entries) {
    for (const name of [nameOf(entry), nameOf(entry, entry.qualifier)]) {
      const others = named.get(name);
      if (others) {
        others.push(entry);
      } else {
        named.set(name, [entry]);
      }
    }
  }
  const gone = new Set<T>();
  // A later one decides about an earlier one, never the other way round.
  const order = (a: T, b: T): number =>
    a.instant - b.instant || compareText(a.author, b.author) || compareText(textOf(a), textOf(b));
  for (const retract of retracts.toSorted(order).reverse()) {
    const said = gone.has(retract) ? undefined : readRetraction(retract.qualifier, textOf(retract));
    const name = said && nameOf(said, said.qualifier);
    for (const entry of (name !== undefined && named.get(name)) || []) {
      if (entry.kind !== RETRACT || order(entry, retract) < 0) {
        gone.add(entry);
      }
    }
    // What an earlier one of the same name takes back is among it: reading stays linear.
    if (name !== undefined) {
      named.delete(name);
    }
  }
  return entries.filter((entry) => !gone.has(entry));
}

/**
 * Returns the entry that takes `entry` back, at `instant` or, if that is earlier, right after it; both in milliseconds since the
 * epoch. `author` has no `@`, `reason` may be empty.
 * @throws Refusal if another entry would be taken back as well.
 */
export function retractionOf(
  { text, timeline }: Timelined,
  entry: Entry,
  { author, instant, reason }: { readonly author: string; readonly instant: number; readonly reason: string },
): Entry {
  const others = timeline.entries
    .filter((placed) => nameOf(placed) === nameOf(entry))
    .map((placed) => readEntry(text, placed))
    .filter((other) => !sameEntry(other, entry));
  if (others.some(({ qualifier }) => qualifier === entry.qualifier)) {
    throw refusal(CORE_SENTENCES, 'twoOfOneTime', { kind: entry.kind });
  }
  const which = others.length === 0 ? '' : ` ${entry.qualifier}`;
  const why = oneLine(reason);
  return {
    instant: Math.max(instant, wholeSeconds(entry.instant) + 1000),
    author,
    kind: RETRACT,
    qualifier: `${entry.kind}${which}`,
    text: `${formatInstant(entry.instant)} @${entry.author}${why === '' ? '' : ` (${why})`}`,
  };
}

/** Fractions of a second aren't written, so they name nothing. */
function nameOf({ kind, author, instant }: Omit<EntryName, 'qualifier'>, qualifier?: string): string {
  return `${wholeSeconds(instant)} ${author} ${kind}${qualifier === undefined ? '' : ` ${qualifier}`}`;
}

function isNear(placed: PlacedEntry, { instant, author }: Entry): boolean {
  return placed.instant === instant && placed.author === author;
}
