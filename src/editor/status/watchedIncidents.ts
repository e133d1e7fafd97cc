/** This window's incidents in which somebody may be waited for, with their due items: for reminders. */
import { dueItemsOf, type DueItem } from '../../core/status/dueItems';
import type { Process } from '../../core/process/process';
import type { WatchedIncident } from '../../core/status/reminders';
import type { Author } from '../records/author';
import type { Processes } from '../records/processes';
import type { ListedRecord, RecordList } from '../records/recordList';
import type { RecordParts } from '../records/register';
import type { RecordWriter } from '../records/recordWriter';
import { localZone } from '../shell/settings';

export class WatchedIncidents {
  readonly #processes: Processes;
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #author: Author;
  /** Of incidents that are over: their records are many, and seldom change. */
  readonly #over = new Map<
    string,
    { listed: ListedRecord; process: Process; zone: string; clocks: readonly DueItem[] }
  >();

  constructor({ processes, records, writer, author }: RecordParts) {
    this.#processes = processes;
    this.#records = records;
    this.#writer = writer;
    this.#author = author;
  }

  async all(): Promise<WatchedIncident[]> {
    const listed = await this.#records.waitedFor();
    return Promise.all(
      listed.map(async (record): Promise<WatchedIncident> => {
        const { path, id, title, fields } = record;
        const [clocks, author] = await Promise.all([this.#clocksOf(record), this.#author.of(path)]);
        return { id, title, security: fields.security, clocks, person: `@${author}` };
      }),
    );
  }

  async #clocksOf(listed: ListedRecord): Promise<readonly DueItem[]> {
    const { path, open, fields } = listed;
    const [process, zone] = [this.#processes.named(fields.process, path), localZone()];
    const known = this.#over.get(path);
    if (!open && known?.listed === listed && known.process === process && known.zone === zone) {
      return known.clocks;
    }
    const clocks = dueItemsOf(await this.#writer.readWhole(path), process, zone);
    if (!open) {
      this.#over.set(path, { listed, process, zone, clocks });
    }
    return clocks;
  }
}
