/** Registers the commands that keep what is secret off a branch or a remote. */
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import { guardingHandlers } from './guarding';
import type { SecretGuard } from './secretGuard';
import { securingHandlers } from './securing';

export function registerSecurity(
  entries: EntryTools,
  parts: RecordParts,
  guard: SecretGuard,
): HandlersOf<'markSecurity' | 'decideSecret'> {
  return {
    ...securingHandlers({ ...entries, repositories: parts.repositories }),
    ...guardingHandlers({ ...parts, guard }),
  };
}
