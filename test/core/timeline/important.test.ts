import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { missingPart } from '../../../src/core/record/change';
import { replaceEntry } from '../../../src/core/record/placement';
import { applyEdits } from '../../../src/core/text/textEdit';
import { formatEntry, withTypedMark, type Entry } from '../../../src/core/timeline/entry';
import { readEntry } from '../../../src/core/timeline/timeline';

const textOf = (line: string): string => `## Timeline\n\n${line}\n`;
const read = (line: string): Entry => {
  const { text, timeline } = readRecord(textOf(line));
  return readEntry(text, timeline.entries[0]!);
};
const marked = (entry: Entry): Entry => ({ ...entry, important: true });
const unmarked = (entry: Entry): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'important')) as unknown as Entry;

/** The line after its entry was changed. */
function changed(line: string, change: (entry: Entry) => Entry): string {
  const { text, timeline } = readRecord(textOf(line));
  const [placed] = timeline.entries;
  const entry = change(readEntry(text, placed!));
  return applyEdits(text, replaceEntry(text, timeline, placed!, entry)).slice(textOf('').length - 1, -1);
}

describe('an important entry', () => {
  const line = '- 2026-11-20T15:11:04Z @lee TL: ! it was the deploy';

  it('is marked after the colon, and the mark is not part of its text', () => {
    assert.equal(read(line).important, true);
    assert.equal(read(line).text, 'it was the deploy');
    assert.equal(formatEntry(read(line), '\n'), line);
  });

  it('has its mark if the text begins with a block, and if there is no text', () => {
    const block = '- 2026-11-20T15:11:04Z @lee TL: !\n  > quoted';
    assert.deepEqual([read(block).important, read(block).text], [true, '> quoted']);
    assert.equal(formatEntry(read(block), '\n'), block);
    assert.deepEqual(
      [read('- 2026-11-20T15:11Z @lee TL: !').important, read('- 2026-11-20T15:11Z @lee TL: !').text],
      [true, ''],
    );
  });

  it("isn't marked by a word that begins with an exclamation mark, or in a kind whose text is read back", () => {
    for (const plain of [line.replace('! it', '!it'), line.replace('TL', 'MILESTONE x'), line.replace('TL', 'CHECK')]) {
      assert.equal(read(plain).important, undefined, plain);
      assert.equal(formatEntry(read(plain), '\n'), plain);
    }
  });

  it('is distinguished from a text that begins with the mark', () => {
    const plain = { ...unmarked(read(line)), text: '! really' };
    assert.equal(formatEntry(plain, '\n'), '- 2026-11-20T15:11:04Z @lee TL:\n  ! really');
    assert.deepEqual(read(formatEntry(plain, '\n')), plain);
    assert.deepEqual(withTypedMark(plain), { ...plain, text: 'really', important: true });
  });

  it('gets and loses its mark by an edit of that alone', () => {
    const typed = '* [ ] 2026-11-20t16:11+01:00  @lee TODO: alert on it';
    assert.equal(changed(typed, marked), typed.replace('TODO:', 'TODO: !'));
    assert.equal(changed(line, unmarked), line.replace('! ', ''));
  });

  it('keeps a tick that came in between, and a tick keeps the mark', () => {
    const open = read('- [ ] 2026-11-20T15:11:04Z @lee TODO: alert on it');
    const ticked = readRecord(textOf(formatEntry({ ...open, ticked: true }, '\n')));
    const marks = missingPart(ticked, { removed: open, added: { ...open, important: true } });
    assert.deepEqual(marks?.added, { ...open, ticked: true, important: true });
    const important = readRecord(textOf(formatEntry({ ...open, important: true }, '\n')));
    const ticks = missingPart(important, { removed: open, added: { ...open, ticked: true } });
    assert.deepEqual(ticks?.added, { ...open, ticked: true, important: true });
  });
});
