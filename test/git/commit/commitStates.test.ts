/** States of the work tree in which a commit waits, and that it goes through when they are over. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommitQueue } from '../../../src/git/commit/commitQueue';
import { commitRecord } from '../../../src/git/commit/commitRecord';
import { readOddState } from '../../../src/git/repository/repositoryState';
import { until } from '../../patience';
import { makeDiverged, ODD_STATES, type OddState } from '../oddStates';
import { gitThatFirst, makeRepository, newFolder, open, record, TestRepository } from '../repositories';

/** Begins a state, shows that the commit is held for it and nothing moved, ends it, and commits. */
async function assertHolds(made: TestRepository, { code, begin, end }: OddState): Promise<void> {
  await begin(made);
  const refs = await made.git('for-each-ref');
  const index = await made.git('ls-files', '-s');
  assert.equal(await readOddState(made.repository), code);
  const outcome = await made.commit(record, { tries: 3 });
  assert.deepEqual([outcome.state, outcome.state === 'held' && outcome.reason.code], ['held', code]);
  assert.ok(outcome.state === 'held' && /^[a-z][^.]*[^.]$/.test(outcome.reason.short));
  assert.equal(await made.git('for-each-ref'), refs);
  assert.equal(await made.git('ls-files', '-s'), index);
  await end(made);
  assert.equal(await readOddState(made.repository), undefined);
  assert.equal(await made.outcome(), 'committed');
  assert.equal(await made.show(), 'one\n');
}

describe('commitRecord in an odd state', () => {
  for (const state of ODD_STATES) {
    it(`waits for ${state.name}`, async () => assertHolds(await makeDiverged(), state));
  }

  it('sees the state of a linked worktree, and of no other', async () => {
    const made = await makeDiverged();
    const folder = newFolder('linked');
    await made.git('worktree', 'add', '-q', folder, 'other');
    const linked = await open(folder);
    linked.write(`${record}/incident.md`, 'one\n');
    await made.git('merge', 'other').catch(() => undefined);
    assert.equal(await readOddState(linked.repository), undefined);
    await assertHolds(linked, {
      name: 'a rebase',
      code: 'rebase',
      begin: async () => linked.git('rebase', 'main').catch(() => undefined),
      end: async () => linked.git('rebase', '--abort'),
    });
    assert.equal(await made.outcome(), 'held: merge');
  });

  it('waits for the index lock, a short one without a word', async () => {
    const made = await makeRepository();
    const lock = join(made.root, '.git/index.lock');
    writeFileSync(lock, '');
    const executable = gitThatFirst(made.root, 'update-index', `[ "$1" -lt 3 ] || rm -f ${lock}`);
    const patient = new TestRepository(made.root, { ...made.repository, executable });
    assert.equal(await patient.outcome(), 'committed');
    made.write(`${record}/incident.md`, 'two\n');
    writeFileSync(lock, '');
    assert.equal(await readOddState(made.repository), 'indexLocked');
    assert.equal(await made.outcome(record, { tries: 3 }), 'held: indexLocked');
    rmSync(lock);
    assert.equal(await made.outcome(), 'committed');
  });

  it('is tried again by the queue when the state is over', async () => {
    const made = await makeDiverged();
    const states: string[] = [];
    const queue = new CommitQueue({
      delay: 100,
      commit: (folder) => commitRecord(made.repository, folder, 'inc: update'),
      isOdd: async () => (await readOddState(made.repository)) !== undefined,
      onOutcome: (_record, { state }) => states.push(state),
      onBug: (error) => assert.fail(String(error)),
      // A quick clock.
      timers: {
        now: () => Date.now(),
        start(milliseconds, ring) {
          const timer = setTimeout(ring, milliseconds / 20);
          return () => clearTimeout(timer);
        },
      },
    });
    await made.git('merge', 'other').catch(() => undefined);
    queue.entryWaits(join(made.root, record));
    await until(() => states.length > 0, 'the first try of the commit');
    assert.equal(queue.held[0]?.reason.short, 'a merge is in progress');
    await made.git('merge', '--abort');
    await until(() => states.length > 1, 'the second try of the commit');
    assert.deepEqual(states, ['held', 'committed']);
    assert.deepEqual(queue.held, []);
    queue.dispose();
  });

  it('waits for an unmerged record, though the merge itself is over', async () => {
    const made = await makeRepository();
    await made.outcome();
    made.write(`${record}/incident.md`, 'mine\n');
    await made.git('stash');
    made.write(`${record}/incident.md`, 'theirs\n');
    await made.outcome();
    await made.git('stash', 'pop').catch(() => undefined);
    assert.equal(await readOddState(made.repository), undefined);
    assert.equal(await made.outcome(), 'held: unmergedRecord');
    made.write(`${record}/incident.md`, 'both\n');
    await made.git('add', record);
    assert.equal(await made.outcome(), 'committed');
  });

  for (const folder of ['.git/objects', '.git/refs/heads', '.git']) {
    it(`waits for a repository that cannot be written to: ${folder}`, async function () {
      if (process.platform === 'win32') return this.skip();
      const made = await makeRepository();
      await made.git('gc', '-q');
      const closed = (await made.git('ls-files', '-s')) && join(made.root, folder);
      execFileSync('chmod', ['-R', 'a-w', closed]);
      // Permissions do not bind root, so the commit is made as somebody else.
      const asNobody = process.geteuid?.() === 0;
      if (asNobody) execFileSync('chown', ['-R', '65534:65534', join(made.root, '..')]);
      if (asNobody) process.seteuid?.(65534);
      try {
        assert.equal(await made.outcome(), 'held: readOnly');
        execFileSync('chmod', ['-R', 'u+w', closed]);
        assert.equal(await made.outcome(), 'committed');
      } finally {
        if (asNobody) process.seteuid?.(0);
      }
    });
  }
});
