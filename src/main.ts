/** Everything that the editor need not load to start: puts the parts together, by hand and in one place. */
import { basename, join } from 'node:path';
import { Disposable, EventEmitter, Uri, commands, window, workspace, type Event, type ExtensionContext } from 'vscode';
import { UsedActions } from './editor/shell/actionList';
import { isArgument } from './editor/shell/arguments';
import { Announcing } from './editor/sync/announcing';
import { Approvals } from './editor/records/approvals';
import { Author } from './editor/records/author';
import { Committer } from './editor/records/committer';
import { runCommand, type Handlers } from './editor/shell/commands';
import { Declaring } from './editor/declare/declare';
import { Guarding } from './editor/security/guarding';
import { Ending } from './editor/declare/ending';
import { Exchanging } from './editor/exchange/exchanging';
import { Leading } from './editor/roles/leading';
import { Linking } from './editor/timeline/linking';
import { Logging } from './editor/timeline/logging';
import { Merging } from './editor/sync/merging';
import { Moving } from './editor/support/moving';
import { MovingEntry } from './editor/timeline/movingEntry';
import { Navigating } from './editor/status/navigating';
import { Reviewing } from './editor/postmortem/postmortem';
import { Responding } from './editor/timeline/responding';
import { Restoring } from './editor/support/restoring';
import { ReviewPreparing } from './editor/exchange/reviewPreparing';
import { Revising } from './editor/timeline/revising';
import { Securing } from './editor/security/securing';
import { SettingUp } from './editor/process/settingUp';
import { Snoozing } from './editor/status/snoozing';
import { Supporting } from './editor/support/supporting';
import { Undoing } from './editor/timeline/undoing';
import { Updating } from './editor/update/updating';
import type { CommandName } from './editor/shell/contributions';
import { Confirmations } from './editor/status/confirmations';
import { Diagnostics } from './editor/fixes/diagnostics';
import { EntryChoice } from './editor/entries/entryChoice';
import { EntryWriting } from './editor/entries/entryWriting';
import { Incidents } from './editor/status/incident';
import { offerFolding } from './editor/records/foldCard';
import { openLog } from './editor/shell/log';
import { MergeProgram } from './editor/sync/mergeProgram';
import { OpenFiles } from './editor/records/openFiles';
import { OwnChanges } from './editor/entries/ownChanges';
import { paceOf } from './editor/shell/pace';
import { Places } from './editor/records/places';
import { Postmortems } from './editor/postmortem/postmortems';
import { idOf, isRecordPath } from './editor/records/recordFolders';
import { processOf } from './editor/records/processes';
import { offerQuickFixes } from './editor/fixes/quickFixes';
import { RecordGuard } from './editor/records/recordGuard';
import { RecordList } from './editor/records/recordList';
import { RecordPages } from './editor/sync/recordPages';
import { RecordWriter } from './editor/records/recordWriter';
import { HERE, showReminder } from './editor/status/reminderNotice';
import { Reminders } from './editor/status/reminders';
import { Repositories } from './editor/records/repositories';
import { Rounds } from './editor/sync/rounds';
import { Routes } from './editor/sync/routes';
import { ShownTexts } from './editor/records/shownTexts';
import { Sharing } from './editor/sync/sharing';
import { SecretGuard } from './editor/security/secretGuard';
import { SeenEntries } from './editor/entries/seenEntries';
import { forgetSettings, gitExecutable } from './editor/shell/settings';
import { askBase, writeStarter } from './editor/process/starter';
import { Sources } from './editor/timeline/sources';
import { StatusBar } from './editor/status/statusBar';
import { entryTarget, nameOf } from './editor/records/target';
import { UpdateDrafts } from './editor/update/updateDrafts';
import { JOURNAL } from './editor/records/wake';
import { watchRecords } from './editor/watch/watch';
import { WatchedIncidents } from './editor/status/watchedIncidents';
import { watchTeamFiles } from './editor/watch/watchTeamFiles';
import { watchTemplates } from './editor/watch/watchTemplates';
import { offerLocalTimes } from './editor/view/localTimeHints';
import { offerOutline } from './editor/view/outline';
import { showHeads } from './editor/view/preview';
import { ViewedIncidents } from './editor/view/viewedIncidents';
import type { ViewName } from './editor/view/views';
import { OWN_BRANCH } from './core/status/place';
import type { Row } from './core/view/row';
import { vocabularyOf } from './core/process/process';
import { Refusal } from './core/text/refusal';
import type { LeftOut } from './git/repository/leftOut';
import { readUserEmail } from './git/repository/repository';
import { startGitThread } from './git/process/runGit';
import { Journal } from './store/journal/journal';

