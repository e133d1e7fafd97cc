/** Where a record goes, whatever repository, work tree, link, or git the window finds: printed as a table, and held by it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ConfigurationTarget, Uri, commands, workspace } from 'vscode';
import { declare, gitIn, run, type Declared } from './workspace';
import { until } from '../patience';

/** The rarer rows, and the matrix, are for `npm run torture -- places`. */
const all = process.env['PLACES'] === 'all';
const rarely = all ? it : (): void => undefined;

interface Status {
  readonly waiting: number;
  readonly why: string | null;
  readonly place: string;
}

const around = realpathSync(mkdtempSync(join(tmpdir(), 'incident-notes-places-')));
const { HOME: home, PATH: path } = process.env;
let made = 0;
let declared = 0;

/** A bare repository with a first commit on `branch`, which is made once and copied. */
function remote(branch = 'main'): string {
  const bare = join(around, `remote-${++made}.git`);
  const original = join(around, `${branch}.git`);
  if (!existsSync(original)) {
    const first = join(around, `first-${made}`);
    gitIn(around, 'init', '-q', `--initial-branch=${branch}`, first);
    writeFileSync(join(first, 'app.txt'), 'one\n');
    gitIn(first, 'add', '.');
    gitIn(first, 'commit', '-qm', 'Start');
    gitIn(around, 'clone', '-q', '--bare', first, original);
    gitIn(original, 'remote', 'remove', 'origin');
  }
  cpSync(original, bare, { recursive: true });
  return bare;
}

function clone(from: string, name = `app-${++made}`): string {
  const folder = join(around, name);
  gitIn(around, 'clone', '-q', from, folder);
  return folder;
}

/** A folder for the PATH whose git does nothing before there is a file `go` in it. */
function waitingGit(): string {
  const bin = join(around, `bin-${++made}`);
  mkdirSync(bin);
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const waits = `#!/bin/sh\nwhile [ ! -e ${bin}/go ]; do sleep 0.05; done\nexec ${real} "$@"\n`;
  writeFileSync(join(bin, 'git'), waits, { mode: 0o755 });
  return bin;
}

/** Opens these folders in place of those that are open. */
async function open(...folders: readonly string[]): Promise<void> {
  await commands.executeCommand('workbench.action.closeAllEditors');
  const uris = folders.map((folder) => ({ uri: Uri.file(folder) }));
  // The editor refuses while it still takes in the last change.
  await until(
    () => workspace.updateWorkspaceFolders(0, workspace.workspaceFolders?.length ?? 0, ...uris),
    'the editor takes the folders',
  );
  const opened = () => (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath).join() === folders.join();
  await until(opened, 'the folders are open');
}

/** Declares an incident of its own; what is on which branch is what a test looks at. */
async function declareHere(more: object = {}): Promise<Declared> {
  return declare(`Place ${++declared} is decided`, { at: '2026-11-20T10:00:00Z', ...more });
}

async function committed(incident: string): Promise<void> {
  let said: unknown;
  const isThere = async (): Promise<boolean> => {
    const now = await run<{ waiting: number }>('retry', { incident });
    said = now;
    return now.waiting === 0;
  };
  await until(isThere, () => `${incident} is committed: ${JSON.stringify(said)}`);
}
const status = (incident: string) => run<Status>('status', { incident });

