/** Records that are shared through a remote, by argument: what sync and join return, and what's where afterwards. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigurationTarget, Selection, env, Uri, commands, window, workspace, type Uri as Address } from 'vscode';
import { declare, dirty, folder, git, gitIn as at, ready, reloaded, run, text, type Declared } from './workspace';
import { SLOWNESS, until } from '../patience';

describe('sharing by argument', () => {
  const made = mkdtempSync(join(tmpdir(), 'incident-notes-sharing-'));
  const remote = join(made, 'app.git');
  const colleague = join(made, 'colleague');
  const theirs = '2026-11-20-their-cache-is-cold';
  /** Changes a file in the colleague's clone, writes others, and pushes what is checked out there. */
  const asColleague = (path: string, change: (text: string) => string, others: Record<string, string> = {}) => {
    if (at(colleague, 'symbolic-ref', '--short', 'HEAD') === 'main') {
      at(colleague, 'pull', '-q', '--ff-only');
    }
    const changed = { [path]: change(readFileSync(join(colleague, path), 'utf8')), ...others };
    for (const [name, content] of Object.entries(changed)) {
      mkdirSync(dirname(join(colleague, name)), { recursive: true });
      writeFileSync(join(colleague, name), content);
    }
    at(colleague, 'add', '.');
    at(colleague, '-c', 'user.name=Lee', '-c', 'user.email=lee@example.com', 'commit', '-qm', 'inc: theirs');
    at(colleague, 'push', '-q', 'origin', 'HEAD');
  };
  const atRemote = (id: string) => at(remote, 'show', `main:incidents/${id}/incident.md`);
  let incident: string;
  let uri: Address;

  before(async () => {
    await ready();
    ({ id: incident, uri } = await declare('Sharing is by argument', { at: '2026-11-20T09:00:00Z' }));
    await run('retry', {});
    at(made, 'clone', '-q', '--bare', folder(), remote);
    git('remote', 'add', 'origin', remote);
    git('fetch', '-q');
  });
  after(() => rmSync(made, { recursive: true, force: true }));

  it('sends nothing and joins nothing before the remote is approved', async () => {
    const { entry } = await run<{ entry: string }>('log', { text: 'not yet', incident });
    assert.deepEqual(await run('sync', { incident }), {
      state: 'unapproved',
      waiting: 0,
      remote: 'origin',
      why: 'not shared yet',
    });
    await assert.rejects(run('join', { incident }), /Run sync with approve: true once/);
    assert.ok(!atRemote(incident).includes(entry));
  });

  it('sync approves the remote, then commits and shares pending entries', async () => {
    const { entry } = await run<{ entry: string }>('log', { text: 'out with it', incident });
    assert.deepEqual(await run('sync', { approve: true, incident }), { state: 'shared', waiting: 0, remote: 'origin' });
    assert.ok(atRemote(incident).includes(entry));
    assert.equal(atRemote(incident), text(uri).trim());
    assert.deepEqual(await run('sync', { incident }), { state: 'shared', waiting: 0, remote: 'origin' });
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
    const path = join(folder(), 'incidents', theirs, 'incident.md');
    assert.deepEqual([Object.keys(joined), joined.id], [['id', 'uri'], theirs]);
    assert.ok(joined.uri instanceof Uri);
    assert.equal(joined.uri.fsPath, path);
    assert.equal(text(joined.uri), record);
    assert.equal(window.activeTextEditor?.document.uri.fsPath, path);
    const { id, place } = await run<{ id: string; place: string }>('status', {});
    assert.deepEqual([id, place], [theirs, 'on branch main']);
    await run('cancel', { incident: theirs, reason: 'theirs' });
  });

  it('a link joins what it was copied from, and is in no message to customers', async () => {
    const { link } = await run<{ link: string }>('copyJoinLink', { incident: theirs });
    assert.equal(await env.clipboard.readText(), link);
    assert.match(
      link,
      new RegExp(
        `^${env.uriScheme}://incident-notes\\.incident-notes/join\\?day=2026-11-20&[a-z]+=\\w{12}&[a-z]+=\\w{12}$`,
      ),
    );
    await run('switch', { incident });
    assert.equal((await run<{ id: string }>('join', { link })).id, theirs);
    const send = async (template: string) =>
      (await run<{ text: string }>('update', { template, to: 'record', gaps: 'send', incident: theirs })).text;
    assert.ok((await send('page')).includes(`- Join in VS Code: ${link}\n`));
    assert.doesNotMatch(await send('customer-investigating'), /join/i);
    assert.doesNotMatch(await send('executive-update'), /join/i);
  });

  it('a link that is damaged, or for another repository or incident, opens nothing and says why', async () => {
    const { link } = await run<{ link: string }>('copyJoinLink', { incident: theirs });
    await run('switch', { incident });
    const elsewhere = /for another repository\. Open your clone, then the link again\./;
    await assert.rejects(run('join', { link: link.slice(0, -3) }), /isn't complete/);
    await assert.rejects(run('join', { link: 'not a link' }), /isn't complete/);
    await assert.rejects(run('join', { link: link.replace(/\w{12}$/, 'a'.repeat(12)) }), elsewhere);
    await assert.rejects(
      run('join', { link: link.replace(/(incident=)\w{12}/, `$1${'a'.repeat(12)}`) }),
      /Can't find the incident of 2026-11-20/,
    );
    assert.equal((await run<{ id: string }>('status', {})).id, incident);
  });

  it('sync says why it could not share, and shares later', async () => {
    renameSync(remote, `${remote}-away`);
    const { entry } = await run<{ entry: string }>('log', { text: 'while it is gone', incident });
    const { state, waiting, why } = await run<{ state: string; waiting: number; why: string }>('sync', { incident });
    assert.deepEqual([state, waiting], ['held', 0], why);
    assert.match(why, /\w/);
    renameSync(`${remote}-away`, remote);
    assert.deepEqual(await run('sync', { incident }), { state: 'shared', waiting: 0, remote: 'origin' });
    assert.ok(atRemote(incident).includes(entry));
  });

  it('a colleague’s entry comes into unsaved edits: one step, the cursor stays, and nothing is saved', async () => {
    await run('sync', { incident });
    const document = await reloaded(uri);
    const editor = await window.showTextDocument(document);
    const before = document.getText();
    const at = document.positionAt(before.indexOf('## Timeline'));
    await dirty(uri, at, 'My words.\n\n');
    const end = document.positionAt(document.getText().indexOf('My words.') + 'My words.'.length);
    editor.selection = new Selection(end, end);
    const onDisk = text(uri);
    const typed = document.getText();
    asColleague(`incidents/${incident}/incident.md`, (file) =>
      file.replace('## Timeline\n\n', '## Timeline\n\n- 2026-11-20T08:30:00Z @lee TL: from the other side\n'),
    );
    const { state, why } = await run<{ state: string; why: string }>('sync', { incident });
    assert.deepEqual([state, why], ['held', 'save the record to continue syncing']);
    assert.ok(document.isDirty);
    assert.equal(text(uri), onDisk);
    assert.match(document.getText(), /My words\.\n\n## Timeline\n\n.*@lee TL: from the other side\n/);
    assert.ok(editor.selection.isEqual(new Selection(end, end)));
    await commands.executeCommand('undo');
    await until(() => document.getText() === typed, 'one undo takes what came back out');
    await commands.executeCommand('redo');
    assert.ok(await document.save());
    await until(async () => (await run<{ state: string }>('sync', { incident })).state === 'shared', 'it is shared on');
    assert.match(atRemote(incident), /My words\.\n\n## Timeline\n\n.*@lee TL: from the other side\n/);
  });

  describe('two incidents that got one id', () => {
    const id = '2026-11-20-checkout-is-down';
    const path = `incidents/${id}/incident.md`;
    const record = (status: string, times: string, lines: string) =>
      [
        ...[
          '---',
          'format: 1',
          `id: ${id}`,
          'title: Checkout is down',
          `status: ${status}`,
          'milestones:',
          times,
          '---',
        ],
        ...['', '## Timeline', '', '- 2026-11-20T04:00:00Z @lee MILESTONE declared:', lines],
      ].join('\n');
    let mine: Declared;
    let entry: string;

    before(async () => {
      renameSync(remote, `${remote}-away`);
      at(colleague, 'pull', '-q', '--ff-only', `${remote}-away`, 'main');
      mine = await declare('Checkout is down', { at: '2026-11-20T16:00:00Z' });
      assert.equal(mine.id, id);
      ({ entry } = await run<{ entry: string }>('log', { text: 'mine is of the afternoon' }));
      await run('retry', {});
      mkdirSync(join(colleague, dirname(path)), { recursive: true });
      const times = '  declared: 2026-11-20T04:00:00Z\n  resolved: 2026-11-20T04:30:00Z';
      writeFileSync(
        join(colleague, path),
        record('resolved', times, '- 2026-11-20T04:30:00Z @lee MILESTONE resolved: of the night\n'),
      );
      at(colleague, 'add', '.');
      at(colleague, '-c', 'user.name=Lee', '-c', 'user.email=lee@example.com', 'commit', '-qm', 'inc: theirs');
      at(colleague, 'push', '-q', `${remote}-away`, 'HEAD:main');
      await window.showTextDocument(mine.uri);
    });
    after(async () => {
      await run('cancel', { incident: `${id}-2`, reason: 'over' });
    });

    it('wait for unsaved edits', async () => {
      const document = await reloaded(mine.uri);
      await dirty(mine.uri, document.positionAt(document.getText().indexOf('## Timeline')), 'My words.\n\n');
      renameSync(`${remote}-away`, remote);
      const { state, why } = await run<{ state: string; why: string }>('sync', {});
      assert.equal(state, 'held', why);
      assert.match(why, /incident\.md/);
      assert.ok(!document.getText().includes('of the night'));
      assert.ok(await document.save());
    });

    it('both survive: the shared one keeps its id, and what is logged goes on in the other', async () => {
      assert.deepEqual(await run('sync', {}), { state: 'shared', waiting: 0, remote: 'origin' });
      const [theirRecord, myRecord] = [atRemote(id), atRemote(`${id}-2`)];
      assert.equal(theirRecord, readFileSync(join(colleague, path), 'utf8').trim());
      assert.ok(
        myRecord.includes(`id: ${id}-2\n`) && myRecord.includes(entry) && myRecord.includes('My words.'),
        myRecord,
      );
      assert.ok(!myRecord.includes('of the night'));
      const { entry: next } = await run<{ entry: string }>('log', { text: 'and goes on' });
      await run('sync', {});
      assert.ok(atRemote(`${id}-2`).includes(next) && !atRemote(id).includes(next));
      assert.equal(text(mine.uri).trim(), theirRecord);
      assert.equal((await run<{ id: string }>('status', {})).id, `${id}-2`);
      assert.match(window.activeTextEditor?.document.uri.fsPath ?? '', new RegExp(`${id}-2`));
    });
  });

  it('two pictures of one name both survive, each linked by its entry, and nothing is held', async () => {
    writeFileSync(join(dirname(uri.fsPath), 'image.png'), 'mine');
    await run('log', { text: 'see ![](image.png)', incident });
    await run('retry', { incident });
    asColleague(
      `incidents/${incident}/incident.md`,
      (file) => file.replace('## Timeline\n\n', '## Timeline\n\n- 2026-11-20T08:31:00Z @lee TL: here ![](image.png)\n'),
      { [`incidents/${incident}/image.png`]: 'theirs' },
    );
    assert.deepEqual(await run('sync', { incident }), { state: 'shared', waiting: 0, remote: 'origin' });
    const shown = (author: string, words: string) => {
      const [, link = ''] = new RegExp(`@${author} TL: ${words} !\\[\\]\\((.+)\\)`).exec(text(uri)) ?? [];
      return readFileSync(join(dirname(uri.fsPath), link), 'utf8');
    };
    assert.deepEqual([shown('dana', 'see'), shown('lee', 'here')], ['mine', 'theirs']);
    assert.equal(atRemote(incident), text(uri).trim());
    assert.equal((await run<{ why: string | null }>('status', { incident })).why, null);
  });

  describe('with a remote that is approved as private', () => {
    const branch = 'incident-private';
    const known = '2026-11-20-their-keys-are-out';
    let secret: Declared;

    it('a security incident goes to a branch of its own there', async () => {
      secret = await declare('Keys are out for all users', { security: true, at: '2026-11-20T09:30:00Z' });
      await run('log', { text: 'rotated the first', incident: secret.id });
      assert.deepEqual(await run('sync', { incident: secret.id, approve: 'private' }), {
        state: 'shared',
        waiting: 0,
        remote: 'origin',
      });
      assert.equal(at(remote, 'show', `${branch}:incidents/${secret.id}/incident.md`), text(secret.uri).trim());
      assert.ok(!at(remote, 'ls-tree', '-r', '--name-only', 'main').includes(secret.id));
      await assert.rejects(run('copyJoinLink', { incident: secret.id }), /Security incidents don't have links\./);
    });

    it('brings in what others write there, with their incidents and evidence, and puts none of it on another branch', async () => {
      at(colleague, 'fetch', '-q', 'origin', branch);
      at(colleague, 'checkout', '-q', '-B', branch, 'FETCH_HEAD');
      asColleague(
        `incidents/${secret.id}/incident.md`,
        (file) =>
          file.replace(/\n+## Checklists/, '\n- 2026-11-20T09:40:00Z @lee TL: the second as well\n\n## Checklists'),
        {
          [`incidents/${known}/incident.md`]: [
            ...['---', 'format: 1', `id: ${known}`, 'title: Their keys are out', 'status: investigating'],
            ...['security: true', '---', '', '## Timeline', '', '- 2026-11-20T08:00:00Z @lee MILESTONE declared:', ''],
          ].join('\n'),
          [`incidents/${known}/evidence/scan.bin`]: 'a\0b',
        },
      );
      const { entry } = await run<{ entry: string }>('log', { text: 'meanwhile the third', incident: secret.id });
      assert.deepEqual(await run('sync', { incident: secret.id }), { state: 'shared', waiting: 0, remote: 'origin' });
      assert.match(text(secret.uri), /@lee TL: the second as well\n/);
      assert.equal(at(remote, 'show', `${branch}:incidents/${secret.id}/incident.md`), text(secret.uri).trim());
      assert.ok(text(secret.uri).includes(entry));
      const theirs = join(folder(), 'incidents', known);
      assert.equal(readFileSync(join(theirs, 'evidence', 'scan.bin'), 'utf8'), 'a\0b');
      await run('log', { text: 'read it', incident: known });
      assert.deepEqual(await run('sync', { incident: known }), { state: 'shared', waiting: 0, remote: 'origin' });
      assert.match(at(remote, 'show', `${branch}:incidents/${known}/incident.md`), /TL: read it/);
      assert.equal(at(remote, 'show', `${branch}:incidents/${known}/evidence/scan.bin`), 'a\0b');
      const subjects = git('log', '--format=%s', 'HEAD', '--', `incidents/${known}`, `incidents/${secret.id}`);
      assert.equal(subjects, '');
    });

    after(async () => {
      at(colleague, 'checkout', '-q', 'main');
      for (const id of [secret.id, known]) {
        await run('cancel', { incident: id, reason: 'tried' });
      }
    });
  });

  describe('at a host that has pages', () => {
    after(() => git('config', '--remove-section', `url.${remote}`));

    it('an update has the address of the record’s, once that is approved', async () => {
      const { id } = await declare('A page is hard to find for everybody', { at: '2026-11-20T12:00:00Z' });
      const page = async () => {
        const { text: sent } = await run<{ text: string }>('update', { template: 'page', to: 'record', incident: id });
        return /Record: (.*)/.exec(sent)![1];
      };
      assert.equal(await page(), `${id}/incident.md`);
      const address = 'git@github.com:acme/ops.git';
      git('config', `url.${remote}.insteadOf`, address);
      git('remote', 'set-url', 'origin', address);
      assert.equal((await run<{ state: string }>('sync', { approve: true, incident: id })).state, 'shared');
      assert.equal(await page(), `https://github.com/acme/ops/blob/main/incidents/${id}/incident.md`);
      assert.equal((await run<{ state: string }>('sync', { incident: id })).state, 'shared');
    });

    it('a follow-up has a page for its issue, and keeps the address; a security incident has none', async () => {
      const { id } = await declare('An alert is missing for the queue', { at: '2026-11-20T13:00:00Z' });
      const todo = { text: 'Alert on the queue & its age', owner: 'jo', due: '2026-12-27', incident: id };
      const { entry } = await run('todo', todo);
      const { url, ...others } = await run<{ url: string; entry?: string }>('fileIssue', { entry });
      const { origin, pathname, searchParams } = new URL(url);
      assert.deepEqual([`${origin}${pathname}`, others], ['https://github.com/acme/ops/issues/new', {}]);
      assert.equal(searchParams.get('title'), 'Alert on the queue & its age');
      assert.match(
        searchParams.get('body')!,
        /^Follow-up of an incident: \[An alert is missing .*\]\(https:\/\/github\.com\//,
      );
      assert.match(searchParams.get('body')!, /\n\nOwner: jo\n\nDue: 2026-12-27$/);
      const issue = 'https://github.com/acme/ops/issues/12';
      await assert.rejects(run('fileIssue', { entry, issue: 'javascript:alert(1)' }), /isn't an issue's address/);
      const linked = (await run('fileIssue', { entry, issue })).entry;
      assert.equal(linked, entry.replace('its age', `its age ${issue}`));
      assert.ok(text(Uri.file(join(folder(), 'incidents', id, 'incident.md'))).includes(linked));
      await run('undoLast', { incident: id });
      await run('markSecurity', { incident: id, reason: 'a test' });
      await assert.rejects(run('fileIssue', { entry, incident: id }), /Can't file an issue for a security incident/);
    });
  });
});

describe('what others push', () => {
  const made = mkdtempSync(join(tmpdir(), 'incident-notes-fetching-'));
  const remote = join(made, 'app.git');
  const colleague = join(made, 'colleague');
  const now = Date.now;
  let incident: string;
  let turns = 0;

  /** The clock goes ahead by minutes, which is longer than between two fetches, and the extension has looked at it twice. */
  const later = async (): Promise<void> => {
    const ahead = ++turns * 120_000;
    Date.now = () => now() + ahead;
    await new Promise((resume) => setTimeout(resume, 2500 * SLOWNESS));
  };
  const push = (words: string): string => {
    at(colleague, 'pull', '-q', '--ff-only');
    writeFileSync(join(colleague, 'README.md'), words);
    at(colleague, 'add', '.');
    at(colleague, '-c', 'user.name=Lee', '-c', 'user.email=lee@example.com', 'commit', '-qm', 'Read me');
    at(colleague, 'push', '-q');
    return at(colleague, 'rev-parse', 'HEAD');
  };
  const isFetched = (commit: string): boolean =>
    at(folder(), 'cat-file', '--batch-all-objects', '--batch-check').includes(commit);
  const atRemote = (): string => at(remote, 'show', `main:incidents/${incident}/incident.md`);
  const listen = async (on: boolean | undefined) =>
    workspace.getConfiguration('incidentNotes').update('listen', on, ConfigurationTarget.Global);

  before(async () => {
    await ready();
    ({ id: incident } = await declare('Fetching is by itself', { at: '2026-11-20T09:00:00Z' }));
    await run('retry', {});
    at(made, 'clone', '-q', '--bare', folder(), remote);
    git('remote', 'add', 'origin', remote);
    assert.deepEqual(await run('sync', { approve: true, incident }), { state: 'shared', waiting: 0, remote: 'origin' });
    at(made, 'clone', '-q', remote, colleague);
  });
  after(() => {
    Date.now = now;
    rmSync(made, { recursive: true, force: true });
  });

  it('is fetched while an incident is open, or while somebody listens; entries go out either way', async () => {
    await listen(false);
    const first = push('one');
    await until(async () => {
      await later();
      return isFetched(first);
    }, 'a fetch by itself');

    await run('cancel', { incident, reason: 'a drill' });
    await until(() => atRemote().includes('a drill'), 'the canceling on the remote');
    // A round that the canceling began may still fetch; then it comes to rest.
    let pushed = 1;
    const second = await until(async () => {
      const commit = push(`two ${pushed++}`);
      await later();
      return isFetched(commit) ? undefined : commit;
    }, 'a commit that is not fetched');
    await run('log', { text: 'afterwards', incident });
    await until(() => atRemote().includes('TL: afterwards'), 'an entry of an incident that is over on the remote');
    assert.ok(isFetched(second));
  });

  it('is fetched when it moved while none is open', async () => {
    await listen(undefined);
    const commit = push('three');
    await until(() => isFetched(commit), 'a fetch by itself');
  });
});
