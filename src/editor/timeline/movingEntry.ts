/** The command that moves an entry to the record of another incident; undone in one step, in both. */
import { dirname } from 'node:path';
import { inverse } from '../../core/record/change';
import { movedEntry, staysInRecord } from '../../core/entries/entryMove';
import { formatEntry, type Entry } from '../../core/timeline/entry';
import { Refusal } from '../../core/text/refusal';
import { takenBack } from '../../core/entries/takeBack';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { EntryChoice } from '../entries/entryChoice';
import { settledInstant, type EntryWriting, type Written } from '../entries/entryWriting';
import type { OwnChanges } from '../entries/ownChanges';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { SeenEntries } from '../entries/seenEntries';
import { pickRecord, promptTitle } from '../records/target';

export class MovingEntry {
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #writing: EntryWriting;
  readonly #entries: EntryChoice;
  readonly #own: OwnChanges;
  readonly #seen: SeenEntries;

  constructor(
    records: RecordList,
    writer: RecordWriter,
    writing: EntryWriting,
    entries: EntryChoice,
    own: OwnChanges,
    seen: SeenEntries,
  ) {
    this.#records = records;
    this.#writer = writer;
    this.#writing = writing;
    this.#entries = entries;
    this.#own = own;
    this.#seen = seen;
  }

  /** Returns the entry as it is in the other record. It is there before it leaves its own. */
  async moveEntry(invocation: Invocation): Promise<Written | undefined> {
    const given = readArgument(FORMS.moveEntry, invocation);
    const found = await this.#entries.find(given, 'move', (entry) => !staysInRecord(entry));
    const to =
      found && (given.to === undefined ? await this.#askOther(found.path) : await this.#records.withId(given.to));
    if (!found || !to) {
      return undefined;
    }
    const { path, entry } = found;
    if (to.path === path) {
      throw new Refusal('The entry is in that incident already: name another one.');
    }
    const from = await this.#writer.readWhole(path);
    const acted = await this.#seen.actedOn(path);
    const author = await this.#writing.authorOf(given, path);
    const instant = settledInstant(given, undefined, invocation.instant);
    const folder = dirname(dirname(path)) === dirname(dirname(to.path)) ? `../${idOf(path)}` : undefined;
    let moved: Entry = entry;
    const come = await this.#writer.write(to.path, (record) => {
      moved = movedEntry(from, record, entry, folder);
      return [{ added: moved }];
    });
    const reason = `moved to ${idOf(to.path)}`;
    const gone = await this.#writer
      .write(path, (record) => takenBack(record, [{ added: entry }], acted, { author, instant, reason }))
      .catch(async (error: unknown) => {
        // Somebody was quicker here: it's in one record only, whatever happens.
        await this.#writer.write(to.path, () => come.map(inverse));
        throw error;
      });
    await this.#own.add({
      parts: [
        { path: to.path, changes: come },
        { path, changes: gone },
      ],
    });
    return { entry: formatEntry(moved, '\n') };
  }

  /** Open incidents first. */
  async #askOther(path: string): Promise<{ readonly path: string } | undefined> {
    const others = (await this.#records.all()).filter((record) => record.path !== path);
    if (others.length === 0) {
      throw new Refusal('There is no other incident here to move the entry to.');
    }
    const sorted = [...others.filter(({ open }) => open), ...others.filter(({ open }) => !open)];
    return pickRecord(sorted, await promptTitle(this.#records, path, 'move the entry to'));
  }
}
