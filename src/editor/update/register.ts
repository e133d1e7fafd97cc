/** Registers the commands for messages that go out. */
import type { EntryTools } from '../entries/register';
import type { HandlersOf } from '../shell/commands';
import type { Log } from '../shell/log';
import type { RecordPages } from '../sync/recordPages';
import { UpdateDrafts } from './updateDrafts';
import { Updating } from './updateCommands';

export function registerUpdate(
  entries: EntryTools,
  pages: RecordPages,
  log: Log,
): {
  readonly handlers: HandlersOf<'update' | 'sendUpdate'>;
  readonly updating: Updating;
  readonly drafts: UpdateDrafts;
} {
  const drafts = new UpdateDrafts();
  const updating = new Updating(entries, drafts, pages, log);
  return {
    handlers: {
      update: (invocation) => updating.update(invocation),
      sendUpdate: (invocation) => updating.sendUpdate(invocation),
    },
    updating,
    drafts,
  };
}
