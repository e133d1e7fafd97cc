/** The git repositories around this window's records and folders, and what git knows about them. Checks trust. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Uri, window, workspace, type WorkspaceFolder } from 'vscode';
import { readRecord, type IncidentRecord } from '../../core/record/record';
import type { RecordHolder } from '../../core/entries/security';
import { findHolders, findVersions } from '../../git/repository/holders';
import { asOwnBranch } from '../../git/repository/ownBranch';
import { mendLost } from '../../git/repository/ownFolder';
import { openRepository, readFacts, type Repository, type RepositoryFacts } from '../../git/repository/repository';
import { isRecordPath, recordFolders } from './recordFolders';
import { defaultHome, gitExecutable, readSettings } from '../shell/settings';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';

export class Repositories {
  readonly #known = new Map<string, Promise<Repository | undefined>>();

  /**
   * The repository around the record at `path`; absent if there is none, where git doesn't answer, and where none may
   * be looked at: trust is this window's, so it counts for this window's folders alone.
   */
  async of(path: string): Promise<Repository | undefined> {
    return isRecordPath(path) ? this.in(dirname(dirname(path))) : undefined;
  }

  /** The same around a folder of records. */
  async in(records: string): Promise<Repository | undefined> {
    return workspace.isTrusted && recordFolders().includes(records)
      ? this.at(records).catch(() => undefined)
      : undefined;
  }

  /**
   * The repository of the open folder that is named or meant; without any, that of the records' home.
   * @throws Refusal if there is none, or none may be touched.
   */
  async for(folder: string | Uri | undefined): Promise<Repository> {
    const open = chooseFolder(folder)?.uri;
    const path = open?.fsPath ?? readSettings().home ?? defaultHome();
    if (!workspace.isTrusted) {
      throw refusal(EDITOR_SENTENCES, 'trustFirst');
    }
    const repository = existsSync(path) ? await this.at(path) : undefined;
    if (!repository) {
      throw refusal(EDITOR_SENTENCES, 'openRepository', { path });
    }
    return repository;
  }

  /** What git knows around the record at `path`; absent if it may not run, knows nothing or doesn't answer. */
  async factsOf(path: string): Promise<RepositoryFacts | undefined> {
    return this.factsIn(dirname(dirname(path)));
  }

  /** The same around a folder of records. */
  async factsIn(records: string): Promise<RepositoryFacts | undefined> {
    const repository = await this.in(records);
    return repository && readFacts(repository, readSettings(Uri.file(records)).folder).catch(() => undefined);
  }

  /** Which remotes are known to have the record at `path`; none if git may not run or knows nothing. */
  async holdersOf(path: string): Promise<RecordHolder[]> {
    const repository = await this.of(path);
    const holders = repository ? await findHolders(repository, path).catch(() => []) : [];
    return holders.map(({ remote, text }) => ({ remote, record: readRecord(text) }));
  }

  /**
   * The versions of the record at `path` that a push or a fetch has brought to a remote or from it; none if there is no
   * repository. @throws what git says if it doesn't answer.
   */
  async sharedVersions(path: string): Promise<IncidentRecord[]> {
    const repository = await this.of(path);
    const versions = repository ? await findVersions(repository, path) : [];
    return versions.map(({ text }) => readRecord(text));
  }

  /** Forgets which folders are repositories: trust was granted, or one was made. */
  forget(): void {
    this.#known.clear();
  }

  /** The repository around any folder, trusted or not; absent if there is none. @throws what git says. */
  async at(folder: string): Promise<Repository | undefined> {
    const known = this.#known.get(folder) ?? openWithHooks(folder);
    this.#known.set(folder, known);
    const repository = await known.catch((error: unknown) => {
      this.#known.delete(folder);
      throw error;
    });
    if (!repository) {
      // One may be made at any time.
      this.#known.delete(folder);
    }
    return repository;
  }
}

/** Returns the repository around a folder; on the records' own branch no hook runs: they check the application's files. */
async function openWithHooks(folder: string): Promise<Repository | undefined> {
  const open = (): Promise<Repository | undefined> => openRepository(folder, gitExecutable());
  const repository = (await open()) ?? (mendLost(folder) ? await open() : undefined);
  return repository && ((await asOwnBranch(repository)) ?? repository);
}

/** Returns the workspace folder that is named, else the active editor's, else the first; absent if none is open. */
export function chooseFolder(named: string | Uri | undefined): WorkspaceFolder | undefined {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (named !== undefined) {
    const wanted = String(named);
    const found = folders.find(({ name, uri }) => [name, uri.fsPath, uri.toString()].includes(wanted));
    if (!found) {
      throw refusal(EDITOR_SENTENCES, 'noOpenFolder', { name: wanted, known: folders.map(({ name }) => name) });
    }
    return found;
  }
  const active = window.activeTextEditor?.document.uri;
  return (active && folders.find((folder) => folder === workspace.getWorkspaceFolder(active))) ?? folders[0];
}
