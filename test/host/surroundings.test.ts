/** What else goes on around a record: people who type into it, other programs, git's states, and files that look alike. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Position, Range, WorkspaceEdit, commands, window, workspace, type Uri } from 'vscode';
import { declare, dirty, folder, git, ready, reloaded, run, text, until } from './workspace';

describe('around a record', () => {
  before(async () => {
    await ready();
    writeFileSync(join(folder, 'app.txt'), 'one\n');
    git('add', 'app.txt');
    git('commit', '-qm', 'Start', '--only', 'app.txt');
  });

  describe('open documents', () => {
    let uri: Uri;
    let id: string;

    before(async () => {
      ({ uri, id } = await declare('The queue is full for all users', { at: '2026-11-17T10:00:00Z', author: 'dana' }));
      await run('retry', {});
    });

    it('a record with unsaved edits gets one undo step and is not saved', async () => {
      const document = await reloaded(uri);
      await window.showTextDocument(document);
      await dirty(uri, document.positionAt(document.getText().indexOf('## Timeline')), 'My words.\n\n');
      const before = document.getText();
      const onDisk = text(uri);
      const { entry } = await run<{ entry: string }>('milestone', { name: 'mitigated', at: '2026-11-20T12:00:00Z' });
      assert.ok(document.isDirty);
      assert.ok(document.getText().includes(entry) && document.getText().includes('My words.'));
      assert.match(document.getText(), /\nstatus: mitigated\n/);
      assert.equal(text(uri), onDisk);
      assert.equal((await run<{ waiting: number }>('status', {})).waiting, 1);
      await commands.executeCommand('undo');
      await until(() => document.getText() === before, 'one undo takes the milestone back');
      await until(async () => (await run<{ waiting: number }>('status', {})).waiting === 0, 'it no longer waits');
      await run('log', { text: 'kept' });
      assert.ok(await document.save());
      await until(
        () => git('show', `HEAD:incidents/${id}/incident.md`).includes('My words.'),
        'the saved words are committed',
      );
      assert.ok(!text(uri).includes('MILESTONE mitigated:'));
    });

    it('an entry that another program drops is put back', async () => {
      const before = text(uri);
      const { entry } = await run<{ entry: string }>('log', { text: 'do not lose me' });
      writeFileSync(uri.fsPath, before);
      await until(() => text(uri).includes(entry), 'the entry is back');
    });

    it('a selection and focus elsewhere stay as they are', async () => {
      const other = await workspace.openTextDocument(join(folder, 'app.txt'));
      const editor = await window.showTextDocument(other);
      await run('log', { text: 'from afar' });
      assert.equal(window.activeTextEditor, editor);
    });
  });

  describe('git', () => {
    it('leaves staged changes alone', async () => {
      writeFileSync(join(folder, 'app.txt'), 'two\n');
      git('add', 'app.txt');
      await run('log', { text: 'while something is staged' });
      await run('retry', {});
      await until(() => git('status', '--porcelain') === 'M  app.txt', 'everything else is committed');
      git('commit', '-qm', 'Mine');
      assert.equal(git('status', '--porcelain'), '');
    });

    it('waits while a rebase is in progress, and says so', async () => {
      const marker = join(folder, '.git', 'rebase-merge');
      mkdirSync(marker);
      await run('log', { text: 'during a rebase' });
      const { waiting, why } = await run<{ waiting: number; why: string }>('retry', {});
      assert.equal(waiting, 1);
      assert.match(why, /rebase/);
      rmSync(marker, { recursive: true });
      await until(
        async () => (await run<{ waiting: number }>('status', {})).waiting === 0,
        'it is committed by itself',
      );
    });

    it('commits within the burst, without being asked', async () => {
      const { entry } = await run<{ entry: string }>('log', { text: 'by itself' });
      const id = (await run<{ id: string }>('status', {})).id;
      await until(() => git('show', `HEAD:incidents/${id}/incident.md`).includes(entry), 'the commit');
    });

    it('says where the record is once another branch hides it, and takes the entry', async () => {
      const { id, uri } = await declare('Checkout hides it', { at: '2026-11-20T20:00:00Z' });
      await run('retry', {});
      git('checkout', '-q', '-b', 'before', 'HEAD~1');
      assert.ok(!existsSync(uri.fsPath));
      const { entry } = await run<{ entry: string }>('log', { text: 'while it is away' });
      assert.match((await run<{ why: string }>('status', {})).why, /not in|not here/);
      git('checkout', '-q', 'main');
      await until(() => existsSync(uri.fsPath) && text(uri).includes(entry), 'the entry arrives with the branch');
      assert.equal((await run<{ id: string }>('status', {})).id, id);
    });
  });

  describe('what else lies about', () => {
    it('a runbook of the same name is nobody’s record, and nothing beside it is committed', async () => {
      const runbook = join(folder, 'docs', 'incident.md');
      mkdirSync(join(folder, 'docs'), { recursive: true });
      writeFileSync(runbook, '# What to do\n');
      writeFileSync(join(folder, 'docs', '.env'), 'SECRET=1\n');
      const document = await workspace.openTextDocument(runbook);
      await dirty(document.uri, new Position(1, 0), 'more\n');
      assert.ok(await document.save());
      const before = git('rev-parse', 'HEAD');
      await run('log', { text: 'not into the runbook' });
      await run('retry', {});
      assert.equal(readFileSync(runbook, 'utf8'), '# What to do\nmore\n');
      assert.equal(git('diff', '--name-only', before, 'HEAD').includes('docs'), false);
    });

    it('a typing error that a person mends in the record stays mended', async () => {
      const { uri } = await declare('Mended by hand', { at: '2026-11-21T01:00:00Z' });
      await commands.executeCommand('workbench.action.closeAllEditors');
      const { entry } = await run<{ entry: string }>('log', { text: 'lisener is down' });
      const document = await workspace.openTextDocument(uri);
      await until(() => document.getText().includes(entry), 'the document shows the entry');
      const at = document.positionAt(document.getText().indexOf('lisener'));
      const edit = new WorkspaceEdit();
      edit.replace(uri, new Range(at, at.translate(0, 7)), 'listener');
      await workspace.applyEdit(edit);
      assert.ok(await document.save());
      await run('retry', {});
      assert.equal(text(uri).match(/liste?ner is down/g)?.length, 1);
      assert.ok(!text(uri).includes('lisener'));
      assert.equal((await run<{ waiting: number }>('status', {})).waiting, 0);
    });

    it('a record that is away takes entries, never two at one instant, and gives them back', async () => {
      const { uri, id } = await declare('Away for a while', { at: '2026-11-21T02:00:00Z' });
      await run('retry', {});
      const kept = text(uri);
      rmSync(join(uri.fsPath, '..'), { recursive: true });
      const argument = { at: '2026-11-21T02:05:00Z', incident: id };
      const first = await run<{ entry: string }>('log', { text: 'one', ...argument });
      const second = await run<{ entry: string }>('log', { text: 'two', ...argument });
      assert.match(second.entry, /02:05:01Z/);
      assert.equal((await run<{ entry: string }>('undoLast', { incident: id })).entry, second.entry);
      mkdirSync(join(uri.fsPath, '..'));
      writeFileSync(uri.fsPath, kept);
      await until(() => text(uri).includes(first.entry), 'the entry is back');
      assert.ok(!text(uri).includes(second.entry));
    });

    it('a record that is not UTF-8 keeps its bytes, and the entry waits', async () => {
      const { uri, id } = await declare('Not in UTF-8', { at: '2026-11-21T03:00:00Z' });
      await run('retry', {});
      const whole = readFileSync(uri.fsPath);
      const broken = Buffer.concat([whole, Buffer.from([0xff, 0xfe])]);
      writeFileSync(uri.fsPath, broken);
      const { entry } = await run<{ entry: string }>('log', { text: 'still accepted', incident: id });
      assert.ok(readFileSync(uri.fsPath).equals(broken));
      assert.match((await run<{ why: string }>('status', { incident: id })).why, /UTF-8/);
      writeFileSync(uri.fsPath, whole);
      await until(() => text(uri).includes(entry), 'the entry is in the record');
    });

    it('a hook that formats the record makes no second entry', async () => {
      const { uri } = await declare('A hook formats', { at: '2026-11-21T04:00:00Z' });
      const hook = join(folder, '.git', 'hooks', 'pre-commit');
      writeFileSync(
        hook,
        '#!/bin/sh\nfor f in $(git diff --cached --name-only); do sed -i "s/\\*\\(now\\)\\*/_\\1_/" "$f"; git add "$f"; done\n',
        { mode: 0o755 },
      );
      try {
        await run('log', { text: 'roll back *now*' });
        await run('retry', {});
        await until(() => text(uri).includes('roll back _now_'), 'the hook has formatted');
        await until(async () => (await run<{ waiting: number }>('status', {})).waiting === 0, 'nothing waits');
        await run('log', { text: 'after it' });
        await run('retry', {});
        assert.equal(text(uri).match(/roll back/g)?.length, 1);
      } finally {
        rmSync(hook);
      }
    });
  });
});
