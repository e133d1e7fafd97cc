/** What this person's commands wrote, so that the last of it can be taken back: per record, in this window's memory. */
import type { Memento } from 'vscode';
import type { Change } from '../core/change';

const MOST = 50;
const ORDER = 'own order';

export class OwnChanges {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** The changes of each command, the last command last. */
  of(path: string): readonly (readonly Change[])[] {
    return this.#memory.get<Change[][]>(`own ${path}`, []);
  }

  /** The path of the record that the last of all commands wrote to; absent where there is none. */
  get lastPath(): string | undefined {
    return this.#order.findLast((path) => this.of(path).length > 0);
  }

  async add(path: string, changes: readonly Change[]): Promise<void> {
    await this.#memory.update(`own ${path}`, [...this.of(path), changes].slice(-MOST));
    await this.#memory.update(ORDER, [...this.#order, path].slice(-MOST));
  }

  async dropLast(path: string, count: number): Promise<void> {
    await this.#memory.update(`own ${path}`, this.of(path).slice(0, -count));
    const order = [...this.#order];
    for (let left = count; left > 0 && order.includes(path); left--) {
      order.splice(order.lastIndexOf(path), 1);
    }
    await this.#memory.update(ORDER, order);
  }

  /** A path for each command, the last command's last. */
  get #order(): readonly string[] {
    return this.#memory.get<string[]>(ORDER, []);
  }
}
