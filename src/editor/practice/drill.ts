/**
 * A drill: an outage of the past, played entry by entry in a temporary repository that is removed at its end. It's never
 * there next to a real incident, and nothing of it outlives the window.
 */
import { join } from 'node:path';
import { commands, StatusBarAlignment, Uri, window, workspace, type Disposable, type StatusBarItem } from 'vscode';
import { incidentId } from '../../core/entries/declaration';
import { draftRecord } from '../../core/entries/draft';
import { addedEntries } from '../../core/entries/newEntries';
import { PRACTICE_AUTHOR, PRACTICE_ENTRIES, PRACTICE_SEVERITY, PRACTICE_TITLE } from '../../core/practice/outage';
import { refusal } from '../../core/text/refusal';
import { wholeSeconds } from '../../core/time/instant';
import { say } from '../../core/words/say';
import { initRepository } from '../../git/repository/repository';
import { makeDrillFolder, removeDrillFolder } from '../../store/drills';
import type { EntryTools } from '../entries/register';
import { drillFolder, isDrill, setDrillFolder } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import { showRecord } from '../records/showDocument';
import { chordOf } from '../shell/chords';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { gitExecutable } from '../shell/settings';
import type { Shell } from '../shell/shell';
import { PRIORITY } from '../status/statusBar';

type Needs = Pick<RecordParts, 'records' | 'writer' | 'committer' | 'journal' | 'processes' | 'places'> &
  Pick<EntryTools, 'own'> &
  Pick<Shell, 'log' | 'storage'>;

export interface DrillState {
  readonly id: string;
  readonly uri: Uri;
  /** How many entries are still to be played. */
  readonly left: number;
}

/** A drill that's in progress. */
interface RunningDrill {
  readonly id: string;
  /** Of its record. */
  readonly path: string;
  /** How many entries were played. */
  played: number;
}

/** How long a commit of the drill may keep its end waiting, in ms. */
const PATIENCE = 5000;

