/** What was written in the words of an earlier version, and what a team named by them, still means the same. */
import assert from 'node:assert/strict';
import { checkedStep, checklistSteps, handOffChecks, uncheckedStep } from '../../../src/core/entries/checkStep';
import { doneSteps, isStepDone, startConditions } from '../../../src/core/entries/checklists';
import { milestoneEntry, missingFor } from '../../../src/core/entries/gate';
import type { NewEntry } from '../../../src/core/entries/newEntry';
import { readProcess, type Process } from '../../../src/core/process/process';
import { currentWording } from '../../../src/core/process/wording';
import { readRecord, type IncidentRecord } from '../../../src/core/record/record';
import { incidentStatus } from '../../../src/core/status/status';
import { nowRows } from '../../../src/core/view/nowView';
import { builtIn, NAMES } from '../builtIn';

/** As version 0.1.0 wrote them. */
const TICKETS = 'Nothing temporary is left without a ticket';
const CHECKED = 'Somebody who did not make the repair has checked it';
const NOW_TICKETS = 'File a ticket for every temporary workaround';

/** The others of that list. */
const LAST = 'Mark it resolved in the pager, tickets, and every other system';
const LASTS =
  'Confirm the fix will last: no restart timers, nothing left switched off, no manual changes missing from code';

const recordOf = (timeline: readonly string[], boxes: readonly string[], roles = ''): IncidentRecord =>
  readRecord(
    `---\nformat: 1\nid: x\nstatus: mitigated\nmilestones:\n  mitigated: 2026-11-20T15:30:00Z\nroles: { ${roles} }\n---\n## Timeline\n\n${timeline.map((line) => `- 2026-11-20T${line}\n`).join('')}\n## Checklists\n\n### Before it is resolved\n\n${boxes.map((box) => `- ${box}\n`).join('')}`,
  );
const missing = (record: IncidentRecord, process: Process, milestone: string) =>
  missingFor(record, process, milestone).map((one) => ('step' in one ? one.step : one.milestone));

