/** Registers the commands for roles and briefs. */
import type { EntryTools } from '../entries/register';
import type { ShowBrief, ShownTexts } from '../records/shownTexts';
import type { HandlersOf } from '../shell/commands';
import { leadingHandlers, showBrief } from './roleCommands';

export function registerRoles(
  entries: EntryTools,
  texts: ShownTexts,
): {
  readonly handlers: HandlersOf<'takeLead' | 'assignRole' | 'handOff' | 'confirmHandOff' | 'brief'>;
  readonly showBrief: ShowBrief;
} {
  const needs = { ...entries, texts };
  return { handlers: leadingHandlers(needs), showBrief: async (path, now) => showBrief(needs, path, now) };
}
