import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Editor } from './editor';

describe('the package', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-folder-'));
  let editor: Editor;

  before(async () => {
    execFileSync('git', ['init', '--quiet', folder]);
    fs.writeFileSync(path.join(folder, 'notes.txt'), 'first line\n');
    editor = await Editor.open({ folder });
  });
  after(async () => {
    await editor?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed ${this.currentTest.fullTitle()}`);
  });

  it('shows its status bar item in an open folder', async () => {
    await editor.status().waitFor();
    await editor.openFile('notes.txt');
    assert.equal((await editor.lines('notes.txt'))[0], 'first line');
    await editor.screenshot('status bar');
  });

  it('runs a command from the palette', async () => {
    await editor.command('Incident: Show Log');
    await editor.notification('Nothing has happened yet').waitFor();
  });
});