export interface Program {
  /** Runs a command; `given` is its first argument, `instant` when it was invoked, in milliseconds since the epoch. */
  run(name: CommandName, given: unknown, instant: number): Promise<unknown>;
  /** What a view shows now; nothing where it cannot be read. */
  rows(view: ViewName): Promise<readonly Row[]>;
  /** Changes how the markdown preview shows the entries of a record. */
  readonly showHeads: typeof showHeads;
  /** Something that views show may have changed. */
  readonly onDidChange: Event<void>;
}

export async function start(context: ExtensionContext): Promise<Program> {
  const log = openLog();
  const pace = paceOf(context);
  const storage = context.globalStorageUri.fsPath;
  const journal = new Journal(join(storage, JOURNAL), {
    now: Date.now,
    wants: isRecordPath,
    report: (message) => log.warn(message),
  });
  const repositories = new Repositories();
  const places = new Places(repositories, storage, pace.place, log);
  const files = new OpenFiles(storage, context.workspaceState, log);
  const records = new RecordList(context.workspaceState);
  const own = new OwnChanges(context.workspaceState);
  const author = new Author(
    context.workspaceState,
    context.globalState,
    async (folder) => (workspace.isTrusted ? readUserEmail(folder, gitExecutable()) : undefined),
    pace.author,
    () => void tellUnknown().catch(bug),
  );
  const bug = (error: unknown): void => log.error('This should not happen', error);
  const changed = (path: string): void => {
    statusBar.refresh();
    if (journal.waiting(path).length > 0) {
      void committer.recordChanged(path).catch(bug);
    }
  };
  /** A window that was closed, or died, can have left words on the disk that no entry of the journal takes along. */
  const catchUp = (): void =>
    void records
      .all()
      .then((all) => committer.catchUp(all.map(({ path }) => path)))
      .catch(bug);
  const writer = new RecordWriter(
    journal,
    files,
    log,
    changed,
    (path) => committer.ended(path),
    (path) => records.whyAway(path),
  );
  const guard = new SecretGuard(context.globalState, (path, what) => void tellSecret(records, path, what).catch(bug));
  const recordGuard = new RecordGuard(
    (record, path) => vocabularyOf(processOf(record, path)),
    (path, words) => void tellLoss(records, restoring, path, words).catch(bug),
  );
  const approvals = new Approvals(context.globalState);
  const routes = new Routes(repositories, places);
  const rounds = new Rounds(
    records,
    approvals,
    files,
    storage,
    log,
    (path, before, after) => {
      sharing.heard(path, before, after);
      changed(path);
      void announcing.heard(path, before, after).catch(bug);
    },
    // git can't tell what a branch lacks that is checked out nowhere, so there it is tried.
    (paths, aside) =>
      void (aside ? Promise.all(paths.map((path) => committer.recordChanged(path))) : committer.catchUp(paths)).catch(
        bug,
      ),
    (record, path) => void tellAside(records, record, path).catch(bug),
  );
  const sharing = new Sharing(
    routes,
    rounds,
    records,
    approvals,
    log,
    () => statusBar.refresh(),
    (records, sentence) => void tellStuck(records, sentence).catch(bug),
  );
  const committer = new Committer(
    journal,
    storage,
    repositories,
    pace,
    log,
    () => statusBar.refresh(),
    (path) => sharing.committed(path),
    async (path, files, draft) => (await recordGuard.inspect(path, files, draft)) ?? guard.inspect(path, files),
    (path) => places.settle(path),
    (path, files) => void tellLarge(records, path, files).catch(bug),
    (path, said) => void tellRefused(records, path, said).catch(bug),
  );
  const incidents = new Incidents(journal, writer, committer, places, sharing);
  const viewed = new ViewedIncidents(records, writer, incidents, author);
  const seenChange = new EventEmitter<void>();
  const statusBar = new StatusBar(
    async () => {
      seenChange.fire();
      const target = await entryTarget(records);
      const open = (typeof target === 'object' ? target : await records.openOnes()).map(nameOf);
      // What waits is shown, also of an incident that has ended.
      const path = typeof target === 'object' ? undefined : (target ?? journal.waiting()[0]?.record);
      return { incident: path === undefined ? undefined : await incidents.describe(path, Date.now()), open };
    },
    (error) => log.error('Reading the status', error),
  );
  const confirmations = new Confirmations(records);
  const diagnostics = new Diagnostics();
  const writing = new EntryWriting(writer, author, own, bug);
  const declaring = new Declaring(records, writer, places, author);
  const drafts = new UpdateDrafts();
  const texts = new ShownTexts();
  const updating = new Updating(records, writer, writing, drafts, new RecordPages(routes, approvals, pace.page), log);
  const sources = new Sources(repositories, approvals, pace.page);
  const logging = new Logging(records, writer, writing, drafts, sources, async (title, instant) => {
    const declared = await declaring.declareAs(title, instant);
    void confirmations.say('declare', declared, undefined).catch(bug);
    return declared;
  });
  const responding = new Responding(records, writer, writing);
  const ending = new Ending(records, writing, updating);
  const securing = new Securing(records, writing, (path) => repositories.holdersOf(path));
  const linking = new Linking(records, writer, writing);
  const snoozing = new Snoozing(records, writer, writing);
  const watched = new WatchedIncidents(records, writer, author);
  const reminders = new Reminders(() => watched.all(), storage, showReminder, bug, HERE);
  const leading = new Leading(records, writer, writing, texts);
  const entries = new EntryChoice(records, writer);
  const revising = new Revising(records, writing, entries);
  const seen = new SeenEntries((path) => repositories.sharedVersions(path), own, pace.seen);
  const undoing = new Undoing(records, writer, writing, own, seen);
  const movingEntry = new MovingEntry(records, writer, writing, entries, own, seen);
  const announcing = new Announcing(records, writer, author, (path, now) => leading.showBrief(path, now));
  const exchanging = new Exchanging(
    records,
    repositories,
    places,
    committer,
    incidents,
    routes,
    sharing,
    approvals,
    (path, now) => leading.showBrief(path, now),
  );
  const preparing = new ReviewPreparing(records, repositories, committer, routes, approvals, files);
  const moving = new Moving(records, repositories, places, committer, journal, storage);
  const guarding = new Guarding(records, writer, committer, guard, files);
  const merging = new Merging(records, repositories, files);
  const restoring = new Restoring(records, committer, recordGuard, files);
  const mergeProgram = new MergeProgram(context.extensionPath, storage);
  const settingUp = new SettingUp(repositories, askBase, [
    writeStarter,
    (repository) => mergeProgram.register(repository),
  ]);
  const used = new UsedActions(context.workspaceState);
  const navigating = new Navigating(records, incidents, used);
  const supporting = new Supporting(records, writer, committer, incidents, repositories, journal, texts, log);

  const postmortems = new Postmortems(writer, committer, repositories, files, log);
  const reviewing = new Reviewing(records, postmortems);

  const handlers: Handlers = {
    declare: (invocation) => declaring.declare(invocation),
    log: (invocation) => logging.log(invocation),
    logClipboard: (invocation) => logging.logClipboard(invocation),
    milestone: (invocation) => logging.milestone(invocation),
    todo: (invocation) => logging.todo(invocation),
    update: (invocation) => updating.update(invocation),
    sendUpdate: (invocation) => updating.sendUpdate(invocation),
    severity: (invocation) => responding.severity(invocation),
    hypothesis: (invocation) => responding.hypothesis(invocation),
    assignRole: (invocation) => leading.assignRole(invocation),
    handOff: (invocation) => leading.handOff(invocation),
    confirmHandOff: (invocation) => leading.confirmHandOff(invocation),
    quest: (invocation) => responding.quest(invocation),
    snooze: (invocation) => snoozing.snooze(invocation),
    check: (invocation) => responding.check(invocation),
    editSummary: (invocation) => responding.editSummary(invocation),
    setLink: (invocation) => linking.setLink(invocation),
    cancel: (invocation) => ending.cancel(invocation),
    duplicate: (invocation) => ending.duplicate(invocation),
    markSecurity: (invocation) => securing.markSecurity(invocation),
    complete: (invocation) => revising.complete(invocation),
    undoLast: (invocation) => undoing.undoLast(invocation),
    redoLast: (invocation) => undoing.redoLast(invocation),
    correct: (invocation) => revising.correct(invocation),
    moveEntry: (invocation) => movingEntry.moveEntry(invocation),
    switch: (invocation) => navigating.switch(invocation),
    open: (invocation) => navigating.open(invocation),
    showView: () => navigating.showView(),
    status: (invocation) => navigating.status(invocation),
    brief: (invocation) => leading.brief(invocation),
    sync: (invocation) => exchanging.sync(invocation),
    join: (invocation) => exchanging.join(invocation),
    prepareReview: (invocation) => preparing.prepareReview(invocation),
    moveRecord: (invocation) => moving.moveRecord(invocation),
    decideSecret: (invocation) => guarding.decideSecret(invocation),
    decideHeld: (invocation) => restoring.decideHeld(invocation),
    postmortem: (invocation) => reviewing.postmortem(invocation),
    resolveMergeConflict: (invocation) => merging.resolveMergeConflict(invocation),
    setUpRepository: (invocation) => settingUp.setUpRepository(invocation),
    actions: () => navigating.actions(),
    retry: (invocation) => supporting.retry(invocation),
    recover: (invocation) => supporting.recover(invocation),
    showLog: () => supporting.showLog(),
    diagnose: (invocation) => supporting.diagnose(invocation),
  };

  const processChanged = (): void => {
    diagnostics.refresh();
    statusBar.refresh();
  };

  context.subscriptions.push(
    log,
    statusBar,
    confirmations,
    reminders,
    diagnostics,
    offerQuickFixes((path) => author.of(path)),
    offerFolding(),
    offerLocalTimes(),
    offerOutline(),
    seenChange,
    drafts,
    texts,
    watchTemplates(diagnostics),
    watchTeamFiles(context.workspaceState, pace.look, processChanged),
    postmortems,
    committer,
    sharing,
    workspace.onDidChangeConfiguration((event) => {
      forgetSettings();
      if (event.affectsConfiguration('incidentNotes')) {
        processChanged();
      }
    }),
    workspace.onDidChangeWorkspaceFolders(forgetSettings),
    workspace.onDidChangeWorkspaceFolders(catchUp),
    files,
    watchRecords(
      files,
      writer,
      committer,
      diagnostics,
      (folder) => places.bringBack(folder),
      () => statusBar.refresh(),
      pace.look,
      log,
    ),
    workspace.onDidGrantWorkspaceTrust(() => {
      places.forget();
      author.forget();
      new Set(journal.waiting().map((item) => item.record)).forEach(changed);
      catchUp();
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        statusBar.refresh();
        void committer.retryHeld().catch(bug);
      }
    }),
    new Disposable(() => void journal.close().catch(bug)),
    startGitThread(join(context.extensionPath, 'dist', 'gitThread.js')),
  );
  // Also later: a window that is only asleep, or on another machine, counts as gone after some minutes.
  const bring = () => void bringBack(journal, writer, changed).catch(bug);
  const later = setInterval(bring, 5 * 60_000);
  context.subscriptions.push(new Disposable(() => clearInterval(later)));
  bring();
  catchUp();
  void mergeProgram.renew().catch(bug);
  statusBar.refresh();
  return {
    run: async (name, given, instant) => {
      const result = await runCommand(handlers, log, name, given, instant);
      void confirmations.say(name, result, isArgument(given) ? given : undefined).catch(bug);
      if (result !== undefined && !isArgument(given)) {
        void used.add(name).catch(bug);
      }
      statusBar.refresh();
      return result;
    },
    rows: async (view) =>
      viewed.rows(view).catch((error: unknown) => {
        bug(error);
        return [];
      }),
    showHeads,
    onDidChange: seenChange.event,
  };
}

