import assert from 'node:assert/strict';
import { draftBrief } from '../../../src/core/status/brief';
import { applyChange, inverse, type Change } from '../../../src/core/record/change';
import { startConditions } from '../../../src/core/entries/checklists';
import { dueItemsOf } from '../../../src/core/status/dueItems';
import { formatEntry, type Entry } from '../../../src/core/timeline/entry';
import { hypothesesIn } from '../../../src/core/entries/newEntry';
import { draftPostmortem } from '../../../src/core/postmortem/postmortem';
import { readRecord, recordFindings, type IncidentRecord } from '../../../src/core/record/record';
import { countingEntries, readRetraction, retractionOf } from '../../../src/core/timeline/retraction';
import { openOffers } from '../../../src/core/entries/roles';
import { knowers } from '../../../src/core/entries/security';
import { addedBy, canTakeBack, doneBy, takenBack } from '../../../src/core/entries/takeBack';
import { applyEdits } from '../../../src/core/text/textEdit';
import { readEntry } from '../../../src/core/timeline/timeline';
import { updateMoment } from '../../../src/core/update/updateChoice';
import { builtIn } from '../builtIn';
import { entriesOf, entryOf, vocabulary } from '../entryOf';

const HEAD = `---
format: 1
id: x
title: t
severity: SEV-2
status: investigating
milestones:
  declared: 2026-11-20T15:01:00Z
---
# [inc-26-11-20-SEV-2] t

## Timeline

`;

const recordOf = (...lines: string[]): IncidentRecord =>
  readRecord(
    HEAD +
      entriesOf(...lines)
        .map((entry) => `${formatEntry(entry, '\n')}\n`)
        .join(''),
  );
const apply = (record: IncidentRecord, ...changes: Change[]): IncidentRecord =>
  changes.reduce((now, change) => readRecord(applyEdits(now.text, applyChange(now, change, vocabulary))), record);
const at = (minute: number): string => `2026-11-20T15:${String(minute).padStart(2, '0')}:00Z`;

/** The minutes of the entries that count. */
function counting(title: string, lines: string[], minutes: number[]): void {
  it(title, () => {
    const found = countingEntries(recordOf(...lines)).map(({ instant }) => new Date(instant).getUTCMinutes());
    assert.deepEqual(found, minutes);
  });
}

