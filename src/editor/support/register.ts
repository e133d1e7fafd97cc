/** Registers the commands for pending, held, and misplaced records. */
import { Disposable, type Memento } from 'vscode';
import type { RecordParts } from '../records/register';
import type { ShownTexts } from '../records/shownTexts';
import type { SecretGuard } from '../security/secretGuard';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { Incidents } from '../status/incident';
import type { Rounds } from '../sync/rounds';
import { diagnosisHandlers } from './diagnosis';
import { registerHeldNotices } from './heldNotices';
import { followLocations, mergingLocationsHandlers } from './mergeLocations';
import { moveMisplaced, movingHandlers } from './moveRecord';
import { recoveryHandlers } from './recovery';
import { restoringHandlers } from './restore';

export function registerSupport(
  parts: RecordParts,
  incidents: Incidents,
  texts: ShownTexts,
  { log, storage }: Shell,
): HandlersOf<'retry' | 'recover' | 'showLog' | 'diagnose' | 'moveRecord' | 'mergeLocations' | 'decideHeld'> {
  return {
    ...recoveryHandlers({ ...parts, incidents, log }),
    ...diagnosisHandlers({ ...parts, incidents, texts }),
    ...movingHandlers({ ...parts, storage }),
    ...mergingLocationsHandlers(parts),
    ...restoringHandlers(parts),
    showLog: () => log.show(),
  };
}

/** Returns what is said once of records that wait, or have parted. */
export function followSupport(
  memory: Memento,
  parts: RecordParts,
  secrets: SecretGuard,
  rounds: Rounds,
  shell: Shell,
): Disposable {
  const { log, storage } = shell;
  return Disposable.from(
    registerHeldNotices(parts, secrets, shell),
    followLocations(memory, parts, rounds, log),
    parts.committer.onDidMisplace(
      (path) =>
        void moveMisplaced({ ...parts, storage }, path).catch((error: unknown) => log.error(`Moving ${path}`, error)),
    ),
  );
}
