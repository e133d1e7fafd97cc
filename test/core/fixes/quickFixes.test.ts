import assert from 'node:assert/strict';
import { STATUSES } from '../../../src/core/frontMatter/fields';
import type { FindingCode } from '../../../src/core/text/sentences';
import { quickFixes } from '../../../src/core/fixes/quickFixes';
import { readRecord } from '../../../src/core/record/record';
import { allFindings, shownFindings } from '../../../src/core/record/shownFindings';
import { applyEdits } from '../../../src/core/text/textEdit';
import { vocabulary } from '../entryOf';

const FRAME = { now: Date.UTC(2026, 10, 20, 16), zone: 'Europe/Berlin', id: '2026-11-20-log-in' };
const CARD = 'format: 1\nid: x\ntitle: t\nseverity: SEV-1\nstatus: investigating\n';

/** The fixes of the first finding with that code: what the text becomes, by title; the preferred ones begin with `!`. */
function fixesOf(text: string, code: FindingCode): Record<string, string> {
  const record = readRecord(text);
  const finding = allFindings(record, vocabulary).find((found) => found.code === code);
  assert.ok(finding, `${code} is found`);
  return Object.fromEntries(
    quickFixes(record, finding, vocabulary, FRAME).map(({ title, edits, preferred }) => [
      `${preferred ? '!' : ''}${title}`,
      applyEdits(text, edits),
    ]),
  );
}

/** What becomes of the lines of a timeline. */
function heals(code: FindingCode, lines: string, expected: Record<string, string>) {
  it(`${code}: ${lines.trim().split('\n').at(-1)}`, () => {
    for (const [eol, mark] of [
      ['\n', ''],
      ['\r\n', '\ufeff'],
    ] as const) {
      const whole = (body: string) => `${mark}---\n${CARD}---\n## Timeline\n\n${body}`.replaceAll('\n', eol);
      const after = Object.entries(expected).map(([title, body]) => [title, whole(body)]);
      assert.deepEqual(fixesOf(whole(lines), code), Object.fromEntries(after));
    }
  });
}

/** What becomes of the front matter above one timeline. */
function healsCard(code: FindingCode, card: string, lines: string, expected: Record<string, string>) {
  it(`${code}: ${JSON.stringify(card.slice(-40))}`, () => {
    const whole = (fields: string) => `---\n${fields}---\n# Log-in fails\n\n## Timeline\n\n${lines}`;
    const after = Object.entries(expected).map(([title, fields]) => [title, whole(fields)]);
    assert.deepEqual(fixesOf(whole(card), code), Object.fromEntries(after));
  });
}

const at = (minute: number, rest: string) => `- 2026-11-20T15:0${minute}:00Z @dana ${rest}\n`;
const DECLARED = at(1, 'MILESTONE declared: x');
const MILESTONES = 'milestones:\n  declared: 2026-11-20T15:01:00Z\n';

