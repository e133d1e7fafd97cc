/** The records that this window can reach, and which one is used if none is named. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Uri, type Memento } from 'vscode';
import { isOpen, NO_FIELDS, type Fields } from '../../core/frontMatter/fields';
import { newsBetween } from '../../core/record/news';
import { readCard, readRecord } from '../../core/record/record';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { findRecords } from '../../store/findRecords';
import { commonFolderOf } from '../../git/repository/ownFolder';
import { idOf, isDrill, isRecordPath, realFolders, recordFolders, repositoryRoot } from './recordFolders';
import { reasonOf, type Reason } from '../../core/text/reason';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { refusal } from '../../core/text/refusal';
import type { Places } from './recordLocations';

/** Milliseconds. */
const LISTED_FOR = 60_000;
/** How long something may be owed after the last milestone of a resolved incident, in ms. */
const OWED_FOR = 90 * 24 * 60 * 60_000;

/** How many active incidents are remembered: when one ends, an earlier one may still be open. */
const REMEMBERED = 20;

/** One record by its front matter. */
export interface ListedRecord {
  /** Absolute path of its `incident.md`. */
  readonly path: string;
  /** The name of its folder, which is the incident's id. */
  readonly id: string;
  readonly title: string;
  readonly fields: Fields;
  readonly open: boolean;
}

