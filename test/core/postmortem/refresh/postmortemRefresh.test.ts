import { strict as assert } from 'node:assert';
import { markedDraft, readBase } from '../../../../src/core/postmortem/refresh/postmortemBase';
import {
  canNameDraft,
  isTooLong,
  isUpToDate,
  lastDraft,
  refreshPostmortem,
} from '../../../../src/core/postmortem/refresh/postmortemRefresh';

const HEAD = '---\nincident: x\n---\n# P\n\n';
const TABLE = '## Timeline (UTC)\n\n| Time | Who | What |\n| --- | --- | --- |\n';
const ACTIONS = '\n## Action items\n\n| Action | Owner | Due | Kind |\n| --- | --- | --- | --- |\n';
const [ONE, TWO, THREE] = ['one', 'two', 'three'].map((word, at) => `| 15:0${at}:00 | @a | ${word} |\n`) as [
  string,
  string,
  string,
];
const LAST = `${HEAD}- Status: open\n\n${TABLE}${ONE}${TWO}${ACTIONS}| repair it | | | |\n`;
const FRESH = `${HEAD}- Status: done\n\n${TABLE}${ONE}${TWO}${THREE}${ACTIONS}| repair it | | | |\n| alert on it | | | |\n`;
const COMMIT = 'c'.repeat(40);
const OLD = 'b'.repeat(40);

const body = (text: string): string => text.replace(/\nbase: .*/, '');
const refreshed = (current: string, last?: string, commit?: string) =>
  refreshPostmortem(current, { fresh: FRESH, last, commit });

describe('refreshing a postmortem', () => {
  for (const nothing of ['', ' \n\n']) {
    it(`gives the fresh draft for ${JSON.stringify(nothing)}, and names its commit`, () => {
      assert.equal(refreshed(nothing).text, FRESH);
      const { text } = refreshed(nothing, undefined, COMMIT);
      assert.equal(readBase(text), COMMIT);
      assert.equal(body(text), FRESH);
    });
  }

  it('merges, and names the fresh draft instead of the last one', () => {
    const current = LAST.replace('incident: x', `incident: x\nbase: ${OLD}`).replace('# P\n', '# P\n\nMy words.\n');
    const { text, findings } = refreshed(current, LAST, COMMIT);
    assert.equal(readBase(text), COMMIT);
    assert.equal(body(text), FRESH.replace('# P\n', '# P\n\nMy words.\n'));
    assert.deepEqual(findings, []);
    assert.equal(refreshPostmortem(text, { fresh: FRESH, last: FRESH, commit: COMMIT }).text, text);
  });

  it('points at what a person has kept, in the text that names the new draft', () => {
    const current = LAST.replace('incident: x', `incident: x\nbase: 1234567`).replace('open', 'who knows');
    const { text, findings } = refreshed(current, LAST, COMMIT);
    assert.deepEqual(
      findings.map(({ code, start, end }) => [code, text.slice(start, end).trim()]),
      [['keptWords', '- Status: who knows']],
    );
  });

  it('adds rows alone where the last draft is not known, and names the fresh one', () => {
    const { text } = refreshed(LAST.replace(TWO, ''), undefined, COMMIT);
    assert.equal(readBase(text), COMMIT);
    assert.equal(body(text), FRESH.replace('done', 'open'));
  });

  it('adds rows alone where the fresh draft cannot be committed, and none that a person deleted', () => {
    const current = LAST.replace('incident: x', `incident: x\nbase: ${OLD}`)
      .replace(TWO, '')
      .replace('| repair it | | | |\n', '');
    const { text } = refreshed(current, LAST);
    assert.equal(readBase(text), OLD);
    assert.equal(body(text), FRESH.replace('done', 'open').replace(TWO, '').replace('| repair it | | | |\n', ''));
    assert.equal(refreshed(text, LAST).text, text);
    // Once it can be committed, the rows that were added stand there once.
    assert.equal(body(refreshed(text, LAST, COMMIT).text), body(text).replace('open', 'done'));
  });

  it('leaves a text without front matter unnamed', () => {
    const own = `# Mine\n\n${TABLE}${ONE}`;
    assert.equal(canNameDraft(own), false);
    assert.equal(refreshed(own, undefined, COMMIT).text, own + TWO + THREE);
    assert.ok(canNameDraft('') && canNameDraft(LAST));
  });

  it('leaves alone what has too many lines', () => {
    const long = LAST + 'words\n'.repeat(30_000);
    assert.ok(isTooLong(LAST, long) && !isTooLong(LAST, undefined, FRESH));
    assert.equal(refreshed(long, LAST, COMMIT).text, long);
  });

  it('is not needed if the draft says the same as the last one, whatever its line endings', () => {
    assert.ok(isUpToDate(FRESH, FRESH) && isUpToDate(FRESH.replaceAll('\n', '\r\n'), FRESH));
    assert.ok(!isUpToDate(LAST, FRESH) && !isUpToDate(undefined, FRESH));
  });

  it('takes no text with people’s words for a last draft', () => {
    assert.equal(lastDraft(LAST, LAST), LAST);
    assert.equal(lastDraft(refreshed('', undefined, COMMIT).text, LAST), undefined);
    assert.equal(lastDraft(undefined, LAST), undefined);
  });

  it('marks its own drafts as ones that version 0.1.0 takes for no last draft', () => {
    const marked = markedDraft(FRESH);
    assert.ok(readBase(marked) !== undefined);
    assert.equal(lastDraft(marked, LAST), FRESH);
    assert.equal(lastDraft(marked.replaceAll('\n', '\r\n'), LAST), FRESH.replaceAll('\n', '\r\n'));
    // A former version drafted it again meanwhile.
    assert.equal(lastDraft(LAST, LAST.replace('incident: x', 'incident: x\nstate: draft')), undefined);
  });
});
