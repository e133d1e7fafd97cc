import { strict as assert } from 'node:assert';
import { readEntry, readTimeline } from '../../../src/core/timeline/timeline';
import { formatEntry } from '../../../src/core/timeline/entry';

/** Reads `body` below the heading and returns each entry in the tool's form. */
function read(body: string): string[] {
  const text = `## Timeline\n\n${body}`;
  const timeline = readTimeline(text);
  return timeline.entries.map((placed) => formatEntry(readEntry(text, placed), '\n'));
}

function codes(body: string): string[] {
  return readTimeline(`## Timeline\n\n${body}`).findings.map((finding) => finding.code);
}

const A = '- 2026-11-20T15:02:00Z @dana TL: a';
const B = '- 2026-11-20T15:03:00Z @lee TL: b';

describe('timeline', () => {
  describe('reads the form that the tool writes', () => {
    const cases: [string, string][] = [
      ['a line', A],
      ['no text', '- 2026-11-20T15:02:00Z @dana MILESTONE declared:'],
      ['a qualifier', '- 2026-11-20T15:02:00Z @dana MILESTONE identified?: maybe the deploy'],
      ['a qualifier with blanks', '- 2026-11-20T15:02:00Z @dana UPDATE status page: hello: there'],
      ['an owner as qualifier', '- [ ] 2026-11-20T15:02:00Z @dana QUEST @jo: look (until 2026-11-20T15:30:00Z)'],
      ['an open box', '- [ ] 2026-11-20T15:02:00Z @dana TODO: x'],
      ['a ticked box', '- [x] 2026-11-20T15:02:00Z @dana TODO: x'],
      ['an unknown kind', '- 2026-11-20T15:02:00Z @dana WEATHER: rain'],
      ['a handle with a colon', '- 2026-11-20T15:02:00Z @dana:matrix.org TL: x'],
      ['continuation', '- 2026-11-20T15:02:00Z @dana TL: a\n  b\n\n    c'],
      ['a fence on the continuation line', '- 2026-11-20T15:02:00Z @dana TL:\n  ```\n  ## Timeline\n  ```'],
    ];
    for (const [name, entry] of cases) {
      it(name, () => {
        assert.deepEqual(read(`${entry}\n${B}\n`), [entry, B]);
        assert.deepEqual(codes(`${entry}\n`), []);
      });
    }
  });

  describe('also reads, with a finding of style', () => {
    const cases: [string, string, string][] = [
      ['a star', '* 2026-11-20T15:02:00Z @dana TL: a', A],
      ['a plus', '+ 2026-11-20T15:02:00Z @dana TL: a', A],
      ['lower-case t and z', '- 2026-11-20t15:02:00z @dana TL: a', A],
      ['doubled spaces', '-  2026-11-20T15:02:00Z  @dana  TL: a', A],
      ['a blank before the colon', '- 2026-11-20T15:02:00Z @dana TL : a', A],
      ['a capital X', '- [X] 2026-11-20T15:02:00Z @dana TODO: a', '- [x] 2026-11-20T15:02:00Z @dana TODO: a'],
      ['a tab before a continuation', `${A}\n\tb`, `${A}\n  b`],
    ];
    for (const [name, written, entry] of cases) {
      it(name, () => {
        assert.deepEqual(read(`${written}\n`), [entry]);
        assert.deepEqual(codes(`${written}\n`), ['style']);
      });
    }
    it('but not an offset or missing seconds, which the format allows', () => {
      assert.deepEqual(read('- 2026-11-20T16:02+01:00 @dana TL: a\n'), [A]);
      assert.deepEqual(codes('- 2026-11-20T16:02+01:00 @dana TL: a\n'), []);
    });
    it('a doubled space before the text is not a finding: white space there is removed', () => {
      assert.deepEqual(read('- 2026-11-20T15:02:00Z @dana TL:   a\n'), [A]);
    });
  });

  describe('does not read', () => {
    const cases: [string, string, string[]][] = [
      ['a time without offset', '- 2026-11-20T15:02:00 @dana TL: a', ['noOffset']],
      ['a day that does not exist', '- 2026-02-30T15:02:00Z @dana TL: a', ['badInstant']],
      ['a month that does not exist', '- 2026-13-01T15:02:00Z @dana TL: a', ['badInstant']],
      ['letters for digits', '- 2026-11-20T1o:02:00Z @dana TL: a', ['badInstant']],
      ['no author', '- 2026-11-20T15:02:00Z TL: a', ['badEntry']],
      ['an empty author', '- 2026-11-20T15:02:00Z @ TL: a', ['badEntry']],
      ['no kind', '- 2026-11-20T15:02:00Z @dana: a', ['badEntry']],
      ['no colon', '- 2026-11-20T15:02:00Z @dana TL', ['badEntry']],
      ['no blank after the colon', '- 2026-11-20T15:02:00Z @dana HTTP://x', ['badEntry']],
      ['an empty box', '- [] 2026-11-20T15:02:00Z @dana TODO: a', ['badEntry']],
      ['a character before the bullet', 'x- 2026-11-20T15:02:00Z @dana TL: a', ['badEntry']],
      ['no bullet', '2026-11-20T15:02:00Z @dana TL: a', ['badEntry']],
      ['words before the time', 'at 2026-11-20T15:02:00Z @dana TL: a', []],
      ['another list', '- buy milk', []],
      ['an indented entry', '  - 2026-11-20T15:02:00Z @dana TL: a', []],
      ['an entry in a fence at the margin', `\`\`\`\n${A}\n\`\`\``, []],
      ['an entry in a fence that tildes open', `~~~ text\n${A}\n\`\`\`\n~~~~`, []],
    ];
    for (const [name, line, expected] of cases) {
      it(name, () => {
        assert.deepEqual(read(`${line}\n${B}\n`), [B]);
        assert.deepEqual(codes(`${line}\n${B}\n`), expected);
      });
    }
  });

  describe('ends', () => {
    const cases: [string, string, number][] = [
      ['at the next heading of level 2', `${A}\n\n## Checklists\n${B}\n`, 1],
      ['at a heading of level 1', `${A}\n# Other\n${B}\n`, 1],
      ['at an empty heading', `${A}\n##\n${B}\n`, 1],
      ['at an underlined heading', `${A}\n\nOther\n-----\n${B}\n`, 1],
      ['at an underlined heading of level 1', `${A}\n\nOther\nwords\n===\n${B}\n`, 1],
      ['not at a heading of level 3', `${A}\n### Later\n${B}\n`, 2],
      ['not at a hash tag', `${A}\n#later\n${B}\n`, 2],
      ['not at a heading inside an entry', `${A}\n  ## Later\n${B}\n`, 2],
      ['not at a heading in a fence', `${A}\n\`\`\`\n## x\n\`\`\`\n${B}\n`, 2],
      ['not at a line below a list, which continues it', `${A}\nstray\n---\n${B}\n`, 2],
      ['not at a rule', `${A}\n\n---\n${B}\n`, 2],
      ['at a heading below a rule', `${A}\n\n---\nOther\n===\n${B}\n`, 1],
      ['not at equals signs below a list', `${A}\nstray\n===\n${B}\n`, 2],
      ['not at two rules', `${A}\n\n---\n---\n${B}\n`, 2],
      ['not at a rule below stars', `${A}\n\n* * *\n---\n${B}\n`, 2],
      ['not at a rule below a small heading', `${A}\n\n### Later\n---\n${B}\n`, 2],
      ['not at a rule below a quote', `${A}\n\n> words\n---\n${B}\n`, 2],
      ['not at a rule below a comment', `${A}\n\n<!-- words -->\n---\n${B}\n`, 2],
      ['not at a rule below a numbered list', `${A}\n\n1. words\n---\n${B}\n`, 2],
      ['not at a rule below code', `${A}\nstray\n\n    code\n---\n${B}\n`, 2],
      ['not at a rule below a fence', `${A}\n\n~~~\ncode\n~~~\n---\n${B}\n`, 2],
      ['at an underlined heading below a small one', `${A}\n### Later\nOther\n---\n${B}\n`, 1],
      ['at an underlined heading in bold', `${A}\n\n**Other**\n---\n${B}\n`, 1],
      ['at an underlined heading that begins with a hyphen', `${A}\n\n-Other\n===\n${B}\n`, 1],
      ['at an underlined heading with one stroke', `${A}\n\nOther\n-\n${B}\n`, 1],
      ['not at hyphens and words', `${A}\n\n--- Other\n--x\n${B}\n`, 2],
      ['not at a fence whose words a separator splits', `${A}\n~~~ a\u2028b\n## x\n~~~\n${B}\n`, 2],
    ];
    for (const [name, body, count] of cases) {
      it(name, () => assert.equal(read(body).length, count));
    }
  });

  describe('finds its heading', () => {
    const cases: [string, string, boolean][] = [
      ['plain', '## Timeline\n', true],
      ['closed', '## Timeline ##\n', true],
      ['indented by three', '   ## Timeline\n', true],
      ['not in a fence', '```\n## Timeline\n```\n', false],
      ['not as code', '    ## Timeline\n', false],
      ['not of another level', '### Timeline\n', false],
      ['not with more words', '## Timeline of events\n', false],
      ['after a fence that is closed', '```\nx\n```\n## Timeline\n', true],
      ['not after one that backticks cannot close', '~~~\nx\n```\n## Timeline\n', false],
      ['after backticks that open no fence', '``` `x`\n## Timeline\n', true],
      ['with Windows line ends', 'x\r\n## Timeline\r\n', true],
    ];
    for (const [name, text, found] of cases) {
      it(name, () => {
        const timeline = readTimeline(`${text}${A}\n`);
        assert.equal(timeline.found, found);
        assert.deepEqual(
          timeline.findings.map((finding) => finding.code),
          found ? [] : ['noTimeline'],
        );
      });
    }
  });

  it('keeps stray lines with the entry above, outside its text', () => {
    const text = `## Timeline\nintro\n${A}\n  b\n\nstray\n  indented\n${B}\n`;
    const [first, second] = readTimeline(text).entries;
    assert.equal(readEntry(text, first!).text, 'a\nb');
    assert.equal(text.slice(first!.start, first!.blockEnd), `${A}\n  b\n\nstray\n  indented\n`);
    assert.equal(text.slice(second!.start, second!.blockEnd), `${B}\n`);
  });

  it('reads Windows line endings', () => {
    const text = `## Timeline\r\n\r\n${A}\r\n  b\r\n\r\n  c\r\n- 2026-11-20T15:02:00Z @dana TL:\r\n${B}\r\n\r\n## Checklists\r\n`;
    const { entries, end } = readTimeline(text);
    assert.deepEqual(
      entries.map((placed) => readEntry(text, placed).text),
      ['a\nb\n\nc', '', 'b'],
    );
    assert.equal(text.slice(entries[2]!.start, entries[2]!.end), B);
    assert.ok(text.slice(end).startsWith('## Checklists'));
  });

  it('takes white space of every kind for the end of a handle', () => {
    assert.deepEqual(read('- 2026-11-20T15:02:00Z @da\u3000na TL: a\n'), []);
    assert.deepEqual(read('- 2026-11-20T15:02:00Z @dänä TL: a\n'), ['- 2026-11-20T15:02:00Z @dänä TL: a']);
  });

  it('reads a leap second, and cuts fractions off', () => {
    assert.deepEqual(read('- 2026-11-20T15:01:60Z @dana TL: a\n'), [A]);
    assert.deepEqual(read('- 2026-11-20T15:02:00.5Z @dana TL: a\n'), [A]);
  });

  it('finds an entry out of order', () => assert.deepEqual(codes(`${B}\n${A}\n`), ['outOfOrder']));

  it('finds a fence that is never closed, and reads nothing after it', () => {
    assert.deepEqual(read(`${A}\n\`\`\`\n${B}\n`), [A]);
    assert.deepEqual(codes(`${A}\n\`\`\`\n${B}\n`), ['unclosedFence']);
    const before = readTimeline(`~~~~\n## Timeline\n${A}\n`);
    assert.deepEqual([before.found, before.unclosed?.marker], [false, '~~~~']);
  });

  it('places findings', () => {
    const text = `## Timeline\n\n- 2026-02-30T15:02:00Z @dana TL: a\n`;
    const [finding] = readTimeline(text).findings;
    assert.equal(text.slice(finding!.start, finding!.end), '2026-02-30T15:02:00Z');
  });
});
