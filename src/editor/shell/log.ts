/** What happened, for Show Log: one output channel, credentials redacted on the way in. */
import { window, type LogOutputChannel } from 'vscode';
import { redactCredentials } from '../../git/process/credentials';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** A bug: with its stack. */
  error(what: string, error: unknown): void;
  show(): void;
  dispose(): void;
}

export function openLog(): Log {
  const channel: LogOutputChannel = window.createOutputChannel('Incident Notes', { log: true });
  return {
    info: (message) => channel.info(redactCredentials(message)),
    warn: (message) => channel.warn(redactCredentials(message)),
    error: (what, error) => {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      channel.error(redactCredentials(`${what}: ${detail}`));
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
