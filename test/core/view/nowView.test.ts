import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { incidentStatus } from '../../../src/core/status/status';
import type { Waiting } from '../../../src/core/status/statusWords';
import { nowRows } from '../../../src/core/view/nowView';
import { withArrivals } from '../../../src/core/view/incomingEntries';
import type { Row } from '../../../src/core/view/row';
import { builtIn } from '../builtIn';

const NOW = Date.UTC(2026, 10, 20, 15, 40);
const ID = '2026-11-20-search-is-slow';

const TEXT = `---
format: 1
id: ${ID}
title: Search is slow
process: default
severity: SEV-1
status: investigating
impact: Customers wait a minute.
milestones:
  declared: 2026-11-20T15:02:00Z
roles:
  scribe: "@kim"
channels:
  chat: https://chat.example.com/inc
  bridge: room 4
---
# Search is slow

## Timeline

- 2026-11-20T15:02:00Z @lee MILESTONE declared: reported by support
- 2026-11-20T15:04:00Z @kim TL: watermark at [97 %](command:evil)
- 2026-11-20T15:05:00Z @kim HYPOTHESIS open: log rotation stopped
- 2026-11-20T15:06:00Z @lee ROLE scribe: @kim → @jo (rest)
- [ ] 2026-11-20T15:07:00Z @lee TODO: alert on disk space (owner @jo, due 2026-11-27)
- [x] 2026-11-20T15:08:00Z @lee TODO: done already
- [ ] 2026-11-20T15:09:00Z @lee QUEST @kim: free some disk (until 2026-11-20T15:30:00Z)
- 2026-11-20T15:10:00Z @lee TL: said too soon
- 2026-11-20T15:11:00Z @lee RETRACT TL: 2026-11-20T15:10:00Z @lee (wrong)

## Checklists

- [ ] To take part, join both, or have someone speak for you there
- [x] Check whether it's already been declared; if so, join that incident
- [ ] Ask what changed recently
- [ ] A step of our own
`;

function rowsOf(text = TEXT, me = 'dana', before?: string): Row[] {
  const record = readRecord(text);
  const arrivals = withArrivals(
    before === undefined ? undefined : withArrivals(undefined, readRecord(before), 0),
    record,
    NOW,
  );
  const frame = { id: ID, now: NOW, zone: 'America/New_York', me, arrivals };
  const process = builtIn('default');
  const waiting = { entries: 2, why: 'a rebase is in progress', shared: 'shared with origin' };
  return nowRows(record, process, incidentStatus(record, process, frame), waiting, frame);
}

function rowOf(key: string, rows = rowsOf()): Row {
  const found = rows.flatMap((row) => [row, ...(row.rows ?? [])]).find((row) => row.key.startsWith(key));
  assert.ok(found, key);
  return found;
}

