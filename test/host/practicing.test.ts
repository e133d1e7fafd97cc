/** The drill, by argument: what is played, that it's never taken for a real incident, and that it leaves nothing behind. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Uri } from 'vscode';
import { commands, window, workspace } from 'vscode';
import { declare, folder, git, gitIn, ready, run, text } from './workspace';
import { until } from '../patience';

interface Drill {
  readonly id: string;
  readonly uri: Uri;
  readonly left: number;
}

const tabs = (): string[] =>
  window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) => {
      const { uri } = (input ?? {}) as { uri?: Uri };
      return uri ? [uri.fsPath] : [];
    });

describe('a drill', () => {
  let drill: Drill;
  const where = (): string => dirname(dirname(drill.uri.fsPath));
  const isGone = async (): Promise<void> => {
    await until(() => !existsSync(where()), 'the folder of the drill is gone');
    assert.ok(!tabs().some((path) => path.startsWith(where())));
    assert.ok(!readdirSync(dirname(where())).includes('drill'));
  };

  before(ready);

  it('plays an outage entry by entry, in a repository of its own without a remote', async () => {
    drill = await run<Drill>('practice', {});
    assert.match(drill.id, /^\d{4}-\d{2}-\d{2}-drill-/);
    assert.match(text(drill.uri), /\ntitle: "?Drill: Logging in is broken for all users/);
    assert.ok(!drill.uri.fsPath.startsWith(folder()));
    const { left } = await run<Drill>('practice', {});
    assert.equal(left, drill.left - 1);
    assert.equal(window.activeTextEditor?.document.uri.fsPath, drill.uri.fsPath);
    await run('log', { text: 'my own line' });
    // As in any repository, who commits is for git's settings to say.
    gitIn(where(), 'config', 'user.name', 'Dana');
    gitIn(where(), 'config', 'user.email', 'dana@example.com');
    await run('retry', {});
    assert.match(gitIn(where(), 'show', `HEAD:${drill.id}/incident.md`), /@\S+ TL: my own line\n/);
    assert.equal(gitIn(where(), 'remote'), '');
    assert.equal((await run<{ title: string }>('status', {})).title.slice(0, 7), 'Drill: ');
  });

  it('is in no list of incidents, and nobody is told of it', async () => {
    assert.deepEqual((await run<{ incidents: unknown[] }>('search', { query: 'logging' })).incidents, []);
    await assert.rejects(run('copyOverdue', {}), /No follow-up is overdue\./);
    assert.equal(git('status', '--porcelain'), '');
  });

  it('says when all of it was played, with its postmortem', async () => {
    while (drill.left > 0) {
      drill = await run<Drill>('practice', {});
    }
    await assert.rejects(run('practice', {}), /All entries of the drill were played\./);
    assert.match(text(drill.uri), /\nstatus: resolved\n/);
    assert.match(text(drill.uri), /\nseverity: SEV-1\n/);
    const { uri } = await run<{ uri: Uri }>('postmortem', { open: true });
    assert.ok(text(uri).includes('Drill: '));
  });

  it('ends by one command, with its tabs and unsaved words, and leaves nothing behind', async () => {
    const document = await workspace.openTextDocument(drill.uri);
    await window.showTextDocument(document);
    await commands.executeCommand('type', { text: 'half a word' });
    assert.deepEqual(await run('endPractice', {}), { ended: true });
    await isGone();
    assert.deepEqual(await run('endPractice', {}), { ended: false });
    await assert.rejects(run('log', { text: 'where to?', incident: drill.id }), /no incident/i);
    // Incidents of other folders may wait in this window.
    const { notes } = await run<{ notes: unknown[] }>('recover', {});
    assert.doesNotMatch(JSON.stringify(notes), /drill/i);
  });

  it('ends when a real incident is declared, which gets every entry from then on', async () => {
    drill = await run<Drill>('practice', {});
    const { id, uri } = await declare('Invoices are wrong');
    const { entry } = await run('log', { text: 'this is real' });
    assert.ok(text(uri).includes(entry));
    await isGone();
    await assert.rejects(run('practice', {}), /an incident is open/);
    await run('cancel', { incident: id, reason: 'a test' });
  });

  it("doesn't take the entries of a real incident that came from elsewhere", async () => {
    const { id, uri } = await declare('Refunds are slow');
    await run('milestone', { name: 'resolved', incident: id });
    drill = await run<Drill>('practice', {});
    // As if a colleague had reopened it: nobody switched to it here.
    const reopened = text(uri).replace('status: resolved', 'status: investigating');
    await workspace.fs.writeFile(uri, Buffer.from(reopened));
    const { entry } = await run('log', { text: 'this is real, too' });
    assert.ok(text(uri).includes(entry));
    await isGone();
  });
});
