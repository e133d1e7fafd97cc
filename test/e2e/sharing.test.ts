/** Two responders in two clones of an application, each with a window of their own, and one timeline. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Editor } from './editor';
import { Folders, RecordFile, eventually } from './folders';

describe('sharing', function () {
  const folders = new Folders();
  const remote = join(folders.path, 'app.git');
  let lee: Editor;
  let kim: Editor;

  function clone(name: string): string {
    const made = join(folders.path, name);
    folders.git(folders.path, 'clone', '-q', remote, name);
    folders.git(made, 'config', 'user.email', `${name}@example.com`);
    folders.git(made, 'checkout', '-q', '-b', `${name}-feature`);
    return made;
  }

  const recordOf = (name: string): Promise<RecordFile> =>
    eventually(() => {
      const records = join(folders.path, name, 'incidents');
      const id = existsSync(records) ? readdirSync(records).find((child) => /^\d{4}-/.test(child)) : undefined;
      return id === undefined ? undefined : new RecordFile(id, join(records, id, 'incident.md'));
    }, `a record of ${name}`);

  const log = async (editor: Editor, text: string): Promise<void> => {
    await editor.press('Alt+I T');
    await editor.prompted('· line');
    await editor.page.keyboard.insertText(text);
    await editor.press('Enter');
    await editor.prompt.waitFor({ state: 'hidden' });
  };

  before(async () => {
    const app = folders.repository('app');
    folders.git(folders.path, 'clone', '-q', '--bare', app, remote);
    [lee, kim] = (await Promise.all(
      ['lee', 'kim'].map((name) => Editor.open({ folder: clone(name), environment: { HOME: folders.home } })),
    )) as [Editor, Editor];
    await Promise.all([lee.ready(), kim.ready()]);
  });
  after(async () => {
    await Promise.all([lee?.close(), kim?.close()]);
    folders.remove();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await lee.screenshot(`failed lee ${this.currentTest.title}`);
      await kim.screenshot(`failed kim ${this.currentTest.title}`);
    }
  });

  it('asks nothing at the declaration, and sends nothing before the remote is approved', async () => {
    await lee.press('Alt+I D');
    await lee.prompted('Declare an incident');
    await lee.page.keyboard.insertText('Checkout is failing for all customers');
    await lee.press('Enter');
    await lee.asked('How severe is it?');
    await lee.press('Enter');
    await lee.text('incident.md').waitFor();
    await lee.statusSays('Checkout');
    await log(lee, 'the payment service answers 503');
    await (await recordOf('lee')).holds(/@lee TL: the payment service answers 503\n/);
    await lee.statusSays('not shared yet');
    assert.equal(folders.git(remote, 'for-each-ref', 'refs/heads/incident-log'), '');
    await lee.screenshot('not shared yet');
  });

  it('shares once it is approved', async () => {
    await lee.command('Incident: Sync');
    await lee.asked(remote);
    await lee.screenshot('asked about the remote');
    await lee.press('Enter');
    await eventually(
      () => (folders.git(remote, 'for-each-ref', 'refs/heads/incident-log') === '' ? undefined : true),
      'a branch at the remote',
    );
    await lee.status().filter({ hasNotText: 'not shared' }).waitFor();
  });

  it('joins with a brief, from another clone', async () => {
    await kim.command('Incident: Join an Incident of the Remote');
    await kim.asked(remote);
    await kim.press('Enter');
    await kim.statusSays('Checkout');
    await kim.page.getByText('the payment service answers 503').first().waitFor();
    await kim.page.getByRole('tab', { name: /incident\.md/ }).waitFor();
    await kim.screenshot('joined');
    assert.equal(folders.git(join(folders.path, 'kim'), 'status', '--porcelain'), '');
  });

  it('shows a colleague’s line within seconds, in the open record and in the status bar', async () => {
    await log(kim, 'restarted the payment service');
    const record = await recordOf('lee');
    await lee.statusSays('1 new from @kim');
    await record.holds(/@kim TL: restarted the payment service\n/);
    await lee.screenshot('a line from a colleague');
  });

  it('comes to the same bytes when both write at once', async () => {
    for (const turn of [1, 2, 3]) {
      await Promise.all([log(lee, `lee ${turn}`), log(kim, `kim ${turn}`)]);
    }
    await Promise.all([lee.command('Incident: Sync'), kim.command('Incident: Sync')]);
    await lee.command('Incident: Sync');
    const [one, other] = await Promise.all([recordOf('lee'), recordOf('kim')]);
    await eventually(
      () => {
        const [first, second] = [one.text, other.text];
        const lines = [1, 2, 3].flatMap((turn) => [`TL: lee ${turn}\n`, `TL: kim ${turn}\n`]);
        return first === second && lines.every((line) => first.split(line).length === 2) ? true : undefined;
      },
      () => `the same in both:\n${one.text}\n${other.text}`,
      40_000,
    );
    for (const name of ['lee', 'kim']) {
      await eventually(
        () => (folders.git(join(folders.path, name, 'incidents'), 'status', '--porcelain') === '' ? true : undefined),
        `nothing uncommitted at ${name}`,
      );
    }
  });

  it('hands a role over: one notification with one action, and a brief', async () => {
    await lee.command('Incident: Assign a Role');
    await lee.asked('Which role?');
    await lee.press('Enter');
    await lee.prompted('Who takes it?');
    await lee.answer('lee');
    await lee.prompt.waitFor({ state: 'hidden' });
    await lee.command('Incident: Hand Off a Role');
    await lee.asked('Which role goes to somebody else?');
    await lee.press('Enter');
    await lee.prompted('Who takes it?');
    await lee.answer('kim');
    await lee.prompted('Why? May stay empty');
    await lee.answer('needs sleep');
    await (await recordOf('lee')).holds(/ROLE incident-commander: @lee → @kim \(needs sleep\)\n/);
    const notice = kim.notification(/@lee hands incident-commander to you/);
    await notice.waitFor({ timeout: 35_000 });
    await kim.screenshot('a role is handed over');
    await notice.getByRole('button', { name: 'Confirm' }).click();
    await (await recordOf('kim')).holds(/ROLE incident-commander: @kim confirmed\n/);
  });

  it('stops sharing at once when it is a security incident, and says who has it', async () => {
    await lee.command('Incident: Mark as a Security Incident');
    await lee.prompted('mark it as a security incident');
    await lee.answer('a token was published');
    const record = await recordOf('lee');
    await record.holds(/TL: Marked as a security incident: a token was published\. origin has \d+ entries, up to /);
    await lee.statusSays('local only');
    await log(lee, 'only here');
    const own = ['for-each-ref', '--format=%(subject)', 'refs/heads/incident-private'];
    await eventually(
      () => (folders.git(join(folders.path, 'lee'), ...own) === 'inc: update record' ? true : undefined),
      'a commit on a branch of its own',
    );
    await lee.command('Incident: Sync');
    await lee.statusSays('local only');
    const shared = folders.git(remote, 'show', `incident-log:${record.id}/incident.md`);
    assert.match(shared, /the payment service answers 503/);
    assert.doesNotMatch(shared, /only here|a token was published/);
    assert.equal(folders.git(remote, 'for-each-ref', 'refs/heads/incident-private'), '');
    await lee.screenshot('a security incident');
  });
});
