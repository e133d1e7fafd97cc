/** Registers the commands by which an incident begins, and ends where it was none. */
import type { EventEmitter } from 'vscode';
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { DoneCommand, HandlersOf } from '../shell/commands';
import type { Updating } from '../update/updating';
import { Declaring, type DeclareAs } from './declare';
import { Ending } from './ending';

/** Whoever declares by another command hears of it by `done` as well. */
export function registerDeclare(
  { records, writer, writing }: EntryTools,
  { places, author }: RecordParts,
  updating: Updating,
  done: EventEmitter<DoneCommand>,
): { readonly handlers: HandlersOf<'declare' | 'cancel' | 'duplicate'>; readonly declareAs: DeclareAs } {
  const declaring = new Declaring(records, writer, places, author);
  const ending = new Ending(records, writing, updating);
  return {
    handlers: {
      declare: (invocation) => declaring.declare(invocation),
      cancel: (invocation) => ending.cancel(invocation),
      duplicate: (invocation) => ending.duplicate(invocation),
    },
    declareAs: async (title, instant) => {
      const declared = await declaring.declareAs(title, instant);
      done.fire({ name: 'declare', result: declared, argument: undefined });
      return declared;
    },
  };
}
