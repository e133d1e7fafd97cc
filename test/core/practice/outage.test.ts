import assert from 'node:assert/strict';
import { PRACTICE_ENTRIES, PRACTICE_SEVERITY, PRACTICE_TITLE } from '../../../src/core/practice/outage';
import { builtIn } from '../builtIn';

describe('the outage of a drill', () => {
  const { milestones, severities } = builtIn('default');

  it('says that it is a drill', () => assert.match(PRACTICE_TITLE, /^Drill: /));

  it('is told in the words of the default process, and ends resolved', () => {
    const named = (kind: string): string[] =>
      PRACTICE_ENTRIES.filter((entry) => entry.kind === kind).map(({ qualifier = '' }) => qualifier.replace('?', ''));
    const known = milestones.map(({ name }) => name);
    assert.deepEqual(
      named('MILESTONE').filter((name) => !known.includes(name)),
      [],
    );
    const levels = severities.map(({ name }) => name);
    assert.deepEqual(
      [PRACTICE_SEVERITY, ...named('SEVERITY')].filter((name) => !levels.includes(name)),
      [],
    );
    assert.equal(PRACTICE_ENTRIES.at(-1)?.qualifier, 'resolved');
  });

  it('refutes only what was thought before', () => {
    for (const [at, entry] of PRACTICE_ENTRIES.entries()) {
      if (entry.kind !== 'HYPOTHESIS' || entry.qualifier === 'open') continue;
      const before = PRACTICE_ENTRIES.slice(0, at);
      assert.ok(
        before.some(
          ({ kind, qualifier, text }) => kind === 'HYPOTHESIS' && qualifier === 'open' && text === entry.text,
        ),
      );
    }
  });
});
