import assert from 'node:assert/strict';
import { dueItemsOf } from '../../../src/core/status/dueItems';
import { readInstant } from '../../../src/core/time/instant';
import { readRecord, type IncidentRecord } from '../../../src/core/record/record';
import { readTypedSnooze, snoozeEntry } from '../../../src/core/entries/snooze';
import { builtIn } from '../builtIn';

const DECLARED = Date.UTC(2026, 10, 20, 15);
const MINUTE = 60_000;

interface Given {
  readonly process?: string;
  readonly front?: string;
  readonly roles?: string;
  readonly timeline?: string;
}

function recordOf({ front = '', roles = '{}', timeline = '' }: Given): IncidentRecord {
  const own = front.split('\n').map((line) => line.split(':')[0]);
  const rest = ['severity: SEV-1', 'status: investigating', 'milestones: { declared: 2026-11-20T15:00:00Z }'];
  const fields = rest.filter((line) => !own.includes(line.split(':')[0]));
  const lines = ['format: 1', ...fields, `roles: ${roles}`, ...(front === '' ? [] : [front])];
  return readRecord(`---\n${lines.join('\n')}\n---\n## Timeline\n\n${timeline}`);
}

function clocks(given: Given) {
  return dueItemsOf(recordOf(given), builtIn(given.process ?? 'default'), 'UTC');
}

/** `Update for internal 30 @lee`: the minute after the declaration, and whose it is. */
function run(what: string, given: Given, ...expected: string[]) {
  it(what, () => {
    assert.deepEqual(
      clocks(given).map(({ label, at, holders }) =>
        [label, (at - DECLARED) / MINUTE, ...holders].map(String).join(' '),
      ),
      expected,
    );
  });
}

const LEAD = '{ incident-commander: "@dana" }';

describe('clocks', () => {
  run(
    'an update belongs to whoever leads while nobody writes it by role',
    { roles: LEAD },
    ...['Update for internal 30 @dana', 'Update for executive 30 @dana', 'Update for customer 60 @dana'],
  );
  run(
    'an update belongs to the role that writes it',
    { roles: '{ incident-commander: "@dana", deputy: ["@lee", "@jo"], communications-lead: "@kim" }' },
    ...['Update for internal 30 @lee @jo', 'Update for executive 30 @kim', 'Update for customer 60 @kim'],
  );
  run(
    'nobody has it where nobody leads',
    {},
    ...['Update for internal 30', 'Update for executive 30', 'Update for customer 60'],
  );
  run(
    'the executives’ update is the deputy’s at PagerDuty',
    { process: 'pagerduty', roles: '{ incident-commander: "@dana", deputy: "@lee" }' },
    'Update for executive 30 @lee',
  );
  run(
    'a quest is its owner’s, one without an end rings never',
    {
      front: 'severity: SEV-4',
      roles: LEAD,
      timeline:
        '- [ ] 2026-11-20T15:05:00Z @dana QUEST @lee: look (until 2026-11-20T15:25:00Z)\n' +
        '- [ ] 2026-11-20T15:06:00Z @dana QUEST @lee: forever\n' +
        '- [ ] 2026-11-20T15:07:00Z @dana QUEST somebody: ask (until 2026-11-20T15:26:00Z)\n' +
        '- [x] 2026-11-20T15:08:00Z @dana QUEST @lee: done (until 2026-11-20T15:20:00Z)\n',
    },
    ...['Quest for @lee: look 25 @lee', 'Quest for somebody: ask 26'],
  );
  run(
    'what is owed runs on after it is resolved, updates and quests do not',
    {
      front:
        'status: resolved\nmilestones: { declared: 2026-11-20T15:00:00Z, mitigated: 2026-11-20T15:30:00Z, resolved: 2026-11-20T16:00:00Z }',
      roles: LEAD,
      timeline: '- [ ] 2026-11-20T15:05:00Z @dana QUEST @lee: look (until 2026-11-20T15:25:00Z)\n',
    },
    ...[`Incident report ${49 * 60} @dana`, `Retrospective ${(3 * 24 + 9) * 60 - 1 / 60} @dana`],
  );
  for (const status of ['closed', 'canceled', 'duplicate']) {
    run(`none of an incident that is ${status}`, {
      front: `status: ${status}\nmilestones: { declared: 2026-11-20T15:00:00Z, resolved: 2026-11-20T16:00:00Z }`,
      roles: LEAD,
    });
  }
  run(
    'a security incident owes an open audience nothing, because nothing may be written for it',
    { front: 'security: true', roles: LEAD },
    ...['Update for internal 30 @dana', 'Update for executive 30 @dana'],
  );

  it('say what is to be done', () => {
    const quest = '- [ ] 2026-11-20T15:05:00Z @dana QUEST @lee: look (until 2026-11-20T15:25:00Z)';
    const [first, second] = clocks({ timeline: `${quest}\n` });
    assert.deepEqual(
      [first!.key, first!.action],
      [
        'quest 2026-11-20T15:05:00Z @dana',
        { label: 'Complete Quest', command: 'complete', argument: { entry: quest } },
      ],
    );
    assert.deepEqual([second!.key, second!.role], ['update internal', 'incident-commander']);
    assert.deepEqual(second!.action, { label: 'Write Update', command: 'update' });
  });

  it('make do with a record that cannot be read', () => {
    assert.deepEqual(dueItemsOf(readRecord('nothing'), builtIn('default'), 'UTC'), []);
  });
});

