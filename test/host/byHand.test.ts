/** What people write into a record by hand, in an editor: it's said, mended by a quick fix, and costs nothing meanwhile. */
import assert from 'node:assert/strict';
import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationTarget, commands, languages, window, workspace, type CodeAction, type Uri } from 'vscode';
import { until } from '../patience';
import { declare, duringRebase, folder, git, ready, reloaded, run, text } from './workspace';

interface Status {
  readonly id: string;
  readonly severity: string | null;
  readonly status: string | null;
}

/** A record that somebody changed, and saved. */
async function byHand(uri: Uri, change: (record: string) => string): Promise<void> {
  const before = text(uri);
  const after = change(before);
  assert.notEqual(after, before);
  writeFileSync(uri.fsPath, after);
  await reloaded(uri);
}

/** Runs the fix with that title for the first finding with that code, and saves. */
async function fix(uri: Uri, code: string, title: string | RegExp): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  const found = await until(() => languages.getDiagnostics(uri).find((one) => one.code === code), `a finding ${code}`);
  const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, found.range);
  const action = actions.find((one) => (typeof title === 'string' ? one.title === title : title.test(one.title)));
  assert.ok(action, `${String(title)} among ${actions.map((one) => one.title).join(', ')}`);
  assert.ok(await workspace.applyEdit(action.edit!));
  await document.save();
}

