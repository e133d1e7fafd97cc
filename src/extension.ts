/** The entry: registers what the editor shows at once; the rest is loaded on first use. */
import { commands, window, StatusBarAlignment, type ExtensionContext } from 'vscode';

export function activate(context: ExtensionContext): void {
  const status = window.createStatusBarItem('incidentNotes.status', StatusBarAlignment.Left, 0);
  status.name = 'Incident Notes';
  status.text = '$(pulse) no incident';
  status.show();
  context.subscriptions.push(
    status,
    commands.registerCommand('incidentNotes.showLog', async () => (await import('./main')).showLog()),
  );
}
