import assert from 'node:assert/strict';
import type { Entry } from '../../../src/core/timeline/entry';
import { timelineState } from '../../../src/core/timeline/timelineState';
import { readRecord, entriesWithState } from '../../../src/core/record/record';
import { entriesOf, statusAfter } from '../entryOf';

/** State after the entries written as `MINUTE KIND qualifier: text`, milestones by their minute. */
function state(...lines: string[]) {
  return shown(entriesOf(...lines));
}

function shown(entries: readonly Entry[]) {
  const { status, severity, milestones, roles } = timelineState(entries, statusAfter);
  const minutes = [...milestones].map(([name, instant]) => [name, new Date(instant).getUTCMinutes()] as const);
  return { status, severity, milestones: Object.fromEntries(minutes), roles: Object.fromEntries(roles) };
}

describe('timelineState', () => {
  const nothing = { status: undefined, severity: undefined, milestones: {}, roles: {} };
  it('nothing', () => assert.deepEqual(state(), nothing));
  it('kinds that say nothing', () => assert.deepEqual(state('1 TL: a', '2 TODO: b', '3 WEATHER: c'), nothing));

  describe('milestones', () => {
    const cases: [string, string[], Record<string, number>, string | undefined][] = [
      ['one without a status', ['1 MILESTONE detected:'], { detected: 1 }, undefined],
      ['one with a status', ['1 MILESTONE resolved:'], { resolved: 1 }, 'resolved'],
      [
        'reached twice: the first time counts',
        ['1 MILESTONE resolved:', '2 MILESTONE resolved:'],
        { resolved: 1 },
        'resolved',
      ],
      ['potential', ['1 MILESTONE identified?:'], {}, undefined],
      ['without a name', ['1 MILESTONE: x'], {}, undefined],
      [
        'the last status counts',
        ['1 MILESTONE resolved:', '2 MILESTONE identified:'],
        { resolved: 1, identified: 2 },
        'identified',
      ],
      [
        'reopened: what was reached stays until it is reached again',
        ['1 MILESTONE identified:', '2 MILESTONE resolved:', '3 MILESTONE reopened:'],
        { identified: 1, resolved: 2, reopened: 3 },
        'investigating',
      ],
      [
        'after reopened the first one since',
        ['1 MILESTONE resolved:', '2 MILESTONE reopened:', '3 MILESTONE resolved:', '4 MILESTONE resolved:'],
        { resolved: 3, reopened: 2 },
        'resolved',
      ],
      [
        'reopened twice',
        [
          '1 MILESTONE resolved:',
          '2 MILESTONE reopened:',
          '3 MILESTONE resolved:',
          '4 MILESTONE reopened:',
          '5 MILESTONE resolved:',
        ],
        { resolved: 5, reopened: 4 },
        'resolved',
      ],
      [
        'a name of JavaScript',
        ['1 MILESTONE constructor:', '2 MILESTONE __proto__:'],
        JSON.parse('{"constructor":1,"__proto__":2}'),
        undefined,
      ],
    ];
    for (const [name, lines, milestones, status] of cases) {
      it(name, () => {
        const read = state(...lines);
        assert.deepEqual(Object.entries(read.milestones).sort(), Object.entries(milestones).sort());
        assert.equal(read.status, status);
      });
    }
  });

  it('severity: the last change', () => {
    assert.equal(state('1 SEVERITY SEV-2: was SEV-1', '2 SEVERITY SEV-3: was SEV-2').severity, 'SEV-3');
    assert.equal(state('1 SEVERITY SEV-2:', '2 SEVERITY: worse').severity, 'SEV-2');
  });

  describe('roles', () => {
    const cases: [string, string, string[] | undefined][] = [
      ['assigned', '@dana', ['@dana']],
      ['assigned with words', '@dana, who was near', ['@dana']],
      ['several', '@dana, @lee,@jo', ['@dana', '@lee', '@jo']],
      ['confirmed', '@lee confirmed', ['@lee']],
      ['offered', '@dana → @lee (asleep)', undefined],
      ['offered by hand', '@dana -> @lee', undefined],
      ['offered without blanks', '@dana→@lee', undefined],
      ['offered by several', '@dana, @jo → @lee', undefined],
      ['without a handle', 'nobody', undefined],
      ['empty', '', undefined],
    ];
    for (const [name, text, holders] of cases) {
      it(name, () => assert.deepEqual(state(`1 ROLE scribe: ${text}`).roles, holders ? { scribe: holders } : {}));
    }
    it('the last assignment counts, an offer does not', () => {
      assert.deepEqual(state('1 ROLE scribe: @a', '2 ROLE scribe: @b', '3 ROLE scribe: @b → @c').roles, {
        scribe: ['@b'],
      });
    });
  });

  it('goes by the instants where the list is out of order', () => {
    const text = [
      '## Timeline',
      '- 2026-11-20T15:05:00Z @a MILESTONE resolved:',
      '- 2026-11-20T15:03:00Z @a MILESTONE resolved:',
      '- 2026-11-20T15:04:00Z @a MILESTONE identified:',
    ].join('\n');
    const read = shown(entriesWithState(readRecord(text)));
    assert.deepEqual([read.status, read.milestones], ['resolved', { resolved: 3, identified: 4 }]);
  });
});
