/** Registers the commands by which what waits, was held or lies elsewhere is seen and settled. */
import type { Disposable } from 'vscode';
import type { RecordParts } from '../records/register';
import type { ShownTexts } from '../records/shownTexts';
import type { SecretGuard } from '../security/secretGuard';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { Incidents } from '../status/incident';
import { diagnosisHandlers } from './diagnosis';
import { registerHeldNotices } from './heldNotices';
import { Moving } from './moving';
import { recoveryHandlers } from './recovery';
import { Restoring } from './restoring';

export function registerSupport(
  parts: RecordParts,
  incidents: Incidents,
  texts: ShownTexts,
  { log, storage }: Shell,
): HandlersOf<'retry' | 'recover' | 'showLog' | 'diagnose' | 'moveRecord'> {
  const { records, repositories, places, committer, journal } = parts;
  const moving = new Moving(records, repositories, places, committer, journal, storage);
  return {
    ...recoveryHandlers({ ...parts, incidents, log }),
    ...diagnosisHandlers({ ...parts, incidents, texts }),
    showLog: () => log.show(),
    moveRecord: (invocation) => moving.moveRecord(invocation),
  };
}

/** What holds commits is said, and the command settles what a slip has cost a record. */
export function registerHeld(
  parts: RecordParts,
  secrets: SecretGuard,
  { log }: Shell,
): { readonly handlers: HandlersOf<'decideHeld'>; readonly notices: Disposable } {
  const { records, committer, losses, files } = parts;
  const restoring = new Restoring(records, committer, losses, files);
  return {
    handlers: { decideHeld: (invocation) => restoring.decideHeld(invocation) },
    notices: registerHeldNotices(parts, secrets, restoring, log),
  };
}
