/** The one item in the status bar: what the active incident is, what is due, what waits. A click opens the actions. */
import { MarkdownString, StatusBarAlignment, ThemeColor, window, type StatusBarItem } from 'vscode';
import { describeDue } from '../core/updateClock';
import { statusLine, statusSentences } from '../core/status';
import type { Incident } from './incident';

const MINUTE = 60_000;

export class StatusBar {
  readonly #read: () => Promise<Incident | undefined>;
  readonly #item: StatusBarItem;
  readonly #clock: NodeJS.Timeout;
  #reading = false;
  #again = false;

  /** `read` gives the incident to show, undefined where there is none. */
  constructor(read: () => Promise<Incident | undefined>) {
    this.#read = read;
    this.#item = window.createStatusBarItem('incidentNotes.status', StatusBarAlignment.Left, 50);
    this.#item.name = 'Incident Notes';
    this.#item.command = 'incidentNotes.actions';
    this.#clock = setInterval(() => this.refresh(), MINUTE / 4);
  }

  /** Shows what is so now; calls while it is being read are answered by one more reading. */
  refresh(): void {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    void this.#read()
      .then((incident) => this.#show(incident))
      .finally(() => {
        this.#reading = false;
        if (this.#again) {
          this.#again = false;
          this.refresh();
        }
      });
  }

  dispose(): void {
    clearInterval(this.#clock);
    this.#item.dispose();
  }

  #show(incident: Incident | undefined): void {
    if (!incident) {
      this.#item.text = '$(pulse) No incident';
      this.#item.tooltip = 'Incident Notes: no incident is open here. Click for what can be done.';
      this.#item.accessibilityInformation = { label: 'Incident Notes: no incident is open', role: 'button' };
      this.#item.backgroundColor = undefined;
      this.#item.show();
      return;
    }
    const now = Date.now();
    const { status, waiting, contacts } = incident;
    this.#item.text = `$(flame) ${escapeIcons(statusLine(status, waiting, now))}`;
    const sentences = statusSentences(status, waiting, now);
    this.#item.accessibilityInformation = { label: sentences, role: 'button' };
    const tooltip = new MarkdownString(undefined);
    tooltip.appendText(sentences);
    if (contacts !== '') {
      tooltip.appendMarkdown(`\n\n---\n\n${contacts}`);
    }
    this.#item.tooltip = tooltip;
    const overdue = status.nextUpdate !== null && describeDue(status.nextUpdate.at, now).startsWith('overdue');
    this.#item.backgroundColor = overdue ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }
}

/** A title is words, not icons. */
function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
