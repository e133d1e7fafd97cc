import assert from 'node:assert/strict';
import { type ExtensibleProcesses, namesOf, type Process, readProcess } from '../../../src/core/process/process';

const BASE = readProcess(`name: base
label: Base
roles:
  - { id: lead, label: Lead, leads: true, meaning: Leads. }
  - { id: scribe, label: Scribe, meaning: Writes. }
severities:
  - { name: P1, meaning: Bad., pages: true, cadence: { internal: 30, customer: 60 }, deadlines: { report: 48 hours } }
  - { name: P2, meaning: Less., pages: false, cadence: {} }
defaultSeverity: P1
milestones: [{ name: declared, meaning: Said., askedFor: false }]
deadlines: [{ name: report, label: Report, from: declared }]
audiences: [{ name: internal, meaning: Us. }, { name: customer, meaning: Them. }]
contacts: Call us.
checklists:
  - { phase: Declare, items: [Breathe] }
  - { phase: Respond, role: lead, items: [Ask] }
  - { phase: Respond, role: scribe, items: [Write] }
  - { phase: Close, role: lead, items: [Thank] }
repairs: [{ cause: Deploy, actions: [Roll back] }]
templates: [{ name: note, audience: internal, when: [investigating, first], text: Hello }]
`).process!;

const KNOWN: ExtensibleProcesses = {
  names: ['base', 'other'],
  find: (name) => (name === 'base' ? BASE : undefined),
};

/** What the extending document makes of a part of the process. */
function extended(own: string, part: (process: Process) => unknown, expected: unknown) {
  it(`makes of ${JSON.stringify(own)} ${JSON.stringify(expected)}`, () => {
    const { process, problems } = readProcess(`extends: base\n${own}\n`, KNOWN);
    assert.deepEqual(problems, []);
    assert.deepEqual(part(process!), expected);
  });
}

/** Problems are `line: message`; the document's first line is `extends: base`. */
function refuses(own: string, ...expected: string[]) {
  it(`refuses ${JSON.stringify(own)}`, () => {
    const { process, problems } = readProcess(`extends: base\n${own}\n`, KNOWN);
    assert.equal(process, undefined);
    assert.deepEqual(
      problems.map(({ line, message }) => `${line}: ${message}`),
      expected,
    );
  });
}

const items = ({ checklists }: Process) =>
  checklists.map((list) => [list.phase, list.role ?? '', ...list.items].join());

describe('a process that extends another', () => {
  extended('', (process) => process, BASE);
  extended('label: Ours', ({ name, label }) => [name, label], ['base', 'Ours']);
  extended('name: ours', ({ name }) => name, 'ours');
  extended('severities: [{ name: P1, cadence: { internal: 15 } }]', ({ severities }) => severities, [
    { ...BASE.severities[0]!, cadence: { internal: 15, customer: 60 } },
    BASE.severities[1]!,
  ]);
  extended('severities: [{ name: P1, cadence: { customer: } }]', ({ severities }) => severities[0]!.cadence, {
    internal: 30,
  });
  extended('roles: [{ id: liaison, label: Liaison, meaning: Tells. }]', ({ roles }) => roles.map(({ id }) => id), [
    'lead',
    'scribe',
    'liaison',
  ]);
  extended(
    'roles: [{ id: scribe, remove: true }]\nchecklists: [{ phase: Respond, role: scribe, remove: true }]',
    (process) => [process.roles.map(({ id }) => id), items(process)],
    [['lead'], ['Declare,,Breathe', 'Respond,lead,Ask', 'Close,lead,Thank']],
  );
  extended(
    'checklists: [{ phase: Declare, items: [Breathe, Call] }]',
    (process) => items(process)[0],
    'Declare,,Breathe,Call',
  );
  extended('checklists: [{ phase: Close, items: [Rest] }]', (process) => items(process)[3], 'Close,lead,Thank,Rest');
  extended('checklists: [{ phase: Respond, items: [All] }]', (process) => items(process)[4], 'Respond,,All');
  extended(
    'checklists: [{ phase: Respond, role: lead, replace: true, items: [Go] }]',
    (process) => items(process)[1],
    'Respond,lead,Go',
  );
  extended('repairs: [{ cause: Deploy, actions: [Wait] }]', ({ repairs }) => repairs[0]!.actions, [
    'Roll back',
    'Wait',
  ]);
  extended('templates: [{ name: note, when: [resolved] }]', ({ templates }) => templates, [
    { ...BASE.templates[0]!, when: ['resolved'] },
  ]);
  extended('replaces: [checklists]\nchecklists: [{ phase: Go, items: [Now] }]', items, ['Go,,Now']);
  extended('durations:', ({ durations }) => durations, []);

  refuses('lable: x', '2: Unknown key "lable". Did you mean "label"?');
  refuses(
    'severities:\n  - name: P1\n    cadence: { intern: 5 }',
    '4: Unknown audience "intern". Did you mean "internal"?',
  );
  refuses('severities:\n  - name: P2\n  - name: P1\n    pages: maybe', '5: "pages" must be true or false.');
  refuses('roles:\n  - id: liaison', '3: "label" is missing.', '3: "meaning" is missing.');
  refuses(
    'roles:\n  - { id: scribe, remove: true }',
    `1: This conflicts with the process "base": Unknown role "scribe".`,
  );
  refuses(
    'roles: [{ id: scrib, remove: true }]',
    `2: Can't remove "scrib": roles doesn't have it. Did you mean "scribe"?`,
  );
  refuses('roles: [{ id: scribe, remove: 1, replace: 2 }]', '2: Unknown key "remove".', '2: Unknown key "replace".');
  refuses('roles: [scribe]', '2: Item 1 of "roles" must be a set of "key: value" lines.');
  refuses('roles: 5', '2: "roles" must be a list.');
  refuses('replaces: [role]', '2: Unknown list "role". Did you mean "roles"?');
  refuses('replaces: roles', '2: "replaces" must be a list.');
  refuses('replaces: [repairs, roles]', `1: This conflicts with the process "base": "roles" is missing.`);
  refuses('label:', '2: "label" is empty.');
  refuses('headline: "{{titel}}"', '2: Unknown placeholder "titel". Did you mean "title"?');

  it('is refused if there is nothing to extend', () => {
    const problems = (text: string) =>
      readProcess(text, KNOWN).problems.map(({ line, message }) => `${line}: ${message}`);
    assert.deepEqual(problems('\nextends: bas\n'), [
      `2: Can't extend "bas": there is no such process. Did you mean "base"?`,
    ]);
    assert.deepEqual(readProcess('extends: base\n').problems, [
      { line: 1, code: 'unknownBase', message: `Can't extend "base": there is no such process.` },
    ]);
    assert.deepEqual(problems('extends: [base]\n'), ['1: "extends" must be text. Put it in quotes.']);
  });

  it('says its names although the rest cannot be read', () => {
    assert.deepEqual(namesOf('# x\nname: ours\nextends: "base"\nroles: ['), { name: 'ours', base: 'base' });
    assert.deepEqual(namesOf(' name: ours\nextends:\n'), {});
  });
});
