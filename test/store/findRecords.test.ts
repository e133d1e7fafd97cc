import { strict as assert } from 'node:assert';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findRecords } from '../../src/store/findRecords';
import { newFolder, put } from './folder';

const record = (folder: string, id: string): string => put(join(folder, id, 'incident.md'), '');

describe('find records', () => {
  it('none if there is no folder', async () => {
    const folder = newFolder();
    assert.deepEqual(await findRecords(join(folder, 'none')), []);
    assert.deepEqual(await findRecords(put(join(folder, 'file'), '')), []);
    assert.deepEqual(await findRecords(folder), []);
  });

  it('one level, newest first', async () => {
    const folder = newFolder();
    const [older, newer, second] = ['2026-01-02-a', '2026-11-20-b', '2026-11-20-b-2'].map((id) => record(folder, id));
    record(join(folder, '2026-11-20-b'), 'deeper');
    record(folder, '.hidden');
    put(join(folder, 'without', 'postmortem.md'), '');
    mkdirSync(join(folder, 'odd', 'incident.md'), { recursive: true });
    put(join(folder, 'incident.md'), '');
    assert.deepEqual(await findRecords(folder), [second, newer, older]);
  });

  it('none behind symbolic links', async () => {
    const [folder, outside] = [newFolder(), newFolder()];
    const theirs = record(outside, 'theirs');
    symlinkSync(join(outside, 'theirs'), join(folder, 'a'));
    mkdirSync(join(folder, 'b'));
    symlinkSync(theirs, join(folder, 'b', 'incident.md'));
    assert.deepEqual(await findRecords(folder), []);
  });
});
