import assert from 'node:assert/strict';
import {
  commitWords,
  fencedBlock,
  placeWords,
  sourceLine,
  sourcePage,
  type QuotedSource,
} from '../../../src/core/source/quotedSource';

const COMMIT = 'a36fcfe0123456789012345678901234567890ab';
const QUOTED: QuotedSource = { file: 'src/checkout.ts', lines: [5, 7] };

describe('a quoted source', () => {
  const cases: [Partial<QuotedSource>, string][] = [
    [{}, 'src/checkout.ts:5-7'],
    [{ lines: [5, 5] }, 'src/checkout.ts:5'],
    [{ commit: COMMIT }, 'src/checkout.ts:5-7 @ a36fcfe'],
    [{ commit: COMMIT, modified: true }, 'src/checkout.ts:5-7 @ a36fcfe, modified'],
    [{ commit: COMMIT, modified: true, url: 'https://x.example' }, 'src/checkout.ts:5-7 @ a36fcfe, modified'],
    [{ commit: COMMIT, url: 'https://x.example' }, '[src/checkout.ts:5-7 @ a36fcfe](https://x.example)'],
    [{ file: '[id].ts', commit: COMMIT, url: 'https://x.example' }, '[\\[id\\].ts:5-7 @ a36fcfe](https://x.example)'],
    [{ lines: undefined, commit: COMMIT }, 'src/checkout.ts @ a36fcfe'],
    [{ file: 'a\n- x.ts' }, 'a - x.ts:5-7'],
  ];
  for (const [more, line] of cases) {
    it(`says ${line}`, () => assert.equal(sourceLine({ ...QUOTED, ...more }), line));
  }

  it('has a page at an approved remote alone, as it was committed, and never in a security incident', () => {
    const source = { ...QUOTED, commit: COMMIT };
    const remotes = ['/srv/git/app.git', 'git@github.com:acme/app.git'];
    const page = `https://github.com/acme/app/blob/${COMMIT}/src/checkout.ts#L5-L7`;
    assert.equal(sourcePage(source, remotes, false), page);
    assert.equal(
      sourcePage({ ...source, lines: undefined }, remotes, false),
      `https://github.com/acme/app/blob/${COMMIT}/src/checkout.ts`,
    );
    assert.equal(sourcePage(source, [], false), undefined);
    assert.equal(sourcePage(source, remotes, true), undefined);
    assert.equal(sourcePage({ ...source, modified: true }, remotes, false), undefined);
    assert.equal(sourcePage(QUOTED, remotes, false), undefined);
  });

  it('is a commit by the first line of what its author wrote', () => {
    assert.equal(commitWords({ hash: COMMIT, subject: 'Fix #1\n\n- [ ] more' }), 'commit a36fcfe: Fix #1');
    assert.equal(commitWords({ hash: COMMIT, subject: '' }), 'commit a36fcfe');
  });

  it('is fenced by more than what is in it', () => {
    assert.equal(placeWords(QUOTED), 'src/checkout.ts:5-7');
    assert.equal(placeWords({ file: 'src/checkout.ts' }), 'src/checkout.ts');
    assert.equal(fencedBlock('a\n', 'typescript'), '```typescript\na\n```');
    assert.equal(fencedBlock('````\nb', 'plaintext'), '`````\n````\nb\n`````');
    assert.equal(fencedBlock('a', 'no word'), '```\na\n```');
  });
});
