import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boxesOf, stepLists } from '../../src/core/entries/checklists';
import { checkedStep } from '../../src/core/entries/checkStep';
import { draftRecord } from '../../src/core/entries/draft';
import type { NewEntry } from '../../src/core/entries/newEntry';
import { recordSteps, withSteps } from '../../src/core/entries/recordSteps';
import { assignmentEntry } from '../../src/core/entries/roles';
import { applyChange, inverse, type Change } from '../../src/core/record/change';
import { atFreeInstant } from '../../src/core/record/placement';
import { readRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { vocabularyOf } from '../../src/core/process/process';
import { builtIn } from '../core/builtIn';
import { commit, pull, type Commit } from './clones';
import { law, laws } from './law';

const DECLARED = Date.UTC(2026, 10, 20, 15);

interface Step {
  readonly who: number;
  readonly what: 'milestone' | 'role' | 'offer' | 'check' | 'line' | 'pull';
  readonly pick: number;
}

const step = fc.record<Step>({
  who: fc.nat(3),
  what: fc.constantFrom('milestone', 'role', 'offer', 'check', 'check', 'line', 'pull', 'pull', 'pull'),
  pick: fc.nat(60),
});

function recordOf(process: ReturnType<typeof builtIn>, security: boolean): string {
  return draftRecord({
    id: '2026-11-20-x',
    title: 'X is broken',
    process,
    severity: process.defaultSeverity,
    security,
    instant: DECLARED,
    author: 'dana',
    services: [],
  });
}

function entryFor(text: string, process: ReturnType<typeof builtIn>, { what, pick }: Step): NewEntry | undefined {
  const record = readRecord(text);
  const one = <Item>(items: readonly Item[]): Item => items[pick % items.length]!;
  switch (what) {
    case 'milestone':
      return { kind: 'MILESTONE', qualifier: one(process.milestones).name, text: '' };
    case 'role':
      return assignmentEntry(one(process.roles).id, `r${pick}`);
    case 'offer':
      return { kind: 'ROLE', qualifier: one(process.roles).id, text: `@a → @r${pick}` };
    default: {
      const made = checkedStep(record, process, one(recordSteps(record, process).flatMap(({ steps }) => steps)));
      return 'standing' in made ? undefined : made;
    }
  }
}

function changeOf(text: string, process: ReturnType<typeof builtIn>, step: Step, instant: number): Change | undefined {
  const record = readRecord(text);
  const entry = entryFor(text, process, step);
  const [made] = entry ? withSteps(record, process, [entry]) : [];
  if (!made) {
    return undefined;
  }
  const { kind, qualifier = '', text: words, ...rest } = made;
  const added = { instant, author: `r${step.who}`, kind, qualifier, text: words };
  return { added: atFreeInstant(record.timeline, added, text), ...rest };
}

laws('the steps of a record', () => {
  law(
    'are there once each, ticked where anybody ticked them, whoever begins a phase and in whatever order clones exchange',
    60,
    fc.property(
      fc.constantFrom('default', 'pagerduty', '2i2c', 'incident-manager', 'mnx', 'mozmeao'),
      fc.boolean(),
      fc.array(step, { minLength: 2, maxLength: 14 }),
      (name, security, list) => {
        const process = builtIn(name);
        const start = commit(recordOf(process, security));
        const clones: Commit[] = [start, start, start];
        const lines: string[] = [];
        const ticked = new Set<string>();
        const begun = new Set<string>();
        list.forEach((one, at) => {
          const who = one.who % clones.length;
          const tip = clones[who]!;
          if (one.what === 'pull') {
            clones[who] = pull(tip, clones[one.pick % clones.length]!);
            return;
          }
          if (one.what === 'line') {
            const lines_ = tip.text.split('\n');
            const boxes = [...lines_.keys()].filter(
              (line) => lines_[line]!.startsWith('- [') && lines_[line]!.length > 5,
            );
            lines.push(`- [ ] own line ${at}`);
            lines_.splice(boxes[one.pick % boxes.length]! + 1, 0, lines.at(-1)!);
            clones[who] = commit(lines_.join('\n'), tip);
            return;
          }
          const change = changeOf(tip.text, process, one, DECLARED + at * 1000);
          if (change) {
            const record = readRecord(tip.text);
            const text = applyEdits(tip.text, applyChange(record, change, vocabularyOf(process)));
            clones[who] = commit(text, tip);
            change.sections?.forEach(({ block }) => begun.add(block.split('\n', 1)[0]!));
            if (change.box) {
              ticked.add(change.box.step);
            }
          }
        });
        for (const from of [1, 2, 0, 1, 2, 0]) {
          clones[0] = pull(clones[0]!, clones[from]!);
          clones[(from + 1) % 3] = pull(clones[(from + 1) % 3]!, clones[0]);
        }
        const { text } = clones[0]!;
        assert.deepEqual([...new Set(clones.map((clone) => clone.text))], [text]);
        const boxes = boxesOf(readRecord(text));
        for (const words of stepLists(process, security).flatMap(({ steps }) => steps)) {
          const least = ticked.has(words) ? 1 : 0;
          const found = boxes.filter((box) => box.text === words);
          assert.ok(found.length >= least, `${words} is gone\n${text}`);
          const several = stepLists(process, security).filter(({ steps }) => steps.includes(words)).length;
          assert.ok(found.length <= several, `${words} is there ${found.length} times\n${text}`);
          assert.equal(
            found.some((box) => box.ticked),
            ticked.has(words),
            `${words}\n${text}`,
          );
        }
        for (const heading of begun) {
          assert.equal(text.split('\n').filter((line) => line === heading).length, 1, `${heading}\n${text}`);
        }
        for (const line of lines) {
          assert.ok(text.includes(`${line}\n`), `${line}\n${text}`);
        }
      },
    ),
  );

  law(
    'are as they were when what wrote them is undone',
    100,
    fc.property(fc.constantFrom('default', '2i2c'), fc.array(step, { minLength: 1, maxLength: 8 }), (name, list) => {
      const process = builtIn(name);
      list.reduce(
        (text, one, at) => {
          const change = ['pull', 'line'].includes(one.what)
            ? undefined
            : changeOf(text, process, one, DECLARED + at * 1000);
          if (!change) {
            return text;
          }
          const after = applyEdits(text, applyChange(readRecord(text), change, vocabularyOf(process)));
          const back = applyEdits(after, applyChange(readRecord(after), inverse(change), vocabularyOf(process)));
          assert.equal(back.slice(back.indexOf('\n## ')), text.slice(text.indexOf('\n## ')));
          return after;
        },
        recordOf(process, false),
      );
    }),
  );
});
