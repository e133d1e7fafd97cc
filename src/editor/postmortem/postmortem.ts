/** The command that drafts, refreshes, and opens an incident's postmortem. */
import { ProgressLocation, window, type Uri } from 'vscode';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Postmortems } from './postmortems';
import type { RecordList } from '../records/recordList';
import { showDocument } from '../records/showDocument';
import { activeTarget, findAnyTarget } from '../records/target';
import { say } from '../../core/words/say';

interface Needs {
  readonly records: RecordList;
  readonly postmortems: Postmortems;
}

export function postmortemHandlers(needs: Needs): HandlersOf<'postmortem'> {
  return {
    postmortem: (invocation) => postmortem(needs, invocation),
  };
}

/** Opens it for a person, and for another program that asks for that. */
async function postmortem(needs: Needs, invocation: Invocation): Promise<{ readonly uri: Uri } | undefined> {
  const { incident, open = invocation.argument === undefined } = readArgument(FORMS.postmortem, invocation);
  const target =
    activeTarget(needs.records, incident) ?? (await findAnyTarget(needs.records, incident, say`Draft the postmortem`));
  if (!target) {
    return undefined;
  }
  const progress = { location: ProgressLocation.Window, title: say`Drafting the postmortem…` };
  const uri = await window.withProgress(progress, () => needs.postmortems.refresh(target.path));
  if (open) {
    await showDocument(uri);
  }
  return { uri };
}
