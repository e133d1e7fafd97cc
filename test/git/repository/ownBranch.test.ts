/** The records' own branch in every repository that an application may have, and what a person does around it. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commitRecord } from '../../../src/git/commit/commitRecord';
import { writeEmptyCommit } from '../../../src/git/commands/git';
import { addEmptyWorktree } from '../../../src/git/commands/gitWorktree';
import { excludeLine } from '../../../src/git/repository/exclude';
import { findOwnFolder, mendLost } from '../../../src/git/repository/ownFolder';
import { openRepository } from '../../../src/git/repository/repository';
import { asOwnBranch, openOwnBranch, ownBranchFolder } from '../../../src/git/repository/ownBranch';
import {
  git,
  id,
  inTurn,
  madeOnce,
  makeRepository,
  makeUnborn,
  newFolder,
  open,
  TestRepository,
  write,
} from '../repositories';
import { Refusal } from '../../../src/core/text/refusal';

const copyApplication = madeOnce(async (folder) => {
  const made = await makeRepository(folder);
  rmSync(join(made.root, 'incidents'), { recursive: true });
  await made.git('checkout', '-q', '-b', 'feature');
  made.write('b.txt', 'stashed');
  await made.git('stash');
  made.write('a.txt', 'staged');
  await made.git('add', 'a.txt');
  made.write('a.txt', 'dirty');
  made.write('new.txt', 'untracked');
  return made.repository;
});

/** An application's repository on a feature branch, with everything in it that must not be disturbed. */
async function makeApplication(folder = newFolder('app')): Promise<TestRepository> {
  const repository = await copyApplication(folder);
  return new TestRepository(repository.root, repository);
}

async function openOwn(made: TestRepository, folder?: string): Promise<TestRepository & { made: boolean }> {
  const { repository, made: fresh } = await openOwnBranch(made.repository, folder ?? 'incidents', inTurn);
  return Object.assign(new TestRepository(repository.root, repository), { made: fresh });
}

const incident = `${id}/incident.md`;

async function log(own: TestRepository, text: string): Promise<void> {
  own.write(incident, text);
  assert.equal(await own.outcome(id), 'committed');
}

/** What the person sees of their own repository. */
async function look(made: TestRepository): Promise<string> {
  const asked = [
    ['status', '--porcelain=v2', '--branch'],
    ['stash', 'list'],
    ['ls-files', '-s'],
    ['log', '--format=%H', 'HEAD'],
  ];
  return (await Promise.all(asked.map((command) => made.git(...command)))).join('\n');
}

const rejects = (made: TestRepository, words: RegExp): Promise<void> =>
  assert.rejects(openOwn(made), (error) => error instanceof Refusal && words.test(error.reason.short));

