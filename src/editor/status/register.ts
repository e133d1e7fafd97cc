/** Combines what shows an incident's status: the status bar, the commands, confirmations, reminders. */
import { Disposable, window, type Event, type Memento } from 'vscode';
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import { UsedActions } from '../shell/actionList';
import type { DoneCommand, HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { Declarations } from '../sync/declarations';
import type { Sharing } from '../sync/syncScheduler';
import { Confirmations } from './confirmations';
import { showDeclarations } from './declarationItem';
import { Incidents } from './incident';
import { navigatingHandlers } from './navigation';
import { HERE, showReminder } from './reminderNotice';
import { keepPaletteKeys } from './paletteKeys';
import { Reminders } from './reminders';
import { snoozingHandlers } from './snooze';
import { StatusBar } from './statusBar';
import { WatchedIncidents } from './watchedIncidents';

export interface StatusParts {
  readonly incidents: Incidents;
  readonly statusBar: StatusBar;
  readonly used: UsedActions;
}

export function openStatus(memory: Memento, parts: RecordParts, sharing: Sharing, { log }: Shell): StatusParts {
  const incidents = new Incidents(parts, sharing);
  return {
    incidents,
    statusBar: new StatusBar(parts.records, parts.journal, incidents, log),
    used: new UsedActions(memory),
  };
}

export function registerStatus(
  entries: EntryTools,
  status: StatusParts,
): HandlersOf<'switch' | 'open' | 'showView' | 'showEntries' | 'status' | 'actions' | 'snooze'> {
  return { ...navigatingHandlers({ ...entries, ...status }), ...snoozingHandlers(entries) };
}

/**
 * Says what each command did and what a colleague declared, and keeps in mind which commands this person uses, and what the
 * palette offers.
 */
export function followDone(
  done: Event<DoneCommand>,
  parts: RecordParts,
  { statusBar, used }: StatusParts,
  declarations: Declarations,
  { log }: Shell,
): Disposable {
  const confirmations = new Confirmations(parts.records);
  const listening = done(({ name, result, argument }) => {
    void confirmations.say(name, result, argument).catch(log.bug);
    if (result !== undefined && argument === undefined) {
      void used.add(name).catch(log.bug);
    }
    statusBar.refresh();
  });
  const declared = [declarations.onDidChange, window.tabGroups.onDidChangeTabs, statusBar.onDidRead];
  return Disposable.from(
    confirmations,
    listening,
    keepPaletteKeys(parts, log, statusBar.onDidRead),
    showDeclarations(declarations, log, ...declared),
    statusBar.refreshOn(declarations.onDidChange),
  );
}

export function registerReminders(parts: RecordParts, { log, storage }: Shell): Disposable {
  const watched = new WatchedIncidents(parts);
  return new Reminders(() => watched.all(), storage, showReminder, log.bug, HERE);
}