/** `incident-log, incident-log@remote`: the branches on which the record is, in the repository and at its remotes. */
function branchesWith(repository: string, id: string): string {
  const refs = gitIn(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes').split('\n');
  const have = refs.filter((ref) => {
    try {
      return gitIn(repository, 'ls-tree', '-r', '--name-only', ref).includes(`${id}/incident.md`);
    } catch {
      return false;
    }
  });
  return have.filter((ref) => !ref.endsWith('/HEAD')).join(', ');
}

/** Where the editor's git extension doesn't run its setting isn't registered, so no command writes it. */
async function setGitPath(path: string | readonly string[] | undefined): Promise<void> {
  const file = workspace.workspaceFile!.fsPath;
  const text = JSON.parse(readFileSync(file, 'utf8')) as { settings?: object };
  writeFileSync(file, JSON.stringify({ ...text, settings: { ...text.settings, 'git.path': path } }));
  // The editor doesn't see every change of its workspace file, but it reads all of it when it changes a setting itself.
  const editor = workspace.getConfiguration('editor');
  const blinking = editor.get('cursorBlinking') === 'solid' ? 'smooth' : 'solid';
  await editor.update('cursorBlinking', blinking, ConfigurationTarget.Workspace);
  const read = () => JSON.stringify(workspace.getConfiguration('git').get('path'));
  await until(() => read() === JSON.stringify(path), 'the editor has read its workspace file');
}

const rows: string[] = [];
/** One row of the table: what the repository is, and where its record went. */
function went(what: string, { uri, id }: Declared, repository: string): string {
  const where = `${relative(dirname(repository), uri.fsPath).replace(id, '<id>').replaceAll(/-\d+/g, '')}; ${branchesWith(repository, id) || 'on no branch'}`;
  rows.push(`${what.padEnd(44)} ${where}`);
  return where;
}

describe('where a record goes', () => {
  before(() => {
    writeFileSync(
      join(around, 'config'),
      '[init]\n\tdefaultBranch = main\n[user]\n\tname = Dana\n\temail = dana@example.com\n',
    );
    process.env['GIT_CONFIG_GLOBAL'] = join(around, 'config');
  });
  after(async () => {
    Object.assign(process.env, { HOME: home, PATH: path });
    delete process.env['GIT_CONFIG_GLOBAL'];
    console.log(`tests|\n${rows.join('\n')}`);
    rmSync(around, { recursive: true, force: true });
  });

  it('an application with a remote: its own branch', async () => {
    const app = clone(remote());
    await open(app);
    const one = await declareHere();
    await committed(one.id);
    assert.equal(went('application with a remote', one, app), 'app/incidents/<id>/incident.md; incident-log');
  });

  it('a second linked worktree: the same branch, and the same incidents (input 16)', async () => {
    const app = clone(remote());
    const fix = `${app}-fix`;
    gitIn(app, 'worktree', 'add', '-q', fix, '-b', 'fix');
    await open(app);
    const one = await declareHere();
    await committed(one.id);
    await open(fix);
    await run('log', { text: 'from the other window', incident: one.id });
    await committed(one.id);
    assert.equal((await status(one.id)).place, 'on branch incident-log');
    assert.match(readFileSync(one.uri.fsPath, 'utf8'), /from the other window/);
    const two = await declareHere();
    await committed(two.id);
    assert.equal(dirname(dirname(two.uri.fsPath)), join(app, 'incidents'));
    const shared = await run<{ state: string }>('sync', { incident: two.id, approve: true });
    assert.equal(shared.state, 'shared', JSON.stringify(shared));
    assert.equal(branchesWith(app, two.id), 'incident-log, origin/incident-log');
    went('second linked work tree', two, app);
    assert.equal(gitIn(fix, 'status', '--porcelain'), '');
  });

  rarely('a linked work tree of a bare repository: its own branch', async () => {
    const bare = join(around, 'hub', 'repo.git');
    gitIn(around, 'clone', '-q', '--bare', remote(), bare);
    gitIn(bare, 'worktree', 'add', '-q', join(around, 'hub', 'main'), 'main');
    gitIn(bare, 'worktree', 'add', '-q', join(around, 'hub', 'fix'), '-b', 'fix');
    await open(join(around, 'hub', 'main'));
    const one = await declareHere();
    await committed(one.id);
    await open(join(around, 'hub', 'fix'));
    assert.equal((await status(one.id)).place, 'on branch incident-log');
    assert.equal(branchesWith(bare, one.id), 'incident-log');
    went('linked work trees of a bare repository', one, bare);
  });

  it('git that failed at the declaration: its own branch as soon as git answers, in the same folder', async () => {
    const app = clone(remote());
    const bin = join(around, 'bin');
    mkdirSync(bin);
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(bin, 'git'), `#!/bin/sh\n[ -e ${bin}/broken ] && exit 1\nexec ${real} "$@"\n`, { mode: 0o755 });
    writeFileSync(join(bin, 'broken'), '');
    process.env['PATH'] = `${bin}:${path}`;
    await open(app);
    const one = await declareHere();
    assert.equal(one.uri.fsPath, join(app, 'incidents', one.id, 'incident.md'));
    assert.match((await status(one.id)).place, /^not committed: git/);
    await run('log', { text: 'while git is away', incident: one.id });
    rmSync(join(bin, 'broken'));
    await run('log', { text: 'and when it is back', incident: one.id });
    await committed(one.id);
    process.env['PATH'] = path;
    assert.equal(went('git away at the declaration', one, app), 'app/incidents/<id>/incident.md; incident-log');
    const onBranch = gitIn(app, 'show', `incident-log:${one.id}/incident.md`);
    assert.match(onBranch, /@dana TL: while git is away[^]*@dana TL: and when it is back/);
    assert.equal(gitIn(app, 'status', '--porcelain'), '');
    assert.equal((await status(one.id)).place, 'on branch incident-log');
    const two = await declareHere();
    await committed(two.id);
    assert.equal(went('  the next one', two, app), 'app/incidents/<id>/incident.md; incident-log');
  });

  it('slow git: the record is there in the meantime, with its author, and on its own branch afterwards (input 17)', async () => {
    const app = clone(remote());
    const bin = waitingGit();
    await open(app);
    process.env['PATH'] = `${bin}:${path}`;
    const one = await declareHere();
    assert.match(readFileSync(one.uri.fsPath, 'utf8'), /@dana MILESTONE declared/);
    await run('log', { text: 'while git thinks', incident: one.id });
    assert.equal(existsSync(join(app, 'incidents', '.git')), false);
    writeFileSync(join(bin, 'go'), '');
    process.env['PATH'] = path;
    await committed(one.id);
    assert.equal(went('git slow at the declaration', one, app), 'app/incidents/<id>/incident.md; incident-log');
    assert.match(readFileSync(one.uri.fsPath, 'utf8'), /git worktree add incidents incident-log/);
    assert.equal(gitIn(app, 'status', '--porcelain'), '');
  });

  it('no folder is open and git takes its time: the record is there, and so is its repository afterwards', async () => {
    const person = join(around, 'person');
    mkdirSync(person);
    process.env['HOME'] = person;
    const bin = waitingGit();
    try {
      await open();
      process.env['PATH'] = `${bin}:${path}`;
      const one = await declareHere();
      assert.equal(one.uri.fsPath, join(person, 'incidents', one.id, 'incident.md'));
      writeFileSync(join(bin, 'go'), '');
      process.env['PATH'] = path;
      await committed(one.id);
      assert.equal(went('no folder', one, join(person, 'incidents')), 'incidents/<id>/incident.md; main');
      // The editor refuses to close what isn't open.
      await open(person);
    } finally {
      Object.assign(process.env, { HOME: home, PATH: path });
    }
  });

  rarely("a record by hand in an application's folder: never its branch", async () => {
    const app = clone(remote());
    await open(app);
    const id = '2026-11-20-written-by-hand';
    mkdirSync(join(app, 'incidents', id), { recursive: true });
    const uri = Uri.file(join(app, 'incidents', id, 'incident.md'));
    writeFileSync(
      uri.fsPath,
      `---\nformat: 1\nid: ${id}\ntitle: By hand\nstatus: investigating\n---\n\n## Timeline\n\n`,
    );
    await run('log', { text: 'by the tool', incident: id });
    await committed(id);
    assert.equal(
      went('record by hand in an application', { id, uri, lookAlikes: [] }, app),
      'app/incidents/<id>/incident.md; incident-log',
    );
  });

  it('the home is a repository of dotfiles: a repository of its own (input 18)', async () => {
    const dotfiles = clone(remote());
    writeFileSync(join(dotfiles, '.gitignore'), '*\n');
    process.env['HOME'] = dotfiles;
    try {
      await open();
      const one = await declareHere();
      await committed(one.id);
      assert.equal(branchesWith(dotfiles, one.id), '');
      assert.equal(
        went('dotfiles around the home', one, join(dotfiles, 'incidents')),
        'incidents/<id>/incident.md; main',
      );
      assert.equal((await run<{ state: string }>('sync', { incident: one.id, approve: true })).state, 'noRemote');
      // Neither does a folder in there that is no repository itself.
      mkdirSync(join(dotfiles, 'notes'));
      await open(join(dotfiles, 'notes'));
      const two = await declareHere();
      assert.match((await status(two.id)).place, /contains your home folder/);
      assert.equal(
        went('  a folder in there', two, dotfiles),
        relative(dirname(dotfiles), two.uri.fsPath).replace(two.id, '<id>').replaceAll(/-\d+/g, '') + '; on no branch',
      );
    } finally {
      process.env['HOME'] = home;
    }
  });

  rarely('the default branch was renamed on the remote: the new one, for a dedicated repository', async () => {
    const bare = remote('master');
    const first = clone(bare);
    await open(first);
    await workspace.getConfiguration('incidentNotes').update('branch', 'current', true);
    const old = await declareHere();
    await committed(old.id);
    await workspace.getConfiguration('incidentNotes').update('branch', undefined, true);
    gitIn(first, 'push', '-q');
    gitIn(bare, 'branch', '-m', 'master', 'main');
    gitIn(first, 'branch', '-m', 'master', 'main');
    gitIn(first, 'fetch', '-q');
    gitIn(first, 'branch', '-q', '-u', 'origin/main', 'main');
    await open(clone(bare));
    await open(first);
    const one = await declareHere();
    await committed(one.id);
    assert.equal(went('renamed default branch, dedicated', one, first), 'app/incidents/<id>/incident.md; main');
  });

  rarely('a second clone: the same branch, both ways, and both say so', async () => {
    const bare = remote();
    const [mine, theirs] = [clone(bare), clone(bare)];
    await open(mine);
    const one = await declareHere();
    assert.equal((await run<{ state: string }>('sync', { incident: one.id, approve: true })).state, 'shared');
    await open(theirs);
    const joined = await run<{ id: string; uri: Uri }>('join', { incident: one.id });
    await run('log', { text: 'from the second clone', incident: one.id });
    assert.equal((await run<{ state: string }>('sync', { incident: one.id })).state, 'shared');
    assert.match(gitIn(bare, 'show', `incident-log:${one.id}/incident.md`), /from the second clone/);
    const where = went('second clone', { ...joined, lookAlikes: [] }, theirs);
    assert.equal(where, 'app/incidents/<id>/incident.md; incident-log, origin/incident-log');
    assert.equal(branchesWith(bare, one.id), 'incident-log');
  });

  rarely('a repository that was moved, records and all: committed from there', async () => {
    const app = clone(remote());
    await open(app);
    const one = await declareHere();
    await committed(one.id);
    const moved = join(around, 'moved', 'app');
    await open();
    mkdirSync(dirname(moved));
    renameSync(app, moved);
    await open(moved);
    await run('log', { text: 'after the move', incident: one.id });
    await committed(one.id);
    const two = await declareHere();
    await committed(two.id);
    assert.match(gitIn(moved, 'show', `incident-log:${one.id}/incident.md`), /after the move/);
    assert.equal(went('moved repository', two, moved), 'app/incidents/<id>/incident.md; incident-log');
    await open();
    renameSync(moved, app);
    await open(app);
    await run('log', { text: 'and back', incident: one.id });
    await committed(one.id);
    assert.match(gitIn(app, 'show', `incident-log:${one.id}/incident.md`), /and back/);
  });

  rarely(
    'a submodule: its own branch in its own repository, and a way to what is checked out there (input 38)',
    async () => {
      const outer = clone(remote());
      gitIn(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', remote(), 'parts/one');
      const inner = join(outer, 'parts', 'one');
      gitIn(inner, 'checkout', '-q', '--detach');
      await open(inner);
      const one = await declareHere();
      await committed(one.id);
      assert.equal(went('submodule', one, inner), 'one/incidents/<id>/incident.md; incident-log');
      assert.equal(gitIn(outer, 'status', '--porcelain', '--', 'incidents'), '');
      // The folder is named as a person knows it.
      await assert.rejects(run('moveRecord', { incident: one.id, to: 'current' }), (error: Error) => {
        assert.ok(error.message.includes(join(inner, 'incidents')), error.message);
        return true;
      });
    },
  );

  rarely('a partial clone whose remote is away: its own branch, and what is said agrees', async () => {
    const bare = remote();
    gitIn(bare, 'config', 'uploadpack.allowFilter', 'true');
    const app = join(around, 'partial');
    gitIn(around, 'clone', '-q', '--filter=tree:0', '--sparse', `file://${bare}`, app);
    gitIn(app, 'remote', 'set-url', 'origin', 'http://127.0.0.1:9/away.git');
    await open(app);
    const one = await declareHere();
    await committed(one.id);
    assert.equal((await status(one.id)).place, 'on branch incident-log');
    assert.equal(went('partial clone, remote away', one, app), 'partial/incidents/<id>/incident.md; incident-log');
  });

  it("a fork as origin: the team's remote, which the question names (input 14)", async () => {
    const [fork, team] = [remote(), remote()];
    const app = clone(fork);
    gitIn(app, 'remote', 'add', 'upstream', team);
    gitIn(app, 'config', 'remote.pushDefault', 'upstream');
    await open(app);
    const one = await declareHere();
    await committed(one.id);
    assert.deepEqual(await run('sync', { incident: one.id, approve: true }), {
      state: 'shared',
      waiting: 0,
      remote: 'upstream',
    });
    assert.deepEqual([branchesWith(team, one.id), branchesWith(fork, one.id)], ['incident-log', '']);
    went('fork as origin', one, team);
  });

  rarely('two remotes without a setting: the one that is named, and none before', async () => {
    const [one, two] = [remote(), remote()];
    const app = clone(one);
    gitIn(app, 'remote', 'rename', 'origin', 'mine');
    gitIn(app, 'remote', 'add', 'team', two);
    gitIn(app, 'config', '--unset', 'branch.main.remote');
    await open(app);
    const incident = await declareHere();
    await committed(incident.id);
    const { state, why } = await run<{ state: string; why: string }>('sync', { incident: incident.id });
    assert.deepEqual([state, why], ['unapproved', 'choose a remote: mine, team']);
    await assert.rejects(run('sync', { incident: incident.id, approve: true }), /several remotes \(mine, team\)/);
    await assert.rejects(run('sync', { incident: incident.id, approve: 'tea' }), /Unknown remote "tea"/);
    const shared = await run('sync', { incident: incident.id, approve: 'team' });
    assert.deepEqual(shared, { state: 'shared', waiting: 0, remote: 'team' });
    assert.equal(branchesWith(two, incident.id), 'incident-log');
    went('two remotes, named', incident, two);
  });

  it('records on main and on the own branch: said, and merged in one action that deletes nothing', async () => {
    const bare = remote();
    const app = clone(bare);
    await open(app);
    const one = await declareHere();
    await run('log', { text: 'on the own branch', incident: one.id });
    await committed(one.id);
    const record = readFileSync(one.uri.fsPath, 'utf8');
    const colleague = clone(bare);
    const other = '2026-11-19-only-on-main';
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(colleague, 'incidents', name)), { recursive: true });
      writeFileSync(join(colleague, 'incidents', name), text);
    };
    const line = '- 2026-11-20T09:00:00Z @lee TL: on main ![](graph.png)\n';
    write(
      `${one.id}/incident.md`,
      record.replace('## Timeline\n\n', (heading) => heading + line),
    );
    write(`${one.id}/graph.png`, 'lee');
    write(`${other}/incident.md`, record.replaceAll(one.id, other));
    gitIn(colleague, 'add', '.');
    gitIn(colleague, 'commit', '-qm', 'inc: declare there');
    gitIn(colleague, 'push', '-q');
    writeFileSync(join(dirname(one.uri.fsPath), 'graph.png'), 'dana');
    await run('log', { text: 'with a picture of that name', incident: one.id });
    await committed(one.id);
    gitIn(app, 'fetch', '-q');
    const main = gitIn(app, 'rev-parse', 'origin/main');
    const said = async () => (await run<{ text: string }>('diagnose', {})).text;
    assert.match(
      await said(),
      /two locations: origin\/main has entries from 2 incidents that incident-log doesn't have/,
    );
    const { merged, uri } = await run<{ merged: string[]; uri: Uri }>('mergeLocations', {});
    assert.deepEqual([merged.sort(), uri.fsPath], [[other, one.id], join(app, 'incidents')]);
    const onBranch = gitIn(app, 'show', `incident-log:${one.id}/incident.md`);
    assert.match(onBranch, /on main !\[\]\(graph(-\w+)?\.png\)[^]*TL: on the own branch[^]*with a picture/);
    assert.equal(onBranch, readFileSync(one.uri.fsPath, 'utf8').trim());
    const [, linked] = /on main !\[\]\((.+)\)/.exec(onBranch)!;
    assert.equal(gitIn(app, 'show', `incident-log:${one.id}/${linked}`), 'lee');
    assert.equal(branchesWith(app, other), 'incident-log, origin/main');
    assert.equal(gitIn(app, 'rev-parse', 'origin/main'), main);
    assert.doesNotMatch(await said(), /two locations/);
    await assert.rejects(run('mergeLocations', {}), /Nothing to merge/);
    went('main and own branch, merged', one, app);
  });

  it('the other way around, and an incident that is in both counts once', async () => {
    const bare = remote();
    const app = clone(bare);
    await open(app);
    const settings = workspace.getConfiguration('incidentNotes');
    await settings.update('branch', 'current', true);
    const one = await declareHere();
    await committed(one.id);
    await settings.update('branch', 'own', true);
    const two = await declareHere();
    await committed(two.id);
    assert.equal(dirname(dirname(two.uri.fsPath)), `${app}-incidents`);
    await settings.update('branch', undefined, true);
    const { merged, uri } = await run<{ merged: string[]; uri: Uri }>('mergeLocations', { to: 'current' });
    assert.deepEqual([merged, uri.fsPath], [[two.id], join(app, 'incidents')]);
    assert.equal(branchesWith(app, two.id), 'incident-log, main');
    assert.ok(existsSync(two.uri.fsPath));
    await run('log', { text: 'goes on where new incidents go', incident: two.id });
    await committed(two.id);
    assert.match(gitIn(app, 'show', `main:incidents/${two.id}/incident.md`), /goes on where/);
    assert.match((await run<{ text: string }>('diagnose', {})).text, /- 2 records\n/);
    went('own branch and main, merged there', two, app);
  });

  it('a branch without the folder that the default one tracks: next to the repository, with everything that was logged in the meantime', async () => {
    const app = clone(remote());
    gitIn(app, 'branch', 'feature');
    mkdirSync(join(app, 'incidents'));
    writeFileSync(join(app, 'incidents', 'README.md'), 'How to write one\n');
    gitIn(app, 'add', '.');
    gitIn(app, 'commit', '-qm', 'Say how');
    gitIn(app, 'push', '-q');
    gitIn(app, 'checkout', '-q', 'feature');
    await open(app);
    const one = await declareHere();
    const beside = join(`${app}-incidents`, one.id, 'incident.md');
    const logged: string[] = [];
    await until(async () => {
      logged.push(`line ${logged.length + 1}`);
      await run('log', { text: logged.at(-1)!, incident: one.id });
      return existsSync(beside) && !existsSync(join(app, 'incidents', one.id));
    }, 'it moved by itself');
    await run('log', { text: 'and goes on there' });
    await committed(one.id);
    const onBranch = gitIn(app, 'show', `incident-log:${one.id}/incident.md`);
    for (const text of [...logged, 'and goes on there']) {
      assert.equal(onBranch.split(`TL: ${text}\n`).length, 2, `${text} is there once`);
    }
    assert.match(onBranch, /git worktree add \.\.\/app-\d+-incidents incident-log/);
    const { uri } = await run<{ uri: Uri }>('open', { incident: one.id });
    assert.equal(uri.fsPath, beside);
    assert.equal(gitIn(app, 'status', '--porcelain'), '');
    went('default branch tracks the folder', { ...one, uri }, app);
  });

  it('a link to a subfolder: the repository that it leads into (input 32)', async () => {
    const app = clone(remote());
    mkdirSync(join(app, 'services', 'api'), { recursive: true });
    const link = join(around, 'api');
    symlinkSync(join(app, 'services', 'api'), link);
    await open(link);
    const one = await declareHere();
    await run('log', { text: 'over the link' });
    await committed(one.id);
    assert.equal(went('link to a subfolder', one, app), 'app/incidents/<id>/incident.md; incident-log');
    assert.equal((await run<{ id: string }>('status', {})).id, one.id);
  });

  rarely('two folders with a repository each: each its own', async () => {
    const [app, alone] = [clone(remote()), join(around, 'alone')];
    gitIn(around, 'init', '-q', alone);
    await open(app, alone);
    const one = await declareHere({ folder: app });
    const two = await declareHere({ folder: alone });
    await committed(one.id);
    await committed(two.id);
    assert.equal(went('two folders: with a remote', one, app), 'app/incidents/<id>/incident.md; incident-log');
    assert.equal(went('two folders: without', two, alone), 'alone/incidents/<id>/incident.md; main');
  });

  rarely(
    'no branch is checked out, and there is no remote: the own branch, once it is asked for (input 36)',
    async () => {
      const alone = join(around, 'detached');
      gitIn(around, 'init', '-q', alone);
      gitIn(alone, 'commit', '-q', '--allow-empty', '-m', 'Start');
      gitIn(alone, 'checkout', '-q', '--detach');
      await open(alone);
      const one = await declareHere();
      await run('log', { text: 'on no branch', incident: one.id });
      const { waiting, why } = await run<Status>('retry', { incident: one.id });
      assert.deepEqual([waiting, why], [2, 'no branch is checked out (detached HEAD)']);
      const { uri } = await run<{ uri: Uri }>('moveRecord', { incident: one.id, to: 'own' });
      assert.deepEqual(await run('retry', { incident: one.id }), { waiting: 0, why: null });
      assert.match(gitIn(alone, 'show', `incident-log:${one.id}/incident.md`), /on no branch/);
      went('detached, no remote, moved', { ...one, uri }, alone);
    },
  );

  it('a rule for commit messages: held with its words, until the form is set or the record moves (input 37)', async () => {
    const alone = join(around, 'ruled');
    gitIn(around, 'init', '-q', alone);
    gitIn(alone, 'commit', '-q', '--allow-empty', '-m', 'docs: start');
    writeFileSync(
      join(alone, '.git', 'hooks', 'commit-msg'),
      '#!/bin/sh\ngrep -qE "^(feat|fix|docs)(\\(.+\\))?: " "$1" || { echo "use feat, fix, or docs" >&2; exit 1; }\n',
      { mode: 0o755 },
    );
    await open(alone);
    const [one, two] = [await declareHere(), await declareHere()];
    assert.equal((await run<Status>('retry', { incident: one.id })).why, 'a commit hook rejected the commit');
    await run('moveRecord', { incident: two.id, to: 'own' });
    assert.deepEqual(await run('retry', { incident: two.id }), { waiting: 0, why: null });
    const settings = workspace.getConfiguration('incidentNotes');
    await settings.update('commitSubject', 'docs(incident): {subject}', true);
    await committed(one.id);
    assert.equal(gitIn(alone, 'log', '-1', '--format=%s', 'main'), `docs(incident): inc: declare ${one.id}`);
    await settings.update('commitSubject', undefined, true);
    went('rule for commit messages, form set', one, alone);
  });

  it('a container without a git identity: safe, said, and committed once there is one', async () => {
    const app = clone(remote());
    gitIn(app, 'config', 'user.useConfigOnly', 'true');
    const { GIT_CONFIG_GLOBAL: known } = process.env;
    process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
    try {
      await open(app);
      const one = await declareHere();
      await run('log', { text: 'without a name', incident: one.id });
      const { waiting, why } = await run<Status>('retry', { incident: one.id });
      assert.equal(waiting, 2);
      assert.match(why ?? '', /user\.name/);
      // Never the account of the machine.
      assert.doesNotMatch(readFileSync(one.uri.fsPath, 'utf8'), /@root/);
      gitIn(app, 'config', 'user.name', 'Lee');
      gitIn(app, 'config', 'user.email', 'lee@example.com');
      await run('log', { text: 'with one', incident: one.id });
      await committed(one.id);
      assert.match(gitIn(app, 'show', `incident-log:${one.id}/incident.md`), /without a name[^]*with one/);
      assert.equal(gitIn(app, 'log', '-1', '--format=%ae', 'incident-log'), 'lee@example.com');
      went('no git identity at first', one, app);
    } finally {
      process.env['GIT_CONFIG_GLOBAL'] = known;
    }
  });

  it('what is left out of a commit is named', async () => {
    const app = clone(remote());
    await open(app);
    const one = await declareHere();
    writeFileSync(join(dirname(one.uri.fsPath), '.DS_Store'), 'x');
    await run('log', { text: 'more', incident: one.id });
    await committed(one.id);
    const { leftOut } = await run<{ leftOut: unknown }>('status', { incident: one.id });
    assert.deepEqual(leftOut, [{ file: '.DS_Store', why: "it's a system or editor file" }]);
  });

  rarely("the editor's git.path: that git (input 33)", async () => {
    const bin = join(around, 'own bin');
    mkdirSync(bin);
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(bin, 'git'), `#!/bin/sh\n: > "${bin}/ran"\nexec ${real} "$@"\n`, { mode: 0o755 });
    const app = clone(remote());
    await open(app);
    await setGitPath([join(bin, 'none'), join(bin, 'git')]);
    const one = await declareHere();
    await committed(one.id);
    assert.ok(existsSync(join(bin, 'ran')));
    await setGitPath(undefined);
  });

  rarely(
    'a remote that says nothing is offline, one that takes its time is slow, and both get everything in the end',
    async () => {
      const bare = remote();
      const app = clone(bare);
      await open(app);
      const one = await declareHere();
      const hanging = join(around, 'hangs');
      writeFileSync(hanging, '#!/bin/sh\nsleep 1000\n', { mode: 0o755 });
      gitIn(app, 'config', 'core.sshCommand', hanging);
      gitIn(app, 'remote', 'set-url', 'origin', 'ssh://example.invalid/x.git');
      const began = Date.now();
      const silent = await run<{ state: string }>('sync', { incident: one.id, approve: true });
      rows.push(`silent remote: ${silent.state} after ${Math.round((Date.now() - began) / 1000)} s`);
      assert.equal(silent.state, 'offline');
      gitIn(app, 'remote', 'set-url', 'origin', bare);
      const go = join(around, 'go');
      const waits = `#!/bin/sh\ncat > /dev/null\nwhile [ ! -e ${go} ]; do sleep 0.2; done\n`;
      writeFileSync(join(bare, 'hooks', 'pre-receive'), waits, { mode: 0o755 });
      const slow = await run<{ state: string }>('sync', { incident: one.id, approve: true });
      assert.equal(slow.state, 'slow');
      writeFileSync(go, '');
      await until(() => branchesWith(bare, one.id) === 'incident-log', 'it got out');
      await until(
        async () => (await run<{ state: string }>('sync', { incident: one.id })).state === 'shared',
        'it says so',
      );
    },
  );

  describe('more of the kinds that went wrong once', () => {
    /** Dotfiles whose work tree is, or contains, the home folder that is given back. */
    const homes: Readonly<Record<string, () => string>> = {
      'a .git that is a file': () => {
        const dotfiles = clone(remote());
        gitIn(dotfiles, 'init', '-q', '--separate-git-dir', join(around, `git-${++made}`));
        return dotfiles;
      },
      'the repository of a folder above': () => {
        const inside = join(clone(remote()), 'people', 'dana');
        mkdirSync(inside, { recursive: true });
        return inside;
      },
    };
    for (const [what, make] of Object.entries(homes)) {
      rarely(`18. a home in ${what}: a repository of its own`, async () => {
        const place = make();
        process.env['HOME'] = place;
        try {
          // The editor refuses to close what isn't open.
          await open(place);
          await open();
          const one = await declareHere();
          await committed(one.id);
          assert.equal(one.uri.fsPath, join(place, 'incidents', one.id, 'incident.md'));
          assert.equal(gitIn(join(place, 'incidents'), 'rev-parse', '--show-toplevel'), join(place, 'incidents'));
          assert.equal(gitIn(place, 'log', '--format=%s', 'main').includes('inc:'), false);
        } finally {
          process.env['HOME'] = home;
        }
      });
    }

    const gits: Readonly<Record<string, (bin: string, real: string) => string | readonly string[]>> = {
      'a path, and none on the PATH': (_, real) => real,
      'a list whose second entry is a link, and none on the PATH': (bin, real) => {
        symlinkSync(real, join(bin, 'my git'));
        return [join(bin, 'none'), join(bin, 'my git')];
      },
    };
    for (const [what, setting] of Object.entries(gits)) {
      rarely(`33. git.path as ${what}: committed`, async () => {
        const bin = join(around, `bin-${++made}`);
        mkdirSync(bin);
        const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
        const app = clone(remote());
        await open(app);
        await setGitPath(setting(bin, real));
        process.env['PATH'] = bin;
        try {
          const one = await declareHere();
          await run('log', { text: 'by that git', incident: one.id });
          await committed(one.id);
          process.env['PATH'] = path;
          assert.match(gitIn(app, 'show', `incident-log:${one.id}/incident.md`), /by that git/);
        } finally {
          process.env['PATH'] = path;
          await setGitPath(undefined);
        }
      });
    }

    /** Repositories without a remote in which no branch is checked out: the window's folder, and where the own branch is. */
    const detached: Readonly<Record<string, (alone: string) => string>> = {
      'a tag is checked out': (alone) => {
        gitIn(alone, 'tag', 'v1');
        gitIn(alone, 'checkout', '-q', 'v1');
        return alone;
      },
      'a linked work tree is at a commit': (alone) => {
        gitIn(alone, 'worktree', 'add', '-q', '--detach', `${alone}-at`);
        return `${alone}-at`;
      },
    };
    for (const [what, window] of Object.entries(detached)) {
      rarely(`36. ${what}, and there is no remote: the own branch, once it is asked for`, async () => {
        const alone = join(around, `alone-${++made}`);
        gitIn(around, 'init', '-q', alone);
        gitIn(alone, 'commit', '-q', '--allow-empty', '-m', 'Start');
        await open(window(alone));
        const one = await declareHere();
        await run('log', { text: 'on no branch', incident: one.id });
        assert.equal(
          (await run<Status>('retry', { incident: one.id })).why,
          'no branch is checked out (detached HEAD)',
        );
        await run('moveRecord', { incident: one.id, to: 'own' });
        assert.deepEqual(await run('retry', { incident: one.id }), { waiting: 0, why: null });
        assert.match(gitIn(alone, 'show', `incident-log:${one.id}/incident.md`), /on no branch/);
      });
    }

    /** What a hook asks of a message: the form that gives it, or none where only the own branch is a way out. */
    const rules: Readonly<Record<string, { readonly check: string; readonly form?: string }>> = {
      'wants a ticket': { check: 'grep -qE "^\\[OPS-[0-9]+\\] [A-Za-z]"', form: '[OPS-1] {subject}' },
      'wants a signature': { check: 'grep -q "^Signed-off-by: "' },
    };
    for (const [what, { check, form }] of Object.entries(rules)) {
      rarely(`37. a rule for commit messages that ${what}: a way out`, async () => {
        const alone = join(around, `ruled-${++made}`);
        gitIn(around, 'init', '-q', alone);
        gitIn(alone, 'commit', '-q', '--allow-empty', '-m', 'Start');
        writeFileSync(join(alone, '.git', 'hooks', 'commit-msg'), `#!/bin/sh\n${check} "$1"\n`, { mode: 0o755 });
        await open(alone);
        const one = await declareHere();
        assert.equal((await run<Status>('retry', { incident: one.id })).why, 'a commit hook rejected the commit');
        const settings = workspace.getConfiguration('incidentNotes');
        if (form === undefined) {
          await run('moveRecord', { incident: one.id, to: 'own' });
        } else {
          await settings.update('commitSubject', form, true);
        }
        await committed(one.id);
        assert.equal(branchesWith(alone, one.id), form === undefined ? 'incident-log' : 'main');
        await settings.update('commitSubject', undefined, true);
      });
    }

    const submodules: Readonly<Record<string, () => string>> = {
      'in a submodule': () => {
        const [outer, middle] = [clone(remote()), remote()];
        gitIn(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', middle, 'parts/middle');
        const inside = join(outer, 'parts', 'middle');
        gitIn(inside, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', remote(), 'inner');
        return join(inside, 'inner');
      },
      'whose git folder is in it': () => {
        const [outer, bare] = [clone(remote()), remote()];
        const inner = clone(bare, `${relative(around, outer)}/old`);
        gitIn(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', bare, 'old');
        return inner;
      },
    };
    for (const [what, make] of Object.entries(submodules)) {
      rarely(`38. a submodule ${what}: its own branch, and its folder is named`, async () => {
        const inner = make();
        gitIn(inner, 'checkout', '-q', '--detach');
        await open(inner);
        const one = await declareHere();
        await committed(one.id);
        assert.equal(branchesWith(inner, one.id), 'incident-log');
        await assert.rejects(run('moveRecord', { incident: one.id, to: 'current' }), (error: Error) => {
          assert.ok(error.message.includes(join(inner, 'incidents')), error.message);
          return true;
        });
      });
    }

    const links: Readonly<Record<string, (app: string) => string>> = {
      'a link to the repository': (app) => app,
      "a link to a link to a linked work tree's subfolder": (app) => {
        const fix = `${app}-fix`;
        gitIn(app, 'worktree', 'add', '-q', fix, '-b', 'fix');
        mkdirSync(join(fix, 'services', 'api'), { recursive: true });
        symlinkSync(join(fix, 'services'), `${app}-services`);
        return join(`${app}-services`, 'api');
      },
    };
    for (const [what, target] of Object.entries(links)) {
      rarely(`32. ${what}: found and committed`, async () => {
        const app = clone(remote());
        const link = join(around, `link-${++made}`);
        symlinkSync(target(app), link);
        await open(link);
        const one = await declareHere();
        await run('log', { text: 'over the link' });
        await committed(one.id);
        assert.equal(branchesWith(app, one.id), 'incident-log');
        assert.match(gitIn(app, 'show', `incident-log:${one.id}/incident.md`), /over the link/);
        assert.equal((await run<{ id: string }>('status', {})).id, one.id);
      });
    }
  });

  /** A repository of a kind: the folder of the window, that of a second one, and what a colleague clones. */
  interface Kind {
    readonly window: string;
    readonly second?: string;
    /** Another folder of both windows. */
    readonly beside?: string;
    readonly remote?: string;
    /** The window has no folder. */
    readonly isEmpty?: true;
  }
  const kinds: Readonly<Record<string, () => Kind>> = {
    'no remote': () => {
      const window = join(around, `alone-${++made}`);
      gitIn(around, 'init', '-q', window);
      return { window };
    },
    'one remote': () => {
      const bare = remote();
      return { window: clone(bare), remote: bare };
    },
    'on a feature branch, dirty': () => {
      const bare = remote();
      const window = clone(bare);
      gitIn(window, 'checkout', '-qb', 'feature');
      writeFileSync(join(window, 'app.txt'), 'half done\n');
      return { window, remote: bare };
    },
    'two remotes, the setting chooses': () => {
      const bare = remote();
      const window = clone(remote());
      gitIn(window, 'remote', 'add', 'team', bare);
      gitIn(window, 'config', 'branch.incident-log.remote', 'team');
      return { window, remote: bare };
    },
    'two work trees': () => {
      const bare = remote();
      const window = clone(bare);
      gitIn(window, 'worktree', 'add', '-q', `${window}-fix`, '-b', 'fix');
      return { window, second: `${window}-fix`, remote: bare };
    },
    'work trees of a bare one': () => {
      const [bare, hub] = [remote(), join(around, `hub-${++made}`)];
      gitIn(around, 'clone', '-q', '--bare', bare, join(hub, 'repo.git'));
      gitIn(join(hub, 'repo.git'), 'worktree', 'add', '-q', join(hub, 'main'), 'main');
      gitIn(join(hub, 'repo.git'), 'worktree', 'add', '-q', join(hub, 'fix'), '-b', 'fix');
      return { window: join(hub, 'main'), second: join(hub, 'fix'), remote: bare };
    },
    submodule: () => {
      const [outer, bare] = [clone(remote()), remote()];
      gitIn(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', bare, 'one');
      return { window: join(outer, 'one'), remote: bare };
    },
    'over a link': () => {
      const bare = remote();
      const link = join(around, `link-${++made}`);
      symlinkSync(clone(bare), link);
      return { window: link, remote: bare };
    },
    'a subfolder': () => {
      const bare = remote();
      const window = join(clone(bare), 'services', 'api');
      mkdirSync(window, { recursive: true });
      return { window, remote: bare };
    },
    detached: () => {
      const bare = remote();
      const window = clone(bare);
      gitIn(window, 'checkout', '-q', '--detach');
      return { window, remote: bare };
    },
    'renamed default branch': () => {
      const bare = remote('master');
      const window = clone(bare);
      gitIn(bare, 'branch', '-m', 'master', 'main');
      gitIn(window, 'branch', '-m', 'master', 'main');
      gitIn(window, 'fetch', '-q');
      gitIn(window, 'branch', '-q', '-u', 'origin/main', 'main');
      return { window, remote: bare };
    },
    'two folders, a repository each': () => {
      const bare = remote();
      return { window: clone(bare), beside: clone(remote()), remote: bare };
    },
    'dotfiles around the home': () => {
      const window = clone(remote());
      writeFileSync(join(window, '.gitignore'), '*\n');
      process.env['HOME'] = window;
      return { window, isEmpty: true };
    },
    'moved after the declaration': () => {
      const bare = remote();
      const window = clone(bare);
      return { window, second: `${window}-moved`, remote: bare };
    },
    'git 2.30': () => {
      const bin = join(around, `old-${++made}`);
      mkdirSync(bin);
      const lacks =
        '*" list --porcelain -z "*|*" --path-format=absolute "*) echo "error: unknown switch" >&2; exit 129 ;;';
      writeFileSync(join(bin, 'git'), `#!/bin/sh\ncase " $* " in ${lacks} esac\nPATH=${path} exec git "$@"\n`, {
        mode: 0o755,
      });
      process.env['PATH'] = `${bin}:${path}`;
      const bare = remote();
      return { window: clone(bare), remote: bare };
    },
    'slow git': () => {
      const bin = join(around, `slow-${++made}`);
      mkdirSync(bin);
      writeFileSync(join(bin, 'git'), `#!/bin/sh\nsleep 0.3\nPATH=${path} exec git "$@"\n`, { mode: 0o755 });
      const bare = remote();
      const window = clone(bare);
      process.env['PATH'] = `${bin}:${path}`;
      return { window, remote: bare };
    },
  };

  for (const [name, make] of Object.entries(all ? kinds : {})) {
    it(`${name}: declare, log, sync, second window, second clone`, async () => {
      const kind = make();
      const show = async (window: string): Promise<void> =>
        open(...(kind.isEmpty ? [] : [window, ...(kind.beside === undefined ? [] : [kind.beside])]));
      // The editor refuses to close what isn't open.
      mkdirSync(join(around, 'away'), { recursive: true });
      await open(join(around, 'away'));
      await show(kind.window);
      const one = await declareHere();
      await run('log', { text: 'logged', incident: one.id });
      await committed(one.id);
      const { place } = await status(one.id);
      const { state } = await run<{ state: string }>('sync', { incident: one.id, approve: true });
      await open(join(around, 'away'));
      if (kind.second !== undefined && !existsSync(kind.second)) {
        renameSync(kind.window, kind.second);
      }
      await show(kind.second ?? kind.window);
      await run('log', { text: 'in the second window', incident: one.id });
      await committed(one.id);
      const second = (await status(one.id)).place;
      let colleague = 'none';
      if (kind.remote !== undefined) {
        assert.equal((await run<{ state: string }>('sync', { incident: one.id })).state, 'shared');
        await open(clone(kind.remote));
        await run('join', { incident: one.id });
        const { uri } = await run<{ uri: Uri }>('open', { incident: one.id });
        assert.match(readFileSync(uri.fsPath, 'utf8'), /logged[^]*in the second window/);
        colleague = (await status(one.id)).place;
      }
      if (kind.isEmpty) {
        assert.equal(branchesWith(kind.window, one.id), '');
      }
      Object.assign(process.env, { HOME: home, PATH: path });
      rows.push([name.padEnd(34), place, state, second, colleague].join(' | '));
      const own = 'on branch incident-log';
      const wanted =
        kind.remote === undefined
          ? ['on branch main', 'noRemote', 'on branch main', 'none']
          : [own, 'shared', own, own];
      assert.deepEqual([place, state, second, colleague], wanted);
      if (kind.remote !== undefined) {
        // The code's branches got nothing.
        assert.equal(branchesWith(kind.remote, one.id), 'incident-log');
        assert.doesNotMatch(gitIn(kind.remote, 'log', '--format=%s', 'main'), /^inc: /m);
      }
    });
  }
});
