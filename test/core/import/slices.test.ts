/** Long work in slices: others have their turn meanwhile, and what is canceled stops. */
import assert from 'node:assert/strict';
import type { Steps } from '../../../src/core/paste/steps';
import { readSteps } from '../../../src/core/import/logKinds';
import { Cancelled, Slices } from '../../../src/editor/import/slices';
import { LONG_LOGS } from './longLogs';

/** Works for longer than a slice takes, again and again, until `isOver`. */
function* working(isOver: () => boolean): Steps<string> {
  while (!isOver()) {
    const start = performance.now();
    while (performance.now() - start < 5) {
      // Busy.
    }
    yield;
  }
  return 'done';
}

describe('a long log', () => {
  const COUNT = 5000;
  for (const [kind, logOf] of Object.entries(LONG_LOGS)) {
    it(`of ${kind} is read in many steps`, () => {
      const steps = readSteps(logOf(COUNT, 'listeners are missing'), 'log', { now: Date.UTC(2026, 10, 29) });
      let [count, step] = [0, steps.next()];
      while (step.done !== true) {
        [count, step] = [count + 1, steps.next()];
      }
      assert.ok('lines' in step.value);
      assert.deepEqual([step.value.kind, step.value.lines.length], [kind, COUNT]);
      assert.ok(count >= COUNT / 500, `${count} steps`);
    });
  }
});

describe('long work', () => {
  it('lets others have their turn', async () => {
    let turns = 0;
    const other = setInterval(() => (turns += 1), 1);
    assert.equal(await new Slices().run(working(() => turns >= 3)), 'done');
    clearInterval(other);
  });

  it('stops when it is canceled, whatever is left', async () => {
    const token = { isCancellationRequested: false };
    setTimeout(() => (token.isCancellationRequested = true), 1);
    await assert.rejects(new Slices(token).run(working(() => false)), Cancelled);
  });
});