describe('a quick fix for a time', () => {
  for (const [written, becomes] of [
    ['2026-11-20T15:02:00+0100', '2026-11-20T15:02:00+01:00'],
    ['2026-11-20T15:02+01', '2026-11-20T15:02+01:00'],
    ['2026-11-20T9:02Z', '2026-11-20T09:02Z'],
    ['2026-11-20T1502Z', '2026-11-20T15:02Z'],
    ['2026-11-20T150203Z', '2026-11-20T15:02:03Z'],
    ['2026-11-20T15:02:03,123Z', '2026-11-20T15:02:03.123Z'],
    ['2026-11-20T15:02:00UTC', '2026-11-20T15:02:00Z'],
  ] as const) {
    heals('badInstant', `- ${written} @dana TL: x\n  y\n`, {
      [`!Change to ${becomes}`]: `- ${becomes} @dana TL: x\n  y\n`,
    });
  }
  heals('badInstant', '- 2026-02-30T15:02:00Z @dana TL: x\n', {});
  heals('badInstant', '- 2026-11-20T25:02:00Z @dana TL: x\n', {});
  heals('badInstant', `${at(1, 'TL: a')}- 2026-11-31T15:02:00Z @dana TL: x\n`, {
    'Use the time of the entry above: 2026-11-20T15:01:01Z': `${at(1, 'TL: a')}- 2026-11-20T15:01:01Z @dana TL: x\n`,
  });
  heals('noOffset', '- 2026-11-20T15:02 @dana TL: x\n', {
    'Read it as UTC: 16:02 CET = 15:02 UTC': '- 2026-11-20T15:02Z @dana TL: x\n',
    'Read it as local time: 15:02 CET = 14:02 UTC': '- 2026-11-20T15:02+01:00 @dana TL: x\n',
  });
  heals('noOffset', '- 2026-10-25T02:30:00 @dana TL: repeated\n', {
    'Read it as UTC: 2026-10-25 03:30 CET = 02:30 UTC': '- 2026-10-25T02:30:00Z @dana TL: repeated\n',
    'Read it as local time: 2026-10-25 02:30 CEST = 00:30 UTC': '- 2026-10-25T02:30:00+02:00 @dana TL: repeated\n',
    'Read it as local time: 2026-10-25 02:30 CET = 01:30 UTC': '- 2026-10-25T02:30:00+01:00 @dana TL: repeated\n',
  });
  heals('noOffset', '- 2026-03-29T02:30:00 @dana TL: skipped\n', {
    'Read it as UTC: 2026-03-29 04:30 CEST = 02:30 UTC': '- 2026-03-29T02:30:00Z @dana TL: skipped\n',
  });
  healsCard('badInstant', `${CARD}milestones:\n  detected: 2026-11-20 15:00Z # page\n`, '', {
    '!Set "detected" to 2026-11-20T15:00Z': `${CARD}milestones:\n  detected: 2026-11-20T15:00Z # page\n`,
  });
  healsCard('badInstant', `${CARD}milestones:\n  declared: soon\n`, DECLARED, {
    '!Set "declared" to 2026-11-20T15:01:00Z, as in the timeline': CARD + MILESTONES,
  });
  healsCard('noOffset', `${CARD}milestones:\n  detected: "2026-11-20T15:00"\n`, '', {
    'Set "detected" to 2026-11-20T15:00Z (as UTC: 16:00 CET = 15:00 UTC)': `${CARD}milestones:\n  detected: "2026-11-20T15:00Z"\n`,
    'Set "detected" to 2026-11-20T15:00+01:00 (as local time: 15:00 CET = 14:00 UTC)': `${CARD}milestones:\n  detected: "2026-11-20T15:00+01:00"\n`,
  });
});

