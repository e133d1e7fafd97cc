/** Offers once to share with the team: after the first entry of an incident whose remote nobody has approved. */
import { dirname } from 'node:path';
import { commands, window } from 'vscode';
import { say } from '../../core/words/say';
import type { Approvals } from '../records/approvals';
import type { RecordList } from '../records/recordList';
import type { Routes } from './routes';

interface Needs {
  readonly records: RecordList;
  readonly routes: Routes;
  readonly approvals: Approvals;
}

/** The record at `path` was committed. Closing the offer keeps this incident local; *Keep Local* every other one as well. */
export async function offerSharing({ records, routes, approvals }: Needs, path: string): Promise<void> {
  const record = await records.read(path);
  const route = await routes.of(dirname(dirname(path)));
  if (!record?.open || record.fields.security || !('url' in route) || approvals.of(route.url) !== undefined) {
    return;
  }
  if (!(await approvals.claimOffer(route.url, record.id))) {
    return;
  }
  const sentence = say`"${record.title}" is only on this machine. Share it with your team through ${route.remote}?`;
  const [share, keep] = [say`Share with Team…`, say`Keep Local`];
  const answer = await window.showInformationMessage(sentence, share, keep);
  if (answer === share) {
    await commands.executeCommand('incidentNotes.sync');
  } else if (answer === keep) {
    await approvals.keepLocal(route.url);
  }
}
