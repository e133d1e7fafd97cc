/** The command by which an incident's postmortem is drafted, refreshed and opened. */
import { ProgressLocation, window, type Uri } from 'vscode';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { Postmortems } from './postmortems';
import type { RecordList } from '../records/recordList';
import { showDocument } from '../records/showDocument';
import { activeTarget, findAnyTarget } from '../records/target';

export class Reviewing {
  readonly #records: RecordList;
  readonly #postmortems: Postmortems;

  constructor(records: RecordList, postmortems: Postmortems) {
    this.#records = records;
    this.#postmortems = postmortems;
  }

  /** Opens it for a person, and for another program that asks for that. */
  async postmortem(invocation: Invocation): Promise<{ readonly uri: Uri } | undefined> {
    const { incident, open = invocation.argument === undefined } = readArgument(FORMS.postmortem, invocation);
    const target =
      activeTarget(this.#records, incident) ?? (await findAnyTarget(this.#records, incident, 'Draft the postmortem'));
    if (!target) {
      return undefined;
    }
    const progress = { location: ProgressLocation.Window, title: 'Drafting the postmortem' };
    const uri = await window.withProgress(progress, () => this.#postmortems.refresh(target.path));
    if (open) {
      await showDocument(uri);
    }
    return { uri };
  }
}
