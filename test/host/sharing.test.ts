/** Records that are shared through a remote, by argument: what sync and join give back, and what then stands where. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Uri, window, type Uri as Address } from 'vscode';
import { declare, folder, git, ready, run, text } from './workspace';

describe('sharing by argument', () => {
  const made = mkdtempSync(join(tmpdir(), 'incident-notes-sharing-'));
  const remote = join(made, 'app.git');
  const colleague = join(made, 'colleague');
  const theirs = '2026-11-20-their-cache-is-cold';
  const at = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  const atRemote = (id: string) => at(remote, 'show', `main:incidents/${id}/incident.md`);
  let incident: string;
  let uri: Address;

  before(async () => {
    await ready();
    ({ id: incident, uri } = await declare('Sharing is by argument', { at: '2026-11-20T09:00:00Z' }));
    await run('retry', {});
    at(made, 'clone', '-q', '--bare', folder, remote);
    git('remote', 'add', 'origin', remote);
    git('fetch', '-q');
  });
  after(() => {
    git('remote', 'remove', 'origin');
    rmSync(made, { recursive: true, force: true });
  });

  it('sends nothing and joins nothing before the remote is approved', async () => {
    const { entry } = await run<{ entry: string }>('log', { text: 'not yet', incident });
    assert.deepEqual(await run('sync', { incident }), { state: 'unapproved', waiting: 0, why: 'not shared yet' });
    await assert.rejects(run('join', { incident }), /run sync with approve: true once/);
    assert.ok(!atRemote(incident).includes(entry));
  });

  it('sync approves the remote and commits and shares what waits', async () => {
    const { entry } = await run<{ entry: string }>('log', { text: 'out with it', incident });
    assert.deepEqual(await run('sync', { approve: true, incident }), { state: 'shared', waiting: 0 });
    assert.ok(atRemote(incident).includes(entry));
    assert.equal(atRemote(incident), text(uri).trim());
    assert.deepEqual(await run('sync', { incident }), { state: 'shared', waiting: 0 });
  });

  it('join brings a colleague’s incident and makes it the active one', async () => {
    at(made, 'clone', '-q', remote, colleague);
    mkdirSync(join(colleague, 'incidents', theirs), { recursive: true });
    const record = [
      ...['---', 'format: 1', `id: ${theirs}`, 'title: Their cache is cold', 'status: investigating', '---', ''],
      ...['## Timeline', '', '- 2026-11-20T08:00:00Z @lee MILESTONE declared:', ''],
    ].join('\n');
    writeFileSync(join(colleague, 'incidents', theirs, 'incident.md'), record);
    at(colleague, 'add', '.');
    at(colleague, '-c', 'user.name=Lee', '-c', 'user.email=lee@example.com', 'commit', '-qm', 'inc: declare');
    at(colleague, 'push', '-q');
    const joined = await run<{ id: string; uri: Uri }>('join', { incident: theirs });
    const path = join(folder, 'incidents', theirs, 'incident.md');
    assert.deepEqual([Object.keys(joined), joined.id], [['id', 'uri'], theirs]);
    assert.ok(joined.uri instanceof Uri);
    assert.equal(joined.uri.fsPath, path);
    assert.equal(text(joined.uri), record);
    assert.equal(window.activeTextEditor?.document.uri.fsPath, path);
    const { id, place } = await run<{ id: string; place: string }>('status', {});
    assert.deepEqual([id, place], [theirs, 'on branch main']);
    await run('cancel', { incident: theirs, reason: 'theirs' });
  });

  it('sync says why it could not share, and shares later', async () => {
    renameSync(remote, `${remote}-away`);
    const { entry } = await run<{ entry: string }>('log', { text: 'while it is gone', incident });
    const { state, waiting, why } = await run<{ state: string; waiting: number; why: string }>('sync', { incident });
    assert.deepEqual([state, waiting], ['held', 0], why);
    assert.match(why, /\w/);
    renameSync(`${remote}-away`, remote);
    assert.deepEqual(await run('sync', { incident }), { state: 'shared', waiting: 0 });
    assert.ok(atRemote(incident).includes(entry));
  });
});
