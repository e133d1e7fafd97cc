/** The one item in the status bar: what the active incident is, what is due, what waits. A click opens the actions. */
import { MarkdownString, StatusBarAlignment, ThemeColor, window, type StatusBarItem } from 'vscode';
import { isOverdue } from '../../core/status/updateClock';
import { choiceWords, statusDetails, statusLine, statusSentences } from '../../core/status/statusWords';
import type { Incident } from './incident';

/** What there is to show: the incident that entries go to, and the names of all that are open. */
export interface ShownIncidents {
  /** Absent where none is meant: none is open, or several are and none of them is active. */
  readonly incident: Incident | undefined;
  readonly open: readonly string[];
}

/** Right of git's branch; what a command did comes next, left of the problems, which are at 50. */
export const PRIORITY = 51;
const MINUTE = 60_000;
const MOMENT = 50;

export class StatusBar {
  readonly #read: () => Promise<ShownIncidents>;
  readonly #item: StatusBarItem;
  readonly #clock: NodeJS.Timeout;
  readonly #report: (error: unknown) => void;
  #soon: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();

  /** `read` gives what is to be shown; `report` gets what it throws. */
  constructor(read: () => Promise<ShownIncidents>, report: (error: unknown) => void) {
    this.#read = read;
    this.#report = report;
    this.#item = window.createStatusBarItem('incidentNotes.status', StatusBarAlignment.Left, PRIORITY);
    this.#item.name = 'Incident Notes';
    this.#item.command = 'incidentNotes.actions';
    this.#clock = setInterval(() => this.refresh(), MINUTE / 4);
  }

  /** Shows what is so, a moment from now: calls that come together are answered together, off an entry's path. */
  refresh(): void {
    this.#soon ??= setTimeout(() => {
      this.#reading = this.#reading
        .then(async () => {
          // From here on a change asks for another reading.
          this.#soon = undefined;
          this.#show(await this.#read());
        })
        .catch(this.#report);
    }, MOMENT);
  }

  dispose(): void {
    clearInterval(this.#clock);
    clearTimeout(this.#soon);
    this.#item.dispose();
  }

  #show({ incident, open }: ShownIncidents): void {
    if (!incident && open.length > 1) {
      const { line, sentences } = choiceWords(open);
      this.#item.text = `$(flame) ${line}`;
      this.#item.tooltip = sentences;
      this.#item.accessibilityInformation = { label: sentences, role: 'button' };
      this.#item.backgroundColor = undefined;
      this.#item.show();
      return;
    }
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
    this.#item.text = `$(flame) ${escapeIcons(statusLine(status, waiting, now, open.length))}`;
    const sentences = statusSentences(status, waiting, now, open.length);
    this.#item.accessibilityInformation = { label: sentences, role: 'button' };
    const tooltip = new MarkdownString(undefined);
    // Its clocks stand below, each on its line.
    const state = statusSentences({ ...status, nextUpdate: null, clocks: [] }, waiting, now, open.length);
    // 'appendText' makes every space one at which no line may break.
    tooltip.appendMarkdown(escapeMarkdown(state));
    const details = statusDetails(status, now).map((line) => `- ${escapeMarkdown(line)}`);
    if (details.length > 0) {
      tooltip.appendMarkdown(`\n\n${details.join('\n')}`);
    }
    if (contacts !== '') {
      // A picture would be fetched from wherever it lies.
      tooltip.appendMarkdown(`\n\n---\n\n${contacts.replaceAll('![', '!\\[')}`);
    }
    this.#item.tooltip = tooltip;
    const overdue = status.clocks.some(({ at }) => isOverdue(at, now));
    this.#item.backgroundColor = overdue ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>&|~]/g, '\\$&');
}

/** A title is words, not icons. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
