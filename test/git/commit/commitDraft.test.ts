/** A commit that holds a text instead of what is on disk: the disk stays, the person's index and files too. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commitRecord, type CommitOutcome } from '../../../src/git/commit/commitRecord';
import { readAtCommit } from '../../../src/git/repository/recordHistory';
import { git, makeRepository, makeUnborn, newFolder, open, record, write, type TestRepository } from '../repositories';

const name = 'postmortem.md';
const postmortem = `${record}/${name}`;

const hook = (made: TestRepository, script: string): void =>
  made.write('.git/hooks/pre-commit', `#!/bin/sh\n${script}\n`, 0o755);

function commitDraft(made: TestRepository, text: string): Promise<CommitOutcome> {
  return commitRecord(made.repository, join(made.root, record), 'inc: draft', { instead: new Map([[name, text]]) });
}

/** Commits the draft; shows that nothing but the record moved, and that the draft is found again. */
async function assertDrafts(made: TestRepository, text: string): Promise<string> {
  const disk = made.has(postmortem) ? made.read(postmortem) : undefined;
  const theirs = (await made.git('ls-files', '-s', '--', ':!incidents')) + (await made.git('stash', 'list'));
  const outcome = await commitDraft(made, text);
  assert.ok(outcome.state === 'committed', JSON.stringify(outcome));
  assert.equal(made.has(postmortem) ? made.read(postmortem) : undefined, disk);
  assert.equal((await made.git('ls-files', '-s', '--', ':!incidents')) + (await made.git('stash', 'list')), theirs);
  assert.equal(await made.show(postmortem, outcome.commit), text);
  assert.equal(await readAtCommit(made.repository, outcome.commit, join(made.root, postmortem)), text);
  // Nothing of it is staged: the person's next commit takes nothing back.
  assert.equal(await made.git('diff', '--cached', '--name-only', '--', record), '');
  const again = await commitDraft(made, text);
  assert.deepEqual(again, { state: 'unchanged', commit: outcome.commit });
  await made.git('fsck', '--strict');
  return outcome.commit;
}

for (const hooked of [false, true]) {
  describe(`a draft beside the disk${hooked ? ', with a hook' : ''}`, () => {
    async function make(): Promise<TestRepository> {
      const made = await makeRepository();
      if (hooked) hook(made, 'git diff --cached --name-only >> hooks.log');
      return made;
    }

    it('is committed with the record, without a file, and found again', async () => {
      const made = await make();
      made.write('a.txt', 'staged');
      await made.git('add', 'a.txt');
      made.write('b.txt', 'dirty');
      await assertDrafts(made, 'draft\n');
      assert.deepEqual(await made.files(), ['incident.md', name]);
      assert.equal(await made.git('show', '--format=', '--name-only'), `${record}/incident.md\n${postmortem}\n`);
      assert.equal(made.has(postmortem), false);
      if (hooked) assert.equal(made.read('hooks.log'), `${record}/incident.md\n${postmortem}\n`);
    });

    it('leaves a person’s words on disk, and the next commit has them', async () => {
      const made = await make();
      made.write(postmortem, 'my words\n');
      assert.equal(await made.outcome(), 'committed');
      made.write(postmortem, 'my later words\n');
      await made.git('add', postmortem);
      const commit = await assertDrafts(made, 'draft\n');
      assert.equal(await made.git('status', '--porcelain', '--', record), ` M ${postmortem}\n`);
      assert.equal(await made.outcome(), 'committed');
      assert.equal(await made.show(postmortem), 'my later words\n');
      assert.equal(await made.git('status', '--porcelain', '--', record), '');
      assert.equal(await readAtCommit(made.repository, commit, join(made.root, postmortem)), 'draft\n');
    });

    it('takes what was removed from the record along', async () => {
      const made = await make();
      made.write(`${record}/evidence/graph.txt`, 'g');
      await made.outcome();
      rmSync(join(made.root, record, 'evidence'), { recursive: true });
      await assertDrafts(made, 'draft\n');
      assert.deepEqual(await made.files(), ['incident.md', name]);
    });

    it('may be the first commit of a branch', async () => {
      const made = await makeUnborn();
      if (hooked) hook(made, 'true');
      made.write(`${record}/incident.md`, 'one\n');
      await assertDrafts(made, 'draft\n');
    });

    it('leaves no index behind', async () => {
      const made = await make();
      await commitDraft(made, 'draft\n');
      assert.deepEqual(
        readdirSync(join(made.root, '.git')).filter((file) => file.startsWith('incident-notes')),
        [],
      );
    });

    it('waits in an odd state, and where the file is a link', async () => {
      const made = await make();
      made.write('.git/MERGE_HEAD', 'x');
      const outcome = await commitDraft(made, 'draft\n');
      assert.ok(outcome.state === 'held' && outcome.reason.code === 'merge');
      rmSync(join(made.root, '.git/MERGE_HEAD'));
      symlinkSync('incident.md', join(made.root, postmortem));
      const linked = await commitDraft(made, 'draft\n');
      assert.ok(linked.state === 'held' && linked.reason.code === 'outside');
      assert.equal(await made.count(), 1);
    });

    it('goes through the filters of its path, there and back', async () => {
      const made = await make();
      await made.git('config', 'filter.upside.clean', 'tr a-z A-Z');
      await made.git('config', 'filter.upside.smudge', 'tr A-Z a-z');
      made.write('.gitattributes', '*.md filter=upside\n');
      const outcome = await commitDraft(made, 'draft\n');
      assert.ok(outcome.state === 'committed');
      assert.equal(await made.show(postmortem), 'DRAFT\n');
      assert.equal(await readAtCommit(made.repository, outcome.commit, join(made.root, postmortem)), 'draft\n');
    });
  });
}

