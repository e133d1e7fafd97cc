/** Which files of incidents a person chose to keep out of commits, in all windows of this person. */
import type { Memento } from 'vscode';
import { splitName } from '../../store/safeName';

const KEY = 'files left out';

export class LeftOutFiles {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Whether the file of the incident is left out; `file` is below the incident's folder, with `/`. */
  has(id: string, file: string): boolean {
    // One that gave way to a colleague's of its name is the same file still.
    const [stem, extension] = splitName(file);
    const before = stem.replace(/-mine\d*$/, '') + extension;
    return [file, before].some((name) => this.#all.includes(`${id}/${name}`));
  }

  async add(id: string, file: string): Promise<void> {
    await this.#memory.update(KEY, [...new Set([...this.#all, `${id}/${file}`])]);
  }

  /** Whether it was left out. */
  async remove(id: string, file: string): Promise<boolean> {
    const left = this.#all.filter((other) => other !== `${id}/${file}`);
    const removed = left.length < this.#all.length;
    if (removed) {
      await this.#memory.update(KEY, left);
    }
    return removed;
  }

  get #all(): readonly string[] {
    return this.#memory.get<readonly string[]>(KEY, []);
  }
}
