/** A branch is taken forward while a commit of the same clone runs: whoever is quicker, nothing on the disk is lost. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adoptCommit, type Adoption, type AdoptOutcome } from '../../../src/git/sync/adoptCommit';
import { listTreeChanges } from '../../../src/git/commands/gitHistory';
import { gitThatFirst, madeOnce, makeRepository, record, TestRepository } from '../repositories';

const incident = `${record}/incident.md`;

const copyBegun = madeOnce(async (folder) => {
  const made = await makeRepository(folder);
  const next = async (text: string): Promise<string> => {
    made.write(incident, text);
    const outcome = await made.commit();
    return outcome.state === 'committed' ? outcome.commit : assert.fail(outcome.state);
  };
  const from = await next('one\n');
  const to = await next('one\ntwo\n');
  await made.git('reset', '-q', '--hard', from);
  // What came is brought there, and somebody types meanwhile.
  made.write(incident, 'one\ntwo\ntyped\n');
  return { repository: made.repository, from, to, changes: await listTreeChanges(made.repository, from, to) };
});

describe('taking a branch forward', () => {
  let made: TestRepository;
  let adoption: Adoption & { readonly from: string };

  beforeEach(async () => {
    const { repository, ...commits } = await copyBegun();
    made = new TestRepository(repository.root, repository);
    adoption = { ref: 'refs/heads/main', ...commits, written: [incident], reason: 'merge' };
  });

  /** Adopts by a git that does something else first; see `gitThatFirst`. */
  async function adoptWhile(command: string, script: string): Promise<AdoptOutcome> {
    const executable = gitThatFirst(made.root, command, script);
    const outcome = await adoptCommit({ ...made.repository, executable }, adoption);
    assert.ok(existsSync(join(dirname(executable), 'count')), `nothing asked for ${command}`);
    assert.equal(made.read(incident), 'one\ntwo\ntyped\n');
    return outcome;
  }

  const head = async (): Promise<string> => (await made.git('rev-parse', 'HEAD')).trim();

  it('is tried again where a commit stages the record at that moment', async () => {
    const staging = `[ "$1" -gt 1 ] || git update-index --add -- ${incident}`;
    assert.deepEqual(await adoptWhile('read-tree', staging), { state: 'adopted' });
    assert.equal(await head(), adoption.to);
    assert.equal(await made.git('status', '--porcelain'), ` M ${incident}\n`);
  });

  it('is tried again where the index is locked for a moment', async () => {
    made.write('.git/index.lock', '');
    assert.deepEqual(await adoptWhile('update-index', '[ "$1" -lt 3 ] || rm -f .git/index.lock'), { state: 'adopted' });
    assert.equal(await head(), adoption.to);
    assert.equal(await made.git('status', '--porcelain'), ` M ${incident}\n`);
  });

  for (const command of ['read-tree', 'update-ref']) {
    it(`is planned again if the commit is made before ${command}`, async () => {
      const committing = `[ "$1" -gt 1 ] || { git add -A && git commit -qm "inc: update record"; }`;
      assert.deepEqual(await adoptWhile(command, committing), { state: 'moved' });
      assert.equal((await made.git('rev-parse', 'HEAD~1')).trim(), adoption.from);
      assert.equal(await made.show(), 'one\ntwo\ntyped\n');
    });
  }

  it('is given up, with everything as it was, where another file is in the way', async () => {
    const before = await made.git('ls-files', '-s');
    const outcome = await adoptCommit(made.repository, { ...adoption, written: [] });
    assert.equal(outcome.state === 'held' && outcome.reason.code, 'uncommittedChanges');
    assert.deepEqual([await head(), await made.git('ls-files', '-s')], [adoption.from, before]);
    assert.equal(made.read(incident), 'one\ntwo\ntyped\n');
  });
});
