/**
 * The entry point: registers every command, and loads the rest with the first one that runs, or when there's something to
 * show.
 */
import { commands, window, type ExtensionContext } from 'vscode';
import { COMMANDS } from './editor/shell/contributions';
import { EarlyBox } from './editor/shell/earlyBox';
import { menuArgument, RUN_ROW, runRow } from './editor/view/rowTree';
import { extendPreview, type MarkdownIt } from './editor/view/previewRule';
import { SHOW_NOW, Views } from './editor/view/views';
import { hasApproved } from './editor/records/approvals';
import { hasSomethingToShow } from './editor/records/recordFolders';

/** After how many ms the box is on its way. */
const SENT = 5;

/** The markdown preview asks for what this returns. */
export function activate(context: ExtensionContext): { extendMarkdownIt<M extends MarkdownIt>(markdown: M): M } {
  let program: Promise<import('./main').Program> | undefined;
  let loaded = false;
  const wake = () =>
    (program ??= import('./main')
      .then((main) => main.start(context))
      .then((started) => {
        context.subscriptions.push(started.onDidChange(() => views.refresh()));
        loaded = true;
        return started;
      })
      .catch((error: unknown) => {
        // What failed to start is tried again with the next command.
        program = undefined;
        throw error;
      }));
  // What goes wrong is in the log of the program, or said by the next command.
  const views = new Views(
    async (view) => (await wake()).rows(view),
    () => undefined,
  );
  context.subscriptions.push(
    views,
    commands.registerCommand(RUN_ROW, runRow),
    commands.registerCommand(SHOW_NOW, () => views.showNow()),
    window.registerUriHandler({ handleUri: async (uri) => void (await (await wake()).run('join', uri, Date.now())) }),
  );
  for (const name of COMMANDS) {
    // The instant of an entry is when its command was invoked, however long the rest takes to load.
    const run = async (...given: unknown[]) => {
      const instant = Date.now();
      const argument = menuArgument(given[0], name);
      const early = loaded || typeof argument === 'object' ? undefined : EarlyBox.of(name);
      try {
        // Loading blocks the thread that sends the box to the screen.
        await (early && new Promise((resume) => setTimeout(resume, SENT)));
        return await (await wake()).run(name, argument, instant, early);
      } finally {
        early?.dispose();
      }
    };
    context.subscriptions.push(commands.registerCommand(`incidentNotes.${name}`, run));
  }
  // Unset while the extension is installed, so that its walkthrough is listed and never opens by itself.
  void commands.executeCommand('setContext', 'incidentNotes.awake', true);
  // Whoever shares hears of what colleagues declare, in a folder without records, too.
  const wakes = hasApproved(context.globalState)
    ? Promise.resolve(true)
    : hasSomethingToShow(context.globalStorageUri.fsPath);
  void wakes
    .then((show) => (show ? wake() : undefined))
    // The next command tries again, and says what's wrong.
    .catch(() => undefined);
  return { extendMarkdownIt: (markdown) => extendPreview(markdown, async () => (await wake()).showTokens) };
}
