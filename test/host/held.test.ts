/** A slip in a record's front matter or in the heading of its timeline holds that record's commits, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { Range, WorkspaceEdit, window, workspace, type Uri } from 'vscode';
import { declare, dirty, duringRebase, git, ready, reloaded, run, text } from './workspace';

describe('a record that lost something to a typo', () => {
  let uri: Uri;
  let incident: string;
  let other: string;
  const retry = (id = incident) => run<{ waiting: number; why: string | null }>('retry', { incident: id });
  const decide = (decision: string) => run<{ held: string[] }>('decideHeld', { incident, decision });
  const committed = (): string => git('show', `HEAD:incidents/${incident}/incident.md`);
  const slip = (from: string | RegExp, to: string): void =>
    writeFileSync(uri.fsPath, readFileSync(uri.fsPath, 'utf8').replace(from, to));

  before(async () => {
    await ready();
    other = (await declare('Reports are late')).id;
    assert.deepEqual(await retry(other), { waiting: 0, why: null });
  });

  it('waits even before its first commit', async () => {
    await duringRebase(async () => {
      ({ uri, id: incident } = await declare('Search is down', { severity: 'SEV-1' }));
      slip('severity: SEV-1', 'severity: SEV-12');
    });
    assert.deepEqual(await retry(), { waiting: 1, why: 'its severity is missing or unknown' });
    assert.deepEqual(await decide('restore'), { held: [] });
    assert.match(committed(), /^severity: SEV-1$/m);
    assert.deepEqual(await retry(), { waiting: 0, why: null });
  });

  it('takes entries, says what is held, and leaves other records alone', async () => {
    slip('status:', 'sstatus:');
    await run('log', { text: 'a line meanwhile', incident });
    const why = 'its status is missing or unknown';
    assert.deepEqual(await retry(), { waiting: 1, why });
    assert.equal((await run<{ why: string }>('status', { incident })).why, why);
    assert.match(text(uri), /TL: a line meanwhile/);
    assert.doesNotMatch(committed(), /a line meanwhile|sstatus/);
    await run('log', { text: 'in the other one', incident: other });
    assert.deepEqual(await retry(other), { waiting: 0, why: null });
  });

  it('gets back from the last commit what it lost, and nothing else', async () => {
    const before = text(uri);
    assert.deepEqual(await decide('restore'), { held: [] });
    assert.equal(text(uri), before.replace('sstatus:', 'status:'));
    assert.equal(committed(), text(uri).trim());
    assert.deepEqual(await retry(), { waiting: 0, why: null });
    await assert.rejects(decide('restore'), /Nothing to restore/);
  });

  it('is committed as it is where the person says so', async () => {
    slip(/^title: .*\n/m, '');
    assert.equal((await retry()).why, 'its title is missing or unknown');
    assert.deepEqual(await decide('keep'), { held: [] });
    assert.doesNotMatch(committed(), /^title:/m);
    slip('severity:', 'title: Search is down\nseverity:');
    assert.deepEqual(await retry(), { waiting: 0, why: null });
  });

  it('is restored in its document, which stays unsaved where it was', async () => {
    const document = await reloaded(uri);
    const edit = new WorkspaceEdit();
    edit.delete(uri, new Range(0, 0, 1, 0));
    assert.ok(await workspace.applyEdit(edit));
    assert.ok(await document.save());
    assert.equal((await retry()).why, 'its id, title, process, severity, and status are missing or unknown');
    const { held } = await decide('restore');
    assert.deepEqual(
      held,
      [],
      `${document.isDirty ? 'unsaved: ' : ''}${document.lineAt(0).text} / ${text(uri).slice(0, 10)}`,
    );
    assert.ok(!document.isDirty);
    assert.equal(document.lineAt(0).text, '---');
    assert.equal(committed(), document.getText().trim());

    await dirty(uri, document.positionAt(document.getText().indexOf('## Timeline')), 'x');
    assert.ok(await document.save());
    await dirty(uri, document.lineAt(document.lineCount - 1).range.end, '\nWords that nobody saved.\n');
    assert.equal((await retry()).why, "some of its entries can't be read anymore");
    assert.deepEqual(await decide('restore'), { held: ['entries'] });
    assert.match(document.getText(), /^## Timeline$/m);
    assert.ok(document.isDirty);
    assert.ok(await document.save());
    assert.deepEqual(await retry(), { waiting: 0, why: null });
    assert.match(committed(), /Words that nobody saved/);
  });

  it('is read below a blank line, and entries continue', async () => {
    const document = await reloaded(uri);
    await dirty(uri, document.positionAt(0), '\n');
    assert.ok(await document.save());
    await run('severity', { severity: 'SEV-2', incident });
    await run('milestone', { name: 'mitigated', incident });
    assert.deepEqual(await retry(), { waiting: 0, why: null });
    const status = await run<{ title: string; severity: string; status: string }>('status', { incident });
    const { title, severity } = status;
    assert.deepEqual(
      { title, severity, status: status.status },
      { title: 'Search is down', severity: 'SEV-2', status: 'mitigated' },
    );
    assert.equal(committed(), text(uri).trim());
    assert.ok(text(uri).startsWith('\n---\n'));
    assert.ok(window.visibleTextEditors.length > 0);
  });
});
