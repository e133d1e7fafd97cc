/** Logs by argument: what they become, exactly once, and what undo takes back. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { commands, extensions, Uri, window } from 'vscode';
import { until } from '../patience';
import { declare, folder, git, gitIn, ready, run, text, type Declared } from './workspace';

interface Imported {
  readonly added: number;
  readonly skipped: number;
  readonly warnings: readonly string[];
}

const IRC = `--- Log opened Fri Nov 20 14:50:00 2026
14:50 -!- dana [dana@example.com] has joined #ops
14:51 <@dana> TL: listeners are missing from the load balancer
14:52 < lee> who changed it?
15:05 < lee> TL: listeners are back, api_key=s3cr3tV4lue9876543
--- Day changed Sat Nov 21 2026
00:10 <@dana> TL: all calm
`;

describe('import by argument', () => {
  const outside = mkdtempSync(join(tmpdir(), 'incident-notes-importing-'));
  let one: Declared;

  before(async () => {
    await ready();
    one = await declare('Log-in is down for all users', { at: '2026-11-20T13:50:00Z', author: 'dana' });
  });
  after(() => rmSync(outside, { recursive: true, force: true }));

  const file = (name: string, words: string): string => {
    writeFileSync(join(outside, name), words);
    return join(outside, name);
  };
  const imports = async (path: string, more: object = {}): Promise<Imported> =>
    run<Imported>('import', { uri: Uri.file(path), incident: one.id, ...more });
  const beside = (): string => join(dirname(one.uri.fsPath), 'imported.txt');
  const timeline = (): string => text(one.uri).split('## Timeline')[1]!;

  it('refuses, and writes nothing, what the log does not say', async () => {
    const before = text(one.uri);
    const log = file('irc.log', IRC);
    await assert.rejects(imports(log), /Set "zone"/);
    await assert.rejects(imports(file('odd.bin', 'nothing of a log')), /"kind"/);
    await assert.rejects(imports(log, { zone: 'CST' }), /America\/Chicago/);
    await assert.rejects(imports(file('bare.txt', '14:03 TL: page came\n'), { zone: 'UTC' }), /Set "date"/);
    await assert.rejects(imports(join(outside, 'gone.log'), { zone: 'UTC' }), /Couldn't import the log/);
    await assert.rejects(run('import', {}), /"uri"|uri/);
    assert.equal(text(one.uri), before);
    assert.equal(existsSync(beside()), false);
  });

  it('writes each tagged line as its speaker, with its secret masked', async () => {
    const { added, skipped, warnings } = await imports(join(outside, 'irc.log'), { zone: 'Europe/Berlin' });
    assert.deepEqual([added, skipped], [3, 0]);
    assert.match(warnings.join(' '), /possible secret was replaced/);
    assert.match(timeline(), /- 2026-11-20T13:51Z @dana TL: listeners are missing from the load balancer\n/);
    assert.match(timeline(), /- 2026-11-20T14:05Z @lee TL: listeners are back, api_key=\[redacted\]\n/);
    assert.match(timeline(), /- 2026-11-20T23:10Z @dana TL: all calm\n/);
    assert.doesNotMatch(text(one.uri) + readFileSync(beside(), 'utf8'), /s3cr3t/);
  });

  it('adds nothing a second time, nor what was corrected or deleted since', async () => {
    const log = join(outside, 'irc.log');
    const [entry] = /- 2026-11-20T13:51Z .*/.exec(timeline())!;
    await run('correct', { entry, text: 'two of three listeners are missing', incident: one.id });
    const before = text(one.uri);
    const { added, skipped } = await imports(log, { zone: 'Europe/Berlin' });
    assert.deepEqual([added, skipped], [0, 3]);
    assert.equal(text(one.uri), before);
  });

  it('takes the rest of the chat when all of it is asked for', async () => {
    const { added, skipped } = await imports(join(outside, 'irc.log'), { zone: 'Europe/Berlin', all: true });
    assert.deepEqual([added, skipped], [1, 3]);
    assert.match(timeline(), /@lee TL: who changed it\?\n/);
  });

  it('is one step for undo, which lets it be imported again', async () => {
    const before = text(one.uri);
    const listed = readFileSync(beside(), 'utf8');
    const log = file('more.log', '2026-11-20 14:51:00\tlee\tTL: first\n2026-11-20 14:52:00\tjo\tTL: second\n');
    assert.deepEqual(await imports(log, { zone: 'UTC' }), { added: 2, skipped: 0, warnings: [] });
    const after = text(one.uri);
    await run('undoLast', { incident: one.id });
    assert.equal(text(one.uri), before);
    assert.equal(readFileSync(beside(), 'utf8'), listed);
    await run('redoLast', { incident: one.id });
    assert.equal(text(one.uri), after);
    assert.deepEqual(await imports(log, { zone: 'UTC' }), { added: 0, skipped: 2, warnings: [] });
    await run('undoLast', { incident: one.id });
    assert.deepEqual(await imports(log, { zone: 'UTC' }), { added: 2, skipped: 0, warnings: [] });
  });

  it('takes thousands of lines back in one step, and does it again', async () => {
    const before = text(one.uri);
    const count = 3000;
    const lines = Array.from({ length: count }, (_, index) => {
      const time = new Date(Date.UTC(2026, 10, 20, 12) + 2000 * index).toISOString().slice(0, 19).replace('T', ' ');
      return `${time}\tnick${index % 7}\tline ${index} of many`;
    });
    const log = file('many.log', lines.join('\n'));
    assert.equal((await imports(log, { zone: 'UTC', all: true })).added, count);
    const after = text(one.uri);
    await run('undoLast', { incident: one.id });
    assert.equal(text(one.uri), before);
    await run('redoLast', { incident: one.id });
    assert.equal(text(one.uri), after);
    await run('undoLast', { incident: one.id });
    assert.equal(text(one.uri), before);
  });

  it('can be imported again after the editor itself undid it in the open record', async () => {
    const log = file('open.log', '2026-11-20 14:55:10\tlee\tTL: third\n2026-11-20 14:56:10\tjo\tTL: fourth\n');
    const shown = await window.showTextDocument(one.uri);
    assert.equal((await imports(log, { zone: 'UTC' })).added, 2);
    await until(() => shown.document.getText().includes('TL: fourth\n'), 'the open record has the lines');
    const keys = (): number => readFileSync(beside(), 'utf8').split('2026-11-20T14:55:10Z lee').length - 1;
    assert.equal(keys(), 1);
    await commands.executeCommand('undo');
    assert.doesNotMatch(shown.document.getText(), /TL: (?:third|fourth)\n/);
    await until(() => keys() === 0, 'nothing says that they were imported');
    await shown.document.save();
    assert.deepEqual(await imports(log, { zone: 'UTC' }), { added: 2, skipped: 0, warnings: [] });
    await shown.document.save();
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('keeps an incident open even if the pager says it is resolved', async () => {
    const event = (id: string, type: string, time: string) => ({
      id,
      type: `${type}_log_entry`,
      created_at: `2026-11-20T${time}Z`,
      summary: `${type} of the page`,
      agent: { type: 'user_reference', summary: 'Lee Ray' },
    });
    const events = [
      event('3', 'resolve', '15:30:00'),
      event('1', 'trigger', '13:45:00'),
      event('2', 'notify', '13:46:00'),
    ];
    const log = file('pager.json', JSON.stringify({ log_entries: events }));
    assert.deepEqual(await imports(log), { added: 2, skipped: 0, warnings: [] });
    assert.match(timeline(), /- 2026-11-20T15:30:00Z @lee MILESTONE resolved\?: resolve of the page\n/);
    assert.match(text(one.uri), /\nstatus: investigating\n/);
  });

  it('is committed together with the file that says what was imported', async () => {
    const committed = async (): Promise<void> => {
      await until(() => git('status', '--porcelain', '--', 'incidents') === '', 'everything is committed');
    };
    await committed();
    await imports(file('last.log', '2026-11-20 16:00:00\tlee\tTL: over\n2026-11-20 16:01:00\tjo\tTL: bye\n'), {
      zone: 'UTC',
    });
    await committed();
    assert.match(git('log', '-1', '--format=%s'), /^inc: import 2 entries into 2026-11-20-/);
    assert.match(git('ls-files', 'incidents'), /imported\.txt/);
  });

  it('reads a Slack export, folder or archive, once', async () => {
    const users = [{ id: 'U1', profile: { display_name: 'dana' } }];
    const said = [{ type: 'message', user: 'U1', text: 'TL: from *Slack*', ts: '1795190000.000100' }];
    const files = { 'users.json': users, 'channels.json': [], 'ops/2026-11-20.json': said };
    const names = Object.entries(files);
    const archive = zipSync(
      Object.fromEntries(names.map(([name, list]) => [`x/${name}`, strToU8(JSON.stringify(list))])),
    );
    writeFileSync(join(outside, 'export.zip'), archive);
    for (const [name, list] of names) {
      mkdirSync(dirname(join(outside, 'export', name)), { recursive: true });
      writeFileSync(join(outside, 'export', name), JSON.stringify(list));
    }
    assert.deepEqual(await imports(join(outside, 'export.zip')), { added: 1, skipped: 0, warnings: [] });
    assert.match(timeline(), /@dana TL: from \*\*Slack\*\*\n/);
    for (const again of ['export', 'export/ops', 'export/ops/2026-11-20.json']) {
      assert.deepEqual(await imports(join(outside, again)), { added: 0, skipped: 1, warnings: [] });
    }
  });

  it('writes as the handles that the team says', async () => {
    mkdirSync(join(folder(), '.incident-notes'), { recursive: true });
    writeFileSync(join(folder(), '.incident-notes', 'people.yaml'), 'Kim Poe: kim\n');
    const log = file('kim.txt', '[2026-11-20 17:00] Kim Poe: TL: looked at the graph\n');
    assert.deepEqual(await imports(log, { zone: 'UTC' }), { added: 1, skipped: 0, warnings: [] });
    assert.match(timeline(), /- 2026-11-20T17:00Z @kim TL: looked at the graph\n/);
  });

  it('makes the brief and a postmortem draft of an IRC log, a pager log, and the updates sent', async () => {
    const story = await declare('Log-in fails for everybody', { at: '2026-11-20T13:50:00Z', author: 'dana' });
    const logs = join(extensions.getExtension('incident-notes.incident-notes')!.extensionPath, 'test/fixtures/logs');
    const takes = async (name: string, more: object = {}): Promise<number> => {
      const uri = Uri.file(join(logs, name));
      return (await run<Imported>('import', { uri, incident: story.id, ...more })).added;
    };
    assert.equal(await takes('irssi/normal.log', { zone: 'Europe/Berlin' }), 5);
    assert.equal(await takes('pagerduty/normal.json'), 7);
    assert.equal(await takes('statuspage/normal.json'), 2);
    // By argument nobody was asked which of the pager's milestones were reached.
    for (const [name, at] of [
      ['detected', '2026-11-20T14:58:00Z'],
      ['resolved', '2026-11-20T15:40:00Z'],
    ]) {
      await run('milestone', { name, at, author: 'dana', incident: story.id });
    }
    const { text: brief } = await run<{ text: string }>('brief', { incident: story.id });
    for (const said of [
      '- Status: resolved',
      '15:05 @dana the 14:45 deploy removed the listener',
      '- Last sent: status-page at 15:40 (2 so far)',
    ]) {
      assert.ok(brief.includes(said), brief);
    }
    const { uri } = await run<{ uri: Uri }>('postmortem', { incident: story.id });
    const draft = text(uri);
    assert.match(draft, /\n- Detected: 2026-11-20 14:58:00[^]*\n- Resolved: 2026-11-20 15:40:00/);
    assert.match(draft, /### Participants\n\n(?:- @(?:dana|lee|auth-api|statuspage|jo)\n){5}/);
    assert.match(draft, /### Updates\n\n- 2026-11-20 15:10 status-page by @statuspage: Investigating/);
    assert.match(draft, /\| 2026-11-20 13:58:00 \| @lee \| listeners are missing from the load balancer \|/);
    assert.match(draft, /Possibly acknowledged 2026-11-20 15:00/);
  });

  it('stays once in every clone, and after a merge', async () => {
    const made = mkdtempSync(join(tmpdir(), 'incident-notes-clones-'));
    const [remote, clone] = [join(made, 'app.git'), join(made, 'clone')];
    const first = file('first.log', '2026-11-20 18:00:00\tlee\tTL: wrong host\n2026-11-20 18:01:00\tlee\tTL: noise\n');
    const second = file('second.log', '2026-11-20 19:00:00\tjo\tTL: deployed\n');
    const third = '2026-11-20T20:00:00Z kim 0123456789ab';
    try {
      await imports(first, { zone: 'UTC' });
      await run('retry', {});
      gitIn(made, 'clone', '-q', '--bare', folder(), remote);
      git('remote', 'add', 'origin', remote);
      await run('sync', { incident: one.id, approve: true });
      gitIn(made, 'clone', '-q', remote, clone);
      const theirs = (name: string): string => join(clone, 'incidents', one.id, name);
      const record = readFileSync(theirs('incident.md'), 'utf8');
      const corrected = record.replace('TL: wrong host', 'TL: wrong rack').replace(/^.*TL: noise\n/m, '');
      writeFileSync(theirs('incident.md'), corrected);
      writeFileSync(theirs('imported.txt'), `${readFileSync(theirs('imported.txt'), 'utf8')}${third}\n`);
      gitIn(clone, '-c', 'user.name=Lee', '-c', 'user.email=lee@example.com', 'commit', '-qam', 'inc: theirs');
      gitIn(clone, 'push', '-q', 'origin', 'HEAD');
      await imports(second, { zone: 'UTC' });
      assert.equal((await run<{ state: string }>('sync', { incident: one.id })).state, 'shared');
      const merged = text(one.uri);
      assert.match(merged, /TL: wrong rack\n[^]*TL: deployed\n/);
      assert.doesNotMatch(merged, /wrong host|noise/);
      assert.deepEqual(await imports(first, { zone: 'UTC' }), { added: 0, skipped: 2, warnings: [] });
      assert.deepEqual(await imports(second, { zone: 'UTC' }), { added: 0, skipped: 1, warnings: [] });
      assert.equal(text(one.uri), merged);
      assert.ok(readFileSync(beside(), 'utf8').includes(`\n${third}\n`));
      // They import the same before they hear of it here, and correct a line.
      await imports(
        file('fourth.log', '2026-11-20 21:00:00\tlee\tTL: rebooted\n2026-11-20 21:01:00\tlee\tTL: back\n'),
        {
          zone: 'UTC',
        },
      );
      gitIn(clone, 'pull', '-q');
      writeFileSync(theirs('incident.md'), text(one.uri).replace('TL: rebooted', 'TL: rebooted twice'));
      writeFileSync(theirs('imported.txt'), readFileSync(beside(), 'utf8'));
      gitIn(clone, '-c', 'user.name=Lee', '-c', 'user.email=lee@example.com', 'commit', '-qam', 'inc: both');
      gitIn(clone, 'push', '-q', 'origin', 'HEAD');
      assert.equal((await run<{ state: string }>('sync', { incident: one.id })).state, 'shared');
      assert.match(text(one.uri), /TL: rebooted twice\n[^]*TL: back\n/);
      assert.doesNotMatch(text(one.uri), /TL: rebooted\n/);
      assert.deepEqual(
        readdirSync(dirname(beside())).filter((name) => name.startsWith('imported')),
        ['imported.txt'],
      );
    } finally {
      rmSync(made, { recursive: true, force: true });
    }
  });
});
