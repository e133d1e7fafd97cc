/** However clocks run and whoever holds them: two sentences an hour, each thing once, and to nobody but its holder. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DueItem } from '../../src/core/status/dueItems';
import {
  recentReminders,
  nextReminder,
  type SaidReminder,
  type WatchedIncident,
} from '../../src/core/status/reminders';
import { law, laws } from './law';

const START = Date.UTC(2026, 10, 20, 15);
const MINUTE = 60_000;
const PEOPLE = ['@dana', '@lee', '@kim'] as const;

/** A clock of an incident, as it is from one minute on: due then, and then again, each time somebody else's. */
const change = fc.record({
  incident: fc.integer({ min: 0, max: 2 }),
  clock: fc.integer({ min: 0, max: 3 }),
  from: fc.integer({ min: 0, max: 400 }),
  due: fc.integer({ min: -60, max: 400 }),
  holders: fc.uniqueArray(fc.constantFrom(...PEOPLE), { maxLength: 2 }),
});
/** When each person's window looks: not at every minute, and there may be two. */
const windows = fc.record({ person: fc.constantFrom(...PEOPLE), every: fc.integer({ min: 1, max: 40 }) });

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** The clocks at that minute: of each the last change so far. */
function clocksAt(changes: readonly Change[], minute: number, incident: number): DueItem[] {
  const known = new Map<number, Change>();
  changes.filter((one) => one.incident === incident && one.from <= minute).forEach((one) => known.set(one.clock, one));
  return [...known].map(([key, { due, holders }]) => ({
    key: `clock ${key}`,
    word: 'update',
    name: `Clock ${key}`,
    label: `Clock ${key}`,
    at: START + due * MINUTE,
    snoozed: false,
    holders,
    action: { label: 'Do it', command: 'update' },
  }));
}

laws('reminders, for any clocks and windows', () => {
  law(
    'are two an hour for each person, once for each time, and the holder’s alone',
    60,
    fc.property(fc.array(change, { maxLength: 12 }), fc.array(windows, { maxLength: 5 }), (changes, looking) => {
      const memory = new Map<string, SaidReminder[]>(PEOPLE.map((person) => [person, []]));
      for (let minute = 0; minute <= 480; minute++) {
        const now = START + minute * MINUTE;
        for (const { person } of looking.filter(({ every }) => minute % every === 0)) {
          const incidents = [0, 1, 2].map((index): WatchedIncident => ({
            id: `${index}`,
            title: 'It is down',
            security: false,
            clocks: clocksAt(changes, minute, index),
            person,
          }));
          const said = memory.get(person)!;
          const reminder = nextReminder(incidents, recentReminders(said, now), now);
          if (!reminder) {
            continue;
          }
          const theirs = incidents.flatMap(({ id, clocks }) =>
            clocks
              .filter(({ at, holders }) => holders.includes(person) && now - at >= MINUTE)
              .map(({ key }) => `${id} ${key}`),
          );
          for (const what of reminder.said) {
            assert.ok(theirs.some((clock) => what.startsWith(`${clock} `)));
          }
          said.push(reminder);
        }
      }
      for (const said of memory.values()) {
        const whats = said.flatMap((reminder) => reminder.said);
        assert.equal(new Set(whats).size, whats.length, 'something was said twice');
        said.forEach(({ at }, index) => {
          assert.ok(index < 2 || at - said[index - 2]!.at >= 60 * MINUTE, 'more than two within an hour');
        });
      }
    }),
  );

  law(
    'leave nothing out: what stays overdue is said when there is room',
    40,
    fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 30 }), (dues) => {
      const changes = dues.map((due, clock) => ({ incident: 0, clock, from: 0, due, holders: [PEOPLE[0]] }));
      const said: SaidReminder[] = [];
      for (let minute = 0; minute <= 240; minute++) {
        const now = START + minute * MINUTE;
        const clocks = clocksAt(changes, minute, 0);
        const watched = { id: 'x', title: 'x', security: false, clocks, person: PEOPLE[0] };
        said.push(...[nextReminder([watched], said, now)].filter((reminder) => reminder !== undefined));
      }
      assert.equal(said.flatMap((reminder) => reminder.said).length, dues.length);
    }),
  );
});
