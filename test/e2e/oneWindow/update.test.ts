import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from '../editor';
import type { Folders, RecordFile } from '../folders';
import { until } from '../../patience';
import { sharedWindow } from './sharedWindow';

const TITLE = 'Signing in is broken';
const KNOWN = [
  'impact: Customers cannot sign in, and 100% of tickets & calls are about it.',
  'roles:',
  '  incident-commander: "@dana"',
  'channels:',
  '  chat: "#inc-logging-in"',
];

describe('an update', () => {
  const window = sharedWindow();
  let editor: Editor;
  let app: string;
  let folders: Folders;
  let record: RecordFile;

  before(async () => {
    let records: string;
    ({ editor, app, folders, records } = await window());
    writeFileSync(join(app, 'notes.md'), 'one\ntwo\nthree\n');
    writeFileSync(join(app, 'server.txt'), 'a\nb\nc\n');
    record = folders.record(records, { title: TITLE });
    record.text = record.text.replace('milestones:', `${KNOWN.join('\n')}\nmilestones:`);
    await editor.statusSays(TITLE);
  });

  const draft = () => editor.page.locator('.monaco-editor[data-uri^="untitled:"]');

  /** The draft that is open, as far as it is shown, on one line: a long line is wrapped. */
  async function draftText(): Promise<string> {
    return (await draft().locator('.view-lines').innerText()).replaceAll(/[\s\u00a0]+/g, ' ');
  }

  async function draftHolds(words: string): Promise<void> {
    await draft().waitFor();
    await until(async () => ((await draftText()).includes(words) ? true : undefined), `the draft holds ${words}`);
  }

  /** Opens a draft by its name, or the one that is offered first. */
  async function open(name?: string): Promise<void> {
    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    await editor.prompted(`${TITLE} · update`);
    if (name !== undefined) {
      await editor.page.keyboard.type(name);
      await editor.prompt.getByRole('option').filter({ hasText: name }).first().waitFor();
    }
    await editor.press('Enter');
    await draft().waitFor();
  }

  async function offered(): Promise<string[]> {
    const rows = await editor.prompt.getByRole('option').all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  /** Waits until no draft is shown. */
  async function gone(): Promise<void> {
    await draft().waitFor({ state: 'detached' });
  }

  it('is four keys from the chord to the clipboard, and the focus is back', async () => {
    await editor.openFile(join(app, 'server.txt'));
    await editor.press('ArrowDown');
    const { focus, tabs } = await editor.whereabouts();
    assert.match(focus, /server\.txt$/);

    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    assert.match((await offered())[0]!, /^Announcement, internal · due in/);
    await editor.screenshot('update, which one');
    await editor.press('Enter');
    await draftHolds('Next update by');
    await editor.screenshot('update, the draft');
    const said = editor.statusSays('update for internal copied and logged', 'incidentNotes.done');
    // Twice, by a tired hand: where the draft was, a line would come in.
    await editor.page.keyboard.down('Control');
    await editor.pressTwice('Enter');
    await editor.page.keyboard.up('Control');
    await said;
    await editor.screenshot('update, sent');
    await gone();
    const text = await record.holds(/UPDATE internal: We've declared an incident: Signing in is broken\n/);

    const copied = await editor.clipboard();
    assert.match(copied, /^We've declared an incident: Signing in is broken\n\n- Severity: SEV-2\. A major feature/);
    assert.match(copied, /\n- Chat: #inc-logging-in\n/);
    assert.ok(!copied.includes('['), copied);
    assert.ok(text.includes(copied.replace(/\n(?!\n)/g, '\n  ')), `${copied}\nin\n${text}`);
    assert.equal(record.count('UPDATE internal'), 1);
    await until(async () => (await editor.whereabouts()).focus === focus, 'the focus is back');
    await editor.press('ArrowDown');
    await until(async () => /3.*1/.test((await editor.whereabouts()).cursor), 'the person goes on where they were');
    assert.deepEqual((await editor.whereabouts()).tabs, tabs);
  });

  it('takes the next one from what was sent, and Tab goes through its gaps', async () => {
    await editor.press('Alt+I Alt+U');
    await editor.asked('Which update?');
    const rows = await offered();
    const fitting = rows.slice(
      0,
      rows.findIndex((row) => row.includes('More…')),
    );
    assert.ok(
      fitting.some((row) => row.startsWith('Internal update, internal · due in')),
      rows.join('\n'),
    );
    assert.ok(!rows.some((row) => row.startsWith('Announcement')), rows.join('\n'));
    await editor.screenshot('update, the next one');
    await editor.page.keyboard.type('mitigated');
    await editor.press('Enter');
    await draftHolds('Next:');
    const typed = ['15:10', 'a lasting fix'];
    for (const [index, words] of typed.entries()) {
      await editor.page.keyboard.type(words);
      await draftHolds(words);
      if (index < typed.length - 1) {
        await editor.press('Tab');
      }
    }
    await editor.screenshot('update, gaps filled in');
    await editor.press('Control+Enter');
    await gone();
    const copied = await editor.clipboard();
    assert.match(copied, /As of 15:10, customers/);
    assert.match(copied, /Next: a lasting fix\n/);
    assert.ok(!copied.includes('['), copied);
    await record.holds(/UPDATE internal: Mitigated: Signing in is broken\n/);
    const count = (text: string): number => text.split(/\s+/).length;
    assert.ok(count(typed.join(' ')) / count(copied) <= 0.2, copied);
    assert.equal(await editor.page.locator('.notification-list-item').count(), 0);
  });

  it('goes with its gaps when they are left, and says so; a line that is asked for at once keeps the focus', async () => {
    await open('Mitigated');
    await draftHolds('[end time]');
    await editor.press('Control+Enter Alt+I T');
    await editor.prompted('· entry');
    await editor.page.keyboard.type('the message is out', { delay: 40 });
    await editor.filled('the message is out');
    await draft().waitFor();
    await editor.press('Enter');
    await record.holds(/TL: the message is out\n/);
    await gone();
    assert.match(await editor.clipboard(), /As of \[end time\], customers/);
    const said = editor.notification('The message has a gap: [end time]');
    await said.waitFor();
    await editor.screenshot('update, a gap');
    await record.holds(/As of \[end time\], customers/);
    await editor.command('Notifications: Clear All Notifications');
    await said.waitFor({ state: 'detached' });
  });

  it('to customers begins with a first message, whatever is typed, in one time zone', async () => {
    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    await editor.page.keyboard.type('cust');
    await editor.prompt.getByRole('option').filter({ hasText: 'Customers: resolved' }).waitFor();
    const rows = await offered();
    assert.match(rows[0]!, /^Customers: first message, customer · due in/);
    assert.doesNotMatch(rows.join('\n'), /Customer update/);
    await editor.screenshot('update, what is due stays on top');
    await editor.press('Enter');
    await draftHolds("We're investigating a problem: Signing in is broken");
    await editor.press('Control+Enter');
    await gone();
    await record.holds(/UPDATE customer: We're investigating a problem: Signing in is broken\n/);
    const copied = await editor.clipboard();
    assert.match(copied, /Started: .*\d\d:\d\d UTC\n/);
    assert.doesNotMatch(copied, /UTC\+|\(|IST/);
  });

  it('to customers stops at a gap: it is filled in, or goes out when that is meant', async () => {
    mkdirSync(join(app, '.incident-notes', 'templates'), { recursive: true });
    const note = '---\naudience: customer\n---\nWorkaround: [workaround]\n';
    writeFileSync(join(app, '.incident-notes', 'templates', 'customer-note.md'), note);
    const before = record.text;
    await open('Customer note');
    await draftHolds('[workaround]');
    await editor.press('Control+Enter');
    await editor.asked('still has 1 gap');
    await editor.screenshot('update, a gap stops it');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
    await draftHolds('[workaround]');
    assert.equal(record.text, before);

    await editor.page.keyboard.press('Control+Home');
    await editor.press('Control+Enter');
    await editor.asked('still has 1 gap');
    await editor.press('Enter');
    await editor.prompt.waitFor({ state: 'hidden' });
    await until(async () => (await editor.whereabouts()).focus.startsWith('untitled:'), 'the draft has the focus');
    await editor.page.keyboard.type('call us');
    await draftHolds('Workaround: call us');
    await editor.press('Control+Enter');
    await gone();
    await record.holds(/UPDATE customer: Workaround: call us\n/);

    await open('Customer note');
    await draftHolds('[workaround]');
    await editor.press('Control+Enter');
    await editor.asked('still has 1 gap');
    await editor.press('ArrowDown');
    await editor.press('Enter');
    await gone();
    await record.holds(/UPDATE customer: Workaround: \[workaround\]\n/);
    assert.match(await editor.clipboard(), /\[workaround\]/);
    assert.equal(await editor.page.locator('.notification-list-item').count(), 0);
  });

  it('writes nothing when it is dismissed or closed, and offers again what was typed', async () => {
    const before = record.text;
    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });

    await open('Customer update');
    await draftHolds("What we're doing:");
    await editor.page.keyboard.type('use the old app');
    await draftHolds('use the old app');
    await editor.press('Escape');
    await draftHolds('use the old app');
    await editor.command('View: Close Editor');
    await editor.page.getByRole('button', { name: "Don't Save" }).click();
    await gone();
    assert.equal(record.text, before);

    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    assert.match((await offered())[0]!, /^Customer update, customer · .*unfinished draft/);
    await editor.screenshot('update, offered again');
    await editor.press('Enter');
    await draftHolds('use the old app');
    await editor.press('Control+Enter');
    await gone();
    await record.holds(/UPDATE customer: [^]*use the old app\n/);

    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    assert.doesNotMatch((await offered()).join('\n'), /unfinished draft/);
    await editor.press('Escape');
  });

  it('leaves Ctrl+Enter alone in every other document', async () => {
    const before = record.text;
    await open('Executive update');
    await draftHolds('Needed from you');
    await editor.openFile(join(app, 'notes.md'));
    await editor.press('Control+Enter');
    await editor.page.keyboard.type('between');
    await until(
      async () => ((await editor.lines('notes.md')).slice(0, 3).join('|') === 'one|between|two' ? true : undefined),
      'a line is inserted below',
    );
    await editor.command('File: Revert File');
    await editor.command('File: New Untitled Text File');
    await editor.page.keyboard.type('mine');
    await editor.command('Change Language Mode');
    await editor.answer('Markdown');
    await editor.prompt.waitFor({ state: 'hidden' });
    await editor.press('Control+Enter');
    await editor.page.keyboard.type('below');
    await draftHolds('below');
    assert.equal(record.text, before);
    await editor.command('Revert and Close Editor');
    await gone();

    // The draft is still there, and is what the chord leads back to.
    await open('Executive update');
    await draftHolds('Needed from you');
    assert.equal(await editor.page.locator('.tab[data-resource-name^="Untitled"]').count(), 1);
  });

  it('is not a record, and the log chord works in it as anywhere', async () => {
    await draftHolds('the team is working on it.');
    await editor.press('Alt+I T');
    await editor.prompted(`${TITLE} · entry`);
    assert.doesNotMatch((await editor.prompt.textContent()) ?? '', /1 line of/);
    await editor.answer('seen while writing');
    await record.holds(/ TL: seen while writing\n/);
    await until(
      async () => ((await editor.whereabouts()).focus.startsWith('untitled:') ? true : undefined),
      'the draft has the focus again',
    );
    assert.equal(await draft().locator('.squiggly-warning, .squiggly-info').count(), 0);
    await editor.page.keyboard.type('we roll back & wait');
    await draftHolds('Now: we roll back & wait');
  });

  /** Begins to listen for the mail that the browser is asked to open; returns its address, later. */
  async function mailed(): Promise<() => Promise<string>> {
    const session = await editor.page.context().newCDPSession(editor.page);
    await session.send('Page.enable');
    const asked: string[] = [];
    session.on('Page.frameRequestedNavigation', ({ url }) => void asked.push(url));
    return async () => until(() => asked.find((one) => one.startsWith('mailto:')), 'the browser opens a mail');
  }

  it('opens a mail draft with subject and text as they are', async () => {
    const mail = await mailed();
    await editor.command('Incident: Send Update');
    await editor.asked('How do you want to send it?');
    await editor.screenshot('update, how it goes out');
    await editor.pick('Open Email Draft');
    const url = await mail();
    await gone();
    const [, query = ''] = url.split('?');
    const parts = Object.fromEntries(query.split('&').map((part) => part.split('=').map(decodeURIComponent)));
    assert.deepEqual(Object.keys(parts), ['subject', 'body']);
    assert.equal(parts['subject'], '[SEV-2] Signing in is broken: investigating');
    assert.match(
      parts['body'] ?? '',
      /100% of tickets & calls are about it\.\r\nStatus: [^\r]*\. Now: we roll back & wait\r\n/,
    );
    await record.holds(/UPDATE executive: Impact: Signing in is broken[^]*we roll back & wait\n/);
  });

  it('is only logged by the words above its text', async () => {
    await open('Announcement');
    await draftHolds('Next update by');
    const lens = draft().locator('.codelens-decoration a').filter({ hasText: 'Log Only' });
    await lens.waitFor();
    const before = record.count("We've declared an incident");
    await lens.click();
    await gone();
    await until(
      () => (record.count("We've declared an incident") === before + 1 ? true : undefined),
      'it is logged once more',
    );
  });

  describe('from a team’s own template', () => {
    before(() => {
      const folder = join(app, '.incident-notes', 'templates');
      mkdirSync(folder, { recursive: true });
      const head = '---\naudience: internal\n---\n';
      writeFileSync(join(folder, 'announcement.md'), `${head}Our own words: {{title}}\n`);
      writeFileSync(join(folder, 'weekly-note.md'), `${head}This week: {{titel}}, [ticket number]\n`);
    });

    it('takes the place of the process’s, and adds one', async () => {
      await open('Announcement');
      await draftHolds(`Our own words: ${TITLE}`);
      await editor.press('Control+Enter');
      await gone();
      assert.equal(await editor.clipboard(), `Our own words: ${TITLE}`);
      await open('Weekly note');
      await draftHolds('This week: [titel], [ticket number]');
      await editor.command('Revert and Close Editor');
      await gone();
    });

    it('stops a mail to customers at a gap in its subject', async () => {
      const template = '---\naudience: customer\nsubject: About [ticket number]\n---\nDear customers\n';
      writeFileSync(join(app, '.incident-notes', 'templates', 'note-to-customers.md'), template);
      await open('Note to customers');
      await draftHolds('Dear customers');
      const mail = await mailed();
      await editor.command('Incident: Send Update');
      await editor.asked('How do you want to send it?');
      await editor.pick('Open Email Draft');
      await editor.asked('still has 1 gap');
      await editor.press('Enter');
      await editor.prompted('Fill in [ticket number].');
      await editor.screenshot('update, a gap in a subject');
      await editor.answer('About ticket 7');
      assert.match(await mail(), /\?subject=About%20ticket%207&body=Dear/);
      await gone();
    });

    it('underlines a placeholder that does not exist', async () => {
      await editor.openFile(join(app, '.incident-notes', 'templates', 'weekly-note.md'));
      await editor.text('weekly-note.md').locator('.squiggly-warning').first().waitFor();
      await editor.screenshot('a placeholder that does not exist');
    });
  });

  it('of a security incident offers nothing for open audiences', async () => {
    // A commit that has it as a security incident would hold those after it.
    await until(
      () => folders.git(app, '--no-optional-locks', 'status', '--porcelain', 'incidents') === '',
      'everything is committed',
    );
    record.text = record.text.replace('milestones:', 'security: true\nmilestones:');
    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    await editor.press('ArrowUp Enter');
    await editor.prompt.getByRole('option').filter({ hasText: 'Hand-off' }).waitFor();
    await editor.screenshot('update, more of them');
    const rows = (await offered()).join('\n');
    assert.match(rows, /Hand-off, internal/);
    assert.doesNotMatch(rows, /customer/);
    await editor.press('Escape');
    record.text = record.text.replace('security: true\n', '');
  });

  // What is nested comes after the tests above, and in its order: this one ends the incident.
  describe('at the end', () => {
    it('of a false alarm is the ticket for the next business day', async () => {
      const before = record.text;
      await editor.command('Incident: Cancel as False Alarm');
      await editor.prompted(`${TITLE} · cancel it as a false alarm`);
      await editor.page.keyboard.type('a bad check');
      await editor.press('Escape');
      assert.equal(record.text, before);
      await editor.command('Incident: Cancel as False Alarm');
      await editor.prompted(`${TITLE} · cancel it as a false alarm`);
      await editor.filled('a bad check');
      await editor.press('Enter');
      await record.holds(/ MILESTONE canceled: a bad check\n/);
      await draftHolds("This wasn't an incident");
      await editor.screenshot('a ticket for the next business day');
      await editor.page.keyboard.type('ask another host');
      await editor.press('Control+Enter');
      await gone();
      assert.match(await editor.clipboard(), /\n- Why it wasn't an incident: a bad check\n.*: ask another host\n/);
      await record.holds(/ UPDATE ticket: This wasn't an incident/);
    });
  });
});
