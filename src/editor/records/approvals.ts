/** Which remotes a person approved, by their addresses, for all of this person's windows. Nothing is sent to another. */
import type { Memento } from 'vscode';

/** `private`: security incidents may go there as well. */
export type Approval = 'open' | 'private';

const KEY = 'approved remotes';

export class Approvals {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** `url` is without credentials. */
  of(url: string): Approval | undefined {
    return this.#all()[url];
  }

  async approve(url: string, approval: Approval): Promise<void> {
    await this.#memory.update(KEY, { ...this.#all(), [url]: approval });
  }

  #all(): Readonly<Record<string, Approval>> {
    return this.#memory.get<Record<string, Approval>>(KEY, {});
  }
}
