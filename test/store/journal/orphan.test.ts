import { strict as assert } from 'node:assert';
import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, newFolder, put } from '../folder';
import { dead, ids, item, journalFile, openJournal, recover } from '../windows';

describe('orphan', () => {
  describe('reads what is damaged', () => {
    const whole = (id: string): string => `${JSON.stringify({ item: item(id) })}\n`;
    const cases: [string, string, string[], RegExp | undefined][] = [
      ['a torn last line', whole('a') + whole('b').slice(0, -9), ['a'], /cut off during a write/],
      ['a torn character', whole('a') + whole('b').slice(0, 40) + '\ufffd', ['a'], /cut off during a write/],
      ['zeroes at the end', whole('a') + '\0'.repeat(512), ['a'], /cut off during a write/],
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
});
