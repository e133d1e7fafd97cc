/** What a person sees of a log before it is imported: which lines, and whose. */
import assert from 'node:assert/strict';
import { FixedOffsetZone } from 'luxon';
import { lineKeys, planSteps, type TakenLine } from '../../../src/core/import/importedEntries';
import { passes, readDayWindow, type LogFilter } from '../../../src/core/import/logFilter';
import { asLogLines } from '../../../src/core/import/pastedLog';
import { slackSteps, zonesOf } from '../../../src/core/import/slack';
import { voiceOf } from '../../../src/core/import/voice';
import { readPastedLines } from '../../../src/core/paste/pastedLines';
import { readRecord } from '../../../src/core/record/record';
import { finished } from '../../../src/core/paste/steps';

const ZONE = FixedOffsetZone.instance(60);
const record = readRecord('');

function planned(lines: readonly TakenLine[], imported: ReadonlySet<string> = new Set()) {
  return finished(planSteps(lines, { record, imported, voice: voiceOf(record, new Map()), author: 'dana' }));
}

function line(time: string, speaker: string, text: string, more: Partial<TakenLine> = {}): TakenLine {
  const instant = Date.parse(`2026-11-20T${time}:00Z`);
  return { time: { instant }, instant, speaker, text, ...more };
}

describe('a filter of a log', () => {
  const lines = [
    line('13:20', 'dana', 'The page came', { tagged: true }),
    line('13:40', 'lee', 'the page of DNS', { noted: true }),
    line('23:10', 'lee', 'calm'),
  ];
  const { entries } = planned(lines);
  const kept = (filter: LogFilter): number[] =>
    [...lines.keys()].filter((index) => passes(lines[index]!, entries[index]!, filter, ZONE));

  it('lets lines through that have all that it asks for', () => {
    assert.deepEqual(kept({}), [0, 1, 2]);
    assert.deepEqual(kept({ tagged: true }), [0]);
    assert.deepEqual(kept({ noted: true }), [1]);
    assert.deepEqual(kept({ author: 'lee' }), [1, 2]);
    assert.deepEqual(kept({ words: 'page THE' }), [0, 1]);
    assert.deepEqual(kept({ words: 'page', author: 'dana' }), [0]);
  });

  it('reads a window of local times, also over midnight', () => {
    assert.deepEqual(kept({ window: readDayWindow('14:20-14:40')! }), [0, 1]);
    assert.deepEqual(kept({ window: readDayWindow(' 23:00 to 00:10 ')! }), [2]);
    for (const none of ['', '14:20', '25:00-26:00', '14:61-15:00', 'a-b']) {
      assert.equal(readDayWindow(none), undefined, none);
    }
  });
});

describe('a line that was changed before it was imported', () => {
  const was = line('13:20', 'dana', 'the page came', { thread: true });
  const { entries, lines } = planned([
    { ...was, becomes: { text: 'the <b>page</b> came', kind: 'MILESTONE', qualifier: 'detected' } },
  ]);

  it('is written as it was changed', () => {
    const [{ kind, qualifier, text }] = entries as [(typeof entries)[0]];
    assert.deepEqual([kind, qualifier, text], ['MILESTONE', 'detected', 'the \\<b>page\\</b> came']);
  });

  it('is known by what it was', () => {
    const keys = finished(lineKeys(lines));
    assert.deepEqual(keys, finished(lineKeys([was])));
    assert.equal(planned([was], new Set(keys)).entries.length, 0);
  });
});

describe('an export of Slack', () => {
  const message = (ts: string, more: object) => ({ type: 'message', user: 'U1', text: 'x', ts, ...more });
  const days = [
    message('1795190000.000100', { reactions: [{ name: 'eyes', count: 1 }] }),
    message('1795190001.000100', { pinned_to: ['C1'] }),
    message('1795190002.000100', { reactions: [], pinned_to: [] }),
  ];
  const users = ['Europe/Berlin', 'America/Los_Angeles', 'Europe/Berlin', 'Nowhere/Else', 7].map((tz) => ({
    id: 'U',
    tz,
  }));
  const files = [
    { name: 'users.json', text: JSON.stringify(users) },
    { name: 'ops/2026-11-20.json', text: JSON.stringify(days) },
  ];

  it('tells what people reacted to and what they pinned', () => {
    assert.deepEqual(
      finished(slackSteps(files, {})).lines.map(({ noted }) => noted === true),
      [true, true, false],
    );
  });

  it('names people from either list, and those that it lacks by their ids', () => {
    const [list, day] = [
      { name: 'x/org_users.json', text: JSON.stringify([{ id: 'U1', name: 'dana' }]) },
      { name: 'x/ops/2026-11-20.json', text: JSON.stringify([...days, message('1795190003.000100', { user: 'U9' })]) },
    ];
    assert.deepEqual(
      finished(slackSteps([list, day], {})).lines.map(({ speaker }) => speaker),
      ['dana', 'dana', 'dana', 'U9'],
    );
  });

  it('tells which zones its people are in, the most frequent first', () => {
    assert.deepEqual(zonesOf(files), ['Europe/Berlin', 'America/Los_Angeles']);
  });
});

describe('pasted lines', () => {
  const pasted = (text: string) => readPastedLines(text, { now: Date.UTC(2026, 10, 20, 15), zone: 'Europe/Berlin' });

  it('have a speaker where several of them name one', () => {
    const speakers = (text: string) =>
      asLogLines(pasted(text).lines).map(({ speaker, text: words }) => [speaker, words]);
    assert.deepEqual(speakers('14:03 dana: page came\n14:05 Lee Ray: rolled back'), [
      ['dana', 'page came'],
      ['Lee Ray', 'rolled back'],
    ]);
    assert.deepEqual(speakers('14:03 root cause: a typo\n14:05 rolled back\n14:06 calm'), [
      [undefined, 'root cause: a typo'],
      [undefined, 'rolled back'],
      [undefined, 'calm'],
    ]);
    assert.deepEqual(speakers('14:03 note: one line'), [[undefined, 'note: one line']]);
  });

  it('say whether a day or a zone was inferred', () => {
    assert.equal(pasted('14:03 page came').inferred, false);
    assert.equal(pasted('2026-11-19 14:03 page came').inferred, false);
    assert.equal(pasted('23:50 page came').inferred, true);
    assert.equal(pasted('Timeline (all times UTC)\n13:03 page came').inferred, true);
  });
});
