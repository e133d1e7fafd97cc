import assert from 'node:assert/strict';
import { addedEntries, atFreeInstants, madeEntries } from '../../../src/core/entries/newEntries';
import { readRecord } from '../../../src/core/record/record';
import { formatEntry, type Entry } from '../../../src/core/timeline/entry';

const at = (time: string) => Date.parse(`2026-11-20T${time}Z`);
const record = readRecord('## Timeline\n\n- 2026-11-20T15:00:00Z @dana TL: it is slow\n');
const by = { author: 'dana', instant: at('15:00:00') };
const lines = (entries: readonly (Entry | undefined)[]) => entries.map((entry) => formatEntry(entry!, '\n'));

describe('new entries', () => {
  it('are signed, normalised, and none is at an instant of its author that is taken', () => {
    const changes = addedEntries(record, [
      { kind: 'TL', text: ' one \n', ...by },
      { kind: 'TODO', text: 'two', ticked: false, ...by },
    ]);
    assert.deepEqual(lines(changes.map(({ added }) => added)), [
      '- 2026-11-20T15:00:01Z @dana TL: one',
      '- [ ] 2026-11-20T15:00:02Z @dana TODO: two',
    ]);
    assert.deepEqual(Object.keys(changes[0]!), ['added']);
  });

  it('bring what comes with them', () => {
    const fields = [{ path: 'title', was: null, becomes: 'Slow' }] as const;
    const [change] = addedEntries(record, [{ kind: 'TL', text: 'x', fields, ...by }]);
    assert.deepEqual(change!.fields, fields);
  });

  it('may share an instant with those of others', () => {
    const changes = addedEntries(record, [{ kind: 'TL', text: 'one', ...by, author: 'lee' }]);
    assert.deepEqual(lines([changes[0]!.added]), ['- 2026-11-20T15:00:00Z @lee TL: one']);
  });

  it('share the minute that is all that is known of them, unless they are the same line', () => {
    const minute = { kind: 'TL', qualifier: '', ...by, minute: true } as const;
    const entries = atFreeInstants(record, [
      { ...minute, text: 'one' },
      { ...minute, text: 'two' },
      { ...minute, text: 'one' },
    ]);
    assert.deepEqual(lines(entries), [
      '- 2026-11-20T15:00Z @dana TL: one',
      '- 2026-11-20T15:00Z @dana TL: two',
      '- 2026-11-20T15:00:01Z @dana TL: one',
    ]);
  });

  it('tell which one the command returns', () => {
    const main = { kind: 'MILESTONE', qualifier: 'resolved', text: '' };
    const make = () => ({ main, all: [{ kind: 'CHECK', text: 'a step' }, main] });
    const { changes, entry } = madeEntries(record, '', make, by);
    assert.equal(changes.length, 2);
    assert.deepEqual(lines([entry]), ['- 2026-11-20T15:00:02Z @dana MILESTONE resolved:']);
  });

  it('come after what they change, also where a clock is ahead, unless somebody said when it was', () => {
    const ahead = readRecord(
      [
        '## Timeline',
        '',
        '- 2026-11-20T15:00:00Z @lee SEVERITY SEV-3: was SEV-2',
        '- 2026-11-20T15:10:00Z @lee ROLE scribe: @lee',
        '- 2026-11-20T15:10:00Z @lee HYPOTHESIS open: the deploy',
        '- 2026-11-20T15:10:00Z @lee MILESTONE mitigated:',
        '- 2026-11-20T15:20:00Z @lee ROLE incident-commander: @lee',
        '- 2026-11-20T15:30:00Z @lee SEVERITY SEV-4: was SEV-3',
        '- 2026-11-20T15:31:00Z @lee RETRACT SEVERITY: 2026-11-20T15:30:00Z @lee',
        '- 2026-11-20T15:40:00Z @lee TL: later',
        '',
      ].join('\n'),
    );
    const instantOf = (kind: string, qualifier: string, text: string, more: object) =>
      formatEntry(addedEntries(ahead, [{ kind, qualifier, text, ...by, ...more }])[0]!.added!, '\n').slice(13, 21);
    const decided = { decided: at('15:05:00') };
    // Of one second the author's name would decide.
    assert.equal(instantOf('SEVERITY', 'SEV-1', 'was SEV-3', decided), '15:00:01');
    assert.equal(instantOf('ROLE', 'scribe', '@dana', decided), '15:10:01');
    assert.equal(instantOf('ROLE', 'liaison', '@dana', decided), '15:00:00');
    assert.equal(instantOf('HYPOTHESIS', 'refuted', 'the deploy', decided), '15:10:01');
    assert.equal(instantOf('HYPOTHESIS', 'open', 'the disk', decided), '15:00:00');
    assert.equal(instantOf('TL', '', 'now', decided), '15:00:00');
    assert.equal(instantOf('MILESTONE', 'resolved', '', decided), '15:10:01');
    assert.equal(instantOf('MILESTONE', 'resolved?', '', decided), '15:00:00');
    // What was reached while the box was open stays after what is reported of the moment before.
    assert.equal(instantOf('MILESTONE', 'identified', '', { decided: at('15:12:00') }), '15:00:00');
    assert.equal(instantOf('ROLE', 'scribe', '@dana', {}), '15:00:00');
  });

  it('come after what their author wrote in the same second, also where one of those is gone', () => {
    const line = (second: string, text: string): string => `- 2026-11-20T15:00:${second}Z @dana TL: ${text}`;
    const text = `## Timeline\n\n${line('01', 'second')}\n${line('02', 'third')}\n`;
    const add = (more: object) =>
      formatEntry(addedEntries(readRecord(text), [{ kind: 'TL', text: 'fourth', ...by, ...more }])[0]!.added!, '\n');
    assert.equal(add({ decided: at('15:00:00') }), line('03', 'fourth'));
    // The box was opened before the others were written, or somebody said when it was.
    assert.equal(add({ decided: at('15:00:09') }), line('00', 'fourth'));
    assert.equal(add({}), line('00', 'fourth'));
  });

  it("are none if it's already there", () => {
    const [standing] = atFreeInstants(record, [{ kind: 'CHECK', qualifier: '', text: 'a step', ...by }]);
    const made = madeEntries(record, '', () => ({ standing: standing! }), by);
    assert.deepEqual(made, { changes: [], entry: standing });
  });
});
