import { strict as assert } from 'node:assert';
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { disk } from '../../../src/store/disk';
import { until } from '../../patience';
import { filesOf, newFolder } from '../folder';
import { refused } from '../refused';
import { NOON, RECORD, ids, item, journalFile, openJournal, recover } from '../windows';

describe('journal', () => {
  it('keeps items in order until they are settled', async () => {
    const { journal } = openJournal(newFolder());
    await journal.append(item('a'));
    await journal.append({ id: 'b', at: NOON, record: '/other', draft: '---\r\n' });
    await journal.append(item('c'));
    journal.markWritten(['a']);
    assert.deepEqual(journal.waiting(RECORD), [{ ...item('a'), written: true }, item('c')]);
    await journal.settle(['a', 'unknown'], 'committed');
    assert.deepEqual(ids(journal.waiting()), ['b', 'c']);
    await journal.close();
  });

  it('touches nothing before the first item, and leaves nothing when all are settled', async () => {
    const folder = join(newFolder(), 'deep', 'journal');
    const { journal } = openJournal(folder);
    assert.deepEqual(await journal.adoptOrphans(), []);
    await journal.append(item('a'));
    assert.equal(statSync(journalFile(folder)).mode & 0o777, 0o600);
    await journal.settle(['a'], 'committed');
    await journal.close();
    assert.deepEqual(filesOf(folder), []);
  });

  it('gives a crashed window’s items back as they were, with what became of them', async () => {
    const folder = newFolder();
    const { journal } = openJournal(folder);
    await Promise.all(['a', 'b', 'c'].map((id) => journal.append(item(id))));
    journal.markWritten(['b']);
    await journal.settle(['a'], 'removed');
    assert.deepEqual((await recover(folder)).items, [{ ...item('b'), written: true }, item('c')]);
  });

  it('returns everything that belongs to a change', async () => {
    const folder = newFolder();
    const whole = {
      added: { instant: NOON, author: 'dana', kind: 'TL', qualifier: '', text: 'x' },
      fields: [{ path: 'security', was: false, becomes: true } as const],
      box: { step: 'x', ticked: true },
      sections: [{ section: 'Contacts', block: '- a\n- b', present: true } as const],
    };
    const { journal } = openJournal(folder);
    await journal.append({ ...item('a'), change: whole });
    assert.deepEqual((await recover(folder)).items, [{ ...item('a'), change: whole }]);
  });

  it('shares one write and one sync among 200 appends at once', async () => {
    const folder = newFolder();
    let [writes, syncs] = [0, 0];
    const counting: typeof disk = {
      ...disk,
      open: async (...args: Parameters<typeof disk.open>) => {
        const handle = await disk.open(...args);
        const [append, sync] = [handle.appendFile.bind(handle), handle.datasync.bind(handle)];
        handle.appendFile = (...given) => (writes++, append(...given));
        handle.datasync = () => (syncs++, sync());
        return handle;
      },
    };
    const { journal } = openJournal(folder, { disk: counting });
    await journal.append(item('first'));
    const many = Array.from({ length: 200 }, (_, index) => item(`${index}`));
    await Promise.all(many.map((each) => journal.append(each)));
    assert.deepEqual([writes, syncs], [1, 1]);
    assert.deepEqual((await recover(folder)).items, [item('first'), ...many]);
  });

  it('takes all of thousands of items at once or none, and lets other work take its turn', async () => {
    const folder = newFolder();
    let isFull = true;
    const full: typeof disk = {
      ...disk,
      open: async (...args: Parameters<typeof disk.open>) => {
        if (isFull) {
          throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        }
        return disk.open(...args);
      },
    };
    const { journal } = openJournal(folder, { disk: full });
    const many = Array.from({ length: 2000 }, (_, index) => item(`${index}`));
    await assert.rejects(journal.appendAll(many), /disk is full/);
    assert.deepEqual(journal.waiting(), []);
    isFull = false;
    let turns = 0;
    await journal.appendAll(many, async () => void (turns += 1));
    assert.equal(turns, 4);
    assert.deepEqual((await recover(folder)).items, many);
  });

  it('knows of which records it has open items, and how many', async () => {
    const { journal } = openJournal(newFolder());
    await journal.appendAll([item('a'), { id: 'b', at: NOON, record: '/other', draft: '---\n' }, item('c')]);
    journal.markWritten(['a']);
    assert.deepEqual([journal.records, journal.countOf(RECORD)], [[RECORD, '/other'], 2]);
    await journal.settle(['a', 'a', 'c'], 'committed');
    assert.deepEqual([journal.records, journal.countOf(RECORD)], [['/other'], 0]);
    await journal.close();
  });

  it('accepts an id once', async () => {
    const folder = newFolder();
    const { journal } = openJournal(folder);
    await journal.append(item('a'));
    await journal.append(item('a'));
    assert.deepEqual(ids(journal.waiting()), ['a']);
    assert.equal(readFileSync(journalFile(folder), 'utf8').split('\n').length, 3);
  });

  describe('has a heart', () => {
    const interval = globalThis.setInterval;
    let beats: (() => void)[];
    beforeEach(() => {
      beats = [];
      const hold = (work: () => void) => (beats.push(work), interval(() => undefined, 60_000));
      globalThis.setInterval = hold;
    });
    afterEach(() => (globalThis.setInterval = interval));
    /** One beat of the only window. */
    const beat = (): void => {
      assert.equal(beats.length, 1);
      beats[0]?.();
    };

    it('that keeps others away while something is open', async () => {
      const folder = newFolder();
      const { journal } = openJournal(folder);
      await journal.append(item('first'));
      const path = journalFile(folder);
      utimesSync(path, 0, 0);
      beat();
      await until(() => statSync(path).mtimeMs > NOON - 1e12, 'a beat in the file');
      assert.deepEqual(await openJournal(folder).journal.adoptOrphans(), []);
      await journal.close();
    });

    it('that notices that the file was taken', async () => {
      const folder = newFolder();
      const { journal } = openJournal(folder);
      await journal.append(item('first'));
      const path = journalFile(folder);
      await disk.unlink(path);
      beat();
      await until(() => filesOf(folder).join().endsWith('.jsonl'), 'the file again');
      assert.deepEqual(ids((await recover(folder)).items), ['first']);
    });

    it('that stops, with the file, when all is settled', async () => {
      const folder = newFolder();
      const { journal } = openJournal(folder);
      await journal.append(item('first'));
      await journal.settle(['first'], 'committed');
      beat();
      await until(() => filesOf(folder).length === 0, 'the end of the file');
      await journal.append(item('second'));
      assert.equal(beats.length, 2);
      await journal.close();
    });
  });

  describe('forgets what is settled', () => {
    it('after 200 lines', async () => {
      const folder = newFolder();
      const { journal } = openJournal(folder);
      await journal.append(item('kept'));
      for (let round = 0; round < 101; round++) {
        await journal.append(item(`${round}`));
        await journal.settle([`${round}`], 'committed');
      }
      await journal.append(item('next'));
      assert.ok(readFileSync(journalFile(folder), 'utf8').split('\n').length < 10);
      assert.deepEqual(ids((await recover(folder)).items), ['kept', 'next']);
    });

    it('after 256 kB', async () => {
      const folder = newFolder();
      const { journal } = openJournal(folder);
      await journal.append({ id: 'big', at: NOON, record: RECORD, draft: 'x'.repeat(300_000) });
      await journal.append(item('kept'));
      assert.ok(statSync(journalFile(folder)).size > 300_000);
      await journal.settle(['big'], 'committed');
      await journal.append(item('next'));
      assert.ok(statSync(journalFile(folder)).size < 2000);
      assert.deepEqual(ids((await recover(folder)).items), ['kept', 'next']);
    });
  });

  describe('says that nothing was written', () => {
    it('if the folder cannot be written to, and continues when it can', async () => {
      const folder = join(newFolder(), 'journal');
      writeFileSync(folder, 'a file in the way');
      const { journal } = openJournal(folder);
      await assert.rejects(journal.append(item('a')), refused(/^Nothing was written: .+ \(.+\)\.$/));
      assert.deepEqual(journal.waiting(), []);
      await disk.unlink(folder);
      await journal.append(item('b'));
      assert.deepEqual(ids((await recover(folder)).items), ['b']);
    });
  });
});
