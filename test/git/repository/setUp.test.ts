/** Repositories and gits as people have them set up: what is decided there doesn't depend on luck. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_BRANCH } from '../../../src/core/record/ownBranch';
import { GitFailure, readFailureCode, branchesInTheWay } from '../../../src/git/process/gitFailure';
import { mainRoot, openOwnBranch } from '../../../src/git/repository/ownBranch';
import { readOwnEmail } from '../../../src/git/repository/ownEmail';
import {
  initRepository,
  openRepository,
  readFacts,
  readUserEmail,
  type RepositoryFacts,
} from '../../../src/git/repository/repository';
import {
  git,
  id,
  inTurn,
  makeBare,
  makeRepository,
  newFolder,
  open,
  record,
  sandbox,
  TestRepository,
  write,
} from '../repositories';
import { Refusal } from '../../../src/core/text/refusal';

const factsOf = (made: TestRepository): Promise<RepositoryFacts> => readFacts(made.repository, 'incidents');

/** A clone of a bare repository, with `main` checked out. */
async function clone(remote: string, ...options: string[]): Promise<TestRepository> {
  const folder = newFolder('clone');
  await git(sandbox, 'clone', '-q', ...options, remote, folder);
  return open(folder);
}

/** Returns the path of a git that refuses these arguments, as a version that lacks them does. */
function gitWithout(...lacking: string[]): string {
  const folder = newFolder('old-git');
  const refused = lacking.map((argument) => `  *" ${argument} "*) echo "error: unknown switch" >&2; exit 129 ;;`);
  write(folder, 'git', `#!/bin/sh\ncase " $* " in\n${refused.join('\n')}\nesac\nexec git "$@"\n`, 0o755);
  return join(folder, 'git');
}

describe('the default branch', () => {
  /** A clone in which `master` was the default branch, and the remote has renamed it. */
  async function renamed(to: string): Promise<TestRepository> {
    const remote = await makeBare();
    await git(remote, 'branch', '-m', 'main', 'master');
    const made = await clone(remote);
    await git(remote, 'branch', '-m', 'master', to);
    await made.git('branch', '-m', 'master', to);
    await made.git('fetch', '-q');
    await made.git('branch', '-q', '-u', `origin/${to}`, to);
    assert.equal(await made.git('symbolic-ref', 'refs/remotes/origin/HEAD'), 'refs/remotes/origin/master\n');
    return made;
  }

  it('is the one that the remote renamed it to, even if the clone still has the old name (input 13)', async () => {
    const made = await renamed('main');
    assert.equal((await factsOf(made)).defaultBranch, 'main');
    // Also when there is more on it by now.
    await made.git('commit', '-q', '--allow-empty', '-m', 'More');
    assert.equal((await factsOf(made)).defaultBranch, 'main');
    await made.git('fetch', '-qp');
    assert.equal((await factsOf(made)).defaultBranch, 'main');
  });

  it('is also the one that init.defaultBranch names', async () => {
    const made = await renamed('trunk');
    assert.equal((await factsOf(made)).defaultBranch, 'master');
    await made.git('config', 'init.defaultBranch', 'trunk');
    assert.equal((await factsOf(made)).defaultBranch, 'trunk');
  });

  it('stays the one that the remote named where the checked-out branch has not all of it, or goes to it', async () => {
    const remote = await makeBare();
    await git(remote, 'branch', 'develop');
    await git(remote, 'symbolic-ref', 'HEAD', 'refs/heads/develop');
    const made = await clone(remote);
    await made.git('commit', '-q', '--allow-empty', '-m', 'Developed');
    await made.git('push', '-q');
    await made.git('checkout', '-q', 'main');
    assert.equal((await factsOf(made)).defaultBranch, 'develop');
    await made.git('merge', '-q', 'develop');
    await made.git('branch', '-q', '-u', 'origin/develop');
    assert.equal((await factsOf(made)).defaultBranch, 'develop');
  });
});

