import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { disk as realDisk, type Disk } from '../../src/store/disk';
import { Journal } from '../../src/store/journal/journal';
import { createRecord, writeEvidence } from '../../src/store/newFile';
import { updateRecordFile } from '../../src/store/recordFile';
import { faultyDisk } from './faultyDisk';
import { filesOf, newFolder, put } from './folder';
import { runWindow, type Task } from './otherWindow';
import { refused } from './refused';

interface SmallDisk {
  readonly folder: string;
  readonly disk: Disk;
  readonly fill: () => void;
  readonly free: () => void;
}

/** A tmpfs of 256 kB, or where it cannot be mounted, a folder whose writes fail half-way when it is full. */
function smallDisk(): SmallDisk & { readonly remove: () => void } {
  const folder = newFolder();
  const filler = join(folder, 'filler');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    let isFull = false;
    const fail = () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    const disk = faultyDisk((effect) => (isFull && /^(append|write)File$/.test(effect) ? { fail } : undefined));
    return { folder, disk, fill: () => (isFull = true), free: () => (isFull = false), remove: () => undefined };
  }
  const fill = (): void => {
    for (let size = 65536; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (;;) writeFileSync(filler, Buffer.alloc(size, 'x'), { flag: 'a' });
      } catch {
        // Full for pieces of this size.
      }
    }
  };
  const remove = () => execFileSync('umount', ['-l', folder]);
  return { folder, disk: realDisk, fill, free: () => rmSync(filler), remove };
}

describe('full disk', () => {
  let small: ReturnType<typeof smallDisk>;
  beforeEach(() => (small = smallDisk()));
  afterEach(() => small.remove());

  it('refuses an item, says so, and takes the next when there is room', async () => {
    const folder = join(small.folder, 'journal');
    const journal = new Journal(folder, { now: Date.now, disk: small.disk });
    const item = (id: string, length = 10) => ({ id, at: 0, record: '/r', draft: id.repeat(length) });
    await journal.append(item('a'));
    small.fill();
    for (const id of ['b', 'c']) {
      await assert.rejects(journal.append(item(id, 20_000)), refused(/^Nothing was written: the disk is full/));
    }
    assert.deepEqual(journal.waiting(), [item('a')]);
    await journal.settle(['a'], 'removed');
    small.free();
    await journal.append(item('d'));
    const next = new Journal(folder, { now: Date.now, isAlive: () => false });
    assert.deepEqual(await next.adoptOrphans(), [item('d')]);
  });

  it('leaves the record as it is, and nothing next to it', async () => {
    const path = put(join(small.folder, 'x', 'incident.md'), 'a\n'.repeat(5000));
    const place = { root: small.folder, storage: join(newFolder(), 'storage'), disk: small.disk };
    small.fill();
    await assert.rejects(
      updateRecordFile(place, path, (text) => `${text}b\n`),
      refused(/^The record is unchanged: the disk is full/),
    );
    small.free();
    assert.equal(readFileSync(path, 'utf8'), 'a\n'.repeat(5000));
    assert.deepEqual(filesOf(small.folder), ['x/incident.md']);
    assert.ok(await updateRecordFile(place, path, (text) => `${text}b\n`));
  });

  it('of the storage does not hinder a record on another', async () => {
    const root = newFolder();
    const path = put(join(root, 'x', 'incident.md'), 'a\n');
    small.fill();
    await updateRecordFile({ root, storage: small.folder, disk: realDisk }, path, (text) => `${text}b\n`);
    assert.equal(readFileSync(path, 'utf8'), 'a\nb\n');
  });

  it('makes no half record and no half evidence', async () => {
    const { folder: root, disk } = small;
    small.fill();
    const text = 'x'.repeat(100_000);
    await assert.rejects(
      createRecord({ root, folder: root, disk }, 'x', text),
      refused(/^Couldn't create the record: the disk is full/),
    );
    await assert.rejects(
      writeEvidence(root, join(root, 'x'), 'a', text, disk),
      refused(/^Couldn't save the evidence: the disk is full/),
    );
    small.free();
    assert.deepEqual(filesOf(root), []);
  });
});

describe('without permission', () => {
  const root = process.getuid?.() === 0;
  /** Who the other window is: nobody where the tests run as root, for whom nothing is forbidden. */
  const nobody = root ? { uid: 65534 } : {};

  it('leaves a record in a folder that cannot be written', async () => {
    const folder = newFolder();
    const path = put(join(folder, 'x', 'incident.md'), 'a\n');
    chmodSync(path, 0o666);
    chmodSync(join(folder, 'x'), 0o555);
    const storage = newFolder();
    chmodSync(storage, 0o777);
    const { said } = await runWindow({ does: 'update', root: folder, storage, path, lines: ['mine'] }, nobody);
    chmodSync(join(folder, 'x'), 0o755);
    assert.deepEqual(said, [`Refusal: The record is unchanged: permission denied (${path}).`]);
    assert.equal(readFileSync(path, 'utf8'), 'a\n');
    assert.deepEqual([filesOf(folder), filesOf(storage)], [['x/incident.md'], []]);
  });

  it('leaves a record that is read-only itself', async () => {
    const folder = newFolder();
    const path = put(join(folder, 'x', 'incident.md'), 'a\n');
    chmodSync(join(folder, 'x'), 0o777);
    chmodSync(path, 0o444);
    const { said } = await runWindow(
      { does: 'update', root: folder, storage: newFolder(), path, lines: ['mine'] },
      nobody,
    );
    assert.deepEqual(said, [`Refusal: The record is unchanged: permission denied (${path}).`]);
    assert.deepEqual(filesOf(folder), ['x/incident.md']);
  });

  it('keeps mode and group of a record that somebody else owns and everybody may write', async () => {
    const folder = newFolder();
    const path = put(join(folder, 'x', 'incident.md'), 'a\n');
    chmodSync(join(folder, 'x'), 0o777);
    if (root) {
      chownSync(path, 1, 65534);
    }
    chmodSync(path, 0o664);
    const before = statSync(path);
    const task: Task = { does: 'update', root: folder, storage: newFolder(), path, lines: ['mine'] };
    assert.deepEqual((await runWindow(task, nobody)).said, ['written mine']);
    const after = statSync(path);
    assert.deepEqual([after.mode, after.gid], [before.mode, before.gid]);
    assert.equal(readFileSync(path, 'utf8'), 'a\nmine\n');
  });

  it('refuses items where the journal cannot be written', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const { said } = await runWindow({ does: 'journal', folder, items: ['a', 'b', 'c'] }, nobody);
    chmodSync(folder, 0o755);
    assert.deepEqual(said, [`Refusal: Nothing was written: permission denied (${folder}).`]);
  });

  it('makes no record where the folder cannot be written', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const { said } = await runWindow({ does: 'create', root: folder, id: 'x', text: 'mine' }, nobody);
    chmodSync(folder, 0o755);
    assert.match(said.join(), /^Refusal: Couldn't create the record: permission denied/);
    assert.deepEqual(filesOf(folder), []);
  });
});
