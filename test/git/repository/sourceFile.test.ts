/** What git knows of a file that is quoted in an entry. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findSourceFile } from '../../../src/git/repository/sourceFile';
import { makeRepository, type TestRepository } from '../repositories';

describe('a file that is quoted', () => {
  let made: TestRepository;
  let commit: string;
  const found = (path: string) => findSourceFile(made.repository, join(made.root, path));

  before(async () => {
    made = await makeRepository();
    made.write('src/[odd] name.ts', 'one\n');
    await made.git('add', '.');
    await made.git('commit', '-qm', 'Source');
    commit = (await made.git('rev-parse', 'HEAD')).trim();
  });
  afterEach(() => made.git('reset', '-q', '--hard'));

  it('has the commit that is checked out, and differs from it on the disk or in the index', async () => {
    const path = 'src/[odd] name.ts';
    assert.deepEqual(await found(path), { path, commit, modified: false, remotes: [] });
    made.write(path, 'two\n');
    assert.equal((await found(path))?.modified, true);
    await made.git('add', '.');
    assert.equal((await found(path))?.modified, true);
  });

  it('is unknown where no commit has it', async () => {
    made.write('new.ts', 'x\n');
    assert.equal(await found('new.ts'), undefined);
    assert.equal(await found('gone.ts'), undefined);
  });

  it('is on the remotes that have the commit, as far as that is known', async () => {
    await made.git('update-ref', 'refs/remotes/origin/main', commit);
    await made.git('update-ref', 'refs/remotes/fork/main', `${commit}~1`);
    assert.deepEqual((await found('src/[odd] name.ts'))?.remotes, ['origin']);
  });
});
