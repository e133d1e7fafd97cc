/** The files that a person chose to keep out of commits, for all of this person's windows. */
import type { Profile } from '../../store/profile';
import { splitName } from '../../store/safeName';

const KEY = 'files left out';

export class LeftOutFiles {
  readonly #profile: Profile;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** Returns whether the file of the incident is left out; `file` is below the incident's folder, with `/`. */
  has(id: string, file: string): boolean {
    // One that gave way to a colleague's of its name is the same file still.
    const [stem, extension] = splitName(file);
    const before = stem.replace(/-mine\d*$/, '') + extension;
    return [file, before].some((name) => this.#all.includes(`${id}/${name}`));
  }

  async add(id: string, file: string): Promise<void> {
    await this.#profile.change<readonly string[]>(KEY, [], (all) => [...new Set([...all, `${id}/${file}`])]);
  }

  /** Returns whether it was left out. */
  async remove(id: string, file: string): Promise<boolean> {
    const removed = this.#all.includes(`${id}/${file}`);
    if (removed) {
      await this.#profile.change<readonly string[]>(KEY, [], (all) => all.filter((other) => other !== `${id}/${file}`));
    }
    return removed;
  }

  get #all(): readonly string[] {
    return this.#profile.get<readonly string[]>(KEY, []);
  }
}
