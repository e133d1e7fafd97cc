import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remark } from 'remark';
import { applyChange, holdsChange, inverse } from '../../src/core/change';
import { normaliseText, type Entry } from '../../src/core/entry';
import { insertEntry, removeEntry, replaceEntry } from '../../src/core/placement';
import { readRecord, recordFindings, type IncidentRecord } from '../../src/core/record';
import { applyEdits } from '../../src/core/textEdit';
import { readEntry, readTimeline } from '../../src/core/timeline';
import { vocabulary } from '../core/entries';
import { anyText, entries, entry, goodRecord, SEED, shuffled, someRecord, stateEntry } from './arbitraries';

const options = (numRuns: number) => ({ seed: SEED, numRuns });

function entriesOf({ text, timeline }: IncidentRecord): Entry[] {
  return timeline.entries.map((placed) => readEntry(text, placed));
}

function headings(text: string): string[] {
  return text.split('\n').filter((line) => /^#{1,6}(?:\s|$)/.test(line));
}

function insert(text: string, added: Entry): string {
  return applyEdits(text, [insertEntry(text, readRecord(text).timeline, added)]);
}

describe('text that people type', () => {
  it('is normalised once and for all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = normaliseText(text);
        assert.equal(normaliseText(kept), kept);
        assert.equal(kept, kept.trim());
      }),
      options(10_000),
    );
  });

  it('reads back exactly, and forges neither entry nor heading nor front matter', () => {
    const around =
      '---\ntitle: t\n---\n# t\n\n## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n- 2026-11-20T16:00:00Z @a TL: y\n\n## Checklists\n';
    for (const eol of ['\n', '\r\n']) {
      const before = around.replaceAll('\n', eol);
      const old = readRecord(before);
      fc.assert(
        fc.property(anyText, fc.constantFrom(14, 15, 17), (typed, hour) => {
          const added = {
            instant: Date.UTC(2026, 10, 20, hour, 30),
            author: 'dana',
            kind: 'TL',
            qualifier: '',
            text: normaliseText(typed),
          };
          const edit = insertEntry(before, old.timeline, added);
          const record = readRecord(applyEdits(before, [edit]));
          assert.deepEqual(
            entriesOf(record),
            [...entriesOf(old), added].sort((a, b) => a.instant - b.instant),
          );
          assert.deepEqual(record.timeline.findings, []);
          assert.deepEqual(headings(record.text), headings(before));
          assert.equal(record.frontMatter.bodyStart, old.frontMatter.bodyStart);
          assert.equal(record.text.slice(record.timeline.end), `## Checklists${eol}`);
        }),
        options(5000),
      );
    }
  });
});

describe('an entry in the eyes of markdown', () => {
  it('adds neither heading nor section', () => {
    const before = '## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n\n## Checklists\n\nwords\n';
    const blocks = (text: string) =>
      remark()
        .parse(text)
        .children.map((node) => node.type);
    const expected = blocks(before);
    fc.assert(
      fc.property(entry, (added) => assert.deepEqual(blocks(insert(before, added)), expected)),
      options(1000),
    );
  });
});

describe('a record', () => {
  it('is read whatever stands in it', () => {
    fc.assert(
      fc.property(fc.oneof(someRecord, anyText), (text) => {
        const record = readRecord(text);
        recordFindings(record, vocabulary);
        const { timeline } = record;
        let at = timeline.start;
        for (const placed of timeline.entries) {
          assert.ok(at <= placed.start && placed.start < placed.textStart && placed.textStart <= placed.end);
          assert.ok(placed.end <= placed.blockEnd && placed.blockEnd <= timeline.end);
          at = placed.blockEnd;
        }
      }),
      options(1000),
    );
  });

  it('keeps every other byte and entry when one is inserted', () => {
    fc.assert(
      fc.property(someRecord, entry, (text, added) => {
        const before = readRecord(text);
        const edit = insertEntry(text, before.timeline, added);
        assert.equal(edit.start, edit.end);
        const after = readRecord(applyEdits(text, [edit]));
        const expected = entriesOf(before);
        const index = after.timeline.entries.findIndex((placed) => placed.start >= edit.start);
        expected.splice(index, 0, added);
        assert.deepEqual(entriesOf(after), expected);
        assert.equal(after.frontMatter.bodyStart, before.frontMatter.bodyStart);
      }),
      options(2000),
    );
  });

  it('is as before when that one is removed', () => {
    fc.assert(
      fc.property(goodRecord, entry, (text, added) => {
        const after = insert(text, added);
        const { timeline } = readRecord(after);
        const placed = timeline.entries.find(
          (one) => one.start >= firstDifference(text, after) - 40 && same(readEntry(after, one), added),
        );
        assert.equal(applyEdits(after, [removeEntry(after, placed!)]), text);
      }),
      options(2000),
    );
  });

  it('is the same in whatever order its entries came', () => {
    fc.assert(
      fc.property(shuffled(entries), ([some, others]) => {
        const start = '## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n';
        assert.equal(some.reduce(insert, start), others.reduce(insert, start));
      }),
      options(500),
    );
  });

  it('reads the same everywhere else when one entry is replaced', () => {
    fc.assert(
      fc.property(goodRecord, fc.nat(), entry, (text, choice, by) => {
        const before = readRecord(text);
        const index = choice % before.timeline.entries.length;
        const placed = before.timeline.entries[index]!;
        const after = readRecord(applyEdits(text, replaceEntry(text, before.timeline, placed, by)));
        const others = entriesOf(before).filter((_, other) => other !== index);
        const found = entriesOf(after);
        const place = found.findIndex((one) => same(one, by) && one.ticked === by.ticked);
        found.splice(place, 1);
        assert.ok(place >= 0);
        assert.deepEqual(found, others);
      }),
      options(1000),
    );
  });

  it('has its front matter back when a change is taken back', () => {
    fc.assert(
      fc.property(fc.array(stateEntry, { minLength: 1, maxLength: 6 }), (list) => {
        const apply = (text: string, change: Parameters<typeof applyChange>[1]) =>
          applyEdits(text, applyChange(readRecord(text), change, vocabulary));
        const start = CARD;
        const texts = [start];
        for (const added of list) {
          texts.push(apply(texts.at(-1)!, { added }));
          const record = readRecord(texts.at(-1)!);
          assert.ok(record.frontMatter.document);
          assert.ok(holdsChange(record, { added }));
          assert.deepEqual(
            recordFindings(record, vocabulary).filter((finding) => finding.code === 'differsFromTimeline'),
            [],
          );
        }
        for (const added of list.toReversed()) {
          assert.equal(apply(texts.pop()!, inverse({ added })), texts.at(-1));
        }
      }),
      options(300),
    );
  });
});

const CARD = `---
format: 1
severity: SEV-1
status: investigating
milestones: # when
  declared: 2026-11-20T14:00:00Z
roles: {} # who
---
## Timeline

- 2026-11-20T14:00:00Z @a MILESTONE declared: x
`;

function same(a: Entry, b: Entry): boolean {
  return (
    a.instant === b.instant &&
    a.author === b.author &&
    a.kind === b.kind &&
    a.qualifier === b.qualifier &&
    a.text === b.text
  );
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) {
    at++;
  }
  return at;
}

describe('a timeline', () => {
  it('is found again by its own offsets', () => {
    fc.assert(
      fc.property(someRecord, (text) => {
        const { bodyStart } = readRecord(text).frontMatter;
        const timeline = readTimeline(text, bodyStart);
        assert.deepEqual(readTimeline(text.slice(0, timeline.end), bodyStart).entries, timeline.entries);
      }),
      options(1000),
    );
  });
});
