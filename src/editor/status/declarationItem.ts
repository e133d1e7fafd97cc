/** A second status bar item for an incident that a colleague declared; a click joins it. */
import { Disposable, StatusBarAlignment, ThemeColor, window, type Event } from 'vscode';
import { declarationWords } from '../../core/status/declaration';
import { say } from '../../core/words/say';
import type { Log } from '../shell/log';
import type { Declarations } from '../sync/declarations';
import { escapeIcons, PRIORITY } from './statusBar';

/** Shows the incidents that this person hasn't looked at yet, and refreshes after each of these events. */
export function showDeclarations(
  declarations: Declarations,
  log: Log,
  ...events: readonly Event<unknown>[]
): Disposable {
  const item = window.createStatusBarItem('incidentNotes.declared', StatusBarAlignment.Left, PRIORITY - 0.2);
  item.name = say`Incident Notes: Colleague's Incident`;
  item.command = { title: say`Join`, command: 'incidentNotes.join', arguments: ['declared'] };
  item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
  const show = async (): Promise<void> => {
    const now = Date.now();
    const [latest, ...others] = await declarations.unseen(now);
    if (!latest) {
      item.hide();
      return;
    }
    const words = declarationWords(latest, now);
    const titles = [latest, ...others].map(({ title }) => title);
    item.text = `$(megaphone) ${escapeIcons(say`${words}: Join`)}`;
    item.tooltip = say`${titles.join('\n')}\nClick to join.`;
    item.accessibilityInformation = { label: say`${words}: ${titles.join(', ')}. Join`, role: 'button' };
    item.show();
  };
  return Disposable.from(item, ...events.map((event) => event(() => void show().catch(log.bug))));
}
