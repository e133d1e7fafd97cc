/** Reads the follow-ups of all incidents, open or ended. */
import type { RecordOfIncident } from '../../core/view/followUpView';
import { readRecord } from '../../core/record/record';
import { countingEntries } from '../../core/timeline/retraction';
import type { ListedRecord, RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';

export type RecordWithFollowUps = RecordOfIncident & { readonly path: string };

export class FollowUps {
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  /** Versions of records in which nothing is left to do: they aren't read again. */
  readonly #done = new WeakSet<ListedRecord>();

  constructor(records: RecordList, writer: RecordWriter) {
    this.#records = records;
    this.#writer = writer;
  }

  /** The records with follow-ups that are open, the newest incident first. */
  async records(): Promise<RecordWithFollowUps[]> {
    const found: RecordWithFollowUps[] = [];
    for (const listed of await this.#records.all()) {
      if (this.#done.has(listed)) {
        continue;
      }
      const { id, path } = listed;
      const record = readRecord((await this.#writer.read(path).catch(() => undefined)) ?? '');
      if (countingEntries(record).some(({ kind, ticked }) => kind === 'TODO' && ticked !== true)) {
        found.push({ id, path, record });
      } else {
        this.#done.add(listed);
      }
    }
    return found;
  }
}

/** Today's date where this person is. */
export function todayHere(): string {
  return new Intl.DateTimeFormat('en-CA').format(new Date());
}
