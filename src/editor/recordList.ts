/** The records that this window can reach, and which of them is meant when nobody names one. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { workspace, type Memento } from 'vscode';
import { isOpen, type Fields } from '../core/fields';
import { readFrontMatter } from '../core/frontMatter';
import { Refusal } from '../core/refusal';
import { findRecords } from '../store/findRecords';
import { isSafeName } from '../store/safeName';
import { defaultHome, readSettings } from './settings';

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
  readonly #read = new Map<string, { version: string; record: ListedRecord }>();

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** All records, the newest first. */
  async all(): Promise<ListedRecord[]> {
    const found = await Promise.all(recordFolders().map((folder) => findRecords(folder)));
    const paths = [...new Set(found.flat())];
    const records = await Promise.all(paths.map((path) => this.read(path)));
    return records.filter((record) => record !== undefined).sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  async open(): Promise<ListedRecord[]> {
    return (await this.all()).filter((record) => record.open);
  }

  /** The record at `path`; absent where there is none. */
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
    const { fields } = readFrontMatter(await readFile(path, 'utf8'));
    const id = idOf(path);
    const record = { path, id, title: fields.title ?? id, fields, open: isOpen(fields.status) };
    this.#read.set(path, { version, record });
    return record;
  }

  /** @throws Refusal where no record has that id. */
  async withId(id: string): Promise<{ readonly path: string; readonly id: string }> {
    if (this.active !== undefined && idOf(this.active) === id) {
      return { path: this.active, id };
    }
    // Its folder has its name: there is no need to list the others.
    const paths = isSafeName(id) ? recordFolders().map((folder) => join(folder, id, 'incident.md')) : [];
    const found = (await Promise.all(paths.map((path) => this.read(path)))).find((record) => record !== undefined);
    if (!found) {
      throw new Refusal(`There is no incident “${id}” here.`);
    }
    return found;
  }

  /** The path of the incident that was declared or switched to last; absent where there is none in this window. */
  get active(): string | undefined {
    const path = this.#memory.get<string>('active');
    return path !== undefined && recordFolders().includes(dirname(dirname(path))) ? path : undefined;
  }

  async activate(path: string): Promise<void> {
    await this.#memory.update('active', path);
  }
}

/** The id of the incident whose `incident.md` is at `path`. */
export function idOf(path: string): string {
  return dirname(path).split(/[\\/]/).at(-1)!;
}

/** Every folder in which this window looks for records. */
export function recordFolders(): string[] {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const { home } = readSettings();
  const around = folders.flatMap(({ uri }) => {
    const { folder } = readSettings(uri);
    const root = repositoryRoot(uri.fsPath);
    return [join(uri.fsPath, folder), uri.fsPath, ...(root ? [join(root, folder)] : [])];
  });
  return [...new Set([...(home ? [home] : folders.length === 0 ? [defaultHome()] : []), ...around])];
}

/** The folder at or above `folder` that has a `.git`, by a look at the disk: no git process runs for this. */
export function repositoryRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) {
      return at;
    }
    if (dirname(at) === at) {
      return undefined;
    }
  }
}

/** The folder that the record's real path must stay inside of: its repository, else the folder of records. */
export function rootOf(path: string): string {
  const records = dirname(dirname(path));
  return repositoryRoot(records) ?? records;
}
