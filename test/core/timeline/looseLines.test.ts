/** Lines that people write into a record by hand: what of them is an entry already, and the fix for what isn't. */
import assert from 'node:assert/strict';
import { insertEntry } from '../../../src/core/record/placement';
import { draftPostmortem } from '../../../src/core/postmortem/postmortem';
import { quickFixes } from '../../../src/core/fixes/quickFixes';
import { losesMeaning, readRecord } from '../../../src/core/record/record';
import { shownFindings } from '../../../src/core/record/shownFindings';
import { applyEdits } from '../../../src/core/text/textEdit';
import { builtIn } from '../builtIn';
import { vocabulary } from '../entryOf';

const FRAME = { now: Date.UTC(2026, 10, 29, 14, 30), zone: 'Europe/Berlin', id: 'x', author: 'dana' };
const TOP = `---
format: 1
id: x
title: Log-in fails
severity: SEV-2
status: investigating
milestones:
  declared: 2026-11-29T13:00:00Z
---
# Log-in fails

`;
const DECLARED = '- 2026-11-29T13:00:00Z @lee MILESTONE declared:\n';
const END = '\n## Checklists\n\n- [ ] 14:00 is when we stop\n';

const whole = (lines: string, heading = '## Timeline') => `${TOP}${heading}\n\n${DECLARED}${lines}${END}`;

function found(text: string, code: string) {
  return shownFindings(readRecord(text), vocabulary).filter((finding) => finding.code === code);
}

/** What becomes of the lines by the first fix of each line that is found, one after the other. */
function healed(text: string): string {
  let now = text;
  for (let left = 20; left > 0; left--) {
    const record = readRecord(now);
    const [fix] = shownFindings(record, vocabulary)
      .filter(({ code }) => ['bareTime', 'endsTimeline', 'noTimeline'].includes(code))
      .flatMap((finding) => quickFixes(record, finding, vocabulary, FRAME));
    if (!fix) {
      return now;
    }
    now = applyEdits(now, fix.edits);
  }
  throw new Error('It never ends.');
}

function heals(title: string, lines: string, becomes: string) {
  it(`makes an entry of ${title}`, () => {
    for (const eol of ['\n', '\r\n']) {
      const text = whole(lines).replaceAll('\n', eol);
      assert.equal(healed(text), whole(becomes).replaceAll('\n', eol));
    }
  });
}

const SIX = `- 14:03 page came
* **14:05** rolled back
| 14:07 | lee | calm |

### 14:10
lee saw the graph fall

## May 13

- 09:00 customer called
`;

