/** Finds past incidents that resemble another one, and what they can teach. Leaves out security incidents. */
import { lessonOf, type Lesson } from '../../core/search/lesson';
import { subjectWords } from '../../core/entries/lookAlikes';
import { readRecord } from '../../core/record/record';
import type { ListedRecord } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { Log } from '../shell/log';
import type { RecordSearch } from './recordSearch';

/** Maximum number that are shown. */
const SHOWN = 3;
/** Maximum number of records that are looked at. */
const LOOKED_AT = 30;
/** An incident that matches worse than this share of the best one is a coincidence. */
const LEAST_SHARE = 0.4;

export interface PastAlike {
  readonly record: ListedRecord;
  readonly lesson: Lesson;
}

export class PastAlikes {
  readonly #search: RecordSearch;
  readonly #writer: RecordWriter;
  readonly #log: Log;
  /** Of the incidents that are shown, by their paths: as they were found for a title. */
  readonly #found = new Map<string, { readonly title: string; alikes: readonly PastAlike[] }>();

  constructor(search: RecordSearch, writer: RecordWriter, log: Log) {
    this.#search = search;
    this.#writer = writer;
    this.#log = log;
  }

  /** The closest ones, the best first; none if they can't be looked for. */
  async find(title: string): Promise<readonly PastAlike[]> {
    try {
      const words = subjectWords(title);
      const found = await this.#search.find(words.join(' '), { limit: LOOKED_AT, some: true, fresh: true });
      const past = found.filter(({ record }) => !record.open && !record.fields.security);
      const best = past[0]?.score ?? 0;
      const close = past
        .filter(({ score, words: matched }) => score >= best * LEAST_SHARE && matched * 2 >= words.length)
        .slice(0, SHOWN);
      return await Promise.all(
        close.map(async ({ record }) => ({
          record,
          lesson: lessonOf(readRecord((await this.#writer.read(record.path)) ?? '')),
        })),
      );
    } catch (error) {
      this.#log.bug(error);
      return [];
    }
  }

  /** Those of the incident at `path` as far as they are known; they are looked for once for each title. */
  known(path: string, title: string): readonly PastAlike[] {
    const known = this.#found.get(path);
    if (known?.title === title) {
      return known.alikes;
    }
    const found = { title, alikes: [] as readonly PastAlike[] };
    this.#found.set(path, found);
    void this.find(title).then((alikes) => {
      found.alikes = alikes;
    });
    return [];
  }
}
