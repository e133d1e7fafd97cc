/**
 * The index of the records in some folders, and its file. It follows the disk: unchanged records aren't read again, and a text
 * in two places is indexed once, by its blob id. The file has nothing from security incidents.
 */

import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import { readRecord } from '../../core/record/record';
import { matchedLine } from '../../core/search/matchedLine';
import { PART_WEIGHTS, searchDocument, type SearchDocument } from '../../core/search/searchDocument';
import { indexedWords, typedWords } from '../../core/search/searchWords';
import { disk as realDisk, type Disk } from '../disk';
import { listRecords, type RecordFile } from '../findRecords';
import { replaceFile } from '../atomicWrite';

/** Another number makes an index that an earlier version wrote be built again. */
const FORMAT = 1;
/** Maximum number of characters of a record that can be found. */
const MOST_TEXT = 500_000;
/** Number of files that are read at once. */
const AT_ONCE = 16;

type Indexed = SearchDocument & { readonly id: string };

export interface Hit {
  /** Of its `incident.md`. */
  readonly path: string;
  /** Of the line that matched, from 0. */
  readonly line: number;
  /** That line, flat; empty if the front matter matched, and for a security incident. */
  readonly text: string;
  /** How well it matches, next to the others of one search. */
  readonly score: number;
  /** How many of the words it has. */
  readonly words: number;
}

export interface Looking {
  readonly limit: number;
  /** Whether a record needs only some of the words; else all of them. */
  readonly some?: boolean;
}

/** Told how many of how many records are read; undefined continues, `stop` ends it with what there is. */
export type Progress = (done: number, total: number) => 'stop' | undefined;

interface IndexedRecord {
  readonly version: string;
  readonly blob: string;
  /** Whether it may be in the file. */
  readonly stored: boolean;
}

interface StoredIndex {
  readonly format: number;
  /** Path, version, and blob id of each record. */
  readonly files: readonly (readonly [path: string, version: string, blob: string])[];
  readonly index: Parameters<typeof MiniSearch.loadJS>[0];
}

export class RecordIndex {
  readonly #file: string;
  readonly #disk: Disk;
  readonly #known = new Map<string, IndexedRecord>();
  /** Where each text is, by its blob id. */
  readonly #paths = new Map<string, Set<string>>();
  #open = newIndex();
  /** Of security incidents, and of records that don't say whether they are one. */
  readonly #guarded = newIndex();
  #changed = false;

  constructor(file: string, disk: Disk = realDisk) {
    this.#file = file;
    this.#disk = disk;
  }

