import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

describe('activation', () => {
  it('runs a command of the extension', async () => {
    const extension = extensions.getExtension('incident-notes.incident-notes');
    assert.ok(extension, 'the extension is installed');
    await extension.activate();
    assert.equal(typeof (await commands.executeCommand('incidentNotes.showLog')), 'string');
  });
});
