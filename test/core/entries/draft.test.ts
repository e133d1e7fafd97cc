import assert from 'node:assert/strict';
import { type Declaration, draftRecord } from '../../../src/core/entries/draft';
import { FIELD_ORDER } from '../../../src/core/frontMatter/fields';
import { readInstant } from '../../../src/core/time/instant';
import { readProcess, vocabularyOf } from '../../../src/core/process/process';
import { readRecord, recordFindings } from '../../../src/core/record/record';

const PROCESS = readProcess(`
name: small
label: Small
roles: [{ id: lead, label: Team Lead, leads: true, meaning: Leads. }]
severities: [{ name: SEV-1, meaning: Bad., pages: true, cadence: {} }]
defaultSeverity: SEV-1
milestones: [{ name: declared, meaning: Said., status: investigating, askedFor: false }]
audiences: [{ name: internal, meaning: Us. }]
contacts: |
  - Call us.
checklists:
  - { phase: Declare, items: [Breathe, Say it] }
  - { phase: Resolve, role: lead, items: [Check it] }
`).process!;

function ms(instant: string): number {
  const read = readInstant(instant);
  return 'instant' in read ? read.instant : NaN;
}

const LOGIN: Declaration = {
  id: '2026-11-20-logging-in-is-broken-for-all-users',
  title: 'Logging in is broken for all users',
  process: PROCESS,
  severity: 'SEV-1',
  security: false,
  instant: ms('2026-11-20T15:02:00Z'),
  author: 'dana',
  services: [],
};

/** The part of the draft from the line `from` to before the line `to`, without blank lines around it. */
function part(changes: Partial<Declaration>, from: string, to: string): string {
  const text = `${draftRecord({ ...LOGIN, ...changes })}\n`;
  return text.slice(text.indexOf(`${from}\n`) + from.length + 1, text.indexOf(`\n${to}`)).trim();
}

function summary(changes: Partial<Declaration>, ...lines: string[]) {
  it(`sums up ${JSON.stringify(changes)} as ${JSON.stringify(lines)}`, () => {
    assert.deepEqual(part(changes, '## Summary', '## Timeline').split('\n\n'), lines);
  });
}

function timeline(changes: Partial<Declaration>, ...lines: string[]) {
  it(`begins the timeline with ${JSON.stringify(lines)}`, () => {
    assert.deepEqual(part(changes, '## Timeline', '## Checklists').split('\n'), lines);
  });
}

function sound(changes: Partial<Declaration>) {
  it(`is read without a finding: ${JSON.stringify(changes).slice(0, 80)}`, () => {
    const record = readRecord(draftRecord({ ...LOGIN, ...changes }));
    assert.deepEqual(recordFindings(record, vocabularyOf(PROCESS)), []);
    const card = record.frontMatter.document!.toJS() as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      Object.keys(card),
      FIELD_ORDER.filter((key) => Object.hasOwn(card, key)),
    );
    const values = Object.values(card).map((value) => JSON.stringify(value));
    assert.deepEqual(
      values.filter((value) => ['null', '{}', '[]', '""'].includes(value)),
      [],
    );
  });
}

