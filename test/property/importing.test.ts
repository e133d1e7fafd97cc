import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LOG_KINDS, readSteps } from '../../src/core/import/logKinds';
import { safeText } from '../../src/core/import/safeText';
import { linkingFiles, resolveFiles } from '../../src/core/merge/fileMerge';
import { entryPrints, formatImported, importedAs, importedIn, mergeImported } from '../../src/core/merge/importedSet';
import { applyChange, holdsChange, inverse } from '../../src/core/record/change';
import {
  applyAdditions,
  applyRemovals,
  heldChanges,
  isPlainAddition,
  isPlainRemoval,
} from '../../src/core/record/manyChanges';
import { readRecord } from '../../src/core/record/record';
import { normaliseText } from '../../src/core/text/plainText';
import { Refusal } from '../../src/core/text/refusal';
import { applyEdits } from '../../src/core/text/textEdit';
import { readEntry } from '../../src/core/timeline/timeline';
import { importOf, type Said } from '../core/import/importing';
import { vocabulary } from '../core/entryOf';
import { anyText } from './arbitraries';
import { law, laws } from './law';
import { finished } from '../../src/core/paste/steps';

const EMPTY = '---\nformat: 1\ntitle: t\n---\n\n# t\n\n## Timeline\n\n## Checklists\n';

interface State {
  readonly record: string;
  readonly imported: ReadonlySet<string>;
}

/** The record, and what was imported into it, after one import more. */
function after({ record, imported }: State, log: string, said: Said): State {
  const { changes, keys } = importOf(log, { ...said, record, imported });
  assert.ok(changes.every(isPlainAddition));
  const text = applyEdits(record, applyAdditions(readRecord(record), changes));
  return { record: text, imported: new Set([...imported, ...keys]) };
}

const NOTHING: State = { record: EMPTY, imported: new Set() };

/** Lines of chat, each in a minute of its own, over two days. */
const chat = fc
  .uniqueArray(fc.integer({ min: 0, max: 2 * 24 * 60 - 1 }), { minLength: 1, maxLength: 20 })
  .chain((minutes) =>
    fc.tuple(
      ...minutes
        .toSorted((a, b) => a - b)
        .map((minute) =>
          fc.record({
            minute: fc.constant(minute),
            nick: fc.constantFrom('dana', 'lee', 'jo_'),
            text: fc.constantFrom('TL: page came', 'TL: rolled back', 'TL: calm', 'lunch?'),
          }),
        ),
    ),
  );

/** Ranges of a list of that length which together are all of it, in any order. */
function pieces(length: number): fc.Arbitrary<readonly (readonly [number, number])[]> {
  const place = fc.integer({ min: 0, max: length });
  const some = fc.array(fc.tuple(place, place), { maxLength: 4 });
  return fc.tuple(some, fc.uniqueArray(place, { maxLength: 4 })).chain(([overlaps, cuts]) => {
    const places = [0, ...cuts.toSorted((a, b) => a - b), length];
    const whole = places.slice(1).map((end, index) => [places[index]!, end] as const);
    const all = [...whole, ...overlaps.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)];
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  });
}

type Line = { readonly minute: number; readonly nick: string; readonly text: string };
const dayOf = ({ minute }: Line): string => (minute < 24 * 60 ? '2026-11-20' : '2026-11-21');
const clockOf = ({ minute }: Line): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const weechat = (lines: readonly Line[]): string =>
  lines.map((line) => `${dayOf(line)} ${clockOf(line)}:07\t${line.nick}\t${line.text}`).join('\n');
const irssi = (lines: readonly Line[]): string =>
  lines
    .flatMap((line, index) => {
      const before = lines[index - 1];
      const changed = before && dayOf(before) !== dayOf(line) ? ['--- Day changed Sat Nov 21 2026'] : [];
      return [...changed, `${clockOf(line)} < ${line.nick}> ${line.text}`];
    })
    .join('\n');

