/** Everything that isn't needed at startup: puts the parts together, each built from those above it. */
import { join } from 'node:path';
import { Disposable, EventEmitter, type Event, type ExtensionContext } from 'vscode';
import { registerDeclare } from './editor/declare/register';
import { openEntries } from './editor/entries/register';
import { registerExchange } from './editor/exchange/register';
import { registerPostmortem } from './editor/postmortem/register';
import { registerProcess } from './editor/process/register';
import { registerPractice } from './editor/practice/register';
import { openRecords } from './editor/records/register';
import { ShownTexts } from './editor/records/shownTexts';
import { registerRoles } from './editor/roles/register';
import { registerSearch } from './editor/search/register';
import { registerSecurity } from './editor/security/register';
import { SecretGuard } from './editor/security/secretGuard';
import { commandRunner, type DoneCommand, type Handlers, type RunCommand } from './editor/shell/commands';
import { followSettings } from './editor/shell/settings';
import { openShell } from './editor/shell/shell';
import { followDone, openStatus, registerReminders, registerStatus } from './editor/status/register';
import { bringBackNotes } from './editor/support/bringBack';
import { followSupport, registerSupport } from './editor/support/register';
import { mergingHandlers } from './editor/sync/mergeConflict';
import { followExchange, openSync } from './editor/sync/register';
import { registerTimeline } from './editor/timeline/register';
import { followUndoneImports } from './editor/import/undoneImports';
import { registerUpdate } from './editor/update/register';
import { showTokens } from './editor/view/preview';
import { offerInRecords } from './editor/view/register';
import { ViewedIncidents } from './editor/view/viewedIncidents';
import type { ViewName } from './editor/view/views';
import { registerWatch } from './editor/watch/register';
import type { Row } from './core/view/row';
import { startGitThread } from './git/process/runGit';

export interface Program {
  readonly run: RunCommand;
  /** What a view shows now; nothing if it can't be read. */
  rows(view: ViewName): Promise<readonly Row[]>;
  /** Changes how the markdown preview shows the entries of a record. */
  readonly showTokens: typeof showTokens;
  /** Something that views show may have changed. */
  readonly onDidChange: Event<void>;
}

export function start(context: ExtensionContext): Program {
  const { workspaceState: memory, extensionPath } = context;
  const gitThread = startGitThread(join(extensionPath, 'dist', 'gitThread.js'));
  const settings = followSettings();
  const shell = openShell(context);
  const { log, profile } = shell;
  const done = new EventEmitter<DoneCommand>();
  const texts = new ShownTexts();
  const secrets = new SecretGuard(profile);
  const parts = openRecords(context, shell, secrets);
  const { writer, committer, unsaved, journal } = parts;
  const entries = openEntries(memory, parts, shell);
  const sync = openSync(parts, shell);
  const status = openStatus(memory, parts, sync.sharing, shell);
  const search = registerSearch(context, parts, shell);
  const viewed = new ViewedIncidents({ ...parts, ...entries, ...sync }, status.incidents, search, log);
  const update = registerUpdate(entries, sync.pages, log);
  const declare = registerDeclare(entries, { ...parts, ...search }, update.updating, done);
  const roles = registerRoles(entries, texts);
  const postmortem = registerPostmortem(parts, texts, log);
  const handlers: Handlers = {
    ...registerPractice(context, parts, entries, status.statusBar, shell),
    ...declare.handlers,
    ...search.handlers,
    ...registerTimeline(entries, parts, shell, sync.pages, update.drafts, declare.declareAs),
    ...update.handlers,
    ...roles.handlers,
    ...registerSecurity(entries, parts, secrets, shell),
    ...postmortem.handlers,
    ...registerStatus(entries, status),
    ...registerExchange(parts, sync, status.incidents, roles.showBrief, postmortem.postmortems, log),
    ...mergingHandlers(parts),
    ...registerProcess(context, parts, shell),
    ...registerSupport(parts, status.incidents, texts, shell),
  };
  const { statusBar } = status;
  const watch = registerWatch(memory, parts, shell);
  context.subscriptions.push(
    ...[log, statusBar, done, settings, gitThread, registerReminders(parts, shell)],
    followDone(done.event, parts, status, sync.declarations, shell),
    ...[offerInRecords(parts), update.drafts, texts, postmortem.postmortems],
    ...[committer, sync.sharing, unsaved, watch, followSupport(memory, parts, secrets, sync.rounds, shell)],
    followExchange(sync, parts, roles.showBrief, shell),
    statusBar.refreshOn(writer.onDidChange, committer.onDidChange, sync.sharing.onDidChange, watch.onDidChange),
    ...[bringBackNotes(writer, log), followUndoneImports(entries, log)],
    new Disposable(() => void journal.close().catch(log.bug)),
  );
  statusBar.refresh();
  return {
    run: commandRunner(handlers, async () => parts.processes.look(), done, log),
    rows: async (view) => viewed.rows(view),
    showTokens,
    onDidChange: statusBar.onDidRead,
  };
}
