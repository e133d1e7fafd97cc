import assert from 'node:assert/strict';
import { draftBrief } from '../../../src/core/status/brief';
import { readRecord } from '../../../src/core/record/record';
import { builtIn } from '../builtIn';

const process = builtIn('default');
const frame = { id: 'x', now: Date.parse('2026-11-20T16:10:00Z'), zone: 'Europe/Berlin' };

const RECORD = `---
format: 1
id: x
title: Log-in is broken
severity: SEV-1
status: identified
impact: Nobody can sign in.
milestones:
  declared: 2026-11-20T15:00:00Z
roles:
  scribe: "@lee"
  incident-commander: "@dana"
services: [auth, web]
channels:
  chat: "#inc"
---
# Log-in is broken

## Contacts

- Page the commander on call.

## Timeline

- 2026-11-20T15:00:00Z @dana MILESTONE declared:
- 2026-11-20T15:01:00Z @dana HYPOTHESIS open: the deploy
- 2026-11-20T15:02:00Z @dana HYPOTHESIS open: the cache
- 2026-11-20T15:03:00Z @dana HYPOTHESIS refuted: the cache
- [x] 2026-11-20T15:04:00Z @dana QUEST @lee: read the logs (until 2026-11-20T15:20:00Z)
- [ ] 2026-11-20T15:05:00Z @dana QUEST @jo: roll back (until 2026-11-20T15:30:00Z)
- 2026-11-20T15:06:00Z @dana ROLE incident-commander: @dana → @lee (rest)
- 2026-11-20T15:30:00Z @dana UPDATE internal: we look
- 2026-11-20T15:31:00Z @dana TL: one
  more
- 2026-11-20T15:32:00Z @dana TL: two
- 2026-11-20T15:33:00Z @dana MILESTONE mitigated?: switched it off
- 2026-11-20T15:34:00Z @dana TL: three
`;

describe('brief', () => {
  it('is one screen from the record', () => {
    assert.equal(
      draftBrief(readRecord(RECORD), process, frame),
      `# SEV-1 Log-in is broken

As of 17:10 CET = 16:10 UTC. Entry times are in UTC.

## Status

- Status: identified, open for 1 h 10 min
- Severity: SEV-1: Customers can't use the product, data is being lost, or security is at risk.
- Impact: Nobody can sign in.
- Services: auth, web
- chat: #inc

## Roles

- Incident commander: @dana
- Scribe: @lee
- Nobody yet: Deputy, Communications lead, Subject matter expert
- Hand-off not confirmed: incident-commander, @dana → @lee

## Tried so far

- refuted: the cache
- mitigated?: switched it off
- done by @lee: read the logs (until 2026-11-20T15:20:00Z)

## Open

- hypothesis: the deploy
- quest for @jo: roll back (40 min overdue)

## Latest entries

- 15:01 @dana HYPOTHESIS open: the deploy
- 15:02 @dana HYPOTHESIS open: the cache
- 15:03 @dana HYPOTHESIS refuted: the cache
- 15:04 @dana QUEST @lee: read the logs (until 2026-11-20T15:20:00Z)
- 15:05 @dana QUEST @jo: roll back (until 2026-11-20T15:30:00Z)
- 15:06 @dana ROLE incident-commander: @dana → @lee (rest)
- 15:31 @dana one more
- 15:32 @dana two
- 15:33 @dana MILESTONE mitigated?: switched it off
- 15:34 @dana three

## Updates

- executive: 40 min overdue
- internal: 10 min overdue
- customer: 10 min overdue
- Last sent: internal at 15:30

## Consider

- Handing off is good practice. It isn't giving up.

## Contacts

- Page the commander on call.
`,
    );
  });

  it('says what is not known, and nothing else of an empty record', () => {
    assert.equal(
      draftBrief(readRecord(''), process, { ...frame, zone: 'UTC' }),
      '# x\n\nAs of 16:10 UTC. Entry times are in UTC.\n\n## Status\n\n- Status: unknown, open for 0 min\n- Impact: not known yet\n\n## Roles\n\n- Incident commander: nobody yet\n- Nobody yet: Deputy, Scribe, Communications lead, Subject matter expert\n',
    );
  });

  it('folds the messages that were sent into one line, and shortens what is long', () => {
    const sent = ['internal: a', 'customer: b', 'internal: c'].map(
      (text, index) => `- 2026-11-20T15:4${index}:00Z @dana UPDATE ${text}\n`,
    );
    const long = `- 2026-11-20T15:50:00Z @dana TL: ${'word '.repeat(60)}\n`;
    const brief = draftBrief(readRecord(`${RECORD}${sent.join('')}${long}`), process, frame);
    assert.match(brief, /^- Last sent: internal at 15:42 \(3 so far\), customer at 15:41$/m);
    assert.doesNotMatch(brief, /UPDATE/);
    assert.ok(brief.split('\n').every((line) => line.length < 200));
    assert.match(brief, /^- 15:50 @dana (?:word )+word…$/m);
  });

  it('goes by what was snoozed', () => {
    const late = RECORD.replace('status: identified', 'status: mitigated')
      .replace('declared: 2026-11-20T15:00:00Z', 'declared: 2026-11-20T15:00:00Z\n  mitigated: 2026-11-18T15:00:00Z')
      .trimEnd();
    const until = 'until 2026-11-20T16:30:00Z';
    const snoozed = ['Quest of @jo: roll back', 'Retrospective'].map(
      (label, index) => `- 2026-11-20T16:0${index}:00Z @dana TL: Snoozed “${label}” ${until}\n`,
    );
    const brief = draftBrief(readRecord(`${late}\n${snoozed.join('')}`), process, frame);
    assert.match(brief, /^- quest for @jo: roll back \(due in 20 min, snoozed\)$/m);
    assert.match(brief, /^- Retrospective: due in 20 min, snoozed$/m);
  });
});
