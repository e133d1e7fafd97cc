import assert from 'node:assert/strict';
import { offeredMilestones } from '../../../src/core/process/milestoneOrder';
import { builtIn } from '../builtIn';

describe('the milestones that are offered', () => {
  const process = builtIn('default');
  /** Reached in this order, a minute after the other. */
  const offered = (...reached: string[]): string[] =>
    offeredMilestones(process, Object.fromEntries(reached.map((name, minute) => [name, minute * 60_000]))).map(
      ({ name }) => name,
    );

  it('begin after the last one that was reached', () => {
    assert.deepEqual(offered('declared').slice(0, 3), ['acknowledged', 'identified', 'mitigated']);
    assert.deepEqual(offered('declared', 'mitigated').slice(0, 2), ['resolved', 'closed']);
    // What is logged afterwards about what was before changes nothing.
    assert.equal(offered('started', 'declared', 'mitigated')[0], 'resolved');
  });

  it('are those of the process in its order where none was reached', () => {
    assert.deepEqual(
      offered(),
      process.milestones.map(({ name }) => name),
    );
    assert.equal(offered('unheard-of')[0], 'started');
  });

  it('begin again after a reopening', () => {
    const again = offered('declared', 'mitigated', 'resolved', 'reopened');
    assert.deepEqual(again.slice(0, 4), ['acknowledged', 'identified', 'mitigated', 'resolved']);
  });

  it('are each offered once, whichever were reached', () => {
    for (const last of process.milestones.map(({ name }) => name)) {
      assert.deepEqual(offered('declared', last).toSorted(), offered().toSorted());
    }
  });
});
