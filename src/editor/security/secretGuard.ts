/**
 * Holds a record's commits if something looks like a secret, until a person has decided. Remembers decisions by fingerprint,
 * and scanned files by blob; never a secret.
 */
import { EventEmitter } from 'vscode';
import type { CommitFile } from '../../git/commit/commitRecord';
import { findSecrets, type Secret } from '../../git/commit/secrets';
import type { Profile } from '../../store/profile';
import { reasonOf, type Reason } from '../../core/text/reason';
import { EDITOR_SENTENCES } from '../shell/sentences';

export interface FoundSecret extends Secret {
  /** In the record's folder: `incident.md`. */
  readonly file: string;
}

/** What was found in a record that may be no secret. */
export interface SecretNews {
  readonly path: string;
  readonly what: string;
}

const PASSED = 'secrets passed';
const LOCAL = 'kept local';

export class SecretGuard {
  readonly #profile: Profile;
  readonly #newlyFound = new EventEmitter<SecretNews>();
  /** Something new was found. */
  readonly onDidFind = this.#newlyFound.event;
  readonly #told = new Set<string>();
  readonly #clean = new Set<string>();
  readonly #found = new Map<string, readonly FoundSecret[]>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** What the last commit of the record at `path` was held for; none if it wasn't. */
  found(path: string): readonly FoundSecret[] {
    return this.#found.get(path) ?? [];
  }

  /** Why the record's files may not be committed; undefined if they may. */
  async inspect(path: string, files: readonly CommitFile[]): Promise<Reason | undefined> {
    if (this.#listed(LOCAL).includes(path)) {
      return reasonOf(EDITOR_SENTENCES, 'keptLocal');
    }
    const passed = this.#listed(PASSED);
    const found: FoundSecret[] = [];
    for (const { path: file, blob, read } of files) {
      const secrets = this.#clean.has(blob) ? [] : await findSecrets((await read()).toString('utf8'));
      if (secrets.length === 0) {
        this.#clean.add(blob);
      }
      for (const secret of secrets) {
        if (!passed.includes(secret.fingerprint)) {
          found.push({ ...secret, file });
        }
      }
    }
    const [first] = found;
    if (!first) {
      this.#found.delete(path);
      return undefined;
    }
    this.#found.set(path, found);
    if (!found.every(({ fingerprint }) => this.#told.has(fingerprint))) {
      found.forEach(({ fingerprint }) => this.#told.add(fingerprint));
      this.#newlyFound.fire({ path, what: first.what });
    }
    return reasonOf(EDITOR_SENTENCES, 'looksSecret', { what: first.what });
  }

  /** What was found isn't a secret, and the record is no longer kept here alone. */
  async goOn(path: string): Promise<void> {
    const fingerprints = this.found(path).map(({ fingerprint }) => fingerprint);
    await this.#change(PASSED, (passed) => [...new Set([...passed, ...fingerprints])]);
    await this.#change(LOCAL, (local) => local.filter((other) => other !== path));
  }

  /** The record isn't committed anywhere until the person decides to go on. */
  async keepLocal(path: string): Promise<void> {
    await this.#change(LOCAL, (local) => [...new Set([...local, path])]);
  }

  #listed(key: string): readonly string[] {
    return this.#profile.get<readonly string[]>(key, []);
  }

  async #change(key: string, change: (listed: readonly string[]) => readonly string[]): Promise<void> {
    await this.#profile.change<readonly string[]>(key, [], change);
  }
}
