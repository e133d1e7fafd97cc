import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { sharingWords, unsharedCount, type SharedState } from '../../../src/core/status/sharingWords';

function timeline(...texts: string[]) {
  const lines = texts.map((text, index) => `- 2026-11-20T15:0${index}:00Z @dana TL: ${text}\n`);
  return readRecord(`## Timeline\n\n${lines.join('')}`);
}

describe('whether others have a record', () => {
  const said: [SharedState, string][] = [
    [{ state: 'localOnly' }, 'local only'],
    [{ state: 'localOnly', why: 'choose a remote: a, b' }, 'local only: choose a remote: a, b'],
    [{ state: 'sharing' }, 'sharing…'],
    [{ state: 'shared', remote: 'origin' }, 'shared with origin'],
    [{ state: 'offline', pending: 3 }, 'offline, 3 pending'],
    [{ state: 'offline', pending: 0 }, 'offline'],
    [{ state: 'offline', pending: undefined }, 'offline'],
    [{ state: 'held', why: 'the branch is protected on the remote' }, 'the branch is protected on the remote'],
  ];
  for (const [state, words] of said) {
    it(`is said as “${words}”: ${JSON.stringify(state)}`, () => assert.equal(sharingWords(state), words));
  }

  it('counts the entries that no remote has', () => {
    assert.equal(unsharedCount(timeline('a', 'b', 'c'), [timeline('a')]), 2);
    assert.equal(unsharedCount(timeline('a', 'b', 'c'), [timeline('a'), timeline('a', 'b', 'c')]), 0);
    assert.equal(unsharedCount(timeline('a', 'b'), []), 2);
    // What was corrected has to go out as well.
    assert.equal(unsharedCount(timeline('a', 'b'), [timeline('a', 'bb')]), 1);
  });
});
