import { strict as assert } from 'node:assert';
import { editTask, readTask, type TaskChange } from '../../../../src/core/postmortem/refresh/postmortemTask';
import { applyEdits } from '../../../../src/core/text/textEdit';

const DRAFT = '---\nincident: x\nowner: "@dana"\nstate: draft\ngenerated-from: incident.md\nbase: abcdef0\n---\n# P\n';
const changed = (text: string, change: TaskChange): string => applyEdits(text, editTask(text, change));

describe('a postmortem as a task', () => {
  it('has an owner and a state, a draft if nothing else is said', () => {
    assert.deepEqual(readTask(DRAFT), { owner: '@dana', state: 'draft' });
    assert.deepEqual(readTask('# By hand\n'), { state: 'draft' });
    assert.deepEqual(readTask('---\nstate: nearly\n---\n'), { state: 'draft' });
    assert.deepEqual(readTask('---\nstate: not-needed\nreason: a drill\n---\n'), {
      state: 'not-needed',
      reason: 'a drill',
    });
  });

  it('moves on with the day, above what only the tool needs', () => {
    const review = changed(DRAFT, { state: 'in-review', date: '2026-11-27' });
    assert.equal(
      review,
      '---\nincident: x\nowner: "@dana"\nstate: in-review\nin-review: 2026-11-27\ngenerated-from: incident.md\nbase: abcdef0\n---\n# P\n',
    );
    const done = changed(review, { state: 'done', date: '2026-11-30' });
    assert.match(done, /\nstate: done\nin-review: 2026-11-27\ndone: 2026-11-30\ngenerated-from: /);
    assert.deepEqual(readTask(done), { owner: '@dana', state: 'done', since: '2026-11-30' });
  });

  it('says why none is needed, and takes that back', () => {
    const none = changed(DRAFT, { state: 'not-needed', reason: 'a drill: nobody noticed', date: '2026-11-27' });
    assert.deepEqual(readTask(none), {
      owner: '@dana',
      state: 'not-needed',
      since: '2026-11-27',
      reason: 'a drill: nobody noticed',
    });
    assert.deepEqual(readTask(changed(none, { state: 'draft', date: '2026-11-28' })), {
      owner: '@dana',
      state: 'draft',
    });
  });

  it('keeps line endings and what people typed, and touches nothing that it cannot read', () => {
    const own = DRAFT.replace('state: draft', 'reviewers: [lee, jo] # both\nstate: draft').replaceAll('\n', '\r\n');
    const review = changed(own, { state: 'in-review', date: '2026-11-27' });
    assert.match(review, /\r\nreviewers: \[lee, jo\] # both\r\nstate: in-review\r\nin-review: 2026-11-27\r\n/);
    assert.doesNotMatch(review, /[^\r]\n/);
    for (const text of ['# By hand\n', '---\nstate: [\n---\n']) {
      assert.deepEqual(editTask(text, { state: 'done', date: '2026-11-27' }), []);
    }
  });

  it('has a state where the front matter has none yet', () => {
    const old = '---\nincident: x\n---\n# P\n';
    assert.equal(
      changed(old, { state: 'done', date: '2026-11-27' }),
      '---\nincident: x\nstate: done\ndone: 2026-11-27\n---\n# P\n',
    );
  });
});