describe('a quick fix for a line that is nearly an entry', () => {
  for (const [line, becomes] of [
    ['2026-11-20 15:02:00Z @dana TL: x', 'TL: x'],
    ['2026-11-20T15:02:00Z dana TL: x', 'TL: x'],
    ['2026-11-20T15:02:00Z @dana tl: x', 'TL: x'],
    ['2026-11-20T15:02:00Z @dana TL:x', 'TL: x'],
    ['2026-11-20T15:02:00Z @dana TL x  y', 'TL: x  y'],
    ['2026-11-20T15:02:00Z @dana x is down', 'TL: x is down'],
    ['2026-11-20T15:02:00Z @dana: x is down', 'TL: x is down'],
    ['2026-11-20T15:02:00Z @dana milestone declared: x', 'MILESTONE declared: x'],
    ['2026-11-20T15:02:00Z @dana MILESTONE declared', 'MILESTONE declared:'],
    ['2026-11-20T15:02:00Z dana ROLE lead @lee', 'ROLE lead: @lee'],
    ['2026-11-20T15:02:00Z dana WEATHER: rain', 'WEATHER: rain'],
  ] as const) {
    const head = `2026-11-20T15:02:00Z @dana ${becomes.slice(0, becomes.indexOf(':') + 1)}`;
    heals('badEntry', `${at(1, 'TL: a')}* ${line}\n  y\n`, {
      [`!Change to "${head}"`]: `${at(1, 'TL: a')}- 2026-11-20T15:02:00Z @dana ${becomes}\n  y\n`,
    });
  }
  for (const bullet of ['x- ', '-x ', '-', '', ' ', ' - ', '-- ', '#', '= ', '- x', '1 ']) {
    heals('badEntry', `${at(1, 'TL: a')}${bullet}2026-11-20T15:02:00Z @dana TL: b\n  more\n`, {
      '!Change to "2026-11-20T15:02:00Z @dana TL:"': `${at(1, 'TL: a')}${at(2, 'TL: b')}  more\n`,
    });
  }
  for (const box of ['- [] ', '- [  ] ', '- [ ]', '-[ ] ', '- [ ', '- x[ ] ', '- ] ']) {
    heals('badEntry', `${at(1, 'TL: a')}${box}2026-11-20T15:02:00Z @dana TODO: b\n`, {
      '!Change to "2026-11-20T15:02:00Z @dana TODO:"': `${at(1, 'TL: a')}- [ ] 2026-11-20T15:02:00Z @dana TODO: b\n`,
    });
  }
  heals('badEntry', `${at(1, 'TL: a').trimEnd()}${at(2, 'TL: b')}`, {
    '!Move the second entry to its own line': `${at(1, 'TL: a')}${at(2, 'TL: b')}`,
  });
  heals('badEntry', `${at(1, 'TL: a')}  more${at(2, 'TL: b')}`, {
    '!Move the second entry to its own line': `${at(1, 'TL: a')}  more\n${at(2, 'TL: b')}`,
  });
  heals('badEntry', '- [X] 2026-11-20 15:02 @dana TODO x\n', {
    'Change to "2026-11-20T15:02Z @dana TODO:", as UTC: 16:02 CET = 15:02 UTC':
      '- [x] 2026-11-20T15:02Z @dana TODO: x\n',
    'Change to "2026-11-20T15:02+01:00 @dana TODO:", as local time: 15:02 CET = 14:02 UTC':
      '- [x] 2026-11-20T15:02+01:00 @dana TODO: x\n',
  });
  for (const line of [
    '2026-11-20 was a bad day',
    '2026-11-20T15:02:00Z nobody said this',
    '2026-11-20T15:02:00Z TL: whose',
    '2026-11-20T15:02:00Z @dana',
    '2026-11-20T15:02:00Z dana MILESTONE',
    '2026-02-30 15:02Z @dana TL: x',
  ]) {
    heals('badEntry', `- ${line}\n`, {});
  }
});

describe('a quick fix for the form', () => {
  heals('style', '* [X]  2026-11-20t15:01z @dana  TODO : a\n', {
    '!Use the standard format': '- [x] 2026-11-20T15:01Z @dana TODO: a\n',
  });
  heals('style', `${at(1, 'TL: a')}\tb\n`, { '!Use the standard format': `${at(1, 'TL: a')}  b\n` });
  heals('style', at(1, 'ROLE lead: @a, @b -> @c (why -> so)'), {
    '!Use the standard format': at(1, 'ROLE lead: @a, @b → @c (why -> so)'),
  });
  heals('style', `+ 2026-11-20T15:01:00Z @dana TL: a\n\tb\n${at(2, 'ROLE lead: @a->@c')}`, {
    '!Use the standard format': `${at(1, 'TL: a')}\tb\n${at(2, 'ROLE lead: @a->@c')}`,
    'Use the standard format for all 3': `${at(1, 'TL: a')}  b\n${at(2, 'ROLE lead: @a→@c')}`,
  });
});

describe('a quick fix for the order', () => {
  const [one, two, three] = [at(1, 'TL: a'), `${at(2, 'TL: b')}  more\n\nstray\n\n`, at(3, 'TL: c')];
  const MOVE = '!Move the entry where its time belongs';
  const ALL = 'Sort all entries by time';
  heals('outOfOrder', one + three + two, { [MOVE]: `${one}${two.slice(0, -1)}${three}\n` });
  heals('outOfOrder', three + two + at(4, 'TL: d'), { [MOVE]: two + three + at(4, 'TL: d') });
  heals('outOfOrder', one + three + two.trimEnd(), { [MOVE]: one + two.trimEnd() + '\n' + three.trimEnd() });
  heals('outOfOrder', three + one + two, { [MOVE]: one + three + two, [ALL]: `${one}${two.slice(0, -1)}${three}\n` });
  heals('outOfOrder', `${one}${three}${two}## Checklists\n`, {
    [MOVE]: `${one}${two.slice(0, -1)}${three}\n## Checklists\n`,
  });
  heals('outOfOrder', `${three}${one}${two}\n\`\`\`\nopen\n`, {});
  heals('outOfOrder', `${three}\nstray\n${one}\nOther\n---\n`, { [MOVE]: `${one}${three}\nstray\n\nOther\n---\n` });
});

