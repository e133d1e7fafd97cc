/** The postmortem: drafted, edited by people, and drafted again, in every state in which its last draft may be. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  ConfigurationTarget,
  DiagnosticSeverity,
  Uri,
  WorkspaceEdit,
  commands,
  languages,
  window,
  workspace,
} from 'vscode';
import { declare, duringRebase, folder, gitIn as git, ready, run } from './workspace';
import { until } from '../patience';

const made = mkdtempSync(join(tmpdir(), 'incident-notes-postmortem-'));

const baseOf = (text: string): string => /\nbase: ([0-9a-f]{40})\n/.exec(text)?.[1] ?? '';
const withOwnBase = (text: string): string => text.replace(/\nbase: .*/, '\nbase: fffffff');
const findings = (uri: Uri): [unknown, string][] =>
  languages
    .getDiagnostics(uri)
    .filter(({ source, severity }) => source === 'incident' && severity === DiagnosticSeverity.Information)
    .map(({ code, message }) => [code, message]);

describe('the postmortem', () => {
  let root: string;
  let id: string;
  let uri: Uri;
  let inside: string;
  const text = (): string => readFileSync(uri.fsPath, 'utf8');
  const write = (words: string): void => writeFileSync(uri.fsPath, words);
  const head = (): string => git(root, 'show', `HEAD:${inside}`);
  const log = (time: string, words: string, name = 'log', more: object = {}): Promise<unknown> =>
    run(name, { text: words, at: `2026-11-12T${time}:00Z`, author: 'dana', incident: id, ...more });
  const refresh = async (): Promise<string> => {
    assert.equal(String((await run<{ uri: Uri }>('postmortem', { incident: id })).uri), String(uri));
    return text();
  };
  /** After this nothing waits for a commit. */
  const committed = async (): Promise<void> => {
    await run('retry', { incident: id });
    assert.equal(git(root, 'status', '--porcelain', '--', `incidents/${id}`), '');
  };

  before(async () => {
    await ready();
    root = folder();
    ({ id } = await declare('The queue is stuck for all users', {
      at: '2026-11-12T10:00:00Z',
      severity: 'SEV-1',
      author: 'dana',
    }));
    inside = `incidents/${id}/postmortem.md`;
    uri = Uri.file(join(root, inside));
    await run('milestone', { name: 'started', at: '2026-11-12T09:50:00Z', author: 'dana', incident: id });
    await log('10:05', 'the broker is full');
    await log('10:07', 'alert when the disk is full', 'todo', { owner: '@jo', due: '2026-11-20' });
  });
  after(async () => {
    await workspace.getConfiguration('incidentNotes').update('home', undefined, ConfigurationTarget.Global);
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(made, { recursive: true, force: true });
  });

  it('is drafted next to the record, names its untouched draft, and does not come to the front', async () => {
    const active = window.activeTextEditor;
    const drafted = await refresh();
    assert.equal(window.activeTextEditor, active);
    assert.match(drafted, /\n# Postmortem: The queue is stuck for all users\n/);
    assert.match(drafted, /\n\| 10:05:00 \| @dana \| the broker is full \|\n/);
    assert.match(drafted, /\n\| alert when the disk is full \| @jo \| 2026-11-20 \| \| \| \|\n/);
    assert.match(drafted, /\n```mermaid\n/);
    await committed();
    assert.equal(`${head()}\n`, drafted);
    assert.equal(`${git(root, 'show', `${baseOf(drafted)}:${inside}`)}\n`, withOwnBase(drafted));
    assert.deepEqual(findings(uri), []);
  });

  it('stays as it is if nothing is new, and makes no commit', async () => {
    const last = () => git(root, 'log', '-1', '--format=%H', '--', dirname(inside));
    const [before, commit] = [text(), last()];
    await Promise.all([refresh(), refresh()]);
    assert.equal(text(), before);
    await committed();
    assert.equal(last(), commit);
  });

  it('keeps what people wrote and deleted, and takes what is new', async () => {
    const sentence = '_What noticed it first: an alert, a colleague, or a customer?_';
    assert.ok(text().includes(sentence));
    write(
      text()
        .replace(sentence, 'A customer rang, twice.')
        .replace('| 10:05:00 | @dana | the broker is full |\n', '')
        .replace('| @jo | 2026-11-20 | | | |', '| @jo | 2026-11-20 | detect | | |'),
    );
    await log('10:20', 'cleared the disk');
    await run('milestone', { name: 'mitigated', at: '2026-11-12T10:30:00Z', author: 'dana', incident: id });
    writeFileSync(join(root, 'mine.txt'), 'staged\n');
    git(root, 'add', 'mine.txt');
    const last = baseOf(text());
    const now = await refresh();
    assert.match(now, /\nA customer rang, twice\.\n/);
    assert.match(now, /\n\| alert when the disk is full \| @jo \| 2026-11-20 \| detect \| \| \|\n/);
    assert.match(now, /\n\| 10:20:00 \| @dana \| cleared the disk \|\n/);
    assert.match(now, /\n- Status: mitigated · SEV-1\n/);
    assert.ok(!now.includes('the broker is full') && !now.includes(sentence));
    assert.notEqual(baseOf(now), last);
    await committed();
    assert.equal(`${head()}\n`, now);
    assert.equal(git(root, 'diff', '--cached', '--name-only'), 'mine.txt');
    git(root, 'rm', '-q', '-f', 'mine.txt');
    assert.deepEqual(findings(uri), []);
  });

  it('says at its place what the record says otherwise by now', async () => {
    write(text().replace('- Status: mitigated · SEV-1', '- Status: nearly over'));
    await run('milestone', { name: 'resolved', at: '2026-11-12T10:40:00Z', author: 'dana', incident: id });
    const now = await refresh();
    assert.match(now, /\n- Status: nearly over\n/);
    assert.deepEqual(findings(uri), [
      ['keptWords', 'The record now says "- Status: resolved · SEV-1", but someone edited this line, so it was kept.'],
    ]);
    await refresh();
    assert.deepEqual(findings(uri), []);
    await committed();
  });

  it('says that a follow-up is done, next to the row that a person has filled in', async () => {
    const [entry] = /^- \[ \] .*TODO: alert when.*$/m.exec(
      readFileSync(uri.fsPath.replace('postmortem', 'incident'), 'utf8'),
    )!;
    await run('complete', { entry, incident: id });
    const now = await refresh();
    assert.match(now, /\| detect \| \| \|\n\n- Done: alert when the disk is full\n/);
    await committed();
  });

  it('with unsaved edits gets one undo step, is not saved, and is committed when it is', async () => {
    const document = await workspace.openTextDocument(uri);
    await until(() => document.getText() === text(), 'the document shows the file');
    await window.showTextDocument(document);
    const edit = new WorkspaceEdit();
    edit.insert(uri, document.positionAt(document.getText().indexOf('## Detection')), 'Unsaved words.\n\n');
    assert.ok(await workspace.applyEdit(edit));
    const [before, onDisk] = [document.getText(), text()];
    await log('10:50', 'thanked everybody');
    await refresh();
    assert.equal(text(), onDisk);
    assert.ok(document.isDirty && document.getText().includes('Unsaved words.\n'));
    assert.match(document.getText(), /\| thanked everybody \|\n/);
    await commands.executeCommand('undo');
    await until(() => document.getText() === before, 'one undo takes all of it back');
    await commands.executeCommand('redo');
    await until(() => document.getText().includes('thanked everybody'), 'it is back');
    assert.ok(await document.save());
    await until(() => /\nUnsaved words\.\n/.test(head()), 'the saved words are committed');
    const now = await refresh();
    assert.equal(now.split('thanked everybody').length, 2);
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('only gains rows while a rebase is in progress, says so, and is merged when it is over', async () => {
    const last = baseOf(text());
    await duringRebase(async () => {
      await run('milestone', { name: 'reopened', at: '2026-11-12T11:00:00Z', author: 'dana', incident: id });
      const now = await refresh();
      assert.match(now, /\n\| 11:00:00 \| @dana \| Milestone reopened \|\n/);
      assert.ok(!now.includes('- Reopened: 11:00:00') && !now.includes('the broker is full'));
      assert.equal(baseOf(now), last);
      assert.deepEqual(findings(uri), [
        ['noLastDraft', 'Only missing rows and action items were added, because a rebase is in progress.'],
      ]);
      assert.equal(await refresh(), now);
    });
    const now = await refresh();
    assert.match(now, /\n- Reopened: 11:00:00\n/);
    assert.equal(now.split('Milestone reopened').length, 2);
    assert.match(now, /\nA customer rang, twice\.\n/);
    assert.notEqual(baseOf(now), last);
    await committed();
  });

  it('keeps its line endings', async () => {
    write(text().replaceAll('\n', '\r\n'));
    await log('11:10', 'a line for Windows');
    const now = await refresh();
    assert.match(now, /\| a line for Windows \|\r\n/);
    assert.doesNotMatch(now, /[^\r]\n/);
    write(now.replaceAll('\r\n', '\n'));
    await committed();
  });

  it('is merged in another clone that has no draft', async () => {
    const clone = join(made, 'clone');
    git(made, 'clone', '-q', '--no-local', root, clone);
    git(clone, 'config', 'user.name', 'Lee');
    git(clone, 'config', 'user.email', 'lee@example.com');
    const other = join(clone, inside);
    const record = other.replace('postmortem.md', 'incident.md');
    writeFileSync(record, readFileSync(record, 'utf8').replace('a line for Windows', 'a line for everybody'));
    writeFileSync(other, readFileSync(other, 'utf8').replace('A customer rang, twice.', 'Two customers rang.'));
    await run('declare', { title: 'Something else', at: '2026-11-12T12:00:00Z' });
    await workspace
      .getConfiguration('incidentNotes')
      .update('home', join(clone, 'incidents'), ConfigurationTarget.Global);
    const result = await run<{ uri: Uri }>('postmortem', { incident: id });
    assert.equal(result.uri.fsPath, Uri.file(other).fsPath);
    const now = readFileSync(other, 'utf8');
    assert.match(now, /\nTwo customers rang\.\n/);
    assert.match(now, /\| a line for everybody \|\n/);
    assert.ok(!now.includes('a line for Windows') && !now.includes('the broker is full'));
    assert.deepEqual(findings(result.uri), []);
    await until(() => git(clone, 'status', '--porcelain') === '', 'it is committed in the clone');
  });

  it('is in review when that is prepared, and done after a squash merge', async () => {
    const [remote, home, kim] = ['review.git', 'review', 'kim'].map((name) => join(made, name)) as [
      string,
      string,
      string,
    ];
    git(made, 'init', '-q', '--bare', '-b', 'main', remote);
    git(made, 'clone', '-q', remote, home);
    git(home, 'config', 'user.name', 'Lee');
    git(home, 'config', 'user.email', 'lee@example.com');
    git(home, 'commit', '-q', '--allow-empty', '-m', 'First');
    git(home, 'push', '-q', 'origin', 'HEAD:main');
    git(home, 'remote', 'set-head', 'origin', 'main');
    git(home, 'checkout', '-q', '-b', 'records');
    const settings = workspace.getConfiguration('incidentNotes');
    await settings.update('home', join(home, 'incidents'), ConfigurationTarget.Global);
    const { id: own } = await declare('The review is late', { at: '2026-11-12T14:00:00Z', author: 'lee' });
    const { uri: drafted } = await run<{ uri: Uri }>('postmortem', { incident: own });
    const state = (): string => /^state: (.*)$/m.exec(readFileSync(drafted.fsPath, 'utf8'))?.[1] ?? '';
    assert.equal(state(), 'draft');
    await run('sync', { incident: own, approve: true });
    const { branch } = await run<{ branch: string }>('prepareReview', { incident: own });
    assert.equal(state(), 'in-review');
    await run('sync', { incident: own });
    assert.equal(state(), 'in-review');
    git(made, 'clone', '-q', remote, kim);
    git(kim, 'config', 'user.name', 'Kim');
    git(kim, 'config', 'user.email', 'kim@example.com');
    git(kim, 'merge', '-q', '--squash', `origin/${branch}`);
    git(kim, 'commit', '-q', '-m', 'Squashed');
    git(kim, 'push', '-q', 'origin', 'HEAD:main', `:${branch}`);
    git(home, 'fetch', '-q', '--prune');
    await run('sync', { incident: own });
    await until(
      () => state() === 'done',
      () => `done, not ${state()}`,
    );
    await settings.update('home', undefined, ConfigurationTarget.Global);
  });

  it('without a repository gains rows alone, and loses nothing', async () => {
    const home = join(made, 'plain');
    mkdirSync(join(home, id), { recursive: true });
    const record = join(home, id, 'incident.md');
    writeFileSync(record, readFileSync(uri.fsPath.replace('postmortem', 'incident')));
    await workspace.getConfiguration('incidentNotes').update('home', home, ConfigurationTarget.Global);
    const { uri: plain } = await run<{ uri: Uri }>('postmortem', { incident: id });
    assert.equal(plain.fsPath, Uri.file(join(home, id, 'postmortem.md')).fsPath);
    const drafted = readFileSync(plain.fsPath, 'utf8');
    assert.equal(baseOf(drafted), '');
    assert.deepEqual(findings(plain), []);
    const edited = drafted.replace('# Postmortem', 'My words.\n\n# Postmortem');
    writeFileSync(plain.fsPath, edited);
    await log('13:00', 'no git here');
    await run('postmortem', { incident: id });
    const row = '| 13:00:00 | @dana | no git here |\n';
    const now = readFileSync(plain.fsPath, 'utf8');
    assert.equal(now.replace(row, ''), edited);
    assert.ok(now.includes(row));
    assert.deepEqual(findings(plain), [
      ['noLastDraft', 'Only missing rows and action items were added, because there is no git repository here.'],
    ]);
    await workspace.getConfiguration('incidentNotes').update('home', undefined, ConfigurationTarget.Global);
  });

  it('whose last draft is gone from the history only gains rows, and is merged from then on', async () => {
    write(text().replace(baseOf(text()), 'd'.repeat(40)));
    await log('13:10', 'squashed');
    assert.match(await refresh(), /\| squashed \|\n/);
    assert.deepEqual(findings(uri), [
      ['noLastDraft', "Only missing rows and action items were added, because the last draft can't be found in git."],
    ]);
    await run('editSummary', { impact: 'Orders were late.', incident: id, at: '2026-11-12T13:20:00Z' });
    assert.match(await refresh(), /\n- Impact: Orders were late\.\n/);
    assert.deepEqual(findings(uri), []);
    await committed();
  });

  it('never takes a text with a person’s words for the last draft', async () => {
    write(text().replace(baseOf(text()), git(root, 'rev-parse', 'HEAD')));
    await log('13:30', 'named by hand');
    assert.match(await refresh(), /\nA customer rang, twice\.\n/);
    await committed();
  });

  it('that was written by hand keeps every word', async () => {
    const own =
      '# What I think\n\n| Time | Who | What |\n| --- | --- | --- |\n| 10:00:00 | @dana | I saw it |\n\nThe end.\n';
    write(own);
    const now = await refresh();
    assert.match(now, /\| squashed \|\n/);
    assert.equal(
      now
        .split('\n')
        .filter((line) => own.includes(line))
        .join('\n'),
      own,
    );
    assert.equal(await refresh(), now);
  });

  it('is drafted again after it was deleted', async () => {
    rmSync(uri.fsPath);
    assert.match(await refresh(), /\n\| 10:05:00 \| @dana \| the broker is full \|\n/);
    await committed();
  });

  it('says how far it is, keeps that when it is refreshed, and needs a reason for none', async () => {
    const { state } = await run<{ state: string }>('postmortemState', { state: 'in-review', incident: id });
    assert.equal(state, 'in-review');
    assert.match(text(), /\nstate: in-review\nin-review: \d{4}-\d\d-\d\d\ngenerated-from: incident\.md\nbase: /);
    await log('13:40', 'after the review began');
    assert.match(await refresh(), /\nstate: in-review\nin-review: /);
    assert.deepEqual(findings(uri), []);
    await assert.rejects(
      run('postmortemState', { state: 'not-needed', reason: ' ', incident: id }),
      /"reason" must say why no postmortem is needed/,
    );
    await run('postmortemState', { state: 'not-needed', reason: 'a drill', incident: id });
    assert.match(text(), /\nstate: not-needed\n/);
    assert.match(text(), /\nreason: a drill\n/);
    await run('postmortemState', { state: 'done', incident: id });
    assert.match(text(), /\nstate: done\n/);
    assert.doesNotMatch(text(), /\nreason: /);
    await committed();
    assert.match(head(), /\nstate: done\n/);
  });

  it('opens when that is asked for, also of an incident that has ended', async () => {
    await run('cancel', { reason: 'over', incident: id });
    await run('postmortem', { incident: id, open: true });
    assert.equal(window.activeTextEditor?.document.uri.fsPath, uri.fsPath);
    await run('retry', { incident: id });
  });

  it('is refused if there is no record, or if it is not text', async () => {
    await assert.rejects(run('postmortem', { incident: 'none' }), /There is no incident "none" here/);
    await assert.rejects(run('postmortem', { incident: id, open: 'yes' }), /"open" must be true or false/);
    await commands.executeCommand('workbench.action.closeAllEditors');
    const before = text();
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    writeFileSync(uri.fsPath, bytes);
    await assert.rejects(run('postmortem', { incident: id }), /isn't UTF-8/);
    assert.deepEqual(readFileSync(uri.fsPath), bytes);
    write(before);
  });

  describe('exported', () => {
    const target = (name: string): string => join(made, name);
    const exported = async (name: string, argument: object): Promise<string> => {
      const result = await run<{ uri: Uri }>('export', { incident: id, target: target(name), ...argument });
      assert.equal(result.uri.fsPath, target(name));
      return readFileSync(target(name), 'utf8');
    };

    it('is one file in each format, with a picture of its folder inside', async () => {
      mkdirSync(join(dirname(uri.fsPath), 'evidence'), { recursive: true });
      writeFileSync(join(dirname(uri.fsPath), 'evidence', 'graph 1.png'), 'png');
      writeFileSync(join(made, 'outside.png'), 'png');
      const pictures = '![graph](evidence/graph%201.png) ![out](../../../outside.png) ![none](evidence/no.png)';
      await run('log', { text: pictures, incident: id, at: '2026-11-12T10:40:00Z' });
      const page = await exported('record.html', { format: 'html' });
      assert.match(page, /<h1>The queue is stuck for all users<\/h1>[^]*<svg /);
      assert.match(page, /<img src="data:image\/png;base64,cG5n" alt="graph"> \[Picture: out[^]*\[Picture: none/);
      assert.match(await exported('p.md', { what: 'postmortem', format: 'markdown' }), /^# Postmortem: The queue/);
      assert.match(
        await exported('t.csv', { format: 'csv' }),
        /\r\n2026-11-12T10:05:00Z,dana,TL,,the broker is full,\r\n/,
      );
      assert.equal(JSON.parse(await exported('r.json', { format: 'json' })).id, id);
    });

    it('has none of the words of a list in its public version', async () => {
      mkdirSync(join(root, '.incident-notes'), { recursive: true });
      writeFileSync(join(root, '.incident-notes', 'redact.txt'), '# people\n@dana\n');
      const page = await exported('public.html', { format: 'html', redact: ['Broker'] });
      assert.match(page, /@REDACTED: the REDACTED is full/);
      assert.ok(!/dana|broker/i.test(page));
      assert.match(await exported('inside.html', { format: 'html' }), /@dana: the broker is full/);
      await assert.rejects(exported('dana.html', { format: 'html', redact: [] }), /would still contain @dana/);
      rmSync(join(root, '.incident-notes', 'redact.txt'));
      await assert.rejects(exported('x.html', { format: 'html', redact: [] }), /no words are listed/);
    });

    it('is refused over a record, and for a security incident unless it is meant', async () => {
      const secret = await declare('Tokens leaked', { security: true });
      const refused = async (argument: object, why: RegExp): Promise<void> =>
        assert.rejects(
          run('export', { incident: secret.id, format: 'csv', target: target('s.csv'), ...argument }),
          why,
        );
      await refused({}, /security incident/);
      assert.ok(!existsSync(target('s.csv')));
      await run('export', { incident: secret.id, format: 'csv', target: target('s.csv'), sensitive: true });
      assert.match(readFileSync(target('s.csv'), 'utf8'), /^time,author/);
      await refused({ what: 'postmortem', format: 'html', sensitive: true }, /no postmortem yet/);
      await refused(
        { format: 'markdown', target: uri.fsPath, sensitive: true },
        /a record or postmortem has that name/,
      );
      await refused({ target: 'relative.csv', sensitive: true }, /"target"/);
      await refused({ format: 'pdf' }, /"format"/);
    });
  });

  it('and others of the same days are in a report, as a page and as CSV', async () => {
    const span = { from: '2026-11-12', until: '2026-11-12' };
    const { text: page, incidents } = await run<{ text: string; incidents: number }>('report', span);
    assert.match(page, /^# Incidents from 2026-11-12 to 2026-11-12\n/);
    assert.ok(incidents > 0);
    const target = join(made, 'report.csv');
    const result = await run<{ uri: Uri }>('report', { ...span, format: 'csv', target });
    assert.equal(result.uri.fsPath, target);
    assert.match(
      readFileSync(target, 'utf8'),
      new RegExp(`\r\n${id},The queue is stuck for all users,2026-11-12,SEV-1,`),
    );
    await assert.rejects(run('report', { from: '2026-11-12', until: '2026-11-11' }), /can't be before "from"/);
    await assert.rejects(run('report', { from: 'x', until: '2026-11-11' }), /"x"/);
  });
});
