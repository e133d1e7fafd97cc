/** Who writes: the setting, else git's user, else the system's. Asks nobody, and keeps git off the path of an entry. */
import { dirname } from 'node:path';
import type { Memento } from 'vscode';
import { toHandle } from '../core/handle';
import { readSettings, systemUser } from './settings';

/** An entry waits no longer for git's answer, in milliseconds. */
const PATIENCE = 300;

export class Author {
  readonly #memory: Memento;
  readonly #emailIn: (folder: string) => Promise<string | undefined>;
  readonly #asked = new Map<string, Promise<string | undefined>>();

  /** `emailIn` gives git's `user.email` in a folder, undefined where git may not run or knows none. */
  constructor(memory: Memento, emailIn: (folder: string) => Promise<string | undefined>) {
    this.#memory = memory;
    this.#emailIn = emailIn;
  }

  /** The handle, without `@`, under which this person writes into the record at `path`. */
  async of(path: string): Promise<string> {
    const set = toHandle(readSettings().handle ?? '');
    if (set !== undefined) {
      return set;
    }
    const folder = dirname(dirname(path));
    const asked = this.#ask(folder);
    const email = this.#memory.get<string>(`email ${folder}`) ?? (await soon(asked));
    return toHandle(email?.split('@')[0] ?? '') ?? toHandle(systemUser()) ?? 'responder';
  }

  /** Forgets what git said: trust was granted, or its configuration may have changed. */
  forget(): void {
    this.#asked.clear();
  }

  /** Asks once, and remembers the answer for the next window; a failure is asked again. */
  #ask(folder: string): Promise<string | undefined> {
    const known = this.#asked.get(folder);
    if (known) {
      return known;
    }
    const asked = this.#emailIn(folder).then(
      (email) => {
        void this.#memory.update(`email ${folder}`, email);
        return email;
      },
      () => {
        this.#asked.delete(folder);
        return undefined;
      },
    );
    this.#asked.set(folder, asked);
    return asked;
  }
}

async function soon(answer: Promise<string | undefined>): Promise<string | undefined> {
  let late: NodeJS.Timeout | undefined;
  const nothing = new Promise<undefined>((resolve) => (late = setTimeout(() => resolve(undefined), PATIENCE)));
  return Promise.race([answer, nothing]).finally(() => clearTimeout(late));
}
