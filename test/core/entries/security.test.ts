import assert from 'node:assert/strict';
import { applyChange, inverse, type Change } from '../../../src/core/record/change';
import { vocabularyOf } from '../../../src/core/process/process';
import { readRecord } from '../../../src/core/record/record';
import { knowers, securityEntries, type SecurityMark } from '../../../src/core/entries/security';
import { applyEdits } from '../../../src/core/text/textEdit';
import { builtIn } from '../builtIn';

const PROCESS = builtIn('mozmeao');
const FRONT = '---\nid: x\nroles: { scribe: ["@lee", "@jo"] }\n---\n';
const RECORD = `${FRONT}## Contacts

- Call: 1
- Follow the security team's process, and ask them who needs to know.

## Timeline

- 2026-11-20T15:00:00Z @dana ROLE scribe: @lee, @jo

## Checklists

### Mine

- [x] a
`;

const made = (text: string, mark: Partial<SecurityMark> = {}) =>
  securityEntries(readRecord(text), PROCESS, { reason: '', knows: [], holders: [], ...mark });
const said = (text: string, mark?: Partial<SecurityMark>) => made(text, mark).map((entry) => entry.text);

/** Lets the changes of a mark come, the entries at one second after the other. */
function marked(text: string): { readonly text: string; readonly changes: readonly Change[] } {
  const changes = made(text).map(({ kind, text: words, ...rest }, index): Change => {
    const instant = Date.UTC(2026, 10, 20, 15, 5, index);
    return { added: { instant, author: 'dana', kind, qualifier: '', text: words }, ...rest };
  });
  return { text: changes.reduce(apply, text), changes };
}

function apply(text: string, change: Change): string {
  return applyEdits(text, applyChange(readRecord(text), change, vocabularyOf(PROCESS)));
}

describe('a security incident', () => {
  it('says why, which remotes have it, and who may know: holders of roles, then those who are named', () => {
    const origin = { remote: 'origin', record: readRecord('## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n') };
    assert.deepEqual(said('---\nid: x\n---\n'), ['Marked as a security incident']);
    assert.deepEqual(said(FRONT, { reason: 'a token\n', knows: ['kim', ' @jo', 'the security team', ' '] }), [
      'Marked as a security incident: a token',
      '@lee, @jo, @kim, the security team',
    ]);
    assert.deepEqual(said('---\nid: x\n---\n', { holders: [origin, { ...origin, remote: 'b' }] }), [
      'Marked as a security incident. origin has 1 entry, up to 2026-11-20T15:00:00Z. b has 1 entry, up to 2026-11-20T15:00:00Z',
    ]);
    const empty = { remote: 'origin', record: readRecord('') };
    assert.deepEqual(said('---\nid: x\n---\n', { holders: [empty] }), [
      'Marked as a security incident. origin has 0 entries',
    ]);
  });

  it('adds who else was told, and nothing else', () => {
    const front = '---\nsecurity: true\nroles: { scribe: "@lee" }\n---\n';
    assert.deepEqual(said(front, { knows: ['kim'], reason: 'by telephone' }), ['@kim (by telephone)']);
    assert.deepEqual(made(front, { knows: ['kim'] })[0]!.kind, 'INFORMED');
    assert.throws(() => made(front, { reason: 'x', knows: [' '] }), /already a security incident/);
    assert.throws(() => made('---\na: [\n---\n'), /Fix it, then try again/);
  });

  it('gets the contacts and lists that it lacks, and loses nothing', () => {
    const { text } = marked(RECORD);
    assert.match(text, /\nsecurity: true\n/);
    assert.match(
      text,
      /\n## Contacts\n\n- Security incident: don't discuss it on IRC\.\n- Log in this record who has been told, and when\.\n\n- Call: 1\n/,
    );
    assert.match(
      text,
      /\n## Checklists\n\n### Security incident\n\n- \[ \] Don't discuss it on IRC[^]*\n\n### Mine\n\n- \[x\] a\n$/,
    );
    for (const line of RECORD.split('\n')) {
      assert.ok(text.includes(line), line);
    }
    assert.deepEqual(made(text.replace('security: true', 'security: false'))[0]!.sections, []);
  });

  for (const [name, text] of [
    ['whole', RECORD],
    ['of Windows', RECORD.replaceAll('\n', '\r\n')],
    ['without these sections', `${FRONT}## Timeline\n\n- 2026-11-20T15:00:00Z @dana TL: x\n`],
  ] as const) {
    it(`goes back to what it was, in a record ${name}`, () => {
      const { text: after, changes } = marked(text);
      const back = changes.map(inverse).reverse().reduce(apply, after);
      assert.equal(back.replace(/security: false\r?\n/, ''), text);
    });
  }

  it('that goes back to an ordinary one keeps a box that somebody has checked', () => {
    const { text, changes } = marked(RECORD);
    const ticked = text.replace("- [ ] Don't discuss", "- [x] Don't discuss");
    assert.match(changes.map(inverse).reduce(apply, ticked), /\n### Security incident\n\n- \[x\] Don't discuss/);
  });

  it('knows who wrote, who held a role and who was told, each from the first time on', () => {
    const lines = [
      '- 2026-11-20T15:00:00Z @dana ROLE scribe: @lee, @jo',
      '- 2026-11-20T15:01:00Z @dana ROLE scribe: @lee → @kim',
      '- 2026-11-20T15:02:00Z @lee TL: May know of this: @jo, @eve, the security team (by telephone)',
      '- 2026-11-20T15:03:00Z @kim ROLE scribe: @kim confirmed',
      '- 2026-11-20T15:04:00Z @kim INFORMED: @eve, @ann, the\n  lawyers (by mail)',
    ];
    assert.deepEqual(
      knowers(readRecord(`## Timeline\n\n${lines.join('\n')}\n`)).map(
        ({ name, since }) => `${name} ${new Date(since).getUTCMinutes()}`,
      ),
      ['@dana 0', '@lee 0', '@jo 0', '@eve 2', 'the security team 2', '@kim 3', '@ann 4', 'the lawyers 4'],
    );
  });
});
