/** Runs commands: checks their arguments, and is the one place that catches what they throw. */
import { commands, Uri, window, type EventEmitter } from 'vscode';
import { Refusal } from '../../core/text/refusal';
import { isArgument, ORIGINS, type Invocation } from './arguments';
import type { CommandName } from './contributions';
import type { EarlyBox } from './earlyBox';
import type { Log } from './log';
import { PickedCommit } from './pickedCommit';
import { takeOver } from './prompts';
import { say } from '../../core/words/say';

export type Handlers = Readonly<Record<CommandName, (invocation: Invocation) => unknown>>;

/** What a feature's folder registers: the handlers of its own commands. */
export type HandlersOf<Name extends CommandName> = Pick<Handlers, Name>;

/** A command that has run, and what it returned; `argument` is what it was called with, absent if a person was asked. */
export interface DoneCommand {
  readonly name: CommandName;
  readonly result: unknown;
  readonly argument: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Runs a command with `given`, its first argument; `instant` is when it was invoked, in milliseconds since the epoch, and
 * `early` the box that is on the screen for it already.
 */
export type RunCommand = (name: CommandName, given: unknown, instant: number, early?: EarlyBox) => Promise<unknown>;

/** What runs the commands by these handlers once `ready` has resolved, and tells of each that has run. */
export function commandRunner(
  handlers: Handlers,
  ready: () => Promise<void>,
  done: EventEmitter<DoneCommand>,
  log: Log,
): RunCommand {
  return async (name, given, instant, early) => {
    await ready().catch(log.bug);
    if (early) {
      takeOver(early);
    }
    const result = await runCommand(handlers, log, name, given, instant);
    done.fire({ name, result, argument: isArgument(given) ? given : undefined });
    return result;
  };
}

/**
 * Runs a command with whatever it was called with, at `instant` (milliseconds since the epoch).
 * @throws Refusal if it was called with an argument object and can't be done: its message is the sentence for the user.
 */
async function runCommand(
  handlers: Handlers,
  log: Log,
  name: CommandName,
  given: unknown,
  instant: number,
): Promise<unknown> {
  const argument = isArgument(given) ? given : undefined;
  const origin = ORIGINS.find((each) => each === given);
  try {
    const picked = given instanceof Uri ? { uri: given } : given instanceof PickedCommit ? { commit: given } : {};
    return await handlers[name]({ argument, instant, origin, ...picked });
  } catch (error) {
    const expected = error instanceof Refusal;
    if (!expected) {
      log.error(`incidentNotes.${name}`, error);
    }
    if (argument !== undefined) {
      throw error;
    }
    const message = expected ? error.message : say`Something went wrong. See the log for details.`;
    void window.showWarningMessage(message, ...(expected ? [] : [say`Show Log`])).then((action) => {
      if (action) {
        void commands.executeCommand('incidentNotes.showLog');
      }
    });
    return undefined;
  }
}
