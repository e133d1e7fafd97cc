/** Several windows of one repository, each a process of its own: every entry is in the record and in git. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { makeRepository, newFolder, record } from './repositories';

const WINDOWS = 4;
const ENTRIES = 50;

describe('four windows of one repository', () => {
  it('commit 200 of 200 entries, and leave the index as the branch is', async function () {
    this.timeout(120_000);
    const made = await makeRepository();
    made.write('a.txt', 'staged');
    await made.git('add', 'a.txt');
    const outfile = join(newFolder(), 'window.cjs');
    const entryPoints = [join('test', 'git', 'windowProgram.ts')];
    buildSync({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'warning' });
    const storage = newFolder('storage');
    const path = join(made.root, record, 'incident.md');
    const ends = Array.from({ length: WINDOWS }, async (_, window) => {
      const task = { root: made.root, storage, path, window, entries: ENTRIES };
      const child = spawn(process.execPath, [outfile, JSON.stringify(task)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code] = (await once(child, 'exit')) as [number];
      assert.equal(code, 0);
    });
    await Promise.all(ends);
    const lines = (await made.show()).split('\n').filter((line) => line.startsWith('- '));
    assert.equal(lines.length, WINDOWS * ENTRIES);
    assert.equal(new Set(lines).size, WINDOWS * ENTRIES);
    assert.equal(await made.git('status', '--porcelain'), 'M  a.txt\n');
    assert.equal(await made.git('fsck', '--no-dangling'), '');
  });
});