describe('a retraction', () => {
  describe('names an entry', () => {
    counting('by time, author, and kind', ['1 TL: a', '2 TL: b', `3 RETRACT TL: ${at(1)} @dana (wrong)`], [2, 3]);
    counting('without a reason', ['1 TL: a', `3 RETRACT TL: ${at(1)} @dana`], [3]);
    counting('with the time in another form', ['1 TL: a', '3 RETRACT TL: 2026-11-20T16:01+01:00 @dana'], [3]);
    counting('of somebody else', ['1 @lee TL: a', `3 RETRACT TL: ${at(1)} @lee (asked to)`], [3]);
    counting('and no other kind', ['1 MILESTONE identified: a', `3 RETRACT TL: ${at(1)} @dana`], [1, 3]);
    counting('and no other author', ['1 TL: a', `3 RETRACT TL: ${at(1)} @lee`], [1, 3]);
    counting('which may be later, as times are corrected', [`1 RETRACT TL: ${at(5)} @dana`, '5 TL: a'], [1]);
    counting(
      'with the qualifier where another shares the rest',
      ['1 UPDATE customer: a', '1 UPDATE internal: b', `3 RETRACT UPDATE customer: ${at(1)} @dana`],
      [1, 3],
    );
    counting('which may have been logged twice', ['1 TL: a', '1 TL: a', `3 RETRACT TL: ${at(1)} @dana`], [3]);
    counting('or nothing', ['1 TL: a', '2 RETRACT TL: the last one', '3 RETRACT: x', '4 RETRACT TL:'], [1, 2, 3, 4]);
  });

  describe('can be retracted itself', () => {
    const first = ['1 TL: a', `2 RETRACT TL: ${at(1)} @dana`];
    counting('and the entry counts again', [...first, `3 RETRACT RETRACT: ${at(2)} @dana`], [1, 3]);
    counting(
      'and that as well',
      [...first, `3 RETRACT RETRACT: ${at(2)} @dana`, `4 RETRACT RETRACT: ${at(3)} @dana`],
      [2, 4],
    );
    counting(
      'and the entry retracted again',
      [...first, `3 RETRACT RETRACT: ${at(2)} @dana`, `4 RETRACT TL: ${at(1)} @dana`],
      [3, 4],
    );
    counting(
      'by a later one only',
      ['1 TL: a', `2 RETRACT RETRACT: ${at(3)} @dana`, `3 RETRACT TL: ${at(1)} @dana`],
      [2, 3],
    );
    counting('but not by itself', ['1 TL: a', `2 RETRACT RETRACT: ${at(2)} @dana`], [1, 2]);
  });

  it('is read with its reason on one line', () => {
    assert.deepEqual(readRetraction('UPDATE status page', `${at(1)} @dana (wrong\n(draft) page)`), {
      kind: 'UPDATE',
      qualifier: 'status page',
      instant: Date.parse(at(1)),
      author: 'dana',
      reason: 'wrong (draft) page',
    });
  });

  describe('is written', () => {
    const given = { author: 'lee', instant: Date.parse(at(9)), reason: 'wrong\nincident ' };
    const written = (record: IncidentRecord, line: string, instant = given.instant): string =>
      formatEntry(retractionOf(record, entryOf(line), { ...given, instant }), '\n');
    it('with the kind alone where that is enough', () =>
      assert.equal(
        written(recordOf('1 UPDATE customer: a', '1 TL: b'), '1 UPDATE customer: a'),
        `- ${at(9)} @lee RETRACT UPDATE: ${at(1)} @dana (wrong incident)`,
      ));
    it('with the qualifier where it takes that', () =>
      assert.equal(
        written(recordOf('1 UPDATE customer: a', '1 UPDATE internal: a'), '1 UPDATE customer: a'),
        `- ${at(9)} @lee RETRACT UPDATE customer: ${at(1)} @dana (wrong incident)`,
      ));
    it('after what it names', () =>
      assert.equal(
        written(recordOf('1 ROLE scribe: @jo'), '1 ROLE scribe: @jo', 0),
        `- 2026-11-20T15:01:01Z @lee RETRACT ROLE: ${at(1)} @dana (wrong incident)`,
      ));
    it('not where it would name two', () =>
      assert.throws(
        () => written(recordOf('1 TL: a', '1 TL: b'), '1 TL: a'),
        /another TL has the same time and author/,
      ));
  });

  describe('undoes what its entry did to the front matter', () => {
    /** What the front matter says of it: before, with the entry, retracted, and redone in both ways. */
    const undoes = (title: string, lines: string[], entry: string, field: RegExp): void => {
      it(title, () => {
        const start = lines.reduce(
          (now, line) => apply(now, { added: entryOf(line) }),
          recordOf('1 MILESTONE declared:'),
        );
        const change: Change = { added: entryOf(entry) };
        const logged = apply(start, change);
        const by = takenBack(logged, [change], () => true, { author: 'dana', instant: Date.parse(at(50)), reason: '' });
        const retracted = apply(logged, ...by);
        const said = (record: IncidentRecord): string | undefined => field.exec(record.text)?.[0];
        assert.notEqual(said(logged), said(start));
        assert.equal(said(retracted), said(start));
        assert.equal(retracted.text.split('\n## ')[0], start.text.split('\n## ')[0]);
        assert.ok(retracted.text.includes(formatEntry(entryOf(entry), '\n')), 'its words stay');
        const redone = apply(retracted, ...by.map(inverse));
        assert.equal(redone.text, logged.text);
        const again = takenBack(retracted, by, () => true, { author: 'dana', instant: Date.parse(at(55)), reason: '' });
        assert.equal(said(apply(retracted, ...again)), said(logged));
        for (const record of [logged, retracted, redone, apply(retracted, ...again)]) {
          const differing = recordFindings(record, vocabulary).filter(({ code }) => code === 'differsFromTimeline');
          assert.deepEqual(differing, []);
        }
      });
    };
    undoes('a milestone', ['5 MILESTONE identified:'], '9 MILESTONE resolved: done', /status: .*/);
    undoes('a milestone’s time', ['5 MILESTONE identified:'], '9 MILESTONE resolved: done', / {2}resolved: .*/);
    undoes('the first change of the severity', [], '9 SEVERITY SEV-1: was SEV-2, worse', /^severity: .*/m);
    undoes(
      'a later change of the severity',
      ['5 SEVERITY SEV-3: was SEV-2'],
      '9 SEVERITY SEV-1: was SEV-3',
      /SEV-\d.*/,
    );
    undoes('a role', ['5 ROLE scribe: @jo'], '9 ROLE scribe: @lee', / {2}scribe: .*/);
    undoes('a role that nobody had', [], '9 ROLE scribe: @lee', / {2}scribe: .*/);
    undoes(
      'a milestone that was reached again',
      ['5 MILESTONE resolved:', '6 MILESTONE reopened:'],
      '9 MILESTONE resolved:',
      / {2}resolved: .*/,
    );

    it('but not what somebody set by hand since', () => {
      const change: Change = { added: entryOf('9 SEVERITY SEV-1: was SEV-2') };
      const logged = apply(recordOf('1 MILESTONE declared:'), change);
      const byHand = readRecord(logged.text.replace('severity: SEV-1', 'severity: SEV-3'));
      const [by] = takenBack(byHand, [change], () => true, { author: 'dana', instant: 0, reason: '' });
      assert.match(apply(byHand, by!).text, /severity: SEV-3/);
    });
  });

  describe('is left out of what the record tells', () => {
    const process = builtIn('default');
    const record = recordOf(
      '1 MILESTONE declared: x',
      '2 UPDATE internal: not true',
      '3 HYPOTHESIS open: the cache',
      '[ ] 4 QUEST @jo: look (until 2026-11-20T16:00:00Z)',
      '5 ROLE incident-commander: @dana → @lee',
      '6 SNOOZE update: customer until 2026-11-20T18:00:00Z',
      '[ ] 7 TODO: write it',
      '8 MILESTONE resolved: nearly',
      '9 INFORMED: @kim',
      '10 SEVERITY SEV-1: was SEV-2',
      ...[
        '2 UPDATE',
        '3 HYPOTHESIS',
        '4 QUEST',
        '5 ROLE',
        '6 SNOOZE',
        '7 TODO',
        '8 MILESTONE',
        '9 INFORMED',
        '10 SEVERITY',
      ].map(
        (what, index) => `${20 + index} RETRACT ${what.split(' ')[1]}: ${at(Number(what.split(' ')[0]))} @dana (wrong)`,
      ),
    );
    it('due items', () =>
      assert.deepEqual(
        dueItemsOf(record, process, 'UTC').map(({ key, at: due, snoozed }) => [
          key,
          (due - Date.parse(at(1))) / 60_000,
          snoozed,
        ]),
        [
          ['update internal', 30, false],
          ['update executive', 60, false],
          ['update customer', 60, false],
        ],
      ));
    it('hypotheses, hand-offs, and sent updates', () => {
      assert.deepEqual(hypothesesIn(record, 'open'), []);
      assert.deepEqual(openOffers(record), []);
      assert.deepEqual(updateMoment(record, process).sent, []);
    });
    it('who may know, but not who wrote', () =>
      assert.deepEqual(
        knowers(record).map(({ name }) => name),
        ['@dana'],
      ));
    it('the brief, which says that it was retracted', () => {
      const brief = draftBrief(record, process, { id: 'x', now: Date.parse(at(40)), zone: 'UTC' });
      assert.match(brief, /- 15:20 @dana RETRACT UPDATE: 2026-11-20T15:02:00Z @dana \(wrong\)/);
      assert.doesNotMatch(brief, /not true|the cache|look|→|nearly|kim/);
    });
    it('the postmortem, whose timeline says that it was retracted', () => {
      const draft = draftPostmortem(record, process);
      assert.match(draft, /\| 15:20:00 \| @dana \| Retracted update: 15:02 @dana \(wrong\) \|/);
      assert.match(draft, /- Updates: none in the record/);
      assert.doesNotMatch(draft, /not true|the cache|look |→|nearly|write it|kim/);
    });
    it('steps that were checked off', () => {
      const [step] = builtIn('2i2c')
        .checklists.filter(({ begins }) => begins)
        .flatMap(({ items }) => items);
      const lines = [`2 CHECK: ${step}`, `3 RETRACT CHECK: ${at(2)} @dana`];
      const done = (count: number) => startConditions(recordOf(...lines.slice(0, count)), builtIn('2i2c'))[0]?.at;
      assert.deepEqual([done(1), done(2)], [Date.parse(at(2)), undefined]);
    });
  });
});

