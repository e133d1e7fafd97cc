/** Fetching and pushing records, and all that a network, a host and a person's own setup do to it. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fetchLatest } from '../../../src/git/sync/fetchedRecords';
import { fetchRecords, hasMoved, privateRef, pushRecords, readFetched } from '../../../src/git/sync/remote';
import { RemoteFailure, readRemoteFailureCode, type RemoteFailureCode } from '../../../src/git/sync/remoteFailure';
import { startServer, type GitServer } from '../gitServer';
import { until } from '../../patience';
import {
  git,
  madeOnce,
  makeRepository,
  newFolder,
  open,
  record,
  sandbox,
  TestRepository,
  write,
} from '../repositories';

const branch = 'incident-log';
const origin = { remote: 'origin', branch };

/** A bare repository to push to. */
const makeRemote = madeOnce(async (folder) => {
  await git(folder, 'init', '-q', '--bare');
  return folder;
});

const copyClone = madeOnce(async (folder) => {
  const made = await makeRepository(folder);
  await made.git('checkout', '-q', '--orphan', branch);
  await made.git('rm', '-rfq', '--cached', '.');
  await made.git('add', record);
  await made.git('commit', '-qm', 'Record');
  const tip = (await made.git('rev-parse', 'HEAD')).trim();
  await made.git('checkout', '-qf', 'main');
  return { repository: made.repository, tip };
});

/** A clone with a record on a branch of its own, and that branch's commit. */
async function makeClone(url: string): Promise<TestRepository & { tip: string }> {
  const { repository, tip } = await copyClone();
  const made = new TestRepository(repository.root, repository);
  await made.git('remote', 'add', 'origin', url);
  return Object.assign(made, { tip });
}

const tipOf = async (folder: string, ref = `refs/heads/${branch}`): Promise<string> =>
  (await git(folder, 'rev-parse', '-q', '--verify', ref).catch(() => '')).trim();

async function failure(work: Promise<unknown>): Promise<RemoteFailure> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof RemoteFailure, String(error));
  return error;
}

const fails = async (work: Promise<unknown>, code: RemoteFailureCode): Promise<void> => {
  const failed = await failure(work);
  assert.equal(failed.code, code, failed.detail);
};