export class Drill implements Disposable {
  readonly #needs: Needs;
  readonly #next: StatusBarItem;
  readonly #end: StatusBarItem;
  #running: RunningDrill | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#next = item('incidentNotes.drillNext', 0.3, say`Incident Notes: Drill`, 'incidentNotes.practice');
    this.#end = item('incidentNotes.drillEnd', 0.4, say`Incident Notes: End Drill`, 'incidentNotes.endPractice');
    this.#end.text = `$(close) ${say`End Drill`}`;
    this.#end.tooltip = say`End the drill and remove its folder. Nothing is kept.`;
  }

  /** Begins a drill; one that's in progress gets its next entry. @throws Refusal while an incident is open. */
  async practice(): Promise<DrillState> {
    return this.#inTurn(async () => {
      if ((await this.#needs.records.open()).length > 0) {
        throw refusal(EDITOR_SENTENCES, 'noDrillNow');
      }
      const running = this.#running ?? (await this.#begin());
      if (this.#running === running) {
        await this.#play(running);
      }
      this.#running = running;
      this.#show(running);
      return { id: running.id, uri: Uri.file(running.path), left: PRACTICE_ENTRIES.length - running.played };
    });
  }

  /** Ends the drill and removes all of it; whether there was one. */
  async end(): Promise<boolean> {
    return this.#inTurn(async () => this.#finish());
  }

  /** Ends it once there's a real incident: then nobody should wonder which one is meant. */
  async endForIncident(): Promise<void> {
    if (this.#running && (await this.#needs.records.open()).length > 0 && (await this.end())) {
      void window.showInformationMessage(say`The drill ended because a real incident is open.`);
    }
  }

  /** The window closes: there's no time to wait for anything. */
  dispose(): void {
    const folder = drillFolder();
    this.#next.dispose();
    this.#end.dispose();
    if (folder !== undefined) {
      setDrillFolder(undefined);
      removeDrillFolder(folder);
    }
  }

  async #begin(): Promise<RunningDrill> {
    const { writer, processes, records, storage, log } = this.#needs;
    const now = Date.now();
    const folder = makeDrillFolder(storage, now);
    setDrillFolder(folder);
    try {
      if (workspace.isTrusted) {
        await initRepository(folder, gitExecutable()).catch((error: unknown) => log.error('Creating a drill', error));
      }
      const instant = wholeSeconds(now);
      const id = incidentId(instant, PRACTICE_TITLE, new Set());
      const process = { ...processes.named('default', join(folder, id, 'incident.md')), name: 'default' };
      const draft = draftRecord({
        ...{ id, title: PRACTICE_TITLE, process, severity: PRACTICE_SEVERITY, security: false, instant },
        ...{ author: PRACTICE_AUTHOR, services: [] },
      });
      const path = (await writer.declare(folder, id, draft, undefined))!;
      await records.activate(path);
      await showRecord(Uri.file(path));
      this.#tellBeginning();
      return { id, path, played: 0 };
    } catch (error) {
      setDrillFolder(undefined);
      removeDrillFolder(folder);
      throw error;
    }
  }

  async #play(running: RunningDrill): Promise<void> {
    const entry = PRACTICE_ENTRIES[running.played];
    if (!entry) {
      throw refusal(EDITOR_SENTENCES, 'drillPlayed');
    }
    const instant = wholeSeconds(Date.now());
    await this.#needs.writer.write(running.path, (record) => addedEntries(record, [{ ...entry, instant }]));
    running.played += 1;
    if (running.played === PRACTICE_ENTRIES.length) {
      this.#tellEnd();
    }
  }

  async #finish(): Promise<boolean> {
    const running = this.#running;
    const folder = drillFolder();
    this.#running = undefined;
    this.#next.hide();
    this.#end.hide();
    if (!running || folder === undefined) {
      return false;
    }
    const { path } = running;
    const { committer, journal, records, own, places } = this.#needs;
    await closeTabs(folder);
    // A pending commit would go into a folder that's gone.
    await Promise.race([committer.flush(path).catch(() => undefined), after(PATIENCE)]);
    const waiting = journal.waiting().filter(({ record }) => isDrill(record));
    await journal.settle(
      waiting.map(({ id }) => id),
      'discarded',
    );
    await records.forget(isDrill);
    await own.forget(path);
    setDrillFolder(undefined);
    places.forget();
    removeDrillFolder(folder);
    return true;
  }

  #show({ played }: RunningDrill): void {
    const left = PRACTICE_ENTRIES.length - played;
    this.#next.text = `$(debug-step-over) ${left === 0 ? say`Drill: All Entries Played` : say`Drill: Next Entry (${left} left)`}`;
    this.#next.tooltip = say`This is a drill, not a real incident. Click to play what a colleague logs next.`;
    this.#next.show();
    this.#end.show();
  }

  #tellBeginning(): void {
    const key = chordOf('log');
    void window
      .showInformationMessage(
        say`This is a drill: a past outage, replayed in a temporary folder. Play the next entry from the status bar, and log your own with ${key}. When the drill ends, everything is removed.`,
        say`Next Entry`,
        say`End Drill`,
      )
      .then((action) => {
        if (action !== undefined) {
          void commands.executeCommand(
            action === say`End Drill` ? 'incidentNotes.endPractice' : 'incidentNotes.practice',
          );
        }
      });
  }

  #tellEnd(): void {
    void window
      .showInformationMessage(
        say`The drill's outage is resolved. Draft its postmortem, or end the drill.`,
        say`Draft Postmortem`,
        say`End Drill`,
      )
      .then((action) => {
        if (action !== undefined && this.#running) {
          void (action === say`End Drill`
            ? commands.executeCommand('incidentNotes.endPractice')
            : commands.executeCommand('incidentNotes.postmortem', { incident: this.#running.id, open: true }));
        }
      });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function item(id: string, behind: number, name: string, command: string): StatusBarItem {
  const made = window.createStatusBarItem(id, StatusBarAlignment.Left, PRIORITY - behind);
  made.name = name;
  made.command = command;
  return made;
}

/** Closes what is open of the folder, without a question: nothing of it is kept. */
export async function closeTabs(folder: string): Promise<void> {
  const inside = (path: string): boolean => path.startsWith(folder);
  for (const document of workspace.textDocuments.filter(({ uri, isDirty }) => isDirty && inside(uri.fsPath))) {
    await document.save().then(undefined, () => undefined);
  }
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  await window.tabGroups.close(
    tabs.filter(({ input }) => {
      const { uri, modified } = (input ?? {}) as { uri?: Uri; modified?: Uri };
      return [uri, modified].some((each) => each !== undefined && inside(each.fsPath));
    }),
    true,
  );
}

async function after(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms).unref());
}
