import assert from 'node:assert/strict';
import { applyChange, holdsChange, inverse, missingPart, type Change } from '../../../src/core/record/change';
import { applyAdditions, LaterChanges } from '../../../src/core/record/manyChanges';
import type { Entry } from '../../../src/core/timeline/entry';
import { readRecord, recordFindings } from '../../../src/core/record/record';
import { Refusal } from '../../../src/core/text/refusal';
import { applyEdits } from '../../../src/core/text/textEdit';
import { readEntry } from '../../../src/core/timeline/timeline';
import { entryOf, vocabulary } from '../entryOf';

const RECORD = `---
format: 1
id: x # never changes
title: "t"
severity: 'SEV-1' # for now
status: "investigating"
ours: { kept: [as, it, is] }
milestones: # UTC
    declared: 2026-11-20T15:01:00Z # first
roles: { lead: '@dana' }
---
# t

## Timeline

- 2026-11-20T15:01:00Z @dana MILESTONE declared:
- 2026-11-20T15:01:10Z @dana ROLE lead: @dana
stray words
`;

const apply = (text: string, change: Change) => applyEdits(text, applyChange(readRecord(text), change, vocabulary));
const change = (added?: string, removed?: string): Change => ({
  ...(added !== undefined && { added: entryOf(added) }),
  ...(removed !== undefined && { removed: entryOf(removed) }),
});

/** The lines that come and go, marked like a diff; unchanged lines are left out. */
function difference(before: string, after: string): string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !fresh.includes(line)).map((line) => `-${line}`);
  return [...gone, ...fresh.filter((line) => !old.includes(line)).map((line) => `+${line}`)];
}

/** `lines` are logged one after the other; each shows in `expected`, and undo, from the last to the first, gives every text back. */
function logs(name: string, lines: string[], expected: string[], start = RECORD) {
  it(name, () => {
    const texts = [start];
    for (const line of lines) {
      const text = apply(texts.at(-1)!, change(line));
      assert.equal(holdsChange(readRecord(texts.at(-1)!), change(line)), false);
      assert.equal(holdsChange(readRecord(text), change(line)), true);
      texts.push(text);
    }
    assert.deepEqual(difference(start, texts.at(-1)!), expected);
    const differing = recordFindings(readRecord(texts.at(-1)!), vocabulary).filter(
      (one) => one.code === 'differsFromTimeline',
    );
    assert.deepEqual(differing, []);
    for (const line of lines.toReversed()) {
      const text = apply(texts.pop()!, inverse(change(line)));
      assert.equal(text, texts.at(-1));
    }
  });
}

const written = (line: string) => line.replace(/^(\d)/, '2026-11-20T15:0$1:00Z @dana').replace(/^/, '+- ');

/** The one entry of these lines. */
function onlyEntry(lines: string): Entry {
  const { text, timeline } = readRecord(`## Timeline\n\n${lines}`);
  return readEntry(text, timeline.entries[0]!);
}