describe('records at a remote', () => {
  it('are pushed and fetched as one branch, and nothing else moves', async () => {
    const remote = await makeRemote();
    const [mine, theirs] = [await makeClone(remote), await makeClone(remote)];
    assert.equal(await fetchRecords(mine.repository, origin), undefined);
    await pushRecords(mine.repository, origin, mine.tip);
    assert.equal(await tipOf(remote), mine.tip);
    assert.equal(await readFetched(mine.repository, origin), mine.tip);
    assert.equal(await git(remote, 'for-each-ref', '--format=%(refname)'), `refs/heads/${branch}\n`);

    await git(remote, 'tag', 'v1', mine.tip);
    await theirs.git('config', 'fetch.prune', 'true');
    await theirs.git('config', 'remote.origin.tagOpt', '--tags');
    await theirs.git('config', 'push.followTags', 'true');
    const before = await theirs.git('for-each-ref');
    assert.equal(await fetchRecords(theirs.repository, origin), mine.tip);
    const added = `${mine.tip} commit\trefs/incident-notes/origin/${branch}\n`;
    assert.equal((await theirs.git('for-each-ref')).replace(added, ''), before);
    assert.equal(theirs.has('.git/FETCH_HEAD'), false);
  });

  it('are read where no worktree has them, by the day of their ids, and only the tip says that there are others', async () => {
    const remote = await makeRemote();
    const [mine, theirs] = [await makeRepository(), await makeClone(remote)];
    await mine.git('remote', 'add', 'origin', remote);
    await mine.git('checkout', '-q', '--orphan', branch);
    assert.equal(await hasMoved(theirs.repository, origin), false);
    assert.deepEqual(await fetchLatest(theirs.repository, origin, '2026'), []);
    const ids = ['2026-10-01-old', '2026-11-27-new', '2026-11-27-without-a-record', 'notes'];
    for (const id of ids) write(mine.root, `${id}/${id.endsWith('record') ? 'other' : 'incident'}.md`, `# ${id}\n`);
    await mine.git('add', ...ids);
    await mine.git('commit', '-qm', 'Records');
    const tip = await tipOf(mine.root);
    await pushRecords(mine.repository, origin, tip);
    assert.equal(await hasMoved(mine.repository, origin), false);
    const before = [await theirs.git('status', '--porcelain'), await theirs.git('for-each-ref', 'refs/heads')];
    assert.equal(await hasMoved(theirs.repository, origin), true);
    assert.equal(await readFetched(theirs.repository, origin), undefined);
    const found = await fetchLatest(theirs.repository, origin, '2026-11-27');
    assert.deepEqual(found, [{ id: '2026-11-27-new', text: '# 2026-11-27-new\n' }]);
    assert.equal(await hasMoved(theirs.repository, origin), false);
    assert.deepEqual(await fetchLatest(theirs.repository, origin, '2026-11-27'), found);
    assert.deepEqual(before, [
      await theirs.git('status', '--porcelain'),
      await theirs.git('for-each-ref', 'refs/heads'),
    ]);
    await theirs.git('remote', 'set-url', 'origin', `${remote}-away`);
    await fails(hasMoved(theirs.repository, origin), 'noRepository');
  });

  it('are never forced: a clone that is behind is told so', async () => {
    const remote = await makeRemote();
    const [mine, theirs] = [await makeClone(remote), await makeClone(remote)];
    await theirs.git('checkout', '-q', branch);
    await theirs.git('commit', '-q', '--amend', '-m', 'Other');
    const other = await tipOf(theirs.root);
    await pushRecords(mine.repository, origin, mine.tip);
    await theirs.git('config', 'remote.origin.push', `+refs/heads/*:refs/heads/*`);
    await fails(pushRecords(theirs.repository, origin, other), 'behind');
    assert.equal(await tipOf(remote), mine.tip);
  });

  it('are declined by a hook in its own words, without credentials', async () => {
    const remote = await makeRemote();
    const made = await makeClone(remote);
    const declines = (words: string): void =>
      write(remote, 'hooks/pre-receive', `#!/bin/sh\necho "${words}" >&2\nexit 1\n`, 0o755);
    declines('No pushes after 6 pm, see https://lee:secret@example.org/');
    const declined = await failure(pushRecords(made.repository, origin, made.tip));
    assert.equal(declined.code, 'declined');
    assert.match(declined.said ?? '', /^No pushes after 6 pm, see https:\/\/\*\*\*@example\.org/);
    assert.match(declined.detail, /remote rejected/);
    assert.doesNotMatch(declined.detail, /secret/);
    declines('GitLab: You are not allowed to push code to protected branches on this project.');
    await fails(pushRecords(made.repository, origin, made.tip), 'protectedBranch');
    assert.equal(await tipOf(remote), '');
  });

  it("pass the person's pre-push hook, but not on a branch of the extension's own", async () => {
    const remote = await makeRemote();
    const made = await makeClone(remote);
    made.write('.git/hooks/pre-push', '#!/bin/sh\necho pushed > canary\necho "tests fail" >&2\nexit 1\n', 0o755);
    await fails(pushRecords(made.repository, origin, made.tip), 'hookRefused');
    assert.equal(made.read('canary'), 'pushed\n');
    rmSync(join(made.root, 'canary'));
    await pushRecords({ ...made.repository, hooks: 'skip' }, origin, made.tip);
    assert.equal(made.has('canary'), false);
  });

  it('come whole into a shallow and into a partial clone', async () => {
    const remote = await makeRemote();
    const made = await makeClone(remote);
    await made.git('push', '-q', 'origin', 'main');
    await pushRecords(made.repository, origin, made.tip);
    await git(remote, 'config', 'uploadpack.allowFilter', 'true');
    for (const option of ['--depth=1', '--filter=blob:none']) {
      const clone = newFolder('clone');
      await git(sandbox, 'clone', '-q', option, '--single-branch', '-b', 'main', `file://${remote}`, clone);
      const fresh = await open(clone);
      assert.equal(await fetchRecords(fresh.repository, origin), made.tip);
      await git(clone, 'remote', 'remove', 'origin');
      assert.equal(await fresh.show(`${record}/incident.md`, made.tip), 'one\n');
    }
  });

  it('can be at a URL or a path, and never at anything else', async () => {
    const remote = await makeRemote();
    const made = await makeClone(remote);
    await pushRecords(made.repository, { remote, branch }, made.tip);
    assert.equal(await fetchRecords(made.repository, { remote, branch }), made.tip);
    assert.match(privateRef({ remote, branch }), /^refs\/incident-notes\/url-[0-9a-f]{16}\/incident-log$/);
    assert.equal(privateRef(origin), 'refs/incident-notes/origin/incident-log');
    const canary = join(sandbox, 'remote-canary');
    const hostile = [`--upload-pack=touch ${canary}`, `ext::touch ${canary}`, '', 'a\nb'];
    for (const name of hostile) {
      await fails(fetchRecords(made.repository, { remote: name, branch }), 'forbiddenProtocol');
    }
    await made.git('config', 'remote.trap.url', `ext::touch ${canary}`);
    await fails(pushRecords(made.repository, { remote: 'trap', branch }, made.tip), 'forbiddenProtocol');
    assert.equal(existsSync(canary), false);
    await fails(fetchRecords(made.repository, { remote: newFolder('gone'), branch }), 'noRepository');
  });
});