  /** Takes what the file has; one that can't be read is as good as none. */
  async load(): Promise<void> {
    try {
      const stored = JSON.parse(await this.#disk.readFile(this.#file, 'utf8')) as StoredIndex;
      if (stored.format !== FORMAT) {
        return;
      }
      const index = MiniSearch.loadJS<Indexed>(stored.index, INDEX_OPTIONS);
      const files = stored.files.filter(([, , blob]) => index.has(blob));
      this.#open = index;
      for (const [path, version, blob] of files) {
        this.#keep(path, { version, blob, stored: true });
      }
    } catch {
      this.#open = newIndex();
      this.#known.clear();
      this.#paths.clear();
    }
  }

  /** Brings the index to what the folders have now. A folder that can't be read has no records. */
  async refresh(folders: readonly string[], progress: Progress = () => undefined): Promise<void> {
    const listed = await Promise.all(folders.map((folder) => listRecords(folder, this.#disk).catch(() => [])));
    const found = new Map(listed.flat().map((record) => [record.path, record]));
    for (const path of [...this.#known.keys()].filter((known) => !found.has(known))) {
      this.#forget(path);
    }
    const fresh = [...found.values()].filter(({ path, version }) => this.#known.get(path)?.version !== version);
    let [next, done] = [0, 0];
    let stopped = false;
    const work = async (): Promise<void> => {
      for (let record = fresh[next++]; record && !stopped; record = fresh[next++]) {
        await this.#take(record);
        done += 1;
        stopped ||= progress(done, fresh.length) === 'stop';
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async #take({ path, version }: RecordFile): Promise<void> {
    const bytes = await this.#disk.readFile(path).catch(() => undefined);
    if (!bytes) {
      this.#forget(path);
      return;
    }
    const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    const known = this.#known.get(path);
    if (known?.blob === blob) {
      this.#changed ||= known.stored;
      this.#known.set(path, { ...known, version });
      return;
    }
    const record = readRecord(bytes.toString('utf8').slice(0, MOST_TEXT));
    const stored = record.frontMatter.document !== undefined && !record.frontMatter.fields.security;
    this.#forget(path);
    const index = stored ? this.#open : this.#guarded;
    if (!index.has(blob)) {
      index.add({ id: blob, ...searchDocument(basename(dirname(path)), record) });
    }
    this.#changed ||= stored;
    this.#keep(path, { version, blob, stored });
  }

  #keep(path: string, known: IndexedRecord): void {
    this.#known.set(path, known);
    this.#paths.set(known.blob, (this.#paths.get(known.blob) ?? new Set()).add(path));
  }

  #forget(path: string): void {
    const known = this.#known.get(path);
    this.#known.delete(path);
    if (!known) {
      return;
    }
    this.#changed ||= known.stored;
    const others = this.#paths.get(known.blob);
    others?.delete(path);
    if (others?.size === 0) {
      this.#paths.delete(known.blob);
      (known.stored ? this.#open : this.#guarded).discard(known.blob);
    }
  }

  /** The records that have the words, the best first; `@dana` is a person. */
  async search(typed: string, { limit, some = false }: Looking): Promise<Hit[]> {
    const words = queryWords(typed);
    const results = [this.#open, this.#guarded]
      .flatMap((index) => index.search(queryOf(words, some)))
      .sort((a, b) => b.score - a.score);
    return Promise.all(
      results.slice(0, limit).map(async (result) => {
        const [path] = this.#paths.get(String(result.id))!;
        const { score, queryTerms } = result;
        return { path: path!, score, words: queryTerms.length, ...(await this.#lineOf(path!, words, result)) };
      }),
    );
  }

  async #lineOf(path: string, words: readonly Word[], { match }: SearchResult): Promise<Pick<Hit, 'line' | 'text'>> {
    if (!this.#known.get(path)?.stored) {
      return { line: 0, text: '' };
    }
    const text = await this.#disk.readFile(path, 'utf8').catch(() => '');
    const terms = Object.keys(match);
    const begun = words.map(({ text: word }) => new Set(terms.filter((term) => term.startsWith(word))));
    const others = terms.filter((term) => !begun.some((ones) => ones.has(term))).map((term) => new Set([term]));
    const cut = text.slice(0, MOST_TEXT);
    return matchedLine(cut, readRecord(cut).frontMatter.bodyStart, [...begun, ...others]);
  }

  /** Writes the file if it would be another. */
  async write(): Promise<void> {
    if (!this.#changed) {
      return;
    }
    this.#changed = false;
    // What was discarded is in it until then, the words of what has become a security incident too.
    await this.#open.vacuum();
    const files = [...this.#known].flatMap(([path, { version, blob, stored }]) =>
      stored ? [[path, version, blob] as const] : [],
    );
    const text = JSON.stringify({ format: FORMAT, files, index: this.#open.toJSON() } satisfies StoredIndex);
    await this.#disk.mkdir(dirname(this.#file), { recursive: true });
    await replaceFile(this.#disk, this.#file, Buffer.from(text), { mode: 0o600 });
  }
}

/** How the index is made. */
const INDEX_OPTIONS = {
  fields: Object.keys(PART_WEIGHTS),
  tokenize: indexedWords,
  // The words are as they are to be.
  processTerm: (term: string) => term,
};

function newIndex(): MiniSearch<Indexed> {
  return new MiniSearch<Indexed>(INDEX_OPTIONS);
}

interface Word {
  readonly text: string;
  readonly isPerson: boolean;
}

function queryWords(typed: string): Word[] {
  return typed
    .split(/\s+/)
    .flatMap((part) => typedWords(part).map((text) => ({ text, isPerson: part.startsWith('@') })));
}

function queryOf(words: readonly Word[], some: boolean): Query {
  const queries = words.map(({ text, isPerson }) => ({ queries: [text], ...(isPerson && { fields: ['people'] }) }));
  return {
    combineWith: some ? 'OR' : 'AND',
    queries,
    boost: PART_WEIGHTS,
    tokenize: (word: string) => [word],
    prefix: !some || ((term: string) => term.length > 4),
    // One typo of the finger in a word; none in a number or a date.
    fuzzy: (term: string) => (term.length > 4 && !/\d/.test(term) ? 0.2 : false),
  };
}
