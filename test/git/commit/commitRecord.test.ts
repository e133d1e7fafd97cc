/** A commit of a record in every state that a person's repository may be in. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commitRecord } from '../../../src/git/commit/commitRecord';
import {
  git,
  id,
  makeRepository,
  makeUnborn,
  newFolder,
  open,
  record,
  sandbox,
  write,
  type TestRepository,
} from '../repositories';

const incident = `${record}/incident.md`;

/** Everything of the person's that a commit must leave alone. */
async function listOwn(made: TestRepository, folder = record): Promise<string> {
  const theirs = (line: string): boolean => !line.includes(folder.split('/', 1)[0] ?? '');
  const index = (await made.git('ls-files', '-s', '-z')).split('\0').filter(theirs);
  const status = (await made.git('status', '--porcelain', '-z')).split('\0').filter(theirs);
  const stash = await made.git('stash', 'list', '--format=%H');
  return [...index, ...status, stash, await made.git('symbolic-ref', 'HEAD')].join('\n');
}

/** Commits, and shows that nothing of the person's moved and that the branch, the index and the disk agree on the record. */
async function assertCommits(made: TestRepository, folder = record): Promise<void> {
  const before = await listOwn(made, folder);
  assert.equal(await made.outcome(folder), 'committed');
  assert.equal(await listOwn(made, folder), before);
  assert.equal(await made.git('status', '--porcelain', '--', `:(literal)${folder}`), '');
  assert.equal(await made.outcome(folder), 'unchanged');
  await made.git('fsck', '--strict');
}