/** Puts back, visibly, what windows that are gone had accepted and their records lack. */
async function bringBack(journal: Journal, writer: RecordWriter, changed: (path: string) => void): Promise<void> {
  const items = await journal.adoptOrphans();
  for (const path of new Set(items.map((item) => item.record))) {
    await writer.restore(path);
    changed(path);
  }
  // A record that was opened meanwhile may have been looked at before.
  const count = items.filter(({ id }) => writer.hasPutBack(id)).length;
  if (count > 0) {
    const notes = count === 1 ? '1 note that was' : `${count} notes that were`;
    void window.showInformationMessage(`Put back ${notes} accepted before the editor stopped.`);
  }
}

/** Says once that a commit is held because of what looks like a secret; nothing is lost meanwhile. */
async function tellSecret(records: RecordList, path: string, what: string): Promise<void> {
  const record = await records.read(path);
  const sentence = `Not committed: “${record?.title ?? path}” holds what looks like a ${what}.`;
  if (record && (await window.showWarningMessage(sentence, 'Decide'))) {
    await commands.executeCommand('incidentNotes.decideSecret', { incident: record.id });
  }
}

/** Says once that a file stays on this machine; everything else of the incident is committed and shared. */
async function tellLarge(records: RecordList, path: string, files: readonly LeftOut[]): Promise<void> {
  const record = await records.read(path);
  const names = files.map(({ path: file, size }) => `${file} (${Math.ceil(size / 1_000_000)} MB)`).join(', ');
  const sentence = `Only on this machine: ${names}. It's too large to commit to "${record?.title ?? idOf(path)}".`;
  if ((await window.showWarningMessage(sentence, 'Change Limit')) !== undefined) {
    await commands.executeCommand('workbench.action.openSettings', 'incidentNotes.largestFile');
  }
}

