/** Combines what handles this window's records: where they are, what's pending, and how they're written and committed. */
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { Journal } from '../../store/journal/journal';
import type { Shell } from '../shell/shell';
import { Approvals } from './approvals';
import { Author } from './author';
import { Committer, type Inspector } from './committer';
import { LeftOutFiles } from './leftOutFiles';
import { OpenFiles } from './openFiles';
import { Places } from './recordLocations';
import { Processes } from './processes';
import { isRecordPath, JOURNAL } from './recordFolders';
import { RecordGuard } from './recordGuard';
import { RecordList } from './recordList';
import { Repositories } from './repositories';
import { RecordWriter } from './recordWriter';
import { UnsavedEdits } from './unsavedEdits';

/** A feature takes of them what it names. */
export interface RecordParts {
  readonly processes: Processes;
  readonly journal: Journal;
  readonly repositories: Repositories;
  readonly places: Places;
  readonly records: RecordList;
  readonly unsaved: UnsavedEdits;
  readonly files: OpenFiles;
  readonly losses: RecordGuard;
  /** Files that a person keeps out of commits. */
  readonly leftOut: LeftOutFiles;
  readonly committer: Committer;
  readonly writer: RecordWriter;
  readonly author: Author;
  readonly approvals: Approvals;
}

/** `inspectors` are asked before a commit, once nothing is lost. */
export function openRecords(
  { workspaceState: memory }: ExtensionContext,
  shell: Shell,
  ...inspectors: readonly Inspector[]
): RecordParts {
  const { log, pace, storage, profile } = shell;
  const processes = new Processes();
  const journal = new Journal(join(storage, JOURNAL), {
    now: Date.now,
    wants: isRecordPath,
    report: (message) => log.warn(message),
  });
  const repositories = new Repositories();
  const places = new Places(repositories, storage, pace.place, log);
  const records = new RecordList(memory, places);
  const unsaved = new UnsavedEdits(processes, storage, memory, log);
  const files = new OpenFiles(unsaved, storage);
  const losses = new RecordGuard(processes);
  const leftOut = new LeftOutFiles(profile);
  const committer = new Committer(journal, repositories, places, [losses, ...inspectors], leftOut, shell);
  const writer = new RecordWriter(journal, files, unsaved, committer, records, processes, log);
  const author = new Author(memory, profile, pace.author);
  const approvals = new Approvals(profile);
  return {
    processes,
    journal,
    repositories,
    places,
    records,
    unsaved,
    files,
    losses,
    leftOut,
    committer,
    writer,
    author,
    approvals,
  };
}