describe('commitRecord', () => {
  it('commits new, changed and removed files, and nothing twice', async () => {
    const made = await makeRepository();
    made.write(`${record}/attachments/deep/graph.txt`, 'g');
    await assertCommits(made);
    assert.equal((await made.commit()).state, 'unchanged');
    assert.deepEqual(await made.files(), ['attachments/deep/graph.txt', 'incident.md']);
    made.write(incident, 'two\n');
    rmSync(join(made.root, record, 'attachments'), { recursive: true });
    await assertCommits(made);
    assert.deepEqual(await made.files(), ['incident.md']);
    assert.equal(await made.show(), 'two\n');
    assert.equal(await made.count(), 3);
    assert.equal(await made.git('log', '-1', '--format=%an <%ae> %s'), 'Lee <lee@example.org> inc: update\n');
    assert.equal(await made.git('reflog', '-1', '--format=%gs'), 'commit: inc: update\n');
    assert.deepEqual(await made.files('docs'), ['c.md']);
  });

  it('keeps staged changes, a stash and a dirty tree', async () => {
    const made = await makeRepository();
    made.write('b.txt', 'stashed');
    await made.git('stash');
    made.write('a.txt', 'staged');
    made.write('new.txt', 'staged');
    await made.git('add', 'a.txt', 'new.txt');
    await made.git('rm', '-q', '--cached', 'docs/c.md');
    made.write('a.txt', 'dirty');
    made.write('untracked', 'x');
    await assertCommits(made);
    made.write(incident, 'two\n');
    await assertCommits(made);
    assert.equal(made.read('a.txt'), 'dirty');
    assert.equal(await made.git('show', '--format=', '--name-only'), incident + '\n');
  });

  it('makes the first commit of a branch', async () => {
    const made = await makeUnborn();
    made.write(incident, 'one\n');
    made.write('staged.txt', 'x');
    await made.git('add', 'staged.txt');
    const before = await made.git('ls-files', '-s');
    assert.equal(await made.outcome(), 'committed');
    assert.equal(await made.git('ls-files', '-s', '--', 'staged.txt'), before);
    assert.equal(await made.git('ls-tree', '-r', '--name-only', 'HEAD'), incident + '\n');
  });

  it('commits a record at the root of a branch', async () => {
    const made = await makeUnborn();
    made.write(`${id}/incident.md`, 'one\n');
    assert.equal(await made.outcome(id), 'committed');
    assert.equal(await made.git('status', '--porcelain'), '');
    made.write(`${id}/incident.md`, 'two\n');
    await assertCommits(made, id);
  });

  it('commits the removal of a record, and of the last one', async () => {
    const made = await makeRepository();
    await made.outcome();
    rmSync(join(made.root, record), { recursive: true });
    await assertCommits(made);
    assert.equal(await made.git('ls-tree', '-r', '--name-only', 'HEAD'), 'a.txt\nb.txt\ndocs/c.md\n');
    const alone = await makeUnborn();
    alone.write(incident, 'one\n');
    await alone.outcome();
    rmSync(join(alone.root, 'incidents'), { recursive: true });
    assert.equal(await alone.outcome(), 'committed');
    assert.equal(await alone.git('ls-tree', '-r', 'HEAD'), '');
    assert.equal(await alone.outcome(), 'unchanged');
  });

  it('replaces a file of the branch by the record of the same name', async function () {
    const made = await makeUnborn();
    // An older git leaves both in the index, whoever asks it to replace the one.
    if (/version 2\.3[0-8]\./.test(await made.git('version'))) {
      return this.skip();
    }
    made.write('incidents', 'a file\n');
    await made.git('add', '.');
    await made.git('commit', '-qm', 'x');
    rmSync(join(made.root, 'incidents'));
    made.write(incident, 'one\n');
    assert.equal(await made.outcome(), 'committed');
    assert.equal(await made.git('ls-tree', '-r', '--name-only', 'HEAD'), incident + '\n');
    assert.equal(await made.git('status', '--porcelain'), '');
  });

  it('works in a folder below the root, in a linked worktree and in a submodule', async () => {
    const made = await makeRepository();
    const below = await open(join(made.root, 'docs'));
    assert.equal(below.root, made.root);
    const linked = newFolder('linked');
    await made.git('worktree', 'add', '-q', '-b', 'log', linked);
    const tree = await open(linked);
    tree.write(incident, 'linked\n');
    await assertCommits(tree);
    assert.equal(await made.git('rev-parse', 'main'), await made.git('rev-parse', 'log~1'));

    const outer = await makeRepository();
    await outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', made.root, 'inner');
    await outer.git('commit', '-qm', 'inner');
    const inner = await open(join(outer.root, 'inner'));
    inner.write(incident, 'inner\n');
    const before = await outer.git('ls-files', '-s');
    await assertCommits(inner);
    assert.equal(await outer.git('ls-files', '-s'), before);
    assert.equal(await outer.outcome(`inner/${record}`), 'held: outside');
    await assertCommits(outer);
    assert.match(await outer.git('ls-tree', 'HEAD', 'inner'), /^160000 commit/);
  });

  it('takes a folder that .gitignore or info/exclude ignores', async () => {
    const made = await makeRepository();
    made.write('.gitignore', 'incidents/\n*.md\n');
    await made.git('add', '.gitignore');
    await assertCommits(made);
    assert.deepEqual(await made.files(), ['incident.md']);
  });

  it('honours autocrlf, attributes and filters', async () => {
    const made = await makeRepository();
    await made.git('config', 'core.autocrlf', 'true');
    made.write(incident, 'one\r\ntwo\r\n');
    await assertCommits(made);
    assert.equal(await made.show(), 'one\ntwo\n');
    await made.git('config', 'filter.loud.clean', 'tr a-z A-Z');
    made.write('.gitattributes', '*.log filter=loud\n');
    await made.git('add', '.gitattributes');
    made.write(`${record}/x.log`, 'quiet');
    await assertCommits(made);
    assert.equal(await made.show(`${record}/x.log`), 'QUIET');
  });

  it('keeps the mode that a file has, and core.fileMode', async () => {
    const made = await makeRepository();
    made.write(`${record}/run.sh`, 'x', 0o755);
    await assertCommits(made);
    assert.match(await made.git('ls-tree', 'HEAD', `${record}/run.sh`), /^100755/);
    await made.git('config', 'core.fileMode', 'false');
    made.write(`${record}/run.sh`, 'y', 0o644);
    await assertCommits(made);
    assert.match(await made.git('ls-tree', 'HEAD', `${record}/run.sh`), /^100755/);
  });

  it('works in a SHA-256 repository', async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    await git(folder, 'init', '-q', '--object-format=sha256');
    const made = await open(folder);
    made.write(incident, 'one\n');
    assert.equal(await made.outcome(), 'committed');
    made.write(`${record}/more/x`, 'two\n');
    await assertCommits(made);
  });

  it('does not follow symbolic links, and leaves those that the branch holds', async () => {
    const made = await makeRepository();
    write(sandbox, 'secret/key.txt', 'secret');
    symlinkSync(join(sandbox, 'secret/key.txt'), join(made.root, record, 'link.txt'));
    symlinkSync(join(sandbox, 'secret'), join(made.root, record, 'linked'));
    assert.equal(await made.outcome(), 'committed');
    assert.deepEqual(await made.files(), ['incident.md']);
    await made.git('add', '-f', join(record, 'link.txt'));
    await made.git('commit', '-qm', 'A link of the person');
    made.write(incident, 'two\n');
    assert.equal(await made.outcome(), 'committed');
    assert.deepEqual(await made.files(), ['incident.md', 'link.txt']);
    // A folder that became a link is not followed either, and its files are not thrown away.
    made.write(`${record}/att/x`, 'x');
    assert.equal(await made.outcome(), 'committed');
    renameSync(join(made.root, record, 'att'), join(made.root, 'moved'));
    symlinkSync(join(made.root, 'moved'), join(made.root, record, 'att'));
    assert.equal(await made.outcome(), 'unchanged');
  });

  it('brings the index up to the branch, also if there is nothing to commit', async () => {
    const made = await makeRepository();
    made.write(incident, 'one\n');
    assert.equal(await made.outcome(), 'committed');
    await made.git('rm', '-q', '--cached', incident);
    assert.equal(await made.outcome(), 'unchanged');
    assert.equal(await made.git('status', '--porcelain'), '');
  });

  it('refuses a folder that is a link, outside, the root, in .git or in a repository inside', async () => {
    const made = await makeRepository();
    mkdirSync(join(sandbox, 'elsewhere'), { recursive: true });
    symlinkSync(join(sandbox, 'elsewhere'), join(made.root, 'incidents', 'link'));
    await git(sandbox, 'init', '-q', join(made.root, 'nested'));
    for (const folder of ['incidents/link', 'incidents/link/x', '../x', '', '.git/x', '.GIT', 'nested/x']) {
      assert.equal(await made.outcome(folder), 'held: outside', folder);
    }
  });

  it('leaves unfinished files and repositories inside the record alone', async () => {
    const made = await makeRepository();
    made.write(`${record}/.incident.md.0a1b2c3d4e5f.tmp`, 'half');
    made.write(`${record}/their.tmp`, 'x');
    made.write(`${record}/their.txt`, 'x');
    made.write(`${record}/clone/x`, 'x');
    await git(made.root, 'init', '-q', join(made.root, record, 'clone'));
    assert.equal(await made.outcome(), 'committed');
    assert.deepEqual(await made.files(), ['incident.md', 'their.txt']);
  });

  it('takes hostile names as names', async () => {
    const made = await makeRepository();
    const names = [
      '-x',
      '--upload-pack=touch x',
      'a\nb',
      '"q"',
      "it's",
      'é – 日本',
      ':(glob)**',
      '*',
      '\\n',
      ' lead',
      '$(x)',
      '!x',
      '#x',
    ];
    for (const name of names) {
      made.write(`${record}/${name}`, name);
      made.write(`${record}/${name}.d/${name}`, name);
    }
    await assertCommits(made);
    for (const name of names) assert.equal(await made.show(`${record}/${name}.d/${name}`), name);
    for (const name of names.slice(0, 5)) rmSync(join(made.root, record, name));
    await assertCommits(made);
    for (const name of ['-x', '--upload-pack=x', ':(glob)**', 'é 日']) {
      made.write(`${name}/${id}/incident.md`, 'x');
      await assertCommits(made, `${name}/${id}`);
    }
    const outcome = await commitRecord(made.repository, join(made.root, record), '--amend\n\n[skip ci]');
    assert.equal(outcome.state, 'unchanged');
  });

  it('says if git has no user.name and user.email', async () => {
    const made = await makeRepository();
    const before = await listOwn(made);
    await made.git('config', 'user.email', '');
    await made.git('config', 'user.name', '');
    const outcome = await made.commit();
    assert.deepEqual(
      [outcome.state, outcome.state === 'held' && outcome.reason.short],
      ['held', 'git has no user.name and user.email'],
    );
    assert.equal(await listOwn(made), before);
    assert.equal(await made.git('ls-files', '--', record), '');
    await made.git('config', '--unset', 'user.email');
    await made.git('config', '--unset', 'user.name');
    assert.equal(await made.outcome(), 'committed');
  });
});
