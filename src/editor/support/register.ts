/** Registers the commands by which what waits, was held or lies elsewhere is seen and settled. */
import type { RecordParts } from '../records/register';
import type { ShownTexts } from '../records/shownTexts';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { Incidents } from '../status/incident';
import { diagnosisHandlers } from './diagnosis';
import { movingHandlers } from './moving';
import { recoveryHandlers } from './recovery';
import { restoringHandlers } from './restoring';

export function registerSupport(
  parts: RecordParts,
  incidents: Incidents,
  texts: ShownTexts,
  { log, storage }: Shell,
): HandlersOf<'retry' | 'recover' | 'showLog' | 'diagnose' | 'moveRecord' | 'decideHeld'> {
  return {
    ...recoveryHandlers({ ...parts, incidents, log }),
    ...diagnosisHandlers({ ...parts, incidents, texts }),
    ...movingHandlers({ ...parts, storage }),
    ...restoringHandlers(parts),
    showLog: () => log.show(),
  };
}
