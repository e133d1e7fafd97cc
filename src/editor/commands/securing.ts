/** The command that makes an incident a security incident: from then on it goes to no open channel and no public remote. */
import { securityEntry, type RecordHolder } from '../../core/newEntry';
import { FORMS, readArgument, type Invocation } from '../arguments';
import type { EntryWriting, Written } from '../entryWriting';
import type { RecordList } from '../recordList';
import { needTarget } from '../target';
import { givenOrAsked } from '../timedText';

export class Securing {
  readonly #records: RecordList;
  readonly #writing: EntryWriting;
  readonly #holders: (path: string) => Promise<readonly RecordHolder[]>;

  /** `holders` tells which remotes have the record at a path. */
  constructor(records: RecordList, writing: EntryWriting, holders: (path: string) => Promise<readonly RecordHolder[]>) {
    this.#records = records;
    this.#writing = writing;
    this.#holders = holders;
  }

  async markSecurity(invocation: Invocation): Promise<Written | undefined> {
    const given = readArgument(FORMS.markSecurity, invocation);
    const target = await needTarget(this.#records, given.incident, 'Mark as a security incident');
    if (!target) {
      return undefined;
    }
    const said = await givenOrAsked(
      given.reason ?? (invocation.argument && ''),
      this.#records,
      target.path,
      {
        what: 'mark it as a security incident',
        prompt: 'Why? May stay empty. From now on it goes to no open channel and no public remote.',
        memory: 'security',
      },
      invocation.instant,
    );
    const holders = said ? await this.#holders(target.path) : [];
    return this.#writing.writeSaid(invocation, target.path, given, said, (record, text) =>
      securityEntry(record, text, holders),
    );
  }
}