describe('a draft and a hook', () => {
  it('that refuses is not committed', async () => {
    const made = await makeRepository();
    hook(made, 'echo no >&2; exit 1');
    const outcome = await commitDraft(made, 'draft\n');
    assert.ok(outcome.state === 'held' && outcome.reason.code === 'hookRefused');
    assert.equal(await made.count(), 1);
    assert.equal(await made.git('ls-files', '--', postmortem), '');
    assert.equal(existsSync(join(made.root, postmortem)), false);
  });

  it('that adds the file from the disk never passes a person’s words for a draft', async () => {
    const made = await makeRepository();
    made.write(postmortem, 'my words\n');
    hook(made, `git add ${postmortem}`);
    const outcome = await commitDraft(made, 'draft\n');
    assert.ok(outcome.state === 'held' && outcome.reason.code === 'hookChanged', JSON.stringify(outcome));
    assert.equal(made.read(postmortem), 'my words\n');
    assert.equal(await made.git('status', '--porcelain', '--', record), '');
  });
});

describe('readAtCommit', () => {
  it('finds the draft in another clone, and nothing where the commit or the file is not there', async () => {
    const made = await makeRepository();
    const commit = await assertDrafts(made, 'draft\n');
    const first = (await made.git('rev-parse', 'HEAD~1')).trim();
    const copy = newFolder('clone');
    await git(made.root, 'clone', '-q', '--no-local', made.root, copy);
    const clone = await open(copy);
    const read = (at: TestRepository, name: string) => readAtCommit(at.repository, name, join(at.root, postmortem));
    assert.equal(await read(clone, commit), 'draft\n');
    assert.equal(await read(clone, first), undefined);
    assert.equal(await read(clone, '0'.repeat(40)), undefined);
    for (const name of ['HEAD', 'main', commit.slice(0, 12), '--help', `${commit}:x`]) {
      assert.equal(await read(clone, name), undefined, name);
    }
    const shallow = newFolder('shallow');
    write(made.root, `${record}/incident.md`, 'two\n');
    await made.outcome();
    await git(made.root, 'clone', '-q', '--depth', '1', `file://${made.root}`, shallow);
    assert.equal(await read(await open(shallow), commit), undefined);
  });
});
