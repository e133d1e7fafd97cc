/** The log that Show Log opens: one output channel, with credentials redacted before they're written. */
import { window, type LogOutputChannel } from 'vscode';
import { redactCredentials } from '../../git/process/credentials';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** A bug: with its stack. */
  error(what: string, error: unknown): void;
  /** The same for what nobody expected and nobody waits for: it goes behind `catch`. */
  readonly bug: (error: unknown) => void;
  show(): void;
  dispose(): void;
}

export function openLog(): Log {
  const channel: LogOutputChannel = window.createOutputChannel('Incident Notes', { log: true });
  const error = (what: string, thrown: unknown): void => {
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    channel.error(redactCredentials(`${what}: ${detail}`));
  };
  return {
    info: (message) => channel.info(redactCredentials(message)),
    warn: (message) => channel.warn(redactCredentials(message)),
    error,
    bug: (thrown) => error('This should not happen', thrown),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
