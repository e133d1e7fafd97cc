import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SaidReminder } from '../../src/core/status/reminders';
import { disk } from '../../src/store/disk';
import { claimReminder } from '../../src/store/sentReminders';
import { faultyDisk } from './faultyDisk';
import { newFolder, put } from './folder';

const NOW = Date.UTC(2026, 10, 20, 15);
const DAY = 24 * 60 * 60_000;

/** Says it unless it was said. */
const once =
  (what: string, at = NOW) =>
  (said: readonly SaidReminder[]): SaidReminder | undefined =>
    said.some((reminder) => reminder.said.includes(what)) ? undefined : { at, said: [what] };

describe('what was said', () => {
  it('is said by one of many windows that look at the same moment', async () => {
    const storage = newFolder();
    const said = await Promise.all(Array.from({ length: 12 }, () => claimReminder(disk, storage, NOW, once('a'))));
    assert.equal(said.filter((reminder) => reminder !== undefined).length, 1);
  });

  it('is known to the next window, until it is old', async () => {
    const storage = newFolder();
    assert.ok(await claimReminder(disk, storage, NOW, once('a')));
    assert.ok(await claimReminder(disk, storage, NOW, once('b')));
    assert.equal(await claimReminder(disk, storage, NOW + DAY, once('a')), undefined);
    await claimReminder(disk, storage, NOW + 30 * DAY, once('c', NOW + 30 * DAY));
    assert.deepEqual(JSON.parse(readFileSync(join(storage, 'reminders.json'), 'utf8')), [
      { at: NOW + 30 * DAY, said: ['c'] },
    ]);
  });

  for (const text of ['', '{', '{}', '[1, null, {"at": "x", "said": []}, {"at": 1, "said": [2]}]']) {
    it(`is nothing where the file holds ${text || 'nothing'}`, async () => {
      const storage = newFolder();
      put(join(storage, 'reminders.json'), text);
      const known: SaidReminder[] = [];
      await claimReminder(disk, storage, NOW, (said) => void known.push(...said));
      assert.deepEqual(known, []);
    });
  }

  it('is still shown when the disk is full', async () => {
    const fail = () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    const full = faultyDisk((effect) => (effect === 'writeFile' ? { fail } : undefined));
    assert.ok(await claimReminder(full, newFolder(), NOW, once('a')));
  });
});
