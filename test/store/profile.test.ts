import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Profile, type Memory } from '../../src/store/profile';

/** One value, as the editor keeps it: it's sent as a whole a moment after a write, told of later, and answered after that. */
class EditorsMemory implements Memory {
  #value: Readonly<Record<string, unknown>> = {};

  get<T>(key: string, otherwise: T): T {
    return (this.#value[key] as T | undefined) ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#value = { ...this.#value, [key]: value };
    await sleep(2);
    const sent = this.#value;
    await sleep(3);
    this.#value = sent;
  }
}

describe('what is remembered for all windows', () => {
  it('has all that was written at once, one after the other as well', async () => {
    const profile = new Profile(new EditorsMemory());
    const written: Promise<void>[] = [];
    for (let index = 0; index < 10; index++) {
      const add = (list: readonly number[]) => [...list, index];
      written.push(profile.change<readonly number[]>(index % 2 === 0 ? 'even' : 'odd', [], add));
      if (index % 3 === 0) await sleep(1);
    }
    await Promise.all(written);
    assert.deepEqual(profile.get('even', []), [0, 2, 4, 6, 8]);
    assert.deepEqual(profile.get('odd', []), [1, 3, 5, 7, 9]);
  });

  it('keeps a value that was written just before a notification of another one', async () => {
    const profile = new Profile(new EditorsMemory());
    const first = profile.change('handle', '', () => 'dana');
    await sleep(4);
    const second = profile.change('approved', false, () => true);
    await Promise.all([first, second]);
    assert.equal(profile.get('handle', ''), 'dana');
    assert.equal(profile.get('approved', false), true);
  });

  it('continues after a failed write, and says that it failed', async () => {
    const memory = new EditorsMemory();
    const profile = new Profile(memory);
    const failing = profile.change('a', 0, () => {
      throw new Error('full');
    });
    const next = profile.change('a', 0, (value) => value + 1);
    await assert.rejects(failing, /full/);
    await next;
    assert.equal(profile.get('a', 0), 1);
  });
});
