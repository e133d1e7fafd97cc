/** What this person's commands wrote, so that the last of it can be taken back: per record, in this window's memory. */
import type { Memento } from 'vscode';
import type { Change } from '../core/change';

const MOST = 50;

export class OwnChanges {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** The changes of each command, the last command last. */
  of(path: string): readonly (readonly Change[])[] {
    return this.#memory.get<Change[][]>(`own ${path}`, []);
  }

  async add(path: string, changes: readonly Change[]): Promise<void> {
    await this.#memory.update(`own ${path}`, [...this.of(path), changes].slice(-MOST));
  }

  async dropLast(path: string, count: number): Promise<void> {
    await this.#memory.update(`own ${path}`, this.of(path).slice(0, -count));
  }
}
