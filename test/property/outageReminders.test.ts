/** The five hours of MDN's outage, as they are kept, against windows whose clock the test moves from minute to minute. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyChange, type Change } from '../../src/core/record/change';
import { dueItemsOf, type DueItem } from '../../src/core/status/dueItems';
import { formatEntry, type Entry } from '../../src/core/timeline/entry';
import { vocabularyOf } from '../../src/core/process/process';
import { readRecord } from '../../src/core/record/record';
import type { Reminder, WatchedIncident } from '../../src/core/status/reminders';
import { applyEdits } from '../../src/core/text/textEdit';
import { readEntry } from '../../src/core/timeline/timeline';
import { Reminders } from '../../src/editor/status/reminders';
import { builtIn } from '../core/builtIn';
import { newFolder } from '../store/folder';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ZONE = 'America/Los_Angeles';
const PEOPLE = ['@metadave', '@rjohnson', '@jwhitlock', '@jgmize'];
const mozmeao = builtIn('mozmeao');
const fixture = join('test', 'fixtures', 'mdn-outage');

interface Step {
  readonly command?: string;
  readonly argument?: { readonly at?: string; readonly entry?: string };
}

/** What came into the record and when, but for the report, which is forgotten here. */
function changesOfOutage(): { readonly at: number; readonly change: Change }[] {
  const kept = readRecord(readFileSync(join(fixture, 'incident.md'), 'utf8'));
  const { steps } = JSON.parse(readFileSync(join(fixture, 'commands.json'), 'utf8')) as {
    readonly steps: readonly Step[];
  };
  const done = new Map<string, number>();
  let at = 0;
  for (const { command, argument } of steps) {
    at = argument?.at === undefined ? at : Date.parse(argument.at);
    if (command === 'complete') {
      done.set(argument!.entry!, at);
    }
  }
  const entries = kept.timeline.entries.map((placed) => readEntry(kept.text, placed));
  const changes = entries
    .filter(({ kind, text }) => kind !== 'CHECK' || text !== 'Add the incident report to Mana')
    .flatMap((entry): { at: number; change: Change }[] => {
      const begun: Entry = entry.ticked === undefined ? entry : { ...entry, ticked: false };
      const ended = done.get(formatEntry(begun, '\n'));
      return [
        { at: entry.instant, change: { added: begun } },
        ...(ended === undefined ? [] : [{ at: ended, change: { removed: begun, added: entry } }]),
      ];
    });
  assert.equal(done.size, 3);
  assert.equal(changes.filter(({ change }) => change.removed).length, 3);
  return changes.sort((a, b) => a.at - b.at);
}

interface Told {
  readonly at: number;
  readonly person: string;
  readonly reminder: Reminder;
}

/** What the windows of all four say from the declaration until two days after the end, two windows each. */
async function replay(changes: { readonly at: number; readonly change: Change }[]): Promise<Told[]> {
  const told: Told[] = [];
  let now = Date.parse('2018-06-13T19:00:00Z');
  let clocks: readonly DueItem[] = [];
  let record = readRecord(
    '---\nformat: 1\nid: mdn\ntitle: MDN is down\nprocess: mozmeao\nseverity: SEV-1\nstatus: investigating\n' +
      'milestones: {}\nroles: {}\n---\n## Timeline\n\n',
  );
  const windowOf = (person: string, storage: string) => {
    let due: () => void = () => assert.fail('it has no timer');
    const watched = (): WatchedIncident[] => [{ id: 'mdn', title: 'MDN is down', security: false, clocks, person }];
    const tell = async (reminder: Reminder): Promise<void> => {
      const theirs = clocks.filter(({ holders }) => holders.includes(person));
      reminder.said.forEach((what) =>
        assert.ok(
          theirs.some(({ key }) => what.startsWith(`mdn ${key} `)),
          what,
        ),
      );
      await Promise.resolve(told.push({ at: now, person, reminder }));
    };
    const around = {
      now: () => now,
      every: (_: number, work: () => void) => {
        due = work;
        return { dispose: () => undefined };
      },
      isFocused: () => true,
    };
    const fail = (error: unknown): never => {
      throw error;
    };
    const reminders = new Reminders(() => Promise.resolve(watched()), storage, tell, fail, around);
    return { due: () => due(), looked: () => reminders.look() };
  };
  const windows = PEOPLE.flatMap((person) => {
    const storage = newFolder();
    return [windowOf(person, storage), windowOf(person, storage)];
  });
  for (const end = now + 54 * HOUR; now < end; now += MINUTE) {
    while (changes[0] && changes[0].at <= now) {
      const { change } = changes.shift()!;
      record = readRecord(applyEdits(record.text, applyChange(record, change, vocabularyOf(mozmeao))));
      clocks = dueItemsOf(record, mozmeao, ZONE);
    }
    windows.forEach(({ due }) => due());
    await Promise.all(windows.map(({ looked }) => looked()));
  }
  assert.deepEqual(changes, []);
  return told;
}

/** Nobody hears more than two within an hour, and nothing twice. */
function areFew(told: readonly Told[]): void {
  for (const person of PEOPLE) {
    const theirs = told.filter((one) => one.person === person);
    theirs.forEach(({ at }, index) => assert.ok(index < 2 || at - theirs[index - 2]!.at >= HOUR));
    const whats = theirs.flatMap(({ reminder }) => reminder.said);
    assert.equal(new Set(whats).size, whats.length);
  }
}

const saidIn = (told: readonly Told[]): string[] =>
  told.map(({ at, person, reminder }) => `${new Date(at).toISOString().slice(8, 16)} ${person} ${reminder.sentence}`);

describe('reminders in the five hours of MDN’s outage', () => {
  it('mention the update that nobody sent, and the report', async () => {
    const told = await replay(changesOfOutage());
    areFew(told);
    assert.deepEqual(saidIn(told), [
      '13T20:35 @metadave Overdue: Internal update (1 min) in "MDN is down".',
      '16T00:01 @jgmize Overdue: Incident report (1 min) in "MDN is down".',
    ]);
  });

  it('stay few if nobody sends anything, finishes a quest, or keeps a severity', async () => {
    const kept = changesOfOutage().filter(({ change }) => !change.removed && change.added!.kind !== 'UPDATE');
    const { author } = kept[0]!.change.added!;
    // Each change of severity moves the clock, so that there is more to say than may be said.
    const severities = Array.from({ length: 30 }, (_, index): { at: number; change: Change } => {
      const at = Date.parse('2018-06-13T19:40:30Z') + index * 7 * MINUTE;
      const qualifier = index % 2 === 0 ? 'SEV-4' : 'SEV-1';
      return { at, change: { added: { instant: at, author, kind: 'SEVERITY', qualifier, text: '' } } };
    });
    const quests = Array.from({ length: 20 }, (_, index): { at: number; change: Change } => {
      const at = Date.parse('2018-06-13T19:10:15Z') + index * 6 * MINUTE;
      const until = new Date(at + 5 * MINUTE).toISOString().replace('.000', '');
      const text = `look at ${index} (until ${until})`;
      return {
        at,
        change: { added: { instant: at, author, kind: 'QUEST', qualifier: '@rjohnson', text, ticked: false } },
      };
    });
    const told = await replay([...kept, ...severities, ...quests].sort((a, b) => a.at - b.at));
    areFew(told);
    const quest = told.filter(({ person }) => person === '@rjohnson');
    assert.equal(quest.length, 6);
    assert.equal(quest.flatMap(({ reminder }) => reminder.said).length, 23, 'none of the quests was left out');
  });
});
