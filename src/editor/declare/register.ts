/** Registers the commands that declare, cancel, and close incidents. */
import type { EventEmitter } from 'vscode';
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { SearchParts } from '../search/register';
import type { DoneCommand, HandlersOf } from '../shell/commands';
import type { Updating } from '../update/updateCommands';
import { declareAs, declareHandlers, type DeclareAs } from './declare';
import { endingHandlers } from './end';

/** Whoever declares by another command hears about it by `done` as well. */
export function registerDeclare(
  entries: EntryTools,
  parts: RecordParts & Pick<SearchParts, 'pastAlikes'>,
  updating: Updating,
  done: EventEmitter<DoneCommand>,
): { readonly handlers: HandlersOf<'declare' | 'cancel' | 'duplicate'>; readonly declareAs: DeclareAs } {
  return {
    handlers: { ...declareHandlers(parts), ...endingHandlers({ ...entries, updating }) },
    declareAs: async (title, instant) => {
      const declared = await declareAs(parts, title, instant);
      done.fire({ name: 'declare', result: declared, argument: undefined });
      return declared;
    },
  };
}
