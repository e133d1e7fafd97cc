/** Follows the records on disk: what git and other programs write, remove, and restore there. */
import { existsSync, statSync } from 'node:fs';
import { Disposable, EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import { showSoon } from '../records/openRecord';
import type { Places } from '../records/recordLocations';
import { isRecordDocument, isRecordPath, recordFolders } from '../records/recordFolders';
import type { RecordWriter } from '../records/recordWriter';
import type { RecordParts } from '../records/register';
import type { UnsavedEdits } from '../records/unsavedEdits';
import type { Log } from '../shell/log';
import type { Shell } from '../shell/shell';
import { Pauses } from './pauses';

export class DiskWatch {
  readonly #unsaved: UnsavedEdits;
  readonly #writer: RecordWriter;
  readonly #places: Places;
  readonly #log: Log;
  readonly #pauses = new Pauses();
  readonly #changed = new EventEmitter<void>();
  /** The file of a record has changed, by whomever. */
  readonly onDidChange = this.#changed.event;
  readonly #listening: Disposable;
  #watchers = new Disposable(() => undefined);
  #watched: readonly string[] = [];
  /** Folders that weren't on the disk when it was last looked: each absence is seen to once. */
  readonly #away = new Set<string>();
  /** Of the files that were looked at last, by path. */
  #versions = new Map<string, string>();

  /** Records that are open, or for which something waits, are looked at again and again. */
  constructor({ unsaved, writer, places }: RecordParts, { log, pace }: Shell) {
    this.#unsaved = unsaved;
    this.#writer = writer;
    this.#places = places;
    this.#log = log;
    this.#watchFolders();
    const clock = setInterval(() => this.#look(), pace.look);
    this.#listening = Disposable.from(
      this.#pauses,
      this.#changed,
      workspace.onDidChangeWorkspaceFolders(() => this.#watchFolders()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('incidentNotes')) {
          this.#watchFolders();
        }
      }),
      new Disposable(() => clearInterval(clock)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#watchers.dispose();
  }

  #watchFolders(): void {
    const folders = recordFolders();
    if (folders.join('\0') === this.#watched.join('\0')) {
      return;
    }
    this.#watched = folders;
    this.#watchers.dispose();
    this.#watchers = Disposable.from(...folders.map((folder) => this.#watch(folder)));
  }

  #watch(folder: string): Disposable {
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), '*/incident.md'));
    const seen = (uri: Uri): void => this.#seen(uri.fsPath);
    watcher.onDidChange(seen);
    watcher.onDidCreate(seen);
    watcher.onDidDelete(seen);
    return watcher;
  }

  #seen(path: string): void {
    if (isRecordPath(path)) {
      this.#pauses.after(path, () => void this.#follow(path).catch((error: unknown) => this.#report(error)));
    }
  }

  async #follow(path: string): Promise<void> {
    await this.#unsaved.follow(path);
    await this.#writer.restore(path);
    this.#changed.fire();
  }

  /**
   * A checkout can bring a whole folder back without a word from the watcher, and a full disk says nothing when it has room.
   * Nor does a watcher say everything: of what comes and goes at once nothing, and where the system's watches are used up.
   */
  #look(): void {
    // A repository may have got a folder of records in the meantime.
    this.#watchFolders();
    this.#writer.held.forEach((path) => void this.#writer.restore(path));
    this.#lookAtFiles();
    for (const folder of this.#watched) {
      if (existsSync(folder)) {
        this.#away.delete(folder);
      } else if (!this.#away.has(folder)) {
        this.#away.add(folder);
        void this.#places.bringBack(folder).catch((error: unknown) => this.#report(error));
      }
    }
  }

  #lookAtFiles(): void {
    const before = this.#versions;
    const open = workspace.textDocuments.filter(isRecordDocument).map(({ uri }) => uri.fsPath);
    open.forEach((path) => void this.#unsaved.saveLate(path).catch((error: unknown) => this.#report(error)));
    this.#versions = new Map([...this.#writer.waiting, ...open].map((path) => [path, versionAt(path)]));
    for (const [path, version] of this.#versions) {
      if (version !== before.get(path)) {
        this.#seen(path);
        showSoon(path, this.#log);
      }
    }
  }

  #report(error: unknown): void {
    this.#log.error('Following records', error);
  }
}

/** Returns what differs whenever the file at the path was changed, removed or brought. */
function versionAt(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}
