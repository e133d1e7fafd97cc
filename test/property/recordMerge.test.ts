import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChange } from '../../src/core/record/change';
import { isMarkable, type Entry } from '../../src/core/timeline/entry';
import { mergeRecords } from '../../src/core/merge/recordMerge';
import { readRecord, recordFindings } from '../../src/core/record/record';
import { retractionOf } from '../../src/core/timeline/retraction';
import { applyEdits } from '../../src/core/text/textEdit';
import { readEntry } from '../../src/core/timeline/timeline';
import { statusAfter, vocabulary } from '../core/entryOf';
import { anyText, goodRecord } from './arbitraries';
import { commit, pull, type Commit } from './clones';
import { law, laws } from './law';

const START = `---
format: 1 # by hand
id: 2026-10-25-x
title: Log-in is broken
severity: SEV-2
status: investigating
milestones:
  declared: 2026-10-25T00:30:00Z
roles: {}
services: [auth]
# what the team needs
team: red
---
# [inc-26-10-25-SEV-2] Log-in is broken

## Contacts

Call the team.
Then call the lead.

## Summary

Nobody can sign in.

## Timeline

- 2026-10-25T00:30:00Z @a MILESTONE declared: x

## Checklists

- [ ] tell support
- [ ] tell sales
`;

/** Little to read, for as many entries as may be. */
const SMALL = `---\nformat: 1\n---\n## Timeline\n\n- 2026-10-25T00:30:00Z @a TL: x\n`;

/** One thing that somebody does; `number` makes it different from all others, `pick` chooses among what there is. */
interface Step {
  readonly who: number;
  readonly what: What;
  readonly pick: number;
  readonly seconds: number;
}

const WHATS = [
  ...([
    'log',
    'log',
    'log',
    'minute',
    'minute',
    'byHand',
    'undo',
    'correct',
    'milestone',
    'severity',
    'role',
    'todo',
    'tick',
    'mark',
  ] as const),
  ...(['retract', 'retract'] as const),
  ...(['title', 'service', 'ownKey', 'summary', 'contact', 'stray', 'tickStep', 'addStep', 'removeStep'] as const),
  ...(['pull', 'pull', 'pull', 'pull', 'pull', 'pull'] as const),
];
type What = (typeof WHATS)[number];
const WITH_ENTRIES = [
  ...([
    'log',
    'log',
    'minute',
    'minute',
    'byHand',
    'undo',
    'correct',
    'todo',
    'tick',
    'mark',
    'stray',
    'retract',
  ] as const),
  ...(['pull', 'pull', 'pull'] as const),
];

/** The clocks are off by up to two days, and around the hour that summer time has twice. */
const HOUR = 3_600_000;
const CLOCKS = [0, 48 * HOUR, -48 * HOUR, HOUR, 90_000];
const NAMES = ['a', 'b', 'c', 'd', 'e'];

class Team {
  readonly clones: Commit[];
  readonly added: Entry[] = [];
  readonly removed = new Set<string>();
  readonly ticked = new Set<string>();
  readonly marked = new Set<string>();
  readonly words: string[] = [];
  #count = 0;

  constructor(size: number, text: string) {
    const start = commit(text);
    this.clones = Array.from({ length: size }, () => start);
  }

  do({ who, what, pick, seconds }: Step): void {
    const clone = who % this.clones.length;
    const tip = this.clones[clone]!;
    if (what === 'pull') {
      this.clones[clone] = pull(tip, this.clones[pick % this.clones.length]!);
      return;
    }
    const text = this.#edit(tip.text, what, clone, pick, seconds);
    if (text !== tip.text) {
      this.clones[clone] = commit(text, tip);
    }
  }

  /** Everybody takes from the next one at the same time; then one after the other, until all have the same. */
  exchange(): void {
    const tips = [...this.clones];
    const take = (from: readonly Commit[], clone: number): void => {
      this.clones[clone] = pull(this.clones[clone]!, from[(clone + 1) % from.length]!);
    };
    tips.forEach((_, clone) => take(tips, clone));
    if (tips.length > 2) {
      const [...order] = tips.keys();
      [...order, ...order].reverse().forEach((clone) => take(this.clones, clone));
    }
  }