describe('a repository around the home folder', () => {
  const home = process.env['HOME']!;
  after(() => (process.env['HOME'] = home));

  it('of dotfiles serves for nothing that is in it', async () => {
    const made = await makeRepository();
    for (const inside of ['', 'me', 'users/me']) {
      mkdirSync(join(made.root, inside), { recursive: true });
      process.env['HOME'] = join(made.root, inside);
      for (const folder of ['', 'incidents', 'notes/of/mine']) {
        const opened = openRepository(join(made.root, folder));
        await assert.rejects(opened, (error) => error instanceof GitFailure && error.code === 'aroundHome');
      }
    }
    const own = await initRepository(join(made.root, 'incidents'));
    assert.equal(own.root, join(made.root, 'incidents'));
  });

  it('does not get in the way of a repository inside it or next to it', async () => {
    const made = await makeRepository();
    process.env['HOME'] = made.root;
    const inside = await initRepository(join(made.root, 'work', 'app'));
    assert.equal((await openRepository(join(inside.root, 'src')))?.root, inside.root);
    process.env['HOME'] = `${made.root}-other`;
    assert.equal((await openRepository(made.root))?.root, made.root);
  });
});

describe("the person's address", () => {
  const files = {
    own: process.env['GIT_CONFIG_GLOBAL'],
    home: process.env['HOME'],
    xdg: process.env['XDG_CONFIG_HOME'],
  };
  after(() => {
    Object.assign(process.env, { GIT_CONFIG_GLOBAL: files.own, HOME: files.home });
    delete process.env['XDG_CONFIG_HOME'];
  });

  it('is known in a worktree whose repository is away', async () => {
    const folder = newFolder('moved');
    write(folder, '.git', 'gitdir: /nowhere/.git/worktrees/moved\n');
    assert.equal(await readUserEmail(folder), 'lee@example.org');
  });

  it("is read from git's own files where git doesn't answer (input 30)", async () => {
    const own = newFolder('home');
    write(own, '.gitconfig', '');
    const at = (text: string): Promise<string | undefined> => {
      write(own, '.gitconfig', text);
      return readOwnEmail();
    };
    assert.equal(await readOwnEmail(), 'lee@example.org');
    delete process.env['GIT_CONFIG_GLOBAL'];
    process.env['HOME'] = own;
    assert.equal(await readOwnEmail(), undefined);
    write(own, '.config/git/config', '[user]\n\temail = first@example.org\n');
    assert.equal(await readOwnEmail(), 'first@example.org');
    assert.equal(await at('# [user]\n[core]\n\temail = no@example.org\n'), 'first@example.org');
    assert.equal(await at('[User]\r\n  Email = dana@example.org ; mine\r\n'), 'dana@example.org');
    assert.equal(
      await at('[user] email = "dana@example.org" # mine\n[user "x"]\n\temail = no@x\n'),
      'dana@example.org',
    );
    process.env['XDG_CONFIG_HOME'] = join(own, 'none');
    assert.equal(await at('[core]\n\tbare = false\n'), undefined);
  });

  it('is read for a repository as git reads it there, included files and all', async () => {
    const own = newFolder('home');
    process.env['HOME'] = own;
    delete process.env['GIT_CONFIG_GLOBAL'];
    delete process.env['XDG_CONFIG_HOME'];
    const [work, other] = [join(own, 'work', 'app'), join(own, 'other')];
    for (const folder of [work, other]) {
      await git(sandbox, 'init', '-q', folder);
    }
    write(own, 'mine', '[user]\n\temail = dana@work.example\n');
    write(own, 'all', '[user]\n\temail = dana@home.example\n');
    const same = async (text: string): Promise<void> => {
      write(own, '.gitconfig', text);
      for (const folder of [work, other]) {
        assert.equal(await readOwnEmail(folder), await readUserEmail(folder), `${folder}: ${text}`);
      }
    };
    await same('[include]\n\tpath = all\n');
    await same('[include]\n\tpath = ~/all\n[includeIf "gitdir:~/work/"]\n\tpath = mine\n');
    await same('[includeIf "gitdir:work/"]\n\tpath = mine\n[user]\n\tname = Dana\n');
    await same('[user]\n\temail = a@b.example\n[includeIf "gitdir/i:**/APP/.git"]\n\tpath = mine\n');
    await git(other, 'config', 'user.email', 'dana@other.example');
    await same('[include]\n\tpath = all\n');
    write(own, '.gitconfig', '[include]\n\tpath = all\n[includeIf "onbranch:main"]\n\tpath = mine\n');
    assert.equal(await readOwnEmail(work), undefined);
  });
});

