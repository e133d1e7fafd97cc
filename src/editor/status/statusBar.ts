/**
 * The item in the status bar: the active incident, what's due, and what's pending. A click opens the actions. While nobody leads,
 * a second item takes the lead.
 */
import {
  Disposable,
  EventEmitter,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  type Event,
  type StatusBarItem,
} from 'vscode';
import { isOverdue } from '../../core/status/updateClock';
import { choiceWords, isUnled, statusDetails, statusLine, statusSentences } from '../../core/status/statusWords';
import type { Journal } from '../../store/journal/journal';
import type { RecordList } from '../records/recordList';
import { entryTarget, nameOf } from '../records/target';
import type { Log } from '../shell/log';
import type { Incident, Incidents } from './incident';
import { say } from '../../core/words/say';

/** What there is to show: the incident that entries go to, and the names of all that are open. */
export interface ShownIncidents {
  /** Absent if none is meant: none is open, or several are and none of them is active. */
  readonly incident: Incident | undefined;
  readonly open: readonly string[];
}

/** Right of git's branch; what a command did comes next, left of the problems, which are at 50. */
export const PRIORITY = 51;
const MINUTE = 60_000;
const MOMENT = 50;

export class StatusBar {
  readonly #records: RecordList;
  readonly #journal: Journal;
  readonly #incidents: Incidents;
  readonly #item: StatusBarItem;
  readonly #lead: StatusBarItem;
  readonly #clock: NodeJS.Timeout;
  readonly #log: Log;
  readonly #reading = new EventEmitter<void>();
  /** What's shown of incidents may have changed, and is read again. */
  readonly onDidRead = this.#reading.event;
  #soon: NodeJS.Timeout | undefined;
  #shown: string | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(records: RecordList, journal: Journal, incidents: Incidents, log: Log) {
    this.#records = records;
    this.#journal = journal;
    this.#incidents = incidents;
    this.#log = log;
    this.#item = window.createStatusBarItem('incidentNotes.status', StatusBarAlignment.Left, PRIORITY);
    this.#item.name = 'Incident Notes';
    this.#item.command = 'incidentNotes.actions';
    this.#lead = leadItem();
    this.#clock = setInterval(() => this.refresh(), MINUTE / 4);
  }

  /** Refreshes after each of these events, and when the person comes back to the window. */
  refreshOn(...events: readonly Event<unknown>[]): Disposable {
    return Disposable.from(
      ...events.map((event) => event(() => this.refresh())),
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) {
          this.refresh();
        }
      }),
    );
  }

  /** Refreshes a moment from now, off an entry's path. Calls that come together are answered together. */
  refresh(): void {
    this.#soon ??= setTimeout(() => {
      this.#turn = this.#turn
        .then(async () => {
          // From here on a change asks for another reading.
          this.#soon = undefined;
          this.#show(await this.#read());
        })
        .catch((error: unknown) => this.#log.error('Reading the status', error));
    }, MOMENT);
  }

  dispose(): void {
    clearInterval(this.#clock);
    clearTimeout(this.#soon);
    this.#reading.dispose();
    this.#item.dispose();
    this.#lead.dispose();
  }

  async #read(): Promise<ShownIncidents> {
    this.#reading.fire();
    const target = await entryTarget(this.#records);
    const open = (typeof target === 'object' ? target : await this.#records.openOnes()).map(nameOf);
    // What waits is shown, also of an incident that has ended.
    const path = typeof target === 'object' ? undefined : (target ?? this.#journal.records[0]);
    return { incident: path === undefined ? undefined : await this.#incidents.describe(path, Date.now()), open };
  }

  /** Each change is told to the window, a tooltip's whole text with it, so what is shown already is left alone. */
  #show(shown: ShownIncidents): void {
    this.#showLead(shown);
    const look = lookOf(shown, Date.now());
    const described = JSON.stringify(look);
    if (described === this.#shown) {
      return;
    }
    this.#shown = described;
    this.#item.text = look.text;
    this.#item.tooltip = look.markdown === undefined ? look.tooltip : new MarkdownString(look.markdown);
    this.#item.accessibilityInformation = { label: look.label, role: 'button' };
    this.#item.backgroundColor = look.overdue ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  #showLead({ incident }: ShownIncidents): void {
    if (incident && isUnled(incident.status)) {
      this.#lead.show();
    } else {
      this.#lead.hide();
    }
  }
}

/** Between the incident and what a command did. */
function leadItem(): StatusBarItem {
  const item = window.createStatusBarItem('incidentNotes.lead', StatusBarAlignment.Left, PRIORITY - 0.25);
  item.name = say`Incident Notes: Take the Lead`;
  item.text = `$(account) ${say`Take the Lead`}`;
  item.tooltip = say`Nobody is leading this incident yet. Click to take the lead.`;
  item.command = 'incidentNotes.takeLead';
  return item;
}

interface Look {
  readonly text: string;
  readonly label: string;
  readonly tooltip?: string;
  /** The tooltip where it is more than words. */
  readonly markdown?: string;
  readonly overdue?: boolean;
}

function lookOf({ incident, open }: ShownIncidents, now: number): Look {
  if (!incident && open.length > 1) {
    const { line, sentences } = choiceWords(open);
    return { text: `$(flame) ${line}`, tooltip: sentences, label: sentences };
  }
  if (!incident) {
    return {
      text: say`$(pulse) No incident`,
      tooltip: say`Incident Notes: no open incident. Click to see what you can do.`,
      label: say`Incident Notes: no open incident`,
    };
  }
  const { status, waiting, contacts } = incident;
  // Its clocks are below, each on its line.
  const state = statusSentences({ ...status, nextUpdate: null, clocks: [] }, waiting, now, open.length);
  // 'appendText' of a markdown string makes every space one at which no line may break.
  const parts = [escapeMarkdown(state)];
  const details = statusDetails(status, now).map((line) => `- ${escapeMarkdown(line)}`);
  if (details.length > 0) {
    parts.push(details.join('\n'));
  }
  if (contacts !== '') {
    // A picture would be fetched from wherever it is.
    parts.push(`---\n\n${contacts.replaceAll('![', '!\\[')}`);
  }
  return {
    text: `$(flame) ${escapeIcons(statusLine(status, waiting, now, open.length))}`,
    markdown: parts.join('\n\n'),
    label: statusSentences(status, waiting, now, open.length),
    overdue: status.clocks.some(({ at }) => isOverdue(at, now)),
  };
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>&|~]/g, '\\$&');
}

/** A title is words, not icons. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
