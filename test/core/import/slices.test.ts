/** Long work in slices: others have their turn meanwhile, and what is canceled stops. */
import assert from 'node:assert/strict';
import type { Steps } from '../../../src/core/import/steps';
import { Cancelled, Slices } from '../../../src/editor/import/slices';

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
