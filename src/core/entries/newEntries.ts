/** The one place where a command's entries become the changes of a record: signed, in order, each at an instant of its own. */
import type { Change } from '../record/change';
import { atFreeInstant, insertEntry } from '../record/placement';
import { readRecord, type IncidentRecord } from '../record/record';
import { normaliseText } from '../text/plainText';
import { applyEdits } from '../text/textEdit';
import type { Entry } from '../timeline/entry';
import type { NewEntry } from './newEntry';

/** Who writes, and when. */
export interface Signature {
  /** A handle without `@`. */
  readonly author: string;
  /** Milliseconds since the epoch, UTC. */
  readonly instant: number;
  /** Whether the time is only known by the minute. */
  readonly minute?: true;
}

/** Makes entries from the current record and a text, or finds the one that's already there. */
export type EntryMaker = (
  record: IncidentRecord,
  text: string,
) =>
  | NewEntry
  | readonly NewEntry[]
  | { readonly standing: Entry }
  | { readonly main: NewEntry; readonly all: readonly NewEntry[] };

/** The changes of a command, and its first entry, or the main one, as it stands in the record then. */
export interface MadeEntries {
  readonly changes: readonly Change[];
  readonly entry: Entry;
}

/** What a command makes of the record and a text, signed. The maker may refuse. */
export function madeEntries(record: IncidentRecord, text: string, make: EntryMaker, by: Signature): MadeEntries {
  const made = make(record, text);
  if ('standing' in made) {
    return { changes: [], entry: made.standing };
  }
  const all = 'main' in made ? made.all : [made].flat();
  const changes = addedEntries(
    record,
    all.map((entry) => ({ ...entry, ...by })),
  );
  return { changes, entry: changes['main' in made ? all.indexOf(made.main) : 0]!.added! };
}

/** One change for each of the entries, none of them at an instant of its author's that is taken. */
export function addedEntries(record: IncidentRecord, entries: readonly (NewEntry & Signature)[]): Change[] {
  const added = atFreeInstants(record, entries.map(entryOf));
  return entries.map(({ fields, box, sections }, index) => ({
    added: added[index]!,
    ...(fields && { fields }),
    ...(box && { box }),
    ...(sections && { sections }),
  }));
}

function entryOf({ kind, qualifier = '', text, ticked, author, instant, minute }: NewEntry & Signature): Entry {
  return {
    kind,
    qualifier,
    text: normaliseText(text),
    author,
    instant,
    ...(ticked !== undefined && { ticked }),
    ...(minute && { minute }),
  };
}

/** The entries as they can be put into the record, one after the other. */
export function atFreeInstants(record: IncidentRecord, entries: readonly Entry[]): Entry[] {
  let sofar = record;
  return entries.map((entry) => {
    const added = atFreeInstant(sofar.timeline, entry, sofar.text);
    // A record is long, and most commands write one entry.
    sofar = entries.length === 1 ? sofar : withEntry(sofar, added);
    return added;
  });
}

function withEntry({ text, timeline }: IncidentRecord, entry: Entry): IncidentRecord {
  return readRecord(applyEdits(text, [insertEntry(text, timeline, entry)]));
}
