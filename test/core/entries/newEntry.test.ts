import assert from 'node:assert/strict';
import {
  cancelEntry,
  duplicateEntry,
  hypothesesIn,
  hypothesisEntry,
  questEntry,
  severityEntry,
  type NewEntry,
} from '../../../src/core/entries/newEntry';
import { readRecord } from '../../../src/core/record/record';
import {
  assignmentEntry,
  confirmationEntry,
  offerEntry,
  openOffers,
  roleId,
  takenLeadEntry,
} from '../../../src/core/entries/roles';
import { builtIn } from '../builtIn';

const process = builtIn('default');
const record = (fields: string, ...lines: string[]) =>
  readRecord(
    `---\n${fields}\n---\n## Timeline\n\n${lines.map((line, index) => `- 2026-11-20T15:0${index}:00Z @dana ${line}\n`).join('')}`,
  );
const at = (time: string) => Date.parse(`2026-11-20T${time}:00Z`);

describe('new entry', () => {
  const made: [string, () => NewEntry, string][] = [
    [
      'a severity',
      () => severityEntry(record('severity: SEV-1'), process, 'SEV-2', ' better '),
      'SEVERITY SEV-2: was SEV-1, better',
    ],
    [
      'a severity as it is typed',
      () => severityEntry(record('severity: SEV-1'), process, 'sev3', ''),
      'SEVERITY SEV-3: was SEV-1',
    ],
    ['a first severity', () => severityEntry(record('title: x'), process, 'SEV-2', 'why'), 'SEVERITY SEV-2: why'],
    ['a hypothesis', () => hypothesisEntry('the deploy\n', 'refuted'), 'HYPOTHESIS refuted: the deploy'],
    [
      'a quest',
      () => questEntry('look', 'lee', at('15:20'), at('15:00')),
      'QUEST @lee: look (until 2026-11-20T15:20:00Z)',
    ],
    [
      'a quest with a fence',
      () => questEntry('run\n```\nx\n```', 'lee', at('15:20'), at('15:00')),
      'QUEST @lee: run\n```\nx\n```\n(until 2026-11-20T15:20:00Z)',
    ],
    ['a false alarm', () => cancelEntry('a test'), 'MILESTONE canceled: a test'],
    ['a duplicate', () => duplicateEntry('2026-11-20-a', '2026-11-20-b'), 'MILESTONE duplicate: of 2026-11-20-a'],
    ['a role', () => assignmentEntry('scribe', 'lee'), 'ROLE scribe: @lee'],
    ['the lead', () => takenLeadEntry(record('title: x'), process, 'lee'), 'ROLE incident-commander: @lee'],
    [
      'a hand-off',
      () => offerEntry(record('roles: { scribe: "@lee" }'), 'scribe', 'jo', 'tired\nvery'),
      'ROLE scribe: @lee → @jo (tired very)',
    ],
    [
      'a hand-off of two',
      () => offerEntry(record('roles: { scribe: ["@a", "@b"] }'), 'scribe', 'a', ''),
      'ROLE scribe: @a, @b → @a',
    ],
    [
      'a confirmation',
      () => confirmationEntry(record('title: x', 'ROLE scribe: @lee → @jo (tired)'), 'scribe'),
      'ROLE scribe: @jo confirmed',
    ],
  ];
  for (const [name, make, expected] of made) {
    it(`writes ${name}`, () => {
      const { kind, qualifier, text } = make();
      assert.equal(`${[kind, qualifier].filter(Boolean).join(' ')}: ${text}`, expected);
    });
  }

  const refused: [string, () => unknown, RegExp][] = [
    [
      'a severity that nobody knows',
      () => severityEntry(record('severity: SEV-1'), process, 'SEV-9', ''),
      /Did you mean "SEV-1"\?/,
    ],
    ['the severity that it has', () => severityEntry(record('severity: SEV-1'), process, 'sev-1', ''), /already/],
    ['an empty hypothesis', () => hypothesisEntry(' \n', 'open'), /empty/],
    ['a quest that is over', () => questEntry('x', 'lee', at('15:00'), at('15:00')), /has already passed/],
    ['an empty reason', () => cancelEntry(''), /empty/],
    ['a duplicate of itself', () => duplicateEntry('a', 'a'), /of itself/],
    ['a hand-off of nobody', () => offerEntry(record('title: x'), 'scribe', 'jo', ''), /nobody has the role/],
    ['a hand-off to the holder', () => offerEntry(record('roles: { scribe: "@jo" }'), 'scribe', 'jo', ''), /already/],
    [
      'a confirmation of nothing',
      () => confirmationEntry(record('title: x', 'ROLE scribe: @jo'), 'scribe'),
      /No hand-off/,
    ],
    [
      'the lead where somebody has it',
      () => takenLeadEntry(record('roles: { incident-commander: "@dana" }'), process, 'lee'),
      /@dana already has it/,
    ],
    ['the lead to nobody', () => takenLeadEntry(record('title: x'), process, 'unknown'), /handle isn't known/],
    ['a role without a letter', () => roleId(process, ' - '), /isn't a role/],
  ];
  for (const [name, make, sentence] of refused) {
    it(`refuses ${name}`, () => assert.throws(make, sentence));
  }

  it('knows a role by its label, and writes any other with hyphens', () => {
    assert.deepEqual(
      ['Incident Commander', 'scribe', 'Bridge keeper'].map((typed) => roleId(process, typed)),
      ['incident-commander', 'scribe', 'bridge-keeper'],
    );
  });

  it('knows which hypotheses are open', () => {
    const lines = ['HYPOTHESIS open: a', 'HYPOTHESIS open: b', 'HYPOTHESIS refuted: a'];
    assert.deepEqual(hypothesesIn(record('title: x', ...lines), 'open'), ['b']);
  });

  it('knows which hand-offs are open, the last one first', () => {
    const lines = [
      'ROLE a: @x → @y',
      'ROLE b: @x -> @z (rest)',
      'ROLE c: @x → @y',
      'ROLE a: @y confirmed',
      'ROLE c: @w',
    ];
    assert.deepEqual(openOffers(record('title: x', ...lines, 'ROLE d: @m, @n → @o')), [
      { role: 'd', from: '@m, @n', to: '@o' },
      { role: 'b', from: '@x', to: '@z', reason: 'rest' },
    ]);
  });
});
