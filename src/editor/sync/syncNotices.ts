/** Notices, shown once, about a sync that needs a person. */
import { basename } from 'node:path';
import { Disposable, Uri, commands, window } from 'vscode';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { Log } from '../shell/log';
import type { Rounds } from './rounds';
import type { Sharing } from './syncScheduler';
import { say } from '../../core/words/say';

/** Says what the rounds tell of. */
export function registerSyncNotices(records: RecordList, rounds: Rounds, sharing: Sharing, log: Log): Disposable {
  return Disposable.from(
    rounds.onDidSeparate(({ path, moved }) => void tellSeparated(path, moved).catch(log.bug)),
    rounds.onDidSetAside(({ record, path }) => void tellAside(records, record, path).catch(log.bug)),
    sharing.onDidGetStuck(({ paths, sentence }) => void tellStuck(paths, sentence).catch(log.bug)),
  );
}

/** Says, in every clone that gets both, that two versions of a record couldn't be merged; nothing else waits for it. */
async function tellAside(records: RecordList, record: string, path: string): Promise<void> {
  const title = (await records.read(record))?.title ?? idOf(record);
  const sentence = say`Couldn't merge two versions of "${title}". The other one is in ${basename(path)}.`;
  const action = await window.showWarningMessage(sentence, say`Merge`, say`Compare`);
  if (action === say`Merge`) {
    await commands
      .executeCommand('incidentNotes.resolveMergeConflict', { uri: Uri.file(path) })
      .then(undefined, (error: unknown) => void window.showWarningMessage(String((error as Error).message)));
  } else if (action !== undefined) {
    await commands.executeCommand('vscode.diff', Uri.file(path), Uri.file(record), say`${basename(path)} and ${title}`);
  }
}

/** Says that this clone's incident has another id now: people have spoken of the former one. */
async function tellSeparated(path: string, moved: string): Promise<void> {
  const action = say`Open`;
  const sentence = say`Another incident has the same id, ${idOf(path)}, and was shared first. Yours is now ${idOf(moved)}.`;
  if ((await window.showWarningMessage(sentence, action)) === action) {
    await commands.executeCommand('incidentNotes.open', { incident: idOf(moved) });
  }
}

/** Says once that the checked-out branch can't be shared; the records can, through a branch of their own. */
async function tellStuck(paths: readonly string[], sentence: string): Promise<void> {
  const action = say`Share through ${OWN_BRANCH}`;
  if ((await window.showWarningMessage(say`Not shared: ${sentence}.`, action)) === action) {
    for (const path of paths) {
      await commands.executeCommand('incidentNotes.moveRecord', { incident: idOf(path), to: 'own' });
    }
    await commands.executeCommand('incidentNotes.sync');
  }
}
