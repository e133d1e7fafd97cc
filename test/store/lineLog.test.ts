import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { disk } from '../../src/store/disk';
import { LineLog } from '../../src/store/lineLog';
import { failOnce } from './faultyDisk';
import { newFolder } from './folder';

describe('a log of lines', () => {
  const open = () => {
    const path = join(newFolder(), 'not', 'yet', 'steps.jsonl');
    return { path, log: new LineLog<unknown>(disk, path) };
  };

  it('is empty before anything is added', async () => {
    assert.deepEqual(await open().log.read(), []);
  });

  it('has what was added at once, in order, for the next window too', async () => {
    const { path, log } = open();
    const values = Array.from({ length: 20 }, (_, index) => ({ index, text: `line\n${index}` }));
    await Promise.all(values.map(async (value) => log.add(value)));
    assert.deepEqual(await new LineLog(disk, path).read(), values);
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('loses a torn line alone', async () => {
    const { path, log } = open();
    await log.add('before');
    appendFileSync(path, '\n{"half":');
    await log.add('after');
    assert.deepEqual(await log.read(), ['before', 'after']);
  });

  it('adds to what it was replaced by', async () => {
    const { path, log } = open();
    await Promise.all([log.add(1), log.add(2), log.replace([2]), log.add(3)]);
    assert.deepEqual(await log.read(), [2, 3]);
    assert.equal(readFileSync(path, 'utf8'), '\n2\n3');
  });

  it('says when the disk is full, and has the rest', async () => {
    const { path, log } = open();
    await log.add(1);
    const full = new LineLog(failOnce(1, 'ENOSPC').disk, path);
    await assert.rejects(full.add(2), /ENOSPC/);
    await full.add(3);
    assert.deepEqual(await log.read(), [1, 3]);
  });
});
