/** Registers the commands of roles and briefs. */
import type { EntryTools } from '../entries/register';
import type { ShowBrief, ShownTexts } from '../records/shownTexts';
import type { HandlersOf } from '../shell/commands';
import { Leading } from './leading';

export function registerRoles(
  { records, writer, writing }: EntryTools,
  texts: ShownTexts,
): {
  readonly handlers: HandlersOf<'assignRole' | 'handOff' | 'confirmHandOff' | 'brief'>;
  readonly showBrief: ShowBrief;
} {
  const leading = new Leading(records, writer, writing, texts);
  return {
    handlers: {
      assignRole: (invocation) => leading.assignRole(invocation),
      handOff: (invocation) => leading.handOff(invocation),
      confirmHandOff: (invocation) => leading.confirmHandOff(invocation),
      brief: (invocation) => leading.brief(invocation),
    },
    showBrief: (path, now) => leading.showBrief(path, now),
  };
}
