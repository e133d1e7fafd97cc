/** Writes entries for the commands, and keeps what was written so that it can be undone. */
import { dirname } from 'node:path';
import type { Change } from '../../core/record/change';
import { formatEntry } from '../../core/timeline/entry';
import { isLong, linkText } from '../../core/timeline/longText';
import { addedEntries, madeEntries, type EntryMaker, type MadeEntries } from '../../core/entries/newEntries';
import type { NewEntry } from '../../core/entries/newEntry';
import type { IncidentRecord } from '../../core/record/record';
import { writeEvidence } from '../../store/newFile';
import { isByMinute } from '../../core/time/typedTime';
import { handleOf, instantOf, type Invocation } from '../shell/arguments';
import type { Log } from '../shell/log';
import type { Author } from '../records/author';
import type { OwnChanges, OwnStep } from './ownChanges';
import { rootOf } from '../records/recordFolders';
import type { RecordWriter } from '../records/recordWriter';
import { keepSaid, type Said } from './timedText';

/** An entry before its author is settled, and its instant is free. */
export interface TimedEntry extends NewEntry {
  /** Milliseconds since the epoch, UTC. */
  readonly instant: number;
  /** Whether the time is only known by the minute. */
  readonly minute?: true;
  /** When it is written, if nobody said when it was. */
  readonly decided?: number;
}

/** What a command that writes an entry returns: the entry as it was written, continuation lines included. */
export interface Written {
  readonly entry: string;
}

/** What every command that writes an entry takes besides its own arguments. */
export interface Authored {
  readonly at?: string | undefined;
  readonly author?: string | undefined;
}

export class EntryWriting {
  readonly #writer: RecordWriter;
  readonly #author: Author;
  readonly #own: OwnChanges;
  readonly #log: Log;
  #last: Promise<unknown> = Promise.resolve();

  constructor(writer: RecordWriter, author: Author, own: OwnChanges, log: Log) {
    this.#writer = writer;
    this.#author = author;
    this.#own = own;
    this.#log = log;
  }

  /** The author that the argument names, else this person; without `@`. */
  async authorOf(given: Authored, path: string): Promise<string> {
    return given.author === undefined ? this.#author.of(path) : handleOf(given.author);
  }

  /** Logs the entries in one step, and gives each back as it was written. */
  async add(path: string, given: Authored, entries: readonly TimedEntry[]): Promise<string[]> {
    const author = await this.authorOf(given, path);
    const kept = await Promise.all(entries.map((entry) => keepLongText(path, author, entry)));
    const signed = kept.map((entry) => ({ ...entry, author }));
    const changes = await this.change(path, (record) => addedEntries(record, signed));
    return changes.map((change) => formatEntry(change.added!, '\n'));
  }

  /**
   * Logs what `make` makes from the current record and the text, long or not; gives its first entry, or the main
   * one, back as it was written. `make` may refuse; an entry that is there already is written no second time. `leaves`:
   * it's a message that goes to the clipboard or into an email.
   */
  async write(
    path: string,
    given: Authored,
    said: Pick<TimedEntry, 'text' | 'instant' | 'minute' | 'decided'>,
    make: EntryMaker,
    leaves = false,
  ): Promise<Written> {
    const author = await this.authorOf(given, path);
    const { text, instant } = await keepLongText(path, author, said);
    const { decided } = said;
    const by = { author, instant, ...minuteOf(given, said.minute), ...(decided !== undefined && { decided }) };
    let made: MadeEntries | undefined;
    await this.change(path, (record) => (made = madeEntries(record, text, make, by)).changes, {
      ...(leaves && { left: true }),
    });
    return { entry: formatEntry(made!.entry, '\n') };
  }

  /**
   * Like `write`, at the instant that the argument says, else the person, else the command's own. Nothing is written where
   * nothing was said, as the person canceled; what was typed is offered again where it couldn't be written.
   */
  async writeSaid(
    { instant }: Invocation,
    path: string,
    given: Authored,
    said: Said | undefined,
    make: EntryMaker,
  ): Promise<Written | undefined> {
    if (!said) {
      return undefined;
    }
    const at = settledInstant(given, said.instant, instant);
    const { text, minute } = said;
    const timed = { text, instant: at, ...(minute && { minute }), ...decidedNow(given, said.instant) };
    return keepSaid(said, () => this.write(path, given, timed, make));
  }

  /** Resolves when what is being written now can be undone: an entry is in its file a moment before. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /**
   * Makes other changes, to be taken back like the rest; `more` is what undoing them has to know. `breathe` lets others have
   * their turn while thousands are written.
   */
  async change(
    path: string,
    make: (record: IncidentRecord) => readonly Change[],
    more: Omit<OwnStep, 'parts'> = {},
    breathe?: () => Promise<void>,
  ): Promise<readonly Change[]> {
    const work = this.#change(path, make, more, breathe);
    this.#last = Promise.allSettled([this.#last, work]);
    return work;
  }

  async #change(
    path: string,
    make: (record: IncidentRecord) => readonly Change[],
    more: Omit<OwnStep, 'parts'>,
    breathe: (() => Promise<void>) | undefined,
  ): Promise<readonly Change[]> {
    const changes = await this.#writer.write(path, make, breathe);
    if (changes.length > 0) {
      const step = { parts: [{ path, changes }], ...more };
      // The entry is safe already.
      await this.#own.add(step).catch(this.#log.bug);
    }
    return changes;
  }
}

/** Returns the instant of an entry: what the argument says, else what was typed before the text, else the command's own. */
export function settledInstant(given: Authored, typed: number | undefined, invoked: number): number {
  return given.at === undefined ? (typed ?? invoked) : instantOf(given.at, invoked);
}

/** To be spread: that it is decided now, unless the argument or the person says when it was. */
export function decidedNow({ at }: Authored, typed: number | undefined): { readonly decided?: number } {
  return at === undefined && typed === undefined ? { decided: Date.now() } : {};
}

/** To be spread: whether the time that the argument says, else the one that was typed, is only known by the minute. */
export function minuteOf({ at }: Authored, typed: true | undefined): { readonly minute?: true } {
  return (at === undefined ? typed : isByMinute(at)) ? { minute: true } : {};
}

/** The entry, a long text in a file of evidence and a link instead of it. */
export async function keepLongText<T extends Pick<TimedEntry, 'text' | 'instant'>>(
  path: string,
  author: string,
  entry: T,
): Promise<T> {
  if (!isLong(entry.text, Buffer.byteLength(entry.text))) {
    return entry;
  }
  const stamp = new Date(entry.instant).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const file = await writeEvidence(rootOf(path), dirname(path), `${stamp}Z-${author}.md`, `${entry.text.trimEnd()}\n`);
  return { ...entry, text: linkText(entry.text, file) };
}