export class RecordList {
  readonly #memory: Memento;
  readonly #places: Places;
  readonly #copies = new Map<string, { versions: string; hasAll: boolean }>();
  #listed: { readonly at: number; readonly open: readonly string[]; readonly owed: readonly string[] } = {
    at: 0,
    open: [],
    owed: [],
  };
  readonly #read = new Map<string, { version: string; record: ListedRecord }>();
  #reached: string | undefined;

  constructor(memory: Memento, places: Places) {
    this.#memory = memory;
    this.#places = places;
  }

  /** All records but that of a drill, the newest first. A folder that can't be listed counts as empty. */
  async all(): Promise<ListedRecord[]> {
    const found = await Promise.all(realFolders().map((folder) => findRecords(folder).catch(() => [])));
    const paths = [...new Set(found.flat().map((path) => Uri.file(path).fsPath))];
    const records = await Promise.all(paths.map((path) => this.read(path)));
    const there = records.filter((record) => record !== undefined);
    return (await this.distinct(there)).sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** Of an incident that two record locations of one repository have, those that have something the others lack. */
  async distinct(records: readonly ListedRecord[]): Promise<ListedRecord[]> {
    const copies = new Map<string, ListedRecord[]>();
    for (const record of records) {
      const key = `${repositoryKey(record.path)} ${record.id}`;
      copies.set(key, [...(copies.get(key) ?? []), record]);
    }
    const kept = await Promise.all(
      [...copies.values()].map(async (same) => (same.length > 1 ? this.#fullest(same) : same)),
    );
    return kept.flat();
  }

  async #fullest(same: readonly ListedRecord[]): Promise<readonly ListedRecord[]> {
    const preferred = await this.#places.preferred(same.map(({ path }) => dirname(dirname(path))));
    const rank = ({ path }: ListedRecord): number => Number(dirname(dirname(path)) !== preferred);
    const inOrder = [...same].sort((a, b) => rank(a) - rank(b));
    const kept: ListedRecord[] = [];
    for (const [index, record] of inOrder.entries()) {
      let isCopy = false;
      for (const [at, { path }] of inOrder.entries()) {
        // Of two that are alike the first one stays.
        isCopy ||=
          at !== index &&
          (await this.#hasAll(path, record.path)) &&
          (at < index || !(await this.#hasAll(record.path, path)));
      }
      if (!isCopy) {
        kept.push(record);
      }
    }
    return kept;
  }

  /** Returns whether the record at one path has every entry of the one at the other. */
  async #hasAll(path: string, other: string): Promise<boolean> {
    const stats = await Promise.all([path, other].map((each) => stat(each).catch(() => undefined)));
    const versions = stats.map((file) => `${file?.size} ${file?.mtimeMs}`).join();
    const known = this.#copies.get(`${path}\0${other}`);
    if (known?.versions === versions) {
      return known.hasAll;
    }
    const [here, there] = await Promise.all([path, other].map((each) => readFile(each, 'utf8').catch(() => '')));
    const hasAll = here === there || newsBetween(readRecord(here!), readRecord(there!)).length === 0;
    this.#copies.set(`${path}\0${other}`, { versions, hasAll });
    return hasAll;
  }

  /** The paths of open records, of those that were there within the last minute: for what looks every few seconds. */
  async openPaths(): Promise<readonly string[]> {
    return (await this.openOnes()).map(({ path }) => path);
  }

  /** The open records, by the same list. */
  async openOnes(): Promise<ListedRecord[]> {
    const { open } = await this.#list();
    const paths = [...new Set([...open, ...this.#activated])];
    const records = await Promise.all(paths.map((path) => this.read(path)));
    const there = records.filter((record) => record !== undefined).filter((record) => record.open);
    const real = there.filter(({ path }) => !isDrill(path));
    return real.length > 0 ? real : there;
  }

  /** The records in which somebody may be waited for, from the same list: open ones, and those resolved not long ago. */
  async waitedFor(): Promise<ListedRecord[]> {
    const { open, owed } = await this.#list();
    // Nobody is reminded of a drill.
    const active = this.active === undefined || isDrill(this.active) ? [] : [this.active];
    const paths = new Set([...open, ...owed, ...active]);
    const records = await Promise.all([...paths].map((path) => this.read(path)));
    return records.filter((record) => record !== undefined);
  }

  async #list() {
    const now = Date.now();
    if (now - this.#listed.at > LISTED_FOR) {
      const all = await this.all();
      const owed = all.filter(
        ({ fields }) =>
          fields.status === 'resolved' && Object.values(fields.milestones).some((instant) => now - instant < OWED_FOR),
      );
      const pathsOf = (records: readonly ListedRecord[]) => records.map(({ path }) => path);
      this.#listed = { at: now, open: pathsOf(all.filter(({ open }) => open)), owed: pathsOf(owed) };
    }
    return this.#listed;
  }

  async open(): Promise<ListedRecord[]> {
    return (await this.all()).filter((record) => record.open);
  }

  /** The record at `path`; absent if there is none. One that can't be read is there, with its id for a title. */
  async read(path: string): Promise<ListedRecord | undefined> {
    const file = await stat(path).catch(() => undefined);
    if (!file?.isFile()) {
      return undefined;
    }
    const version = `${file.size} ${file.mtimeMs}`;
    const known = this.#read.get(path);
    if (known?.version === version) {
      return known.record;
    }
    const text = await readFile(path, 'utf8').catch(() => undefined);
    // Deleted in between: what was known of it stays so, for one that is away.
    if (text === undefined && !(await stat(path).catch(() => undefined))) {
      return undefined;
    }
    const fields = text === undefined ? NO_FIELDS : readCard(text);
    const id = idOf(path);
    const record = { path, id, title: fields.title ?? id, fields, open: isOpen(fields.status) };
    this.#read.set(path, { version, record });
    return record;
  }

  /** Why there is no record at `path`. A renamed folder is found by the id in it. */
  async whyAway(path: string): Promise<Reason> {
    const [records, id] = [dirname(dirname(path)), idOf(path)];
    const names = await readdir(records).catch(() => []);
    const others = await Promise.all(names.map((name) => this.read(join(records, name, 'incident.md'))));
    const renamed = others.find((other) => other?.fields.id === id);
    return renamed
      ? reasonOf(EDITOR_SENTENCES, 'recordRenamed', { folder: renamed.id, id })
      : reasonOf(EDITOR_SENTENCES, 'recordAway');
  }

  /** @throws Refusal if no record has that id. */
  async withId(id: string): Promise<{ readonly path: string; readonly id: string }> {
    // Its folder has its name: there is no need to list the others. The active one may be away, on another branch.
    if (this.active !== undefined && idOf(this.active) === id) {
      return { path: this.active, id };
    }
    const folders = isIncidentId(id) ? recordFolders() : [];
    const paths = folders.map((folder) => Uri.file(join(folder, id, 'incident.md')).fsPath);
    const all = (await Promise.all(paths.map((path) => this.read(path)))).filter((record) => record !== undefined);
    const [found] = all.length > 1 ? await this.distinct(all) : all;
    if (!found) {
      throw refusal(EDITOR_SENTENCES, 'noSuchIncident', { id });
    }
    return found;
  }

  /** The path of the incident that was declared, joined or switched to last; absent if there is none in this window. */
  get active(): string | undefined {
    return this.#activated[0];
  }

  /**
   * The path of the open incident that was active last. One that is away, on another branch, is open as far as we know; a
   * drill is none as soon as there's a real one.
   */
  async activeOpen(): Promise<string | undefined> {
    for (const path of this.#activated) {
      if (isDrill(path) && (await this.open()).length > 0) {
        continue;
      }
      const record = (await this.read(path)) ?? this.#read.get(path)?.record;
      if (record?.open !== false) {
        return path;
      }
    }
    return undefined;
  }

  /** Those that were active in this window, the last one first. */
  get #activated(): readonly string[] {
    const kept = this.#memory.get<string | string[]>('active', []);
    return [kept].flat().filter((path) => isRecordPath(path));
  }

  /**
   * The path of the record that got a milestone from this window last: if none is active or open anymore, its updates
   * come next. Absent if there is none, or it's no longer here.
   */
  async reached(): Promise<string | undefined> {
    const reached = this.#reached;
    return reached !== undefined && isRecordPath(reached) && (await this.read(reached)) ? reached : undefined;
  }

  reach(path: string): void {
    this.#reached = path;
  }

  /** The record at `path` is at `moved` now. */
  async move(path: string, moved: string): Promise<void> {
    const paths = this.#activated.filter((other) => other !== moved).map((other) => (other === path ? moved : other));
    await this.#memory.update('active', paths);
  }

  /** No such record was ever active. */
  async forget(isMeant: (path: string) => boolean): Promise<void> {
    const kept = [this.#memory.get<string | string[]>('active', [])].flat();
    await this.#memory.update(
      'active',
      kept.filter((path) => !isMeant(path)),
    );
  }

  async activate(path: string): Promise<void> {
    if (this.active === path) {
      return;
    }
    const others = this.#activated.filter((other) => other !== path);
    await this.#memory.update('active', [path, ...others].slice(0, REMEMBERED));
  }
}

/** Returns the same for all worktrees of one repository; a folder of records without one is one by itself. */
function repositoryKey(path: string): string {
  const records = dirname(dirname(path));
  const root = repositoryRoot(records);
  return (root === undefined ? undefined : commonFolderOf(root)) ?? records;
}
