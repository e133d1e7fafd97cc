import assert from 'node:assert/strict';
import { sayCheckout } from '../../../src/core/entries/checkoutLine';
import { readRecord } from '../../../src/core/record/record';
import { applyEdits } from '../../../src/core/text/textEdit';

const COMMAND = 'git worktree add incidents incident-log';
const LINE = `- Without Incident Notes, a clone gets this record by \`${COMMAND}\`.`;

const say = (text: string, command: string | undefined): string =>
  applyEdits(text, sayCheckout(readRecord(text), command));
const record = (contacts: string, front = ''): string =>
  `---\nformat: 1\n${front}---\n# Down\n\n${contacts}## Summary\n\nAll of it.\n\n## Timeline\n`;

describe('how a clone without the extension gets a record', () => {
  for (const [what, before, after] of [
    ['below a list', '## Contacts\n\n- Ops: #ops\n\n', `## Contacts\n\n- Ops: #ops\n${LINE}\n\n`],
    ['below an item that goes on', '## Contacts\n\n- Ops:\n  #ops\n\n', `## Contacts\n\n- Ops:\n  #ops\n${LINE}\n\n`],
    ['below a paragraph', '## Contacts\n\nAsk Ops.\n\n', `## Contacts\n\nAsk Ops.\n\n${LINE}\n\n`],
    ['below nothing', '## Contacts\n\n', `## Contacts\n\n${LINE}\n\n`],
  ] as const) {
    it(`is said ${what}, and no more once it is not so`, () => {
      const said = say(record(before), COMMAND);
      assert.equal(said, record(after));
      assert.equal(say(said, COMMAND), said);
      assert.doesNotMatch(say(said, undefined), /Without Incident Notes/);
      assert.match(say(said, 'git worktree add ../app-incidents incident-log'), /by `git worktree add \.\.\/app-in/);
    });
  }

  it('keeps the line endings, and is removed without a trace', () => {
    const windows = record('## Contacts\n\n- Ops: #ops\n\n').replaceAll('\n', '\r\n');
    const said = say(windows, COMMAND);
    assert.ok(said.includes(`\r\n${LINE}\r\n`));
    assert.equal(say(said, undefined), windows);
  });

  it('is not said without Contacts, and not in a security incident', () => {
    for (const text of [record(''), record('## Contacts\n\n', 'security: true\n')]) {
      assert.equal(say(text, COMMAND), text);
      assert.equal(say(text, undefined), text);
    }
  });

  it('stays as somebody has written it', () => {
    const own = record(`## Contacts\n\n${LINE} Or ask Lee.\n\n`);
    assert.equal(say(own, undefined), own);
  });
});