describe('a quick fix for the front matter', () => {
  healsCard('missingField', CARD.replace('format: 1\n', ''), '', { '!Set "format" to 1': CARD });
  healsCard('missingField', CARD.replace('id: x', 'id: ""'), '', {
    '!Set "id" to 2026-11-20-log-in': CARD.replace('id: x', 'id: "2026-11-20-log-in"'),
  });
  healsCard('missingField', CARD.replace('title: t', 'title:'), '', {
    '!Set "title" to Log-in fails': CARD.replace('title: t', 'title: Log-in fails'),
  });
  healsCard('missingField', CARD.replace('severity: SEV-1\n', ''), '', {
    'Set "severity" to SEV-1': CARD,
    'Set "severity" to SEV-2': CARD.replace('SEV-1', 'SEV-2'),
    'Set "severity" to SEV-3': CARD.replace('SEV-1', 'SEV-3'),
  });
  healsCard('missingField', CARD.replace('severity: SEV-1\n', ''), at(2, 'SEVERITY SEV-3: x'), {
    '!Set "severity" to SEV-3, as in the timeline': CARD.replace('SEV-1', 'SEV-3'),
  });
  healsCard('missingField', CARD.replace('status: investigating\n', ''), '', {
    ...Object.fromEntries(
      STATUSES.map((status) => [`Set "status" to ${status}`, CARD.replace('investigating', status)]),
    ),
  });
  healsCard('missingField', CARD.replace('status: investigating\n', ''), at(2, 'MILESTONE mitigated: x'), {
    '!Set "status" to mitigated, as in the timeline': CARD.replace('investigating', 'mitigated'),
  });
  healsCard('unknownStatus', CARD.replace('investigating', 'Resolvd'), '', {
    'Set "status" to resolved': CARD.replace('investigating', 'resolved'),
  });
  healsCard('unknownStatus', `${CARD.replace('investigating', 'cancelled')}${MILESTONES}`, DECLARED, {
    '!Set "status" to investigating, as in the timeline': CARD + MILESTONES,
    'Set "status" to canceled': `${CARD.replace('investigating', 'canceled')}${MILESTONES}`,
  });
  healsCard('unknownStatus', CARD.replace('investigating', 'odd'), '', {});
  healsCard('unknownSeverity', CARD.replace('SEV-1', 'sev3 # x'), '', {
    'Set "severity" to SEV-3': CARD.replace('SEV-1', 'SEV-3 # x'),
  });
  healsCard('unknownSeverity', CARD.replace('SEV-1', 'P1'), '', {});
  healsCard('badField', CARD.replace('format: 1', 'format: "1"'), '', { 'Set "format" to 1': CARD });
  healsCard('badField', CARD.replace('format: 1', 'format: 2'), '', {});
  healsCard('badField', `${CARD}security: no\n`, '', {
    'Set "security" to true': `${CARD}security: true\n`,
    'Set "security" to false': `${CARD}security: false\n`,
  });
  healsCard('badField', `${CARD}services: [{ a: b }]\n`, '', {});
  healsCard('differsFromTimeline', CARD, DECLARED, {
    '!Set "declared" to 2026-11-20T15:01:00Z, as in the timeline': CARD + MILESTONES,
  });
  healsCard('differsFromTimeline', `${CARD}milestones:\n  detected: 2026-11-20T15:01:00Z\n`, '', {
    'Remove "detected", which isn\'t in the timeline': CARD,
  });
  healsCard('differsFromTimeline', `${CARD}roles:\n  lead: "@lee"\n`, DECLARED + at(2, 'ROLE lead: @dana, @jo'), {
    '!Set "declared" to 2026-11-20T15:01:00Z, as in the timeline': `${CARD}${MILESTONES}roles:\n  lead: "@lee"\n`,
    "Use the timeline's values for everything that differs": `${CARD}${MILESTONES}roles:\n  lead: ["@dana", "@jo"]\n`,
  });

  it('differsFromTimeline: the headline follows the severity', () => {
    const text = `---\n${CARD}---\n# [inc-26-11-20-SEV-1] t\n\n## Timeline\n\n${at(2, 'SEVERITY SEV-2: x')}`;
    assert.deepEqual(fixesOf(text, 'differsFromTimeline'), {
      '!Set "severity" to SEV-2, as in the timeline': text.replaceAll('SEV-1', 'SEV-2'),
    });
  });

  it('edits none that cannot be read', () => {
    for (const text of ['---\nstatus: "x\n---\n## Timeline\n', '---js\n---\n## Timeline\n', '---\n## Timeline\n']) {
      const record = readRecord(text);
      for (const finding of allFindings(record, vocabulary)) {
        for (const { edits } of quickFixes(record, finding, vocabulary, FRAME)) {
          assert.ok(
            edits.every(({ start }) => start >= record.frontMatter.bodyStart && start >= 4),
            finding.code,
          );
        }
      }
    }
  });

  it('noFrontMatter: makes one of what the record says', () => {
    const body = `# [inc-26-11-20-SEV-1] Log-in fails\n\n## Timeline\n\n${DECLARED}${at(2, 'ROLE lead: @lee')}`;
    for (const mark of ['', '\ufeff']) {
      assert.deepEqual(fixesOf(mark + body, 'noFrontMatter'), {
        '!Add front matter': `${mark}---\nformat: 1\nid: 2026-11-20-log-in\ntitle: Log-in fails\nstatus: investigating\n${MILESTONES}roles:\n  lead: "@lee"\n---\n\n${body}`,
      });
    }
  });
});

