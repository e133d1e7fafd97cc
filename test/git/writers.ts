/**
 * Several that commit to one branch at the same time: every entry is in the record and in git. A test and a torture hold
 * this, each with as many entries as it can afford.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { progressed } from '../patience';
import { bundleProgram } from './programs';
import { makeRepository, newFolder, record } from './repositories';

const WINDOWS = 4;

/** Lets four windows, each a process of its own, log this many entries each. Checks that all are there and that nothing of the person's moved. */
export async function windowsAtOnce(entries: number): Promise<void> {
  const made = await makeRepository();
  made.write('a.txt', 'staged');
  await made.git('add', 'a.txt');
  const program = bundleProgram('test/git/windowProgram.ts');
  const storage = newFolder('storage');
  const path = join(made.root, record, 'incident.md');
  const ends = Array.from({ length: WINDOWS }, async (_, window) => {
    const task = { root: made.root, storage, path, window, entries };
    const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', progressed);
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0);
  });
  await Promise.all(ends);
  const lines = (await made.show()).split('\n').filter((line) => line.startsWith('- '));
  assert.equal(lines.length, WINDOWS * entries);
  assert.equal(new Set(lines).size, WINDOWS * entries);
  assert.equal(await made.git('status', '--porcelain'), 'M  a.txt\n');
  assert.equal(await made.git('fsck', '--no-dangling'), '');
}

/** Lets four writers in this process commit a record of their own this many times each. Checks that all commits are there. */
export async function writersAtOnce(commits: number): Promise<void> {
  const made = await makeRepository();
  const writers = ['a', 'b', 'c', 'd'].map(async (name) => {
    for (let round = 1; round <= commits; round++) {
      made.write(`incidents/2026-11-20-${name}/incident.md`, `${round}\n`);
      assert.equal(await made.outcome(`incidents/2026-11-20-${name}`), 'committed');
      progressed();
    }
  });
  await Promise.all(writers);
  assert.equal(await made.count(), 1 + 4 * commits);
  assert.equal(await made.git('status', '--porcelain'), `?? ${record}/\n`);
  await made.git('fsck', '--strict');
}
