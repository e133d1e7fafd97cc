import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remark } from 'remark';
import { formatEntry, type Entry } from '../../src/core/timeline/entry';
import { normaliseText } from '../../src/core/text/plainText';
import { draftPostmortem } from '../../src/core/postmortem/postmortem';
import { mergePostmortem } from '../../src/core/postmortem/refresh/postmortemMerge';
import { readProcess } from '../../src/core/process/process';
import { readRecord } from '../../src/core/record/record';
import yaml from '../../src/processes/default.yaml';
import { anyText } from './arbitraries';
import { edited, Hands } from './hands';
import { law, laws } from './law';

const process = readProcess(yaml).process!;

const HEAD = `---
format: 1
id: 2026-11-20-x
title: Logging in is broken
severity: SEV-1
status: investigating
---
# [inc-26-11-20-SEV-1] Logging in is broken

## Timeline

`;

function draftOf(entries: readonly Entry[], head = HEAD): string {
  const lines = [...entries].sort((a, b) => a.instant - b.instant).map((entry) => formatEntry(entry, '\n'));
  return draftPostmortem(readRecord(`${head}${lines.join('\n')}\n`), process);
}

const KINDS: readonly (readonly [string, string])[] = [
  ['TL', ''],
  ['TL', ''],
  ['MILESTONE', 'started'],
  ['MILESTONE', 'declared'],
  ['MILESTONE', 'mitigated'],
  ['MILESTONE', 'resolved'],
  ['MILESTONE', 'reopened'],
  ['MILESTONE', 'identified?'],
  ['TODO', ''],
  ['UPDATE', 'internal'],
  ['ROLE', 'scribe'],
  ['SEVERITY', 'SEV-2'],
  ['HYPOTHESIS', 'open'],
  ['HYPOTHESIS', 'refuted'],
  ['QUEST', '@emily'],
];

/** A moment of an incident's life: something is logged, at any time up to three days after its beginning. */
const logged = fc
  .tuple(fc.integer({ min: 0, max: 4000 }), fc.constantFrom('dana', 'lee'), fc.constantFrom(...KINDS))
  .map(([minute, author, [kind, qualifier]]) => ({ minute, author, kind, qualifier }));

interface Life {
  readonly logged: readonly { minute: number; author: string; kind: string; qualifier: string }[];
  readonly edited: readonly (readonly [number, string])[];
}

const life: fc.Arbitrary<Life[]> = fc.array(
  fc.record({ logged: fc.array(logged, { maxLength: 4 }), edited: fc.array(edited, { maxLength: 4 }) }),
  { minLength: 10, maxLength: 10 },
);

/** Lines of a text that say something of their own. */
function facts(text: string): string[] {
  return text.split('\n').filter((line) => /^(?:- |\|(?! ---))/.test(line));
}

function count(lines: readonly string[], line: string): number {
  return lines.filter((other) => other === line).length;
}

laws('a postmortem that is generated again', () => {
  law(
    'keeps every word of a person, over ten times',
    8,
    fc.property(life, (years) => {
      const taken = new Set<string>();
      const entries: Entry[] = [];
      let base = draftOf(entries);
      const hands = new Hands(base);
      for (const { logged: news, edited: edits } of years) {
        edits.forEach((edit) => hands.edit(edit));
        for (const { minute, author, kind, qualifier } of news) {
          if (!taken.has(`${minute} ${author}`)) {
            taken.add(`${minute} ${author}`);
            const instant = Date.UTC(2026, 10, 20, 15, minute);
            const text = `text ${minute} ${author}`;
            const box = kind === 'TODO' || kind === 'QUEST' ? { ticked: false } : {};
            entries.push({ instant, author, kind, qualifier, text, ...box });
          }
        }
        const before = hands.text;
        const fresh = draftOf(entries);
        const { text } = mergePostmortem(base, before, fresh);
        for (const word of hands.words) {
          assert.ok(text.includes(word), `${word} is lost`);
        }
        const was = new Set(before.split('\n'));
        const [now, drafted] = [text.split('\n'), new Set(base.split('\n'))];
        for (const line of facts(text)) {
          assert.ok(was.has(line) || !drafted.has(line), `deleted, and here again: ${line}`);
          assert.ok(count(now, line) <= Math.max(count(before.split('\n'), line), count(facts(fresh), line)), line);
        }
        assert.equal(mergePostmortem(fresh, text, fresh).text, text);
        hands.text = text;
        base = fresh;
      }
    }),
  );

  law(
    'is the fresh draft where nobody touched it',
    30,
    fc.property(fc.array(logged, { maxLength: 12 }), fc.array(logged, { maxLength: 12 }), (first, later) => {
      const entriesOf = (list: typeof first) =>
        [...new Map(list.map((one) => [`${one.minute} ${one.author}`, one])).values()].map((one): Entry => {
          const { minute, ...rest } = one;
          return { ...rest, instant: Date.UTC(2026, 10, 20, 15, minute), text: `text ${minute} ${one.author}` };
        });
      const [base, fresh] = [draftOf(entriesOf(first)), draftOf(entriesOf([...first, ...later]))];
      assert.equal(mergePostmortem(base, base, fresh).text, fresh);
    }),
  );

  law(
    'never fails, whatever the three texts are, and changes nothing where nothing is new',
    500,
    fc.property(fc.option(anyText), anyText, anyText, (base, current, fresh) => {
      mergePostmortem(base ?? undefined, current, fresh);
      assert.equal(mergePostmortem(fresh, current, fresh).text, current);
    }),
  );
});

laws('a postmortem of any record', () => {
  const parser = remark();

  law(
    'has its headings, rows and chart, whatever people typed',
    15,
    fc.property(fc.array(fc.tuple(fc.constantFrom(...KINDS), anyText), { maxLength: 8 }), anyText, (list, word) => {
      const entries = list.map(([[kind, qualifier], text], second): Entry => {
        return {
          instant: Date.UTC(2026, 10, 20, 15, 0, second),
          author: 'a|b',
          kind,
          qualifier,
          text: normaliseText(text),
        };
      });
      const title = JSON.stringify(normaliseText(word));
      const head = HEAD.replace('title: Logging in is broken', `title: ${title}\nimpact: ${title}\nlinks: [${title}]`);
      const [harmless, draft] = [
        draftOf(entries.map((entry) => ({ ...entry, text: entry.text === '' ? '' : 'x' }))),
        draftOf(entries, head),
      ];
      const headings = (text: string) =>
        parser
          .parse(text)
          .children.filter(({ type }) => type === 'heading')
          .map(({ position }) => position!.end.column > 0);
      assert.equal(headings(draft).length, headings(harmless).length);
      const rows = draft.split('\n').filter((line) => line.startsWith('|'));
      const told = entries.filter(({ kind }) => ['TL', 'MILESTONE', 'UPDATE', 'SEVERITY'].includes(kind));
      assert.equal(rows.filter((row) => /^\| \d\d:/.test(row)).length, told.length);
      for (const row of rows) {
        const cells = row.replace(/\\\\/g, '').replace(/\\\|/g, '').split('|').length - 2;
        assert.equal(cells, /^\| (?:UTC|\d\d:)|^(?:\| --- ){3}\|$/.test(row) ? 3 : 6, row);
      }
    }),
  );
});