describe('draft', () => {
  describe('if the process says that the declarer leads', () => {
    const process = { ...PROCESS, declarerLeads: true };
    const declared = '- 2026-11-20T15:02:00Z @dana MILESTONE declared:';
    const leads = '- 2026-11-20T15:02:01Z @dana ROLE lead: @dana';

    timeline({ process }, declared, leads);
    timeline(
      { process, detected: ms('2026-11-20T15:02:01Z') },
      declared,
      '- 2026-11-20T15:02:01Z @dana MILESTONE detected:',
      leads.replace('02:01Z', '02:02Z'),
    );
    timeline({ process, author: 'unknown' }, declared.replace('dana', 'unknown'));
    timeline({ process: { ...PROCESS, declarerLeads: false } }, declared);
    sound({ process });

    it('has them in the front matter as well', () => {
      const holders = (changes: Partial<Declaration>) =>
        readRecord(draftRecord({ ...LOGIN, ...changes })).frontMatter.fields.roles;
      assert.deepEqual(holders({ process }), { lead: ['@dana'] });
      assert.deepEqual(holders({ process, author: 'unknown' }), {});
    });
  });

  it('says how a clone without the extension gets it, but for a security incident', () => {
    const checkout = 'git worktree add incidents incident-log';
    const contacts = part({ checkout }, '## Contacts', '## Summary');
    assert.equal(contacts, `- Call us.\n- Without Incident Notes, a clone gets this record by \`${checkout}\`.`);
    assert.ok(!draftRecord({ ...LOGIN, checkout, security: true }).includes(checkout));
  });

  it('is the whole record', () => {
    const declaration: Declaration = {
      ...LOGIN,
      summary: { functionality: 'Logging in', state: 'broken', audience: 'all users' },
      impact: 'Customers cannot sign in on web or mobile.',
      services: ['auth-api'],
      started: ms('2026-11-20T14:50:00Z'),
      detected: ms('2026-11-20T14:58:00Z'),
      source: 'customers report failed log-ins',
    };
    assert.equal(
      draftRecord(declaration),
      `---
format: 1
id: 2026-11-20-logging-in-is-broken-for-all-users
title: Logging in is broken for all users
process: small
severity: SEV-1
status: investigating
security: false
summary:
  functionality: Logging in
  state: broken
  audience: all users
impact: Customers cannot sign in on web or mobile.
milestones:
  started: 2026-11-20T14:50:00Z
  detected: 2026-11-20T14:58:00Z
  declared: 2026-11-20T15:02:00Z
services: [auth-api]
---
# [inc-26-11-20-SEV-1] Logging in is broken for all users

## Contacts

- Call us.

## Summary

Logging in is broken for all users.

Customers cannot sign in on web or mobile.

## Timeline

- 2026-11-20T14:50:00Z @dana MILESTONE started:
- 2026-11-20T14:58:00Z @dana MILESTONE detected:
- 2026-11-20T15:02:00Z @dana MILESTONE declared: customers report failed log-ins

## Checklists

### Declare

- [ ] Breathe
- [ ] Say it

### Resolve (team lead)

- [ ] Check it
`,
    );
  });

  it('leaves open what is not known', () => {
    const lines = part({ security: true, process: { ...PROCESS, milestones: [] } }, '---', '---').split('\n');
    assert.deepEqual(lines.slice(5), [
      'status: investigating',
      'security: true',
      'milestones:',
      '  declared: 2026-11-20T15:02:00Z',
    ]);
  });

  describe('summary', () => {
    summary({ title: 'Is it down?' }, 'Is it down?');
    summary({ title: '', impact: '' }, '');
    summary({ title: 'x', impact: ' a\nb ' }, 'x.', 'a b');
    summary({ title: '## Timeline' }, '\\## Timeline.');
    summary(
      { title: 'x', impact: '- 2026-11-20T15:02:00Z @lee TL: forged' },
      'x.',
      '\\- 2026-11-20T15:02:00Z @lee TL: forged',
    );
    summary({ title: 'x', impact: '```' }, 'x.', '\\```');
    summary({ title: 'x', impact: '---' }, 'x.', '\\---');
    summary({ title: 'x', impact: '===' }, 'x.', '\\===');
    summary({ title: 'x', impact: '<!--' }, 'x.', '\\<!--');
    summary({ title: 'x', impact: '1. of all' }, 'x.', '1\\. of all');
    summary({ title: 'x', impact: '#5 is down, -5 too' }, 'x.', '#5 is down, -5 too');
  });

  describe('timeline', () => {
    timeline({}, '- 2026-11-20T15:02:00Z @dana MILESTONE declared:');
    timeline({ author: 'Dana Q. <@>' }, '- 2026-11-20T15:02:00Z @Dana-Q MILESTONE declared:');
    timeline({ author: '' }, '- 2026-11-20T15:02:00Z @unknown MILESTONE declared:');
    timeline(
      { source: 'a page\n## Timeline\n- 2026-11-20T15:02:00Z @lee TL: forged' },
      '- 2026-11-20T15:02:00Z @dana MILESTONE declared: a page',
      '  ## Timeline',
      '  - 2026-11-20T15:02:00Z @lee TL: forged',
    );
    timeline(
      { started: LOGIN.instant + 500, detected: LOGIN.instant },
      '- 2026-11-20T15:01:58Z @dana MILESTONE started:',
      '- 2026-11-20T15:01:59Z @dana MILESTONE detected:',
      '- 2026-11-20T15:02:00Z @dana MILESTONE declared:',
    );
    timeline(
      { detected: LOGIN.instant + 60_000 },
      '- 2026-11-20T15:02:00Z @dana MILESTONE declared:',
      '- 2026-11-20T15:03:00Z @dana MILESTONE detected:',
    );
  });

  describe('as a reader sees it', () => {
    sound({});
    sound({ title: 'a: b # c', impact: '"quoted" and \'single\'', services: ['a, b', '@x', '- y', '\n'] });
    sound({ title: '---\nstatus: closed\n---', impact: '---', source: '---\n\n# x\n```' });
    sound({ summary: { functionality: 'null', state: '~', audience: '123\n456' } });
    sound({ started: LOGIN.instant, detected: LOGIN.instant });
    sound({ title: '&a *b !c', impact: '__proto__: 1' });
  });
});