describe('the view of the incident that is now', () => {
  it('says first how bad it is, then who leads, how it is shared, and what is next', () => {
    const keys = rowsOf().map(({ key }) => key);
    assert.deepEqual(keys, [
      ...['incident', 'progress', 'impact', 'lead', 'channel chat', 'channel bridge'],
      ...['state', 'due', 'open', 'timeline', 'checklists'],
    ]);
    assert.equal(rowOf('incident').label, 'SEV-1 Search is slow');
    assert.equal(rowOf('progress').label, 'Investigating · 38 min');
    assert.equal(rowOf('impact').label, 'Customers wait a minute.');
    assert.match(rowOf('state').label, /2 pending: a rebase is in progress · shared with origin/);
  });

  it('offers the lead while nobody leads', () => {
    const lead = rowOf('lead');
    assert.equal(lead.label, 'Nobody is leading yet');
    assert.deepEqual(lead.action, {
      command: 'takeLead',
      argument: { incident: ID },
    });
    assert.equal(rowOf('role scribe').label, 'Scribe: @kim');
    const led = rowsOf(TEXT.replace('  scribe:', '  incident-commander: "@lee"\n  scribe:'));
    assert.equal(rowOf('lead', led).label, 'Incident commander: @lee');
    assert.equal(rowOf('lead', led).action, undefined);
    const over = rowsOf(TEXT.replace(/^status: .*$/m, 'status: resolved'));
    assert.ok(!over.some(({ key }) => key === 'lead'));
    assert.equal(rowOf('role scribe', over).label, 'Scribe: @kim');
  });

  it('offers to set where people meet while it is not set, in one row', () => {
    const without = (...names: string[]) =>
      rowsOf(names.reduce((text, name) => text.replace(new RegExp(` {2}${name}: .*\\n`), ''), TEXT));
    assert.equal(
      rowsOf().some(({ key }) => key === 'channels'),
      false,
    );
    const bridge = rowOf('channels', without('bridge'));
    assert.equal(bridge.label, 'No bridge yet');
    assert.deepEqual(bridge.action, {
      command: 'setLink',
      argument: { kind: 'channel', name: 'bridge', incident: ID },
    });
    const both = rowOf('channels', without('bridge', 'chat'));
    assert.equal(both.label, 'No chat or bridge yet');
    assert.deepEqual(both.action, { command: 'setLink', incident: ID });
    const over = rowsOf(TEXT.replace('status: investigating', 'status: resolved').replace('  bridge: room 4\n', ''));
    assert.equal(
      over.some(({ key }) => key === 'channels'),
      false,
    );
  });

  it("opens a channel's page, and nothing that isn't a page", () => {
    assert.deepEqual(rowOf('channel chat').action, { link: 'https://chat.example.com/inc' });
    assert.deepEqual(rowOf('channel bridge').action, { command: 'open', argument: { incident: ID } });
    const script = rowsOf(TEXT.replace('https://chat.example.com/inc', 'command:workbench.action.quit'));
    assert.deepEqual(rowOf('channel chat', script).action, { command: 'open', argument: { incident: ID } });
  });

  it('shows what is overdue first, as late, with what to do about it', () => {
    const due = rowOf(
      'due',
      rowsOf().filter(({ key }) => key === 'due'),
    ).rows!;
    assert.ok(due.length >= 2);
    const quest = due.find(({ key }) => key.startsWith('due quest'))!;
    assert.equal(quest.mood, 'late');
    assert.equal(quest.label, '10 min overdue  Quest for @kim: free some disk');
    assert.equal(quest.description, '@kim');
    assert.ok(quest.action && 'argument' in quest.action && quest.action.command === 'complete');
    assert.deepEqual(quest.menu, { snooze: { clock: quest.key.slice(4), incident: ID } });
    // A countdown is seen, and not read out again each minute.
    assert.doesNotMatch(quest.spoken, /\d+ min\b/);
  });

  it('says next to a role that its hand-off is not confirmed', () => {
    assert.equal(rowOf('role scribe').description, 'offered to @jo, not confirmed');
  });

  it('shows what is open: hand-offs, hypotheses, follow-ups', () => {
    assert.deepEqual(rowOf('offer scribe').action, {
      command: 'confirmHandOff',
      argument: { role: 'scribe', incident: ID },
    });
    assert.equal(rowOf('hypothesis').label, 'log rotation stopped');
    const followUps = rowOf('followUps').rows!;
    assert.deepEqual(
      followUps.map(({ label, description }) => [label, description]),
      [['alert on disk space', '@jo · due 2026-11-27']],
    );
    const [{ box }] = followUps as [Row];
    assert.ok(box && 'argument' in box.tick);
    assert.equal(box.tick.command, 'complete');
  });

  it('shows the timeline latest first, in local time, without what was retracted', () => {
    const timeline = rowOf('timeline').rows!;
    assert.equal(timeline.length, 8);
    assert.match(timeline[0]!.label, /^10:11 {2}retract/);
    assert.equal(timeline.at(-1)!.label, '10:02  milestone declared: reported by support');
    assert.ok(!timeline.some(({ label }) => label.includes('said too soon')));
    for (const { action } of timeline) {
      assert.ok(action && 'line' in action);
      assert.match(TEXT.split('\n')[action.line]!, /^- (?:\[.\] )?2026-11-20T/);
    }
  });

  it('marks what others wrote lately, and says who', () => {
    const before = TEXT.replace(/^.*(?:watermark|HYPOTHESIS|said too soon|RETRACT).*\n/gm, '');
    const rows = rowsOf(TEXT, 'lee', before);
    const news = rowOf('news', rows);
    assert.equal(news.label, '2 new from @kim');
    assert.ok(news.action && 'line' in news.action);
    assert.match(TEXT.split('\n')[news.action.line]!, /watermark/);
    const fresh = rowOf('timeline', rows).rows!.filter(({ label }) => label.includes('NEW'));
    assert.deepEqual(
      fresh.map(({ spoken }) => spoken),
      ['New, 10:05, kim: hypothesis open: log rotation stopped', 'New, 10:04, kim: watermark at [97 %](command:evil)'],
    );
    assert.ok(!rowsOf().some(({ key }) => key === 'news'));
  });

  it('marks important entries, shows them alone if asked, and folds bookkeeping', () => {
    const checks = [12, 13, 14].map((minute) => `- 2026-11-20T15:${minute}:00Z @lee CHECK: step ${minute}\n`).join('');
    const text = TEXT.replace('TL: watermark', 'TL: ! watermark').replace(
      '\n## Checklists',
      `${checks}\n## Checklists`,
    );
    const [fold, ...rest] = rowOf('timeline', rowsOf(text)).rows!;
    // The retraction above them is one of them.
    assert.equal(fold!.label, '4 bookkeeping entries');
    assert.equal(fold!.rows!.length, 4);
    const marked = rest.find(({ label }) => label.includes('watermark'))!;
    assert.equal(marked.label, '10:04  ! watermark at [97 %](command:evil)');
    assert.match(marked.spoken, /^Important, /);
    assert.ok(marked.menu && 'markImportant' in marked.menu);
    const record = readRecord(text);
    const process = builtIn('default');
    const frame = { id: ID, now: NOW, zone: 'UTC', me: 'dana', shown: 'important' } as const;
    const rows = nowRows(record, process, incidentStatus(record, process, frame), { entries: 0 }, frame);
    assert.deepEqual(
      rowOf('timeline', rows).rows!.map(({ label }) => label),
      ['15:04  ! watermark at [97 %](command:evil)', '15:02  milestone declared: reported by support'],
    );
  });

  it('says whether others have the record if nothing waits', () => {
    const record = readRecord(TEXT);
    const process = builtIn('default');
    const frame = { id: ID, now: NOW, zone: 'UTC', me: 'dana' };
    const label = (waiting: Omit<Waiting, 'entries'>) =>
      nowRows(record, process, incidentStatus(record, process, frame), { entries: 0, ...waiting }, frame).find(
        ({ key }) => key === 'state',
      )?.label;
    assert.equal(label({ shared: 'shared with origin' }), 'Shared with origin');
    assert.equal(label({ shared: 'local only' }), 'Local only');
    assert.equal(label({ shared: 'offline, 2 pending', sharing: 'offline, 2 pending' }), 'Offline, 2 pending');
    assert.equal(
      label({ shared: 'shared with origin', sharing: '1 new from @kim' }),
      'Shared with origin · 1 new from @kim',
    );
    assert.equal(label({}), undefined);
  });

  it('counts what it leaves to the record in a long timeline', () => {
    const lines = Array.from({ length: 150 }, (_, index) => {
      const minute = String(index % 60).padStart(2, '0');
      return `- 2026-11-20T1${6 + Math.floor(index / 60)}:${minute}:00Z @lee TL: line ${index}`;
    });
    const timeline = rowOf('timeline', rowsOf(TEXT.replace('\n## Checklists', `${lines.join('\n')}\n\n## Checklists`)));
    assert.equal(timeline.rows!.length, 101);
    assert.match(timeline.rows![0]!.label, /line 149$/);
    assert.equal(timeline.rows!.at(-1)!.label, '58 earlier entries');
  });

  it('has all steps of the process with their boxes, and opens the first list that is needed and not done', () => {
    const lists = rowOf('checklists').rows!;
    const declare = lists.find(({ label }) => label === 'Declare')!;
    assert.equal(declare.description, '1/5');
    assert.deepEqual(
      lists.map(({ label, description, open }) => [label, description, open]),
      [
        ['Join', '0/3', true],
        ['Declare', '1/5', false],
        ['Announce', '0/1', false],
        ['Respond (incident commander)', '0/7', false],
        ['Communicate (communications lead)', '0/4, not started', false],
        ['Take notes (scribe)', '0/3', false],
        ['Hand-off', '0/3', false],
        ['Before resolving', '0/4, not started', false],
        ['Resolve (incident commander)', '0/3, not started', false],
        ['After the incident', '0/5, not started', false],
        ['When to escalate', '0/4', false],
        ['Common fixes', '0/7', false],
      ],
    );
    const step = declare.rows!.find(({ box }) => box?.ticked);
    assert.ok(step);
    assert.deepEqual(step.box?.untick, {
      command: 'check',
      argument: {
        name: "Check whether it's already been declared; if so, join that incident",
        done: false,
        incident: ID,
      },
    });
  });

  it('gives each row a key of its own, and words to speak', () => {
    const all: Row[] = [];
    const collect = (rows: readonly Row[]): void => rows.forEach((row) => (all.push(row), collect(row.rows ?? [])));
    collect(rowsOf());
    assert.equal(new Set(all.map(({ key }) => key)).size, all.length);
    assert.ok(all.every(({ label, spoken }) => label !== '' && spoken !== '' && !label.includes('\n')));
  });
});
