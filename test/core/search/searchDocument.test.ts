import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { searchDocument } from '../../../src/core/search/searchDocument';

const ID = '2026-11-20-checkout-is-slow';
const record = (more: string): ReturnType<typeof readRecord> =>
  readRecord(`---
format: 1
id: ${ID}
title: Checkout is slow
severity: SEV-2
status: resolved
services: [cart, payments]
impact: nobody can pay
roles:
  incident-commander: "@dana"
${more}---
## Timeline

- 2026-11-20T15:04:00Z @lee TL: the queue is full
`);

describe('what can be found of a record', () => {
  it('is its front matter, its people, its date, and its text', () => {
    const found = searchDocument(ID, record(''));
    assert.deepEqual(
      { ...found, text: found.text.includes('the queue is full') && found.text.includes('nobody can pay') },
      {
        title: 'Checkout is slow',
        services: 'cart payments',
        people: 'dana lee',
        facts: 'SEV-2 resolved 2026-11-20 November',
        text: true,
      },
    );
  });

  it('has no text or author of a security incident', () => {
    const found = searchDocument(ID, record('security: true\n'));
    assert.equal(found.text, '');
    assert.equal(found.people, 'dana');
    assert.match(found.facts, /security$/);
  });

  it('has the day of its declaration, and its id if it has no title', () => {
    const named = searchDocument(ID, record('milestones:\n  declared: 2026-10-02T08:00:00Z\n'));
    assert.match(named.facts, /2026-10-02 October/);
    assert.equal(searchDocument('untitled', readRecord('')).title, 'untitled');
  });
});
