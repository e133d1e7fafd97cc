/** The one place where a command's entries become changes of the record: signed, in order, each with its own instant. */
import type { Change } from '../record/change';
import { atFreeInstant } from '../record/placement';
import type { IncidentRecord } from '../record/record';
import { normaliseText } from '../text/plainText';
import { wholeSeconds } from '../time/instant';
import { withTypedMark, type Entry } from '../timeline/entry';
import { readEntry } from '../timeline/timeline';
import { afterLastWord } from './lastWord';
import type { NewEntry } from './newEntry';

/** Who writes, and when. */
export interface Signature {
  /** A handle without `@`. */
  readonly author: string;
  /** Milliseconds since the epoch, UTC. */
  readonly instant: number;
  /** Whether the time is only known by the minute. */
  readonly minute?: true;
  /** When it is written, if nobody said when it was; milliseconds since the epoch. What it changes comes before it then. */
  readonly decided?: number;
}

/** Makes entries from the current record and a text, or finds the one that's already there. */
export type EntryMaker = (
  record: IncidentRecord,
  text: string,
) =>
  | NewEntry
  | readonly NewEntry[]
  | { readonly standing: Entry }
  | { readonly main: NewEntry; readonly all: readonly DatedEntry[]; readonly moved?: readonly Change[] };

/** An entry that may have an instant of its own, in milliseconds since the epoch; else it has that of the command. */
export type DatedEntry = NewEntry & { readonly instant?: number };

/** The changes of a command, and its first entry, or the main one, as it is in the record then. */
export interface MadeEntries {
  readonly changes: readonly Change[];
  readonly entry: Entry;
}

/** Returns what a command makes of the record and a text, signed. The maker may refuse. */
export function madeEntries(record: IncidentRecord, text: string, make: EntryMaker, by: Signature): MadeEntries {
  const made = make(record, text);
  if ('standing' in made) {
    return { changes: [], entry: made.standing };
  }
  const all: readonly DatedEntry[] = 'main' in made ? made.all : [made].flat();
  const changes = addedEntries(
    record,
    all.map(({ instant, ...entry }) =>
      instant === undefined ? { ...entry, ...by } : { ...entry, author: by.author, instant },
    ),
  );
  const moved = ('main' in made && made.moved) || [];
  return { changes: [...moved, ...changes], entry: changes['main' in made ? all.indexOf(made.main) : 0]!.added! };
}

/** One change for each of the entries, none of them at an instant of its author's that is taken. */
export function addedEntries(record: IncidentRecord, entries: readonly (NewEntry & Signature)[]): Change[] {
  const added = atFreeInstants(
    record,
    entries.map((entry) => {
      const own = entryOf(entry);
      return entry.decided === undefined
        ? own
        : afterLastWord(record, afterOwnEntries(record, own, entry.decided), entry.decided);
    }),
  );
  return entries.map(({ fields, box, sections }, index) => ({
    added: added[index]!,
    ...(fields && { fields }),
    ...(box && { box }),
    ...(sections && { sections }),
  }));
}

/** Maximum time by which entries of one second are ahead of the clock, in ms. */
const AHEAD = 60_000;

/** An entry of now comes after those that its author wrote before: of one second the later ones are ahead of the clock. */
function afterOwnEntries({ timeline }: IncidentRecord, entry: Entry, now: number): Entry {
  const last = timeline.entries
    .filter(({ author, instant }) => author === entry.author && instant > now && instant <= now + AHEAD)
    .reduce((latest, { instant }) => Math.max(latest, instant), -Infinity);
  return last === -Infinity ? entry : { ...entry, instant: wholeSeconds(last) + 1000 };
}

function entryOf({ kind, qualifier = '', text, ticked, author, instant, minute }: NewEntry & Signature): Entry {
  return withTypedMark({
    kind,
    qualifier,
    text: normaliseText(text),
    author,
    instant,
    ...(ticked !== undefined && { ticked }),
    ...(minute && { minute }),
  });
}

/** Returns the entries as they can be put into the record, one after another. */
export function atFreeInstants(record: IncidentRecord, entries: readonly Entry[]): Entry[] {
  const [only, ...more] = entries;
  if (only && more.length === 0) {
    return [atFreeInstant(record.timeline, only, record.text)];
  }
  const taken = new TakenInstants(record);
  return entries.map((entry) => taken.take(entry));
}

/** Who has an entry at which instant, in a record and among what comes to it: the same as `atFreeInstant`, of many entries. */
class TakenInstants {
  readonly #taken = new Map<string, Set<number>>();
  /** Of whole minutes, as no others are known by the minute. */
  readonly #lines = new Set<string>();

  constructor({ text, timeline }: IncidentRecord) {
    for (const placed of timeline.entries) {
      this.#add(readEntry(text, placed));
    }
  }

  /** The entry at its own instant or the first free second after it, which is taken then. */
  take(entry: Entry): Entry {
    const free = this.#freed(entry);
    this.#add(free);
    return free;
  }

  #freed(entry: Entry): Entry {
    if (entry.minute && entry.kind === 'TL' && !this.#lines.has(lineOf(entry))) {
      return entry;
    }
    let instant = wholeSeconds(entry.instant);
    const taken = this.#taken.get(entry.author);
    while (taken?.has(instant)) {
      instant += 1000;
    }
    return instant === entry.instant ? entry : atExactly(entry, instant);
  }

  #add(entry: Entry): void {
    const own = this.#taken.get(entry.author);
    if (own) {
      own.add(entry.instant);
    } else {
      this.#taken.set(entry.author, new Set([entry.instant]));
    }
    if (entry.instant % 60_000 === 0) {
      this.#lines.add(lineOf(entry));
    }
  }
}

/** Returns the entry at another instant, which is no longer only known by the minute. */
function atExactly({ minute: _, ...exact }: Entry, instant: number): Entry {
  return { ...exact, instant };
}

function lineOf({ instant, author, kind, qualifier, text }: Entry): string {
  return [instant, author, kind, qualifier, text].join('\n');
}
