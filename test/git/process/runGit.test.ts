/** Git's processes are started by a thread of their own, which nobody notices by what they print. */
import assert from 'node:assert/strict';
import { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { readConfiguration, readObjects } from '../../../src/git/commands/git';
import { GitFailure } from '../../../src/git/process/gitFailure';
import { runGit, startGitThread } from '../../../src/git/process/runGit';
import { until } from '../../patience';
import { bundleProgram } from '../programs';
import { makeRepository, newFolder, record, write, type TestRepository } from '../repositories';

/** What node calls by that name to start a process; it is not in the types. */
interface Starter {
  spawn: (...how: unknown[]) => unknown;
}

describe('the thread that starts git', () => {
  const starter = ChildProcess.prototype as unknown as Starter;
  const original = starter.spawn;
  /** Processes that were started by this thread. */
  let startedHere = 0;
  let thread: string;

  before(() => {
    thread = bundleProgram('src/git/process/gitThread.ts');
    starter.spawn = function (...how) {
      startedHere++;
      return original.apply(this, how);
    };
  });
  after(() => (starter.spawn = original));

  /** Whether one command of git starts no process here. */
  const elsewhere = async (made: TestRepository): Promise<boolean> => {
    startedHere = 0;
    await readConfiguration(made.repository);
    return startedHere === 0;
  };
  const untilElsewhere = (made: TestRepository): Promise<true> =>
    until(() => elsewhere(made), 'a process that the thread starts');

  it('starts all of them, and what they print and refuse is the same', async () => {
    const made = await makeRepository();
    const hook = '#!/bin/sh\necho "no $GIT_AUTHOR_NAME" >&2\nexit 1\n';
    const started = startGitThread(thread);
    try {
      await untilElsewhere(made);
      const [blob] = await readObjects(made.repository, ['HEAD:a.txt']);
      assert.ok(Buffer.isBuffer(blob?.content));
      assert.equal(blob.content.toString(), 'a.txt\n');
      assert.equal((await made.commit()).state, 'committed');
      made.write(`${record}/incident.md`, 'two\n');
      made.write('.git/hooks/pre-commit', hook, 0o755);
      // The environment is that of this moment.
      process.env['GIT_AUTHOR_NAME'] = 'Kim';
      startedHere = 0;
      const held = await made.commit();
      assert.deepEqual(held.state === 'held' && [held.reason.code, held.detail], ['hookRefused', 'no Kim']);
      assert.equal(startedHere, 0);
    } finally {
      delete process.env['GIT_AUTHOR_NAME'];
      started.dispose();
    }
  });

  it('is done without when it has ended, and what it was asked is refused, not lost', async () => {
    const made = await makeRepository();
    const started = startGitThread(thread);
    await untilElsewhere(made);
    const asked = runGit(made.repository, ['cat-file', '--batch'], { input: Buffer.from('HEAD\n') });
    started.dispose();
    await assert.rejects(asked, (error) => error instanceof GitFailure && error.code === 'unknown');
    assert.equal(await elsewhere(made), false);
    assert.equal((await made.commit()).state, 'committed');
  });

  it('is done without where it cannot be started', async () => {
    const made = await makeRepository();
    const started = startGitThread(join(newFolder(), 'absent.js'));
    try {
      assert.equal((await made.commit()).state, 'committed');
    } finally {
      started.dispose();
    }
  });
});

describe('a git whose last words come late', () => {
  // As they do on a busy machine: it has ended, and what it printed is still to be read.
  const late = (exit: number): string => {
    const folder = newFolder();
    write(
      folder,
      'git',
      `#!/bin/sh\n(sleep 0.4; echo "to read"; echo "fatal: cannot lock ref" >&2) &\nexit ${exit}\n`,
      0o755,
    );
    return join(folder, 'git');
  };

  it('is heard to the end when it succeeds', async () => {
    const { repository } = await makeRepository();
    const { stdout } = await runGit({ ...repository, executable: late(0) }, ['status']);
    assert.equal(stdout.toString(), 'to read\n');
  });

  it('says why it failed', async () => {
    const { repository } = await makeRepository();
    await assert.rejects(runGit({ ...repository, executable: late(1) }, ['status']), (error) => {
      assert.ok(error instanceof GitFailure);
      assert.equal(error.detail, 'fatal: cannot lock ref');
      return true;
    });
  });
});
