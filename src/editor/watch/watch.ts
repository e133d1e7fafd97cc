/** Follows what happens to records outside the commands: typing, saving, git, other programs, trust. */
import { existsSync, statSync } from 'node:fs';
import {
  Disposable,
  EventEmitter,
  RelativePattern,
  TextDocumentChangeReason,
  Uri,
  workspace,
  type Event,
  type FileSystemWatcher,
  type TextDocument,
} from 'vscode';
import type { Committer } from '../records/committer';
import type { Diagnostics } from '../fixes/diagnostics';
import type { OpenFiles } from '../records/openFiles';
import { showSoon } from '../records/openRecord';
import type { Places } from '../records/places';
import { isRecordDocument, isRecordPath, recordFolders, recordOf } from '../records/recordFolders';
import type { RecordWriter } from '../records/recordWriter';
import type { Shell } from '../shell/shell';

/** Typing is read when it pauses for so many milliseconds. */
const PAUSE = 150;

export interface RecordWatch extends Disposable {
  /** The text of the record at a path has changed, by whomever. */
  readonly onDidChange: Event<string>;
}

/** Records that are open, or for which something waits, are looked at again and again. */
export function watchRecords(
  files: OpenFiles,
  writer: RecordWriter,
  committer: Committer,
  places: Places,
  diagnostics: Diagnostics,
  { log, pace }: Shell,
): RecordWatch {
  const changed = new EventEmitter<string>();
  const report = (error: unknown): void => log.error('Following records', error);
  const follow = (document: TextDocument, byPerson: boolean): void =>
    void writer.follow(document, byPerson).catch(report);
  const show = (document: TextDocument): void => {
    diagnostics.show(document);
    // What stands in it now is known to have stood there, so that a person's edit can be told from a loss.
    follow(document, false);
  };
  const pauses = new Map<string, NodeJS.Timeout>();
  const afterPause = (path: string, work: () => void): void => {
    clearTimeout(pauses.get(path));
    pauses.set(path, setTimeout(work, PAUSE));
  };
  const onDisk = (uri: Uri): void => {
    if (isRecordPath(uri.fsPath)) {
      const look = async (): Promise<void> => {
        await files.follow(uri.fsPath);
        await writer.restore(uri.fsPath);
        changed.fire(uri.fsPath);
      };
      afterPause(`disk ${uri.fsPath}`, () => void look().catch(report));
    }
  };
  const watchers: FileSystemWatcher[] = [];
  let watched: readonly string[] = [];
  /** Folders that were not on the disk when it was last looked: each absence is seen to once. */
  const away = new Set<string>();
  const watchFolders = (): void => {
    const folders = recordFolders();
    if (folders.join('\0') === watched.join('\0')) {
      return;
    }
    watched = folders;
    Disposable.from(...watchers.splice(0)).dispose();
    for (const folder of folders) {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), '*/incident.md'));
      watcher.onDidChange(onDisk);
      watcher.onDidCreate(onDisk);
      watcher.onDidDelete(onDisk);
      watchers.push(watcher);
    }
  };
  watchFolders();
  // A checkout can bring a whole folder back without a word from the watcher, and a full disk says nothing when it has room.
  // Nor does a watcher say everything: of what comes and goes at once nothing, and where the system's watches are used up.
  let versions = new Map<string, string>();
  const retry = setInterval(() => {
    // A repository may have got a folder of records meanwhile.
    watchFolders();
    writer.held.forEach((path) => void writer.restore(path));
    const before = versions;
    const open = workspace.textDocuments.filter(isRecordDocument).map(({ uri }) => uri.fsPath);
    open.forEach((path) => void files.saveLate(path).catch(report));
    versions = new Map([...writer.waiting, ...open].map((path) => [path, versionAt(path)]));
    for (const [path, version] of versions) {
      if (version !== before.get(path)) {
        onDisk(Uri.file(path));
        showSoon(path, log);
      }
    }
    for (const folder of watched) {
      if (existsSync(folder)) {
        away.delete(folder);
      } else if (!away.has(folder)) {
        away.add(folder);
        void places.bringBack(folder).catch(report);
      }
    }
  }, pace.look);
  workspace.textDocuments.filter(isRecordDocument).forEach(show);
  const listening = Disposable.from(
    changed,
    workspace.onDidChangeWorkspaceFolders(watchFolders),
    workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration('incidentNotes') ? watchFolders() : undefined,
    ),
    workspace.onDidOpenTextDocument((document) => (isRecordDocument(document) ? show(document) : undefined)),
    workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
      if (!isRecordDocument(document)) {
        return;
      }
      const path = document.uri.fsPath;
      // An undo back to the saved text is a person's as well.
      const undone = reason === TextDocumentChangeReason.Undo || reason === TextDocumentChangeReason.Redo;
      if (document.isDirty || undone) {
        clearTimeout(pauses.get(`clean ${path}`));
        follow(document, true);
      } else {
        writer.see(document);
        // Read anew from the disk, unless the editor says in a moment that a person's first letter made it dirty.
        afterPause(`clean ${path}`, () => follow(document, document.isDirty));
      }
      if (contentChanges.length > 0) {
        afterPause(path, () => {
          diagnostics.show(document);
          changed.fire(path);
        });
      }
    }),
    workspace.onDidSaveTextDocument((document) => {
      const record = document.uri.scheme === 'file' ? recordOf(document.uri.fsPath) : undefined;
      if (record !== undefined) {
        void committer.recordChanged(record).catch(report);
      }
    }),
    workspace.onDidCloseTextDocument((document) => {
      if (isRecordDocument(document)) {
        diagnostics.forget(document);
        void writer.restore(document.uri.fsPath);
      }
    }),
    new Disposable(() => {
      clearInterval(retry);
      Disposable.from(...watchers).dispose();
      pauses.forEach((pause) => clearTimeout(pause));
    }),
  );
  return { onDidChange: changed.event, dispose: () => void listening.dispose() };
}

/** What differs whenever the file at the path was changed, taken away or brought. */
function versionAt(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}