describe('the own branch', () => {
  it('is made without a trace in the checkout, and begins with the record alone', async () => {
    const made = await makeApplication();
    const before = await look(made);
    const own = await openOwn(made);
    assert.equal(own.root, join(made.root, 'incidents'));
    assert.equal(own.made, true);
    await log(own, 'one\n');
    assert.equal(await look(made), before);
    assert.equal(await own.git('ls-tree', '-r', '--name-only', 'incident-log'), incident + '\n');
    assert.equal(await own.git('rev-list', '--count', 'incident-log'), '1\n');
    assert.equal(await own.git('status', '--porcelain'), '');
    assert.equal(made.read('.git/info/exclude').match(/^\/incidents\/$/gm)?.length, 1);
    await made.git('fsck', '--strict');
  });

  it('survives what people do, and is the same in every window and worktree', async () => {
    const made = await makeApplication();
    const own = await openOwn(made);
    await log(own, 'one\n');
    own.write(incident, 'typed\n');
    await made.git('stash', '-u');
    await made.git('checkout', '-q', 'main');
    await made.git('clean', '-fdxq');
    assert.equal(own.read(incident), 'typed\n');
    const other = newFolder('other');
    await made.git('worktree', 'add', '-q', '--detach', other);
    for (const window of [made, await open(other), await open(join(own.root, id))]) {
      const again = await openOwn(window);
      assert.deepEqual([again.root, again.made], [own.root, false]);
      assert.equal(await ownBranchFolder(window.repository), own.root);
    }
    assert.equal(await asOwnBranch(made.repository), undefined);
    assert.deepEqual(await asOwnBranch((await open(join(own.root, id))).repository), own.repository);
    assert.equal(await git(other, 'status', '--porcelain'), '');
  });

  it('is found at any path', async () => {
    const made = await makeApplication();
    const own = await openOwn(made);
    const moved = newFolder('moved');
    mkdirSync(dirname(moved));
    await made.git('worktree', 'move', own.root, moved);
    assert.equal((await openOwn(made)).root, moved);
    assert.equal(existsSync(own.root), false);
  });

  for (const sibling of [false, true]) {
    it(`beside the ${sibling ? 'repository' : 'files'} is found from two places, and neither breaks the other (input 31)`, async () => {
      const made = await makeApplication(join(newFolder('host'), 'app'));
      if (sibling) made.write('incidents/notes.txt', 'x');
      const own = await openOwn(made);
      await log(own, 'one\n');
      const [host, container] = [dirname(made.root), newFolder('container')];
      const records = basename(own.root);
      // As it was made by version 0.1.0, or by git.
      const notes = (await own.git('rev-parse', '--absolute-git-dir')).trim();
      const inside = sibling ? records : join('app', records);
      writeFileSync(join(own.root, '.git'), `gitdir: ${notes}\n`);
      let text = 'one\n';
      for (const [from, to] of [
        [host, container],
        [container, host],
        [host, container],
      ] as const) {
        mkdirSync(dirname(to), { recursive: true });
        renameSync(from, to);
        const folder = join(to, inside);
        const lost = (await openRepository(folder)) === undefined;
        assert.equal(mendLost(folder), lost);
        const moved = await open(folder);
        text += 'more\n';
        moved.write(incident, text);
        assert.equal(await moved.outcome(id), 'committed');
        const window = await open(join(to, 'app'));
        assert.deepEqual((await openOwn(window)).root, folder);
        assert.equal(await window.git('show', `incident-log:${incident}`), text);
        // The next move is borne without mending: the way is relative.
        assert.match(readFileSync(join(folder, '.git'), 'utf8'), /^gitdir: \.\./);
        assert.equal(mendLost(folder), false);
        await window.git('worktree', 'prune');
      }
      await (await open(join(container, 'app'))).git('fsck', '--strict', '--no-dangling');
    });
  }

  it('leaves another worktree alone that has lost its repository', async () => {
    const [made, other] = [await makeApplication(), await makeApplication(newFolder('other'))];
    await openOwn(made);
    await openOwn(other);
    rmSync(join(made.root, 'incidents', '.git'));
    const foreign = 'gitdir: /gone/.git/worktrees/somewhere\n';
    writeFileSync(join(made.root, 'incidents', '.git'), foreign);
    assert.equal(mendLost(join(made.root, 'incidents')), false);
    assert.equal(made.read('incidents/.git'), foreign);
  });

  it('is made around records that were declared too early for it, and leaves them as they are', async () => {
    for (const begun of [false, true]) {
      const made = await makeApplication();
      if (begun) {
        const first = await openOwn(made);
        await log(first, 'theirs\n');
        await made.git('worktree', 'remove', 'incidents');
      }
      const early = `incidents/2026-11-21-early`;
      made.write(`${early}/incident.md`, 'early\n');
      made.write(`${early}/evidence/graph.png`, 'graph\n');
      if (begun) {
        // git has no notes of a folder any more.
        assert.equal(await ownBranchFolder(made.repository), undefined);
      }
      const own = await openOwn(made);
      assert.deepEqual([own.root, own.made], [join(made.root, 'incidents'), true]);
      assert.equal(findOwnFolder(made.root), own.root);
      assert.deepEqual(
        [made.read(`${early}/incident.md`), made.read(`${early}/evidence/graph.png`)],
        ['early\n', 'graph\n'],
      );
      assert.equal(await own.outcome('2026-11-21-early'), 'committed');
      assert.equal(own.has(incident), begun);
      assert.equal(await own.git('status', '--porcelain'), '');
      assert.doesNotMatch(await made.git('status', '--porcelain'), /incidents/);
      assert.equal(await made.git('fsck', '--strict', '--no-dangling'), '');
    }
  });

  it('is made around nothing else: not with other files, nor a record that it has by that name', async () => {
    const made = await makeApplication();
    made.write(`incidents/${id}/incident.md`, 'early\n');
    made.write('incidents/notes.txt', 'mine\n');
    const own = await openOwn(made);
    assert.equal(own.root, `${made.root}-incidents`);
    await log(own, 'theirs\n');
    await made.git('worktree', 'remove', own.root);
    rmSync(join(made.root, 'incidents', 'notes.txt'));
    assert.equal((await openOwn(made)).root, `${made.root}-incidents`);
    assert.equal(made.read(`incidents/${id}/incident.md`), 'early\n');
  });

  it('is not there if nothing was made', async () => {
    const made = await makeApplication();
    assert.equal(await ownBranchFolder(made.repository), undefined);
  });

  it('is made by three windows at once as one', async () => {
    const made = await makeApplication();
    const all = await Promise.all(Array.from({ length: 3 }, () => openOwn(made)));
    assert.equal(new Set(all.map(({ root }) => root)).size, 1);
    await log(all[0]!, 'one\n');
    assert.equal(await all[0]!.git('rev-list', '--count', 'incident-log'), '1\n');
  });

  it('is made to its end when the editor was ended in between', async () => {
    const made = await makeApplication();
    const path = join(made.root, 'incidents');
    await addEmptyWorktree(made.repository, path, await writeEmptyCommit(made.repository));
    const own = await openOwn(made);
    assert.equal(own.root, path);
    await log(own, 'one\n');
    assert.equal(await own.git('rev-list', '--count', 'incident-log'), '1\n');
  });

  it('continues from the remote in a fresh clone, without tags, an upstream, or files of the application', async () => {
    const made = await makeApplication();
    await log(await openOwn(made), 'one\n');
    const clone = newFolder('clone');
    await git(dirname(made.root), 'clone', '-q', '-b', 'main', made.root, clone);
    const fresh = await open(clone);
    const configuration = fresh.read('.git/config');
    const own = await openOwn(fresh);
    assert.equal(own.read(incident), 'one\n');
    assert.equal(await own.git('status', '--porcelain'), '');
    assert.equal(fresh.read('.git/config'), configuration);
    assert.equal(await fresh.git('status', '--porcelain'), '');
    await log(own, 'two\n');
  });

  it('needs no name of the person', async () => {
    const made = await makeApplication();
    writeFileSync(
      join(made.root, '.git/config'),
      readFileSync(join(made.root, '.git/config'), 'utf8') + '[user]\n\tname =\n\temail =\n',
    );
    const own = await openOwn(made);
    own.write(incident, 'one\n');
    assert.equal(await own.outcome(id), 'held: noIdentity');
  });

  it('never runs a hook of the application', async () => {
    const made = await makeApplication();
    const names = [
      'post-checkout',
      'pre-commit',
      'reference-transaction',
      'post-index-change',
      'post-commit',
      'commit-msg',
    ];
    for (const name of names) {
      made.write(`.git/hooks/${name}`, `#!/bin/sh\necho ${name} >> "${made.root}/canary"\n`, 0o755);
    }
    const own = await openOwn(made);
    await log(own, 'one\n');
    rmSync(own.root, { recursive: true });
    await log(await openOwn(made), 'two\n');
    const subject = await commitRecord(own.repository, join(own.root, id), 'x');
    assert.equal(subject.state, 'unchanged');
    assert.equal(made.has('canary'), false);
  });
});

