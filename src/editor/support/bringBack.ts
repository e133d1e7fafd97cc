/** Restores, with a notice, entries that closed windows had accepted and that their records lack. */
import { Disposable, window } from 'vscode';
import type { RecordWriter } from '../records/recordWriter';
import type { Log } from '../shell/log';
import { say } from '../../core/words/say';

/** How often it is looked, in milliseconds: a window that is only asleep, or on another machine, counts as gone after some minutes. */
const AGAIN = 5 * 60_000;

/** Looks now, and again and again. */
export function bringBackNotes(writer: RecordWriter, log: Log): Disposable {
  const look = (): void => void bringBack(writer).catch(log.bug);
  const clock = setInterval(look, AGAIN);
  look();
  return new Disposable(() => clearInterval(clock));
}

async function bringBack(writer: RecordWriter): Promise<void> {
  const count = await writer.bringBack();
  if (count > 0) {
    const entries = count === 1 ? '1 entry' : `${count} entries`;
    void window.showInformationMessage(say`Restored ${entries} logged just before the editor stopped.`);
  }
}
