/**
 * The program by which git merges records: a copy in the extension's own storage, a path that stays when the extension is
 * updated. Renewed with the extension.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registerMergeDriver } from '../../git/repository/mergeDriver';
import type { Repository } from '../../git/repository/repository';
import { disk, isAbsence } from '../../store/disk';
import { replaceFile } from '../../store/wholeFile';

const NAME = 'mergeDriver.js';

export class MergeProgram {
  readonly #packed: string;
  readonly #storage: string;

  /** `extension` is the folder in which the extension is installed. */
  constructor(extension: string, storage: string) {
    this.#packed = join(extension, 'dist', NAME);
    this.#storage = storage;
  }

  /** Registers it in a repository; a sentence where that was not so yet. */
  async register(repository: Repository): Promise<string | undefined> {
    await mkdir(this.#storage, { recursive: true });
    await this.#copy(undefined);
    // The editor is node when it is told so.
    const how = { program: join(this.#storage, NAME), runtime: process.execPath };
    return (await registerMergeDriver(repository, how))
      ? 'Git merges records and postmortems by what they mean, in this clone.'
      : undefined;
  }

  /** Brings the copy up to date, where there is one. */
  async renew(): Promise<void> {
    const copy = await readFile(join(this.#storage, NAME)).catch((error: unknown) => {
      if (isAbsence(error)) {
        return undefined;
      }
      throw error;
    });
    if (copy) {
      await this.#copy(copy);
    }
  }

  async #copy(known: Buffer | undefined): Promise<void> {
    const packed = await readFile(this.#packed);
    if (!known?.equals(packed)) {
      await replaceFile(disk, join(this.#storage, NAME), packed, {});
    }
  }
}
