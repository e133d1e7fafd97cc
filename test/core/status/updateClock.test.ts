import assert from 'node:assert/strict';
import { describeAge, describeDue, nextUpdates, type UpdateFacts } from '../../../src/core/status/updateClock';
import { builtIn } from '../builtIn';

const PROCESS = builtIn('default');
const MINUTE = 60_000;
const DECLARED = Date.UTC(2026, 10, 20, 15);

/** Minutes after the declaration, by audience. */
function owes(facts: Partial<UpdateFacts>, ...expected: [string, number][]) {
  it(`${JSON.stringify(facts)} owes ${JSON.stringify(expected)}`, () => {
    const due = nextUpdates({ severity: 'SEV-1', open: true, declared: DECLARED, updates: [], ...facts }, PROCESS);
    assert.deepEqual(
      due.map(({ audience, at }) => [audience, (at - DECLARED) / MINUTE]),
      expected,
    );
  });
}

function sent(audience: string, minutes: number) {
  return { audience, instant: DECLARED + minutes * MINUTE };
}

function age(minutes: number, text: string) {
  it(`${minutes} minutes are ${text}`, () => assert.equal(describeAge(minutes * MINUTE), text));
}

function due(minutes: number, text: string) {
  it(`${minutes} minutes ahead is ${text}`, () => {
    assert.equal(describeDue(DECLARED + minutes * MINUTE, DECLARED), text);
  });
}

describe('updateClock', () => {
  owes({}, ['internal', 30], ['executive', 30], ['customer', 60]);
  owes(
    { updates: [sent('internal', 40), sent('internal', 10), sent('customer', 5), sent('press', 1)] },
    ['executive', 30],
    ['customer', 65],
    ['internal', 70],
  );
  owes({ severity: 'SEV-3' }, ['internal', 120], ['customer', 240]);
  owes({ severity: 'sev3' }, ['internal', 120], ['customer', 240]);
  owes({ severity: 'SEV-4' });
  owes({ severity: 'P0' }, ['internal', 30], ['executive', 60], ['customer', 60]);
  owes({ open: false });

  age(-5, '0 min');
  age(0.9, '0 min');
  age(12, '12 min');
  age(59.99, '59 min');
  age(60, '1 h');
  age(185, '3 h 5 min');
  age(24 * 60 - 1, '23 h 59 min');
  age(24 * 60, '1 d');
  age(52.5 * 60, '2 d 4 h');

  due(8, 'due in 8 min');
  due(7.5, 'due in 8 min');
  due(0.1, 'due in 1 min');
  due(59.5, 'due in 1 h');
  due(0, 'due now');
  due(-0.9, 'due now');
  due(-1, '1 min overdue');
  due(-5.9, '5 min overdue');
  due(-185, '3 h 5 min overdue');
});
