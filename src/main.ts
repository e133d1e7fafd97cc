/** Everything that the editor need not load to start. */
import { window } from 'vscode';

export function showLog(): string {
  void window.showInformationMessage('Nothing has happened yet.');
  return 'Nothing has happened yet.';
}
