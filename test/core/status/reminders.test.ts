import assert from 'node:assert/strict';
import type { DueItem } from '../../../src/core/status/dueItems';
import {
  recentReminders,
  nextReminder,
  type SaidReminder,
  type WatchedIncident,
} from '../../../src/core/status/reminders';

const NOW = Date.UTC(2026, 10, 20, 15);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A due item that's overdue by this many minutes. */
function clock(word: string, overdue: number, holders: readonly string[] = ['@dana']): DueItem {
  const owner = `the ${word}`;
  const name = `Quest for ${owner}`;
  const action = { label: `Do the ${word}`, command: 'update' } as const;
  return {
    key: word,
    word,
    name,
    label: `${name}: secret`,
    at: NOW - overdue * MINUTE,
    snoozed: false,
    quest: { owner, text: 'secret' },
    holders,
    action,
  };
}

function incident(id: string, clocks: readonly DueItem[], more: Partial<WatchedIncident> = {}): WatchedIncident {
  return { id, title: `${id} is down`, security: false, clocks, person: '@dana', ...more };
}

const tell = (incidents: readonly WatchedIncident[], said: readonly SaidReminder[] = [], now = NOW) =>
  nextReminder(incidents, said, now);

describe('reminders', () => {
  it('say what is overdue, with what can be done', () => {
    assert.deepEqual(tell([incident('x', [clock('a', 5), clock('b', -5)])]), {
      at: NOW,
      said: ['x a 2026-11-20T14:55:00Z'],
      sentence: 'Overdue: Quest for the a: secret (5 min) in "x is down".',
      incident: 'x',
      action: { label: 'Do the a', command: 'update' },
    });
  });

  it('say nothing within the first minute', () => assert.equal(tell([incident('x', [clock('a', 0.9)])]), undefined));

  it('go only to the person with the role', () => {
    assert.equal(tell([incident('x', [clock('a', 5, ['@lee']), clock('b', 5, [])])]), undefined);
    assert.ok(tell([incident('x', [clock('a', 5, ['@lee', '@dana'])])]));
    assert.ok(tell([incident('x', [clock('a', 5, ['@lee'])], { person: '@lee' })]));
  });

  it('say it once, and again when the new time has passed', () => {
    const first = tell([incident('x', [clock('a', 5)])])!;
    assert.equal(tell([incident('x', [clock('a', 5)])], [first]), undefined);
    assert.ok(tell([incident('x', [clock('a', 2)])], [first]));
    assert.ok(tell([incident('y', [clock('a', 5)])], [first]));
  });

  it('are at most two an hour; the rest comes later, in one, oldest first', () => {
    const said = [30, 10].map((ago): SaidReminder => ({ at: NOW - ago * MINUTE, said: [] }));
    const waiting = [incident('x', [clock('a', 5), clock('b', 15)]), incident('y', [clock('a', 7), clock('c', 1)])];
    assert.equal(tell(waiting, said), undefined);
    const later = tell(waiting, said, NOW + 30 * MINUTE)!;
    assert.equal(
      later.sentence,
      'Overdue: Quest for the b: secret (45 min), Quest for the a: secret (35 min) in "x is down"; Quest for the a: secret (37 min) in "y is down"; 1 more.',
    );
    assert.equal(later.said.length, 4);
    assert.equal(later.incident, 'x');
    assert.equal(later.action.label, 'Do the b');
    assert.equal(tell([], said, NOW + 30 * MINUTE), undefined);
  });

  it('put what an open incident waits for before a report', () => {
    const action = { label: 'Open it', command: 'postmortem' } as const;
    const report = { ...clock('report', 500), action };
    const { sentence, action: first } = tell([incident('x', [report]), incident('y', [clock('a', 5)])])!;
    assert.equal(
      sentence,
      'Overdue: Quest for the a: secret (5 min) in "y is down"; Quest for the report: secret (8 h 20 min) in "x is down".',
    );
    assert.equal(first.label, 'Do the a');
  });

  it('count also what was said before a machine’s clock was set back', () => {
    const said = (at: number): SaidReminder[] => [
      { at, said: [] },
      { at, said: [] },
    ];
    const one = [incident('x', [clock('a', 5)])];
    assert.equal(tell(one, said(NOW + 30 * MINUTE)), undefined);
    assert.ok(tell(one, said(NOW + 100 * HOUR)));
  });

  it('do not speak of what has been overdue for a week', () => {
    assert.equal(tell([incident('x', [clock('a', 7 * 24 * 60)])]), undefined);
    assert.ok(tell([incident('x', [clock('a', 7 * 24 * 60 - 1)])]));
  });

  it('of a security incident name what is due, not what it is about', () => {
    const { sentence } = tell([incident('x', [clock('a', 5)], { security: true })])!;
    assert.equal(sentence, 'Overdue: Quest for the a (5 min) in "x is down".');
  });

  it('keep short', () => {
    const { sentence } = tell([
      incident('x', [{ ...clock('a', 5), label: 'l'.repeat(300) }], { title: 't'.repeat(300) }),
    ])!;
    assert.ok(sentence.length < 180, sentence);
  });

  it('are forgotten when they are old', () => {
    const said = [0, 24, 24 * 8].map((hours) => ({ at: NOW - hours * HOUR, said: [] }));
    assert.deepEqual(recentReminders(said, NOW), said.slice(0, 2));
  });
});