  #edit(text: string, what: Exclude<What, 'pull'>, clone: number, pick: number, seconds: number): string {
    const name = NAMES[clone]!;
    const word = `${name}${this.#count++}`;
    const instant = Date.UTC(2026, 9, 25, 0, 30) + CLOCKS[clone]! + seconds * 1000;
    const entry = (kind: string, qualifier: string, words: string): Entry => {
      return { instant, author: name, kind, qualifier, text: words };
    };
    const record = readRecord(text);
    const { timeline } = record;
    const own = timeline.entries.map((placed) => readEntry(text, placed)).filter(({ text: words }) => words !== 'x');
    const one = own[pick % Math.max(1, own.length)];
    const change = (made: { added?: Entry; removed?: Entry }): string => {
      if (made.removed) {
        this.removed.add(made.removed.text);
      }
      if (made.added) {
        this.added.push(made.added);
      }
      return applyEdits(text, applyChange(record, made, vocabulary));
    };
    const line = (after: string, added: string): string => {
      this.words.push(word);
      return text.replace(after, (found) => `${found}${added}\n`);
    };
    switch (what) {
      case 'log':
        return change({ added: entry('TL', '', word) });
      case 'minute': {
        const minute = entry('TL', '', word);
        return change({ added: { ...minute, instant: instant - (instant % 60_000), minute: true } });
      }
      case 'todo':
        return change({ added: { ...entry('TODO', '', word), ticked: false } });
      case 'milestone':
        return change({
          added: entry('MILESTONE', ['identified', 'mitigated', 'resolved', 'reopened'][pick % 4]!, word),
        });
      case 'severity':
        return change({ added: entry('SEVERITY', `SEV-${(pick % 3) + 1}`, `was SEV-2, ${word}`) });
      case 'role':
        return change({ added: entry('ROLE', ['lead', 'scribe'][pick % 2]!, `@${word}`) });
      case 'undo':
        return one ? change({ removed: one }) : text;
      case 'retract':
        // Two entries of one second can't be told apart, and a command never writes them.
        return one &&
          timeline.entries.filter((other) => other.instant === one.instant && other.author === one.author).length === 1
          ? change({ added: retractionOf(record, one, { author: name, instant, reason: word }) })
          : text;
      case 'correct':
        if (one?.important) {
          this.marked.add(word);
        }
        return one ? change({ removed: one, added: { ...one, text: one.kind === 'ROLE' ? `@${word}` : word } }) : text;
      case 'tick': {
        const todo = own.find(({ ticked }) => ticked === false);
        this.ticked.add(todo?.text ?? '');
        return todo
          ? applyEdits(text, applyChange(record, { removed: todo, added: { ...todo, ticked: true } }, vocabulary))
          : text;
      }
      case 'mark': {
        if (!one || !isMarkable(one.kind)) {
          return text;
        }
        // What somebody else removes meanwhile stays, as with a tick.
        this.ticked.add(one.text);
        this.marked.add(one.text);
        return applyEdits(text, applyChange(record, { removed: one, added: { ...one, important: true } }, vocabulary));
      }
      case 'byHand': {
        const added = entry('TL', '', word);
        this.added.push(added);
        const here = new Date(instant + 2 * HOUR).toISOString().slice(0, 19);
        const place =
          timeline.entries.find((placed) => placed.instant > instant)?.start ?? timeline.entries.at(-1)!.blockEnd;
        return `${text.slice(0, place)}* ${here}+02:00 @${name}  TL: ${word}\n${text.slice(place)}`;
      }
      case 'stray': {
        this.words.push(word);
        const place = timeline.entries[pick % timeline.entries.length]!;
        return `${text.slice(0, place.end)}\n\nstray ${word}${text.slice(place.end)}`;
      }
      case 'title':
        return text.replace(/^title: .*$/m, `title: ${word}`);
      case 'service':
        return text.replace('services: [', `services: [${word}, `);
      case 'ownKey':
        return line('team: red\n', `x-${word}: 1 # ${word}`);
      case 'summary':
        return pick % 2 === 0 ? line('Nobody can sign in.\n', `In ${word}.`) : line('## Summary\n', `\nIn ${word}.`);
      case 'contact':
        return text.replace(/^Call .*$/m, `Call ${word}.`);
      case 'tickStep':
        return text.replace('- [ ] tell', '- [x] tell');
      case 'addStep':
        return line(pick % 2 === 0 ? '## Checklists\n\n' : 'tell sales\n', `- [ ] do ${word}`);
      default:
        return text.replace(/^- \[.\] tell support\n/m, '');
    }
  }
}