describe('a record by hand', () => {
  let uri: Uri;
  let incident: string;
  const status = () => run<Status>('status', { incident });

  beforeEach(async () => {
    await ready();
    const at = new Date(Date.now() - 3_600_000).toISOString();
    ({ uri, id: incident } = await declare('Checkout fails', { severity: 'SEV-2', at }));
  });

  it('is still read when one character breaks its front matter, and a fix quotes the value (input 22)', async () => {
    await byHand(uri, (record) => record.replace('title: Checkout fails', 'title: Checkout: 502s for EU'));
    await run('severity', { incident, severity: 'SEV-1' });
    assert.equal((await status()).severity, 'SEV-1');
    await run('milestone', { incident, name: 'resolved' });
    const { severity, status: now } = await status();
    assert.deepEqual([severity, now], ['SEV-1', 'resolved']);
    await fix(uri, 'badYaml', "Put the value in quotes and use the timeline's values");
    assert.match(text(uri), /^title: "Checkout: 502s for EU"$/m);
    assert.match(text(uri), /^status: resolved$/m);
    assert.equal((await status()).status, 'resolved');
  });

  it('has hints for writing once it is mitigated, with fixes, until a setting turns them off', async () => {
    const hints = () => languages.getDiagnostics(uri).filter(({ code }) => code === 'writing');
    await run('log', { incident, text: 'the deploy failed to wait' });
    await run('todo', { incident, text: 'Wait for the health check', owner: 'jo' });
    await reloaded(uri);
    assert.deepEqual(hints(), []);
    await run('milestone', { incident, name: 'mitigated' });
    await fix(uri, 'writing', 'Write "didn\'t"');
    assert.match(text(uri), / TL: the deploy didn't wait\n/);
    await until(() => hints().length === 1, 'the hint about the due date alone');
    await fix(uri, 'writing', /^Due \d{4}-\d{2}-\d{2}$/);
    assert.match(text(uri), /\(owner @jo, due \d{4}-\d{2}-\d{2}\)\n/);
    await run('log', { incident, text: 'somehow' });
    await until(() => hints().length === 1, 'one hint');
    const settings = workspace.getConfiguration('incidentNotes');
    await settings.update('hints', false, ConfigurationTarget.Workspace);
    try {
      await run('log', { incident, text: 'once more' });
      await until(() => hints().length === 0, 'no hint');
    } finally {
      await settings.update('hints', undefined, ConfigurationTarget.Workspace);
    }
  });

  it('keeps a channel that begins with a number sign (input 23)', async () => {
    await byHand(uri, (record) =>
      record.replace('\n---\n', '\nchannels:\n  help: #inc-checkout\n---\n').replace(/^channels: .*\n/m, ''),
    );
    await fix(uri, 'hiddenValue', 'Change to "#inc-checkout"');
    assert.match(text(uri), /^ {2}help: "#inc-checkout"$/m);
  });

  it('gets an entry of its own person for a bare time (input 24)', async () => {
    const clock = new Date(Date.now() - 600_000).toISOString().slice(11, 16);
    await byHand(uri, (record) =>
      record.replace(
        /(MILESTONE declared:.*\n)/,
        `$1- ${clock} UTC page came\n\n## May 13\n\n- 09:00 customer called\n`,
      ),
    );
    await fix(uri, 'bareTime', /^Log as an entry at .* by @dana$/);
    assert.match(text(uri), new RegExp(`^- \\S+T${clock}Z @dana TL: page came$`, 'm'));
    await fix(uri, 'endsTimeline', 'Make the heading smaller so it no longer ends the timeline');
    assert.match(text(uri), /^### May 13$/m);
  });

  it('continues below the old entries if its heading was renamed (input 25)', async () => {
    await byHand(uri, (record) => record.replace('## Timeline', '## Timeline (times in UTC+1)'));
    const { entry } = await run('log', { incident, text: 'rolled back' });
    const after = text(uri);
    assert.ok(after.indexOf('## Timeline\n\n(times in UTC+1)\n') > 0, after);
    assert.ok(after.indexOf('MILESTONE declared') < after.indexOf(entry), after);
    assert.equal(after.match(/^## Timeline/gm)?.length, 1);
  });

  it('keeps what another program changed in an entry that is not committed yet (inputs 20 and 28)', async () => {
    const at = new Date(Date.now() - 600_000).toISOString().replace(/:\d\d\.\d+Z$/, ':07Z');
    await duringRebase(async () => {
      await run('log', { incident, text: 'rate is 12%', at });
      await run('log', { incident, text: 'error *rate* is high', at: at.replace(':07Z', ':08Z') });
      writeFileSync(uri.fsPath, text(uri).replace('12%', '21%').replace('*rate*', '_rate_'));
      await run('log', { incident, text: 'next' });
      assert.equal((await run<{ waiting: number }>('status', { incident })).waiting, 4);
    });
    assert.deepEqual(await run('retry', { incident }), { waiting: 0, why: null });
    const lines = text(uri).match(/TL: .*/g);
    assert.deepEqual(lines, ['TL: rate is 21%', 'TL: error _rate_ is high', 'TL: next']);
    assert.equal(git('show', `HEAD:incidents/${incident}/incident.md`), text(uri).trim());
  });

  describe('an entry that another program deletes before its commit', () => {
    const waiting = async () => (await run<{ waiting: number }>('status', { incident })).waiting;
    /** As `sed` does it some time later; what a program writes at once it has read before. */
    const later = (change: (record: string) => string): void => {
      const beside = join(dirname(uri.fsPath), 'sedAb12Cd');
      writeFileSync(beside, change(text(uri)));
      const at = new Date(Date.now() + 60_000);
      utimesSync(beside, at, at);
      renameSync(beside, uri.fsPath);
    };
    /** The window has looked at the record since. */
    const seen = () => run('retry', { incident });

    /** Deletes the entry, again if git moved something in that very moment: then it counts as lost, and is restored. */
    const deletes = (words: string, before: number) =>
      until(async () => {
        if (text(uri).includes(words)) {
          await seen();
          later((record) => record.replace(new RegExp(`^- .*${words}\\n`, 'm'), ''));
        }
        return (await waiting()) === before - 1;
      }, 'it no longer waits');

    it('stays deleted (input 28)', async () => {
      await duringRebase(async () => {
        await run('log', { incident, text: 'rate is 12%' });
        await run('log', { incident, text: 'next' });
        await seen();
        const before = await waiting();
        await deletes('rate is 12%', before);
        await run('log', { incident, text: 'and on' });
      });
      assert.deepEqual(await run('retry', { incident }), { waiting: 0, why: null });
      // The second of the deleted entry is free again.
      assert.deepEqual(text(uri).match(/TL: .*/g), ['TL: next', 'TL: and on']);
    });

    it('stays deleted also if it was the last one', async () => {
      await duringRebase(async () => {
        await run('log', { incident, text: 'a slip' });
        await seen();
        const before = await waiting();
        await deletes('a slip', before);
      });
      assert.doesNotMatch(text(uri), /a slip/);
    });

    it('is restored after words were typed into an old copy, and after git moved the branch', async () => {
      await duringRebase(async () => {
        const old = text(uri);
        const { entry } = await run('log', { incident, text: 'not in the old copy' });
        await seen();
        later(() => old.replace('## Timeline', 'Typed into an old copy.\n\n## Timeline'));
        await until(() => text(uri).includes(entry), 'the entry is back');
        assert.match(text(uri), /Typed into an old copy\./);
        await seen();
        writeFileSync(join(folder(), 'app.txt'), 'x');
        git('add', 'app.txt');
        later((record) => record.replace(/^- .*not in the old copy\n/m, ''));
        await until(() => text(uri).includes(entry), 'the entry is back');
      });
    });
  });
});