describe('the remote', () => {
  const remotes = async (...names: string[]): Promise<TestRepository> => {
    const made = await makeRepository();
    for (const name of names) await made.git('remote', 'add', name, `ssh://git@example.org/${name}.git`);
    return made;
  };
  const chosen = async (made: TestRepository): Promise<[string | undefined, string | undefined]> => {
    const { remote, ownRemote } = await factsOf(made);
    return [remote, ownRemote];
  };

  it('is the only one, or origin, where git has no setting', async () => {
    assert.deepEqual(await chosen(await remotes()), [undefined, undefined]);
    assert.deepEqual(await chosen(await remotes('team')), ['team', 'team']);
    assert.deepEqual(await chosen(await remotes('fork', 'origin')), ['origin', 'origin']);
    assert.deepEqual(await chosen(await remotes('fork', 'team')), [undefined, undefined]);
  });

  it("is what git's own settings say: the branch's, the one for pushes, the one for checkouts (input 14)", async () => {
    const made = await remotes('origin', 'upstream', 'mirror');
    await made.git('config', 'checkout.defaultRemote', 'mirror');
    assert.deepEqual(await chosen(made), ['mirror', 'mirror']);
    await made.git('config', 'remote.pushDefault', 'upstream');
    assert.deepEqual(await chosen(made), ['upstream', 'upstream']);
    await made.git('config', `branch.${OWN_BRANCH}.remote`, 'mirror');
    await made.git('config', 'branch.main.remote', 'origin');
    assert.deepEqual(await chosen(made), ['origin', 'mirror']);
    // A branch of this clone, or a remote that is gone, is none.
    await made.git('config', 'branch.main.remote', '.');
    await made.git('config', 'remote.pushDefault', 'gone');
    assert.deepEqual(await chosen(made), ['mirror', 'mirror']);
  });
});

describe('a git', () => {
  for (const [version, lacking] of [
    ['2.35, without worktree list -z', ['list --porcelain -z']],
    ['2.30, without absolute paths either', ['list --porcelain -z', '--path-format=absolute']],
  ] as const) {
    it(`of version ${version}, opens the own branch and commits to it (input 19)`, async () => {
      const old = gitWithout(...lacking);
      const made = await clone(await makeBare());
      const repository = await openRepository(join(made.root, 'docs'), old);
      const own = await openOwnBranch(repository!, 'incidents', inTurn);
      const records = new TestRepository(own.repository.root, own.repository);
      assert.equal(records.root, join(made.root, 'incidents'));
      records.write(`${id}/incident.md`, 'one\n');
      assert.equal(await records.outcome(id), 'committed');
      assert.equal(await made.git('show', `${OWN_BRANCH}:${id}/incident.md`), 'one\n');
    });
  }

  it('that lacks more says that it is too old', async () => {
    const old = gitWithout('rev-parse --show-toplevel');
    const made = await makeRepository();
    const opened = openRepository(made.root, old);
    await assert.rejects(opened, /Git is too old\. Update it to version 2\.30 or later/);
  });

  it('that refuses line endings which it would change commits the record with LF (input 21)', async () => {
    for (const [autocrlf, safecrlf] of [
      ['true', 'true'],
      ['input', 'true'],
      ['true', 'warn'],
    ]) {
      const made = await makeRepository();
      await made.git('config', 'core.autocrlf', autocrlf!);
      await made.git('config', 'core.safecrlf', safecrlf!);
      assert.equal(await made.outcome(), 'committed');
      assert.equal(await made.show(), 'one\n');
      made.write(`${record}/incident.md`, 'one\r\ntwo\r\n');
      made.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n', 0o755);
      assert.equal(await made.outcome(), 'committed');
      assert.equal(await made.show(), 'one\ntwo\n');
    }
  });
});

