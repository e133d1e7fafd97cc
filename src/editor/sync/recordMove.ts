/** Moves a record into another folder, with all that's in its own: none of its entries is lost, and its tabs follow. */
import { existsSync } from 'node:fs';
import { cp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { TabInputText, Uri, window, type Tab } from 'vscode';
import { otherId } from '../../core/entries/declaration';
import { editFields } from '../../core/frontMatter/fieldEdit';
import { isSameIncident } from '../../core/merge/sameIncident';
import { holdsChange } from '../../core/record/change';
import { readRecord } from '../../core/record/record';
import { refusal } from '../../core/text/refusal';
import { applyEdits } from '../../core/text/textEdit';
import { say } from '../../core/words/say';
import { disk } from '../../store/disk';
import type { WaitingItem } from '../../store/journal/journalLine';
import { leaseFile, withLease } from '../../store/lease';
import { readRecordFile, updateRecordFile } from '../../store/recordFile';
import { openDocument } from '../records/openRecord';
import { idOf, rootOf } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import { EDITOR_SENTENCES } from '../shell/sentences';

export interface MoveNeeds extends Pick<
  RecordParts,
  'records' | 'repositories' | 'places' | 'writer' | 'committer' | 'journal'
> {
  /** The extension's own folder. */
  readonly storage: string;
}

/**
 * Moves a record, with what `change` makes of it: it's committed where it will be before it leaves where it was, and what is
 * logged in the meantime goes along.
 */
export async function relocate(
  needs: MoveNeeds,
  path: string,
  moved: string,
  change: (text: string) => string,
): Promise<void> {
  await needs.writer.move(path, moved, async () => {
    if (!existsSync(path) && existsSync(moved)) {
      return;
    }
    const waiting = needs.journal.waiting(path);
    if (!(await holdsAll(path, waiting))) {
      throw refusal(EDITOR_SENTENCES, 'uncommitted', { why: say`entries are pending` });
    }
    await copy(needs, path, moved, change);
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
export async function settleForMove(needs: MoveNeeds, path: string, own: boolean): Promise<void> {
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

/** Returns the name of a file of the record that has unsaved edits. */
export function unsavedOf(path: string): string | undefined {
  return ['incident.md', 'postmortem.md'].find((name) => openDocument(join(dirname(path), name))?.isDirty);
}

/** Returns whether what waits for a commit is in the file. */
async function holdsAll(path: string, waiting: readonly WaitingItem[]): Promise<boolean> {
  const text = (await readRecordFile(path))?.text;
  const record = text === undefined ? undefined : readRecord(text);
  return record !== undefined && waiting.every((item) => 'draft' in item || holdsChange(record, item.change));
}

/**
 * Gives the record at `path` another id, as `theirs`, which others have shared, is of another incident with its id. Ids in
 * `taken` aren't for it. Returns the new path; undefined if another window has done so.
 * @throws Refusal if it can't be moved now: it has unsaved edits, or isn't committed.
 */
export async function separateRecord(
  needs: MoveNeeds,
  path: string,
  theirs: string,
  taken: ReadonlySet<string>,
): Promise<string | undefined> {
  const records = dirname(dirname(path));
  return withLease(disk, leaseFile(needs.storage, `${records} ids`), 'notOnBranch', async () => {
    const own = (await readRecordFile(path))?.text;
    if (own === undefined || isSameIncident(own, theirs)) {
      return undefined;
    }
    await settleForMove(needs, path, false);
    const id = otherId(idOf(path), new Set([...taken, ...(await readdir(records))]));
    const moved = Uri.file(join(records, id, 'incident.md')).fsPath;
    needs.places.chooseCurrent(moved);
    await relocate(needs, path, moved, (text) =>
      applyEdits(text, editFields(text, readRecord(text).frontMatter, [{ path: ['id'], value: id }])),
    );
    return moved;
  });
}

async function copy(needs: MoveNeeds, path: string, moved: string, change: (text: string) => string): Promise<void> {
  if (await stat(dirname(moved)).catch(() => undefined)) {
    throw refusal(EDITOR_SENTENCES, 'targetTaken', { path: dirname(moved) });
  }
  await cp(dirname(path), dirname(moved), { recursive: true, errorOnExist: true, force: false });
  await updateRecordFile({ root: rootOf(moved), storage: needs.storage }, moved, change);
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
