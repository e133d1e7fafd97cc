/** Registers the commands that keep secrets off branches and remotes. */
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import { guardingHandlers } from './secretDecision';
import { leavingOutHandlers } from './leaveOut';
import type { SecretGuard } from './secretGuard';
import { securingHandlers } from './markSecurity';

export function registerSecurity(
  entries: EntryTools,
  parts: RecordParts,
  guard: SecretGuard,
  { storage }: Shell,
): HandlersOf<'markSecurity' | 'decideSecret' | 'leaveOut'> {
  return {
    ...securingHandlers({ ...entries, repositories: parts.repositories }),
    ...guardingHandlers({ ...parts, guard, storage }),
    ...leavingOutHandlers({ ...parts, storage }),
  };
}