describe('a partial clone', () => {
  for (const filter of ['blob:none', 'tree:0']) {
    it(`of ${filter} is decided about, and commits, without a word to its remote (input 39)`, async () => {
      const remote = await makeBare();
      await git(remote, 'config', 'uploadpack.allowFilter', 'true');
      await git(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
      const made = await clone(`file://${remote}`, `--filter=${filter}`, '--sparse');
      await made.git('remote', 'set-url', 'origin', 'http://127.0.0.1:9/away.git');
      const facts = await factsOf(made);
      assert.deepEqual([facts.branch, facts.tracksRecords, facts.remote], ['main', false, 'origin']);
      const { repository } = await openOwnBranch(made.repository, 'incidents', inTurn);
      const own = new TestRepository(repository.root, repository);
      own.write(`${id}/incident.md`, 'one\n');
      assert.equal(await own.outcome(id), 'committed');
    });
  }
});

describe('the main worktree', () => {
  it('is found from a linked one, and the own branch is next to it for both', async () => {
    const made = await clone(await makeBare());
    const other = newFolder('fix');
    await made.git('worktree', 'add', '-q', '-b', 'fix', other);
    const linked = await open(other);
    assert.equal(await mainRoot(linked.repository), made.root);
    const { repository: first } = await openOwnBranch(linked.repository, 'incidents', inTurn);
    const { repository: again, made: anew } = await openOwnBranch(made.repository, 'incidents', inTurn);
    assert.deepEqual(
      [first.root, again.root, anew],
      [join(made.root, 'incidents'), join(made.root, 'incidents'), false],
    );
    assert.equal(await git(other, 'status', '--porcelain'), '');
    assert.equal(await made.git('status', '--porcelain'), '');
  });

  it("of a submodule is the submodule's folder, not one in the git folder around it", async () => {
    const outer = await makeRepository();
    await outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', await makeBare(), 'parts/one');
    const inner = await open(join(outer.root, 'parts/one'));
    await inner.git('checkout', '-q', '--detach');
    const { repository: own } = await openOwnBranch(inner.repository, 'incidents', inTurn);
    assert.equal(own.root, join(inner.root, 'incidents'));
    assert.equal(await mainRoot(own), inner.root);
    assert.equal(await mainRoot(inner.repository), inner.root);
  });
});

describe('a branch whose name is in the way', () => {
  it('is named (input 35)', async () => {
    const made = await makeRepository();
    await made.git('branch', `${OWN_BRANCH}/old`);
    const opened = openOwnBranch(made.repository, 'incidents', inTurn).then(async ({ repository }) => {
      const own = new TestRepository(repository.root, repository);
      own.write(`${id}/incident.md`, 'one\n');
      const outcome = await own.commit(id);
      assert.ok(outcome.state === 'held');
      throw new Refusal(outcome.reason);
    });
    const words = `the branch ${OWN_BRANCH}/old blocks ${OWN_BRANCH}: rename or delete it`;
    await assert.rejects(opened, (error) => error instanceof Refusal && error.reason.short === words, words);
  });

  it('is read from what git says, in either direction', () => {
    const said = (there: string, wanted: string): string =>
      `fatal: cannot lock ref 'refs/heads/${wanted}': 'refs/heads/${there}' exists; cannot create 'refs/heads/${wanted}'`;
    assert.equal(readFailureCode(said('incident', 'incident/x')), 'refInTheWay');
    const branches = branchesInTheWay(said('incident', 'incident/x'));
    assert.deepEqual(branches, { found: 'incident', wanted: 'incident/x' });
    assert.match(new GitFailure('refInTheWay', said('a', 'a/b')).reason.short, /^the branch a blocks a\/b:/);
    assert.equal(branchesInTheWay("fatal: cannot lock ref 'refs/heads/x'"), undefined);
  });
});
