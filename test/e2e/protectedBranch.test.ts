/** A team whose server protects the branch of the records, and a person who goes on by keys alone. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';
import { until } from '../patience';

const REFUSAL = 'GH006: Protected branch update failed for refs/heads/main.';
/** Where the team sees its repository; git gets it from a folder of this machine. */
const WEB = 'https://gitlab.acme.example/team/incidents';
/** Put together here, so that nobody who looks through this file finds one. */
const TOKEN = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');

describe('where the branch of the records is protected', function () {
  const folders = new Folders();
  const remote = join(folders.path, 'incidents.git');
  const clone = join(folders.path, 'team');
  let editor: Editor;
  let record: RecordFile;

  const atRemote = (ref: string): string => folders.git(remote, 'log', '-p', '--format=%s', ref);
  const log = async (text: string): Promise<void> => {
    await editor.press('Alt+I T');
    await editor.prompted('· entry');
    await editor.page.keyboard.insertText(text);
    await editor.press('Enter');
    await editor.prompt.waitFor({ state: 'hidden' });
  };

  before(async () => {
    const source = folders.repository('source');
    const old = folders.record(join(source, 'incidents'), { title: 'Last week', age: 10_000 });
    old.text = old.text.replace('status: investigating', 'status: resolved');
    folders.git(source, 'add', '.');
    folders.git(source, 'commit', '-qm', 'Last week');
    folders.git(folders.path, 'clone', '-q', '--bare', source, remote);
    mkdirSync(join(remote, 'hooks'), { recursive: true });
    const hook = join(remote, 'hooks', 'update');
    writeFileSync(hook, `#!/bin/sh\n[ "$1" != refs/heads/main ] || { echo "${REFUSAL}" >&2; exit 1; }\n`);
    chmodSync(hook, 0o755);
    folders.git(folders.path, 'clone', '-q', remote, clone);
    folders.git(clone, 'remote', 'set-url', 'origin', `${WEB}.git`);
    folders.git(clone, 'config', `url.${remote}.insteadOf`, `${WEB}.git`);
    editor = await Editor.open({ folder: clone, environment: { HOME: folders.home } });
    await editor.ready();
  });
  closeAfter(() => [editor], folders);

  it('says so once, and one action shares the records through a branch of their own', async () => {
    await editor.press('Alt+I D');
    await editor.prompted('Declare an incident');
    await editor.page.keyboard.insertText('Checkout is failing for all customers');
    await editor.press('Enter');
    await editor.asked('How severe is it?');
    await editor.press('Enter');
    await editor.text('incident.md').waitFor();
    await log('the payment service answers 503');
    await editor.choose('is only on this machine. Share it with your team through origin?', 'Share with Team…');
    await editor.asked(remote);
    await editor.press('Enter');
    const offer = editor.notification('Not shared: the branch is protected on the remote.');
    await offer.waitFor();
    await editor.statusSays('the branch is protected on the remote');
    await editor.screenshot('a protected branch');
    assert.equal(await offer.count(), 1);
    await editor.command('Notifications: Accept Notification Primary Action');
    record = await until(() => folders.records(`${clone}-incidents`)[0], 'the record on a branch of its own');
    await until(
      () => (folders.git(remote, 'branch', '--list', 'incident-log') === '' ? undefined : true),
      'that branch on the remote',
    );
    const shared = folders.git(remote, 'show', `incident-log:${record.id}/incident.md`);
    assert.equal(shared, record.text.trim());
    assert.match(shared, /TL: the payment service answers 503\n/);
    assert.match(shared, /by `git worktree add \.\.\/team-incidents incident-log`\.\n/);
    assert.doesNotMatch(atRemote('main'), /Checkout/);
    await editor.status().filter({ hasNotText: 'protected' }).waitFor();
    await editor.text(`team-incidents/${record.id}/incident.md`).waitFor();
    const { tabs } = await editor.whereabouts();
    assert.deepEqual(tabs, ['incident.md']);
    await editor.screenshot('shared through a branch of its own');
  });

  it('a token is held, and redacted by keys before it is in any commit', async () => {
    await log(`it answers to ${TOKEN}`);
    await record.holds(new RegExp(TOKEN));
    await editor.statusSays('held, looks like a GitHub Token');
    await editor.notification('contains what looks like a GitHub Token.').waitFor();
    await editor.screenshot('a token is held');
    await editor.command('Notifications: Accept Notification Primary Action');
    await editor.asked('Held: GitHub Token in incident.md');
    await editor.screenshot('what becomes of a token');
    await editor.press('Enter');
    await record.holds(/TL: it answers to \[redacted\]\n/);
    await editor.status().filter({ hasNotText: 'held' }).waitFor();
    await until(
      () => (/answers to \[redacted\]/.test(atRemote('incident-log')) ? true : undefined),
      'the redacted line on the remote',
    );
    assert.ok(!atRemote('--all').includes(TOKEN));
    assert.ok(!folders.git(clone, 'log', '-p', '--all').includes(TOKEN));
    await editor.screenshot('a token is redacted');
  });

  it('a file that is too large stays on this machine, and the line about it goes', async () => {
    const dump = join(`${clone}-incidents`, record.id, 'dump.bin');
    writeFileSync(dump, '');
    truncateSync(dump, 51_000_000);
    await log('see [the dump](dump.bin)');
    await editor.notification('it stays on this machine: dump.bin (51 MB)').waitFor();
    await editor.screenshot('a file that is too large');
    await until(() => /see \[the dump\]/.test(atRemote('incident-log')) || undefined, 'the line on the remote');
    assert.ok(!folders.git(remote, 'ls-tree', '-r', '--name-only', 'incident-log').includes('dump.bin'));
    await editor.command('Notifications: Clear All Notifications');
  });

  it('the page for a pull request is shown, or put on the clipboard', async () => {
    await editor.command('Incident: Prepare Review');
    const question = editor.page.locator('.monaco-dialog-box').filter({ hasText: 'gitlab.acme.example' });
    await question.waitFor();
    await editor.screenshot('the page for a pull request');
    await editor.press('Escape');
    await editor.notification('The link for the pull request is on the clipboard').waitFor();
    const [from, into] = [encodeURIComponent(`incident/${record.id}`), 'main'];
    const query = `merge_request%5Bsource_branch%5D=${from}&merge_request%5Btarget_branch%5D=${into}`;
    assert.equal(await editor.clipboard(), `${WEB}/-/merge_requests/new?${query}`);
    assert.notEqual(folders.git(remote, 'branch', '--list', `incident/${record.id}`), '');
  });
});
