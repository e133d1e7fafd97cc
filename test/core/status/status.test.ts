import { strict as assert } from 'node:assert';
import { readRecord } from '../../../src/core/record/record';
import { incidentStatus, type IncidentStatus } from '../../../src/core/status/status';
import {
  choiceWords,
  statusDetails,
  statusLine,
  statusSentences,
  type Waiting,
} from '../../../src/core/status/statusWords';
import { builtIn } from '../builtIn';

const process = builtIn('default');
const DECLARED = Date.parse('2026-11-20T15:00:00Z');
const MINUTE = 60_000;

function record(fields: Record<string, string>, timeline = ''): string {
  const all: Record<string, string> = {
    format: '1',
    id: 'x',
    title: 'Logging in is broken',
    severity: 'SEV-1',
    status: 'investigating',
    milestones: '{ declared: 2026-11-20T15:00:00Z }',
    ...fields,
  };
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}\n`);
  return `---\n${lines.join('')}---\n## Timeline\n\n${timeline}`;
}

function statusOf(text: string, now: number): IncidentStatus {
  return incidentStatus(readRecord(text), process, { id: 'folder-name', now, zone: 'UTC' });
}

function say(text: string, waiting: Waiting, after = 10 * MINUTE): [string, string] {
  const now = DECLARED + after;
  const status = statusOf(text, now);
  return [statusLine(status, waiting, now), statusSentences(status, waiting, now)];
}