describe('a quick fix for what comes above the front matter', () => {
  const rest = `---\n${CARD}---\n# Log-in fails\n\n## Timeline\n\n`;
  function removes(stray: string, expected: Record<string, string>) {
    it(`strayText: ${JSON.stringify(stray)}`, () => {
      for (const [mark, eol] of [
        ['', '\n'],
        ['\ufeff', '\r\n'],
      ] as const) {
        const whole = (text: string) => (mark + text).replaceAll('\n', eol);
        const after = Object.entries(expected).map(([title, text]) => [title, whole(text)]);
        assert.deepEqual(fixesOf(whole(stray + rest), 'strayText'), Object.fromEntries(after));
      }
    });
  }
  for (const stray of ['\n', ' \n\n', '\n\ufeff', ' ']) {
    removes(stray, { '!Remove the blank lines above the front matter': rest });
  }
  removes('x', { '!Remove "x" above the front matter': rest });
  removes('\nfoo\n', { '!Remove "foo" above the front matter': rest });
  removes('we restarted\nit\n', {
    '!Move "we restarted it" below the front matter': rest.replace('# Log', '\nwe restarted\nit\n\n# Log'),
    'Remove "we restarted it" above the front matter': rest,
  });

  for (const [code, slip] of [
    ['noFrontMatter', '--'],
    ['noFrontMatter', '-x--'],
    ['noFrontMatter', ''],
    ['badFence', '---x'],
    ['badFence', '----'],
  ] as const) {
    it(`${code}: repairs "${slip}" and writes no second front matter`, () => {
      const repaired = { '!Fix the "---" lines around the front matter': rest };
      const first = slip === '' ? '' : `${slip}\n`;
      assert.deepEqual(fixesOf(rest.replace('---\n', first), code), repaired);
      assert.deepEqual(fixesOf(rest.replace('---\n#', `${first}#`), 'badFence'), repaired);
    });
  }
  it('badFence: parts what was joined', () => {
    const repaired = { '!Fix the "---" lines around the front matter': rest };
    assert.deepEqual(fixesOf(rest.replace('---\nformat', '---format'), 'badFence'), repaired);
  });
  it('noFrontMatter: writes none above one that cannot be read', () => {
    const broken = rest.replace('severity: SEV-1', 'severity: [SEV-1');
    assert.deepEqual(fixesOf(`\n${broken}`, 'noFrontMatter'), {});
    assert.deepEqual(fixesOf(broken.replace('---\n', ''), 'noFrontMatter'), {});
  });
});

