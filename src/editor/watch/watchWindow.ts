/** Follows the window itself: its folders, trust, and focus. */
import { Disposable, window, workspace } from 'vscode';
import type { Committer } from '../records/committer';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { Log } from '../shell/log';

/** Believes for a while what git said, which is another thing once git may run. */
interface Believer {
  forget(): void;
}

export function watchWindow(
  records: RecordList,
  writer: RecordWriter,
  committer: Committer,
  believers: readonly Believer[],
  log: Log,
): Disposable {
  /** A window that was closed, or died, can have left words on the disk that no entry of the journal takes along. */
  const catchUp = async (): Promise<void> => committer.catchUp((await records.all()).map(({ path }) => path));
  const catchUpSoon = (): void => void catchUp().catch(log.bug);
  catchUpSoon();
  return Disposable.from(
    workspace.onDidChangeWorkspaceFolders(catchUpSoon),
    workspace.onDidGrantWorkspaceTrust(() => {
      believers.forEach((one) => one.forget());
      writer.waiting.forEach((path) => writer.commitWaiting(path));
      catchUpSoon();
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        void committer.retryHeld().catch(log.bug);
      }
    }),
  );
}
