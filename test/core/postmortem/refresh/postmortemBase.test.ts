import { strict as assert } from 'node:assert';
import { editBase, readBase } from '../../../../src/core/postmortem/refresh/postmortemBase';
import { applyEdits } from '../../../../src/core/text/textEdit';

const COMMIT = '87ae0a5f';

describe('the base of a postmortem', () => {
  const cases: [string, string | undefined][] = [
    [`---\nbase: ${COMMIT}\n---\n`, COMMIT],
    ['---\nbase: 1234567\n---\n', '1234567'],
    ['---\nbase: "--upload-pack=x"\n---\n', undefined],
    ['---\nbase: [a]\n---\n', undefined],
    ['---\nid: x\n---\n', undefined],
    ['no front matter', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`is ${expected ?? 'none'} in ${JSON.stringify(text)}`, () => assert.equal(readBase(text), expected));
  }

  it('is written and read again', () => {
    const text = '---\nid: x # mine\n---\n\nwords\n';
    const named = applyEdits(text, editBase(text, COMMIT));
    assert.equal(readBase(named), COMMIT);
    assert.ok(named.startsWith('---\nid: x # mine\n') && named.endsWith('---\n\nwords\n'));
  });

  it('is written only as the name of a commit', () => assert.deepEqual(editBase('---\nid: x\n---\n', 'HEAD'), []));
});
