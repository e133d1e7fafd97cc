import assert from 'node:assert/strict';
import { foldedRuns, isShown } from '../../../src/core/timeline/importance';

describe('what is shown of a timeline', () => {
  it('is everything, or milestones, updates, and what is marked', () => {
    const shown = ['TL', 'MILESTONE', 'UPDATE', 'ROLE'].filter((kind) =>
      isShown({ kind, important: false }, 'important'),
    );
    assert.deepEqual(shown, ['MILESTONE', 'UPDATE']);
    assert.ok(isShown({ kind: 'TL', important: true }, 'important'));
    assert.ok(isShown({ kind: 'TL', important: false }, 'all'));
  });

  it('folds bookkeeping in a row, and nothing else', () => {
    const kinds = ['CHECK', 'TL', 'CHECK', 'SNOOZE', 'RETRACT', 'TL', 'TL'];
    assert.deepEqual(
      foldedRuns(kinds, (kind) => ({ kind })).map((run) => run.length),
      [1, 1, 3, 1, 1],
    );
  });
});
