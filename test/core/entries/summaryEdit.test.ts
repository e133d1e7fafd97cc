import assert from 'node:assert/strict';
import { applyChange, holdsChange, inverse, type Change } from '../../../src/core/record/change';
import { checkedStep, uncheckedStep } from '../../../src/core/entries/checkStep';
import type { NewEntry } from '../../../src/core/entries/newEntry';
import { readRecord } from '../../../src/core/record/record';
import { summaryEntry } from '../../../src/core/entries/summaryEdit';
import { applyEdits } from '../../../src/core/text/textEdit';
import { entryOf, vocabulary } from '../entryOf';
import { builtIn } from '../builtIn';

const DEFAULT = builtIn('default');

const RECORD = `---
format: 1
id: never-changes
title: Log-in is broken for all users
severity: SEV-1
status: investigating
summary:
  functionality: Log-in
  state: broken
  audience: all users
impact: # not known yet
services: [auth]
---
# [inc-26-11-20-SEV-1] Log-in is broken for all users

## Timeline

- 2026-11-20T15:01:00Z @dana TL: first

## Checklists

- [ ] Name the scribe
- [x] Open a call
- [ ] Name the scribe
`;

const apply = (text: string, change: Change) => applyEdits(text, applyChange(readRecord(text), change, vocabulary));
const changeOf = ({ kind, qualifier = '', text, fields, box }: NewEntry): Change => ({
  added: { ...entryOf('5 TL: x'), kind, qualifier, text },
  ...(fields && { fields }),
  ...(box && { box }),
});

/** What `change` writes, marked like a diff; it is held then, and taken back byte for byte. */
function written(change: Change, start = RECORD): string[] {
  const after = apply(start, change);
  assert.ok(holdsChange(readRecord(after), change));
  assert.ok(!holdsChange(readRecord(start), change));
  assert.equal(apply(after, inverse(change)), start);
  const [old, fresh] = [start.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `-${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe('summary', () => {
  it('changes the title, its parts and the headline, never the id', () => {
    assert.deepEqual(written(changeOf(summaryEntry(readRecord(RECORD), { title: 'Search is slow for all users.' }))), [
      '-title: Log-in is broken for all users',
      '-  functionality: Log-in',
      '-  state: broken',
      '-# [inc-26-11-20-SEV-1] Log-in is broken for all users',
      '+title: Search is slow for all users',
      '+  functionality: Search',
      '+  state: slow',
      '+# [inc-26-11-20-SEV-1] Search is slow for all users',
      '+- 2026-11-20T15:05:00Z @dana TL: Changed the title to "Search is slow for all users" (was "Log-in is broken for all users")',
    ]);
  });

  it('changes impact and services', () => {
    assert.deepEqual(
      written(changeOf(summaryEntry(readRecord(RECORD), { impact: 'a\nb', services: ['auth', 'web'] }))),
      [
        '-impact: # not known yet',
        '-services: [auth]',
        '+impact: a b # not known yet',
        '+services: [auth, web]',
        '+- 2026-11-20T15:05:00Z @dana TL: Changed the impact to "a b"; the services to auth, web (was auth)',
      ],
    );
  });

  it('leaves the headline of a person alone, part by part', () => {
    const own = RECORD.replace('] Log-in', '] Our log-in');
    assert.equal(
      apply(own, changeOf(summaryEntry(readRecord(own), { title: 'New' }))).includes(
        '# [inc-26-11-20-SEV-1] Our log-in',
      ),
      true,
    );
    const change = { added: entryOf('5 SEVERITY SEV-2: was SEV-1') };
    assert.ok(written(change, own).includes('+# [inc-26-11-20-SEV-2] Our log-in is broken for all users'));
    const other = RECORD.replace('# [inc-26-11-20-SEV-1]', '# [inc-26-11-20-SEV-3]');
    assert.ok(apply(other, change).includes('# [inc-26-11-20-SEV-3]'));
  });

  it('does not undo a title that a person changed by hand', () => {
    const change = changeOf(summaryEntry(readRecord(RECORD), { title: 'New' }));
    const after = apply(RECORD, change).replace('title: New', 'title: Mine');
    assert.ok(holdsChange(readRecord(after), change));
    assert.ok(apply(after, inverse(change)).includes('title: Mine'));
  });

  it('refuses what changes nothing, an empty title, and a record that cannot be read', () => {
    const same = { title: 'Log-in is broken for all users', impact: ' ', services: ['auth'] };
    assert.throws(() => summaryEntry(readRecord(RECORD), same), /No changes: /);
    assert.throws(() => summaryEntry(readRecord(RECORD), { title: ' ' }), /title is empty/);
    assert.throws(() => summaryEntry(readRecord('# x\n'), { title: 'y' }), /: Can't read/);
  });
});

describe('severity', () => {
  it('is followed by the headline', () => {
    assert.deepEqual(written({ added: entryOf('5 SEVERITY SEV-2: was SEV-1') }), [
      '-severity: SEV-1',
      '-# [inc-26-11-20-SEV-1] Log-in is broken for all users',
      '+severity: SEV-2',
      '+# [inc-26-11-20-SEV-2] Log-in is broken for all users',
      '+- 2026-11-20T15:05:00Z @dana SEVERITY SEV-2: was SEV-1',
    ]);
  });
});

describe('checked step', () => {
  const done = (text: string, name: string) => changeOf(checkedStep(readRecord(text), DEFAULT, name) as NewEntry);

  it('checks its box in the same change, and is undone as a whole', () => {
    const change = done(RECORD, 'name the  scribe');
    assert.deepEqual(
      written(change),
      ['+- [x] Name the scribe', '+- 2026-11-20T15:05:00Z @dana CHECK: Name the scribe'].reverse(),
    );
    assert.ok(apply(RECORD, change).endsWith('- [x] Name the scribe\n- [x] Open a call\n- [ ] Name the scribe\n'));
  });

  it('that was checked by hand gets only the entry, and stays checked when that is undone', () => {
    assert.deepEqual(written(done(RECORD, 'Open a call')), ['+- 2026-11-20T15:05:00Z @dana CHECK: Open a call']);
  });

  it('is written once', () => {
    const text = apply(RECORD, done(RECORD, 'Open a call'));
    const again = checkedStep(readRecord(text), DEFAULT, 'Open a call');
    assert.ok('standing' in again && again.standing.text === 'Open a call');
  });

  it('that is not done loses tick and entry', () => {
    const text = apply(
      RECORD.replace('- [x] Open', '- [ ] Open'),
      done(RECORD.replace('- [x] Open', '- [ ] Open'), 'Open a call'),
    );
    assert.equal(
      apply(text, uncheckedStep(readRecord(text), DEFAULT, 'Open a call')),
      RECORD.replace('- [x] Open', '- [ ] Open'),
    );
    assert.throws(() => uncheckedStep(readRecord(RECORD), DEFAULT, 'Open a call'), /checked by hand/);
    assert.throws(() => uncheckedStep(readRecord(RECORD), DEFAULT, 'Name the scribe'), /no entry says it's done/);
  });

  it('must be a step', () => {
    assert.throws(
      () => checkedStep(readRecord(RECORD), DEFAULT, 'Open the call'),
      /don't have the step .*Did you mean "Open a call"\?/,
    );
  });
});
