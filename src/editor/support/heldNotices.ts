/** Notices, shown once, about commits that wait or leave something out, each with a way to fix it. */
import { Disposable, commands, window } from 'vscode';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { Refusal } from '../../core/text/refusal';
import type { LeftOut } from '../../git/repository/leftOut';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordParts } from '../records/register';
import type { SecretGuard } from '../security/secretGuard';
import type { Shell } from '../shell/shell';
import { decideLoss } from './restore';
import { say } from '../../core/words/say';

/** Says what the parts below tell of. */
export function registerHeldNotices(parts: RecordParts, secrets: SecretGuard, { log }: Shell): Disposable {
  const { records, author, committer, losses } = parts;
  return Disposable.from(
    author.onDidFindNobody(() => void tellUnknown().catch(log.bug)),
    committer.onDidLeaveOut(({ path, files }) => void tellLarge(records, path, files).catch(log.bug)),
    committer.onDidRefuse(({ path, said }) => void tellRefused(records, path, said).catch(log.bug)),
    losses.onDidFind(({ path, words }) => void tellLoss(parts, path, words).catch(log.bug)),
    secrets.onDidFind(({ path, what }) => void tellSecret(records, path, what).catch(log.bug)),
  );
}

/** Says once that a file stays on this machine; everything else of the incident is committed and shared. */
async function tellLarge(records: RecordList, path: string, files: readonly LeftOut[]): Promise<void> {
  const record = await records.read(path);
  const names = files.map(({ path: file, size }) => `${file} (${Math.ceil(size / 1_000_000)} MB)`).join(', ');
  const sentence = say`Too large to commit, so it stays on this machine: ${names}, in "${record?.title ?? idOf(path)}".`;
  if ((await window.showWarningMessage(sentence, say`Change Limit`)) !== undefined) {
    await commands.executeCommand('workbench.action.openSettings', 'incidentNotes.largestFile');
  }
}

/** Says once that entries carry nobody's name; they're still written. */
async function tellUnknown(): Promise<void> {
  const sentence = say`Your entries are signed @unknown: git has no user.email here, so your name isn't known.`;
  if ((await window.showWarningMessage(sentence, say`Set Your Handle`)) !== undefined) {
    await commands.executeCommand('workbench.action.openSettings', 'incidentNotes.handle');
  }
}

/** Says once that a commit hook refuses a record, in the hook's own words, and offers both ways out. */
async function tellRefused(records: RecordList, path: string, said: string): Promise<void> {
  const record = await records.read(path);
  const words = said.trim().split('\n').at(-1)?.trim() ?? '';
  const sentence = say`A commit hook rejected the commit for "${record?.title ?? idOf(path)}"${words === '' ? '' : `: ${words.slice(0, 200)}`}`;
  const actions = [say`Set Subject Format`, say`Move to ${OWN_BRANCH}`] as const;
  const action = await window.showWarningMessage(sentence, ...actions);
  if (action === actions[0]) {
    await commands.executeCommand('workbench.action.openSettings', 'incidentNotes.commitSubject');
  } else if (action !== undefined) {
    await commands.executeCommand('incidentNotes.moveRecord', { incident: idOf(path), to: 'own' });
  }
}

/** Says once that a commit is held because a typo has cost the record something; nothing else waits for it. */
async function tellLoss(parts: RecordParts, path: string, words: string): Promise<void> {
  const record = await parts.records.read(path);
  const sentence = `"${record?.title ?? idOf(path)}" isn't committed: ${words}.`;
  const action = await window.showWarningMessage(sentence, say`Restore`, say`Keep`);
  try {
    if (action !== undefined) {
      await decideLoss(parts, path, action === say`Keep` ? 'keep' : 'restore');
    }
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    void window.showWarningMessage(error.message);
  }
}

/** Says once that a commit is held because of what looks like a secret; nothing is lost in the meantime. */
async function tellSecret(records: RecordList, path: string, what: string): Promise<void> {
  const record = await records.read(path);
  const sentence = say`Not committed: "${record?.title ?? path}" contains what looks like a ${what}.`;
  if (record && (await window.showWarningMessage(sentence, say`Review`))) {
    await commands.executeCommand('incidentNotes.decideSecret', { incident: record.id });
  }
}
