/** Words that are on the disk and not on their branch, while nobody writes another entry: they are committed by themselves. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, workspace, type Uri } from 'vscode';
import { until } from '../patience';
import { declare, git, ready, run, text } from './workspace';

const LINE = '- 2026-11-20T08:30:00Z @lee TL: from the other side';

describe('words on the disk that the branch lacks', () => {
  const made = mkdtempSync(join(tmpdir(), 'incident-notes-catching-up-'));
  const remote = join(made, 'app.git');
  const colleague = join(made, 'colleague');
  const root = () => workspace.workspaceFolders![0]!.uri.fsPath;
  const at = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  const onBranch = () => git('show', `HEAD:incidents/${id}/incident.md`);
  let uri: Uri;
  let id: string;

  before(async () => {
    await ready();
    writeFileSync(join(root(), 'notes.txt'), 'one\n');
    git('add', 'notes.txt');
    git('commit', '-qm', 'Notes', '--only', 'notes.txt');
    ({ uri, id } = await declare('Words wait for nobody', { at: '2026-11-20T08:00:00Z' }));
    await run('retry', { incident: id });
    at(made, 'clone', '-q', '--bare', root(), remote);
    git('remote', 'add', 'origin', remote);
    assert.deepEqual(await run('sync', { approve: true, incident: id }), {
      state: 'shared',
      waiting: 0,
      remote: 'origin',
    });
    at(made, 'clone', '-q', remote, colleague);
  });
  after(async () => {
    await run('cancel', { incident: id, reason: 'tried' });
    await run('retry', { incident: id });
    git('remote', 'remove', 'origin');
    rmSync(made, { recursive: true, force: true });
  });

  it('are committed after a sync that brought them and could not finish, and nothing else is', async () => {
    // The colleague's own commit changes a file that has changes here: the branch waits, and their entry is on the disk.
    writeFileSync(join(colleague, 'notes.txt'), 'two\n');
    const record = join(colleague, 'incidents', id, 'incident.md');
    writeFileSync(record, text(uri).replace('## Timeline\n\n', `## Timeline\n\n${LINE}\n`));
    at(colleague, '-c', 'user.name=Lee', '-c', 'user.email=lee@example.com', 'commit', '-qam', 'inc: theirs');
    at(colleague, 'push', '-q');
    writeFileSync(join(root(), 'notes.txt'), 'mine\n');

    const { state, why } = await run<{ state: string; why: string }>('sync', { incident: id });
    assert.deepEqual([state, why], ['held', 'others changed notes.txt, and you have uncommitted changes to it']);
    assert.ok(text(uri).includes(LINE));
    await until(() => onBranch().includes(LINE), 'the entry is on the branch, without another one');
    assert.equal(onBranch(), text(uri).trim());
    assert.equal(git('status', '--porcelain', '--untracked-files=no'), 'M notes.txt');
    assert.equal(git('show', 'HEAD:notes.txt'), 'one');

    git('checkout', '-q', '--', 'notes.txt');
    await until(
      async () => (await run<{ state: string }>('sync', { incident: id })).state === 'shared',
      'it is shared',
    );
    assert.equal(text(uri).split(LINE).length, 2);
    assert.equal(onBranch(), text(uri).trim());
    assert.equal(at(remote, 'show', 'main:notes.txt'), 'two');
  });

  it('are committed when the folder is opened that was closed too early', async function () {
    // Only in a workspace of several folders does the host live on when one is opened.
    if (workspace.workspaceFile === undefined) {
      return this.skip();
    }
    const other = join(made, 'opened');
    const record = join('incidents', '2026-11-20-closed-too-early', 'incident.md');
    at(made, 'init', '-q', '--initial-branch=main', other);
    appendFileSync(join(other, '.git', 'config'), '[user]\n\tname = Dana\n\temail = dana@example.com\n');
    mkdirSync(join(other, record, '..'), { recursive: true });
    const head = '---\nformat: 1\ntitle: Closed too early\nstatus: resolved\n---\n\n## Timeline\n\n';
    writeFileSync(join(other, record), head);
    writeFileSync(join(other, 'notes.txt'), 'one\n');
    at(other, 'add', '.');
    at(other, 'commit', '-qm', 'Closed too early');
    writeFileSync(join(other, record), `${head}${LINE}\n`);
    writeFileSync(join(other, 'notes.txt'), 'mine\n');
    workspace.updateWorkspaceFolders(workspace.workspaceFolders!.length, 0, { uri: uri.with({ path: other }) });
    try {
      await until(() => at(other, 'show', `HEAD:${record}`).includes(LINE), 'what was left is on the branch');
      assert.equal(at(other, 'status', '--porcelain'), 'M notes.txt');
    } finally {
      workspace.updateWorkspaceFolders(workspace.workspaceFolders!.length - 1, 1);
      await commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
});
