/** Who writes: the setting, else git's user, else the system's. Asks nobody, and keeps git off the path of an entry. */
import { dirname } from 'node:path';
import type { Memento } from 'vscode';
import { toHandle } from '../../core/frontMatter/handle';
import { readSettings, systemUser } from '../shell/settings';

export class Author {
  readonly #memory: Memento;
  readonly #emailIn: (folder: string) => Promise<string | undefined>;
  readonly #patience: number;
  readonly #asked = new Map<string, Promise<string | undefined>>();

  /**
   * `emailIn` gives git's `user.email` in a folder, undefined where git may not run or knows none; an entry waits no longer
   * than `patience` for it, in milliseconds.
   */
  constructor(memory: Memento, emailIn: (folder: string) => Promise<string | undefined>, patience: number) {
    this.#memory = memory;
    this.#emailIn = emailIn;
    this.#patience = patience;
  }

  /** The handle, without `@`, under which this person writes into the record at `path`. */
  async of(path: string): Promise<string> {
    const set = toHandle(readSettings().handle ?? '');
    if (set !== undefined) {
      return set;
    }
    const folder = dirname(dirname(path));
    const asked = this.#ask(folder);
    const email = this.#memory.get<string>(`email ${folder}`) ?? (await within(this.#patience, asked));
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

async function within(patience: number, answer: Promise<string | undefined>): Promise<string | undefined> {
  let late: NodeJS.Timeout | undefined;
  const nothing = new Promise<undefined>((resolve) => (late = setTimeout(() => resolve(undefined), patience)));
  return Promise.race([answer, nothing]).finally(() => clearTimeout(late));
}