const stepsOf = (whats: readonly What[], maxLength: number) =>
  fc.array(
    fc.record({
      who: fc.nat(4),
      what: fc.constantFrom(...whats),
      pick: fc.nat(20),
      seconds: fc.integer({ min: 0, max: 60 }),
    }),
    { minLength: 2, maxLength },
  );
const size = fc.integer({ min: 2, max: 5 });

function check(start: string, clones: number, list: readonly Step[]): void {
  const team = new Team(clones, start);
  list.forEach((step) => team.do(step));
  team.exchange();
  const { text } = team.clones[0]!;
  assert.deepEqual([...new Set(team.clones.map((clone) => clone.text))], [text]);
  const record = readRecord(text);
  const found = record.timeline.entries.map((placed) => readEntry(text, placed).text);
  for (const { text: words } of team.added) {
    const count = found.filter((one) => one === words).length;
    const least = team.removed.has(words) ? 0 : 1;
    const most = team.removed.has(words) && !team.ticked.has(words) ? 0 : 1;
    assert.ok(least <= count && count <= most, `${words} ${count} times\n${text}`);
  }
  for (const entry of record.timeline.entries.map((placed) => readEntry(text, placed))) {
    assert.equal(entry.important === true, team.marked.has(entry.text), `${entry.text} is marked\n${text}`);
  }
  for (const word of team.words) {
    assert.match(text, new RegExp(`\\b${word}\\b`));
  }
  const instants = record.timeline.entries.map(({ instant }) => instant);
  assert.deepEqual(
    instants,
    [...instants].sort((a, b) => a - b),
  );
  assert.doesNotMatch(text, /^[<=>|]{7}/m);
  assert.equal(text.includes('# what the team needs\nteam: red\n'), start === START);
  assert.deepEqual(
    recordFindings(record, vocabulary).filter(({ code }) => code === 'differsFromTimeline' || code === 'badYaml'),
    [],
  );
}

laws('clones of a record', () => {
  law(
    'come to the same bytes, with everything that anybody wrote, in whatever order they exchange',
    40,
    fc.property(size, stepsOf(WHATS, 14), (clones, list) => check(START, clones, list)),
  );

  law(
    'have every entry as often as it was written, and none that was taken away',
    100,
    fc.property(size, stepsOf(WITH_ENTRIES, 10), (clones, list) => check(SMALL, clones, list)),
  );
});

laws('a merge', () => {
  const pair = fc.tuple(goodRecord, fc.oneof(goodRecord, anyText), fc.oneof(goodRecord, anyText));
  law(
    'is the same whoever asks',
    300,
    fc.property(pair, fc.boolean(), ([base, ours, theirs], based) => {
      const from = based ? base : undefined;
      const [here, there] = [
        mergeRecords(from, ours, theirs, statusAfter),
        mergeRecords(from, theirs, ours, statusAfter),
      ];
      assert.equal('problem' in here, 'problem' in there);
      if ('text' in here && 'text' in there) {
        assert.equal(here.text, there.text);
        assert.deepEqual(here.findings, there.findings);
      }
    }),
  );
});
