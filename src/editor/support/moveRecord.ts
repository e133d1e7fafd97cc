/** The command that moves a record between the checked-out branch and the records' own. */
import { dirname, join } from 'node:path';
import { Uri } from 'vscode';
import { sayCheckout } from '../../core/entries/checkoutLine';
import { readRecord } from '../../core/record/record';
import { applyEdits } from '../../core/text/textEdit';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { checkoutOf } from '../records/recordLocations';
import { idOf } from '../records/recordFolders';
import { showDocument } from '../records/showDocument';
import { activeTarget, needTarget } from '../records/target';
import { relocate, settleForMove, unsavedOf, type MoveNeeds } from '../sync/recordMove';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

export function movingHandlers(needs: MoveNeeds): HandlersOf<'moveRecord'> {
  return {
    moveRecord: (invocation) => moveRecord(needs, invocation),
  };
}

async function moveRecord(needs: MoveNeeds, invocation: Invocation): Promise<{ readonly uri: Uri } | undefined> {
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
  await settleForMove(needs, path, to === 'own');
  const records =
    to === 'own' ? await ownFolder(needs, path) : await needs.places.currentFolder(repository, dirname(dirname(path)));
  const moved = pathIn(records, path);
  if (moved === path) {
    await needs.committer.flush(path);
    return { uri: Uri.file(path) };
  }
  await relocateTo(needs, path, moved, to === 'own');
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
export async function moveMisplaced(needs: MoveNeeds, path: string): Promise<void> {
  const place = await needs.places.openOwn(dirname(dirname(path)), idOf(path));
  const moved = place && pathIn(place.records, path);
  if (moved === undefined || moved === path || unsavedOf(path) !== undefined) {
    return;
  }
  await relocateTo(needs, path, moved, true);
}

const pathIn = (records: string, path: string): string => Uri.file(join(records, idOf(path), 'incident.md')).fsPath;

async function ownFolder(needs: MoveNeeds, path: string): Promise<string> {
  const place = await needs.places.openOwn(dirname(dirname(path)), idOf(path));
  if (!place) {
    throw refusal(EDITOR_SENTENCES, 'branchNotOpened');
  }
  return place.records;
}

/** `own`: to the records' own branch. What is said of the way there follows. */
async function relocateTo(needs: MoveNeeds, path: string, moved: string, own: boolean): Promise<void> {
  const command = own ? checkoutOf(dirname(dirname(moved))) : undefined;
  if (!own) {
    needs.places.chooseCurrent(moved);
  }
  await relocate(needs, path, moved, (text) => applyEdits(text, sayCheckout(readRecord(text), command)));
}
