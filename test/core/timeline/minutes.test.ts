import assert from 'node:assert/strict';
import { applyChange } from '../../../src/core/record/change';
import { formatEntry, type Entry } from '../../../src/core/timeline/entry';
import { atFreeInstant } from '../../../src/core/record/placement';
import { readRecord } from '../../../src/core/record/record';
import { mergeRecords } from '../../../src/core/merge/recordMerge';
import { applyEdits } from '../../../src/core/text/textEdit';
import { readEntry } from '../../../src/core/timeline/timeline';
import { isByMinute } from '../../../src/core/time/typedTime';
import { statusAfter, vocabulary } from '../entryOf';

const INSTANT = Date.UTC(2026, 10, 20, 14, 3);
const HEAD = '---\nformat: 1\n---\n## Timeline\n';

function line(text: string, author = 'dana'): Entry {
  return { instant: INSTANT, author, kind: 'TL', qualifier: '', text, minute: true };
}

/** The record with the entries logged one after the other. */
function logged(record: string, ...entries: Entry[]): string {
  return entries.reduce((text, entry) => {
    const read = readRecord(text);
    const added = atFreeInstant(read.timeline, entry, text);
    return applyEdits(text, applyChange(read, { added }, vocabulary));
  }, record);
}

function merged(base: string, one: string, other: string): string {
  const [here, there] = [mergeRecords(base, one, other, statusAfter), mergeRecords(base, other, one, statusAfter)];
  assert.deepEqual('text' in here && here.text, 'text' in there && there.text);
  return 'text' in here ? here.text : here.problem.whole;
}

/** The texts of the entries, in their order. */
function texts(record: string): string[] {
  const { text, timeline } = readRecord(record);
  return timeline.entries.map((placed) => readEntry(text, placed).text);
}

describe('entries of one minute', () => {
  it('are written without seconds, and read back', () => {
    const written = formatEntry(line('z first'), '\n');
    assert.equal(written, '- 2026-11-20T14:03Z @dana TL: z first');
    const { text, timeline } = readRecord(`${HEAD}\n${written}\n`);
    assert.deepEqual(timeline.findings, []);
    assert.deepEqual(readEntry(text, timeline.entries[0]!), line('z first'));
  });

  it('keep the order in which they were logged', () => {
    const record = logged(HEAD, line('z first'), line('m second'), line('a third', 'alan'));
    assert.deepEqual(texts(record), ['z first', 'm second', 'a third']);
  });

  it("keep each side's order in a merge, and otherwise go by author and text", () => {
    const base = logged(HEAD, line('n base'));
    const one = logged(base, line('z one'), line('b one'));
    const other = logged(base, line('y other'), line('c other'));
    assert.deepEqual(texts(merged(base, one, other)), ['n base', 'y other', 'c other', 'z one', 'b one']);
  });

  it('are merged if an older version put them in another order', () => {
    const base = logged(HEAD, line('z'), line('b'));
    const sorted = logged(HEAD, line('b'), line('z'), line('q'));
    assert.deepEqual(texts(merged(base, logged(base, line('a')), sorted)).toSorted(), ['a', 'b', 'q', 'z']);
  });

  it('are two where their words are the same', () => {
    const record = logged(HEAD, line('same'), line('same'));
    assert.match(record, /14:03Z @dana TL: same\n- 2026-11-20T14:03:01Z @dana TL: same\n$/);
  });

  it('share it only if they are lines: what else is read by its time takes the next second', () => {
    const record = logged(HEAD, line('a'), { ...line('b'), kind: 'TODO', ticked: false });
    assert.match(record, /- \[ \] 2026-11-20T14:03:01Z @dana TODO: b\n$/);
  });

  for (const [typed, expected] of [
    ['14:03', true],
    ['2:03 PM PT page came', true],
    ['yesterday 14:03', true],
    ['14:03:22', false],
    ['-5m', false],
    ['2026-11-20T14:03:00Z', false],
    ['page came', false],
  ] as const) {
    it(`${typed} is ${expected ? '' : 'not '}a time by the minute`, () => assert.equal(isByMinute(typed), expected));
  }
});
