import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';

const TITLE = 'Logging in is broken';

describe('a reminder', () => {
  const folders = new Folders();
  let editor: Editor;
  let record: RecordFile;
  let records: string;

  before(async () => {
    const app = folders.repository('app');
    records = join(app, 'incidents');
    record = folders.record(records, { age: 45, severity: 'SEV-3', title: TITLE });
    const quest = new Date(Date.now() - 5 * 60_000).toISOString().slice(0, 19);
    const given = record.text.match(/declared: (\S+)/)![1]!;
    record.text = record.text
      .replace('status: investigating\n', 'status: investigating\nroles:\n  incident-commander: "@dana"\n')
      .concat(`- ${given} @dana ROLE incident-commander: @dana\n`)
      .concat(`- [ ] ${given} @lee QUEST @dana: read the log of the proxy (until ${quest}Z)\n`);
    const search = folders.record(records, {
      age: 3 * 24 * 60,
      severity: 'SEV-1',
      title: 'Search is slow',
    });
    const declared = search.text.match(/declared: (\S+)/)![1]!;
    search.text = search.text
      .replace('status: investigating\n', 'status: resolved\nroles:\n  incident-commander: "@dana"\n')
      .replace('milestones:\n', `milestones:\n  resolved: ${declared}\n`);
    editor = await Editor.open({ folder: app, environment: { HOME: folders.home } });
    await editor.statusSays('Logging in');
  });
  closeAfter(() => [editor], folders);

  it('of nothing is given while a line asks which of two incidents is meant', async () => {
    const paying = folders.record(records, { title: 'Paying fails', severity: 'SEV-1' });
    await editor.statusSays('2 incidents open');
    assert.match(await editor.spokenStatus(), /none is active: .*SEV-3 Logging in is broken/);
    assert.match(await editor.spokenStatus(), /SEV-1 Paying fails/);
    await editor.press('Alt+I T');
    await editor.asked('Which incident?');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
    rmSync(dirname(paying.path), { recursive: true });
    await editor.statusSays(/SEV-3 Logging in/);
  });

  it('tells the holder once of what is overdue, as the status bar does', async () => {
    await editor.statusSays(/quest \d+ min overdue/);
    const toast = editor.notification('Quest for @dana: read the log of the proxy');
    // A window without the focus leaves it to another one for half a minute.
    await toast.waitFor();
    const words = (await toast.textContent())!.replaceAll('\u00a0', ' ');
    assert.match(
      words,
      /Overdue: Quest for .* in "Logging in is broken"; Incident report \(1 d\) in "Search is slow"\./,
    );
    await editor.screenshot('a reminder');
    await editor.status().hover();
    const tooltip = editor.page.locator('.monaco-hover:visible').filter({ hasText: 'Internal update' });
    await tooltip.waitFor();
    assert.match((await tooltip.textContent())!, /Internal update: due in (?:1 h \d+|\d+) min \(@dana\)/);
    await editor.screenshot('status bar with its clocks');
    await editor.press('Escape');
  });

  it('waits where the clock is snoozed by keyboard, and the timeline says so', async () => {
    await editor.press('F1');
    await editor.answer('>Incident: Snooze Reminder');
    await editor.asked('Which reminder do you want to snooze?');
    await editor.page.keyboard.type('read the log');
    await editor.press('Enter');
    await editor.prompted(`${TITLE} · snooze: Quest for @dana: read the log of the proxy`);
    await editor.filled('+15m');
    await editor.page.keyboard.type('-5m');
    await editor.prompted('Choose a later time');
    await editor.press('Control+A');
    await editor.page.keyboard.type('+20m the proxy restarts');
    await editor.screenshot('snooze');
    const before = record.text;
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
    assert.equal(record.text, before);

    await editor.press('F1');
    await editor.answer('>Incident: Snooze Reminder');
    await editor.asked('Which reminder do you want to snooze?');
    await editor.page.keyboard.type('read the log');
    await editor.press('Enter');
    await editor.prompted(`${TITLE} · snooze: Quest for @dana`);
    await editor.filled('+20m the proxy restarts');
    await editor.press('Enter');
    await record.holds(/@dana SNOOZE quest: \d{4}-\S+Z @lee until \d{4}-\S+Z, the proxy restarts\n/);
    await editor.statusSays(/quest due in \d+ min/);
  });

  it('has one button that does what comes first', async () => {
    await editor.command('Notifications: Accept Notification Primary Action');
    await record.holds(/^- \[x\] \S+ @lee QUEST @dana: read the log/m);
    await editor.statusSays(/update in (?:1 h|\d+ min)/);
  });

  it('opens the update that is due', async () => {
    // A severity at which updates have been due for a quarter of an hour.
    record.text = record.text.replace('severity: SEV-3', 'severity: SEV-1');
    await editor.statusSays(/update \d\d min overdue, 1 more/);
    await editor.notification('Overdue: Internal update (').waitFor();
    await editor.command('Notifications: Accept Notification Primary Action');
    await editor.asked('Which update?');
    await editor.prompted(`${TITLE} · update`);
    const row = editor.prompt.getByRole('option').first();
    assert.match((await row.textContent())!, /\d\d min overdue/);
    await editor.press('Escape');
  });

  it('leaves it to the person which of two incidents is meant, and names the other one when that has ended', async () => {
    const paying = folders.record(records, { title: 'Paying fails', severity: 'SEV-1' });
    await editor.statusSays(/2 incidents · SEV-1 Logging in/);
    await editor.press('Alt+I S');
    await editor.asked('Which incident?');
    await editor.screenshot('switching with two incidents');
    await editor.pick('SEV-1 Paying fails');
    await editor.statusSays(/2 incidents · SEV-1 Paying fails/);
    await editor.press('Alt+I T');
    await editor.prompted('SEV-1 Paying fails · entry');
    await editor.screenshot('two incidents are open');
    await editor.answer('to the one that was switched to');
    await paying.holds(/TL: to the one that was switched to\n/);

    await editor.command('Incident: Cancel as False Alarm');
    await editor.prompted('SEV-1 Paying fails · cancel it as a false alarm');
    await editor.answer('a test order');
    await editor.statusSays(/^\s*SEV-1 Logging in/);
  });
});
