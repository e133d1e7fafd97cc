import assert from 'node:assert/strict';
import { readProse, sectionText } from '../../../src/core/record/prose';
import { readRecord } from '../../../src/core/record/record';

const prose = (text: string) => readProse(readRecord(text));
const codes = (text: string) => prose(text).findings.map((finding) => finding.code);

const RECORD = `---
title: t
---
# [inc-26-11-20-SEV-1] Logging in is *broken*

## Contacts

Call [the team](https://example.com).

### Later

Nobody.

## Summary
words

## Timeline

- 2026-11-20T15:02:00Z @dana TL: # no heading
- [ ] 2026-11-20T15:03:00Z @dana TODO: no step
  ## no heading

## Checklists

- [ ] tell support
  at once
- [X] tell sales
  1. [x] and their boss
- no box
- [ ]
- []
- [y] no box

## Ours ##
- [ ] no step
`;

describe('prose', () => {
  for (const [name, text] of [
    ['as it is written', RECORD],
    ['with Windows line ends and a byte order mark', `\ufeff${RECORD.replaceAll('\n', '\r\n')}`],
  ] as const) {
    describe(name, () => {
      const read = prose(text);
      it('has a headline with its place', () => {
        assert.equal(read.headline?.text, '[inc-26-11-20-SEV-1] Logging in is *broken*');
        assert.equal(text.slice(read.headline.start, read.headline.end), read.headline.text);
      });
      it('has sections', () => {
        assert.deepEqual(
          read.sections.map(({ heading, level }) => `${level} ${heading}`),
          [
            '1 [inc-26-11-20-SEV-1] Logging in is *broken*',
            ...['2 Contacts', '3 Later', '2 Summary', '2 Timeline', '2 Checklists', '2 Ours'],
          ],
        );
      });
      it('has sections that begin and end at lines', () => {
        for (const { heading, headingStart, start, end } of read.sections) {
          assert.match(text.slice(headingStart, start), /^#[^\n]*\n$/);
          assert.ok(text.slice(headingStart, start).includes(heading));
          assert.ok(end === text.length || text[end] === '#');
        }
      });
      it('gives the text of a section', () => {
        const plain = (heading: string) => sectionText(readRecord(text), read, heading).replaceAll('\r', '');
        assert.equal(plain('Contacts'), 'Call [the team](https://example.com).\n\n### Later\n\nNobody.');
        assert.equal(plain('Summary'), 'words');
        assert.equal(plain('Ours'), '- [ ] no step');
        assert.equal(plain('Later'), '');
        assert.equal(plain('Nothing'), '');
      });
      it('has the boxes below Checklists, with their places', () => {
        assert.deepEqual(
          read.checklist.map((item) => `${item.ticked} ${item.text} ${text.slice(item.start - 1, item.end + 1)}`),
          ['false tell support [ ]', 'true tell sales [X]', 'true and their boss [x]'],
        );
      });
      it('has no findings', () => assert.deepEqual(read.findings, []));
    });
  }

  it('reads nothing if nothing is', () => {
    assert.deepEqual(prose(''), { sections: [], checklist: [], findings: [] });
  });
  it('reads a text without a timeline', () => {
    assert.deepEqual(prose('## Checklists\n- [ ] a').checklist, [{ text: 'a', ticked: false, start: 17, end: 18 }]);
  });
  it('reads underlined headings', () => {
    const { headline, sections } = prose('Two\nwords\n===\n\nx\n\nSummary\n---\ny\n');
    assert.equal(headline?.text, 'Two\nwords');
    assert.deepEqual(
      sections.map((section) => section.heading),
      ['Two\nwords', 'Summary'],
    );
  });
  it('reads empty headings', () =>
    assert.deepEqual(
      prose('#\n\n##\n').sections.map((section) => section.heading),
      ['', ''],
    ));
  it('reads no headings in fences, quotes, lists and comments', () => {
    const text = '~~~\n# a\n~~~\n> # b\n\n- # c\n\n<!-- x\n# d\n-->\n\n<!-- y --> z\n\n# e\n';
    assert.deepEqual(
      prose(text).sections.map((section) => section.heading),
      ['e'],
    );
  });
  it('keeps offsets behind a second byte order mark', () => {
    const text = '---\ntitle: t\n---\n\ufeff# a\n';
    const { headline } = prose(text);
    assert.equal(headline && text.slice(headline.start, headline.end), 'a');
  });

  describe('finds', () => {
    it('a known heading that is there twice', () => {
      for (const heading of ['Contacts', 'Summary', 'Timeline', 'Checklists']) {
        const text = `## ${heading}\n\nx\n\n## ${heading}\n`;
        const [finding, more] = prose(text).findings;
        assert.equal(finding?.code, 'doubledHeading');
        assert.equal(text.slice(finding.start, finding.end), `## ${heading}\n`);
        assert.equal(finding.start, text.lastIndexOf('##'));
        assert.equal(more, undefined);
      }
    });
    it('no other headings that are there twice', () => {
      assert.deepEqual(codes('## Ours\n\n## Ours\n\n### Summary\n\n### Summary\n\n# Contacts\n\n# Contacts\n'), []);
    });
    it('a section that is too dear, and reads the others', () => {
      const text = `# t\n\n## Contacts\n\n${'*a '.repeat(1000)}\n\n## Summary\nwords\n`;
      const { findings, sections } = prose(text);
      assert.deepEqual(
        findings.map((finding) => finding.code),
        ['tooLarge'],
      );
      assert.equal(text.slice(findings[0]!.start, findings[0]!.end).split('\n')[0], '## Contacts');
      assert.deepEqual(
        sections.map((section) => section.heading),
        ['t', 'Summary'],
      );
    });
    it('two sections that are too dear, as one', () => {
      assert.deepEqual(codes(`## a\n${'<b '.repeat(1000)}\n## b\n${'[b '.repeat(1000)}\n`), ['tooLarge']);
    });
    it('what is too long, and reads what comes before it', () => {
      const { findings, sections } = prose(`## a\nx\n\n## b\n${'words and\n\n'.repeat(3000)}`);
      assert.deepEqual([findings.length, sections.length], [1, 1]);
    });
  });
});
