import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { driverCommand, registerMergeDriver } from '../../../src/git/repository/mergeDriver';
import { bundleProgram } from '../programs';
import { git, id, madeOnce, makeRepository, newFolder, record, sandbox, TestRepository } from '../repositories';

const HEAD = `---
format: 1
id: ${id}
title: The load balancer is down
severity: SEV-2
status: investigating
milestones:
  declared: 2026-11-20T15:00:00Z
---
# [inc-26-11-20-SEV-2] The load balancer is down

## Timeline

- 2026-11-20T15:00:00Z @a MILESTONE declared: x
`;
const line = (minute: number, words: string): string => `- 2026-11-20T15:0${minute}:00Z @a TL: ${words}\n`;
const path = `${record}/incident.md`;

/** As the packed program is: one file, in a folder with a blank, a quote and a per cent sign. */
const program = join(sandbox, "100% o'storage", 'mergeDriver.js');

describe('the merge driver', () => {
  before(() => {
    mkdirSync(dirname(program), { recursive: true });
    copyFileSync(bundleProgram('src/mergeDriver.ts'), program);
  });

  /** A repository whose branches `main` and `other` have each added to one record, the driver being registered. */
  async function diverge(
    { ours, theirs, base = HEAD, file = path }: { ours: string; theirs: string; base?: string; file?: string },
    folder?: string,
  ): Promise<TestRepository> {
    const made = await makeRepository(folder);
    await registerMergeDriver(made.repository, { program, runtime: process.execPath });
    for (const [branch, text] of [
      ['main', base],
      ['other', theirs],
      ['main', ours],
    ] as const) {
      if (branch === 'other') await made.git('switch', '-qc', 'other');
      else if ((await made.git('branch', '--show-current')).trim() !== branch) await made.git('switch', '-q', branch);
      made.write(file, text);
      await made.git('add', file);
      await made.git('commit', '-qm', `On ${branch}`);
    }
    return made;
  }

  const [one, two] = [line(1, 'one'), line(2, 'two')];
  const copyUsual = madeOnce(
    async (folder) => (await diverge({ ours: HEAD + two, theirs: HEAD + one }, folder)).repository,
  );

  /** Where ours added the line `two`, and theirs `one`. */
  async function makeDiverged(): Promise<TestRepository> {
    const repository = await copyUsual();
    return new TestRepository(repository.root, repository);
  }

  const ways: [string, (made: TestRepository) => Promise<unknown>][] = [
    ['merge', (made) => made.git('merge', '-q', '--no-edit', 'other')],
    ['rebase', (made) => made.git('rebase', '-q', 'other')],
    ['cherry-pick', (made) => made.git('cherry-pick', 'other')],
    ['pull', (made) => made.git('pull', '-q', '--no-rebase', '--no-edit', '.', 'other')],
    ['pull --rebase', (made) => made.git('pull', '-q', '--rebase', '.', 'other')],
  ];
  for (const [name, way] of ways) {
    it(`merges a record by git ${name}`, async () => {
      const made = await makeDiverged();
      await way(made);
      assert.equal(made.read(path), HEAD + one + two);
      assert.equal(await made.git('status', '--porcelain'), '');
    });
  }

  it('merges records that were made apart', async () => {
    const made = await makeRepository();
    await registerMergeDriver(made.repository, { program, runtime: process.execPath });
    for (const [branch, text] of [
      ['one', HEAD + one],
      ['two', HEAD + two],
    ] as const) {
      await made.git('switch', '-q', '--orphan', branch);
      made.write(path, text);
      await made.git('add', path);
      await made.git('commit', '-qm', branch);
    }
    await made.git('merge', '-q', '--no-edit', '--allow-unrelated-histories', 'one');
    assert.equal(made.read(path), HEAD + one + two);
  });

  it('leaves two incidents that got one id to a person', async () => {
    const made = await makeRepository();
    await registerMergeDriver(made.repository, { program, runtime: process.execPath });
    const other = HEAD.replaceAll('The load balancer', 'Search').replace('@a', '@b');
    for (const [branch, text] of [
      ['one', other],
      ['two', HEAD + two],
    ] as const) {
      await made.git('switch', '-q', '--orphan', branch);
      made.write(path, text);
      await made.git('add', path);
      await made.git('commit', '-qm', branch);
    }
    await assert.rejects(
      made.git('merge', '-q', '--no-edit', '--allow-unrelated-histories', 'one'),
      /Another incident has the same id/,
    );
    assert.match(await made.git('status', '--porcelain'), /^AA /);
  });

  it('merges a postmortem', async () => {
    const file = `${record}/postmortem.md`;
    const [ours, theirs, base] = ['# P\n\n- a\n- b\n\nOurs.\n', '# P\n\n- a\n- c\n', '# P\n\n- a\n'];
    const made = await diverge({ ours, theirs, base, file });
    await made.git('merge', '-q', '--no-edit', 'other');
    assert.equal(made.read(file), '# P\n\n- a\n- b\n- c\n\nOurs.\n');
  });

  it('leaves what cannot be parsed to git, which says so', async () => {
    const made = await diverge({ ours: HEAD + two, theirs: HEAD.replace('## Timeline', '## Time') + one });
    await assert.rejects(
      made.git('merge', '-q', '--no-edit', 'other'),
      /The other version of the record can't be read/,
    );
    assert.match(made.read(path), /^<<<<<<< ours\n- .*two\n=======\n- .*one\n>>>>>>> theirs\n$/m);
    assert.match(await made.git('status', '--porcelain'), /^UU /);
  });

  it('leaves bytes that are no UTF-8 to git', async () => {
    const made = await makeDiverged();
    await made.git('switch', '-q', 'other');
    writeFileSync(join(made.root, path), Buffer.from(`${HEAD}\xff\n`, 'latin1'));
    await made.git('commit', '-qam', 'Bytes');
    await assert.rejects(made.git('merge', '-q', '--no-edit', 'main'), /isn't UTF-8/);
    assert.match(readFileSync(join(made.root, path), 'latin1'), /<<<<<<< ours\n\xff\n=======/);
  });

  it('merges no other file, and leaves those of the repository as they are', async () => {
    const made = await diverge({
      ours: 'a\none\n',
      theirs: 'a\ntwo\n',
      base: 'a\n',
      file: 'incidents/notes/incident.md',
    });
    await assert.rejects(made.git('merge', '-q', '--no-edit', 'other'), /CONFLICT/);
    assert.ok(!made.has('.gitattributes'));
  });

  it('serves linked worktrees as well', async () => {
    const made = await makeDiverged();
    const folder = newFolder();
    await made.git('worktree', 'add', '-q', '-b', 'third', folder, 'other');
    await git(folder, 'merge', '-q', '--no-edit', 'main');
    assert.equal(readFileSync(join(folder, path), 'utf8'), HEAD + one + two);
  });

  it('is registered once, next to the attributes that a person has', async () => {
    const made = await makeRepository();
    const file = join(made.repository.commonFolder, 'info', 'attributes');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '*.png binary');
    const how = { program, runtime: process.execPath };
    assert.equal(await registerMergeDriver(made.repository, how), true);
    const text = readFileSync(file, 'utf8');
    assert.match(
      text,
      /^\*\.png binary\n.*incident\.md merge=incident-notes\n.*postmortem\.md merge=incident-notes\n.*imported\.txt merge=incident-notes\n$/,
    );
    assert.equal(await registerMergeDriver(made.repository, how), false);
    assert.equal(readFileSync(file, 'utf8'), text);
    assert.equal(await registerMergeDriver(made.repository, { program, runtime: '/elsewhere/node' }), true);
    assert.equal(
      (await made.git('config', '--local', '--get-all', 'merge.incident-notes.driver')).trim().split('\n').length,
      1,
    );
    assert.equal(await made.git('status', '--porcelain', '--', ':!incidents'), '');
  });

  it('is run by the node that is installed where the editor has moved, and by git alone without any', async () => {
    const made = await makeDiverged();
    await registerMergeDriver(made.repository, { program, runtime: '/nowhere/editor' });
    await made.git('merge', '-q', '--no-edit', 'other');
    assert.equal(made.read(path), HEAD + one + two);
    const files = ['base', 'ours', 'theirs'].map((name) => join(newFolder(), name));
    for (const [at, text] of [HEAD, HEAD + two, HEAD + one].entries()) {
      mkdirSync(join(files[at]!, '..'), { recursive: true });
      writeFileSync(files[at]!, text);
    }
    const command = driverCommand({ program: '/nowhere/program', runtime: '/nowhere/editor' })
      .replaceAll('%O', files[0]!)
      .replaceAll('%A', files[1]!)
      .replaceAll('%B', files[2]!)
      .replaceAll('%P', path);
    assert.throws(() => execFileSync('sh', ['-c', command], { stdio: 'pipe' }));
    assert.match(readFileSync(files[1]!, 'utf8'), /<<<<<<< ours/);
  });
});