describe('a remote that fails', () => {
  let server: GitServer;
  let remote: string;
  let made: TestRepository & { tip: string };

  before(async () => {
    process.env['no_proxy'] = '127.0.0.1';
    remote = await makeRemote(newFolder('remote.git'));
    server = await startServer(dirname(remote));
    made = await makeClone(`${server.url}/remote.git`);
  });
  beforeEach(() => {
    server.mood = 'serves';
  });
  after(() => server.stop());

  it('serves when it does not', async () => {
    await pushRecords(made.repository, origin, made.tip);
    assert.equal(await fetchRecords(made.repository, origin), made.tip);
  });

  for (const mood of ['is silent', 'trickles'] as const) {
    it(`and ${mood} is left after the limit`, async () => {
      server.mood = mood;
      await fails(fetchRecords(made.repository, { ...origin, limit: 400 }), 'timedOut');
      await fails(pushRecords(made.repository, { ...origin, transferLimit: 400 }, made.tip), 'timedOut');
      assert.equal(existsSync(join(made.root, '.git/index.lock')), false);
      await until(() => !server.isBusy(), 'the end of all connections');
    });
  }

  it('and gives its list, then takes its time, is waited for longer than the list (input 34)', async () => {
    server.mood = 'serves';
    made.write('more.txt', 'more\n');
    await made.git('commit', '-q', '--allow-empty', '-m', 'More');
    const tip = (await made.git('rev-parse', 'HEAD')).trim();
    const slow = { remote: 'origin', branch: 'slow' };
    // Nothing is as quick as this: the limit of the list is none for the push.
    await pushRecords(made.repository, { ...slow, limit: 1 }, tip);
    await fails(fetchRecords(made.repository, { ...slow, limit: 1 }), 'timedOut');
    assert.equal(await fetchRecords(made.repository, slow), tip);
    // What was fetched is known, so only the list is asked for.
    server.mood = 'gives lists alone';
    assert.equal(await fetchRecords(made.repository, { ...slow, transferLimit: 1 }), tip);
    const other = await makeClone(`${server.url}/remote.git`);
    await fails(fetchRecords(other.repository, { ...slow, transferLimit: 400 }), 'timedOut');
    await fails(pushRecords(made.repository, { ...slow, branch: 'other', transferLimit: 400 }, tip), 'timedOut');
    await until(() => !server.isBusy(), 'the end of all connections');
  });

  it('and cuts, is not there or has no name is offline', async () => {
    server.mood = 'cuts';
    await fails(fetchRecords(made.repository, origin), 'offline');
    const gone = await startServer(sandbox);
    await gone.stop();
    await fails(fetchRecords(made.repository, { remote: `${gone.url}/x.git`, branch }), 'offline');
  });

  it('that asks for a password gets the stored one, and nobody is asked', async () => {
    server.mood = 'asks';
    const canary = join(sandbox, 'asked');
    write(sandbox, 'ask', `#!/bin/sh\necho "$@" >> ${canary}\necho secret\n`, 0o755);
    write(sandbox, 'stored', '#!/bin/sh\n[ "$1" = get ] && printf "username=lee\\npassword=secret\\n"\n', 0o755);
    await made.git('config', 'core.askPass', join(sandbox, 'ask'));
    Object.assign(process.env, { GIT_ASKPASS: join(sandbox, 'ask'), SSH_ASKPASS: join(sandbox, 'ask') });
    try {
      await fails(fetchRecords(made.repository, origin), 'authentication');
      await made.git('config', 'credential.helper', join(sandbox, 'stored'));
      assert.equal(await fetchRecords(made.repository, origin), made.tip);
      const wrong = `http://lee:wrong-word@127.0.0.1:${server.port}/remote.git`;
      const refused = await failure(fetchRecords(made.repository, { remote: wrong, branch }));
      assert.equal(refused.code, 'authentication');
      assert.doesNotMatch(refused.detail + refused.message, /wrong-word/);
    } finally {
      delete process.env['GIT_ASKPASS'];
      delete process.env['SSH_ASKPASS'];
    }
    assert.equal(existsSync(canary), false);
  });

  it('and hangs is ended with all that git started, however stubborn', async () => {
    const pids = join(sandbox, 'pids');
    const hangs = `#!/bin/sh\ntrap "" TERM\nsleep 1000 &\necho $$ $! > ${pids}\nwait\nsleep 1000\n`;
    write(sandbox, 'hangs', hangs, 0o755);
    await made.git('config', 'core.sshCommand', join(sandbox, 'hangs'));
    let started: number[] = [];
    // A slow machine needs longer until all of them run.
    for (let limit = 500; started.length < 2; limit *= 2) {
      await fails(fetchRecords(made.repository, { remote: 'ssh://example.invalid/x.git', branch, limit }), 'timedOut');
      started = (existsSync(pids) ? readFileSync(pids, 'utf8') : '').split(' ').map(Number);
    }
    await until(() => !started.some(isRunning), 'the end of all that git started');
  });

  it("finds the person's own way over ssh, else one that asks nothing", async () => {
    const seen = join(sandbox, 'ssh-seen');
    const mine = await makeClone('ssh://git@example.invalid/x.git');
    mkdirSync(join(sandbox, 'bin'));
    write(
      sandbox,
      'bin/ssh',
      `#!/bin/sh\necho "ssh $@" > ${seen}\necho "Permission denied (publickey)." >&2\nexit 255\n`,
      0o755,
    );
    write(sandbox, 'own', `#!/bin/sh\necho "own $@" > ${seen}\nexit 255\n`, 0o755);
    const path = process.env['PATH'];
    process.env['PATH'] = `${join(sandbox, 'bin')}:${path}`;
    try {
      await fails(fetchRecords(mine.repository, origin), 'authentication');
      assert.match(readFileSync(seen, 'utf8'), /^ssh .*BatchMode=yes/);
      await mine.git('config', 'core.sshCommand', join(sandbox, 'own'));
      await failure(fetchRecords(mine.repository, origin));
      assert.match(readFileSync(seen, 'utf8'), /^own (?!.*BatchMode)/);
      await mine.git('config', '--unset', 'core.sshCommand');
      process.env['GIT_SSH_COMMAND'] = join(sandbox, 'own');
      await failure(fetchRecords(mine.repository, origin));
      assert.match(readFileSync(seen, 'utf8'), /^own (?!.*BatchMode)/);
    } finally {
      process.env['PATH'] = path;
      delete process.env['GIT_SSH_COMMAND'];
    }
  });
});

