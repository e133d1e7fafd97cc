import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { commands, env, extensions, window, workspace, WorkspaceEdit, Position, Range, type Uri } from 'vscode';

const folder = workspace.workspaceFolders![0]!.uri.fsPath;

async function run<T>(name: string, argument?: unknown): Promise<T> {
  return commands.executeCommand<T>(`incidentNotes.${name}`, ...(argument === undefined ? [] : [argument]));
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

async function declare(
  title: string,
  more: object = {},
): Promise<{ id: string; uri: Uri; lookAlikes: { id: string }[] }> {
  return run('declare', { title, ...more });
}

const text = (uri: Uri): string => readFileSync(uri.fsPath, 'utf8');

/** Waits until `look` gives a value that is neither false nor undefined. */
async function until<T>(look: () => T | Promise<T>, what: string): Promise<T> {
  for (let tried = 0; tried < 200; tried++) {
    const seen = await look();
    if (seen !== undefined && seen !== false) {
      return seen;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not happen in 10 seconds: ${what}`);
}

/** The document of a record once the editor shows what is on the disk. */
async function reloaded(uri: Uri) {
  const document = await workspace.openTextDocument(uri);
  await until(() => document.getText() === text(uri), 'the document shows the file');
  return document;
}

async function dirty(uri: Uri, position: Position, words: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(uri, position, words);
  assert.ok(await workspace.applyEdit(edit));
}

describe('commands with arguments', () => {
  before(async () => {
    git('config', 'user.name', 'Dana');
    git('config', 'user.email', 'dana@example.com');
    git('config', 'commit.gpgsign', 'false');
    writeFileSync(join(folder, 'app.txt'), 'one\n');
    git('add', 'app.txt');
    git('commit', '-qm', 'Start');
    await extensions.getExtension('incident-notes.incident-notes')!.activate();
  });

  it('are all there', async () => {
    const known = await commands.getCommands(true);
    const manifest = extensions.getExtension('incident-notes.incident-notes')!.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    for (const { command } of manifest.contributes.commands) {
      assert.ok(known.includes(command), command);
    }
  });

  describe('declare', () => {
    it('writes the record, opens it and commits it', async () => {
      const declared = await declare('Logging in is broken for all users', {
        at: '2026-11-20T15:02:00Z',
        severity: 'SEV-1',
        impact: 'Customers cannot sign in.',
        author: '@dana',
        services: ['auth-api'],
        source: 'customers report failed log-ins',
        started: '2026-11-20T14:50:00Z',
      });
      assert.equal(declared.id, '2026-11-20-logging-in-is-broken-for-all-users');
      assert.equal(declared.uri.fsPath, join(folder, 'incidents', declared.id, 'incident.md'));
      assert.deepEqual(declared.lookAlikes, []);
      const record = text(declared.uri);
      assert.match(record, /^---\nformat: 1\nid: 2026-11-20-logging-in-is-broken-for-all-users\n/);
      assert.match(record, /\n# \[inc-26-11-20-SEV-1\] Logging in is broken for all users\n/);
      assert.match(
        record,
        /\n- 2026-11-20T14:50:00Z @dana MILESTONE started:\n- 2026-11-20T15:02:00Z @dana MILESTONE declared: customers report failed log-ins\n/,
      );
      assert.equal(window.activeTextEditor?.document.uri.fsPath, declared.uri.fsPath);
      await run('retry', {});
      assert.equal(git('status', '--porcelain'), '');
      assert.equal(git('log', '-1', '--format=%s'), `inc: declare ${declared.id}`.slice(0, 72));
      assert.equal(git('show', '--name-only', '--format=', 'HEAD'), `incidents/${declared.id}/incident.md`);
    });

    it('gives the second of a day another id, and tells that they look alike', async () => {
      const first = await declare('Payments are failing for EU customers', { at: '2026-11-20T16:00:00Z' });
      const second = await declare('Payments are failing for EU customers', { at: '2026-11-20T17:00:00Z' });
      assert.equal(second.id, `${first.id}-2`);
      assert.ok(second.lookAlikes.some(({ id }) => id === first.id));
    });

    it('takes the parts of the sentence', async () => {
      const { id, uri } = await run<{ id: string; uri: Uri }>('declare', {
        functionality: 'Search',
        state: 'slow',
        audience: 'everybody',
        at: '2026-11-19T10:00:00Z',
      });
      assert.equal(id, '2026-11-19-search-is-slow-for-everybody');
      assert.match(text(uri), /\nsummary:\n {2}functionality: Search\n {2}state: slow\n {2}audience: everybody\n/);
    });

    const refused: [string, object, RegExp][] = [
      ['an empty title', { title: ' ' }, /one sentence/],
      ['a number for a title', { title: 5 }, /“title” must be a text/],
      ['a folder that is not open', { title: 'x', folder: 'elsewhere' }, /is no open folder/],
      ['a time that means two', { title: 'x', at: '14:03 CST' }, /CST/],
    ];
    for (const [name, argument, sentence] of refused) {
      it(`refuses ${name}`, async () => {
        await assert.rejects(run('declare', argument), (error: Error) => sentence.test(error.message));
      });
    }
  });

  describe('in one incident', () => {
    let uri: Uri;
    let id: string;

    before(async () => {
      ({ uri, id } = await declare('The cache is cold for all users', { at: '2026-11-20T10:00:00Z', author: 'dana' }));
    });

    it('log writes a line of this person', async () => {
      const before = Math.floor(Date.now() / 1000);
      const { entry } = await run<{ entry: string }>('log', { text: 'listeners are missing' });
      const [, instant] = /^- (\S+) @dana TL: listeners are missing$/.exec(entry)!;
      assert.ok(Date.parse(instant!) / 1000 >= before && Date.parse(instant!) <= Date.now());
      assert.ok(text(uri).includes(`\n${entry}\n`));
    });

    it('log puts a late line at its place, and never two of one author at one instant', async () => {
      const first = await run<{ entry: string }>('log', { text: 'first', at: '2026-11-20T10:05:00Z', author: 'lee' });
      const second = await run<{ entry: string }>('log', {
        text: 'second',
        at: '2026-11-20T10:05:00Z',
        author: '@lee',
      });
      assert.equal(first.entry, '- 2026-11-20T10:05:00Z @lee TL: first');
      assert.equal(second.entry, '- 2026-11-20T10:05:01Z @lee TL: second');
      assert.ok(text(uri).includes(`${first.entry}\n${second.entry}\n`));
    });

    it('log keeps several lines together', async () => {
      const argument = { text: 'seen:\n```\na\n## b\n```', at: '2026-11-20T10:06:00Z', author: 'lee' };
      const { entry } = await run<{ entry: string }>('log', argument);
      assert.equal(entry, '- 2026-11-20T10:06:00Z @lee TL: seen:\n  ```\n  a\n  ## b\n  ```');
    });

    it('log puts a long text into a file', async () => {
      const long = Array.from({ length: 300 }, (_, index) => `line ${index}`).join('\n');
      const { entry } = await run<{ entry: string }>('log', { text: long, at: '2026-11-20T10:07:00Z', author: 'lee' });
      const [, path] = /TL: line 0 … \(\[300 lines\]\((evidence\/.*)\)\)$/.exec(entry)!;
      assert.equal(readFileSync(join(uri.fsPath, '..', path!), 'utf8'), `${long}\n`);
    });

    it('log refuses an empty text and writes nothing', async () => {
      const before = text(uri);
      await assert.rejects(run('log', { text: ' \n ' }), /nothing to log/);
      assert.equal(text(uri), before);
    });

    it('log writes to another incident that is named', async () => {
      const other = await declare('The printer is on fire', { at: '2026-11-18T10:00:00Z' });
      await run('switch', { incident: id });
      const { entry } = await run<{ entry: string }>('log', { text: 'smoke', incident: other.id });
      assert.ok(text(other.uri).includes(entry));
      assert.ok(!text(uri).includes('smoke'));
      await assert.rejects(run('log', { text: 'x', incident: 'none' }), /There is no incident “none” here/);
    });

    it('milestone sets the front matter and the status', async () => {
      const { entry } = await run<{ entry: string }>('milestone', {
        name: 'identified',
        text: 'the deploy',
        at: '2026-11-20T10:20:00Z',
      });
      assert.equal(entry, '- 2026-11-20T10:20:00Z @dana MILESTONE identified: the deploy');
      assert.match(text(uri), /\n {2}identified: 2026-11-20T10:20:00Z\n/);
      assert.match(text(uri), /\nstatus: identified\n/);
    });

    it('milestone that is only potential leaves the front matter alone', async () => {
      const before = text(uri).split('\n## ')[0];
      const { entry } = await run<{ entry: string }>('milestone', { name: 'mitigated', potential: true });
      assert.match(entry, /@dana MILESTONE mitigated\?:$/);
      assert.equal(text(uri).split('\n## ')[0], before);
    });

    it('undoLast takes a milestone back, front matter included', async () => {
      const before = text(uri);
      const { entry } = await run<{ entry: string }>('milestone', { name: 'resolved', at: '2026-11-20T11:00:00Z' });
      assert.match(text(uri), /\nstatus: resolved\n/);
      assert.equal((await run<{ entry: string }>('undoLast', {})).entry, entry);
      assert.equal(text(uri), before);
    });

    it('todo writes owner and due date, complete ticks it, undoLast unticks it', async () => {
      const { entry } = await run<{ entry: string }>('todo', {
        text: 'alert when a load balancer has no listener',
        owner: '@jo',
        due: '2026-11-27',
        at: '2026-11-20T10:30:00Z',
      });
      assert.equal(
        entry,
        '- [ ] 2026-11-20T10:30:00Z @dana TODO: alert when a load balancer has no listener (owner @jo, due 2026-11-27)',
      );
      const done = await run<{ entry: string }>('complete', { entry });
      assert.equal(done.entry, entry.replace('[ ]', '[x]'));
      assert.ok(text(uri).includes(done.entry));
      assert.equal((await run<{ entry: string }>('complete', { entry: done.entry })).entry, done.entry);
      await run('undoLast', {});
      assert.ok(text(uri).includes(entry));
      await assert.rejects(run('todo', { text: 'x', due: 'soon' }), /is no date/);
    });

    it('correct changes time and text, and the entry moves', async () => {
      const { entry } = await run<{ entry: string }>('log', { text: 'wrong', at: '2026-11-20T10:40:00Z' });
      const corrected = await run<{ entry: string }>('correct', { entry, text: 'right', at: '2026-11-20T10:01:00Z' });
      assert.equal(corrected.entry, '- 2026-11-20T10:01:00Z @dana TL: right');
      assert.ok(!text(uri).includes('wrong'));
      const timeline = text(uri).split('\n## Timeline\n')[1]!;
      assert.ok(timeline.indexOf('TL: right') < timeline.indexOf('TL: first'));
      await assert.rejects(run('correct', { entry, text: 'again' }), /no longer in the record/);
      await assert.rejects(run('correct', { entry: 'x', text: 'again' }), /whole entry/);
    });

    it('logClipboard writes a line for each time', async () => {
      await env.clipboard.writeText('10:50 page came\n10:52 looked at it\n  and again');
      const { entries } = await run<{ entries: string[] }>('logClipboard', {});
      assert.equal(entries.length, 2);
      assert.match(entries[1]!, /TL: looked at it\n/);
      entries.forEach((entry) => assert.ok(text(uri).includes(entry)));
    });

    it('status tells what is so', async () => {
      const status = await run<Record<string, unknown>>('status', {});
      assert.equal(status['id'], id);
      assert.equal(status['severity'], 'SEV-2');
      assert.equal(status['status'], 'identified');
      assert.equal(typeof status['age'], 'number');
      assert.deepEqual(status['roles'], {});
      assert.equal(typeof (status['nextUpdate'] as { at: string }).at, 'string');
      assert.ok((status['waiting'] as number) > 0);
      await run('retry', {});
      assert.equal((await run<Record<string, unknown>>('status', {}))['waiting'], 0);
    });

    it('open and switch name the record', async () => {
      assert.equal((await run<{ uri: Uri }>('open', {})).uri.fsPath, uri.fsPath);
      assert.deepEqual(await run('switch', { incident: id }), { id });
    });

    it('diagnose tells versions and places, and no word of the record', async () => {
      const { text: said } = await run<{ text: string }>('diagnose', {});
      assert.match(said, /Incident Notes \d+\.\d+\.\d+/);
      assert.ok(!said.includes('listeners'));
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

  describe('and git', () => {
    it('leaves staged changes alone', async () => {
      writeFileSync(join(folder, 'app.txt'), 'two\n');
      git('add', 'app.txt');
      await run('log', { text: 'while something is staged' });
      await run('retry', {});
      assert.equal(git('status', '--porcelain'), 'M  app.txt');
      git('commit', '-qm', 'Mine');
      assert.equal(git('status', '--porcelain'), '');
    });

    it('waits while a rebase is in progress, and says so', async () => {
      const marker = join(folder, '.git', 'rebase-merge');
      execFileSync('mkdir', [marker]);
      await run('log', { text: 'during a rebase' });
      const { waiting, why } = await run<{ waiting: number; why: string }>('retry', {});
      assert.equal(waiting, 1);
      assert.match(why, /rebase/);
      execFileSync('rmdir', [marker]);
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

  describe('and what else lies about', () => {
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

  it('an argument with a key that is not known is refused', async () => {
    await assert.rejects(run('log', { text: 'x', incidnt: 'y' }), /“incidnt” is nothing that this command takes/);
  });

  it('a range is not an argument', async () => {
    assert.equal(typeof (await run<{ text: string }>('diagnose', new Range(0, 0, 0, 0))).text, 'string');
  });
});
