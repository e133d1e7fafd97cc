/**
 * A file with one JSON value per line that only grows while it's in use, so that remembering one more costs the same
 * however much is remembered. It isn't synced: what a crash tears off is one value that mattered for convenience only.
 */

import { dirname } from 'node:path';
import { replaceFile } from './atomicWrite';
import { unlessAbsent, type Disk } from './disk';
import { Turns } from './turns';

export class LineLog<Value> {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #turns = new Turns<'file'>();

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /** The values in the order in which they were added; lines that aren't whole are left out. Empty if there's no file. */
  async read(): Promise<Value[]> {
    const text = await this.#turns.inTurn('file', async () =>
      this.#disk.readFile(this.#path, 'utf8').catch((error: unknown) => {
        unlessAbsent(error);
        return '';
      }),
    );
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line) as Value];
      } catch {
        return [];
      }
    });
  }

  /** Adds one value. Begins on a line of its own, so that a torn line costs no other. */
  async add(value: Value): Promise<void> {
    await this.#turns.inTurn('file', async () => {
      await this.#makeFolder();
      const file = await this.#disk.open(this.#path, 'a', 0o600);
      try {
        await file.appendFile(`\n${JSON.stringify(value)}`);
      } finally {
        await file.close();
      }
    });
  }

  /** Has these values alone from now on. */
  async replace(values: readonly Value[]): Promise<void> {
    const text = values.map((value) => `\n${JSON.stringify(value)}`).join('');
    await this.#turns.inTurn('file', async () => {
      await this.#makeFolder();
      await replaceFile(this.#disk, this.#path, Buffer.from(text), { mode: 0o600 });
    });
  }

  async #makeFolder(): Promise<void> {
    await this.#disk.mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
  }
}
