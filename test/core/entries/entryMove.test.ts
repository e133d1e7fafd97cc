import assert from 'node:assert/strict';
import { movedEntry, staysInRecord } from '../../../src/core/entries/entryMove';
import { readRecord, type IncidentRecord } from '../../../src/core/record/record';
import { readEntry } from '../../../src/core/timeline/timeline';

const recordOf = (security: boolean, ...lines: string[]): IncidentRecord =>
  readRecord(`---\nformat: 1\nid: x\nsecurity: ${security}\n---\n# t\n\n## Timeline\n\n${lines.join('\n')}\n`);

const AT = '2026-11-20T15:03:00Z @lee';
const FOLDER = '../2026-11-20-own';

describe('an entry that moves to another incident', () => {
  const empty = recordOf(false);
  const move = (from: IncidentRecord, to = empty, folder: string | undefined = FOLDER) =>
    movedEntry(from, to, readEntry(from.text, from.timeline.entries[0]!), folder);

  it('keeps its words and its time', () => {
    const { kind, text, instant } = move(recordOf(false, `- ${AT} TL: a sign`));
    assert.deepEqual([kind, text, new Date(instant).toJSON()], ['TL', 'a sign', '2026-11-20T15:03:00.000Z']);
  });

  it('takes the next free second where its author has an entry of that instant', () => {
    const { instant } = move(recordOf(false, `- ${AT} TL: a sign`), recordOf(false, `- ${AT} TL: another`));
    assert.equal(new Date(instant).toJSON(), '2026-11-20T15:03:01.000Z');
  });

  it('links to its evidence where it is', () => {
    const from = recordOf(false, `- ${AT} TL: see [the log](evidence/log.txt)`);
    assert.equal(move(from).text, `see [the log](${FOLDER}/evidence/log.txt)`);
    assert.throws(
      () => movedEntry(from, empty, readEntry(from.text, from.timeline.entries[0]!), undefined),
      /another folder/,
    );
  });

  it('stays with its own incident when its kind belongs there', () => {
    for (const entry of [
      'CHECK: a step',
      'MILESTONE declared: here',
      'RETRACT TL: 2026-11-20T15:00:00Z @lee (undone)',
    ]) {
      assert.throws(() => move(recordOf(false, `- ${AT} ${entry}`)), /stay with their own incident/);
    }
    assert.equal(
      staysInRecord({ kind: 'MILESTONE', qualifier: 'resolved', author: 'lee', instant: 0, text: '' }),
      false,
    );
  });

  it('stays where it was retracted', () => {
    const from = recordOf(
      false,
      `- ${AT} TL: a sign`,
      '- 2026-11-20T15:04:00Z @lee RETRACT TL: 2026-11-20T15:03:00Z @lee (undone)',
    );
    assert.throws(() => move(from), /was retracted/);
  });

  it('leaves a security incident only for another one', () => {
    const from = recordOf(true, `- ${AT} TL: a key is out`);
    assert.throws(() => move(from), /security incident/);
    assert.equal(move(from, recordOf(true)).text, 'a key is out');
  });
});
