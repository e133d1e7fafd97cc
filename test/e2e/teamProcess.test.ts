/** A team's process by keyboard: set up, changed under an open window, with a mistake, and where it asks “security?” first. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';
import { until } from '../patience';

describe('a team’s process', () => {
  const folders = new Folders();
  const app = folders.repository('harbour');
  const team = join(app, '.incident-notes');
  const file = join(team, 'process.yaml');
  const records = join(app, 'incidents');
  let editor: Editor;

  before(async () => {
    editor = await Editor.open({ folder: app, environment: { HOME: folders.home } });
    await editor.ready();
  });
  closeAfter(() => [editor], folders);

  async function dismiss(): Promise<void> {
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  }

  async function recordOf(words: string): Promise<RecordFile> {
    return until(() => folders.records(records).find(({ id }) => id.includes(words)), `a record of ${words}`);
  }

  /** Waits until the declaration begins with that question, as it does a moment after the process has changed. */
  async function asksFirst(question: string): Promise<void> {
    await until(async () => {
      await editor.repeat(
        () => editor.press('Alt+I D'),
        editor.question.locator('.quick-input-title').filter({ hasText: 'Declare an incident' }),
      );
      await editor.prompted('Declare an incident');
      const input = editor.prompt.locator('input.input');
      const said = `${await editor.prompt.textContent()} ${await input.getAttribute('placeholder')}`;
      if (said.includes(question)) {
        return true;
      }
      await dismiss();
      return undefined;
    }, question);
  }

  it('is set up by one command, which begins with a choice that Esc leaves', async () => {
    await editor.command('Incident: Set Up Repository');
    await editor.asked('Which process is closest to yours?');
    await editor.screenshot('set up, which process');
    await dismiss();
    assert.ok(!existsSync(team));

    await editor.command('Incident: Set Up Repository');
    await editor.asked('Which process is closest to yours?');
    const rows = await editor.prompt.getByRole('option').allTextContents();
    assert.equal(rows.length, 6);
    await editor.page.keyboard.type('mozmeao');
    await editor.press('Enter');
    await editor.text('process.yaml').waitFor();
    await editor
      .notification(/Created \.incident-notes\/process\.yaml, .*ownership\.yaml, and .*\. Edit and commit them\./)
      .waitFor();
    await editor.screenshot('set up, what was written');
    assert.match(readFileSync(file, 'utf8'), /\nextends: mozmeao # or default, /);
    await editor.command('Notifications: Clear All Notifications');
  });

  it('may ask “security?” before everything else; Enter says no, and the rest is as ever', async () => {
    await editor.press('Alt+I D');
    await editor.asked('Is it a security incident?');
    await editor.screenshot('security, asked first');
    await dismiss();
    assert.deepEqual(folders.records(records), []);

    await editor.press('Alt+I D');
    await editor.asked('Is it a security incident?');
    await editor.press('Enter');
    await editor.prompted("What's broken, in a few words?");
    await editor.page.keyboard.type('Ferries are late for commuters');
    await editor.press('Enter');
    await editor.asked('How severe is it?');
    await editor.press('Enter');
    const record = await recordOf('ferries-are-late');
    await record.holds(/\nprocess: mozmeao\n[^]*\nsecurity: false\n/);
  });

  it('and a yes makes it one, by keys alone', async () => {
    await editor.press('Alt+I D');
    await editor.asked('Is it a security incident?');
    await editor.press('ArrowDown Enter');
    await editor.prompted("What's broken, in a few words?");
    await editor.page.keyboard.type('A token is public');
    await editor.press('Enter');
    await editor.asked('How severe is it?');
    await editor.press('Enter');
    const record = await recordOf('a-token-is-public');
    await record.holds(/\nsecurity: true\n[^]*- Security incident: don't discuss it on IRC\./);
    await editor.screenshot('security, declared');
  });

  it('changes its words without a reload, and asks two questions where it does not ask for security', async () => {
    writeFileSync(
      file,
      'extends: default\nname: harbour\nwords:\n  sentence: What is adrift, and for whom?\n  severity: How high is the water?\n  handOff: Change of the watch\n  record: Logbook\n',
    );
    await asksFirst('What is adrift, and for whom?');
    await editor.screenshot('words of a team');
    await editor.page.keyboard.type('Pumps stand still for everybody');
    await editor.press('Enter');
    await editor.asked('How high is the water?');
    await editor.press('Enter');
    await (await recordOf('pumps-stand-still')).holds(/\nprocess: harbour\n/);

    await editor.text('incident.md').waitFor();
    await editor.status().click();
    await editor.asked('What do you want to do?');
    await editor.page.keyboard.type('watch');
    const row = editor.prompt.getByRole('option').filter({ hasText: 'Hand off a role' });
    await row.filter({ hasText: 'Change of the watch' }).waitFor();
    await editor.screenshot('words of a team, actions');
    await dismiss();
  });

  it("is reported as broken once, to somebody who doesn't have it open, and the action shows the mistake underlined", async () => {
    await editor.command('View: Close All Editors');
    const broken = (label: string): string =>
      `extends: mnx\nname: harbour\n${label}: Harbour\nseverities:\n  - name: SEV-1\n    cadence: { intern: 10 }\n`;
    writeFileSync(file, broken('lable'));
    const said = editor.notification(
      /Can't use your team's process\. Using "mnx" until it's fixed\. Line 3: Unknown key "lable"/,
    );
    await said.waitFor();
    await editor.screenshot('a process with a mistake is said');
    await editor.choose(/Can't use your team's process/, 'Open');
    await editor.text('process.yaml').locator('.squiggly-warning').first().waitFor();
    await editor.command('View: Toggle Problems');
    await editor.page.getByText('Did you mean "label"?').first().waitFor();
    await editor.screenshot('a process with a mistake, underlined');
    await editor.command('View: Toggle Problems');
    await editor.command('View: Close All Editors');

    writeFileSync(file, broken('labell'));
    await asksFirst('What were you paged for');
    await dismiss();
    assert.equal(await editor.page.locator('.notification-list-item').count(), 0);

    writeFileSync(file, 'extends: mnx\nname: harbour\n');
    await until(async () => {
      const problems = editor.page.locator('[id="status.problems"]');
      return /\b0\b.*\b0\b/.test((await problems.textContent()) ?? '') ? true : undefined;
    }, 'no problem is left');
  });

  it('offers its own name of a channel, and takes links and tickets', async () => {
    mkdirSync(team, { recursive: true });
    writeFileSync(file, 'extends: incident-manager\n');
    await asksFirst("What's broken, and who's affected? Declare even");
    await editor.page.keyboard.type('Maps are blank for guests');
    await editor.press('Enter');
    await editor.asked('How severe is it?');
    await editor.press('Enter');
    const record = await recordOf('maps-are-blank');
    await editor.page.locator('.monaco-editor[data-uri*="maps-are-blank"]').waitFor();
    await editor.statusSays('Maps are bl');

    await editor.command('Incident: Set Channel, Link, or Ticket');
    await editor.asked('What do you want to set?');
    await editor.screenshot('set a channel, which');
    await editor.page.keyboard.type('bridge');
    await editor.press('Enter');
    await editor.prompted('Maps are blank for guests · bridge');
    await editor.page.keyboard.type('https://meet.example.com/maps');
    await editor.screenshot('set a channel, its address');
    await editor.press('Enter');
    await record.holds(/\n {2}bridge: https:\/\/meet\.example\.com\/maps\n[^]*LINK: Set the channel bridge to https:/);

    await editor.command('Incident: Set Channel, Link, or Ticket');
    await editor.asked('What do you want to set?');
    await editor.page.keyboard.type('ticket');
    await editor.press('Enter');
    await editor.prompted('Maps are blank for guests · ticket');
    await editor.page.keyboard.type('MAPS-1');
    await dismiss();
    await editor.command('Incident: Set Channel, Link, or Ticket');
    await editor.asked('What do you want to set?');
    await editor.page.keyboard.type('ticket');
    await editor.press('Enter');
    await editor.prompted('Maps are blank for guests · ticket');
    await editor.filled('MAPS-1');
    await editor.press('Enter');
    await record.holds(/\ntickets: (?:\[MAPS-1\]|MAPS-1)\n/);
  });
});
