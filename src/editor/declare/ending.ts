/** The commands that end an incident which is none, or which another record is about. */
import { cancelEntry, duplicateEntry } from '../../core/entries/newEntry';
import { Refusal } from '../../core/text/refusal';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import { settledInstant, type EntryWriting, type Written } from '../entries/entryWriting';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import { needTarget, pickRecord, promptTitle } from '../records/target';
import { givenOrAsked } from '../entries/timedText';
import type { Updating } from '../update/updating';

export interface Canceled extends Written {
  /** The text for what is left to do on the next working day; absent where the process has none, or it may not be told. */
  readonly ticket?: string;
}

export class Ending {
  readonly #records: RecordList;
  readonly #writing: EntryWriting;
  readonly #updating: Updating;

  constructor(records: RecordList, writing: EntryWriting, updating: Updating) {
    this.#records = records;
    this.#writing = writing;
    this.#updating = updating;
  }

  /** What is left to do after a false alarm opens as a draft where the person was asked. */
  async cancel(invocation: Invocation): Promise<Canceled | undefined> {
    const given = readArgument(FORMS.cancel, invocation);
    const target = await needTarget(this.#records, given.incident, 'Cancel an incident');
    if (!target) {
      return undefined;
    }
    const { path } = target;
    const said = await givenOrAsked(
      given.reason,
      this.#records,
      path,
      {
        what: 'cancel it as a false alarm',
        prompt: 'Why is it no incident? A time such as -5m may come first.',
        memory: 'cancel',
      },
      invocation.instant,
    );
    const written = await this.#writing.writeSaid(invocation, path, given, said, (_, text) => cancelEntry(text));
    if (!written || !said) {
      return undefined;
    }
    this.#records.reach(path);
    const instant = settledInstant(given, said.instant, invocation.instant);
    const left = { reason: said.text, instant, opens: !invocation.argument };
    const ticket = await this.#updating.nextDayTicket(path, given, left);
    return { ...written, ...(ticket !== undefined && { ticket }) };
  }

  async duplicate(invocation: Invocation): Promise<Written | undefined> {
    const given = readArgument(FORMS.duplicate, invocation);
    const target = await needTarget(this.#records, given.incident, 'Close a duplicate');
    const of = target && (given.of ?? (await this.#askOther(target.path)));
    if (!target || of === undefined) {
      return undefined;
    }
    const entry = duplicateEntry(of, idOf(target.path));
    await this.#records.withId(of);
    const { path } = target;
    const written = await this.#writing.writeSaid(invocation, path, given, { text: entry.text }, () => entry);
    this.#records.reach(path);
    return written;
  }

  async #askOther(path: string): Promise<string | undefined> {
    const others = (await this.#records.all()).filter((record) => record.path !== path);
    if (others.length === 0) {
      throw new Refusal('There is no other incident here that it could be a duplicate of.');
    }
    const open = others.filter((record) => record.open);
    const title = await promptTitle(this.#records, path, 'duplicate of');
    return (await pickRecord([...open, ...others.filter((record) => !record.open)], title))?.id;
  }
}
