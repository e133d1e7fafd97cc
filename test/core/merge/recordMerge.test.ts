import assert from 'node:assert/strict';
import { LABELS } from '../../../src/core/record/proseUnits';
import { mergeRecords } from '../../../src/core/merge/recordMerge';
import { statusAfter } from '../entryOf';

const CARD = `format: 1
id: 2026-11-20-x
title: Log-in is broken
severity: SEV-2
status: investigating
milestones:
  declared: 2026-11-20T15:00:00Z
services: [auth] # what it touches`;

const D = '- 2026-11-20T15:00:00Z @a MILESTONE declared: x';
const line = (minute: number, words: string, author = 'a'): string =>
  `- 2026-11-20T15:${String(minute).padStart(2, '0')}:00Z @${author} ${words}`;

interface Parts {
  card?: string;
  entries?: string[];
  summary?: string;
  steps?: string;
  headline?: string;
}

function record({
  card = CARD,
  entries = [D],
  summary = 'Nobody can sign in.',
  steps = '- [ ] tell support',
  headline,
}: Parts = {}): string {
  const title = headline ?? '[inc-26-11-20-SEV-2] Log-in is broken';
  return `---
${card}
---
# ${title}

## Summary

${summary}

## Timeline

${entries.join('\n')}

## Checklists

${steps}
`;
}

/** The merged text, which is the same the other way round; the findings as `code: message`. */
function merge(base: string | undefined, ours: string, theirs: string): { text: string; said: string[] } {
  const merged = mergeRecords(base, ours, theirs, statusAfter);
  assert.deepEqual(mergeRecords(base, theirs, ours, statusAfter), merged);
  if ('problem' in merged) {
    throw new Error(merged.problem.whole);
  }
  for (const { start, end } of merged.findings) {
    assert.ok(0 <= start && start <= end && end <= merged.text.length);
  }
  return { text: merged.text, said: merged.findings.map(({ code, message }) => `${code}: ${message}`) };
}

function merged(base: Parts | undefined, ours: Parts, theirs: Parts): { text: string; said: string[] } {
  return merge(base && record(base), record(ours), record(theirs));
}

