import assert from 'node:assert/strict';
import { boxesOf, isStepDone, sourceOf } from '../../../src/core/entries/checklists';
import { checklistSteps } from '../../../src/core/entries/checkStep';
import type { DueItem } from '../../../src/core/status/dueItems';
import { dueDeadlines } from '../../../src/core/status/deadlines';
import {
  canTick,
  milestoneEntry,
  missingFor,
  missingWords,
  tickedEntries,
  withoutException,
  type Missing,
} from '../../../src/core/entries/gate';
import { openQuests } from '../../../src/core/entries/quests';
import { readRecord, type IncidentRecord } from '../../../src/core/record/record';
import { spanOfControl } from '../../../src/core/process/spanOfControl';
import { momentsOf, tipsFor, wakingTip } from '../../../src/core/status/tips';
import { builtIn } from '../builtIn';
import { say } from '../../../src/core/words/say';

const FRONT = `format: 1
id: x
title: t
severity: SEV-1
status: mitigated
milestones:
  declared: 2026-11-20T15:00:00Z
  mitigated: 2026-11-20T16:00:00Z
roles:
  incident-commander: "@dana"
  scribe: ["@lee", "@dana"]
`;

function recordOf(entries: string, below = '', front = FRONT) {
  return readRecord(`---\n${front}---\n## Timeline\n\n${entries}\n## Checklists\n\n${below}`);
}

const DEFAULT = builtIn('default');
const STEP = 'File a ticket for every temporary workaround';
/** The other steps of its list. */
const OTHERS = DEFAULT.checklists.find(({ items }) => items.includes(STEP))!.items.filter((step) => step !== STEP);
const DONE = OTHERS.map((step) => `- [x] ${step}\n`).join('');