laws('a log that is imported', () => {
  for (const [kind, write] of Object.entries({ weechat, irssi } as const)) {
    law(
      `gives one record in whatever pieces and order, from ${kind}`,
      150,
      fc.property(
        chat.chain((lines) => fc.tuple(fc.constant(lines as Line[]), pieces(lines.length))),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        fc.boolean(),
        ([lines, ranges], zone, all) => {
          const said = { kind: kind as 'weechat' | 'irssi', zone, all };
          const whole = after(NOTHING, write(lines), { ...said, date: dayOf(lines[0]!) });
          const parted = ranges
            .map(([from, to]) => lines.slice(from, to))
            .filter((some) => some.length > 0)
            .reduce((state, some) => after(state, write(some), { ...said, date: dayOf(some[0]!) }), NOTHING);
          assert.equal(parted.record, whole.record);
          assert.deepEqual(parted.imported, whole.imported);
        },
      ),
    );
  }

  law(
    'is found in the record line by line and all at once alike, whatever became of its entries',
    150,
    fc.property(chat, fc.nat(), fc.constantFrom('', ' (corrected)', 'gone'), (lines, which, edit) => {
      const { changes } = importOf(weechat(lines), { kind: 'weechat', zone: 'UTC', all: true, record: EMPTY });
      const edited = applyEdits(EMPTY, applyAdditions(readRecord(EMPTY), changes)).split('\n');
      const entries = edited.flatMap((line, index) => (line.startsWith('- 20') ? [index] : []));
      const at = entries[which % entries.length]!;
      edited.splice(at, 1, ...(edit === 'gone' ? [] : [edited[at]! + edit]));
      const record = readRecord(edited.join('\n'));
      const holds = heldChanges(record);
      const [first] = changes;
      const moved = { removed: first!.added!, added: { ...first!.added!, instant: first!.added!.instant + 60_000 } };
      for (const change of [...changes, ...changes.map(inverse), moved, inverse(moved)]) {
        assert.equal(holds(change), holdsChange(record, change));
      }
    }),
  );

  law(
    'is taken out of the record line by line and all at once alike',
    150,
    fc.property(chat, fc.nat(), fc.constantFrom('', '\n', '\n## Checklists\n'), (lines, which, end) => {
      const empty = EMPTY.replace(/\n\n## Checklists\n$/, end === '' ? '\n' : end);
      const { changes } = importOf(weechat(lines), { kind: 'weechat', zone: 'UTC', all: true, record: empty });
      const text = applyEdits(empty, applyAdditions(readRecord(empty), changes));
      const undone = changes.map(inverse).filter((_, index) => (which >> (index % 16)) % 2 === 0);
      assert.ok(undone.every(isPlainRemoval));
      const one = undone.reduce((before, change) => {
        const record = readRecord(before);
        return applyEdits(before, applyChange(record, change, vocabulary));
      }, text);
      assert.equal(applyEdits(text, applyRemovals(readRecord(text), undone)), one);
    }),
  );

  law(
    'adds nothing a second time, whatever became of its entries',
    150,
    fc.property(chat, fc.nat(), fc.boolean(), (lines, which, corrected) => {
      const said = { kind: 'weechat', zone: 'UTC', all: true } as const;
      const once = after(NOTHING, weechat(lines), said);
      const edited = once.record.split('\n');
      const entries = edited.flatMap((line, index) => (line.startsWith('- 20') ? [index] : []));
      const at = entries[which % entries.length]!;
      edited.splice(at, 1, ...(corrected ? [`${edited[at]} (corrected)`] : []));
      const changed = { record: edited.join('\n'), imported: once.imported };
      assert.equal(after(changed, weechat(lines as Line[]), said).record, changed.record);
    }),
  );

  law(
    'forges no entry, no heading, and no front matter',
    300,
    fc.property(anyText, fc.constantFrom('mozilla', 'text', 'slack', 'pagerduty'), (typed, kind) => {
      const flat = typed.replace(/\s+/g, ' ');
      const log = {
        mozilla: `eve> TL: ${flat}  3:11 PM`,
        text: `15:11 TL: ${typed}`,
        slack: JSON.stringify([{ type: 'message', user: typed, text: `TL: ${typed}`, ts: '1795186260.000200' }]),
        pagerduty: JSON.stringify([
          { type: 'annotate_log_entry', note: typed, created_at: '2026-11-20T15:11:00Z', agent: { summary: typed } },
        ]),
      }[kind];
      let state = NOTHING;
      let count = 0;
      try {
        const said = { kind, zone: 'UTC', date: '2026-11-20' } as const;
        count = importOf(log, { ...said, record: EMPTY }).entries.length;
        state = after(NOTHING, log, said);
      } catch (error) {
        assert.ok(error instanceof Refusal, String(error));
      }
      const record = readRecord(state.record);
      assert.equal(record.timeline.entries.length, count);
      assert.ok(record.timeline.entries.every(({ kind: own }) => own === 'TL'));
      assert.ok(state.record.startsWith(EMPTY.split('## Timeline')[0]!));
      assert.ok(state.record.endsWith('\n\n## Checklists\n'));
      for (const placed of record.timeline.entries) {
        const { text } = readEntry(state.record, placed);
        assert.equal(normaliseText(text), text);
      }
    }),
  );

  law(
    'is refused or read, whatever it is taken for',
    200,
    fc.property(anyText, anyText, fc.constantFrom(undefined, ...LOG_KINDS), (one, other, kind) => {
      const files = [
        { name: 'a/2026-11-20.json', text: one },
        { name: '2026-11-21.log', text: `14:03 ${other}\n[14:05:06] <a> ${one}` },
      ];
      try {
        finished(readSteps(files, 'log', { now: Date.UTC(2026, 10, 29), kind }));
      } catch (error) {
        assert.ok(error instanceof Refusal, String(error));
      }
    }),
  );
});

/** A clone's record and the file beside it. */
interface Clone {
  readonly record: string;
  readonly beside: string;
}

function importing(lines: readonly Line[]): Clone {
  if (lines.length === 0) {
    return { record: EMPTY, beside: '' };
  }
  const { changes, keys, entryKeys } = importOf(weechat(lines), {
    kind: 'weechat',
    zone: 'UTC',
    all: true,
    record: EMPTY,
  });
  const printOf = entryPrints();
  const became = changes.map(({ added }, index) => importedAs(entryKeys[index]!, printOf(added!)));
  return {
    record: applyEdits(EMPTY, applyAdditions(readRecord(EMPTY), changes)),
    beside: formatImported([...keys, ...became]),
  };
}

/** What a person makes of a line after it was imported. */
type Fate = 'stays' | 'corrected' | 'deleted';

/** Of the lines by their times, as they stand in the record. */
function versionsIn(record: string): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const line of record.split('\n').filter((one) => one.startsWith('- 20'))) {
    versions.set(line.slice(2, 22), [...(versions.get(line.slice(2, 22)) ?? []), line]);
  }
  return versions;
}

