/** What else goes on around a record: people who type into it, other programs, git's states, and files that look alike. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Position, Range, RelativePattern, WorkspaceEdit, commands, window, workspace, type Uri } from 'vscode';
import { declare, dirty, duringRebase, folder, git, ready, reloaded, run, text } from './workspace';
import { until } from '../patience';

describe('around a record', () => {
  before(async () => {
    await ready();
    writeFileSync(join(folder(), 'app.txt'), 'one\n');
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

    it('an entry that another program removes is restored', async () => {
      await run('retry', {});
      // What's on the branch would no longer be restored.
      await duringRebase(async () => {
        const before = text(uri);
        const { entry } = await run<{ entry: string }>('log', { text: 'do not lose me' });
        writeFileSync(uri.fsPath, before);
        await until(() => text(uri).includes(entry), 'the entry is back');
      });
    });

    it('a selection and focus elsewhere stay as they are', async () => {
      const other = await workspace.openTextDocument(join(folder(), 'app.txt'));
      const editor = await window.showTextDocument(other);
      await run('log', { text: 'from afar' });
      assert.equal(window.activeTextEditor, editor);
    });
  });

  describe('git', () => {
    it('leaves staged changes alone', async () => {
      writeFileSync(join(folder(), 'app.txt'), 'two\n');
      git('add', 'app.txt');
      await run('log', { text: 'while something is staged' });
      await run('retry', {});
      const tracked = () => git('status', '--porcelain', '--untracked-files=no');
      await until(
        () => tracked() === 'M  app.txt',
        () => `everything else is committed:\n${tracked()}\n${git('diff', 'HEAD')}\n${git('diff')}\n${git('reflog')}`,
      );
      git('commit', '-qm', 'Mine');
      assert.equal(tracked(), '');
    });

    it('waits while a rebase is in progress, and says so', async () => {
      await duringRebase(async () => {
        await run('log', { text: 'during a rebase' });
        const { waiting, why } = await run<{ waiting: number; why: string }>('retry', {});
        assert.equal(waiting, 1);
        assert.match(why, /rebase/);
      });
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
      assert.match((await run<{ why: string }>('status', {})).why, /isn't (?:in|here)/);
      git('checkout', '-q', 'main');
      await until(() => existsSync(uri.fsPath) && text(uri).includes(entry), 'the entry arrives with the branch');
      assert.equal((await run<{ id: string }>('status', {})).id, id);
    });

    it('shows what was restored under an open record, even if the editor’s watcher misses it', async () => {
      const { uri, id } = await declare('Gone for a second', { at: '2026-11-20T20:30:00Z' });
      await run('retry', {});
      const document = await reloaded(uri);
      const whole = text(uri);
      const gone = workspace.createFileSystemWatcher(new RelativePattern(dirname(dirname(uri.fsPath)), '**'));
      let deletions = 0;
      gone.onDidDelete(() => (deletions += 1));
      for (const turn of [1, 2, 3]) {
        rmSync(dirname(uri.fsPath), { recursive: true });
        await until(() => deletions >= turn, 'the editor has seen that it is gone');
        mkdirSync(dirname(uri.fsPath));
        writeFileSync(uri.fsPath, `${whole}\nTheir words, ${turn}.\n`);
        await until(() => document.getText().endsWith(`, ${turn}.\n`), 'the document is the file’s');
      }
      gone.dispose();
      await run('cancel', { incident: id, reason: 'shown' });
    });
  });

  describe('a record that is gone', () => {
    const status = (incident: string) => run<{ waiting: number; why: string | null }>('status', { incident });
    const onBranch = (id: string) => git('ls-tree', '--name-only', 'HEAD', `incidents/${id}/`);

    it('because its folder was renamed, takes entries, says its new name, and gets them with the old one', async () => {
      const { uri, id } = await declare('Renamed by a person', { at: '2026-11-20T21:00:00Z' });
      await run('retry', {});
      const [was, is] = [join(uri.fsPath, '..'), join(folder(), 'incidents', 'put away')];
      renameSync(was, is);
      const { entry } = await run<{ entry: string }>('log', { text: 'under the old name', incident: id });
      await run('retry', { incident: id });
      const { waiting, why } = await status(id);
      assert.equal(waiting, 1);
      assert.equal(why, `the record's folder was renamed from ${id} to put away`);
      await assert.rejects(run('open', { incident: id }), /was renamed from .* to put away/);
      const { notes } = await run<{ notes: string[] }>('recover', {});
      assert.ok(notes.some((note) => note.endsWith('under the old name')));
      assert.ok(!existsSync(was) && onBranch(id) !== '', 'nothing is made, and nothing is removed from the branch');
      renameSync(is, was);
      await until(() => text(uri).includes(entry), 'the entry is in the record');
      assert.deepEqual(await run('retry', { incident: id }), { waiting: 0, why: null });
    });

    it('because it was deleted, stays deleted on the disk and is never removed from the branch, whatever is written', async () => {
      const { uri, id } = await declare('Deleted by a person', { at: '2026-11-20T22:00:00Z' });
      await run('retry', {});
      writeFileSync(join(uri.fsPath, '..', 'graph.txt'), 'up\n');
      rmSync(uri.fsPath);
      const { entry } = await run<{ entry: string }>('log', { text: 'after the deletion', incident: id });
      await run('retry', { incident: id });
      assert.match((await status(id)).why ?? '', /isn't here .*deleted/);
      await assert.rejects(run('open', { incident: id }), /isn't here .*deleted/);
      assert.ok(!existsSync(uri.fsPath));
      assert.equal(onBranch(id), `incidents/${id}/incident.md`);
      git('checkout', '-q', '--', `incidents/${id}`);
      await until(() => text(uri).includes(entry), 'the entry is in the record that came back');
      assert.deepEqual(await run('retry', { incident: id }), { waiting: 0, why: null });
    });

    it('because its deletion was committed, stays deleted, and what is written then waits', async () => {
      const { uri, id } = await declare('Deleted for good', { at: '2026-11-20T23:00:00Z' });
      await run('retry', {});
      git('rm', '-qr', `incidents/${id}`);
      git('commit', '-qm', 'Away with it');
      const deletion = git('rev-parse', 'HEAD');
      await run('log', { text: 'too late', incident: id });
      await run('retry', { incident: id });
      const { waiting, why } = await status(id);
      assert.equal(waiting, 1);
      assert.match(why ?? '', /isn't here .*deleted/);
      assert.ok(!existsSync(uri.fsPath));
      assert.equal(onBranch(id), '');
      assert.equal(git('status', '--porcelain', `incidents/${id}`), '');
      // Meanwhile another record may have been committed.
      git('revert', '--no-edit', deletion);
      await until(() => text(uri).includes('too late'), 'the entry is in the record that came back');
      assert.deepEqual(await run('retry', { incident: id }), { waiting: 0, why: null });
    });

    it('before it was committed is made again, for its declaration waits', async () => {
      await duringRebase(async () => {
        const { uri, id } = await declare('Deleted too early', { at: '2026-11-20T23:30:00Z' });
        // At once: of what comes and goes within some milliseconds the editor's watcher says nothing.
        rmSync(join(uri.fsPath, '..'), { recursive: true });
        await until(() => existsSync(uri.fsPath), 'the record is made again');
        assert.equal((await status(id)).waiting, 1);
      });
    });
  });

  describe('a disk that does not take it', () => {
    const mount = (...args: string[]): boolean => {
      try {
        execFileSync('mount', args, { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    };
    const status = (incident: string) => run<{ waiting: number; why: string | null }>('status', { incident });

    /** Nobody may write into the folder until the returned function is called; undefined if that can't be done. */
    function closed(path: string): (() => void) | undefined {
      if (process.getuid?.() !== 0) {
        chmodSync(path, 0o555);
        return () => chmodSync(path, 0o755);
      }
      // Permissions do not bind root, but a mount does.
      return mount('--bind', path, path) && mount('-o', 'remount,ro,bind', path)
        ? () => execFileSync('umount', ['-l', path])
        : undefined;
    }

    it('keeps the entry while the folder is read-only, and says so', async function () {
      const { uri, id } = await declare('The folder is read-only', { at: '2026-11-20T23:40:00Z' });
      await run('retry', {});
      const open = closed(dirname(uri.fsPath));
      if (!open) {
        return this.skip();
      }
      let entry: string;
      try {
        const before = text(uri);
        ({ entry } = await run<{ entry: string }>('log', { text: 'while it is read-only', incident: id }));
        const { waiting, why } = await status(id);
        assert.equal(waiting, 1);
        assert.match(why ?? '', /^the record is unchanged: (the disk is read-only|permission denied)/);
        // Tried as often as an entry that somebody keeps removing is restored, and still not given up.
        for (let tried = 0; tried < 4; tried++) {
          assert.match((await run<{ why: string }>('retry', { incident: id })).why, /read-only|denied/);
        }
        assert.equal(text(uri), before);
      } finally {
        open();
      }
      await until(() => text(uri).includes(entry), 'the entry is in the record');
      assert.deepEqual(await run('retry', { incident: id }), { waiting: 0, why: null });
    });

    it('keeps the entry while the disk is full, and says so', async function () {
      const { uri, id } = await declare('The disk is full', { at: '2026-11-20T23:45:00Z' });
      await run('retry', {});
      const at = dirname(uri.fsPath);
      const before = text(uri);
      if (!mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at)) {
        return this.skip();
      }
      let after = before;
      try {
        writeFileSync(uri.fsPath, before);
        const filler = join(at, 'filler.txt');
        assert.throws(() => writeFileSync(filler, Buffer.alloc(128 * 1024, 'x')), /ENOSPC/);
        const { entry } = await run<{ entry: string }>('log', { text: 'while it is full', incident: id });
        const { waiting, why } = await status(id);
        assert.equal(waiting, 1);
        assert.match(why ?? '', /^the record is unchanged: the disk is full/);
        assert.equal(text(uri), before);
        rmSync(filler);
        await until(() => text(uri).includes(entry), 'the entry is in the record');
        assert.deepEqual(await run('retry', { incident: id }), { waiting: 0, why: null });
        after = text(uri);
      } finally {
        execFileSync('umount', ['-l', at]);
        writeFileSync(uri.fsPath, after);
      }
    });
  });

  describe('other files nearby', () => {
    it('a runbook of the same name is not a record, and nothing next to it is committed', async () => {
      const runbook = join(folder(), 'docs', 'incident.md');
      mkdirSync(join(folder(), 'docs'), { recursive: true });
      writeFileSync(runbook, '# What to do\n');
      writeFileSync(join(folder(), 'docs', '.env'), 'SECRET=1\n');
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
      const hook = join(folder(), '.git', 'hooks', 'pre-commit');
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

  it('commits to the branch on which it was declared, whatever is checked out a moment later', async () => {
    const id = await duringRebase(async () => {
      const declared = await declare('Coupons are declined for everybody');
      git('checkout', '-q', '-b', 'elsewhere');
      return declared.id;
    });
    await run('log', { text: 'somebody went elsewhere', incident: id });
    const held = await run<{ waiting: number; why: string }>('retry', { incident: id });
    assert.deepEqual(held, { waiting: 2, why: "it was declared on main, which isn't checked out" });
    assert.equal(git('log', '--format=%s', '--all', '--', `incidents/${id}`), '');
    git('checkout', '-q', 'main');
    await until(
      async () => (await run<{ waiting: number }>('status', { incident: id })).waiting === 0,
      'it is committed by itself',
    );
    assert.match(git('show', `main:incidents/${id}/incident.md`), /TL: somebody went elsewhere/);
    assert.equal(git('log', '--format=%s', 'elsewhere', '--', `incidents/${id}`), '');
    git('branch', '-D', 'elsewhere');
    await run('cancel', { incident: id, reason: 'tried' });
    await run('retry', { incident: id });
  });
});