describe('a clock that was put off', () => {
  const snoozed = (minute: number, until: string, key = 'update: internal') =>
    `- 2026-11-20T15:${minute}:00Z @dana SNOOZE ${key} until 2026-11-20T${until}Z, we wait\n`;
  /** As version 0.1.0 writes it. */
  const byLabel = (minute: number, until: string, label = 'Update for internal') =>
    `- 2026-11-20T15:${minute}:00Z @dana TL: Snoozed “${label}” until 2026-11-20T${until}Z, we wait\n`;
  const internal = (timeline: string) => {
    const clock = clocks({ timeline }).find(({ key }) => key === 'update internal')!;
    return [(clock.at - DECLARED) / MINUTE, clock.snoozed];
  };

  it('rings later', () => {
    assert.deepEqual(internal(snoozed(31, '15:45:00')), [45, true]);
    assert.deepEqual(internal(byLabel(31, '15:45:00')), [45, true]);
  });
  it('keeps the last word', () => {
    assert.deepEqual(internal(snoozed(31, '15:45:00') + snoozed(32, '15:40:00')), [40, true]);
    assert.deepEqual(internal(snoozed(31, '15:45:00') + byLabel(32, '15:40:00')), [40, true]);
    assert.deepEqual(internal(byLabel(31, '15:45:00') + snoozed(32, '15:40:00')), [40, true]);
  });
  it('rings no earlier', () => assert.deepEqual(internal(snoozed(10, '15:20:00')), [30, false]));
  it('starts over with each update that is sent', () => {
    const sent = '- 2026-11-20T15:35:00Z @dana UPDATE internal: x\n';
    assert.deepEqual(internal(snoozed(31, '17:00:00') + sent), [65, false]);
    assert.deepEqual(internal(sent + snoozed(36, '17:00:00')), [120, true]);
  });
  it('is another one', () => {
    assert.deepEqual(internal(snoozed(31, '15:45:00', 'update: executive')), [30, false]);
    assert.deepEqual(internal(snoozed(31, '15:45:00', 'deadline: internal')), [30, false]);
    assert.deepEqual(internal(snoozed(31, '15:75:00')), [30, false]);
    assert.deepEqual(internal(byLabel(31, '15:45:00', 'Update for executive')), [30, false]);
    assert.deepEqual(internal(byLabel(31, '15:45:00', 'No clock')), [30, false]);
    assert.deepEqual(internal(byLabel(31, '15:75:00')), [30, false]);
  });
  it('may have quotation marks and times in its name', () => {
    const words = '@lee: say “x” until 2026-11-20T10:00:00Z, then stop';
    const quest = `- [ ] 2026-11-20T15:05:00Z @dana QUEST ${words} (until 2026-11-20T15:25:00Z)\n`;
    const [first] = clocks({ timeline: quest + byLabel(31, '15:27:00', `Quest of ${words}`) });
    assert.deepEqual([first!.label, (first!.at - DECLARED) / MINUTE], [`Quest for ${words}`, 27]);
  });

  const clock = { key: 'update internal', label: 'Update for internal', at: DECLARED + 30 * MINUTE };
  const minute = (after: number) => DECLARED + after * MINUTE;

  it('leaves an entry with its key, which is read back', () => {
    const { kind, qualifier, text } = snoozeEntry(clock, minute(45), ' the vendor\nanswers ', minute(31));
    assert.deepEqual([kind, qualifier], ['SNOOZE', 'update']);
    assert.equal(text, 'internal until 2026-11-20T15:45:00Z, the vendor answers');
    assert.deepEqual(internal(`- 2026-11-20T15:31:00Z @dana SNOOZE update: ${text}\n`), [45, true]);
    assert.match(snoozeEntry(clock, minute(45), '', minute(31)).text, /15:45:00Z$/);
  });

  it('identifies a quest by its instant and author, even if its words changed', () => {
    const key = 'quest: 2026-11-20T15:05:00Z @dana';
    const quest = '- [ ] 2026-11-20T15:05:00Z @dana QUEST @lee: say “x” (until 2026-11-20T15:25:00Z)\n';
    const [first] = clocks({ timeline: quest + snoozed(31, '15:27:00', key) });
    assert.deepEqual([first!.key.replace(' ', ': '), (first!.at - DECLARED) / MINUTE], [key, 27]);
    const { qualifier, text } = snoozeEntry(first!, minute(50), '', minute(31));
    assert.equal(`${qualifier}: ${text}`, `${key} until 2026-11-20T15:50:00Z`);
  });

  it('holds where a formatter has wrapped its line', () => {
    const wrapped = snoozed(31, '15:45:00').replace(' until ', '\n  until ');
    assert.deepEqual(internal(wrapped), [45, true]);
  });

  it('is not put off to where it rings no later', () => {
    assert.throws(() => snoozeEntry(clock, minute(30), '', minute(5)), /"Update for internal" isn't due until/);
    assert.throws(() => snoozeEntry(clock, minute(40), '', minute(41)), /has already passed/);
  });

  const typed = (text: string) => readTypedSnooze(text, { now: DECLARED, zone: 'UTC' });
  const reads = (text: string, until: string, reason: string) =>
    it(`${text} is until ${until}`, () => {
      const read = readInstant(until);
      assert.deepEqual(typed(text), { until: 'instant' in read && read.instant, reason });
    });

  reads('+15m', '2026-11-20T15:15:00Z', '');
  reads(' +15m  we wait for it ', '2026-11-20T15:15:00Z', 'we wait for it');
  reads('15:30 CET is late', '2026-11-21T14:30:00Z', 'is late');
  reads('tomorrow 9:00', '2026-11-21T09:00:00Z', '');
  reads('tomorrow 9:00 CET sleep', '2026-11-21T08:00:00Z', 'sleep');
  it('refuses a zone that means two', () => assert.match(JSON.stringify(typed('14:03 CST we wait')), /CST/));
  it('refuses what is not a time', () => assert.ok('problem' in typed('later')));
  it('refuses nothing', () => assert.ok('problem' in typed('')));
});