/** Says, in every clone that gets both, that two versions of a record could not be merged; nothing else waits for it. */
async function tellAside(records: RecordList, record: string, path: string): Promise<void> {
  const title = (await records.read(record))?.title ?? idOf(record);
  const sentence = `Couldn't merge two versions of "${title}". The other one is in ${basename(path)}.`;
  if ((await window.showWarningMessage(sentence, 'Compare')) !== undefined) {
    await commands.executeCommand('vscode.diff', Uri.file(path), Uri.file(record), `${basename(path)} and ${title}`);
  }
}

/** Says once that entries carry nobody's name; they're still written. */
async function tellUnknown(): Promise<void> {
  const sentence = 'Your entries are signed @unknown: git has no user.email here, and nothing else says who you are.';
  if ((await window.showWarningMessage(sentence, 'Set Your Handle')) !== undefined) {
    await commands.executeCommand('workbench.action.openSettings', 'incidentNotes.handle');
  }
}

/** Says once that a commit hook refuses a record, in the hook's own words, and offers both ways out. */
async function tellRefused(records: RecordList, path: string, said: string): Promise<void> {
  const record = await records.read(path);
  const words = said.trim().split('\n').at(-1)?.trim() ?? '';
  const sentence = `A commit hook refused "${record?.title ?? idOf(path)}"${words === '' ? '' : `: ${words.slice(0, 200)}`}`;
  const actions = ['Set Subject Format', `Move to ${OWN_BRANCH}`] as const;
  const action = await window.showWarningMessage(sentence, ...actions);
  if (action === actions[0]) {
    await commands.executeCommand('workbench.action.openSettings', 'incidentNotes.commitSubject');
  } else if (action !== undefined) {
    await commands.executeCommand('incidentNotes.moveRecord', { incident: idOf(path), to: 'own' });
  }
}

/** Says once that a commit is held because a slip has cost the record something; nothing else waits for it. */
async function tellLoss(records: RecordList, restoring: Restoring, path: string, words: string): Promise<void> {
  const record = await records.read(path);
  const sentence = `"${record?.title ?? idOf(path)}" isn't committed: ${words}.`;
  const action = await window.showWarningMessage(sentence, 'Restore', 'Keep');
  try {
    if (action !== undefined) {
      await restoring.decide(path, action === 'Keep' ? 'keep' : 'restore');
    }
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    void window.showWarningMessage(error.message);
  }
}

/** Says once that the checked-out branch cannot be shared; the records can, through a branch of their own. */
async function tellStuck(paths: readonly string[], sentence: string): Promise<void> {
  const action = `Share through ${OWN_BRANCH}`;
  if ((await window.showWarningMessage(`Not shared: ${sentence}.`, action)) === action) {
    for (const path of paths) {
      await commands.executeCommand('incidentNotes.moveRecord', { incident: idOf(path), to: 'own' });
    }
    await commands.executeCommand('incidentNotes.sync');
  }
}
