/** The subject of a commit, whatever the id holds. */
import assert from 'node:assert/strict';
import { commitSubject, isToolSubject } from '../../../src/core/record/commitMessage';

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
  it("takes the form that a team's rule for messages wants, and is known by it", () => {
    const content = { id, security: false, entries: 2 };
    for (const [form, expected] of [
      ['', `inc: 2 entries in ${id}`],
      ['docs(incident): {subject}', `docs(incident): inc: 2 entries in ${id}`],
      ['OPS-7', `OPS-7 inc: 2 entries in ${id}`],
      ['{subject} (OPS-7)\nmore', `inc: 2 entries in ${id} (OPS-7)`],
    ] as const) {
      assert.equal(commitSubject(content, form), expected);
      assert.ok(isToolSubject(expected, form));
      assert.ok(isToolSubject(`inc: 2 entries in ${id}`, form), 'what was written before the form was set');
      assert.ok(!isToolSubject('docs(incident): my own words', form));
      const long = commitSubject({ ...content, id: 'x'.repeat(99) }, form);
      assert.ok(long.length <= 72, long);
    }
    assert.equal(commitSubject({ ...content, security: true }, 'docs: {subject}'), 'docs: inc: update record');
  });
  it('is at most 72 characters, and cuts no character in two', () => {
    for (const letter of ['x', 'é', '𝒳', '-']) {
      const subject = commitSubject({ id: '2026-11-20-' + letter.repeat(99), security: false, entries: 12 });
      assert.ok(subject.length <= 72 && !/\p{Surrogate}/u.test(subject), subject);
    }
  });
});
