import { strict as assert } from 'node:assert';
import { openSpans, severityAt, severitySpans, type SeverityChange } from '../../../src/core/postmortem/severitySpans';
import { statusAfter } from '../entryOf';

/** `declared 1, resolved 5` → spans `1-5`; what goes on is `6-`. */
function opens(moments: string, first: number | undefined, ...expected: string[]): void {
  it(`is open ${expected.join(', ') || 'never'} after ${moments || 'nothing'} from ${first}`, () => {
    const list = moments
      .split(', ')
      .filter(Boolean)
      .map((one) => {
        const [name, instant] = one.split(' ');
        return { name: name!, instant: Number(instant) };
      });
    assert.deepEqual(
      openSpans(list, statusAfter, first).map(({ from, to = '' }) => `${from}-${to}`),
      expected,
    );
  });
}

describe('the time in each severity', () => {
  opens('', undefined);
  opens('', 3, '3-');
  opens('started 1, declared 2', 1, '2-');
  opens('declared 2, identified 3, resolved 5, closed 9', 2, '2-5');
  opens('declared 2, resolved 5, reopened 7', 2, '2-5', '7-');
  opens('resolved 5', 3, '3-5');
  opens('resolved 5', undefined, '5-5');
  opens('declared 2, resolved 5, reopened 7, resolved 8', 2, '2-5', '7-8');

  const spans = (own: string | undefined, ...changes: SeverityChange[]) =>
    severitySpans([{ from: 2, to: 6 }, { from: 8 }], changes, own).map(
      ({ severity, from, to = '' }) => `${severity} ${from}-${to}`,
    );

  it('is that of the front matter where it never changed', () => assert.deepEqual(spans('A'), ['A 2-6', 'A 8-']));

  it('changes with the entries, whatever the front matter says', () => {
    assert.deepEqual(
      spans('X', { instant: 4, severity: 'B', was: 'A' }, { instant: 5, severity: 'B' }, { instant: 9, severity: 'C' }),
      ['A 2-4', 'B 4-6', 'B 8-9', 'C 9-'],
    );
  });

  it('is not guessed', () => {
    assert.deepEqual(spans(undefined), []);
    assert.deepEqual(spans('X', { instant: 4, severity: 'B' }), ['B 4-6', 'B 8-']);
    assert.equal(severityAt([{ instant: 4, severity: 'B' }], 'X', 3), undefined);
  });
});