describe('two versions of a record', () => {
  it('are as they are where one side changed nothing', () => {
    const [old, own] = [record(), 'anything'];
    assert.deepEqual(merge(old, own, own), { text: own, said: [] });
    assert.deepEqual(merge(old, old, own), { text: own, said: [] });
  });

  it('keep the entries that either has added, in the order of their instants', () => {
    const { text, said } = merged(
      {},
      { entries: [D, line(5, 'TL: five')] },
      { entries: [D, line(3, 'TL: three\n  more')] },
    );
    assert.equal(text, record({ entries: [D, line(3, 'TL: three\n  more'), line(5, 'TL: five')] }));
    assert.deepEqual(said, []);
    const first = (link: string): Parts => ({ card: `${CARD}\nlinks: ${link}` });
    for (const [here, there] of [
      ['https://b', 'https://c'],
      ['https://b', '[https://c]'],
    ]) {
      const both = merged({}, first(here!), first(there!));
      assert.match(both.text, /\nlinks: \[https:\/\/b, https:\/\/c\]\n/);
      assert.deepEqual(both.said, []);
    }
  });

  it('lose the entry that one took away, and have one once that both added', () => {
    const old = [D, line(1, 'TL: gone'), line(2, 'TL: stays')];
    const { text } = merged(
      { entries: old },
      { entries: [D, line(2, 'TL: stays'), line(4, 'TL: both')] },
      { entries: [...old, line(3, 'TL: new'), line(4, 'TL: both')] },
    );
    assert.equal(text, record({ entries: [D, line(2, 'TL: stays'), line(3, 'TL: new'), line(4, 'TL: both')] }));
  });

  it('keep the mark of an important entry that one side gave it, and one that only one of two new versions has', () => {
    const [plain, important] = [line(1, 'TODO: x').replace('-', '- [ ]'), line(1, 'TODO: ! x').replace('-', '- [ ]')];
    const ticked = plain.replace('[ ]', '[x]');
    const both = important.replace('[ ]', '[x]');
    assert.equal(
      merged({ entries: [D, plain] }, { entries: [D, important] }, { entries: [D, ticked] }).text,
      record({ entries: [D, both] }),
    );
    assert.equal(
      merged({}, { entries: [D, important] }, { entries: [D, plain] }).text,
      record({ entries: [D, important] }),
    );
    assert.equal(
      merged({ entries: [D, important] }, { entries: [D, plain] }, { entries: [D, important] }).text,
      record({ entries: [D, plain] }),
    );
  });

  it('order one instant by author, then text', () => {
    const { text } = merged(
      {},
      { entries: [D, line(5, 'TL: b', 'x')] },
      { entries: [D, line(5, 'TL: z', 'b'), line(5, 'TL: a', 'x')] },
    );
    assert.equal(text, record({ entries: [D, line(5, 'TL: z', 'b'), line(5, 'TL: a', 'x'), line(5, 'TL: b', 'x')] }));
  });

  it('bring entries into order', () => {
    const { text } = merged(
      { entries: [D, line(5, 'TL: b'), line(3, 'TL: a\n\nstray')] },
      { entries: [D, line(5, 'TL: b'), line(3, 'TL: a\n\nstray'), line(7, 'TL: c')] },
      { entries: [D, line(5, 'TL: b'), line(3, 'TL: a\n\nstray'), line(8, 'TL: d')] },
    );
    assert.equal(
      text,
      record({ entries: [D, line(3, 'TL: a\n\nstray'), line(5, 'TL: b'), line(7, 'TL: c'), line(8, 'TL: d')] }),
    );
  });

  it('keep both versions of an entry that both changed, and say so', () => {
    const { text, said } = merged(
      { entries: [D, line(1, 'TL: old')] },
      { entries: [D, line(1, 'TL: one')] },
      { entries: [D, line(1, 'TL: two')] },
    );
    assert.equal(text, record({ entries: [D, line(1, 'TL: one'), line(1, 'TL: two')] }));
    assert.match(said.join(), /^entryChangedTwice: Two people changed the entry "2026-11-20T15:01:00Z @a TL"/);
  });

  it('keep an entry that one corrected while the other took it away', () => {
    const { text, said } = merged({ entries: [D, line(1, 'TL: old')] }, { entries: [D, line(1, 'TL: new')] }, {});
    assert.equal(text, merge(record({}), record({ entries: [D, line(1, 'TL: new')] }), record({})).text);
    assert.match(said.join(), /^removedAndChanged: /);
  });

  it('have one entry twice only where a side has', () => {
    const twice = line(1, 'TL: again');
    const { text } = merged(
      { entries: [D, twice] },
      { entries: [D, twice, twice] },
      { entries: [D, twice, line(2, 'TL: b')] },
    );
    assert.equal(text, record({ entries: [D, twice, twice, line(2, 'TL: b')] }));
  });

  it('check what either checked, uncheck what one unchecked, and keep a TODO that was done while it was removed', () => {
    const [open, done] = ['- [ ]', '- [x]'].map((box) => line(1, 'TODO: t').replace('-', box)) as [string, string];
    const more = line(9, 'TL: more');
    assert.equal(
      merged({ entries: [D, open] }, { entries: [D, done] }, { entries: [D, open, more] }).text,
      record({ entries: [D, done, more] }),
    );
    assert.equal(
      merged({ entries: [D, done] }, { entries: [D, open] }, { entries: [D, done, more] }).text,
      record({ entries: [D, open, more] }),
    );
    assert.equal(
      merged(undefined, { entries: [D, done] }, { entries: [D, open, more] }).text,
      record({ entries: [D, done, more] }),
    );
    const kept = merged({ entries: [D, open] }, { entries: [D, done] }, { entries: [D, more] });
    assert.equal(kept.text, record({ entries: [D, done, more] }));
    assert.match(kept.said.join(), /^removedAndChanged/);
    assert.equal(
      merged(undefined, { entries: [D, line(1, 'TODO: t')] }, { entries: [D, open] }).text,
      record({ entries: [D, open] }),
    );
  });

  it('keep the lines of an entry that is gone, below the one above it', () => {
    const { text } = merged(
      { entries: [D, line(1, 'TL: gone')] },
      { entries: [D, line(2, 'TL: new')] },
      { entries: [D, line(1, 'TL: gone'), 'a stray note'] },
    );
    assert.equal(text, record({ entries: [D, 'a stray note', line(2, 'TL: new')] }));
    const first = merge(
      record({ entries: [line(1, 'TL: gone'), line(3, 'TL: c')] }),
      record({ entries: [line(3, 'TL: c'), line(4, 'TL: d')] }),
      record({
        entries: [line(1, 'TL: gone'), '    a stray note', '> x', line(3, 'TL: c')].map((own) =>
          own.replace('    a', 'a'),
        ),
      }),
    );
    assert.match(first.text, /## Timeline\n\na stray note\n> x\n- .*c\n- .*d\n/);
  });

  it('keep the form in which one person wrote an entry, and the lines below it that both added', () => {
    const by = (words: string): string[] => [D, line(1, 'TL: a'), words];
    const { text, said } = merged(
      { entries: [D, line(1, 'TL: a')] },
      { entries: [D, line(1, 'TL: a').replace('- ', '* '), '', 'one'] },
      { entries: by('two') },
    );
    assert.equal(text, record({ entries: [D, line(1, 'TL: a').replace('- ', '* '), 'two', '', 'one'] }));
    assert.deepEqual(said, []);
    const changed = merged({ entries: by('old') }, { entries: by('one') }, { entries: by('two') });
    assert.match(
      changed.said.join(),
      /^linesChangedTwice: Two people changed the lines below the entry "2026-11-20T15:01:00Z @a TL"/,
    );
  });

  it('keep blank lines between entries, and those below the last', () => {
    const apart = [D, '', line(1, 'TL: a'), ''];
    const { text } = merged(
      { entries: apart },
      { entries: [...apart, line(2, 'TL: b')] },
      { entries: [...apart, line(3, 'TL: c')] },
    );
    assert.equal(text, record({ entries: [D, '', line(1, 'TL: a'), '', line(2, 'TL: b'), line(3, 'TL: c')] }));
    const none = record({}).replace(`\n${D}\n`, '');
    const first = merge(none, record({ entries: [line(1, 'TL: a')] }), record({ entries: [line(2, 'TL: b')] }));
    assert.equal(first.text, record({ entries: [line(1, 'TL: a'), line(2, 'TL: b')] }));
  });

  it('begin without a common one', () => {
    const { text, said } = merged(
      undefined,
      {
        card: CARD.replace('[auth]', '[web]'),
        entries: [D, line(1, 'TL: a')],
        steps: '- [x] tell support\n- [ ] call',
      },
      {
        entries: [D, line(2, 'TL: b', 'b')],
        summary: 'Nobody can sign in.\n\nSince noon.',
        steps: '- [ ] tell support',
      },
    );
    assert.equal(
      text,
      record({
        card: CARD.replace('[auth]', '[auth, web]'),
        entries: [D, line(1, 'TL: a'), line(2, 'TL: b', 'b')],
        summary: 'Nobody can sign in.\n\nSince noon.',
        steps: '- [x] tell support\n- [ ] call',
      }),
    );
    assert.deepEqual(said, []);
  });
});

describe('the front matter of two versions', () => {
  it('has what each put into a map or a list that the base did not have', () => {
    const roles = (role: string, holder: string, link: string): Parts => ({
      card: `${CARD}\nroles:\n  ${role}: "@${holder}"\nlinks: [${link}]`,
      entries: [D, line(1, `ROLE ${role}: @${holder}`, holder)],
    });
    const { text, said } = merged({}, roles('lead', 'b', 'https://b'), roles('scribe', 'c', 'https://c'));
    assert.match(text, /\nroles:\n {2}lead: "@b"\n {2}scribe: "@c"\nlinks: \[https:\/\/b, https:\/\/c\]\n/);
    assert.deepEqual(said, []);
  });

  const card = (from: string, to: string, text = CARD): string => {
    assert.ok(text.includes(from));
    return text.replace(from, to);
  };
  const cards = (base: string | undefined, ours: string, theirs: string) => {
    const { text, said } = merge(
      base === undefined ? undefined : record({ card: base }),
      record({ card: ours }),
      record({ card: theirs }),
    );
    return { card: text.slice(4, text.indexOf('\n---\n#')), said };
  };

  it('has the changes of both, comments, order and unknown keys included', () => {
    const old = `# ours\n${CARD}\nteam: red # since May\n\n# last`;
    const own = card('SEV-2', '"SEV-1"', card('team: red', 'team: blue', old));
    const theirs = card('# last', '# end', card('status', '# why\nimpact: none\nstatus', old));
    assert.deepEqual(cards(old, own, theirs), {
      card: card('# last', '# end', card('status', '# why\nimpact: none\nstatus', own)),
      said: [],
    });
  });

  it('takes lists as sets', () => {
    const old = card('[auth]', '[a, b]');
    assert.equal(
      cards(old, card('[a, b]', '[a, b, c]', old), card('[a, b]', '[d, b]', old)).card,
      card('[a, b]', '[d, b, c]', old),
    );
    const block = card('services: [auth] # what it touches', 'services:\n  - a\n  - b # two');
    assert.equal(
      cards(block, card('  - a\n', '  - a\n  - x\n', block), card('  - b # two', '  - b # three\n  - "y"', block)).card,
      card('services: [auth] # what it touches', 'services:\n  - a\n  - x\n  - b # three\n  - "y"'),
    );
    assert.equal(cards(undefined, card('[auth] #', '#'), card('[auth] #', 'one #')).card, card('[auth] #', 'one #'));
    assert.equal(cards(CARD, card('[auth]', '[auth, b]'), card('[auth]', 'c')).card, card('[auth]', '[b, c]'));
  });

  it('says which of two titles is kept, and the headline says the same', () => {
    const ours = record({ card: card('Log-in is broken', 'A'), headline: '[inc-26-11-20-SEV-2] A' });
    const theirs = record({ card: card('Log-in is broken', 'B'), headline: '[inc-26-11-20-SEV-2] B' });
    const { text, said } = merge(record(), ours, theirs);
    assert.equal(text, ours);
    assert.deepEqual(said, [`fieldChangedTwice: Two people changed "title". It's now "A", not "B".`]);
    const own = merge(record(), record({ headline: 'Ours' }), theirs);
    assert.equal(own.text, record({ card: card('Log-in is broken', 'B'), headline: 'Ours' }));
  });

  it('keeps a field that one changed while the other took it away', () => {
    const gone = card('\nservices: [auth] # what it touches', '');
    const { card: text, said } = cards(CARD, gone, card('[auth]', '[auth, b]'));
    assert.equal(text, card('[auth]', '[auth, b]'));
    assert.deepEqual(said, [
      'removedAndChanged: One person changed "services" to "[auth, b]", and another removed it. It was kept.',
    ]);
  });

  it('keeps the careful answer, and the one that says something', () => {
    const [yes, no] = [`${CARD}\nsecurity: true`, `${CARD}\nsecurity: false`];
    assert.equal(cards(undefined, yes, no).card, yes);
    assert.equal(cards(undefined, no, yes).card, yes);
    assert.equal(cards(undefined, `${CARD}\nimpact:`, `${CARD}\nimpact: much`).card, `${CARD}\nimpact: much`);
    assert.equal(
      cards(CARD, card('SEV-2', 'SEV-2 # mine'), card('SEV-2', 'SEV-1')).card,
      card('severity', '# mine\nseverity', card('SEV-2', 'SEV-1')),
    );
  });

  it('puts new keys of both where they belong', () => {
    assert.equal(
      cards(CARD, card('milestones', 'security: true\nmilestones'), card('milestones', 'impact: x\nmilestones')).card,
      card('milestones', 'security: true\nimpact: x\nmilestones'),
    );
    assert.equal(cards(CARD, `${CARD}\nb: 1\nc: 1`, `${CARD}\na: 1\nc: 1`).card, `${CARD}\na: 1\nb: 1\nc: 1`);
  });

  it('merges maps line by line, whatever their form was before', () => {
    const roles = (written: string): string => `${CARD}\nroles:${written}`;
    assert.equal(
      cards(roles(' {} # who'), roles(' # who\n  a: x'), roles('\n  b: y # new')).card,
      roles('\n  a: x\n  b: y # new'),
    );
    assert.equal(cards(roles(''), roles('\n  a: x'), roles('\n  b: y')).card, roles('\n  a: x\n  b: y'));
    assert.equal(cards(CARD, roles('\n  a: x'), roles('\n  # why\n  b: y')).card, roles('\n  a: x\n  # why\n  b: y'));
    assert.equal(cards(roles('\n  a: x\n  b: y'), roles('\n  a: x'), roles('\n  b: y')).card, roles(' {}'));
    const flow = cards(roles(' {a: x}'), roles(' {a: y}'), roles(' {a: z}'));
    assert.equal(flow.card, roles(' {a: y}'));
    assert.match(flow.said.join(), /"roles"\. It's now "{a: y}", not "{a: z}"/);
  });

  it('says what the merged timeline says', () => {
    const status = (name: string, minute: number): Parts => ({
      card: card('investigating', name, card('milestones:\n', `milestones:\n  ${name}: 2026-11-20T15:${minute}:00Z\n`)),
      entries: [D, line(minute, `MILESTONE ${name}: x`)],
    });
    const { text, said } = merged({}, status('resolved', 30), status('mitigated', 40));
    assert.match(text, /^status: mitigated$/m);
    assert.match(text, /^ {2}mitigated: 2026-11-20T15:40:00Z\n {2}resolved: 2026-11-20T15:30:00Z$/m);
    assert.deepEqual(said, [`fieldChangedTwice: Two people changed "status". It's now "mitigated", not "resolved".`]);
    assert.match(
      merged({}, status('resolved', 45), status('resolved', 25)).text,
      /^ {2}resolved: 2026-11-20T15:25:00Z$/m,
    );
  });

  it('says so too where only one side changed a line, and leaves alone what a person set otherwise', () => {
    const severity = (minute: number, name: string) => line(minute, `SEVERITY ${name}: why`);
    const again = { entries: [D, severity(40, 'SEV-2')] };
    const up = {
      card: card('SEV-2', 'SEV-1'),
      entries: [D, severity(30, 'SEV-1')],
      headline: '[inc-26-11-20-SEV-1] Log-in is broken',
    };
    assert.match(merged({}, up, again).text, /^severity: SEV-2$[^]*^# \[inc-26-11-20-SEV-2\]/m);
    const byHand = { card: card('SEV-2', 'SEV-3'), entries: [D, severity(30, 'SEV-1')] };
    assert.match(merged({}, byHand, { entries: [D, line(50, 'TL: x')] }).text, /^severity: SEV-3$/m);
  });
});

describe('the prose of two versions', () => {
  it('has a list of steps that both wrote once, with the ticks and lines of either', () => {
    const list = (heading: string, ...steps: string[]) => `### ${heading}\n\n${steps.join('\n')}`;
    const all = (...lists: string[]): Parts => ({ steps: lists.join('\n\n') });
    const [join, end] = [list('Join', '- [ ] look'), list('End', '- [ ] thank')];
    const { text } = merged(
      all(join, end),
      all(join, list('Hand-off', '- [x] ask', '- [ ] mine', '- [ ] tell'), end),
      all(join, end, list('Hand-off', '- [ ] ask', '- [x] tell')),
    );
    const handOff = list('Hand-off', '- [x] ask', '- [ ] mine', '- [x] tell');
    assert.ok(text.endsWith(`## Checklists\n\n${[join, handOff, end].join('\n\n')}\n`), text);
    // What a person has twice stays so.
    const twice = all(join, join);
    assert.ok(merged(twice, twice, all(join, join, end)).text.endsWith(`${[join, join, end].join('\n\n')}\n`));
  });

  const summaries = (base: string, ours: string, theirs: string) => {
    const { text, said } = merged({ summary: base }, { summary: ours }, { summary: theirs });
    const summary = text.slice(text.indexOf('## Summary\n\n') + 12, text.indexOf('\n\n## Timeline'));
    if (summary !== base) {
      assert.equal(merged({ summary: base }, { summary }, { summary: ours }).text, record({ summary }));
    }
    return { summary, said };
  };
  const both = (...versions: string[]): string =>
    `${versions.map((version, at) => `${at === 0 ? LABELS.first : LABELS.next}\n\n${version}\n\n`).join('')}${LABELS.end}`;

  const cases: [string, string, string, string, string][] = [
    ['changes apart from each other', 'a\nb\nc', 'A\nb\nc', 'a\nb\nC', 'A\nb\nC'],
    ['a change beside a new line', 'a\nb', 'A\nb', 'a\nn\nb', both('A', 'a\nn') + '\nb'],
    ['paragraphs at one place', 'a', 'a\n\nb', 'a\n\nc\nd', 'a\n\nb\n\nc\nd'],
    ['a line that goes on before a paragraph', 'z', 'z\n\nb', 'z\nc', 'z\nc\n\nb'],
    ['one paragraph that both wrote', 'a', 'a\n\nb\n\nn', 'a\n\nc\n\nn', 'a\n\nb\n\nc\n\nn'],
    ['a removal beside a new line', 'a\nb\nc', 'a\nc', 'a\nb\nn\nc', 'a\nn\nc'],
    ['a removal of what the other changed', 'a\nb\nc', 'a\nc', 'a\nB\nc', 'a\nB\nc'],
    ['a fence that both changed', '```\na\n```', '```\nb\n```', '```\nc\n```', both('```\nb\n```', '```\nc\n```')],
    ['items of one list', '- a\n- b', '- a\n- c\n- b', '- x\n- b', '- c\n- x\n- b'],
    ['items of a new list', 'a', 'a\n\n- b', 'a\n\n- c', 'a\n\n- b\n- c'],
    ['three versions', both('a', 'b'), both('a', 'b', 'd'), both('a', 'b', 'c'), both('a', 'b', 'c', 'd')],
    ['a version that was chosen while another came', both('a', 'b'), 'a', both('a', 'b', 'c'), both('a', 'c')],
    ['two choices', both('a', 'b'), 'a', 'b', both('a', 'b')],
    ['blank lines', 'a\nb', 'a\n\nb\nc', 'a\n\n\nb\nd', 'a\n\n\nb\nc\nd'],
  ];
  for (const [name, base, ours, theirs, expected] of cases) {
    it(`keeps both: ${name}`, () => assert.equal(summaries(base, ours, theirs).summary, expected));
  }

  it('says where both versions are', () => {
    const { said } = summaries('old', 'one', 'two');
    assert.deepEqual(said, [
      'linesChangedTwice: Two people changed these lines. Both versions are here: keep the right one.',
    ]);
  });

  it('has a step that two checked off checked once, with the entries of both', () => {
    const checked = (author: string) =>
      record({ entries: [D, line(1, 'CHECK: tell support', author)], steps: '- [x] tell support' });
    const both = record({
      entries: [D, line(1, 'CHECK: tell support'), line(1, 'CHECK: tell support', 'b')],
      steps: '- [x] tell support',
    });
    assert.deepEqual(merge(record(), checked('a'), checked('b')), { text: both, said: [] });
  });

  it('has the lists of a security incident once that two marked', () => {
    const marked = (author: string) =>
      record({
        card: `${CARD}\nsecurity: true`,
        entries: [D, line(1, 'TL: Marked as a security incident', author)],
        steps: '### Security incident\n\n- [ ] page the security team\n\n- [ ] tell support',
      });
    const { text, said } = merge(record(), marked('a'), marked('b'));
    assert.deepEqual(said, []);
    assert.equal(text.split('page the security team').length, 2);
    assert.equal(text.split('TL: Marked as').length, 3);
  });

  it('has each step once, checked if anybody checked it', () => {
    const steps = (base: string, ours: string, theirs: string): string => {
      const { text } = merged({ steps: base }, { steps: ours }, { steps: theirs });
      return text.slice(text.indexOf('## Checklists\n\n') + 15, -1);
    };
    assert.equal(
      steps('- [ ] a\n- [ ] b', '- [x] a\n- [ ] b', '- [ ] a\n- [ ] b\n- [ ] c'),
      '- [x] a\n- [ ] b\n- [ ] c',
    );
    assert.equal(steps('- [ ] a\n- [ ] b', '- [ ] a\n- [ ] c', '- [x] a\n- [x] b\n- [X] c'), '- [x] a\n- [X] c');
    assert.equal(steps('- [x] a', '- [ ] a\n- [ ] a', '- [x] a\n\nwords'), '- [ ] a\n- [ ] a\n\nwords');
  });
});

describe('the bytes of two versions', () => {
  it('keep their line endings and their mark, and new lines have them too', () => {
    const windows = (text: string): string => `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const [a, b] = [line(1, 'TL: a'), line(2, 'TL: b')].map((entry) => record({ entries: [D, entry] })) as [
      string,
      string,
    ];
    const whole = record({ entries: [D, line(1, 'TL: a'), line(2, 'TL: b')] });
    assert.equal(merge(windows(record()), windows(a), windows(b)).text, windows(whole));
    assert.equal(merge(record(), windows(a), b).text, windows(whole));
    assert.equal(merge(undefined, windows(a), b).text, whole);
    assert.equal(merge(record().trimEnd(), a.trimEnd(), b).text, whole);
    assert.equal(merge(undefined, a.trimEnd(), b.trimEnd()).text, whole.trimEnd());
    const said = mergeRecords(
      windows(record()),
      windows(a).replace('title: Log', 'title: Bog'),
      windows(b).replace('title: Log', 'title: Dog'),
      statusAfter,
    );
    assert.ok('findings' in said);
    assert.equal(said.text.slice(said.findings[0]!.start, said.findings[0]!.end), 'Bog-in is broken');
  });

  it('stay mixed where they are mixed', () => {
    const mixed = record({ entries: [D, `${line(1, 'TL: a')}\r`, '```\r', 'x\r', '```\r'] });
    const { text } = merge(record(), mixed, record({ entries: [D, line(2, 'TL: b')] }));
    assert.equal(text, record({ entries: [D, `${line(1, 'TL: a')}\r`, '```\r', 'x\r', '```\r', line(2, 'TL: b')] }));
  });

  it('keep an underlined heading apart from the entry above it', () => {
    const under = (entries: string[]): string => record({ entries }).replace('## Checklists', 'Later\n-----');
    const { text } = merge(under([D]), under([D, line(1, 'TL: a')]), under([D, line(2, 'TL: b')]));
    assert.equal(text, under([D, line(1, 'TL: a'), line(2, 'TL: b')]));
  });
});

describe('a record that cannot be parsed', () => {
  const problem = (base: string | undefined, ours: string, theirs: string): string => {
    const result = mergeRecords(base, ours, theirs, statusAfter);
    return 'problem' in result ? result.problem.whole : 'none';
  };
  it('is left alone and said', () => {
    const own = record({ entries: [D, line(1, 'TL: a')] });
    assert.equal(
      problem(record(), own, 'x'),
      `The other version of the record can't be read, so nothing was merged. There is no "## Timeline" heading outside a code fence, so no entries can be read.`,
    );
    assert.match(
      problem(undefined, record().replace('format: 1', 'format: ['), own),
      /^Your version of the record can't be read.*YAML/,
    );
    assert.match(
      problem(record(), own, record().replace('## Timeline', '## Time')),
      /^The other version .*no "## Timeline" heading/,
    );
    assert.match(problem(record(), own, record({ entries: [D, '```'] })), /^The other version .*fence/i);
  });

  for (const [slip, broken] of [
    ['a value that is no YAML', record().replace('SEV-2', '[SEV-2')],
    ['a line that was broken in two', record().replace('severity: SEV-2', 'severity:\nSEV-2')],
    ['a bad first line', record().replace('---', '--')],
    ['no second line', record().replace('---\n#', '#')],
  ] as const) {
    it(`takes colleagues' entries in spite of ${slip} in the front matter`, () => {
      const entries = [D, line(1, 'TL: a')];
      const slipped = (text: string): string => text.replace(record().split('# [')[0]!, broken.split('# [')[0]!);
      assert.equal(merge(record(), record({ entries }), broken).text, slipped(record({ entries })));
      const theirs = record({ entries, card: CARD.replace('[auth]', '[auth, web]') });
      assert.equal(merge(record(), theirs, broken).text, slipped(record({ entries })).replace('[auth]', '[auth, web]'));
    });
  }

  it('is left alone where both changed one line of front matter that cannot be read', () => {
    const theirs = record({ entries: [D, line(1, 'TL: a')], card: CARD.replace('SEV-2', 'SEV-1') });
    assert.match(
      problem(record(), theirs, record().replace('severity: SEV-2', 'severity: [SEV-2')),
      /^The other version of the record can't be read.*YAML/,
    );
  });

  it('keeps the blank lines above the front matter, which is merged by its fields', () => {
    const entries = [D, line(1, 'TL: a')];
    const theirs = record({
      entries,
      card: CARD.replace('SEV-2', 'SEV-1'),
      headline: '[inc-26-11-20-SEV-1] Log-in is broken',
    });
    assert.equal(
      merge(record(), theirs, `\n${record().replace('services', '# more\nservices')}`).text,
      `\n${theirs.replace('services', '# more\nservices')}`,
    );
  });

  it('merges what the first version made of it: a second front matter above the one that it could not read', () => {
    const second =
      '---\nformat: 1\nid: 2026-11-20-x\ntitle: Log-in is broken\nseverity: SEV-2\nstatus: investigating\n---\n';
    const broken = `\n${record()}`;
    const entries = [D, line(1, 'TL: a')];
    const { text } = merge(broken, second + broken, `\n${record({ entries })}`);
    assert.equal(text, `${second}\n${record({ entries })}`);
  });

  it('may have been the base', () => {
    const own = [record({ entries: [D, line(1, 'TL: a')] }), record({ entries: [D, line(2, 'TL: b')] })] as const;
    const whole = record({ entries: [D, line(1, 'TL: a'), line(2, 'TL: b')] });
    assert.equal(merge('x', ...own).text, whole);
    assert.equal(merge(record().replace('format: 1', 'format: ['), ...own).text, whole);
  });
});
