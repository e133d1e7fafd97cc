import { strict as assert } from 'node:assert';
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../src/core/entry';
import { Refusal } from '../../src/core/refusal';
import { disk } from '../../src/store/disk';
import { Journal, type JournalOptions } from '../../src/store/journal';
import type { JournalItem } from '../../src/store/journalLine';
import { filesOf, newFolder, put } from './folder';

const NOON = Date.UTC(2026, 10, 20, 12);
const RECORD = join('/incidents', '2026-11-20-down', 'incident.md');

function item(id: string, record = RECORD): JournalItem {
  const entry: Entry = { instant: NOON, author: 'lee', kind: 'TL', qualifier: '', text: `line ${id}\nsecond — ü` };
  return { id, at: NOON, record, change: { added: entry } };
}

interface Opened {
  readonly journal: Journal;
  readonly said: string[];
}

/** A window's journal; the windows of one test all run in this process. */
function openJournal(folder: string, options: Partial<JournalOptions> = {}): Opened {
  const said: string[] = [];
  return { journal: new Journal(folder, { now: Date.now, report: (line) => said.push(line), ...options }), said };
}

/** The one journal file in the folder. */
function journalFile(folder: string): string {
  const [file, ...others] = filesOf(folder).filter((name) => name.endsWith('.jsonl'));
  assert.ok(file);
  assert.deepEqual(others, []);
  return join(folder, file);
}

const ids = (items: readonly JournalItem[]): string[] => items.map((each) => each.id);
const dead = { isAlive: () => false };

/** What a new window finds when every earlier one is dead. */
async function recover(folder: string): Promise<{ items: JournalItem[]; said: string[] }> {
  const { journal, said } = openJournal(folder, dead);
  const items = await journal.adoptOrphans();
  await journal.close();
  return { items, said };
}

describe('journal', () => {
  it('keeps items in order until they are settled', async () => {
    const { journal } = openJournal(newFolder());
    await journal.append(item('a'));
    await journal.append({ id: 'b', at: NOON, record: '/other', draft: '---\r\n' });
    await journal.append(item('c'));
    journal.markWritten('a');
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
    journal.markWritten('b');
    await journal.settle(['a'], 'removed');
    assert.deepEqual((await recover(folder)).items, [{ ...item('b'), written: true }, item('c')]);
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

  it('accepts an id once', async () => {
    const folder = newFolder();
    const { journal } = openJournal(folder);
    await journal.append(item('a'));
    await journal.append(item('a'));
    assert.deepEqual(ids(journal.waiting()), ['a']);
    assert.equal(readFileSync(journalFile(folder), 'utf8').split('\n').length, 3);
  });

  describe('reads what is damaged', () => {
    const whole = (id: string): string => `${JSON.stringify({ item: item(id) })}\n`;
    const cases: [string, string, string[], RegExp | undefined][] = [
      ['a torn last line', whole('a') + whole('b').slice(0, -9), ['a'], /cut in the middle/],
      ['a torn character', whole('a') + whole('b').slice(0, 40) + '\ufffd', ['a'], /cut in the middle/],
      ['zeroes at the end', whole('a') + '\0'.repeat(512), ['a'], /cut in the middle/],
      ['a last line without its end', whole('a') + whole('b').trimEnd(), ['a', 'b'], undefined],
      ['a line that is no JSON', whole('a') + '{"item":\n' + whole('b'), ['a', 'b'], /1 lines/],
      ['a line of another shape', whole('a') + '{"item":{"id":5}}\n[1]\n' + whole('b'), ['a', 'b'], /2 lines/],
      ['an empty line', whole('a') + '\n' + whole('b'), ['a', 'b'], undefined],
      ['nothing', '', [], undefined],
    ];
    const owner = `1-00000000-1-${'0'.repeat(12)}`;
    for (const [name, text, expected, said] of cases) {
      it(name, async () => {
        const folder = newFolder();
        const path = put(join(folder, `${owner}.jsonl`), '{"format":1}\n' + text);
        utimesSync(path, 0, 0);
        const found = await recover(folder);
        assert.deepEqual(ids(found.items), expected);
        assert.match(found.said.join('\n'), said ?? /^$/);
        assert.deepEqual(ids((await recover(folder)).items), expected);
        assert.equal(filesOf(folder).includes(`${owner}.damaged`), /lines/.test(String(said)));
      });
    }

    it('but leaves a file of a newer format alone', async () => {
      const folder = newFolder();
      const path = put(join(folder, `${owner}.jsonl`), '{"format":2}\n' + whole('a'));
      utimesSync(path, 0, 0);
      const found = await recover(folder);
      assert.deepEqual(found.items, []);
      assert.match(found.said.join(), /later version/);
      assert.deepEqual(filesOf(folder), [`${owner}.jsonl`]);
    });
  });

  describe('takes over', () => {
    it('from a window whose heart stopped, not from one that lives', async () => {
      const folder = newFolder();
      const first = openJournal(folder).journal;
      await first.append(item('a'));
      const other = openJournal(folder).journal;
      assert.deepEqual(await other.adoptOrphans(), []);
      const late = openJournal(folder, { now: () => Date.now() + 181_000 }).journal;
      assert.deepEqual(ids(await late.adoptOrphans()), ['a']);
    });

    it('at once from a window that was closed', async () => {
      const folder = newFolder();
      const first = openJournal(folder).journal;
      await first.append(item('a'));
      await first.close();
      assert.deepEqual(ids(await openJournal(folder).journal.adoptOrphans()), ['a']);
    });

    it('from a window that only slept, without losing what it writes next', async () => {
      const folder = newFolder();
      const sleeper = openJournal(folder).journal;
      await sleeper.append(item('a'));
      const taker = openJournal(folder, dead).journal;
      assert.deepEqual(ids(await taker.adoptOrphans()), ['a']);
      await sleeper.append(item('b'));
      assert.deepEqual(ids(await taker.adoptOrphans()), ['b']);
      assert.deepEqual(ids(taker.waiting()), ['a', 'b']);
      assert.deepEqual(ids(sleeper.waiting()), ['a', 'b']);
    });

    it('each item once, however often a crash left it in two files', async () => {
      const folder = newFolder();
      const first = openJournal(folder).journal;
      await Promise.all(['a', 'b'].map((id) => first.append(item(id))));
      const copy = readFileSync(journalFile(folder));
      await first.settle(['a'], 'removed');
      put(join(folder, `9-00000000-1-${'1'.repeat(12)}.taken`), copy);
      assert.deepEqual(ids((await recover(folder)).items), ['b']);
      assert.deepEqual(ids((await recover(folder)).items), ['b']);
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
    it('when the folder cannot be written, and goes on when it can', async () => {
      const folder = join(newFolder(), 'journal');
      writeFileSync(folder, 'a file in the way');
      const { journal } = openJournal(folder);
      await assert.rejects(journal.append(item('a')), (error) => {
        assert.ok(error instanceof Refusal);
        assert.match(error.message, /^Nothing was written: .+ \(.+\)\.$/);
        return true;
      });
      assert.deepEqual(journal.waiting(), []);
      await disk.unlink(folder);
      await journal.append(item('b'));
      assert.deepEqual(ids((await recover(folder)).items), ['b']);
    });
  });
});