/** A zombie that nobody has waited for yet runs no more. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('what a remote says', () => {
  const cases: readonly (readonly [string, RemoteFailureCode])[] = [
    ["fatal: unable to access 'https://x/': Could not resolve host: x", 'offline'],
    ['ssh: Could not resolve hostname x: Temporary failure in name resolution', 'offline'],
    ['ssh: connect to host x port 22: Connection timed out', 'offline'],
    ['kex_exchange_identification: Connection closed by remote host', 'offline'],
    ["fatal: unable to access 'https://x/': The requested URL returned error: 503", 'offline'],
    ['fatal: the remote end hung up unexpectedly', 'offline'],
    ["fatal: could not read Username for 'https://github.com': terminal prompts disabled", 'authentication'],
    ['git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.', 'authentication'],
    ['remote: Permission to o/r.git denied to lee.\nfatal: The requested URL returned error: 403', 'authentication'],
    ['Host key verification failed.\nfatal: Could not read from remote repository.', 'hostKey'],
    ['fatal: unable to access: SSL certificate problem: self-signed certificate', 'certificate'],
    ['ERROR: Repository not found.\nfatal: Could not read from remote repository.', 'noRepository'],
    ["remote: Not Found.\nfatal: repository 'https://x/o/r.git/' not found", 'noRepository'],
    ['!\ta:refs/heads/x\t[rejected] (fetch first)', 'behind'],
    ['!\ta:refs/heads/x\t[rejected] (non-fast-forward)', 'behind'],
    ['!\ta:refs/heads/x\t[remote rejected] (cannot lock ref)', 'behind'],
    [
      'remote: error: GH006: Protected branch update failed\n!\ta:b\t[remote rejected] (hook declined)',
      'protectedBranch',
    ],
    ['remote: error: GH013: Repository rule violations found for refs/heads/main.', 'protectedBranch'],
    ['remote: Gitea: Not allowed to push to protected branch main', 'protectedBranch'],
    ['!\ta:refs/heads/x\t[remote rejected] (pre-receive hook declined)', 'declined'],
    ['remote: fatal: No space left on device\n!\ta:b\t[remote rejected] (unpacker error)', 'declined'],
    ['error: unable to write file .git/objects/ab: No space left on device', 'diskFull'],
    ['error: cannot open .git/objects/pack: Permission denied', 'readOnly'],
    ["fatal: transport 'ext' not allowed", 'forbiddenProtocol'],
    ['what is this?', 'unknown'],
  ];
  for (const [output, code] of cases) {
    it(`${code}: ${output.slice(0, 60)}`, () => assert.equal(readRemoteFailureCode(output), code));
  }
});
