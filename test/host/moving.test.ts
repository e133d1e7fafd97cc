/** A record moves from the checked-out branch to one of its own and back, and both branches say so. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Uri } from 'vscode';
import { declare, folder, git, ready, run } from './workspace';
import { until } from '../patience';

describe('a record that moves', () => {
  const held = (branch: string, file: string): boolean =>
    git('ls-tree', '-r', '--name-only', branch).split('\n').includes(file);
  let root: string;
  let incident: string;
  let text: string;

  before(async () => {
    await ready();
    root = folder();
    const { id, uri } = await declare('Labels are upside down');
    incident = id;
    await run('log', { text: 'all of them', incident });
    await run('retry', { incident });
    text = readFileSync(uri.fsPath, 'utf8');
  });

  it('moves to its own branch, next to a folder that is in use, and entries continue there', async () => {
    const before = git('status', '--porcelain');
    const { uri } = await run<{ uri: Uri }>('moveRecord', { incident, to: 'own' });
    assert.equal(dirname(dirname(uri.fsPath)), `${root}-incidents`);
    const line =
      '- Without Incident Notes, a clone gets this record by `git worktree add ../workspace-incidents incident-log`.\n';
    const moved = readFileSync(uri.fsPath, 'utf8');
    assert.ok(moved.includes(line), moved);
    assert.equal(moved.replace(line, ''), text);
    assert.ok(held('incident-log', `${incident}/incident.md`));
    assert.ok(!held('HEAD', `incidents/${incident}/incident.md`));
    assert.ok(!existsSync(join(root, 'incidents', incident)));
    assert.equal(git('status', '--porcelain'), before);
    await run('log', { text: 'on a branch of its own', incident });
    assert.deepEqual(await run('retry', { incident }), { waiting: 0, why: null });
    assert.match(git('show', `incident-log:${incident}/incident.md`), /TL: on a branch of its own\n/);
    await assert.rejects(run('moveRecord', { incident, to: 'own' }), /already on incident-log/);
  });

  it('is restored after the whole folder of records was removed, with what was written in the meantime', async () => {
    rmSync(`${root}-incidents`, { recursive: true });
    await run('log', { text: 'while it was gone', incident });
    const path = join(`${root}-incidents`, incident, 'incident.md');
    await until(
      () => existsSync(path) && readFileSync(path, 'utf8').includes('TL: while it was gone\n'),
      'the folder is back, and what waited is in the record',
    );
    assert.match(readFileSync(path, 'utf8'), /TL: on a branch of its own\n/);
    assert.deepEqual(await run('retry', { incident }), { waiting: 0, why: null });
    assert.match(git('show', `incident-log:${incident}/incident.md`), /TL: while it was gone\n/);
  });

  it('and comes back', async () => {
    const { uri } = await run<{ uri: Uri }>('moveRecord', { incident });
    assert.equal(uri.fsPath, join(root, 'incidents', incident, 'incident.md'));
    assert.ok(held('HEAD', `incidents/${incident}/incident.md`));
    assert.ok(!held('incident-log', `${incident}/incident.md`));
    assert.match(readFileSync(uri.fsPath, 'utf8'), /TL: on a branch of its own\n/);
    assert.doesNotMatch(readFileSync(uri.fsPath, 'utf8'), /Without Incident Notes/);
  });
});
