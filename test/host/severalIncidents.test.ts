/** Several incidents at once, in a window with two folders, each a repository of its own: which one is meant. */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Uri, workspace } from 'vscode';
import { until } from '../patience';
import { declare, folder, gitIn, ready, run, text, type Declared } from './workspace';

describe('several incidents in two folders', () => {
  let shop: string;
  let search: string;
  let inShop: Declared;
  let inSearch: Declared;

  before(async () => {
    await ready();
    shop = folder();
    search = join(dirname(shop), 'search');
    gitIn(dirname(shop), 'init', '--quiet', '--initial-branch=main', search);
    appendFileSync(join(search, '.git', 'config'), '[user]\n\tname = Dana\n\temail = dana@example.com\n');
    // Refused while the editor is still at the change before.
    await until(() => workspace.updateWorkspaceFolders(1, 0, { uri: Uri.file(search) }), 'another folder may be added');
    await until(() => workspace.workspaceFolders!.length === 2, 'both folders are open');
  });

  it('are declared each in the repository of the folder that is named', async () => {
    inShop = await declare('Paying is broken for all users', { folder: shop, severity: 'SEV-1' });
    inSearch = await declare('Search is slow for all users', { folder: search });
    for (const [repository, { id, uri }] of [
      [shop, inShop],
      [search, inSearch],
    ] as const) {
      assert.equal(uri.fsPath, join(repository, 'incidents', id, 'incident.md'));
      await run('sync', { incident: id });
      assert.equal(gitIn(repository, 'ls-files', 'incidents'), `incidents/${id}/incident.md`);
    }
  });

  it('get an entry each: the one that was declared last, switched to last, or named', async () => {
    const last = await run('log', { text: 'to the one that was declared last' });
    assert.ok(text(inSearch.uri).includes(last.entry));
    await run('switch', { incident: inShop.id });
    const switched = await run('log', { text: 'to the one that was switched to' });
    assert.ok(text(inShop.uri).includes(switched.entry));
    const named = await run('log', { text: 'to the one that is named', incident: inSearch.id });
    assert.ok(text(inSearch.uri).includes(named.entry));
    const stays = await run('log', { text: 'and the other stays active' });
    assert.ok(text(inShop.uri).includes(stays.entry));
  });

  it('get an entry in the open one when the active one has ended, which reading commands still show', async () => {
    await run('milestone', { name: 'resolved' });
    assert.match(text(inShop.uri), /\nstatus: resolved\n/);
    const { entry } = await run('log', { text: 'an open one comes before an ended one' });
    assert.ok(text(inSearch.uri).includes(entry));
    assert.equal((await run<{ id: string }>('status', {})).id, inShop.id);
    assert.match((await run<{ text: string }>('brief', {})).text, /Paying is broken/);
  });

  it('are undone where the last command wrote, whichever is active', async () => {
    const before = text(inSearch.uri);
    const { entry } = await run('milestone', { name: 'resolved', incident: inSearch.id });
    assert.equal((await run('undoLast', {})).entry, entry);
    assert.equal(text(inSearch.uri), before);
  });

  it('keep an ended one out of the way when somebody looks at it', async () => {
    await run('switch', { incident: inSearch.id });
    await run('switch', { incident: inShop.id });
    const { entry } = await run('log', { text: 'still to the open one' });
    assert.ok(text(inSearch.uri).includes(entry));
    assert.equal((await run<{ uri: Uri }>('open', {})).uri.fsPath, inShop.uri.fsPath);
    assert.equal(
      (await run<{ uri: Uri }>('postmortem', {})).uri.fsPath,
      join(inShop.uri.fsPath, '..', 'postmortem.md'),
    );
  });

  it('get an entry in an ended one that is named, or when none is open', async () => {
    const named = await run('log', { text: 'named, though it has ended', incident: inShop.id });
    assert.ok(text(inShop.uri).includes(named.entry));
    await run('milestone', { name: 'resolved', incident: inSearch.id });
    const { entry } = await run('log', { text: 'none is open any more' });
    assert.ok(text(inShop.uri).includes(entry));
  });
});
