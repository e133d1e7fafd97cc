import { strict as assert } from 'node:assert';
import { isIncidentId } from '../../../src/core/frontMatter/incidentId';

describe('incident id', () => {
  const cases: [string, boolean][] = [
    ['2026-11-20-logging-in-is-broken-for-all-users', true],
    ['2026-11-20-incident-2', true],
    ['2026-11-20', false],
    ['2026-11-20-', false],
    ['docs', false],
    ['.2026-11-20-x', false],
    ['2026-11-20-/x', false],
  ];
  for (const [name, expected] of cases) {
    it(`${name} is ${expected ? 'one' : 'none'}`, () => assert.equal(isIncidentId(name), expected));
  }
});
