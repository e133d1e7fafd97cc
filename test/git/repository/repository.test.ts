/** What is known of a repository, what git's refusals mean, and that nothing secret is shown. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { redactCredentials } from '../../../src/git/process/credentials';
import { checkedRef } from '../../../src/git/commands/git';
import { GitFailure, readFailureCode } from '../../../src/git/process/gitFailure';
import { initRepository, openRepository, readFacts } from '../../../src/git/repository/repository';
import { git, id, makeRepository, makeUnborn, newFolder, open, sandbox, type TestRepository } from '../repositories';

const facts = (made: TestRepository) => readFacts(made.repository, 'incidents');
const userEmail = 'lee@example.org';

describe('openRepository', () => {
  it('finds the repository of a folder, also of one that is not there yet', async () => {
    const made = await makeRepository();
    for (const folder of ['', 'docs', 'docs/not/yet']) {
      assert.equal((await openRepository(join(made.root, folder)))?.root, made.root);
    }
  });
  it('finds none outside, in a bare one and in the git folder', async () => {
    const bare = newFolder('bare');
    await git(sandbox, 'init', '-q', '--bare', bare);
    const made = await makeRepository();
    for (const folder of [sandbox, bare, join(made.root, '.git')]) {
      assert.equal(await openRepository(folder), undefined);
    }
  });
  it('refuses where git is missing, and a repository of somebody else', async function () {
    const made = await makeRepository();
    const missing = openRepository(made.root, join(sandbox, 'no-git'));
    await assert.rejects(missing, (error) => error instanceof GitFailure && error.code === 'gitMissing');
    if (process.geteuid?.() !== 0) return this.skip();
    await git(sandbox, '-C', made.root, 'status');
    process.seteuid?.(65534);
    try {
      const theirs = openRepository(made.root);
      await assert.rejects(theirs, (error) => error instanceof GitFailure && error.code === 'dubiousOwnership');
      const advice = `if you trust it, run git config --global --add safe.directory ${made.root} in a terminal`;
      await assert.rejects(theirs, (error: Error) => error.message.includes(advice));
    } finally {
      process.seteuid?.(0);
    }
  });
  it('runs a git whose path holds a space', async () => {
    const folder = newFolder('with space');
    mkdirSync(folder, { recursive: true });
    const made = await makeRepository();
    const { symlinkSync } = await import('node:fs');
    symlinkSync((await git(sandbox, '--exec-path')).trim() + '/git', join(folder, 'git'));
    assert.equal((await openRepository(made.root, join(folder, 'git')))?.root, made.root);
  });
});

describe('initRepository', () => {
  it('makes the folder and a repository, and leaves one that is there alone', async () => {
    const folder = newFolder('home/incidents');
    const made = await initRepository(folder);
    await git(folder, 'commit', '-q', '--allow-empty', '-m', 'x');
    assert.deepEqual(await initRepository(folder), made);
    assert.equal((await git(folder, 'rev-list', '--count', 'HEAD')).trim(), '1');
  });
});

describe('readFacts', () => {
  it('of a new repository', async () => {
    const made = await makeUnborn();
    const expected = {
      branch: 'main',
      unborn: true,
      remotes: [],
      defaultBranch: 'main',
      tracksRecords: false,
      userEmail,
    };
    assert.deepEqual(await facts(made), expected);
  });
  it('of a repository with a remote, on another branch', async () => {
    const made = await makeRepository();
    await made.git('branch', 'trunk');
    await made.git('checkout', '-q', '-b', 'feature/x');
    await made.git('remote', 'add', 'fork', 'ssh://git@example.org/fork.git');
    await made.git('remote', 'add', 'origin', 'https://lee:secret@example.org/x.git');
    const remotes = [
      ['fork', 'ssh://***@example.org/fork.git'],
      ['origin', 'https://***@example.org/x.git'],
    ].map(([name, url]) => ({ name, url, written: url }));
    const expected = {
      branch: 'feature/x',
      unborn: false,
      remotes,
      remote: 'origin',
      ownRemote: 'origin',
      defaultBranch: 'main',
      tracksRecords: false,
      userEmail,
    };
    assert.deepEqual(await facts(made), expected);
    await made.git('config', 'init.defaultBranch', 'trunk');
    assert.equal((await facts(made)).defaultBranch, 'trunk');
    await made.git('update-ref', 'refs/remotes/origin/production/now', 'HEAD');
    await made.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/production/now');
    assert.equal((await facts(made)).defaultBranch, 'production/now');
    await made.git('checkout', '-q', '--detach');
    assert.equal((await facts(made)).branch, undefined);
  });
  it('tells where a push to each remote really goes, whichever setting of git says so', async () => {
    const made = await makeRepository();
    const urlsAfter = async (...settings: readonly (readonly [key: string, value: string])[]): Promise<string[]> => {
      for (const [key, value] of settings) await made.git('config', '--add', key, value);
      return (await facts(made)).remotes.map(({ url }) => url);
    };
    await made.git('remote', 'add', 'origin', 'https://example.org/team/x.git');
    assert.deepEqual(await urlsAfter(), ['https://example.org/team/x.git']);
    assert.deepEqual(await urlsAfter(['url.ssh://git@example.org/.pushInsteadOf', 'https://example.org/']), [
      'ssh://***@example.org/team/x.git',
    ]);
    assert.deepEqual(await urlsAfter(['url.https://mirror.example.net/.insteadOf', 'https://example.org/team/']), [
      'ssh://***@example.org/team/x.git',
    ]);
    const pushed = [['remote.origin.pushurl', 'https://lee:secret@public.example.com/x.git']] as const;
    assert.deepEqual(await urlsAfter(...pushed), ['https://***@public.example.com/x.git']);
    assert.deepEqual(await urlsAfter(['remote.origin.pushurl', 'backup:x.git']), [
      'https://***@public.example.com/x.git backup:x.git',
    ]);
    assert.deepEqual(
      (await facts(made)).remotes.map(({ written }) => written),
      ['https://example.org/team/x.git'],
    );
    assert.equal((await facts(made)).remote, 'origin');
  });
  it('sees records in their folder and at the root, and takes nothing else for one', async () => {
    const made = await makeRepository();
    made.write('incidents/notes/incident.md', 'x');
    made.write('incidents/2026-11-20-x/readme.md', 'x');
    await made.git('add', 'incidents/notes', 'incidents/2026-11-20-x');
    await made.git('commit', '-qm', 'x');
    assert.equal((await facts(made)).tracksRecords, false);
    await made.outcome();
    assert.equal((await facts(made)).tracksRecords, true);
    const root = await makeUnborn();
    root.write(`${id}/incident.md`, 'x');
    await root.outcome(id);
    assert.equal((await facts(root)).tracksRecords, true);
  });
  it('knows no address where git knows none', async () => {
    const made = await makeRepository();
    await made.git('config', 'user.email', '');
    assert.equal((await facts(made)).userEmail, undefined);
    assert.equal((await facts(await open(made.root))).unborn, false);
  });
});

describe('redactCredentials', () => {
  const check = (before: string, after: string): void => assert.equal(redactCredentials(before), after);
  it('takes what is secret out of URLs and headers, and nothing else', () => {
    check(
      "fatal: unable to access 'https://lee:s3cret@host/x.git/'",
      "fatal: unable to access 'https://***@host/x.git/'",
    );
    check('https://token@host/x and http://a:b@c', 'https://***@host/x and http://***@c');
    check('https://lee:p@ss@host/x', 'https://***@host/x');
    check('https://host/x?private_token=abc&page=2', 'https://host/x?private_token=***&page=2');
    check('Authorization: Bearer abc.def', 'Authorization: Bearer ***');
    check('AUTHORIZATION: basic abc=', 'AUTHORIZATION: basic ***');
    check(
      'git@host:team/x.git, lee@example.org, https://host/@lee',
      'git@host:team/x.git, lee@example.org, https://host/@lee',
    );
  });
});

describe('readFailureCode', () => {
  const check = (stderr: string, code: string): void => assert.equal(readFailureCode(stderr), code);
  it('knows what git says', () => {
    check("fatal: Unable to create '/x/.git/index.lock': File exists.", 'indexLocked');
    check("fatal: Unable to create '/x/.git/index.lock': Permission denied", 'readOnly');
    check("error: cannot lock ref 'refs/heads/main': is at 1 but expected 2", 'refMoved');
    check(
      "error: cannot lock ref 'x': Unable to create '/x/.git/refs/heads/x.lock': No space left on device",
      'diskFull',
    );
    check(
      "error: cannot lock ref 'x': Unable to create '/x/.git/refs/heads/x.lock': Read-only file system",
      'readOnly',
    );
    check("fatal: detected dubious ownership in repository at '/x'", 'dubiousOwnership');
    check('fatal: not a git repository (or any of the parent directories): .git', 'notARepository');
    check('fatal: something new', 'unknown');
  });
});

describe('checkedRef', () => {
  it('takes full names and nothing that git or a shell could read otherwise', () => {
    for (const ref of [
      'refs/heads/main',
      'refs/heads/feature/é-1',
      'refs/heads/feature/-x',
      'refs/remotes/origin/HEAD',
    ]) {
      assert.equal(checkedRef(ref), ref);
    }
    const bad = [
      'main',
      '-x',
      'HEAD',
      'refs/heads/',
      'refs/heads/a..b',
      'refs/heads/a b',
      'refs/heads/a\nb',
      'refs/heads/a:b',
    ];
    for (const ref of [...bad, 'refs/heads/a.lock', 'refs/heads/@{x', 'refs/heads/x~1', 'refs/heads/*']) {
      assert.throws(() => checkedRef(ref), GitFailure, ref);
    }
  });
});
