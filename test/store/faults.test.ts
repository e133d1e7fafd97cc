import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRecord, writeEvidence } from '../../src/store/newFile';
import { Journal } from '../../src/store/journal/journal';
import { updateRecordFile } from '../../src/store/recordFile';
import { failOnce } from './faultyDisk';
import { filesOf, newFolder, put } from './folder';
import { refused } from './refused';

/** Nothing in the store tells these apart but the sentence, so the effects take them in turn. */
const CODES = ['ENOSPC', 'EIO', 'EACCES'];

/** Runs the case once for each effect that it has, with that one failing. */
async function atEveryEffect(run: (faults: ReturnType<typeof failOnce>) => Promise<void>): Promise<void> {
  for (let wanted = 1; ; wanted++) {
    const faults = failOnce(wanted, CODES[wanted % CODES.length]!);
    try {
      await run(faults);
    } catch (error) {
      throw new Error(`when effect ${wanted}, ${faults.failed()}, fails`, { cause: error });
    }
    if (faults.failed() === '') {
      assert.ok(wanted > 5);
      return;
    }
  }
}

/** Whether it was done; a failure is a refusal. */
async function isDone(work: Promise<unknown>, sentence: RegExp): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    return !refused(sentence)(error);
  }
}

describe('a fault at every effect', () => {
  it('loses nothing that the journal accepted, and keeps nothing that it refused', async () => {
    await atEveryEffect(async (faults) => {
      const folder = newFolder();
      const journal = new Journal(folder, { now: Date.now, disk: faults.disk });
      const accepted: string[] = [];
      for (const id of ['a', 'b', 'c']) {
        const item = { id, at: 0, record: '/r', draft: id };
        if (await isDone(journal.append(item), /^Nothing was written: /)) accepted.push(id);
        journal.markWritten([id]);
      }
      await journal.settle(['a'], 'removed');
      const last = { id: 'last', at: 0, record: '/r', draft: 'last' };
      if (!(await isDone(journal.append(last), /^Nothing was written: /))) await journal.append(last);
      const expected = [...accepted.filter((id) => id !== 'a'), 'last'];
      assert.deepEqual(
        journal.waiting().map((item) => item.id),
        expected,
      );
      await journal.close();
      const next = new Journal(folder, { now: Date.now, isAlive: () => false });
      assert.deepEqual(
        (await next.adoptOrphans()).map((item) => item.id),
        expected,
      );
      await next.settle(expected, 'discarded');
      await next.close();
    });
  });

  it('loses no orphan', async () => {
    await atEveryEffect(async (faults) => {
      const folder = newFolder();
      const gone = new Journal(folder, { now: Date.now });
      await gone.append({ id: 'a', at: 0, record: '/r', draft: '' });
      await gone.close();
      const journal = new Journal(folder, { now: Date.now, disk: faults.disk });
      const done = await isDone(journal.adoptOrphans(), /^(Couldn't recover entries|Nothing was written)/);
      const found = journal.waiting().map((item) => item.id);
      if (!done || found.length === 0) await journal.adoptOrphans();
      assert.deepEqual(
        journal.waiting().map((item) => item.id),
        ['a'],
      );
      await journal.close();
      const next = new Journal(folder, { now: Date.now, isAlive: () => false });
      assert.deepEqual(
        (await next.adoptOrphans()).map((item) => item.id),
        ['a'],
      );
    });
  });

  it('leaves a record whole', async () => {
    await atEveryEffect(async ({ disk }) => {
      const root = newFolder();
      const storage = newFolder();
      const path = put(join(root, 'x', 'incident.md'), 'before');
      const update = updateRecordFile({ root, storage, disk }, path, (text) => `${text} after`);
      const done = await isDone(update, /^(The record is unchanged|Can't read the record): /);
      assert.equal(readFileSync(path, 'utf8'), done ? 'before after' : 'before');
      assert.deepEqual(filesOf(root), ['x/incident.md']);
      assert.deepEqual(filesOf(storage), []);
    });
  });

  it('makes a record and evidence whole or not at all', async () => {
    await atEveryEffect(async ({ disk }) => {
      const root = newFolder();
      const record = createRecord({ root, folder: root, disk }, 'x', 'whole text');
      const made = await isDone(record, /^Couldn't create the record: /);
      const evidence = writeEvidence(root, join(root, 'x'), 'a', 'whole text', disk);
      const kept = await isDone(evidence, /^Couldn't save the evidence: /);
      const files = filesOf(root);
      assert.deepEqual(files, [...(kept ? ['x/evidence/a'] : []), ...(made ? ['x/incident.md'] : [])]);
      files.forEach((name) => assert.equal(readFileSync(join(root, name), 'utf8'), 'whole text'));
    });
  });
});
