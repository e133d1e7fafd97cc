import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from '../editor';
import type { Folders, RecordFile } from '../folders';
import { until } from '../../patience';
import { sharedWindow } from './sharedWindow';

const TITLE = 'Uploading is broken';

describe('the status bar', () => {
  const window = sharedWindow();
  let folders: Folders;
  let editor: Editor;
  let app: string;
  let records: string;
  let record: RecordFile;

  before(async () => {
    ({ editor, folders, app, records } = await window());
    record = folders.record(records, { title: TITLE });
    await editor.statusSays(TITLE);
  });

  async function shown(): Promise<string> {
    return ((await editor.status().textContent()) ?? '').replaceAll('\u00a0', ' ').trim();
  }

  async function log(text: string): Promise<void> {
    await editor.press('Alt+I T');
    await editor.prompted(`${TITLE} · entry`);
    await editor.answer(text);
    await editor.prompt.waitFor({ state: 'hidden' });
  }

  it('has one item: severity, title, age and the next update, also for a screen reader', async () => {
    assert.match(await shown(), /^SEV-2 Uploading is broken · \d\d min · update in \d+ min$/);
    const spoken = await editor.spokenStatus();
    assert.match(spoken, /Uploading is broken/);
    assert.match(spoken, /SEV-2/);
    assert.match(spoken, /open for \d\d min/);
    assert.match(spoken, /next internal update is due in \d+ min/);
    assert.equal(await editor.statusIsCutOff(), false);
    await editor.screenshot('status bar');
  });

  it('offers the lead while nobody leads, as the first of the actions too', async () => {
    await editor.statusSays('Take the Lead', 'incidentNotes.lead');
    assert.match(await editor.spokenStatus(), /Nobody is leading yet\./);
    await editor.status().click();
    await editor.asked('What do you want to do?');
    await editor.prompt.getByRole('option').first().filter({ hasText: 'Take the lead' }).waitFor();
    await editor.screenshot('actions while nobody leads');
    await editor.press('Enter');
    await record.holds(/ROLE incident-commander: @dana\n/);
    await editor.status('incidentNotes.lead').waitFor({ state: 'hidden' });
    await until(async () => /Roles: incident commander @dana\./.test(await editor.spokenStatus()), 'who leads');
    await editor.status().filter({ hasNotText: 'pending' }).waitFor();
    // What the last command did may still be said.
    const items = editor.page.locator('.statusbar-item[id^="incident-notes."]').filter({ visible: true });
    await until(async () => (await items.count()) === 1, 'one item');
  });

  it("says what's pending, and why", async () => {
    folders.git(app, 'checkout', '-qb', 'other');
    writeFileSync(join(app, 'other.txt'), 'other\n');
    folders.git(app, 'add', 'other.txt');
    folders.git(app, 'commit', '-qm', 'Other');
    folders.git(app, 'checkout', '-q', 'main');
    folders.git(app, 'merge', '-q', '--no-commit', '--no-ff', 'other');
    await log('said during a merge');
    await record.holds(/TL: said during a merge\n/);
    await editor.command('Incident: Retry Pending Entries');
    await editor.statusSays('1 pending: a merge is in progress');
    assert.match(await editor.spokenStatus(), /1 pending: a merge is in progress/);
    await editor.screenshot('status bar with an entry that waits');

    folders.git(app, 'commit', '-qm', 'Merge');
    folders.git(app, 'branch', '-qd', 'other');
    await editor.command('Incident: Retry Pending Entries');
    await editor.status().filter({ hasNotText: 'pending' }).waitFor();
    assert.ok(!(await editor.spokenStatus()).includes('pending'));
    assert.match(folders.git(app, 'show', `HEAD:incidents/${record.id}/incident.md`), /TL: said during a merge$/);
  });

  it('opens the actions at a click, and one of them by its first letters', async () => {
    await editor.status().click();
    await editor.asked('What do you want to do?');
    const rows = async () => editor.prompt.getByRole('option').allTextContents();
    const above = await rows();
    // What was used in this window before may take the room of the last ones.
    await editor.press('ArrowUp');
    await editor.prompt.getByRole('option').filter({ hasText: 'More…' }).waitFor();
    const offered = [...above, ...(await rows())].join('\n');
    for (const action of ['Log an entry', 'Log a milestone', 'Open the record', 'Declare']) {
      assert.ok(offered.includes(action), `${action} is not offered:\n${offered}`);
    }
    await editor.screenshot('actions');
    await editor.page.keyboard.type('log an entry');
    await editor.press('Enter');
    await editor.prompted(`${TITLE} · entry`);
    await editor.answer('from the actions');
    await record.holds(/TL: from the actions\n/);
  });

  it('diagnoses into a document, without words of the record and without credentials', async () => {
    folders.git(app, 'remote', 'add', 'origin', 'https://dana:hunter2@example.com/app.git');
    await editor.command('Incident: Show Diagnostics');
    const document = editor.page.locator('.monaco-editor[data-uri^="incident-notes:"]');
    await document.locator('.view-line').filter({ hasText: 'Incident Notes: diagnostics' }).waitFor();
    const text = (await document.locator('.view-lines').textContent())!.replaceAll('\u00a0', ' ');
    assert.match(text, /Incident Notes \d+\.\d+\.\d+/);
    assert.ok(text.includes(record.id));
    assert.match(text, /remotes: origin https:\/\/.*example\.com\/app\.git/);
    assert.ok(!text.includes('hunter2'));
    assert.ok(!text.includes('from the actions'));
    await editor.screenshot('diagnosis');
    folders.git(app, 'remote', 'remove', 'origin');
    await editor.closeEditor(document);
  });

  describe('next to the problems of an open record', () => {
    const squiggles = (kind: string) => editor.text('incident.md').locator(`.squiggly-${kind}`);

    it('show an instant that cannot be read, and no style', async () => {
      record.text = `${record.text}* 2026-11-20T15:02:00z @lee TL: odd bullet\n`;
      await editor.openRecord();
      await editor.press('Control+End');
      assert.equal(await squiggles('warning').count(), 0);
      await editor.page.keyboard.type('- 2026-13-41T15:02:00Z @lee TL: when?');
      await squiggles('warning').first().waitFor();
      assert.equal(await squiggles('info').count(), 0);
      assert.equal(await squiggles('error').count(), 0);
      await editor.screenshot('an instant that cannot be read');
    });

    it('go with the mistake', async () => {
      await editor.press('Shift+Home Delete');
      await squiggles('warning').first().waitFor({ state: 'detached' });
      await editor.press('Control+S');
      await editor.saved();
    });

    it('tell of style when the incident is over', async () => {
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.type('resolved');
      await editor.press('Enter');
      await editor.prompted('Anything to add?');
      await editor.press('Enter');
      await editor.ticking('before "resolved"');
      await editor.press('Enter');
      await editor.prompted('Log "resolved" anyway?');
      await editor.answer('it was only a test');
      await squiggles('info').first().waitFor();
      await editor.screenshot('style when it is over');
    });
  });

  describe('where an update is late', () => {
    before(async () => {
      // No command touches it.
      const late = folders.record(records, { title: 'Search is slow for everybody', age: 45 });
      folders.git(records, 'add', late.path);
      folders.git(records, 'commit', '-qm', 'Search is slow', '--', late.path);
      await editor.statusSays('Search is slow');
    });

    it('says in words that an update is overdue', async () => {
      await editor.statusSays(/\d\d min overdue/);
      assert.match(await editor.spokenStatus(), /\d\d min overdue/);
      await editor.screenshot('an update is overdue');
    });
  });
});
