/** The subject of a commit, whatever the id holds. */
import assert from 'node:assert/strict';
import { commitSubject } from '../../../src/core/record/commitMessage';

const id = '2026-11-20-lb-down';
const check = (content: Parameters<typeof commitSubject>[0], expected: string): void =>
  assert.equal(commitSubject(content), expected);

describe('commitSubject', () => {
  it('says what the commit holds', () => {
    check({ id, security: false, entries: 1, declared: true }, `inc: declare ${id}`);
    check({ id, security: false, entries: 1 }, `inc: 1 entry in ${id}`);
    check({ id, security: false, entries: 3 }, `inc: 3 entries in ${id}`);
    check({ id, security: false, entries: 0 }, `inc: update ${id}`);
  });
  it('says nothing about a security incident', () => {
    check({ id, security: true, entries: 3 }, 'inc: update record');
    check({ id, security: true, entries: 1, declared: true }, 'inc: update record');
  });
  it('lets nothing through that a forge acts upon', () => {
    check({ id: 'fixes #12 @lee [skip ci]', security: false, entries: 0 }, 'inc: update fixes-12-lee-skip-ci');
    check({ id: 'a\nSigned-off-by: x', security: false, entries: 0 }, 'inc: update a-Signed-off-by-x');
    check({ id: '***NO_CI***', security: false, entries: 0 }, 'inc: update NO_CI');
    check({ id: '---', security: false, entries: 0 }, 'inc: update record');
    check({ id: '', security: false, entries: 2 }, 'inc: update record');
  });
  it('is at most 72 characters, and cuts no character in two', () => {
    for (const letter of ['x', 'é', '𝒳', '-']) {
      const subject = commitSubject({ id: '2026-11-20-' + letter.repeat(99), security: false, entries: 12 });
      assert.ok(subject.length <= 72 && !/\p{Surrogate}/u.test(subject), subject);
    }
  });
});
