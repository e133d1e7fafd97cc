import assert from 'node:assert/strict';
import { situationOf } from '../../../src/core/view/situation';

describe('why a view is empty', () => {
  it('says first what keeps entries from being committed', () => {
    assert.equal(situationOf({ isGitMissing: true, isOutsideGit: true, hasRecords: true }), 'noGit');
    assert.equal(situationOf({ isGitMissing: false, isOutsideGit: true, hasRecords: true }), 'noRepository');
  });

  it('tells a first incident from one after others', () => {
    assert.equal(situationOf({ isGitMissing: false, isOutsideGit: false, hasRecords: false }), 'nothingYet');
    assert.equal(situationOf({ isGitMissing: false, isOutsideGit: false, hasRecords: true }), 'nothingOpen');
  });
});
