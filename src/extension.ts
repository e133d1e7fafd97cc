/** The entry: registers every command and loads the rest with the first that runs, or when there is something to show. */
import { commands, type ExtensionContext } from 'vscode';
import { COMMANDS } from './editor/shell/contributions';
import { hasSomethingToShow } from './editor/records/wake';

export function activate(context: ExtensionContext): void {
  let program: Promise<import('./main').Program> | undefined;
  const wake = () =>
    (program ??= import('./main')
      .then((main) => main.start(context))
      .catch((error: unknown) => {
        // What failed to start is tried again with the next command.
        program = undefined;
        throw error;
      }));
  for (const name of COMMANDS) {
    // The instant of an entry is when its command was invoked, however long the rest takes to load.
    const run = async (...given: unknown[]) => {
      const instant = Date.now();
      return (await wake()).run(name, given[0], instant);
    };
    context.subscriptions.push(commands.registerCommand(`incidentNotes.${name}`, run));
  }
  void hasSomethingToShow(context.globalStorageUri.fsPath)
    .then((show) => (show ? wake() : undefined))
    // The next command starts anew, and says what is wrong.
    .catch(() => undefined);
}
