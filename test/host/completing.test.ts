/** What the editor offers while somebody types into a record. */
import assert from 'node:assert/strict';
import { Position, WorkspaceEdit, commands, workspace, type CompletionList, type Range, type Uri } from 'vscode';
import { declare, ready } from './workspace';

async function offered(uri: Uri, at: Position): Promise<{ readonly range: Range; readonly text: string }[]> {
  const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, at, ' ');
  return list.items.map(({ range, insertText }) => ({
    range: range as Range,
    text: typeof insertText === 'string' ? insertText : '',
  }));
}

describe('completing', () => {
  before(async () => ready());

  it('makes a stamped entry of `TL ` at the start of a line of the timeline', async () => {
    const { uri } = await declare('Logging in is broken', { author: 'dana', severity: 'SEV-1' });
    const document = await workspace.openTextDocument(uri);
    const lines = document.getText().split('\n');
    const line = lines.findIndex((words) => words.includes('MILESTONE declared')) + 1;
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(line, 0), 'TL \n');
    assert.ok(await workspace.applyEdit(edit));
    const found = (await offered(uri, new Position(line, 3))).filter(({ text }) => text.startsWith('- 20'));
    assert.equal(found.length, 1);
    assert.match(found[0]!.text, /^- \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ @dana TL: $/);
    assert.deepEqual([found[0]!.range.start.character, found[0]!.range.end.character], [0, 3]);
  });

  it('offers nothing in any other markdown file', async () => {
    const document = await workspace.openTextDocument({ language: 'markdown', content: '## Timeline\n\nTL ' });
    const found = await offered(document.uri, new Position(2, 3));
    assert.deepEqual(
      found.filter(({ text }) => text.startsWith('- 20')),
      [],
    );
  });
});