describe('the folder of the own branch', () => {
  it('is a sibling where the checked-out branch tracks the folder, or the default branch does', async () => {
    const made = await makeApplication();
    made.write('incidents/README.md', 'x');
    await made.git('add', 'incidents');
    assert.equal((await openOwn(made)).root, made.root + '-incidents');
    const other = await makeApplication();
    await other.git('stash');
    await other.git('checkout', '-q', 'main');
    other.write('incidents/README.md', 'x');
    await other.git('add', 'incidents');
    await other.git('commit', '-qm', 'Reviewed');
    await other.git('checkout', '-q', 'feature');
    assert.equal(other.has('incidents'), false);
    assert.equal((await openOwn(other)).root, other.root + '-incidents');
  });

  it('is a sibling where the folder holds something, and refused where both do', async () => {
    const made = await makeApplication();
    made.write('incidents/notes.txt', 'written before\n');
    const own = await openOwn(made);
    assert.equal(own.root, made.root + '-incidents');
    assert.equal(made.read('incidents/notes.txt'), 'written before\n');
    const other = await makeApplication();
    symlinkSync('elsewhere', join(other.root, 'incidents'));
    write(other.root + '-incidents', 'x', 'x');
    await rejects(other, /^incident-log needs a folder, but both incidents and app-incidents are taken/);
    assert.equal(await other.git('branch', '--list', 'incident-log'), '');
  });

  it('may be empty, deep, or of a hostile name', async () => {
    const made = await makeApplication();
    mkdirSync(join(made.root, 'incidents'));
    assert.equal((await openOwn(made)).root, join(made.root, 'incidents'));
    for (const folder of ['docs/on call', '!#inc[a-z]*', '-é']) {
      const other = await makeApplication();
      const before = await look(other);
      const own = await openOwn(other, folder);
      await log(own, 'one\n');
      assert.equal(own.root, join(other.root, folder));
      assert.equal(await look(other), before, folder);
    }
    const root = await makeApplication();
    assert.equal((await openOwn(root, '.')).root, join(root.root, 'incidents'));
    assert.equal(excludeLine('a/b*[c]\\?'), '/a/b\\*\\[c\\]\\\\\\?/');
  });

  it('is restored with its branch, its index, and what was written in the meantime when it was removed', async () => {
    const made = await makeApplication();
    const own = await openOwn(made);
    await log(own, 'one\n');
    own.write(`${id}/graph.txt`, 'graph\n');
    await own.commit(id);
    rmSync(own.root, { recursive: true });
    own.write(incident, 'from the journal\n');
    const again = await openOwn(made);
    assert.deepEqual([again.root, again.made], [own.root, true]);
    assert.equal(again.read(`${id}/graph.txt`), 'graph\n');
    assert.equal(again.read(incident), 'from the journal\n');
    assert.equal(await again.git('status', '--porcelain'), ` M ${incident}\n`);
    assert.equal(await again.outcome(id), 'committed');
    assert.equal(made.read('.git/info/exclude').match(/^\/incidents\/$/gm)?.length, 1);
    await made.git('fsck', '--strict');
  });

  it('is restored before its first commit, after a prune, and after the repository was moved', async () => {
    const made = await makeApplication();
    const own = await openOwn(made);
    rmSync(own.root, { recursive: true });
    await log(await openOwn(made), 'one\n');
    rmSync(own.root, { recursive: true });
    await made.git('worktree', 'prune');
    assert.equal((await openOwn(made)).read(incident), 'one\n');
    const moved = newFolder('moved');
    mkdirSync(dirname(moved));
    renameSync(made.root, moved);
    const there = await openOwn(await open(moved));
    assert.equal(there.root, join(moved, 'incidents'));
    assert.equal(there.read(incident), 'one\n');
    await log(there, 'two\n');
  });

  it('is restored as a sibling if the folder is tracked by then, and leaves other worktrees alone', async () => {
    const made = await makeApplication();
    const own = await openOwn(made);
    await log(own, 'one\n');
    const gone = newFolder('gone');
    await made.git('worktree', 'add', '-q', '--detach', gone);
    rmSync(gone, { recursive: true });
    rmSync(own.root, { recursive: true });
    made.write('incidents/README.md', 'x');
    await made.git('add', '-f', 'incidents/README.md');
    const again = await openOwn(made);
    assert.equal(again.root, made.root + '-incidents');
    assert.equal(again.read(incident), 'one\n');
    assert.match(await made.git('worktree', 'list'), /\/gone /);
    await log(again, 'two\n');
  });

  it('is refused in words while it is locked, or another branch is checked out in it', async () => {
    const made = await makeApplication();
    const own = await openOwn(made);
    await log(own, 'one\n');
    await own.git('checkout', '-q', '-b', 'mine');
    for (const window of [made, await open(own.root)]) {
      await rejects(window, /^incidents has mine checked out instead of incident-log$/);
    }
    await own.git('checkout', '-q', '--detach');
    await rejects(made, /^incidents has no branch checked out instead of incident-log$/);
    await own.git('checkout', '-q', 'incident-log');
    await made.git('worktree', 'lock', '--reason', 'on a stick', own.root);
    assert.equal((await openOwn(made)).root, own.root);
    rmSync(own.root, { recursive: true });
    await rejects(made, /^the worktree of incident-log is missing, and git has locked it: on a stick$/);
    assert.equal(made.has('incidents'), false);
  });

  it('says what git says where the branch is in use by a rebase elsewhere', async () => {
    const made = await makeApplication();
    const own = await openOwn(made);
    await log(own, 'one\n');
    await log(own, 'two\n');
    const other = newFolder('other');
    mkdirSync(dirname(other));
    await made.git('worktree', 'move', own.root, other);
    await git(other, '-c', 'sequence.editor=sed -i s/^pick/edit/', 'rebase', '-q', '-i', 'HEAD~1').catch(() => '');
    await rejects(made, /^can't open the branch incident-log: .*(already|use)/);
  });
});

describe('the own branch of a repository', () => {
  it('with a sparse checkout and configuration of its own holds all files', async () => {
    const made = await makeApplication();
    await log(await openOwn(made), 'one\n');
    const clone = newFolder('clone');
    await git(dirname(made.root), 'clone', '-q', '-b', 'main', made.root, clone);
    await git(clone, 'sparse-checkout', 'set', 'docs');
    assert.equal(await git(clone, 'config', 'extensions.worktreeConfig'), 'true\n');
    const own = await openOwn(await open(clone));
    assert.equal(own.read(incident), 'one\n');
    await log(own, 'two\n');
    assert.equal(await own.git('status', '--porcelain'), '');
    assert.equal(await git(clone, 'sparse-checkout', 'list'), 'docs\n');
    rmSync(own.root, { recursive: true });
    assert.equal((await openOwn(await open(clone))).read(incident), 'two\n');
  });

  it('that is a linked worktree of a bare one', async () => {
    const source = await makeApplication();
    const bare = newFolder('project/bare.git');
    await git(dirname(source.root), 'clone', '-q', '--bare', source.root, bare);
    await git(bare, 'worktree', 'add', '-q', join(dirname(bare), 'main'), 'main');
    const made = await open(join(dirname(bare), 'main'));
    const own = await openOwn(made);
    assert.equal(own.root, join(made.root, 'incidents'));
    await log(own, 'one\n');
    assert.equal(await made.git('status', '--porcelain'), '');
  });

  it('that is a submodule, whose superproject sees nothing, the sibling neither', async () => {
    const source = await makeApplication();
    const around = await makeRepository(newFolder('super'));
    rmSync(join(around.root, 'incidents'), { recursive: true });
    await around.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', source.root, 'sub');
    await around.git('commit', '-qm', 'Submodule');
    const made = await open(join(around.root, 'sub'));
    const own = await openOwn(made);
    assert.equal(own.root, join(made.root, 'incidents'));
    await log(own, 'one\n');
    assert.equal(await made.git('status', '--porcelain'), '');
    assert.equal(await around.git('status', '--porcelain'), '');
    await made.git('worktree', 'remove', own.root);
    made.write('incidents/README.md', 'x');
    await made.git('add', '-f', 'incidents/README.md');
    await made.git('commit', '-qm', 'Tracks');
    await around.git('add', 'sub');
    await around.git('commit', '-qm', 'Moves');
    const sibling = await openOwn(made);
    assert.equal(sibling.root, made.root + '-incidents');
    assert.equal(await around.git('status', '--porcelain'), '');
  });

  it('without a commit', async () => {
    const made = await makeUnborn(newFolder('app'));
    await log(await openOwn(made), 'one\n');
    assert.equal(await made.git('status', '--porcelain'), '');
    assert.equal(await made.git('symbolic-ref', 'HEAD'), 'refs/heads/main\n');
  });

  it('whose main worktree has the branch checked out', async () => {
    const made = await makeApplication();
    await log(await openOwn(made), 'one\n');
    const clone = newFolder('clone');
    await git(dirname(made.root), 'clone', '-q', '-b', 'incident-log', made.root, clone);
    const own = await openOwn(await open(clone));
    assert.deepEqual([own.root, own.made], [clone, false]);
  });
});
