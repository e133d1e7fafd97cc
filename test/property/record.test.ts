import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remark } from 'remark';
import { applyChange, holdsChange, inverse } from '../../src/core/record/change';
import { normaliseText } from '../../src/core/text/plainText';
import { type Entry } from '../../src/core/timeline/entry';
import { insertEntries, insertEntry, removeEntry, replaceEntry } from '../../src/core/record/placement';
import { headingSlip } from '../../src/core/record/timelineHeading';
import { readRecord, recordFindings, type IncidentRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { readEntry, readTimeline } from '../../src/core/timeline/timeline';
import { vocabulary } from '../core/entryOf';
import { anyText, entries, entry, goodRecord, shuffled, someRecord, stateEntry } from './arbitraries';
import { law, laws } from './law';

function entriesOf({ text, timeline }: IncidentRecord): Entry[] {
  return timeline.entries.map((placed) => readEntry(text, placed));
}

function headings(text: string): string[] {
  return text.split('\n').filter((line) => /^#{1,6}(?:\s|$)/.test(line));
}

/** All above the body, but for the line end that a closing fence may lack. */
function frontOf({ text, frontMatter }: IncidentRecord): string {
  return text.slice(0, frontMatter.bodyStart).trimEnd();
}

function insert(text: string, added: Entry): string {
  return applyEdits(text, [insertEntry(text, readRecord(text).timeline, added)]);
}

laws('text that people type', () => {
  law(
    'is normalised once and for all',
    2000,
    fc.property(anyText, (text) => {
      const kept = normaliseText(text);
      assert.equal(normaliseText(kept), kept);
      assert.equal(kept, kept.trim());
    }),
  );

  const around =
    '---\ntitle: t\n---\n# t\n\n## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n- 2026-11-20T16:00:00Z @a TL: y\n\n## Checklists\n';
  law(
    'reads back exactly, and forges neither entry nor heading nor front matter',
    500,
    fc.property(anyText, fc.constantFrom(14, 15, 17), fc.constantFrom('\n', '\r\n'), (typed, hour, eol) => {
      const before = around.replaceAll('\n', eol);
      const old = readRecord(before);
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
  );
});

laws('an entry in the eyes of markdown', () => {
  const before = '## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n\n## Checklists\n\nwords\n';
  const blocks = (text: string) =>
    remark()
      .parse(text)
      .children.map((node) => node.type);
  const expected = blocks(before);
  law(
    'adds neither heading nor section',
    200,
    fc.property(entry, (added) => assert.deepEqual(blocks(insert(before, added)), expected)),
  );
});

laws('a record', () => {
  law(
    'is read whatever stands in it',
    300,
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
  );

  law(
    'keeps every other byte and entry when one is inserted',
    {
      runs: 300,
      // The closing fence has no line end yet.
      kept: [
        ['---\n\n\n---', { instant: Date.UTC(2026, 10, 20, 15, 30), author: 'a', kind: 'TL', qualifier: '', text: '' }],
      ],
    },
    fc.property(someRecord, entry, (text, added) => {
      const before = readRecord(text);
      // A heading that is nearly the timeline's, or was renamed, is made whole in the same edit.
      fc.pre(before.timeline.found || headingSlip(text, before.frontMatter.bodyStart) === undefined);
      const edit = insertEntry(text, before.timeline, added);
      assert.equal(edit.start, edit.end);
      const after = readRecord(applyEdits(text, [edit]));
      const expected = entriesOf(before);
      const index = after.timeline.entries.findIndex((placed) => placed.start >= edit.start);
      expected.splice(index, 0, added);
      assert.deepEqual(entriesOf(after), expected);
      assert.equal(frontOf(after), frontOf(before));
    }),
  );

  law(
    'is the same whether many come at once or one by one, by their times',
    300,
    fc.property(someRecord, fc.array(fc.tuple(entry, fc.boolean()), { maxLength: 12 }), (text, list) => {
      const added = list
        .map(([one, minute]): Entry =>
          minute ? { ...one, instant: one.instant - (one.instant % 60_000), minute: true } : one,
        )
        .toSorted((a, b) => a.instant - b.instant);
      const atOnce = applyEdits(text, insertEntries(text, readRecord(text).timeline, added));
      assert.equal(atOnce, added.reduce(insert, text));
    }),
  );

  law(
    'is as before when that one is removed',
    300,
    fc.property(goodRecord, entry, (text, added) => {
      const after = insert(text, added);
      const { timeline } = readRecord(after);
      const placed = timeline.entries.find(
        (one) => one.start >= firstDifference(text, after) - 40 && same(readEntry(after, one), added),
      );
      assert.equal(applyEdits(after, [removeEntry(after, placed!)]), text);
    }),
  );

  law(
    'is the same in whatever order its entries came',
    100,
    fc.property(shuffled(entries), ([some, others]) => {
      const start = '## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n';
      assert.equal(some.reduce(insert, start), others.reduce(insert, start));
    }),
  );

  law(
    'reads the same everywhere else when one entry is replaced',
    200,
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
  );

  law(
    'has its front matter back when a change is taken back',
    40,
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
  );
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

laws('a timeline', () => {
  law(
    'is found again by its own offsets',
    300,
    fc.property(someRecord, (text) => {
      const { bodyStart } = readRecord(text).frontMatter;
      const timeline = readTimeline(text, bodyStart);
      assert.deepEqual(readTimeline(text.slice(0, timeline.end), bodyStart).entries, timeline.entries);
    }),
  );
});