describe('a process whose words have changed', () => {
  const process = builtIn('default');

  for (const name of NAMES) {
    it(`${name} knows each former wording of one thing, and uses none of them today`, () => {
      const one = builtIn(name);
      const used = new Set([
        ...one.checklists.flatMap(({ phase, items }) => [phase, ...items]),
        ...one.repairs.flatMap(({ cause, actions }) => [cause, ...actions]),
        ...one.escalations.map(({ sign }) => sign),
        ...one.tips.map(({ text }) => text),
      ]);
      const former = Object.values(one.formerly).flat();
      assert.deepEqual(
        former.filter((words) => used.has(words)),
        [],
      );
      for (const words of former) {
        const today = Object.keys(one.formerly).filter((now) => one.formerly[now]!.includes(words));
        assert.equal(today.length, 1, words);
        assert.equal(currentWording(one, words), today[0]);
      }
      assert.equal(currentWording(one, 'my own step'), 'my own step');
      assert.equal(currentWording(one, 'Mine: my own step'), 'Mine: my own step');
    });
  }

  it('keeps the gate of an old record, and its own words', () => {
    const others = [`[x] ${CHECKED}`, `[x] ${LAST}`, `[x] ${LASTS}`];
    const record = recordOf([], [`[ ] ${TICKETS}`, ...others]);
    assert.deepEqual(missing(record, process, 'resolved'), [TICKETS]);
    const { text } = milestoneEntry(record, process, { name: 'resolved', text: '', reason: 'soon' });
    assert.equal(text, `(exception: soon; "${TICKETS}" not checked off)`);
    const checked = recordOf([`15:40:00Z @lee CHECK: ${TICKETS}`], [`[x] ${TICKETS}`, ...others]);
    assert.deepEqual(missing(checked, process, 'resolved'), []);
  });

  it('keeps the gate that one person opens', () => {
    const step = 'What was done is reviewed, and so is what should come next';
    const roles = 'technology-lead: "@kim"';
    const own = builtIn('2i2c');
    assert.deepEqual(missing(recordOf([], [`[x] ${step}`], roles), own, 'resolved'), [step]);
    assert.deepEqual(missing(recordOf([`15:40:00Z @kim CHECK: ${step}`], [`[x] ${step}`], roles), own, 'resolved'), []);
  });

  it('takes a step for one that two clones wrote in the words of two versions', () => {
    const both = recordOf([`15:40:00Z @old CHECK: ${TICKETS}`], [`[x] ${TICKETS}`, `[ ] ${NOW_TICKETS}`]);
    assert.ok(!missing(both, process, 'resolved').includes(TICKETS));
    const again = checkedStep(both, process, NOW_TICKETS);
    assert.ok('standing' in again && again.standing.author === 'old');
    assert.deepEqual(uncheckedStep(both, process, NOW_TICKETS).box, { step: TICKETS, ticked: false });
    assert.deepEqual([...doneSteps(both, process)], [NOW_TICKETS]);
  });

  it('checks an old step off by either name, in the words of its record', () => {
    for (const name of [TICKETS, NOW_TICKETS, 'nothing temporary is left  without a ticket']) {
      const made = checkedStep(recordOf([], [`[ ] ${TICKETS}`]), process, name) as NewEntry;
      assert.deepEqual(made, { kind: 'CHECK', text: TICKETS, box: { step: TICKETS, ticked: true } });
    }
    const now = checkedStep(recordOf([], [`[ ] ${NOW_TICKETS}`]), process, TICKETS) as NewEntry;
    assert.equal(now.text, NOW_TICKETS);
  });

  it('checks off what helped against a cause, by either name', () => {
    const repair = 'A deployment: Roll it back, also when it is only a suspicion';
    const call = 'Access is missing: Ask the incident commander for somebody who has it, or who can give it';
    const today = [
      'Bad deployment: Roll back first, even on suspicion',
      'Someone is missing access: Ask the incident commander to find someone who has it or can grant it',
    ];
    for (const [index, step] of [repair, call].entries()) {
      assert.ok('kind' in checkedStep(recordOf([], [`[ ] ${step}`]), process, today[index]!));
      const made = checkedStep(recordOf([], [`[ ] ${today[index]}`]), process, step) as NewEntry;
      assert.equal(made.text, today[index]);
    }
  });

  it('knows an old hand-off, old start conditions, and an old deadline', () => {
    const handOff = recordOf([], ['[ ] The next one has agreed, in words']);
    assert.deepEqual(
      handOffChecks(handOff, process, 'scribe').map(({ text }) => text),
      [
        'The next one has agreed, in words',
        "Brief them on what's open, what's been tried, and what's next",
        'Reassign the pager and every other system to them',
      ],
    );
    const begun = recordOf(['15:10:00Z @lee CHECK: Somebody has acknowledged it there'], []);
    assert.deepEqual(
      startConditions(begun, builtIn('2i2c')).map(({ at }) => at !== undefined),
      [false, true, false, false],
    );
    const reported = recordOf(['16:00:00Z @lee CHECK: The incident report is in Mana'], []);
    const own = builtIn('mozmeao');
    const { done } = own.deadlines.find(({ name }) => name === 'report')!;
    assert.equal(isStepDone(reported, own, done!), true);
    assert.equal(isStepDone(recordOf([], []), own, done!), false);
  });

  it('shows the steps of an old record in its words', () => {
    const record = recordOf([], [`[x] ${TICKETS}`, `[ ] ${CHECKED}`]);
    const frame = { id: 'x', now: Date.UTC(2026, 10, 20, 16), zone: 'UTC', me: 'dana' };
    const view = JSON.stringify(
      nowRows(record, process, incidentStatus(record, process, frame), { entries: 0 }, frame),
    );
    assert.ok(view.includes('1/4') && view.includes(TICKETS) && view.includes(CHECKED), view);
    assert.deepEqual(
      checklistSteps(record).map(({ text }) => text),
      [TICKETS, CHECKED],
    );
  });

  it('is extended by what a team wrote in its former words', () => {
    const read = readProcess(
      [
        'extends: pagerduty',
        'name: acme',
        'checklists:',
        '  - { phase: Tell the executives, role: deputy, items: [Send the executives a short summary every 30 minutes, with @here, Call the CEO] }',
        '  - { phase: Write down, remove: true }',
        'escalations:',
        '  - { sign: Nobody commands on the call, action: Call Dana }',
        'repairs:',
        '  - { cause: Flood of events, remove: true }',
        'gates:',
        '  - { milestone: closed, checklists: [Tell the company] }',
        'formerly: { Call the CEO: [Ring the boss] }',
        '',
      ]
        .join('\n')
        .replace(
          '[Send the executives a short summary every 30 minutes, with @here,',
          "['Send the executives a short summary every 30 minutes, with @here',",
        ),
      { names: NAMES, find: builtIn },
    );
    assert.deepEqual(read.problems, []);
    const acme = read.process!;
    assert.deepEqual(acme.checklists.find(({ phase }) => phase === 'Update the executives')!.items, [
      'Send executives a short summary every 30 minutes, with @here',
      'Call the CEO',
    ]);
    const phases = acme.checklists.map(({ phase }) => phase);
    assert.ok(!phases.includes('Take notes') && !phases.includes('Tell the executives'));
    assert.equal(acme.escalations[0]!.action, 'Call Dana');
    assert.ok(!acme.repairs.some(({ cause }) => cause === 'Event flood'));
    const mail = 'An internal mail says that there was a major incident, with the postmortem’s link';
    assert.ok(missing(recordOf([], [`[ ] ${mail}`]), acme, 'closed').includes(mail));
    assert.equal(currentWording(acme, 'Ring the boss'), 'Call the CEO');
    assert.equal(currentWording(acme, 'Tell the company'), 'Notify the company');
  });

  it('holds for a team that kept a whole list in the former words', () => {
    const read = readProcess(
      [
        'extends: default',
        'name: acme',
        'replaces: [checklists]',
        'checklists:',
        '  - { phase: Before it is resolved, items: [Nothing temporary is left without a ticket] }',
        '  - { phase: Afterwards, items: [The postmortem is written and reviewed, "The retrospective was held, with those who responded"] }',
        '',
      ].join('\n'),
      { names: NAMES, find: builtIn },
    );
    assert.deepEqual(read.problems, []);
    assert.deepEqual(missing(recordOf([], [`[ ] ${TICKETS}`]), read.process!, 'resolved'), [TICKETS]);
  });
});
