/** The command that moves a record between the checked-out branch and the records' own. */
import { existsSync } from 'node:fs';
import { cp, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { TabInputText, Uri, window, type Tab } from 'vscode';
import { sayCheckout } from '../../core/entries/checkoutLine';
import { holdsChange } from '../../core/record/change';
import { readRecord } from '../../core/record/record';
import { applyEdits } from '../../core/text/textEdit';
import type { Journal } from '../../store/journal/journal';
import type { WaitingItem } from '../../store/journal/journalLine';
import { readRecordFile, updateRecordFile } from '../../store/recordFile';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Committer } from '../records/committer';
import { openDocument } from '../records/openRecord';
import { checkoutOf, type Places } from '../records/recordLocations';
import { idOf, rootOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { Repositories } from '../records/repositories';
import { showDocument } from '../records/showDocument';
import { activeTarget, needTarget } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

interface Needs {
  readonly records: RecordList;
  readonly repositories: Repositories;
  readonly places: Places;
  readonly writer: RecordWriter;
  readonly committer: Committer;
  readonly journal: Journal;
  /** The extension's own folder. */
  readonly storage: string;
}

export function movingHandlers(needs: Needs): HandlersOf<'moveRecord'> {
  return {
    moveRecord: (invocation) => moveRecord(needs, invocation),
  };
}

async function moveRecord(needs: Needs, invocation: Invocation): Promise<{ readonly uri: Uri } | undefined> {
  const given = readArgument(FORMS.moveRecord, invocation);
  const target =
    activeTarget(needs.records, given.incident) ??
    (await needTarget(needs.records, given.incident, say`Move a record to another branch`));
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const repository = await needs.repositories.of(path);
  if (!repository) {
    throw refusal(EDITOR_SENTENCES, 'noMoveRepository');
  }
  const own = repository.hooks === 'skip';
  const to = given.to ?? (own ? 'current' : 'own');
  if ((to === 'own') === own) {
    throw refusal(EDITOR_SENTENCES, 'thereAlready', { own });
  }
  await settle(needs, path, to === 'own');
  const records =
    to === 'own' ? await ownFolder(needs, path) : await needs.places.currentFolder(repository, dirname(dirname(path)));
  const moved = pathIn(records, path);
  if (moved === path) {
    await needs.committer.flush(path);
    return { uri: Uri.file(path) };
  }
  await relocate(needs, path, moved, to === 'own');
  await needs.records.activate(moved);
  const uri = Uri.file(moved);
  if (!invocation.argument) {
    await showDocument(uri);
  }
  return { uri };
}

/**
 * Moves a record that was declared before git could say that the records' own branch is in another folder; one with unsaved
 * edits stays until its next commit.
 */
export async function moveMisplaced(needs: Needs, path: string): Promise<void> {
  const place = await needs.places.openOwn(dirname(dirname(path)), idOf(path));
  const moved = place && pathIn(place.records, path);
  if (moved === undefined || moved === path || unsavedOf(path) !== undefined) {
    return;
  }
  await relocate(needs, path, moved, true);
}

const pathIn = (records: string, path: string): string => Uri.file(join(records, idOf(path), 'incident.md')).fsPath;

/** The record is on its new branch before it leaves the old one, and what is logged meanwhile goes to the new one. */
async function relocate(needs: Needs, path: string, moved: string, own: boolean): Promise<void> {
  await needs.writer.move(path, moved, async () => {
    if (!existsSync(path) && existsSync(moved)) {
      return;
    }
    const waiting = needs.journal.waiting(path);
    if (!(await holdsAll(path, waiting))) {
      throw refusal(EDITOR_SENTENCES, 'uncommitted', { why: say`entries are pending` });
    }
    await copy(needs, path, moved, own);
    await needs.journal.settle(
      waiting.map(({ id }) => id),
      'committed',
    );
    await needs.records.move(path, moved);
    await rm(dirname(path), { recursive: true });
  });
  await needs.committer.commitRemoval(path);
  await needs.committer.forget(path);
  await showThere(dirname(path), dirname(moved));
}

/**
 * Everything of the record is on the disk, and on its branch unless it goes to its own one: that is the way out where the
 * checked-out branch takes no commit, because of a hook or because none is checked out.
 */
async function settle(needs: Needs, path: string, own: boolean): Promise<void> {
  const unsaved = unsavedOf(path);
  if (unsaved !== undefined) {
    throw refusal(EDITOR_SENTENCES, 'saveFirst', { file: unsaved });
  }
  await needs.committer.flush(path);
  const why = needs.committer.heldBecause(path);
  const waiting = needs.journal.waiting(path);
  if (own && (await holdsAll(path, waiting))) {
    return;
  }
  if (why !== undefined || waiting.length > 0) {
    throw refusal(EDITOR_SENTENCES, 'uncommitted', { why: why?.short ?? say`entries are pending` });
  }
}

function unsavedOf(path: string): string | undefined {
  return ['incident.md', 'postmortem.md'].find((name) => openDocument(join(dirname(path), name))?.isDirty);
}

/** Whether what waits for a commit is in the file. */
async function holdsAll(path: string, waiting: readonly WaitingItem[]): Promise<boolean> {
  const text = (await readRecordFile(path))?.text;
  const record = text === undefined ? undefined : readRecord(text);
  return record !== undefined && waiting.every((item) => 'draft' in item || holdsChange(record, item.change));
}

async function ownFolder(needs: Needs, path: string): Promise<string> {
  const place = await needs.places.openOwn(dirname(dirname(path)), idOf(path));
  if (!place) {
    throw refusal(EDITOR_SENTENCES, 'branchNotOpened');
  }
  return place.records;
}

/** `own`: to the records' own branch. What is said of the way there follows. */
async function copy(needs: Needs, path: string, moved: string, own: boolean): Promise<void> {
  if (await stat(dirname(moved)).catch(() => undefined)) {
    throw refusal(EDITOR_SENTENCES, 'targetTaken', { path: dirname(moved) });
  }
  await cp(dirname(path), dirname(moved), { recursive: true, errorOnExist: true, force: false });
  const command = own ? checkoutOf(dirname(dirname(moved))) : undefined;
  await updateRecordFile({ root: rootOf(moved), storage: needs.storage }, moved, (text) =>
    applyEdits(text, sayCheckout(readRecord(text), command)),
  );
  if (!own) {
    needs.places.chooseCurrent(moved);
  }
  await needs.committer.flush(moved);
  const why = needs.committer.heldBecause(moved);
  if (why !== undefined) {
    await rm(dirname(moved), { recursive: true });
    throw refusal(EDITOR_SENTENCES, 'stays', { why: why.short });
  }
}

/** What was open of the folder is open where it is now; focus stays where it was. */
async function showThere(before: string, now: string): Promise<void> {
  for (const { path, tab } of openBelow(before).filter((open) => open.tab.isActive)) {
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.fsPath === path);
    await window.showTextDocument(Uri.file(join(now, relative(before, path))), {
      viewColumn: tab.group.viewColumn,
      preview: false,
      preserveFocus: window.activeTextEditor !== editor,
      ...(editor && { selection: editor.selection }),
    });
  }
  // Asked for again: VS Code 1.100 takes no tab for its own that it gave before it showed something.
  await window.tabGroups.close(openBelow(before).map(({ tab }) => tab));
}

/** The tabs that show a file of this folder as text. */
function openBelow(folder: string): { readonly path: string; readonly tab: Tab }[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map((tab) => ({ tab, path: tab.input instanceof TabInputText ? tab.input.uri.fsPath : '' }))
    .filter(({ path }) => path.startsWith(folder + sep));
}