describe('taking back', () => {
  const given = { author: 'dana', instant: Date.parse(at(30)), reason: 'wrong incident' };
  const shown = ({ added, removed }: Change): string[] =>
    [added && (['+', added] as const), removed && (['-', removed] as const)].flatMap((one) =>
      one ? [`${one[0]} ${formatEntry(one[1], '\n').slice(2)}`] : [],
    );
  const milestone: Change = { added: entryOf('3 MILESTONE resolved: x') };
  const line: Change = { added: entryOf('4 TL: y') };
  const todo: Entry = entryOf('[ ] 5 TODO: z');
  const tick: Change = { removed: todo, added: { ...todo, ticked: true } };

  it('removes what nobody has acted on, retracts the rest, and reverses checked boxes and corrections', () => {
    const changes = [milestone, line, tick];
    const record = apply(recordOf('1 MILESTONE declared:', '[ ] 5 TODO: z'), ...changes);
    const by = takenBack(record, changes, ({ kind }) => kind === 'MILESTONE', given);
    assert.deepEqual(by.flatMap(shown), [
      `+ [ ] ${at(5)} @dana TODO: z`,
      `- [x] ${at(5)} @dana TODO: z`,
      `- ${at(4)} @dana TL: y`,
      `+ ${at(30)} @dana RETRACT MILESTONE: ${at(3)} @dana (wrong incident)`,
    ]);
    assert.equal(canTakeBack(record, changes), true);
    assert.equal(canTakeBack(apply(record, ...by), changes), false);
    assert.equal(canTakeBack(apply(record, by.at(-1)!), [milestone]), false);
  });

  it('gives several retractions a second each', () => {
    const changes = [milestone, { added: entryOf('6 SEVERITY SEV-1: was SEV-2') }];
    const by = takenBack(recordOf('3 MILESTONE resolved: x', '30 TL: now'), changes, () => true, given);
    assert.deepEqual(
      by.map(({ added }) => new Date(added!.instant).toISOString().slice(14, 19)),
      ['30:01', '30:02'],
    );
  });

  it('brings box and fields back as well', () => {
    const change: Change = {
      added: entryOf('3 CHECK: tell support'),
      box: { step: 'tell support', ticked: true },
      fields: [{ path: 'impact', was: null, becomes: 'much' }],
    };
    const [by] = takenBack(recordOf(), [change], () => true, given);
    assert.deepEqual(
      [by!.box, by!.fields, by!.removed],
      [{ step: 'tell support', ticked: false }, [{ path: 'impact', was: 'much', becomes: null }], undefined],
    );
  });

  it('says what was done', () => {
    const corrected: Change = { removed: entryOf('4 TL: y'), added: entryOf('4 TL: z') };
    const removed: Change = { removed: entryOf('4 TL: y') };
    assert.deepEqual(
      [milestone, tick, inverse(tick), corrected, removed].map((change) => doneBy([change]).what),
      ['logged', 'ticked', 'unticked', 'corrected', 'removed'],
    );
    assert.deepEqual(addedBy([milestone, tick, removed]), [milestone.added]);
    const record = recordOf('3 MILESTONE resolved: x');
    assert.deepEqual(doneBy([milestone]).entry, readEntry(record.text, record.timeline.entries[0]!));
  });
});
