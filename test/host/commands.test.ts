/** The commands that log, correct and look, by argument. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Diagnostic, Range, Uri, commands, env, extensions, languages, workspace, type CodeAction } from 'vscode';
import { declare, duringRebase, folder, git, ready, run, text } from './workspace';
import { until } from '../patience';

describe('commands with arguments', () => {
  before(ready);

  it('are all there', async () => {
    const known = await commands.getCommands(true);
    const manifest = extensions.getExtension('incident-notes.incident-notes')!.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    for (const { command } of manifest.contributes.commands) {
      assert.ok(known.includes(command), command);
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

    it('log keeps several lines in one entry', async () => {
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
      await assert.rejects(run('log', { text: ' \n ' }), /Nothing to log/);
      assert.equal(text(uri), before);
    });

    it('log writes to another incident that is named', async () => {
      const other = await declare('The printer is on fire', { at: '2026-11-18T10:00:00Z' });
      await run('switch', { incident: id });
      const { entry } = await run<{ entry: string }>('log', { text: 'smoke', incident: other.id });
      assert.ok(text(other.uri).includes(entry));
      assert.ok(!text(uri).includes('smoke'));
      await assert.rejects(run('log', { text: 'x', incident: 'none' }), /There is no incident "none" here/);
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
      await assert.rejects(run('todo', { text: 'x', due: 'soon' }), /isn't a date/);
    });

    it('correct changes time and text, and the entry moves', async () => {
      const { entry } = await run<{ entry: string }>('log', { text: 'wrong', at: '2026-11-20T10:40:00Z' });
      const corrected = await run<{ entry: string }>('correct', { entry, text: 'right', at: '2026-11-20T10:01:00Z' });
      assert.equal(corrected.entry, '- 2026-11-20T10:01:00Z @dana TL: right');
      assert.ok(!text(uri).includes('wrong'));
      const timeline = text(uri).split('\n## Timeline\n')[1]!;
      assert.ok(timeline.indexOf('TL: right') < timeline.indexOf('TL: first'));
      await assert.rejects(run('correct', { entry, text: 'again' }), /isn't in the record anymore/);
      await assert.rejects(run('correct', { entry: 'x', text: 'again' }), /whole entry/);
    });

    it('markImportant marks an entry and takes the mark off, undoLast does so too', async () => {
      const { entry } = await run<{ entry: string }>('log', { text: 'it was the deploy', at: '2026-11-20T10:42:00Z' });
      const marked = await run<{ entry: string }>('markImportant', { entry });
      assert.equal(marked.entry, '- 2026-11-20T10:42:00Z @dana TL: ! it was the deploy');
      assert.ok(text(uri).includes(`${marked.entry}\n`));
      await run('undoLast', {});
      assert.ok(text(uri).includes(`${entry}\n`));
      await run('markImportant', { entry });
      assert.equal((await run<{ entry: string }>('markImportant', { entry, important: false })).entry, entry);
      assert.ok(text(uri).includes(`${entry}\n`));
      // Typed with the mark, it's marked from the start.
      const typed = await run<{ entry: string }>('log', { text: '! rolled back', at: '2026-11-20T10:43:00Z' });
      assert.equal(typed.entry, '- 2026-11-20T10:43:00Z @dana TL: ! rolled back');
      const declared = /^- .* MILESTONE declared:.*$/m.exec(text(uri))![0];
      await assert.rejects(run('markImportant', { entry: declared }), /always count as important/);
    });

    it('logReference writes where a file, a line, or a commit is, and what is said of it', async () => {
      const uri = Uri.file(join(folder(), 'pool.yaml'));
      writeFileSync(uri.fsPath, 'size: 100\n');
      git('add', 'pool.yaml');
      git('commit', '-qm', 'Set the pool size');
      const commit = git('rev-parse', 'HEAD');
      const referring = async (argument: object) => (await run('logReference', { ...argument, incident: id })).entry;
      const at = commit.slice(0, 7);
      // What waited may be committed meanwhile: the file is as it was in that commit, too.
      assert.match(await referring({ uri }), / TL: pool\.yaml @ [0-9a-f]{7}$/);
      writeFileSync(uri.fsPath, 'size: 10\n');
      const said = await referring({ uri: uri.toString(), line: 1, text: 'too small' });
      assert.match(said, / TL: too small\n  pool\.yaml:1 @ [0-9a-f]{7}, modified$/);
      const subject = 'Set the pool size\n\n- [ ] not an entry';
      assert.match(await referring({ commit, subject }), new RegExp(` TL: commit ${at}: Set the pool size$`));
      await assert.rejects(run('logReference', { incident: id }), /Nothing to log: open a file first/);
      git('checkout', '-q', 'pool.yaml');
    });

    it('a problem in a file has a quick fix that logs it; one in a record has none', async () => {
      const uri = Uri.file(join(folder(), 'pool.yaml'));
      const document = await workspace.openTextDocument(uri);
      const problems = languages.createDiagnosticCollection('a linter');
      const range = new Range(0, 0, 0, 4);
      const problem = new Diagnostic(range, 'the pool is\ntoo small');
      problem.source = 'lint';
      const record = Uri.file(join(folder(), 'incidents', id, 'incident.md'));
      problems.set([
        [uri, [problem]],
        [record, [problem]],
      ]);
      const actionsIn = async (where: Uri) =>
        (await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', where, range)).filter(
          ({ title }) => title === 'Log to Incident',
        );
      const [action] = await until(async () => {
        const found = await actionsIn(document.uri);
        return found.length > 0 ? found : undefined;
      }, 'the quick fix');
      const { command, arguments: given } = action!.command!;
      const { entry } = await commands.executeCommand<{ entry: string }>(command, { ...given![0], incident: id });
      assert.match(entry, / TL: lint: the pool is too small\n  pool\.yaml:1 @ [0-9a-f]{7}$/);
      assert.deepEqual(await actionsIn(record), []);
      problems.dispose();
    });

    it('logClipboard writes a line for each time', async () => {
      await env.clipboard.writeText('10:50 page came\n10:52 looked at it\n  and again');
      const { entries } = await run<{ entries: string[] }>('logClipboard', {});
      assert.equal(entries.length, 2);
      assert.match(entries[1]!, /TL: looked at it\n/);
      entries.forEach((entry) => assert.ok(text(uri).includes(entry)));
    });

    it('logClipboard says of lines without a clear time or order why they are one entry, and takes what is missing', async () => {
      type Logged = { entries: string[]; warnings: string[] };
      await env.clipboard.writeText('20:00 a\n09:00 b');
      const unclear = await run<Logged>('logClipboard', {});
      assert.equal(unclear.entries.length, 1);
      assert.match(unclear.warnings[0]!, /^The order of these lines isn't clear/);
      const given = await run<Logged>('logClipboard', { order: 'newest', date: '2026-11-20', zone: 'PST' });
      assert.deepEqual(given.entries, ['- 2026-11-20T17:00Z @dana TL: b', '- 2026-11-21T04:00Z @dana TL: a']);
      assert.deepEqual(given.warnings, []);
      await assert.rejects(run('logClipboard', { zone: 'CST' }), /could be several time zones/);
      await assert.rejects(run('logClipboard', { date: '27.11.2026' }), /isn't a date/);
    });

    it('log by at: reads a time as the clipboard does', async () => {
      await env.clipboard.writeText('11/20/2026 2:03\u202fPM pst page came');
      const { entries } = await run<{ entries: string[] }>('logClipboard', {});
      assert.deepEqual(entries, ['- 2026-11-20T22:03Z @dana TL: page came']);
      const { entry } = await run<{ entry: string }>('log', { text: 'x', at: '11/20/2026 2:03\u202fPM pst' });
      assert.equal(entry, '- 2026-11-20T22:03Z @dana TL: x');
      const timeline = text(uri).slice(text(uri).indexOf('## Timeline'));
      assert.ok(timeline.indexOf(entries[0]!) < timeline.indexOf(entry));
    });

    it('status tells what is so', async () => {
      const status = await duringRebase(async () => {
        await run('log', { text: 'what waits' });
        return run<Record<string, unknown>>('status', {});
      });
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
  });

  it('an argument with a key that is not known is refused', async () => {
    await assert.rejects(run('log', { text: 'x', incidnt: 'y' }), /Unknown argument "incidnt"/);
  });

  it('a range is not an argument', async () => {
    assert.equal(typeof (await run<{ text: string }>('diagnose', new Range(0, 0, 0, 0))).text, 'string');
  });
});