describe('change', () => {
  describe('logged and undone, byte for byte', () => {
    logs('a line', ['2 TL: x'], [written('2 TL: x')]);
    logs(
      'a milestone',
      ['2 MILESTONE detected: x'],
      ['+    detected: 2026-11-20T15:02:00Z', written('2 MILESTONE detected: x')],
    );
    logs(
      'a milestone that sets the status',
      ['2 MILESTONE resolved: x'],
      [
        '-status: "investigating"',
        '+status: "resolved"',
        '+    resolved: 2026-11-20T15:02:00Z',
        written('2 MILESTONE resolved: x'),
      ],
    );
    logs('a potential milestone', ['2 MILESTONE resolved?: x'], [written('2 MILESTONE resolved?: x')]);
    logs(
      'a milestone reached twice',
      ['2 MILESTONE resolved: x', '3 MILESTONE resolved: y'],
      [
        '-status: "investigating"',
        '+status: "resolved"',
        '+    resolved: 2026-11-20T15:02:00Z',
        written('2 MILESTONE resolved: x'),
        written('3 MILESTONE resolved: y'),
      ],
    );
    logs(
      'reopened and resolved again',
      ['2 MILESTONE resolved: x', '3 MILESTONE reopened: y', '4 MILESTONE resolved: z'],
      [
        '-status: "investigating"',
        '+status: "resolved"',
        '+    resolved: 2026-11-20T15:04:00Z',
        '+    reopened: 2026-11-20T15:03:00Z',
        ...['2 MILESTONE resolved: x', '3 MILESTONE reopened: y', '4 MILESTONE resolved: z'].map(written),
      ],
    );
    logs(
      'a milestone that is logged late: the status stays that of the last',
      ['3 MILESTONE resolved: x', '2 MILESTONE identified: y'],
      [
        '-status: "investigating"',
        '+status: "resolved"',
        '+    resolved: 2026-11-20T15:03:00Z',
        '+    identified: 2026-11-20T15:02:00Z',
        written('2 MILESTONE identified: y'),
        written('3 MILESTONE resolved: x'),
      ],
    );
    logs(
      'a severity, twice',
      ['2 SEVERITY SEV-2: was SEV-1, it is better', '3 SEVERITY SEV-3: was SEV-2'],
      [
        "-severity: 'SEV-1' # for now",
        "+severity: 'SEV-3' # for now",
        written('2 SEVERITY SEV-2: was SEV-1, it is better'),
        written('3 SEVERITY SEV-3: was SEV-2'),
      ],
    );
    logs(
      'a role between braces',
      ['2 ROLE scribe: @lee'],
      ["-roles: { lead: '@dana' }", `+roles: { lead: '@dana', scribe: "@lee" }`, written('2 ROLE scribe: @lee')],
    );
    logs(
      'an offered hand-off',
      ['2 ROLE lead: @dana → @lee (asleep)'],
      [written('2 ROLE lead: @dana → @lee (asleep)')],
    );
    logs(
      'a confirmed hand-off',
      ['2 ROLE lead: @dana → @lee', '3 ROLE lead: @lee confirmed'],
      [
        "-roles: { lead: '@dana' }",
        "+roles: { lead: '@lee' }",
        written('2 ROLE lead: @dana → @lee'),
        written('3 ROLE lead: @lee confirmed'),
      ],
    );
    logs(
      'names of JavaScript',
      ['2 MILESTONE constructor: x', '3 ROLE toString: @lee'],
      [
        "-roles: { lead: '@dana' }",
        '+    constructor: 2026-11-20T15:02:00Z',
        `+roles: { lead: '@dana', toString: "@lee" }`,
        written('2 MILESTONE constructor: x'),
        written('3 ROLE toString: @lee'),
      ],
    );
    logs(
      'the first milestone, in an empty map with a comment',
      ['2 MILESTONE detected: x'],
      [
        '-milestones: {} # none',
        '+milestones: # none',
        '+  detected: 2026-11-20T15:02:00Z',
        written('2 MILESTONE detected: x'),
      ],
      '---\ntitle: t\nmilestones: {} # none\n---\n## Timeline\n\n- 2026-11-20T15:00:00Z @dana TL: x\n',
    );
    logs(
      'without front matter, the entry alone',
      ['2 MILESTONE resolved: x'],
      [written('2 MILESTONE resolved: x')],
      '## Timeline\n\n- 2026-11-20T15:00:00Z @dana TL: x\n',
    );
    logs(
      'with front matter that cannot be read, the entry alone',
      ['2 MILESTONE resolved: x'],
      [written('2 MILESTONE resolved: x')],
      '---\nstatus: "open\n---\n## Timeline\n\n- 2026-11-20T15:00:00Z @dana TL: x\n',
    );
    logs('without a final line end', ['2 TL: x'], [written('2 TL: x')], RECORD.trimEnd());
    it('with Windows line endings and a byte order mark', () => {
      const text = `\ufeff${RECORD.replaceAll('\n', '\r\n')}`;
      const after = apply(text, change('2 MILESTONE resolved: x\ny'));
      assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
      assert.equal(apply(after, inverse(change('2 MILESTONE resolved: x\ny'))), text);
    });
  });

  describe('undoes', () => {
    const resolved = apply(RECORD, change('2 MILESTONE resolved: x'));
    const back = (text: string) => apply(text, change(undefined, '2 MILESTONE resolved: x'));
    it('no status that a person set otherwise', () => {
      const text = resolved.replace('"resolved"', '"closed"');
      assert.ok(back(text).includes('status: "closed"'));
    });
    it('no time that a person set otherwise', () => {
      const text = resolved.replace('resolved: 2026-11-20T15:02:00Z', 'resolved: 2026-11-20T15:03:00Z');
      assert.ok(back(text).includes('    resolved: 2026-11-20T15:03:00Z'));
    });
    it('no severity that a person set otherwise', () => {
      const text = apply(RECORD, change('2 SEVERITY SEV-2: was SEV-1')).replace("'SEV-2'", "'SEV-3'");
      assert.ok(apply(text, change(undefined, '2 SEVERITY SEV-2: was SEV-1')).includes("severity: 'SEV-3'"));
    });
    it('no holder that a person changed by hand', () => {
      const text = apply(RECORD, change('2 ROLE lead: @lee')).replace("'@lee'", "'@jo'");
      assert.ok(apply(text, change(undefined, '2 ROLE lead: @lee')).includes("lead: '@jo'"));
    });
    it('one of two entries that are the same', () => {
      const twice = apply(resolved, change('2 MILESTONE resolved: x'));
      assert.equal(back(twice), resolved);
    });
    it('a severity whose former value is not known: it stays', () => {
      const text = apply(RECORD, change('2 SEVERITY SEV-2: worse'));
      assert.ok(apply(text, change(undefined, '2 SEVERITY SEV-2: worse')).includes("severity: 'SEV-2'"));
    });
    it('nothing that is no longer there', () => {
      assert.throws(() => apply(RECORD, change(undefined, '2 TL: x')), Refusal);
    });
    it('the last milestone and leaves no status to guess', () => {
      const text =
        '---\nstatus: investigating\nmilestones:\n  declared: 2026-11-20T15:01:00Z\n---\n## Timeline\n- 2026-11-20T15:01:00Z @dana MILESTONE declared:\n';
      assert.equal(
        apply(text, change(undefined, '1 MILESTONE declared:')),
        '---\nstatus: investigating\n---\n## Timeline\n',
      );
    });
  });

  describe('corrects', () => {
    const start = apply(apply(RECORD, change('2 MILESTONE resolved: x')), change('3 TL: y'));
    const correct = (to: string) => apply(start, change(to, '2 MILESTONE resolved: x'));
    it('words', () => {
      assert.deepEqual(difference(start, correct('2 MILESTONE resolved: z')), [
        '-- 2026-11-20T15:02:00Z @dana MILESTONE resolved: x',
        '+- 2026-11-20T15:02:00Z @dana MILESTONE resolved: z',
      ]);
    });
    it('the instant, here and in the front matter, at its new place', () => {
      const after = correct('4 MILESTONE resolved: x');
      assert.ok(after.includes('    resolved: 2026-11-20T15:04:00Z\n'));
      assert.ok(after.endsWith('TL: y\n- 2026-11-20T15:04:00Z @dana MILESTONE resolved: x\n'));
    });
    it('the name', () => {
      const after = correct('2 MILESTONE mitigated: x');
      assert.ok(after.includes('status: "mitigated"') && after.includes('    mitigated: 2026-11-20T15:02:00Z\n'));
      assert.equal(after.includes('resolved'), false);
    });
    it('to potential: the front matter is as before', () => {
      const after = correct('2 MILESTONE resolved?: x');
      assert.equal(after.split('# t')[0], RECORD.split('# t')[0]);
    });
  });

  describe('holds', () => {
    const text = '## Timeline\n- [x] 2026-11-20T15:02:00Z @dana TODO: x\n- [ ] 2026-11-20T15:03:00Z @dana TODO: y\n';
    const cases: [string, Change, boolean][] = [
      ['nothing', {}, true],
      ['what was added', change('[x] 2 TODO: x'), true],
      ['what was added and ticked since', change('[ ] 2 TODO: x'), true],
      ['what is not ticked yet', change('[x] 3 TODO: y'), false],
      ['what is missing', change('[ ] 4 TODO: z'), false],
      ['what was removed', change(undefined, '4 TODO: z'), true],
      ['what is still there', change(undefined, '[ ] 3 TODO: y'), false],
      ['what was ticked', change('[x] 2 TODO: x', '[ ] 2 TODO: x'), true],
      ['what has to be ticked', change('[x] 3 TODO: y', '[ ] 3 TODO: y'), false],
      ['what was opened again', change('[ ] 3 TODO: y', '[x] 3 TODO: y'), true],
      ['what has to be opened again', change('[ ] 2 TODO: x', '[x] 2 TODO: x'), false],
      ['a tick of what is missing', change('[x] 4 TODO: z', '[ ] 4 TODO: z'), false],
      ['what was corrected', change('[ ] 3 TODO: y', '[ ] 1 TODO: y'), true],
      ['what has to be corrected', change('[ ] 3 TODO: w', '[ ] 3 TODO: y'), false],
    ];
    for (const [name, given, held] of cases) {
      it(`${name}: ${held}`, () => assert.equal(holdsChange(readRecord(text), given), held));
    }
  });

  describe('takes what another program changed for a correction', () => {
    const at = (second: string, rest: string) => `- 2026-11-20T15:02:${second}Z ${rest}\n`;
    const other = at('09', '@lee TL: rate is 12% elsewhere');
    const isHeld = (added: string, now: string): boolean =>
      holdsChange(readRecord(`## Timeline\n\n${now}${other}`), { added: onlyEntry(added) });
    for (const [name, was, is] of [
      ['sed (input 28)', at('07', '@dana TL: rate is 12%'), at('07', '@dana TL: rate is 21%')],
      [
        'a formatter (input 20)',
        at('07', '@dana TL: error *rate* is at 12%'),
        at('07', '@dana TL: error _rate_ is at 12%'),
      ],
      ['a formatter, at a whole minute', at('00', '@dana TL: error *rate*'), at('00', '@dana TL: error _rate_')],
      [
        'smart quotes, at a whole minute',
        at('00', `@dana TL: "it" isn't up -- wait...`),
        at('00', '@dana TL: \u201cit\u201d isn\u2019t up \u2013 wait\u2026'),
      ],
      [
        'a link in brackets, at a whole minute',
        at('00', '@dana TL: see https://x.example/a'),
        at('00', '@dana TL: see <https://x.example/a>'),
      ],
      [
        'a line broken without an indentation',
        at('07', '@dana TL: the error rate is at 12% since the deploy at two, and it is still rising'),
        at('07', '@dana TL: the error rate is at 12%\nsince the deploy at two, and it is still rising'),
      ],
      ['a wrapped line', at('07', '@dana TL: one two three'), at('07', '@dana TL: one\n  two three')],
      ['another list', at('07', '@dana TL:\n  * a\n  * b'), at('07', '@dana TL:\n  - a\n  - b')],
      ['words that came later', at('07', '@dana MILESTONE declared:'), at('07', '@dana MILESTONE declared: by phone')],
      [
        'a milestone of another name',
        at('07', '@dana MILESTONE mitigated: x'),
        at('07', '@dana MILESTONE resolved: x'),
      ],
      ['another author', at('07', '@root TL: rate is 12%'), at('07', '@dana TL: rate is 12%')],
      [
        'a box',
        `- [ ] ${at('07', '@dana TODO: alert on it').slice(2)}`,
        `- [x] ${at('07', '@dana TODO: alert on this').slice(2)}`,
      ],
    ] as const) {
      it(name, () => assert.equal(isHeld(was, is), true));
    }
    const line = at('07', '@dana TL: rate is 12%');
    for (const [name, is] of [
      ['indented by two', `  ${line}`],
      ['indented by four', `    ${line}`],
      ['indented by a tab', `\t${line}`],
      ['with a no-break space', line.replace('- ', '-\u00a0')],
      ['with no-break spaces', line.replaceAll(' ', '\u00a0')],
      ['numbered', line.replace('- ', '1. ')],
      ['without its bullet', line.slice(2)],
      ['indented, and with other words', `  ${line.replace('12%', '21%')}`],
    ] as const) {
      it(`also where it's nearly an entry: ${name}`, () => assert.equal(isHeld(line, is), true));
      it(`and doesn't take it for lost from the entry above: ${name}`, () => {
        const above = at('05', '@dana TL: x');
        assert.equal(isHeld(above, above + is), true);
        const record = readRecord(`## Timeline\n\n${above}${is}${other}`);
        assert.deepEqual(applyAdditions(record, [{ added: onlyEntry(line) }]), []);
      });
    }
    it('and keeps both where an indented line is another entry', () => {
      assert.equal(isHeld(line, `  ${at('09', '@dana TL: rate is 12%')}`), false);
      assert.equal(isHeld(line, `  ${at('07', '@dana TL: page came')}`), false);
    });

    for (const [name, was, is] of [
      ['nothing is there', at('07', '@dana TL: rate is 12%'), ''],
      ['other words', at('07', '@dana TL: rate is 12%'), at('07', '@dana TL: page came')],
      ['another line of that minute', at('00', '@dana TL: rate is 12%'), at('00', '@dana TL: rate is 21%')],
      ['another time', at('07', '@dana TL: rate is 12%'), at('08', '@dana TL: rate is 12%')],
      ['another kind', at('07', '@dana TL: rate is 12%'), at('07', '@dana UPDATE internal: rate is 12%')],
      ["somebody else's words", at('07', '@dana TL: rate is 12%'), at('07', '@lee TL: rate is 21%')],
    ] as const) {
      it(`but not where there is something else: ${name}`, () => assert.equal(isHeld(was, is), false));
    }

    it('and a command that corrects it still replaces it', () => {
      const text = `## Timeline\n\n${at('07', '@dana TL: rate is 12%')}`;
      const given = {
        removed: onlyEntry(at('07', '@dana TL: rate is 12%')),
        added: onlyEntry(at('07', '@dana TL: rate is 21%')),
      };
      assert.deepEqual(missingPart(readRecord(text), given), given);
    });
  });

  describe('a later change supersedes', () => {
    const cases: [string, Change, Change, boolean][] = [
      ['an entry by its removal', change(undefined, '1 TL: x'), change('1 TL: x'), true],
      ['a removal by the entry that is back', change('1 TL: x'), change(undefined, '1 TL: x'), true],
      ['a tick by another', change('[ ] 1 TODO: x', '[x] 1 TODO: x'), change('[x] 1 TODO: x', '[ ] 1 TODO: x'), true],
      ['another entry', change(undefined, '1 TL: y'), change('1 TL: x'), false],
      ['a removal by another entry', change('1 TL: y'), change(undefined, '1 TL: x'), false],
      ['an entry by an entry', change('1 TL: x'), change('1 TL: x'), false],
    ];
    for (const [name, later, earlier, expected] of cases) {
      it(`${name}: ${expected}`, () => assert.equal(new LaterChanges([later]).supersede(earlier), expected));
    }
  });

  it('changes nothing by nothing', () => assert.equal(apply(RECORD, {}), RECORD));
});