describe('what a process brings to life', () => {
  it('boxes, however they are written', () => {
    const record = recordOf('', '* [X] a\n  + [ ] b \r\n- [x] c\n-[x] d\n- [y] e\n1. [ ] f\n 2) [x]  g\n');
    assert.deepEqual(boxesOf(record), [
      { text: 'a', ticked: true },
      { text: 'b', ticked: false },
      { text: 'c', ticked: true },
      { text: 'f', ticked: false },
      { text: 'g', ticked: true },
    ]);
  });

  it('a step is done by its box or its entry', () => {
    assert.equal(isStepDone(recordOf('', `- [x] ${STEP}\n`), DEFAULT, STEP), true);
    assert.equal(isStepDone(recordOf('', `- [ ] ${STEP}\n`), DEFAULT, STEP), false);
    assert.equal(isStepDone(recordOf(`- 2026-11-20T15:01:00Z @lee CHECK: ${STEP}\n`), DEFAULT, STEP), true);
    assert.equal(isStepDone(recordOf(`- 2026-11-20T15:01:00Z @lee TL: ${STEP}\n`), DEFAULT, STEP), false);
  });

  for (const marker of ['-', '*', '+', '1.', '12)']) {
    it(`a gate, a deadline and the check command read the same box behind "${marker}"`, () => {
      const boxed = (box: string) => recordOf('', `${DONE}${marker} [${box}] ${STEP}\n`);
      assert.deepEqual(missingFor(boxed(' '), DEFAULT, 'resolved'), [{ step: STEP }]);
      assert.deepEqual(missingFor(boxed('x'), DEFAULT, 'resolved'), []);
      assert.equal(isStepDone(boxed('X'), DEFAULT, STEP), true);
      const steps = (record: IncidentRecord) => checklistSteps(record).map(({ text, ticked }) => ({ text, ticked }));
      assert.deepEqual(steps(boxed('x')), boxesOf(boxed('x')));
      assert.deepEqual(steps(boxed(' ')), boxesOf(boxed(' ')));
    });
  }

  it('a gate asks for its steps, in the record or not, and lets through with a reason', () => {
    assert.deepEqual(missingFor(recordOf('', `${DONE}- [ ] ${STEP}\n`), DEFAULT, 'resolved'), [{ step: STEP }]);
    assert.deepEqual(missingFor(recordOf('', DONE), DEFAULT, 'resolved'), [{ step: STEP }]);
    assert.deepEqual(
      missingFor(recordOf(`- 2026-11-20T15:01:00Z @lee CHECK: ${STEP}\n`, DONE), DEFAULT, 'resolved'),
      [],
    );
    assert.equal(missingFor(recordOf(''), DEFAULT, 'resolved').length, 4);
    assert.deepEqual(missingFor(recordOf('', `${DONE}- [x] ${STEP}\n`, 'format: 1\n'), DEFAULT, 'resolved'), [
      { milestone: 'mitigated' },
    ]);
    assert.deepEqual(missingFor(recordOf(''), DEFAULT, 'identified'), []);
  });

  it('a gate asks for no step that such an incident has no list for', () => {
    const process = builtIn('mnx');
    const milestones = 'format: 1\nsecurity: true\n';
    assert.deepEqual(missingFor(recordOf('', '', milestones), process, 'resolved'), []);
    const there = recordOf('', '- [ ] Give the all clear on the status page\n', milestones);
    assert.deepEqual(missingFor(there, process, 'resolved'), [{ step: 'Give the all clear on the status page' }]);
  });

  it('a milestone that is logged anyway says what was missing, and why', () => {
    const made = (record: IncidentRecord, name: string, text = '', reason = '') =>
      milestoneEntry(record, DEFAULT, { name, text, reason }).text;
    const early = recordOf('', `${DONE}- [ ] ${STEP}\n`, 'format: 1\n');
    const missing = `"mitigated" not logged, "${STEP}" not checked off`;
    assert.equal(made(early, 'resolved', '', ' late\nat night '), `(exception: late at night; ${missing})`);
    assert.equal(made(early, 'resolved', 'rolled back'), `rolled back\n(exception: no reason given; ${missing})`);
    assert.equal(made(early, 'resolved?', 'rolled back', 'late'), 'rolled back');
    const done = recordOf('', `${DONE}- [x] ${STEP}\n`);
    assert.equal(made(done, 'resolved', 'rolled back', 'late'), 'rolled back');
    for (const text of ['', 'rolled back', 'a\n\nb', 'saw (exception: null; x) in the log']) {
      assert.equal(withoutException(made(early, 'resolved', text)), text);
      assert.equal(withoutException(text), text);
    }
  });

  it('what is missing is said in a few words', () => {
    const long = 'What stopped the impact also lasts: no restart by timer, nothing switched off';
    const by = (...holders: string[]) => ({ label: 'technology lead', holders });
    const cases: [Parameters<typeof missingWords>[0], string][] = [
      [[{ step: 'a' }], '"a" not checked off'],
      [[{ step: long }], '"What stopped the impact also lasts: no restart by timer …" not checked off'],
      [[{ step: 'a' }, { step: 'b' }, { milestone: 'mitigated' }], '"mitigated" not logged, 2 steps not checked off'],
      [[{ step: 'a', by: by() }], 'not checked off by the technology lead: nobody yet'],
      [
        [
          { step: 'a', by: by('@kim', '@jo') },
          { step: 'b', by: by('@kim', '@jo') },
        ],
        'not checked off by the technology lead: @kim, @jo',
      ],
    ];
    for (const [missing, words] of cases) {
      assert.equal(missingWords(missing, say), words);
    }
  });

  it('what is checked off at a gate is logged with the milestone, and is not an exception', () => {
    const record = recordOf('', `${DONE}- [ ] ${STEP}\n`, 'format: 1\n');
    const [milestone, step] = missingFor(record, DEFAULT, 'resolved');
    const entry = (...done: Missing[]) =>
      milestoneEntry(record, DEFAULT, { name: 'resolved', text: 'x', reason: 'late', done }).text;
    assert.equal(entry(milestone!, step!), 'x');
    assert.equal(entry(step!), 'x\n(exception: late; "mitigated" not logged)');
    assert.deepEqual(tickedEntries(record, DEFAULT, 'resolved', [milestone!, step!]), {
      milestones: [{ kind: 'MILESTONE', qualifier: 'mitigated', text: '' }],
      checks: [{ kind: 'CHECK', text: STEP, box: { step: STEP, ticked: true } }],
    });
    const meanwhile = recordOf('', `- [x] ${STEP}\n`);
    assert.deepEqual(tickedEntries(meanwhile, DEFAULT, 'resolved', [milestone!, step!]), {
      milestones: [],
      checks: [],
    });
  });

  it('a step that needs a person is checked off by nobody else', () => {
    const by = { label: 'technology lead', holders: ['@kim'] };
    const ticks = (missing: Missing) => ['kim', 'dana'].filter((person) => canTick(missing, person));
    assert.deepEqual(ticks({ step: 'a', by }), ['kim']);
    assert.deepEqual(ticks({ step: 'a' }), ['kim', 'dana']);
    assert.deepEqual(ticks({ milestone: 'mitigated' }), ['kim', 'dana']);
  });

  it('deadlines run by the severity, and for no false alarm', () => {
    const names = (front: string) => dueDeadlines(recordOf('', '', front), DEFAULT, 'UTC').map(({ name }) => name);
    assert.deepEqual(names(FRONT), ['retrospective']);
    assert.deepEqual(names(FRONT.replace('mitigated\n', 'canceled\n')), []);
    assert.deepEqual(names(FRONT.replace('SEV-1', 'SEV-4')), []);
    assert.deepEqual(names(FRONT.replace('SEV-1', 'odd')), []);
    const resolved = `${FRONT}`.replace('roles:', '  resolved: 2026-11-20T17:00:00Z\nroles:');
    assert.deepEqual(names(resolved), ['report', 'retrospective']);
    const [report] = dueDeadlines(recordOf('', '', resolved), DEFAULT, 'UTC');
    assert.equal(report!.latest, undefined);
  });

  it('people who report to one person are counted once, without the lead', () => {
    const quest = (owner: string) => `- [ ] 2026-11-20T15:01:00Z @dana QUEST ${owner}: x\n`;
    const record = recordOf(
      `${quest('@lee')}${quest('@jo')}${quest('@dana')}- [x] 2026-11-20T15:01:00Z @dana QUEST @ed: x\n`,
    );
    assert.deepEqual(spanOfControl(record, DEFAULT), { people: 2 });
    const { spanOfControl: span, ...without } = DEFAULT;
    assert.deepEqual(spanOfControl(record, without), { people: 2 });
    const tight = { ...DEFAULT, spanOfControl: { ...span!, people: 1 } };
    assert.match(spanOfControl(record, tight).hint!, /^2 people report to one person; the limit is 1\. Split/);
    const nobody = recordOf(quest('@lee'), '', 'format: 1\n');
    assert.deepEqual(spanOfControl(nobody, DEFAULT), { people: 1 });
  });

  it('quests end at their time, those without one last', () => {
    const quest = (text: string) => `- [ ] 2026-11-20T15:01:00Z @dana QUEST @lee: ${text}\n`;
    const record = recordOf(quest('a') + quest('b (until soon)') + quest('c (until 2026-11-20T15:30:00Z)'));
    assert.deepEqual(
      openQuests(record).map(({ entry: _, ...quest }) => quest),
      [
        { owner: '@lee', text: 'c', until: Date.UTC(2026, 10, 20, 15, 30) },
        { owner: '@lee', text: 'a' },
        { owner: '@lee', text: 'b (until soon)' },
      ],
    );
  });

  it('moments and their tips', () => {
    const at = (hour: number, minute = 0) => ({ now: Date.UTC(2026, 10, 20, hour, minute), zone: 'UTC' });
    const moments = (hour: number, minute = 0, front = FRONT, entries = '') =>
      momentsOf(recordOf(entries, '', front), DEFAULT, at(hour, minute));
    assert.deepEqual(moments(15, 5), ['mitigated', 'declare']);
    assert.deepEqual(moments(17), ['mitigated', 'long']);
    assert.deepEqual(moments(19), ['mitigated', 'off-hours', 'long']);
    const open = FRONT.replace('mitigated\n', 'investigating\n');
    assert.deepEqual(moments(16, 0, open), []);
    assert.deepEqual(moments(16, 0, 'format: 1\n'), []);
    assert.deepEqual(moments(16, 0, open, '- 2026-11-20T15:01:00Z @dana ROLE scribe: @lee → @jo\n'), ['hand-off']);
    assert.deepEqual(moments(16, 0, FRONT.replace('mitigated\n', 'closed\n')), ['resolved', 'postmortem']);
    assert.deepEqual(moments(16, 0, FRONT.replace('mitigated\n', 'canceled\n')), []);
    assert.deepEqual(momentsOf(recordOf('', '', open), DEFAULT, at(22)).slice(0, 1), ['off-hours']);
    const clock = (word: string, hour: number, minute: number) =>
      ({ word, at: Date.UTC(2026, 10, 20, hour, minute) }) as DueItem;
    const among = (...clocks: DueItem[]) => momentsOf(recordOf('', '', open), DEFAULT, at(16), clocks);
    assert.deepEqual(among(clock('update', 16, 6), clock('quest', 16, 0), clock('report', 15, 0)), []);
    assert.deepEqual(among(clock('update', 16, 5), clock('quest', 15, 59)), ['update', 'stuck']);
    assert.equal(tipsFor(DEFAULT, ['page', 'off-hours']).length, 1);
    assert.match(wakingTip(DEFAULT, at(22))!, /^It's the middle of the night/);
    assert.equal(wakingTip(DEFAULT, at(12)), undefined);
    assert.deepEqual(tipsFor(DEFAULT, []), []);
  });

  it('sources are found in what was said', () => {
    assert.equal(sourceOf(DEFAULT, 'whatever'), undefined);
    assert.equal(sourceOf(builtIn('mnx'), 'A Page came')!.name, 'page');
  });
});
