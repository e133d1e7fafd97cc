import assert from 'node:assert/strict';
import { readOwnership } from '../../../src/core/process/ownership';
import { peopleOf } from '../../../src/core/status/people';
import { readRecord } from '../../../src/core/record/record';
import { builtIn } from '../builtIn';

const RECORD = `---
format: 1
title: Log-in is broken
roles:
  scribe: "@lee"
  incident-commander: ["@dana", "@lee"]
---

# Log-in is broken

## Timeline

- 2026-11-20T15:00:00Z @dana MILESTONE declared: x
- 2026-11-20T15:01:00Z @jo TL: looking
- 2026-11-20T15:02:00Z @emily TL: rolled back
- 2026-11-20T15:03:00Z @gone TL: wrong channel
- 2026-11-20T15:04:00Z @jo RETRACT TL: 2026-11-20T15:03:00Z @gone (wrong)
`;
const OWNERS = `Logging in:
  team: Identity
  contacts: ["#identity", "@kim", "identity@example.com"]
  productLead: "@paula"
`;

describe('whom a person may mean', () => {
  const people = (record: string, authors: readonly string[] = []): string[] =>
    peopleOf(readRecord(record), builtIn('default'), {
      me: 'dana',
      authors,
      owners: readOwnership(OWNERS).owners,
    }).map(({ handle, known }) => `${handle}: ${known}`);

  it('is once each, the likeliest first, with why', () => {
    assert.deepEqual(people(RECORD, ['max@example.com', 'lee@example.com', '7+ana@users.noreply.github.com']), [
      'dana: you · Incident commander',
      'lee: Scribe · Incident commander',
      'jo: in this incident',
      'emily: in this incident',
      'kim: owns Logging in',
      'paula: owns Logging in',
      'max: commits to this repository',
      'ana: commits to this repository',
    ]);
  });

  it('is no program', () => {
    const authors = ['49699333+dependabot[bot]@users.noreply.github.com', ''];
    assert.deepEqual(people('', authors), ['dana: you', 'kim: owns Logging in', 'paula: owns Logging in']);
  });
});
