/** Runs commands: checks what they were called with, and is the one place that catches what they throw. */
import { commands, window } from 'vscode';
import { Refusal } from '../../core/text/refusal';
import { isArgument, ORIGINS, type Invocation } from './arguments';
import type { CommandName } from './contributions';
import type { Log } from './log';

export type Handlers = Readonly<Record<CommandName, (invocation: Invocation) => unknown>>;

/**
 * Runs a command with whatever it was called with, at `instant` (milliseconds since the epoch).
 * @throws Refusal when it was called with an argument object and cannot be done: its message is the sentence for the user.
 */
export async function runCommand(
  handlers: Handlers,
  log: Log,
  name: CommandName,
  given: unknown,
  instant: number,
): Promise<unknown> {
  const argument = isArgument(given) ? given : undefined;
  try {
    return await handlers[name]({ argument, instant, origin: ORIGINS.find((origin) => origin === given) });
  } catch (error) {
    const expected = error instanceof Refusal;
    if (!expected) {
      log.error(`incidentNotes.${name}`, error);
    }
    if (argument !== undefined) {
      throw error;
    }
    const message = expected ? error.message : `That did not work, and it should have. The log says more.`;
    void window.showWarningMessage(message, ...(expected ? [] : ['Show Log'])).then((action) => {
      if (action) {
        void commands.executeCommand('incidentNotes.showLog');
      }
    });
    return undefined;
  }
}
