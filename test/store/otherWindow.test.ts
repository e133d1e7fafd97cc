import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { disk, type Disk } from '../../src/store/disk';
import { createRecord } from '../../src/store/newFile';
import { Journal } from '../../src/store/journal/journal';
import { updateRecordFile } from '../../src/store/recordFile';
import { filesOf, newFolder, put } from './folder';
import { killAtEveryChange, runWindow, startWindow, type Ended } from './otherWindow';

const idsSaid = ({ said }: Ended, word: string): string[] =>
  said.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

/** A journal folder with the open items of a window that is gone. */
async function withOrphans(...ids: string[]): Promise<string> {
  const folder = newFolder();
  const journal = new Journal(folder, { now: Date.now });
  for (const id of ids) {
    await journal.append({ id, at: 0, record: '/r', draft: id });
  }
  await journal.close();
  return folder;
}

async function adopted(folder: string): Promise<string[]> {
  const journal = new Journal(folder, { now: Date.now });
  const items = await journal.adoptOrphans();
  await journal.close();
  return items.map((item) => item.id);
}

describe('another window', () => {
  describe('killed at every change of the disk', () => {
    it('loses nothing that was accepted, and doubles nothing', async () => {
      await killAtEveryChange(async () => {
        const folder = await withOrphans('old-1', 'old-2');
        const check = async (ended: Ended): Promise<void> => {
          const found = await adopted(folder);
          assert.deepEqual(found, [...new Set(found)]);
          const settled = idsSaid(ended, 'settled');
          const must = ['old-1', 'old-2', ...idsSaid(ended, 'accepted').filter((id) => !settled.includes(id))];
          // The settling of `a` may have reached the disk without having been said.
          const missing = must.filter((id) => !found.includes(id));
          assert.deepEqual(
            missing.filter((id) => id !== 'a' || !ended.said.includes('accepted b')),
            [],
          );
          assert.ok(settled.every((id) => !found.includes(id)));
          assert.deepEqual(await adopted(folder), found);
          assert.ok(filesOf(folder).filter((name) => !name.startsWith('.')).length <= 2, filesOf(folder).join());
        };
        return { task: { does: 'journal', folder, items: ['a', 'b', 'c', 'd'] }, check };
      });
    });

    it('leaves a record whole, and the next change goes through at once', async () => {
      await killAtEveryChange(async () => {
        const [root, storage] = [newFolder(), newFolder()];
        const path = put(join(root, 'x', 'incident.md'), 'text\n');
        const check = async (ended: Ended): Promise<void> => {
          const text = readFileSync(path, 'utf8');
          assert.ok(text === 'text\nmine\n' || (text === 'text\n' && idsSaid(ended, 'written').length === 0), text);
          const asked = await countLeases((disk) =>
            updateRecordFile({ root, storage, disk }, path, (before) => `${before}next\n`),
          );
          assert.equal(readFileSync(path, 'utf8'), `${text}next\n`);
          // The lease of somebody who's gone is taken, not waited for.
          assert.ok(asked <= 2, `asked ${asked} times for the lease`);
        };
        return { task: { does: 'update', root, storage, path, lines: ['mine'] }, check };
      });
    });

    it('makes a record whole or not at all, and it can be made again', async () => {
      await killAtEveryChange(async () => {
        const root = newFolder();
        const check = async (): Promise<void> => {
          const path = join(root, 'x', 'incident.md');
          if (filesOf(root).includes('x/incident.md')) assert.equal(readFileSync(path, 'utf8'), 'whole text');
          assert.equal(await createRecord({ root, folder: root }, 'x', 'whole text'), path);
        };
        return { task: { does: 'create', root, id: 'x', text: 'whole text' }, check };
      });
    });
  });

  it('keeps its items while it lives, and leaves them when it is killed', async () => {
    const folder = await withOrphans('a');
    const other = startWindow({ does: 'adopt', folder });
    await other.hears('ready');
    assert.deepEqual(await adopted(folder), []);
    other.child.kill('SIGKILL');
    assert.deepEqual(idsSaid(await other.ended, 'adopted'), ['a']);
    assert.deepEqual(await adopted(folder), ['a']);
  });

  it('races another for the orphans: each goes to one of them', async () => {
    for (let round = 0; round < 2; round++) {
      const ids = ['a', 'b', 'c'];
      const folder = await withOrphans(...ids);
      await adoptInto(folder, 'd');
      const windows = [1, 2, 3].map(() => startWindow({ does: 'adopt', folder }));
      await Promise.all(windows.map((window) => window.hears('ready')));
      windows.forEach(({ child }) => child.stdin?.end());
      const ended = await Promise.all(windows.map((window) => window.ended));
      assert.deepEqual(ended.flatMap((each) => idsSaid(each, 'adopted')).sort(), [...ids, 'd']);
    }
  });

  it('writes one record with three others, and all changes are there', async () => {
    const [root, storage] = [newFolder(), newFolder()];
    const path = put(join(root, 'x', 'incident.md'), '');
    const all = [1, 2, 3, 4].map((window) => Array.from({ length: 12 }, (_, index) => `${window}-${index}`));
    await Promise.all(all.map((lines) => runWindow({ does: 'update', root, storage, path, lines })));
    const written = readFileSync(path, 'utf8').trimEnd().split('\n');
    assert.equal(written.length, 48);
    for (const lines of all) {
      assert.deepEqual(
        written.filter((line) => lines.includes(line)),
        lines,
      );
    }
    assert.deepEqual([filesOf(root), filesOf(storage)], [['x/incident.md'], []]);
  });
});

/** How often a work tries to make a lease. */
async function countLeases(work: (disk: Disk) => Promise<unknown>): Promise<number> {
  let asked = 0;
  const counting: Disk = {
    ...disk,
    link: (from, to) => {
      if (String(to).endsWith('.lock')) asked++;
      return disk.link(from, to);
    },
  };
  await work(counting);
  return asked;
}

/** One more window that is gone. */
async function adoptInto(folder: string, id: string): Promise<void> {
  const journal = new Journal(folder, { now: Date.now });
  await journal.append({ id, at: 0, record: '/r', draft: id });
  await journal.close();
}
