/** Two responders in two clones of an application, each with a window of their own, and one timeline. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { Folders, RecordFile } from './folders';
import { until } from '../patience';

const OFFER =
  '"Checkout is failing for all customers" is only on this machine. Share it with your team through origin?';

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
    until(() => {
      const records = join(folders.path, name, 'incidents');
      const id = existsSync(records) ? readdirSync(records).find((child) => /^\d{4}-/.test(child)) : undefined;
      return id === undefined ? undefined : new RecordFile(id, join(records, id, 'incident.md'));
    }, `a record of ${name}`);

  const log = async (editor: Editor, text: string): Promise<void> => {
    await editor.press('Alt+I T');
    await editor.prompted('· entry');
    await editor.page.keyboard.insertText(text);
    await editor.press('Enter');
    await editor.prompt.waitFor({ state: 'hidden' });
  };

  const [app, branch] = [join(folders.path, 'lee'), async () => `incident/${(await recordOf('lee')).id}`] as const;
  const reviewed = async () => `${await branch()}:postmortems/${(await recordOf('lee')).id}/incident.md`;
  const whereIsApp = () => [
    folders.git(app, 'symbolic-ref', 'HEAD'),
    folders.git(app, 'rev-parse', 'HEAD'),
    folders.git(app, 'status', '--porcelain'),
    readdirSync(app).sort().join(),
  ];

  const atRemote = (id: string, words: string): Promise<true> =>
    until(() => {
      const listed = folders.git(remote, 'ls-tree', '--name-only', 'incident-log');
      return (
        listed.split('\n').includes(id) && folders.git(remote, 'show', `incident-log:${id}/incident.md`).includes(words)
      );
    }, `${words} on the remote`);

  const prepare = async (): Promise<void> => {
    await lee.command('Incident: Prepare Review');
    const notice = lee.notification(`Pushed ${await branch()} to origin. It's ready for a pull request.`);
    await notice.waitFor();
    await lee.screenshot('a review is prepared');
    await lee.command('Notifications: Clear All Notifications');
    await notice.waitFor({ state: 'hidden' });
  };

  before(async () => {
    const app = folders.repository('app');
    folders.git(folders.path, 'clone', '-q', '--bare', app, remote);
    [lee, kim] = (await Promise.all(
      ['lee', 'kim'].map((name) => Editor.open({ folder: clone(name), environment: { HOME: folders.home } })),
    )) as [Editor, Editor];
    await Promise.all([lee.ready(), kim.ready()]);
  });
  closeAfter(() => [lee, kim], folders);

  it('offers to share after the first entry, and sends nothing before the remote is approved', async () => {
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
    await lee.notification(OFFER).waitFor();
    await lee.statusSays('Checkout');
    assert.match(await lee.spokenStatus(), /Sync: local only\./);
    assert.equal(folders.git(remote, 'for-each-ref', 'refs/heads/incident-log'), '');
    await lee.screenshot('sharing is offered');
  });

  it('shares once it is approved', async () => {
    await lee.choose(OFFER, 'Share with Team…');
    await lee.asked(remote);
    await lee.screenshot('asked about the remote');
    await lee.press('Enter');
    await until(
      () => (folders.git(remote, 'for-each-ref', 'refs/heads/incident-log') === '' ? undefined : true),
      'a branch on the remote',
    );
    await until(async () => /Sync: shared with origin\./.test(await lee.spokenStatus()), 'it is said to be shared');
  });

  it('joins with a brief, from another clone', async () => {
    await kim.command('Incident: Join Incident');
    await kim.asked(remote);
    await kim.press('Enter');
    await kim.page.locator('.tab.active', { hasText: 'checkout' }).waitFor();
    // Whoever is quick writes before the brief is there, and it does not come between.
    await kim.press('Alt+I T');
    await kim.prompted('· entry');
    await kim.page.getByText('the payment service answers 503').first().waitFor();
    await kim.page.keyboard.insertText('I am here');
    await kim.press('Enter');
    await kim.statusSays('Checkout');
    await (await recordOf('kim')).holds(/@kim TL: I am here\n/);
    await kim.screenshot('joined');
    assert.equal(folders.git(join(folders.path, 'kim'), 'status', '--porcelain'), '');
  });

  it('shows a colleague’s line in the open record and in the status bar', async () => {
    await log(kim, 'restarted the payment service');
    const record = await recordOf('lee');
    await until(
      () => (record.text.includes('@kim TL: restarted the payment service\n') ? true : undefined),
      'the line in the other clone',
    );
    await lee.statusSays(/[12] new from @kim/);
    await lee.screenshot('a line from a colleague');
  });

  it('ends up with the same bytes when both write at once', async () => {
    for (const turn of [1, 2, 3]) {
      await Promise.all([log(lee, `lee ${turn}`), log(kim, `kim ${turn}`)]);
    }
    const sync = () => Promise.all([lee.command('Incident: Sync'), kim.command('Incident: Sync')]);
    await sync();
    const [one, other] = await Promise.all([recordOf('lee'), recordOf('kim')]);
    await Promise.all([atRemote(one.id, 'TL: lee 3'), atRemote(one.id, 'TL: kim 3')]);
    await sync();
    await until(
      () => {
        const [first, second] = [one.text, other.text];
        const lines = [1, 2, 3].flatMap((turn) => [`TL: lee ${turn}\n`, `TL: kim ${turn}\n`]);
        return first === second && lines.every((line) => first.split(line).length === 2) ? true : undefined;
      },
      () => `the same in both:\n${one.text}\n${other.text}`,
    );
    for (const name of ['lee', 'kim']) {
      await until(
        () => (folders.git(join(folders.path, name, 'incidents'), 'status', '--porcelain') === '' ? true : undefined),
        `nothing uncommitted at ${name}`,
      );
    }
  });

  it('hands a role over: one notification with one action, and a brief', async () => {
    await lee.command('Incident: Assign Role');
    await lee.asked('Which role?');
    await lee.press('Enter');
    await lee.asked('Who takes the role?');
    await lee.answer('lee');
    await lee.prompt.waitFor({ state: 'hidden' });
    await lee.command('Incident: Hand Off Role');
    await lee.asked('Which role do you want to hand off?');
    await lee.press('Enter');
    await lee.asked('Who takes the role?');
    await lee.answer('kim');
    await lee.prompted('Why? Optional');
    await lee.answer('needs sleep');
    await (await recordOf('lee')).holds(/ROLE incident-commander: @lee → @kim \(needs sleep\)\n/);
    await lee.command('Incident: Sync');
    await atRemote((await recordOf('lee')).id, '(needs sleep)');
    await kim.command('Incident: Sync');
    const notice = kim.notification(/@lee wants to hand off incident-commander to you/);
    await notice.waitFor();
    await kim.screenshot('a role is handed over');
    await kim.choose(/@lee wants to hand off incident-commander to you/, 'Confirm');
    await (await recordOf('kim')).holds(/ROLE incident-commander: @kim confirmed\n/);
    await kim.page.getByRole('tab', { name: /^Brief: /, selected: true }).waitFor();
    await kim.screenshot('a brief for who takes over');
    await kim.command('Incident: Sync');
    await atRemote((await recordOf('kim')).id, '@kim confirmed');
    await lee.command('Incident: Sync');
    await (await recordOf('lee')).holds(/ROLE incident-commander: @kim confirmed\n/);
  });

  it('prepares a review: a branch on the remote with the record, and the application’s checkout stays as it is', async () => {
    const before = whereIsApp();
    await prepare();
    assert.equal(folders.git(remote, 'show', await reviewed()), (await recordOf('lee')).text.trim());
    assert.equal(folders.git(remote, 'rev-list', '--count', `main..${await branch()}`), '1');
    assert.equal(folders.git(remote, 'show', `${await branch()}:README.md`), '# Read me');
    assert.deepEqual(whereIsApp(), before);
  });

  it('brings a reviewer’s edit back into the record with the next one, which adds a commit', async () => {
    folders.git(folders.path, 'clone', '-q', '-b', await branch(), remote, 'reviewer');
    const { id } = await recordOf('lee');
    const theirs = new RecordFile(id, join(folders.path, 'reviewer', 'postmortems', id, 'incident.md'));
    theirs.text = theirs.text
      .replace('answers 503\n', 'answered 503\n')
      .replace(/\n*$/, '\n\n## Reviewed\n\nBy Rae.\n');
    folders.git(join(folders.path, 'reviewer'), 'commit', '-qam', 'Review');
    folders.git(join(folders.path, 'reviewer'), 'push', '-q');
    await log(lee, 'after the review');
    const before = whereIsApp();
    await prepare();
    const record = await recordOf('lee');
    assert.match(
      record.text,
      /TL: the payment service answered 503\n[^]*TL: after the review\n[^]*\n## Reviewed\n\nBy Rae\.\n/,
    );
    assert.doesNotMatch(record.text, /answers 503/);
    assert.equal(folders.git(remote, 'show', await reviewed()), record.text.trim());
    assert.equal(folders.git(remote, 'rev-list', '--count', `main..${await branch()}`), '3');
    assert.deepEqual(whereIsApp(), before);
    await lee.command('Incident: Sync');
    await atRemote(record.id, 'By Rae');
    await kim.command('Incident: Sync');
    await (await recordOf('kim')).holds(/By Rae/);
  });

  it('offers to join an incident that looks like one’s own, once it is fetched', async () => {
    const searches = (name: string): RecordFile | undefined =>
      folders.records(join(folders.path, name, 'incidents')).find(({ id }) => id.includes('search'));
    renameSync(remote, `${remote}-away`);
    for (const [editor, title] of [
      [lee, 'Search is broken for customers in Spain'],
      [kim, 'Search is broken for EU customers'],
    ] as const) {
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.page.keyboard.insertText(title);
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      await editor.press('Enter');
      await editor.prompt.waitFor({ state: 'hidden' });
      await editor.statusSays('Search');
    }
    await log(kim, 'the index is empty');
    const own = searches('kim')!;
    renameSync(`${remote}-away`, remote);
    await lee.command('Incident: Sync');
    await until(
      () => (/search/.test(folders.git(remote, 'ls-tree', '--name-only', 'incident-log')) ? true : undefined),
      'the remote has the look-alike',
    );
    await kim.command('Incident: Sync');
    const notice = kim.notification(/"Search is broken for customers in Spain" is also open/);
    await notice.waitFor();
    await kim.screenshot('a look-alike was fetched');
    assert.equal(await notice.count(), 1);
    // The other one is asked as well, and is not as quick.
    await atRemote(own.id, 'TL: the index is empty');
    await lee.command('Incident: Sync');
    const other = lee.notification(/"Search is broken for EU customers" is also open/);
    await other.waitFor();
    await kim.choose('"Search is broken for customers in Spain" is also open', 'Join');
    await until(
      async () => ((await kim.spokenStatus()).includes('in Spain') ? true : undefined),
      'the other one is active',
    );
    const joined = new RecordFile(
      searches('lee')!.id,
      join(folders.path, 'kim', 'incidents', searches('lee')!.id, 'incident.md'),
    );
    await joined.holds(/ @kim TL: the index is empty\n/);
    assert.doesNotMatch(joined.text, /@kim MILESTONE declared/);
    await own.holds(/\nstatus: duplicate\n/);
    await kim.text('spain/incident.md').waitFor();
    await kim.screenshot('joined a look-alike');
    await kim.command('Incident: Sync');
    await atRemote(joined.id, '@kim TL: the index is empty');
    await atRemote(own.id, '\nstatus: duplicate\n');
    await lee.command('Incident: Sync');
    await searches('lee')!.holds(/ @kim TL: the index is empty\n/);
    await new RecordFile(own.id, join(folders.path, 'lee', 'incidents', own.id, 'incident.md')).holds(
      /\nstatus: duplicate\n/,
    );
    await lee.choose('"Search is broken for EU customers" is also open', 'Join');
    const closed = lee.notification('Nothing was moved: one of the two incidents is closed.');
    await closed.waitFor();
    await lee.command('Notifications: Clear All Notifications');
    assert.match(searches('lee')!.text, /\nstatus: investigating\n/);
    assert.equal(searches('lee')!.count('TL: the index is empty'), 1);
    await lee.command('Incident: Switch');
    await lee.pick('Checkout');
    await lee.statusSays('Checkout');
  });

  it('stops sharing at once when it is a security incident, and says who has it', async () => {
    await lee.command('Incident: Mark as Security Incident');
    await lee.prompted('mark it as a security incident');
    await lee.answer('a token was published');
    const record = await recordOf('lee');
    await record.holds(/TL: Marked as a security incident: a token was published\. origin has \d+ entries, up to /);
    await lee.statusSays('local only');
    await log(lee, 'only here');
    const own = ['for-each-ref', '--format=%(subject)', 'refs/heads/incident-private'];
    await until(
      () => (folders.git(join(folders.path, 'lee'), ...own) === 'inc: update record' ? true : undefined),
      'a commit on a branch of its own',
    );
    await lee.command('Incident: Sync');
    await lee.statusSays('local only');
    const shared = folders.git(remote, 'show', `incident-log:${record.id}/incident.md`);
    assert.match(shared, /the payment service answered 503/);
    assert.doesNotMatch(shared, /only here|a token was published/);
    assert.equal(folders.git(remote, 'for-each-ref', 'refs/heads/incident-private'), '');
    await lee.screenshot('a security incident');
  });

  it('hears of a colleague’s incident in a clone without records, which a click joins', async () => {
    const jo = clone('jo');
    await kim.visit(jo);
    await kim.statusSays(/SEV-\d declared by @lee, \d+ \S+ ago: Join/, 'incidentNotes.declared');
    assert.ok(!existsSync(join(jo, 'incidents')));
    assert.equal(folders.git(jo, 'status', '--porcelain'), '');
    await kim.screenshot('a colleague has declared an incident');
    await kim.status('incidentNotes.declared').click();
    await kim.text('spain/incident.md').waitFor();
    await kim.screenshot('joined what was heard of');
    // The one before it, which that clone hasn't seen either.
    await kim.status('incidentNotes.declared').locator('[aria-label*="ago: Checkout"]').click();
    await kim.text('customers/incident.md').waitFor();
    await kim.status('incidentNotes.declared').waitFor({ state: 'hidden' });
  });

  it('joins by a link in a clone without records, and is asked first', async () => {
    await kim.command('Incident: Copy Join Link');
    const link = await until(async () => /^\S+\/join\?\S+$/.exec(await kim.clipboard())?.[0], 'the link');
    assert.doesNotMatch(link, /checkout|app/);
    const open = async (url: string): Promise<void> => {
      await kim.command('Developer: Open URL');
      await kim.prompted('URL to open');
      await kim.page.keyboard.insertText(url);
      await kim.press('Enter');
      await kim.page.getByRole('dialog').getByRole('button', { name: 'Open' }).click();
    };
    const ana = clone('ana');
    await kim.visit(ana);
    await open(link.replace(/repository=\w+/, 'repository=0123456789ab'));
    const refused = kim.notification('This link is for another repository. Open your clone, then the link again.');
    await refused.waitFor();
    await kim.screenshot('a link for another repository');
    await kim.command('Notifications: Clear All Notifications');
    await open(link);
    await kim.asked('Fetch it from origin?');
    await kim.screenshot('asked before a link is followed');
    assert.ok(!existsSync(join(ana, 'incidents')));
    await kim.press('Enter');
    await kim.text('customers/incident.md').waitFor();
    await kim.screenshot('joined by a link');
  });
});
