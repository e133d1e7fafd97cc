/**
 * The author of an entry: the setting, else git's user, else the last author in this profile, else the system's user unless
 * that's root. Never prompts, and never makes an entry wait for git.
 */
import { dirname } from 'node:path';
import { EventEmitter, workspace, type Memento } from 'vscode';
import { toHandle } from '../../core/frontMatter/handle';
import { readOwnEmail } from '../../git/repository/ownEmail';
import { readUserEmail } from '../../git/repository/repository';
import type { Profile } from '../../store/profile';
import { gitExecutable, readSettings, systemUser } from '../shell/settings';
import { repositoryRoot } from './recordFolders';

/** Under which key the handle is remembered. */
const LAST = 'last handle';

export class Author {
  readonly #memory: Memento;
  readonly #profile: Profile;
  readonly #patience: number;
  readonly #unknown = new EventEmitter<void>();
  /** Nothing says who writes: reported once. */
  readonly onDidFindNobody = this.#unknown.event;
  #told = false;
  readonly #asked = new Map<string, Promise<string | undefined>>();

  /**
   * `memory` is this workspace's, `profile` remembers for all windows who wrote last; an entry waits no longer than
   * `patience` for git, in milliseconds.
   */
  constructor(memory: Memento, profile: Profile, patience: number) {
    this.#memory = memory;
    this.#profile = profile;
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
    const email =
      this.#memory.get<string>(`email ${folder}`) ??
      (await emailOnDisk(folder)) ??
      (await within(this.#patience, asked));
    const known = toHandle(email?.split('@')[0] ?? '');
    if (known !== undefined) {
      if (this.#profile.get<string | undefined>(LAST, undefined) !== known) {
        void this.#profile.change(LAST, known, () => known);
      }
      return known;
    }
    const last = this.#profile.get<string | undefined>(LAST, undefined);
    const system = systemUser();
    const handle = last ?? (system === 'root' ? undefined : toHandle(system));
    if (handle === undefined && !this.#told) {
      this.#told = true;
      this.#unknown.fire();
    }
    return handle ?? 'unknown';
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
    const asked = emailIn(folder).then(
      (email) => {
        if (this.#memory.get<string>(`email ${folder}`) !== email) {
          void this.#memory.update(`email ${folder}`, email);
        }
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

/** Returns the address that git's own files name, if nobody has to wait for git; a repository's own count once it's trusted. */
async function emailOnDisk(folder: string): Promise<string | undefined> {
  return readOwnEmail(workspace.isTrusted ? repositoryRoot(folder) : undefined).catch(() => undefined);
}

/** Git's `user.email` in a folder; undefined if git may not run or knows none. */
async function emailIn(folder: string): Promise<string | undefined> {
  return workspace.isTrusted ? readUserEmail(folder, gitExecutable()) : undefined;
}

async function within(patience: number, answer: Promise<string | undefined>): Promise<string | undefined> {
  let late: NodeJS.Timeout | undefined;
  const nothing = new Promise<undefined>((resolve) => (late = setTimeout(() => resolve(undefined), patience)));
  return Promise.race([answer, nothing]).finally(() => clearTimeout(late));
}