laws('two clones that import before they exchange', () => {
  const fate = fc.constantFrom<Fate>('stays', 'stays', 'corrected', 'deleted');

  law(
    'end with the same record, and with what each corrected or deleted',
    200,
    fc.property(
      chat.chain((lines) =>
        fc.tuple(
          fc.constant(lines as Line[]),
          fc.tuple(...lines.map(() => fc.tuple(fc.boolean(), fc.boolean(), fate, fate))),
        ),
      ),
      ([lines, choices]) => {
        const clones = [0, 1].map((side) => {
          const clone = importing(lines.filter((_, index) => choices[index]![side]));
          const changed = clone.record.split('\n').flatMap((line) => {
            const index = lines.findIndex((one) => line.startsWith(`- ${dayOf(one)}T${clockOf(one)}:07Z`));
            const own = index < 0 ? 'stays' : choices[index]![2 + side]!;
            return own === 'deleted' ? [] : [own === 'corrected' ? `${line} (by ${side})` : line];
          });
          return { ...clone, record: changed.join('\n') };
        });
        const [one, other] = clones as [Clone, Clone];
        const merged = mergedRecord(one, other);
        assert.equal(mergedRecord(other, one), merged);
        const [here, there, now] = [one.record, other.record, merged].map(versionsIn);
        for (const [index, line] of lines.entries()) {
          const time = `${dayOf(line)}T${clockOf(line)}:07Z`;
          const [inOne, inOther, fateHere, fateThere] = choices[index]!;
          const own = [...(here!.get(time) ?? []), ...(there!.get(time) ?? [])];
          const changed = [
            ...(fateHere === 'corrected' ? (here!.get(time) ?? []) : []),
            ...(fateThere === 'corrected' ? (there!.get(time) ?? []) : []),
          ];
          const both = inOne && inOther;
          const untouched = fateHere === 'stays' && fateThere === 'stays';
          assert.deepEqual(now!.get(time) ?? [], (both && !untouched ? changed : [...new Set(own)]).toSorted());
        }
      },
    ),
  );
});

function mergedRecord(ours: Clone, theirs: Clone): string {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const path = 'incidents/2026-11-20-sign-up-fails/incident.md';
  const file = { path, base: bytes(EMPTY), ours: bytes(ours.record), theirs: bytes(theirs.record) };
  const [beside] = linkingFiles([file]);
  assert.equal(beside, 'incidents/2026-11-20-sign-up-fails/imported.txt');
  const linking = { path: beside, ours: bytes(ours.beside), theirs: bytes(theirs.beside) };
  const hashOf = (content: Uint8Array): string => new TextDecoder().decode(content);
  if (ours.record === theirs.record || ours.record === EMPTY || theirs.record === EMPTY) {
    return ours.record === EMPTY ? theirs.record : ours.record;
  }
  const resolved = resolveFiles([file], [linking], () => () => undefined, hashOf);
  assert.ok(resolved instanceof Map);
  return new TextDecoder().decode(resolved.get(path));
}

laws('words from outside', () => {
  law(
    'are in the form of an entry, and close every fence that they open',
    500,
    fc.property(anyText, (typed) => {
      const text = safeText(typed);
      assert.equal(normaliseText(text), text);
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

laws('the file of what was imported', () => {
  const line = fc.integer({ min: 0, max: 12 }).map((at) => `2026-11-20T15:11:00Z dana ${String(at).padStart(12, '0')}`);
  const file = fc.uniqueArray(line).map(formatImported);

  law(
    'merges to the same bytes whoever merges, and keeps what neither took out',
    300,
    fc.property(file, file, file, (base, ours, theirs) => {
      const merged = mergeImported(base, ours, theirs);
      assert.equal(mergeImported(base, theirs, ours), merged);
      assert.equal(mergeImported(base, merged, merged), merged);
      assert.equal(mergeImported(base, ours, base), ours);
      const [old, one, other, both] = [base, ours, theirs, merged].map(importedIn);
      for (const each of [...one!, ...other!]) {
        assert.equal(both!.has(each), !old!.has(each) || (one!.has(each) && other!.has(each)));
      }
    }),
  );
});