describe('a quick fix for the headings', () => {
  const whole = (body: string) => `---\n${CARD}---\n# t\n\n${body}`;
  for (const heading of ['## timeline', '### Timeline', '## Time line:', '# TIMELINE ##']) {
    it(`noTimeline: ${heading}`, () =>
      assert.deepEqual(fixesOf(whole(`${heading}\n\n${at(1, 'TL: x')}`), 'noTimeline'), {
        '!Change the heading to "## Timeline"': whole(`## Timeline\n\n${at(1, 'TL: x')}`),
      }));
  }
  for (const [slip, heading] of [
    ['one character more', '## Timelinex'],
    ['one character less', '## Timelin'],
    ['no blank', '##Timeline'],
    ['a character before it', 'x## Timeline'],
    ['a line that was broken', '## Time\nline'],
    ['a blank that was broken', '##\nTimeline'],
  ] as const) {
    it(`noTimeline: ${slip}`, () =>
      assert.deepEqual(fixesOf(whole(`${heading}\n\n${at(1, 'TL: x')}`), 'noTimeline'), {
        '!Change the heading to "## Timeline"': whole(`## Timeline\n\n${at(1, 'TL: x')}`),
      }));
  }
  it('noTimeline: parts what was joined', () => {
    const title = '!Change the heading to "## Timeline"';
    assert.deepEqual(fixesOf(whole(`words## Timeline\n\n${at(1, 'TL: x')}`), 'noTimeline'), {
      [title]: whole(`words\n## Timeline\n\n${at(1, 'TL: x')}`),
    });
    assert.deepEqual(fixesOf(whole(`## Timeline${at(1, 'TL: x')}`), 'noTimeline'), {
      [title]: whole(`## Timeline\n\n${at(1, 'TL: x')}`),
    });
  });
  it('noTimeline: puts one above the entries that there are', () => {
    assert.deepEqual(fixesOf(whole(`words\n\n${at(1, 'TL: x')}`), 'noTimeline'), {
      '!Add the heading "## Timeline"': whole(`words\n\n## Timeline\n\n${at(1, 'TL: x')}`),
    });
  });
  it('noTimeline: adds one at the end, outside a fence', () => {
    const title = '!Add the heading "## Timeline"';
    assert.deepEqual(fixesOf(whole('words'), 'noTimeline'), { [title]: whole('words\n\n## Timeline\n') });
    assert.deepEqual(fixesOf(whole('~~~~\nopen\n'), 'noTimeline'), {
      [title]: whole('~~~~\nopen\n~~~~\n\n## Timeline\n'),
    });
  });
  it('doubledHeading: joins two that follow each other', () => {
    const text = whole('## Timeline\n\n## Contacts\na\n\n## Contacts\nb\n');
    assert.deepEqual(fixesOf(text, 'doubledHeading'), {
      'Merge this section into the one above': whole('## Timeline\n\n## Contacts\na\n\nb\n'),
    });
    assert.deepEqual(fixesOf(whole('## Contacts\n\n## Timeline\n\n## Contacts\n'), 'doubledHeading'), {});
  });
  it('unclosedFence: closes it above the next entry, heading, or at the end', () => {
    const text = whole(`## Timeline\n\n${at(1, 'TL: x')} ~~~~\nout\n`);
    for (const next of [at(2, 'TL: y'), '## Checklists\n', '']) {
      assert.deepEqual(fixesOf(text + next, 'unclosedFence'), { 'Close the code fence': `${text}~~~~\n${next}` });
    }
  });
});

describe('the findings that are shown', () => {
  const codes = (status: string) =>
    shownFindings(
      readRecord(`---\n${CARD.replace('investigating', status)}---\n## Timeline\n* 2026-11-20T15:01:00Z @a TL: x\n`),
      vocabulary,
    ).map(({ code }) => code);
  for (const [status, expected] of [
    ['investigating', []],
    ['identified', []],
    ['mitigated', ['style']],
    ['resolved', ['style']],
    ['odd', ['unknownStatus']],
  ] as const) {
    it(`${status}: ${expected.join()}`, () => assert.deepEqual(codes(status), expected));
  }
});
