/** Who writes: the setting, else git's user, else the system's. Asks nobody, and keeps git off the path of an entry. */
import { dirname } from 'node:path';
import { toHandle } from '../core/handle';
import { readSettings, systemUser } from './settings';

export class Author {
  readonly #emailIn: (folder: string) => Promise<string | undefined>;
  readonly #known = new Map<string, Promise<string | undefined>>();

  /** `emailIn` gives git's `user.email` in a folder, undefined where git may not run or knows none. */
  constructor(emailIn: (folder: string) => Promise<string | undefined>) {
    this.#emailIn = emailIn;
  }

  /** The handle, without `@`, under which this person writes into the record at `path`. */
  async of(path: string): Promise<string> {
    const set = toHandle(readSettings().handle ?? '');
    if (set !== undefined) {
      return set;
    }
    const folder = dirname(dirname(path));
    const asked = this.#known.get(folder) ?? this.#emailIn(folder).catch(() => undefined);
    this.#known.set(folder, asked);
    const email = await asked;
    return toHandle(email?.split('@')[0] ?? '') ?? toHandle(systemUser()) ?? 'responder';
  }

  /** Forgets what git said: trust was granted, or its configuration may have changed. */
  forget(): void {
    this.#known.clear();
  }
}
