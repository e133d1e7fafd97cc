/** When the queue commits, with a clock that the test moves. */
import assert from 'node:assert/strict';
import { CommitQueue, type Timers } from '../../../src/git/commit/commitQueue';
import type { CommitOutcome } from '../../../src/git/commit/commitRecord';
import { reasonOf } from '../../../src/core/text/reason';
import { COMMIT_HOLDS } from '../../../src/git/process/sentences';

const committed: CommitOutcome = { state: 'committed', commit: 'c' };
const rebase: CommitOutcome = { state: 'held', reason: reasonOf(COMMIT_HOLDS, 'rebase') };
const refused = {
  state: 'held' as const,
  reason: reasonOf(COMMIT_HOLDS, 'hookRefused'),
  detail: 'no',
} satisfies CommitOutcome;

/** A queue whose commits are written down as `<second> <record>`, and a clock in seconds. */
function makeQueue(outcome: (record: string) => CommitOutcome | Error = () => committed, work = 0) {
  let now = 0;
  let rings: { at: number; ring: () => void }[] = [];
  const log: string[] = [];
  const outcomes: string[] = [];
  const bugs: unknown[] = [];
  const state = { odd: true, looks: 0, running: 0, most: 0 };
  const timers: Timers = {
    now: () => now,
    start(milliseconds, ring) {
      const timer = { at: now + milliseconds, ring };
      rings.push(timer);
      return () => void (rings = rings.filter((other) => other !== timer));
    },
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const queue = new CommitQueue({
    timers,
    onOutcome: (record, { state: what }) => outcomes.push(`${record} ${what}`),
    onBug: (error) => bugs.push(error),
    isOdd: async () => (state.looks++, state.odd),
    commit: async (record) => {
      state.most = Math.max(state.most, ++state.running);
      log.push(`${now / 1000} ${record}`);
      for (let turn = 0; turn < work; turn++) await Promise.resolve();
      state.running--;
      const result = outcome(record);
      if (result instanceof Error) throw result;
      return result;
    },
  });
  const pass = async (seconds: number): Promise<void> => {
    const until = now + seconds * 1000;
    for (;;) {
      const next = rings.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      rings = rings.filter((other) => other !== next);
      now = next.at;
      next.ring();
      await settle();
    }
    now = until;
    await settle();
  };
  return { queue, pass, log, outcomes, bugs, state, timers: () => rings.length };
}

describe('CommitQueue', () => {
  it('commits five seconds after the first entry of a burst', async () => {
    const { queue, pass, log } = makeQueue();
    for (let second = 0; second < 8; second++) {
      queue.entryWaits('a');
      await pass(1);
    }
    await pass(20);
    assert.deepEqual(log, ['5 a', '10 a']);
  });

  it('commits one record after the other', async () => {
    const { queue, pass, log, state } = makeQueue(() => committed, 5);
    for (const record of ['a', 'b', 'c', 'a']) queue.entryWaits(record);
    await pass(6);
    assert.deepEqual(log, ['5 a', '5 b', '5 c']);
    assert.equal(state.most, 1);
  });

  it('lets other work take its turn, and continues if that fails', async () => {
    const { queue, log } = makeQueue(() => committed, 5);
    queue.entryWaits('a');
    const work = (name: string): Promise<string> => queue.inTurn(async () => (log.push(name), name));
    const first = queue.flush('a');
    const failed = queue.inTurn(() => Promise.reject(new Error('no')));
    assert.equal(await work('work'), 'work');
    await assert.rejects(failed, /no/);
    await first;
    queue.entryWaits('b');
    await queue.flush('b');
    assert.deepEqual(log, ['0 a', 'work', '0 b']);
  });

  it('flushes pending work, and nothing else', async () => {
    const { queue, pass, log, timers } = makeQueue();
    queue.entryWaits('a');
    queue.entryWaits('b');
    await queue.flush('a');
    await queue.flush('unknown');
    assert.deepEqual(log, ['0 a']);
    assert.equal(timers(), 1);
    await queue.flush();
    assert.deepEqual(log, ['0 a', '0 b']);
    assert.equal(timers(), 0);
    await pass(10);
    assert.deepEqual(log, ['0 a', '0 b']);
  });

  it('keeps what is held with its reason, and since when', async () => {
    let outcome: CommitOutcome = refused;
    const { queue, pass, log, outcomes, state } = makeQueue(() => outcome);
    queue.entryWaits('a');
    await pass(60);
    assert.deepEqual(queue.held, [{ record: 'a', reason: refused.reason, detail: 'no', since: 5000 }]);
    // A failing hook is not run in a loop, and nothing polls for it.
    assert.deepEqual([log, state.looks], [['5 a'], 0]);
    queue.entryWaits('a');
    await pass(10);
    assert.equal(queue.held[0]?.since, 5000);
    outcome = committed;
    await queue.retry();
    assert.deepEqual(queue.held, []);
    assert.deepEqual(log, ['5 a', '65 a', '70 a']);
    assert.deepEqual(outcomes, ['a held', 'a held', 'a committed']);
  });

  it('tries again when an odd state is over, and polls only until then', async () => {
    let outcome: CommitOutcome = rebase;
    const { queue, pass, log, state, timers } = makeQueue(() => outcome);
    queue.entryWaits('a');
    queue.entryWaits('b');
    await pass(5);
    await pass(10);
    assert.deepEqual([log.length, state.looks], [2, 5]);
    state.odd = false;
    outcome = committed;
    await pass(2);
    assert.deepEqual(log.slice(2), ['17 a', '17 b']);
    assert.deepEqual([queue.held, timers()], [[], 0]);
    await pass(60);
    assert.equal(state.looks, 6);
  });

  it('tries again when another window was busy', async () => {
    let outcome: CommitOutcome = { state: 'held', reason: reasonOf(COMMIT_HOLDS, 'busy') };
    const { queue, pass, log, state } = makeQueue(() => outcome);
    state.odd = false;
    queue.entryWaits('a');
    await pass(5);
    outcome = committed;
    await pass(2);
    assert.deepEqual([log, queue.held], [['5 a', '7 a'], []]);
  });

  it('survives a bug, and tells it', async () => {
    const { queue, pass, bugs, log } = makeQueue((record) => (record === 'a' ? new Error('bug') : committed));
    queue.entryWaits('a');
    queue.entryWaits('b');
    await pass(6);
    assert.deepEqual([bugs.length, log], [1, ['5 a', '5 b']]);
    assert.deepEqual(
      queue.held.map(({ record, reason }) => [record, reason.code]),
      [['a', 'failed']],
    );
  });

  it('begins nothing after dispose', async () => {
    const { queue, pass, log, timers } = makeQueue(() => rebase);
    queue.entryWaits('a');
    await pass(5);
    queue.entryWaits('b');
    queue.dispose();
    queue.entryWaits('c');
    await queue.retry();
    await pass(60);
    assert.deepEqual([log, timers()], [['5 a'], 0]);
  });
});
