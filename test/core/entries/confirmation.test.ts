import { strict as assert } from 'node:assert';
import { confirmation } from '../../../src/core/entries/confirmation';

const NOW = Date.parse('2026-11-20T15:30:00Z');

function said(command: string, result: object, more: { argument?: Record<string, unknown>; incident?: string } = {}) {
  const { argument, incident } = more;
  return confirmation(command, { result: { ...result }, argument, incident, now: NOW, zone: 'Europe/Berlin' });
}

describe('what a command says it did', () => {
  it('says how far an entry is ahead of the clock, unless it was given that time', () => {
    const entry = '- 2026-11-20T15:58:01Z @lee SEVERITY SEV-1: was SEV-2';
    assert.deepEqual(said('severity', { entry }), {
      line: '16:58 severity changed to SEV-1, was SEV-2 · 28 min ahead of your clock',
      sentence:
        "16:58 severity changed to SEV-1, was SEV-2. It's timed 28 min ahead of your clock to come after the entry it changes",
      undoable: true,
    });
    assert.doesNotMatch(said('severity', { entry }, { argument: { at: '2026-11-20T15:58:01Z' } })!.line, /ahead/);
    const soon = '- 2026-11-20T15:30:20Z @lee SEVERITY SEV-1: was SEV-2';
    assert.doesNotMatch(said('severity', { entry: soon })!.line, /ahead/);
  });

  const ENTRIES: readonly [command: string, entry: string, line: string, more?: object][] = [
    ['log', '- 2026-11-20T15:11:04Z @lee TL: no listeners', '16:11 logged: no listeners'],
    ['log', '- 2026-11-19T15:11:04Z @lee TL: late', '2026-11-19 16:11 logged: late'],
    ['milestone', '- 2026-11-20T15:11:04Z @lee MILESTONE identified:', '16:11 milestone logged: identified'],
    [
      'milestone',
      '- 2026-11-20T15:11:04Z @lee MILESTONE identified?: the deploy',
      '16:11 potential milestone logged: identified, the deploy',
    ],
    [
      'todo',
      '- [ ] 2026-11-20T15:11:04Z @lee TODO: add an alert (owner @jo)',
      '16:11 follow-up added: add an alert (owner @jo)',
    ],
    [
      'update',
      '- 2026-11-20T15:11:04Z @lee UPDATE status-page: x',
      '16:11 update for status page copied and logged',
      { to: 'clipboard' },
    ],
    [
      'sendUpdate',
      '- 2026-11-20T15:11:04Z @lee UPDATE customer: x',
      '16:11 update for customer opened as an email draft and logged',
      { to: 'mail' },
    ],
    [
      'sendUpdate',
      '- 2026-11-20T15:11:04Z @lee UPDATE customer: x',
      '16:11 update for customer logged',
      { to: 'record' },
    ],
    ['severity', '- 2026-11-20T15:11:04Z @lee SEVERITY SEV-1: was SEV-2', '16:11 severity changed to SEV-1, was SEV-2'],
    ['hypothesis', '- 2026-11-20T15:11:04Z @lee HYPOTHESIS open: the deploy', '16:11 hypothesis logged: the deploy'],
    [
      'hypothesis',
      '- 2026-11-20T15:11:04Z @lee HYPOTHESIS refuted: the deploy',
      '16:11 hypothesis refuted: the deploy',
    ],
    [
      'assignRole',
      '- 2026-11-20T15:11:04Z @lee ROLE incident-commander: @jo',
      '16:11 incident commander assigned to @jo',
    ],
    ['handOff', '- 2026-11-20T15:11:04Z @lee ROLE scribe: @lee → @jo', '16:11 hand-off offered: scribe, @lee → @jo'],
    [
      'confirmHandOff',
      '- 2026-11-20T15:11:04Z @jo ROLE scribe: @jo confirmed',
      '16:11 hand-off confirmed: scribe, @jo confirmed',
    ],
    ['check', '- 2026-11-20T15:11:04Z @lee CHECK: Open a channel', '16:11 step checked off: Open a channel'],
    ['complete', '- [x] 2026-11-20T15:11:04Z @lee TODO: add an alert', '16:11 completed: add an alert'],
    ['correct', '- 2026-11-20T15:01:04Z @lee TL: no listeners', '16:01 corrected: no listeners'],
    ['undoLast', '- 2026-11-20T15:11:04Z @lee UPDATE customer: x', '16:11 undone: update for customer'],
    [
      'undoLast',
      '- 2026-11-20T15:11:04Z @lee MILESTONE resolved: x',
      '16:11 retracted: milestone resolved',
      { retraction: '…' },
    ],
    ['redoLast', '- 2026-11-20T15:11:04Z @lee TL: no listeners', '16:11 redone: no listeners'],
    ['aCommandToCome', '- 2026-11-20T15:11:04Z @lee TL: no listeners', '16:11 logged: no listeners'],
  ];
  for (const [command, entry, line, more] of ENTRIES) {
    it(`${command}: ${line}`, () => {
      assert.deepEqual(said(command, { entry, ...more }), { line, sentence: line, undoable: command !== 'undoLast' });
    });
  }

  it('shortens a long text for the eye alone', () => {
    const entry = '- 2026-11-20T15:11:04Z @lee TL: 98 of 100 connections are idle in transaction\n  ```\n  x\n  ```';
    assert.deepEqual(said('log', { entry }), {
      line: '16:11 logged: 98 of 100 connections are idle…',
      sentence: '16:11 logged: 98 of 100 connections are idle in transaction',
      undoable: true,
    });
  });

  it('says that a step is open again', () => {
    const entry = '- 2026-11-20T15:11:04Z @lee CHECK: Open a channel';
    assert.equal(said('check', { entry }, { argument: { done: false } })?.line, '16:11 step reopened: Open a channel');
  });

  const OTHERS: readonly [command: string, result: object, line: string][] = [
    ['declare', { id: 'x', lookAlikes: [] }, 'Declared: SEV-1 Search is slow'],
    ['declare', { id: 'x', lookAlikes: [], joined: true }, 'Joined: SEV-1 Search is slow'],
    ['join', { id: 'x' }, 'Joined: SEV-1 Search is slow'],
    ['switch', { id: 'x' }, 'Switched to SEV-1 Search is slow'],
    ['logClipboard', { entries: ['', ''] }, '2 lines logged from the clipboard'],
    ['import', { added: 1, skipped: 0 }, '1 entry imported'],
    ['import', { added: 0, skipped: 0, canceled: true }, 'Import canceled: nothing was written'],
    ['sync', { state: 'shared', waiting: 0 }, 'Synced'],
    ['sync', { state: 'shared', waiting: 0, remote: 'origin' }, 'Synced with origin'],
    ['sync', { state: 'noRemote', waiting: 0 }, 'Not synced: this repository has no remote'],
    ['sync', { state: 'offline', waiting: 0, why: 'the host is not known' }, 'Not synced: the host is not known'],
    ['retry', { waiting: 0, why: null }, 'Everything is committed'],
    ['retry', { waiting: 1, why: 'a rebase is in progress' }, '1 entry pending: a rebase is in progress'],
  ];
  for (const [command, result, line] of OTHERS) {
    it(`${command}: ${line}`, () => {
      assert.equal(said(command, result, { incident: 'SEV-1 Search is slow' })?.line, line);
    });
  }

  it('says nothing of what another program only reads', () => {
    for (const command of ['status', 'brief', 'diagnose']) {
      assert.equal(said(command, { text: 'x' }, { argument: {} }), undefined);
    }
  });
});