describe('lines by hand', () => {
  heals('a bullet (input 24)', '- 14:03 page came\n', '- 2026-11-29T13:03Z @dana TL: page came\n');
  heals('bold (input 24)', '* **14:05** rolled back\n', '- 2026-11-29T13:05Z @dana TL: rolled back\n');
  heals('a row of a table (input 24)', '| 14:07 | lee | calm |\n', '- 2026-11-29T13:07Z @lee TL: calm\n');
  heals(
    'a heading (input 24)',
    '### 14:10\n\nlee saw it\nfall\n',
    '- 2026-11-29T13:10Z @dana TL: lee saw it\n  fall\n',
  );
  heals('a paragraph', '\n14:12 @jo: looked\n', '\n- 2026-11-29T13:12Z @jo TL: looked\n');
  heals('a number', '1. 2:15 PM calm\n', '- 2026-11-29T13:15Z @dana TL: calm\n');
  heals('brackets', '- [14:16] <jo> calm\n', '- 2026-11-29T13:16Z @jo TL: calm\n');
  heals('code, to the second', '- `14:17:05` calm\n', '- 2026-11-29T13:17:05Z @dana TL: calm\n');
  heals('a box', '- [ ] 14:20 alert on it\n', '- [ ] 2026-11-29T13:20Z @dana TODO: alert on it\n');
  heals('a zone of its own', '- 13:30 UTC calm\n', '- 2026-11-29T13:30Z @dana TL: calm\n');
  heals(
    'a line with more below it',
    '- 14:03 page came\n  and again\n',
    '- 2026-11-29T13:03Z @dana TL: page came\n  and again\n',
  );
  heals(
    'a day in a heading',
    '### Nov 28\n\n- 23:50 first alert\n\n### 29 November 2026\n\n- 14:20 calm\n',
    '### Nov 28\n\n- 2026-11-28T22:50Z @dana TL: first alert\n\n### 29 November 2026\n\n- 2026-11-29T13:20Z @dana TL: calm\n',
  );

  heals('a date with its time', '- Nov 28, 14:03: calm\n', '- 2026-11-28T13:03Z @dana TL: calm\n');
  heals('a date of other countries', '\u2022 28.11. 14:03 calm\n', '- 2026-11-28T13:03Z @dana TL: calm\n');
  heals('a day in words', '* yesterday 14:03 calm\n', '- 2026-11-28T13:03Z @dana TL: calm\n');
  for (const day of ['Samstag, 28. November', '28/11/2026', '28 Nov: aftermath', '2026-11-28 (Saturday)', 'Saturday']) {
    heals(
      `a day in a heading: ${day}`,
      `### ${day}\n\n- 23:50 calm\n`,
      `### ${day}\n\n- 2026-11-28T22:50Z @dana TL: calm\n`,
    );
  }

  heals('hours with an h', '- 14h03 page came\n', '- 2026-11-29T13:03Z @dana TL: page came\n');
  heals('about a time', '~14:03 page came\n', '- 2026-11-29T13:03Z @dana TL: ~14:03 page came\n');
  heals(
    'a range, which stays in the text',
    '- 14:03-14:10 checkout was down\n',
    '- 2026-11-29T13:03Z @dana TL: 14:03-14:10 checkout was down\n',
  );
  heals('a range in a zone', '14:00 to 14:10 UTC calm\n', '- 2026-11-29T14:00Z @dana TL: 14:00 to 14:10 UTC calm\n');
  heals(
    'a range in words',
    '- from 14:03 to 14:10 it was down\n',
    '- 2026-11-29T13:03Z @dana TL: from 14:03 to 14:10 it was down\n',
  );
  heals('a row about a time', '| ~14:03 | lee | calm |\n', '- 2026-11-29T13:03Z @lee TL: ~14:03 calm\n');
  heals('a time alone', '\n14:03\npage came\n', '\n- 2026-11-29T13:03Z @dana TL: page came\n');
  heals(
    'a time above bullets',
    '**14:03**\n- page came\n- all\n',
    '- 2026-11-29T13:03Z @dana TL: page came\n  - all\n',
  );
  const table = (row: string) => `| # | Who | When | What |\n|---|:-:|---|---|\n${row}\n`;
  heals(
    'a row with its time further right',
    table('| 1 | lee | 14:07 | calm |'),
    table('- 2026-11-29T13:07Z @lee TL: calm'),
  );
  heals(
    'a row whose column names a service',
    '| Service | Time | What |\n|-|-|-|\n| auth | 14:07 | calm |\n',
    '| Service | Time | What |\n|-|-|-|\n- 2026-11-29T13:07Z @dana TL: auth calm\n',
  );
  heals('a row with a day', '| 2026-11-28 | 14:07 | lee | calm |\n', '- 2026-11-28T13:07Z @lee TL: calm\n');

  // The entry above is of November 29, and each of these days is another one.
  for (const day of [
    '**27 November**',
    '27 November\n-----------',
    '__27.11.2026__',
    'Friday, 27 November:',
    '### 27 Nov, the night',
    '### Friday night',
  ]) {
    heals(
      `a day on a line of its own: ${day.split('\n')[0]}`,
      `${day}\n\n- 23:50 calm\n`,
      `${day}\n\n- 2026-11-27T22:50Z @dana TL: calm\n`,
    );
  }
  heals(
    'a list of a day',
    '- Nov 27\n  - 23:50 calm\n  - 23:55 gone\n',
    '- Nov 27\n- 2026-11-27T22:50Z @dana TL: calm\n- 2026-11-27T22:55Z @dana TL: gone\n',
  );
  for (const day of ['## Next day', '**The next morning**']) {
    heals(
      `the day after: ${day}`,
      `${DECLARED.replaceAll('29T13', '28T08')}\n${day}\n\n- 14:20 calm\n`.replace(DECLARED, ''),
      `${DECLARED.replaceAll('29T13', '28T08')}\n${day.replace('## N', '### N')}\n\n- 2026-11-29T13:20Z @dana TL: calm\n`,
    );
  }

  it('counts days from the first entry', () => {
    const text = whole('**Day 2**\n\n- 14:20 UTC calm\n').replaceAll('2026-11-29T13:00', '2026-11-28T08:00');
    assert.ok(healed(text).includes('- 2026-11-29T14:20Z @dana TL: calm'));
  });

  it('asks which day is meant where the day above may be over', () => {
    const record = readRecord(whole('### 28 Nov\n\n- 2026-11-29T13:30:00Z @lee TL: calm\n- 14:40 gone\n'));
    const fixes = quickFixes(record, found(record.text, 'bareTime')[0]!, vocabulary, FRAME);
    assert.ok(fixes.length > 1 && fixes.every(({ preferred }) => !preferred));
    assert.match(fixes[0]!.title, /at 14:40 CET/);
  });

  it('offers no time where it may be another', () => {
    for (const line of ['- 2h30 of outage', '- 2:03-2:10pm checkout was down']) {
      const record = readRecord(whole(`${line}\n`));
      const [finding] = found(record.text, 'bareTime');
      assert.ok(finding, line);
      assert.deepEqual(quickFixes(record, finding, vocabulary, FRAME), [], line);
    }
  });

  it('takes the year of the entries above', () => {
    const text = whole('### 28 November\n\n- 14:20 UTC calm\n- 30 Nov 14:20 UTC gone\n').replaceAll('2026-', '2024-');
    assert.match(healed(text), /2024-11-28T14:20Z[^]*2024-11-30T14:20Z/);
  });

  it('offers no day where the heading names one that nobody knows', () => {
    const record = readRecord(whole('### Day 2\n\n- 09:00 CET calm\n'));
    const fixes = quickFixes(record, found(record.text, 'bareTime')[0]!, vocabulary, FRAME);
    assert.deepEqual(fixes, []);
  });

  it('are logged as the entries they nearly are', () => {
    for (const [line, entry] of [
      ['- 2026-11-29 14:03 calm', '- 2026-11-29T13:03Z @dana TL: calm'],
      ['1. 2026-11-29T13:03:00Z @jo SEVERITY SEV-1: worse', '- 2026-11-29T13:03:00Z @jo SEVERITY SEV-1: worse'],
      ['2) [ ] 2026-11-29T13:03:00Z @jo TODO: later', '- [ ] 2026-11-29T13:03:00Z @jo TODO: later'],
    ] as const) {
      const record = readRecord(whole(`${line}\n`));
      const [fix] = quickFixes(record, found(record.text, 'badEntry')[0]!, vocabulary, FRAME);
      assert.equal(applyEdits(record.text, fix!.edits), whole(`${entry}\n`));
    }
  });

  it('are in the postmortem too where they are nearly entries', () => {
    for (const line of [
      '2026-11-29 14:03 calm',
      '2026-11-29T13:03:00Z @jo calm',
      '2026-11-31T13:03:00Z @jo TL: calm',
    ]) {
      const postmortem = draftPostmortem(readRecord(whole(`- ${line}\n`)), builtIn('default'));
      assert.ok(postmortem.includes(`\n- ${line}\n`), line);
    }
  });

  it('offers local time first, and UTC', () => {
    const record = readRecord(whole('- 14:03 page came\n'));
    const [finding] = found(record.text, 'bareTime');
    assert.deepEqual(
      quickFixes(record, finding!, vocabulary, FRAME).map(({ title, preferred }) => [title, preferred]),
      [
        ['Log as an entry at 14:03 CET = 13:03 UTC by @dana', undefined],
        ['Log as an entry at 15:03 CET = 14:03 UTC by @dana', undefined],
      ],
    );
    assert.equal(losesMeaning(finding!), false);
  });

  it('are nothing but words where no time of an entry is meant', () => {
    for (const line of [
      '- 5 nodes down',
      '- 25:10 left',
      '- a ratio of 16:9',
      '### Next steps',
      '- 14:03',
      '```\n14:03 a log\n```',
      '> 14:03 a quotation',
      '  14:03 goes on below the entry',
      '| time | what |',
    ]) {
      assert.deepEqual(found(whole(`${line}\n`), 'bareTime'), [], line);
    }
  });

  it('become entries, each of the six of input 24, and the timeline continues below the day', () => {
    const text = healed(whole(SIX));
    const { timeline } = readRecord(text);
    assert.equal(timeline.entries.length, 6);
    for (const words of ['page came', 'rolled back', '@lee TL: calm', 'lee saw the graph fall', 'customer called']) {
      assert.ok(text.includes(words), words);
    }
    assert.ok(text.includes('\n### May 13\n'));
  });

  it('are in the postmortem as they are, each of the six of input 24', () => {
    const postmortem = draftPostmortem(readRecord(whole(SIX)), builtIn('default'));
    for (const line of [
      '- 14:03 page came',
      '- 14:05 rolled back',
      '- @lee: 14:07 calm',
      '- 14:10 lee saw the graph fall',
      '- May 13, 09:00 customer called',
    ]) {
      assert.ok(postmortem.includes(`${line}\n`), line);
    }
    const without = draftPostmortem(readRecord(whole('')), builtIn('default'));
    assert.ok(!without.includes('not as entries'));
  });

  for (const [heading, ends] of [
    ['## May 13', true],
    ['# Friday, 13 May', true],
    ['## 2026-11-30', true],
    ['## 13. Mai', true],
    ['## 14:30', true],
    ['## Notes', false],
    ['## Checklists', false],
  ] as const) {
    it(`${ends ? 'says that it ends the timeline' : 'is a section of its own'}: ${heading}`, () => {
      const text = `${TOP}## Timeline\n\n${DECLARED}\n${heading}\n\n- 09:00 customer called\n`;
      const [finding, ...more] = found(text, 'endsTimeline');
      assert.deepEqual(more, []);
      assert.equal(finding && text.slice(finding.start, finding.end), ends ? heading : undefined);
      assert.equal(finding === undefined || losesMeaning(finding), true);
    });
  }

  it('says so of any heading above real entries, and its fix reads them', () => {
    const text = `${TOP}## Timeline\n\n${DECLARED}\n## Second call\n\n- 2026-11-29T14:00:00Z @lee TL: calm\n${END}`;
    const postmortem = draftPostmortem(readRecord(text), builtIn('default'));
    assert.ok(postmortem.includes('- 2026-11-29T14:00:00Z @lee TL: calm\n'));
    assert.equal(healed(text), text.replace('## Second', '### Second'));
    assert.equal(readRecord(healed(text)).timeline.entries.length, 2);
  });

  for (const [heading, becomes] of [
    ['## Timeline (times in UTC+1)', '## Timeline\n\n(times in UTC+1)'],
    ['### Timeline: all times local', '## Timeline\n\nall times local'],
    ['## Chronology', '## Timeline\n\n### Chronology'],
    ['## Incident log', '## Timeline\n\n### Incident log'],
  ] as const) {
    it(`renames the heading back and keeps its words (input 25): ${heading}`, () => {
      const text = whole('', heading);
      const record = readRecord(text);
      const [finding] = found(text, 'noTimeline');
      const fixes = quickFixes(record, finding!, vocabulary, FRAME);
      assert.deepEqual(
        fixes.map(({ title, edits }) => [title, applyEdits(text, edits)]),
        [['Change the heading to "## Timeline"', whole('', becomes)]],
      );
      // An entry that is logged meanwhile goes below the old ones.
      const entry = { instant: Date.UTC(2026, 10, 29, 14), author: 'jo', kind: 'TL', qualifier: '', text: 'calm' };
      const logged = applyEdits(text, [insertEntry(text, record.timeline, entry)]);
      assert.equal(logged, whole('- 2026-11-29T14:00:00Z @jo TL: calm\n', becomes));
    });
  }
});
