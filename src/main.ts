/** Everything that the editor need not load to start: puts the parts together, by hand and in one place. */
import { join } from 'node:path';
import { Disposable, window, workspace, type ExtensionContext } from 'vscode';
import { Author } from './editor/author';
import { Committer } from './editor/committer';
import { runCommand, type Handlers } from './editor/commands';
import { Declaring } from './editor/commands/declare';
import { Finding } from './editor/commands/finding';
import { Logging } from './editor/commands/logging';
import { Revising } from './editor/commands/revising';
import { Supporting } from './editor/commands/supporting';
import type { CommandName } from './editor/contributions';
import { Diagnostics } from './editor/diagnostics';
import { EntryWriting } from './editor/entryWriting';
import { Incidents } from './editor/incident';
import { openLog } from './editor/log';
import { OwnChanges } from './editor/ownChanges';
import { Places } from './editor/places';
import { RecordList } from './editor/recordList';
import { RecordWriter } from './editor/recordWriter';
import { forgetSettings } from './editor/settings';
import { StatusBar } from './editor/statusBar';
import { JOURNAL } from './editor/wake';
import { watchRecords } from './editor/watch';
import { Journal } from './store/journal';

export interface Program {
  /** Runs a command; `given` is its first argument, `instant` when it was invoked, in milliseconds since the epoch. */
  run(name: CommandName, given: unknown, instant: number): Promise<unknown>;
}

export async function start(context: ExtensionContext): Promise<Program> {
  const log = openLog();
  const storage = context.globalStorageUri.fsPath;
  const journal = new Journal(join(storage, JOURNAL), { now: Date.now, report: (message) => log.warn(message) });
  const places = new Places(log);
  const records = new RecordList(context.workspaceState);
  const own = new OwnChanges(context.workspaceState);
  const author = new Author(async (folder) => (await places.factsAt(folder))?.userEmail);
  const changed = (path: string): void => {
    statusBar.refresh();
    if (journal.waiting(path).length > 0) {
      void committer.recordChanged(path);
    }
  };
  const writer = new RecordWriter(journal, storage, log, changed);
  const committer = new Committer(journal, places, log, () => statusBar.refresh());
  const incidents = new Incidents(journal, writer, committer, places);
  const statusBar = new StatusBar(
    async () => {
      const path = records.active ?? (await records.open())[0]?.path;
      return path === undefined ? undefined : incidents.describe(path, Date.now());
    },
    (error) => log.error('Reading the status', error),
  );
  const diagnostics = new Diagnostics();
  const writing = new EntryWriting(writer, author, own);
  const declaring = new Declaring(records, writer, places, author);
  const logging = new Logging(records, writing, (title, instant) => declaring.declareAs(title, instant));
  const revising = new Revising(records, writer, writing, own);
  const finding = new Finding(records, incidents);
  const supporting = new Supporting(records, writer, committer, incidents, places, journal, log);

  const handlers: Handlers = {
    declare: (invocation) => declaring.declare(invocation),
    log: (invocation) => logging.log(invocation),
    logClipboard: (invocation) => logging.logClipboard(invocation),
    milestone: (invocation) => logging.milestone(invocation),
    todo: (invocation) => logging.todo(invocation),
    complete: (invocation) => revising.complete(invocation),
    undoLast: (invocation) => revising.undoLast(invocation),
    correct: (invocation) => revising.correct(invocation),
    switch: (invocation) => finding.switch(invocation),
    open: (invocation) => finding.open(invocation),
    status: (invocation) => finding.status(invocation),
    actions: () => finding.actions(),
    retry: (invocation) => supporting.retry(invocation),
    recover: (invocation) => supporting.recover(invocation),
    showLog: () => supporting.showLog(),
    diagnose: (invocation) => supporting.diagnose(invocation),
  };

  context.subscriptions.push(
    log,
    statusBar,
    diagnostics,
    committer,
    workspace.onDidChangeConfiguration(forgetSettings),
    workspace.onDidChangeWorkspaceFolders(forgetSettings),
    watchRecords(writer, committer, diagnostics, () => statusBar.refresh()),
    workspace.onDidGrantWorkspaceTrust(() => {
      places.forget();
      author.forget();
      new Set(journal.waiting().map((item) => item.record)).forEach(changed);
    }),
    window.onDidChangeWindowState(({ focused }) => (focused ? statusBar.refresh() : undefined)),
    new Disposable(() => void journal.close()),
  );
  await bringBack(journal, writer, (message) => log.warn(message));
  statusBar.refresh();
  return {
    run: async (name, given, instant) => {
      const result = await runCommand(handlers, log, name, given, instant);
      statusBar.refresh();
      return result;
    },
  };
}

/** Puts back, visibly, what windows that are gone had accepted and their records lack. */
async function bringBack(journal: Journal, writer: RecordWriter, warn: (message: string) => void): Promise<void> {
  const adopted = await journal.adoptOrphans().catch((error: unknown) => {
    warn(`The journal of an earlier window could not be read: ${String(error)}`);
    return [];
  });
  let count = 0;
  for (const path of new Set(adopted.map((item) => item.record))) {
    count += await writer.restore(path);
  }
  if (count > 0) {
    const notes = count === 1 ? '1 note was' : `${count} notes were`;
    void window.showInformationMessage(
      `${notes} accepted before the editor stopped and not in the record: put back now.`,
    );
  }
}
