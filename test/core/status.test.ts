import { strict as assert } from 'node:assert';
import { readRecord } from '../../src/core/record';
import { incidentStatus, statusLine, statusSentences, type Waiting } from '../../src/core/status';
import { builtIn } from './builtIn';

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

function say(text: string, waiting: Waiting, after = 10 * MINUTE): [string, string] {
  const now = DECLARED + after;
  const status = incidentStatus(readRecord(text), process, 'folder-name', now);
  return [statusLine(status, waiting, now), statusSentences(status, waiting, now)];
}

describe('status', () => {
  it('says severity, age and the next update', () => {
    assert.deepEqual(say(record({}), { entries: 0 }), [
      'SEV-1 Logging in is broken · 10 m · update in 20 m',
      'Incident Logging in is broken: SEV-1, investigating, open for 10 m. The next update for internal is due in 20 m.',
    ]);
  });

  it('says in words that an update is overdue', () => {
    assert.match(say(record({}), { entries: 0 }, 35 * MINUTE)[0], / · update overdue 5 m/);
  });

  it('counts from the last update of the audience', () => {
    const sent = '- 2026-11-20T15:08:00Z @dana UPDATE internal: we look\n- 2026-11-20T15:08:00Z @dana TL: x\n';
    assert.match(say(record({}, sent), { entries: 0 })[0], / · update in 20 m/);
  });

  it('says what waits, why and where', () => {
    const [line, sentences] = say(record({}), {
      entries: 2,
      why: 'a rebase is in progress',
      place: { rule: 'current', records: '', words: 'on branch main' },
    });
    assert.match(line, /^SEV-1 Logging in… · 10 m · 2 waiting: a rebase is in progress · update/);
    assert.match(sentences, / 2 waiting: a rebase is in progress\. The record is on branch main\.$/);
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

  it('shortens a long title', () => {
    const [line] = say(record({ title: `${'word '.repeat(20)}` }), { entries: 0 });
    assert.match(line, /^SEV-1 word word word word wor… · /);
  });

  it('names the roles, one holder or several', () => {
    const text = record({ roles: '{ commander: "@dana", scribe: ["@lee", "@jo"] }' });
    assert.deepEqual(incidentStatus(readRecord(text), process, 'x', DECLARED).roles, {
      commander: '@dana',
      scribe: ['@lee', '@jo'],
    });
    assert.match(say(text, { entries: 0 })[1], / Roles: commander @dana; scribe @lee, @jo\. /);
  });

  it('makes do with a record that cannot be read', () => {
    const status = incidentStatus(readRecord('nothing'), process, 'folder-name', DECLARED);
    assert.deepEqual(
      { ...status, roles: Object.keys(status.roles) },
      {
        id: 'folder-name',
        title: 'folder-name',
        severity: undefined,
        status: undefined,
        open: true,
        age: 0,
        roles: [],
        nextUpdate: null,
      },
    );
  });

  it('takes the first entry for the declaration where the front matter has none', () => {
    const text = record({ milestones: '{}' }, '- 2026-11-20T15:05:00Z @dana TL: x\n');
    assert.equal(incidentStatus(readRecord(text), process, 'x', DECLARED + 10 * MINUTE).age, 300);
  });

  it('says of an ended incident without a status that it has ended', () => {
    const status = incidentStatus(readRecord(record({ status: 'closed' })), process, 'x', DECLARED);
    assert.match(statusLine({ ...status, status: undefined }, { entries: 0 }, DECLARED), / · ended$/);
  });
});
