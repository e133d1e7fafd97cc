import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { until } from '../patience';

const SENTENCE = 'Logging in is broken for all users';
const ID = /^\d{4}-\d{2}-\d{2}-logging-in-is-broken-for-all-users$/;

const made = mkdtempSync(join(tmpdir(), 'incident-notes-first-'));
const home = join(made, 'home');

/** A folder of that name below the test's own. */
function folder(name: string): string {
  const path = join(made, name);
  mkdirSync(path, { recursive: true });
  return path;
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', env: { ...process.env, HOME: home } }).trim();
}

/** An application's repository with a remote, on a feature branch, with staged, changed and new files. */
function application(): string {
  const remote = folder('remote.git');
  git(remote, 'init', '-q', '--bare', '-b', 'main');
  const path = folder('app');
  git(path, 'init', '-q', '-b', 'main');
  writeFileSync(join(path, 'app.ts'), 'export const answer = 41;\n');
  git(path, 'add', '.');
  git(path, 'commit', '-qm', 'Start');
  git(path, 'remote', 'add', 'origin', remote);
  git(path, 'push', '-q', 'origin', 'main');
  git(path, 'checkout', '-qb', 'feature-x');
  writeFileSync(join(path, 'app.ts'), 'export const answer = 42;\n');
  writeFileSync(join(path, 'new.ts'), '');
  writeFileSync(join(path, 'staged.ts'), 'export {};\n');
  git(path, 'add', 'staged.ts');
  return path;
}

/** The record below `records` that holds `words`, once it is on the disk. */
async function recordWith(records: string, words: RegExp): Promise<string> {
  return until(() => {
    const id = existsSync(records) ? readdirSync(records).find((name) => ID.test(name)) : undefined;
    const text = id && readFileSync(join(records, id, 'incident.md'), 'utf8');
    return text && words.test(text) ? text : undefined;
  }, `a record in ${records} with ${words.source}`);
}

/** From nothing to the first entry: 8 steps, of which the severity is the one decision. */
async function firstEntry(editor: Editor, name: string): Promise<void> {
  await editor.ready();
  await editor.press('Alt+I D'); // 1, 2
  await editor.prompted('Declare an incident');
  await editor.page.keyboard.type(SENTENCE); // 3
  if (name === 'application') {
    await editor.screenshot('declare');
  }
  await editor.page.keyboard.press('Enter'); // 4
  await editor.prompted(SENTENCE);
  await editor.prompt.getByRole('option').first().waitFor();
  if (name === 'application') {
    await editor.screenshot('severity');
  }
  await editor.page.keyboard.press('Enter'); // 5: the one decision, its default selected
  await editor.text('incident.md').waitFor();
  editor.keystrokes();
  await editor.press('Alt+I T'); // 6
  await editor.prompted(SENTENCE);
  await editor.page.keyboard.type('-5m listeners are missing from the load balancer'); // 7
  if (name === 'application') {
    await editor.prompted('UTC');
    await editor.screenshot('line');
  }
  await editor.press('Enter'); // 8
  assert.deepEqual(editor.keystrokes(), { presses: 3, letters: 0 });
  await editor.statusSays('SEV-2');
}

const ENTRY = /\n- \S+Z @\S+ TL: listeners are missing from the load balancer\n/;

describe('the first entry, from a fresh profile', () => {
  let editor: Editor;

  before(() => {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Dana\n\temail = dana@example.com\n');
  });
  after(() => rmSync(made, { recursive: true, force: true }));

  describe('where folders are trusted', () => {
    before(async () => {
      editor = await Editor.open({ environment: { HOME: home } });
    });
    closeAfter(() => [editor]);

    it('with no folder', async () => {
      await firstEntry(editor, 'none');
      await recordWith(join(home, 'incidents'), ENTRY);
      await until(() => (git(join(home, 'incidents'), 'status', '--porcelain') === '' ? true : undefined), 'a commit');
      await editor.screenshot('first entry with no folder');
    });

    it('with a plain folder', async () => {
      const path = folder('plain');
      await editor.visit(path);
      await firstEntry(editor, 'plain');
      await recordWith(join(path, 'incidents'), ENTRY);
      await editor.statusSays('no git repository');
      assert.match(await editor.spokenStatus(), /\d pending: no git repository/);
      await editor.screenshot('first entry in a plain folder');
    });

    it('with an application repository on a dirty feature branch', async () => {
      const path = application();
      const state = () => [git(path, 'status', '--porcelain'), git(path, 'rev-parse', 'HEAD')].join('\n');
      const before = state();
      await editor.visit(path);
      await firstEntry(editor, 'application');
      const text = await recordWith(join(path, 'incidents'), ENTRY);
      assert.match(text, /@dana TL/);
      assert.match(text, /\n- Without Incident Notes.*`git worktree add incidents incident-log`\.\n/);
      await until(
        () =>
          git(path, 'for-each-ref', '--format=%(subject)', 'refs/heads/incident-log').startsWith('inc: ')
            ? true
            : undefined,
        'a commit on the records’ own branch',
      );
      assert.equal(state(), before);
      await until(
        () => (git(join(path, 'incidents'), 'status', '--porcelain') === '' ? true : undefined),
        'a commit of the entry too',
      );
      await until(
        async () => ((await editor.spokenStatus()).includes('on branch incident-log') ? true : undefined),
        'the branch in the status bar',
      );
      // What a folder of records goes through on an ordinary day.
      git(path, 'stash', '-u');
      git(path, 'clean', '-fdx');
      git(path, 'checkout', '-q', 'main');
      assert.equal(await recordWith(join(path, 'incidents'), ENTRY), text);
      rmSync(join(path, 'incidents'), { recursive: true });
      assert.equal(await recordWith(join(path, 'incidents'), ENTRY), text);
      await editor.screenshot('first entry in an application');
    });
  });

  describe('where folders are not trusted', () => {
    const path = join(made, 'untrusted');
    const canary = join(made, 'canary');

    before(async () => {
      folder('untrusted');
      git(path, 'init', '-q', '-b', 'main');
      git(path, 'config', 'core.fsmonitor', `touch ${canary}; false`);
      editor = await Editor.open({ folder: path, trusted: false, environment: { HOME: home } });
    });
    closeAfter(() => [editor]);

    it('with an untrusted folder, and no git process runs', async () => {
      await editor.page.getByText('Restricted Mode', { exact: true }).waitFor();
      await firstEntry(editor, 'untrusted');
      await recordWith(join(path, 'incidents'), ENTRY);
      await editor.statusSays("isn't trusted");
      await editor.screenshot('first entry in an untrusted folder');
      assert.equal(git(path, 'rev-list', '--all'), '');
      assert.equal(existsSync(canary), false);
    });
  });
});
