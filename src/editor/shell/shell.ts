/** What every part of a window shares: its log, how often it looks, and where its own files lie. */
import { l10n, type ExtensionContext } from 'vscode';
import { translateBy } from '../../core/words/say';
import { openLog, type Log } from './log';
import { paceOf, type Pace } from './pace';

export interface Shell {
  readonly log: Log;
  readonly pace: Pace;
  /** The extension's own folder, one for all windows. */
  readonly storage: string;
}

export function openShell(context: ExtensionContext): Shell {
  translateBy((message, ...values) => l10n.t(message, ...values));
  return { log: openLog(), pace: paceOf(context), storage: context.globalStorageUri.fsPath };
}