describe('status', () => {
  it('says severity, age and the next update', () => {
    assert.deepEqual(say(record({}), { entries: 0 }), [
      'SEV-1 Logging in is broken · 10 min · update in 20 min',
      'Incident Logging in is broken: SEV-1, investigating, open for 10 min. Nobody is leading yet. The next internal update is due in 20 min.',
    ]);
  });

  it('says first how many incidents are open, and names the one that entries go to', () => {
    const now = DECLARED + 10 * MINUTE;
    const status = statusOf(record({}), now);
    assert.equal(
      statusLine(status, { entries: 0 }, now, 2),
      '2 incidents · SEV-1 Logging in is broken · 10 min · update in 20 min',
    );
    assert.match(
      statusSentences(status, { entries: 0 }, now, 2),
      /^2 incidents are open\. Entries go to this one\. Incident Logging in is broken: SEV-1/,
    );
  });

  it('names all that are open where none is active', () => {
    assert.deepEqual(choiceWords(['SEV-1 Logging in is broken', 'SEV-3 Search is slow']), {
      line: '2 incidents open',
      sentences:
        '2 incidents are open, and none is active: SEV-1 Logging in is broken; SEV-3 Search is slow. Switch to one of them.',
    });
  });

  it('says in words that an update is overdue', () => {
    assert.match(say(record({}), { entries: 0 }, 35 * MINUTE)[0], / · update 5 min overdue/);
  });

  it('counts from the last update of the audience', () => {
    const sent = '- 2026-11-20T15:08:00Z @dana UPDATE internal: we look\n- 2026-11-20T15:08:00Z @dana TL: x\n';
    assert.match(say(record({}, sent), { entries: 0 })[0], / · update in 20 min/);
  });

  it("says what's pending, why, and where", () => {
    const [line, sentences] = say(record({}), {
      entries: 2,
      why: 'a rebase is in progress',
      place: { rule: 'current', records: '', words: 'on branch main' },
    });
    assert.match(line, /^SEV-1 Logging i… · 2 pending: a rebase is in progress · update/);
    assert.match(sentences, / 2 pending: a rebase is in progress\. The record is on branch main\.$/);
  });

  it('says a reason without entries', () => {
    assert.match(say(record({}), { entries: 0, why: 'held' })[0], / · held · update/);
  });

  it('says in the line when the record is not shared', () => {
    assert.match(
      say(record({}), {
        entries: 0,
        place: { rule: 'unshared', records: '', words: 'not shared; on branch feature-x' },
      })[0],
      / · not shared; on branch feature-x · update/,
    );
  });

  it('tells an ended incident by its status', () => {
    const [line] = say(record({ status: 'resolved' }), { entries: 0 });
    assert.equal(line, 'SEV-1 Logging in is broken · resolved');
  });

  it('tells what is due first, be it a quest', () => {
    const quest = '- [ ] 2026-11-20T15:05:00Z @dana QUEST @lee: look (until 2026-11-20T15:25:00Z)\n';
    const [line, sentences] = say(record({}, quest), { entries: 0 });
    assert.match(line, / · quest due in 15 min$/);
    assert.match(sentences, /The next internal update is due in 20 min\. Quest for @lee: due in 15 min\.$/);
    assert.match(say(record({}, quest), { entries: 0 }, 40 * MINUTE)[0], / · quest 15 min overdue, 2 more$/);
  });

  it('tells after the incident what is owed', () => {
    const milestones =
      '{ declared: 2026-11-20T15:00:00Z, started: 2026-11-20T14:30:00Z, resolved: 2026-11-20T16:00:00Z }';
    const text = record({ status: 'resolved', milestones });
    assert.match(say(text, { entries: 0 }, 18 * 60 * MINUTE)[0], / · resolved · report due in 1 d 7 h$/);
    assert.equal(statusOf(text, DECLARED + 18 * 60 * MINUTE).elapsed, 90 * 60);
  });

  it('lists every clock with whose it is, and what there is to consider', () => {
    const lines = (name: string, fields: Record<string, string>, timeline: string, minutes: number) => {
      const now = DECLARED + minutes * MINUTE;
      const read = readRecord(record(fields, timeline));
      return statusDetails(incidentStatus(read, builtIn(name), { id: 'x', now, zone: 'UTC' }), now);
    };
    const snoozed =
      '- 2026-11-20T15:31:00Z @dana TL: Snoozed “Update for internal” until 2026-11-20T15:45:00Z\n' +
      '- 2026-11-20T15:32:00Z @dana TL: a new disk, ETA 90 min\n';
    assert.deepEqual(lines('default', { roles: '{ communications-lead: "@kim" }' }, snoozed, 40).slice(0, 3), [
      'Executive update: 10 min overdue (@kim)',
      'Internal update: due in 5 min, snoozed (nobody yet)',
      'Customer update: due in 20 min (@kim)',
    ]);
    assert.match(lines('default', {}, snoozed, 90).at(-1)!, /^Keep it short and plain/);
    const quests = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
      (name) => `- [ ] 2026-11-20T15:05:00Z @dana QUEST @${name}: look\n`,
    );
    const mnx = lines('mnx', {}, snoozed + quests.join(''), 40);
    assert.match(mnx.join('\n'), /^The fix will take more than an hour: Call the customer now$/m);
    assert.match(mnx.join('\n'), /^8 people report to one person; the limit is 7\. Split off a sub-team/m);
    const begins = lines('2i2c', {}, '', 10);
    assert.equal(begins.filter((line) => line.startsWith('Before it officially begins: ')).length, 4);
    assert.match(lines('default', {}, '', 5).at(-1)!, /^Take a breath/);
  });

  it('shortens a long title', () => {
    const [line] = say(record({ title: `${'word '.repeat(20)}` }), { entries: 0 });
    assert.match(line, /^SEV-1 word word word word wor… · /);
  });

  it('names the roles, one holder or several', () => {
    const text = record({ roles: '{ commander: "@dana", scribe: ["@lee", "@jo"] }' });
    assert.deepEqual(statusOf(text, DECLARED).roles, {
      commander: '@dana',
      scribe: ['@lee', '@jo'],
    });
    assert.match(say(text, { entries: 0 })[1], / Roles: commander @dana; scribe @lee, @jo\. /);
  });

  it('says that nobody leads, and which hand-offs are not confirmed', () => {
    const offer = '- 2026-11-20T15:05:00Z @dana ROLE incident-commander: @dana → @lee (rest)\n';
    const led = record({ roles: '{ incident-commander: "@dana" }' }, offer);
    const words = say(led, { entries: 0 })[1];
    assert.match(words, / The hand-off of incident-commander from @dana to @lee isn't confirmed yet\. /);
    assert.doesNotMatch(words, /Nobody leads/);
    assert.match(say(record({}), { entries: 0 })[1], /Nobody is leading yet\./);
    assert.doesNotMatch(say(record({ status: 'resolved' }), { entries: 0 })[1], /Nobody leads/);
    const details = (text: string) => statusDetails(statusOf(text, DECLARED), DECLARED).join('\n');
    assert.match(details(led), /^Nobody yet: Deputy, Scribe, /m);
    assert.doesNotMatch(details(record({ status: 'resolved' })), /Nobody yet/);
  });

  it('makes do with a record that cannot be read', () => {
    const status = statusOf('nothing', DECLARED);
    assert.deepEqual(
      { ...status, roles: Object.keys(status.roles) },
      {
        id: 'folder-name',
        title: 'folder-name',
        severity: undefined,
        status: undefined,
        open: true,
        age: 0,
        elapsed: 0,
        roles: [],
        lead: { role: 'incident-commander', label: 'Incident commander', holders: [] },
        unassigned: ['Deputy', 'Scribe', 'Communications lead', 'Subject matter expert'],
        offers: [],
        nextUpdate: null,
        clocks: [],
        deadlines: [],
        quests: [],
        span: { people: 0 },
        escalations: [],
        tips: [],
        startConditions: [],
      },
    );
  });

  it('takes the first entry for the declaration where the front matter has none', () => {
    const text = record({ milestones: '{}' }, '- 2026-11-20T15:05:00Z @dana TL: x\n');
    assert.equal(statusOf(text, DECLARED + 10 * MINUTE).age, 300);
  });

  it('says of an ended incident without a status that it has ended', () => {
    const status = statusOf(record({ status: 'closed' }), DECLARED);
    assert.match(statusLine({ ...status, status: undefined }, { entries: 0 }, DECLARED), / · ended$/);
  });
});
