/** What every part of a window shares: the log, its pace, and its storage. */
import { env, l10n, type ExtensionContext } from 'vscode';
import { translateBy } from '../../core/words/say';
import { Profile } from '../../store/profile';
import { openLog, type Log } from './log';
import { paceOf, type Pace } from './pace';

export interface Shell {
  readonly log: Log;
  readonly pace: Pace;
  /** The extension's own folder, one for all windows. */
  readonly storage: string;
  /** Its folder for this workspace; in a window without one, the one for all windows. */
  readonly workspaceStorage: string;
  /** What it remembers for all windows. */
  readonly profile: Profile;
  /** What a link to this extension begins with: `vscode://publisher.name`. */
  readonly linkBase: string;
}

export function openShell(context: ExtensionContext): Shell {
  translateBy((message, ...values) => l10n.t(message, ...values));
  return {
    log: openLog(),
    pace: paceOf(context),
    storage: context.globalStorageUri.fsPath,
    workspaceStorage: (context.storageUri ?? context.globalStorageUri).fsPath,
    profile: new Profile(context.globalState),
    linkBase: `${env.uriScheme}://${context.extension.id}`,
  };
}
