/** Says what a command did for a few seconds, in a status bar item of its own and to a screen reader. */
import { StatusBarAlignment, Uri, window, type StatusBarItem } from 'vscode';
import { confirmation } from '../../core/entries/confirmation';
import { chordOf } from '../shell/chords';
import type { CommandName } from '../shell/contributions';
import { idOf, isRecordPath } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import { localZone } from '../shell/settings';
import { escapeIcons, PRIORITY } from './statusBar';
import { nameOf } from '../records/target';
import { say } from '../../core/words/say';

/** For how long it is shown, in milliseconds. */
const SHOWN = 4000;

export class Confirmations {
  readonly #records: RecordList;
  readonly #item: StatusBarItem;
  #end: NodeJS.Timeout | undefined;

  constructor(records: RecordList) {
    this.#records = records;
    this.#item = window.createStatusBarItem('incidentNotes.done', StatusBarAlignment.Left, PRIORITY - 0.5);
    this.#item.name = say`Incident Notes: Last Action`;
  }

  /** `result` is what the command returned, `argument` what it was called with; absent if a person was asked. */
  async say(
    command: CommandName,
    result: unknown,
    argument: Readonly<Record<string, unknown>> | undefined,
  ): Promise<void> {
    if (typeof result !== 'object' || result === null) {
      return;
    }
    const done = { result: { ...result }, argument, now: Date.now(), zone: localZone() };
    const said = confirmation(command, { ...done, incident: await this.#nameIn(done.result) });
    if (!said) {
      return;
    }
    const undo = said.undoable ? say`${chordOf('undoLast')} to undo` : undefined;
    this.#item.text = `$(check) ${escapeIcons(said.line)}${undo === undefined ? '' : ` · ${undo}`}`;
    const sentence = `${said.sentence}.${undo === undefined ? '' : ` ${undo}.`}`;
    this.#item.tooltip = sentence;
    // An alert is read out although nothing moves the focus to it.
    this.#item.accessibilityInformation = { label: sentence, role: 'alert' };
    this.#item.show();
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.#item.hide(), SHOWN);
  }

  dispose(): void {
    clearTimeout(this.#end);
    this.#item.dispose();
  }

  /** The incident whose record or id the result has. */
  async #nameIn({ id, uri }: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    const path =
      uri instanceof Uri && isRecordPath(uri.fsPath)
        ? uri.fsPath
        : typeof id === 'string'
          ? (await this.#records.withId(id)).path
          : undefined;
    const record = path === undefined ? undefined : await this.#records.read(path);
    return record ? nameOf(record) : path && idOf(path);
  }
}
