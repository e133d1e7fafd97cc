/** The views in the activity bar, by keyboard. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { done, type Editor } from '../editor';
import type { Folders, RecordFile } from '../folders';
import { SLOWNESS, until } from '../../patience';
import { sharedWindow } from './sharedWindow';

const TITLE = 'Searching is slow';
const AXE = readFileSync(join('node_modules', 'axe-core', 'axe.min.js'), 'utf8');
/** The words of the row that has the keyboard, or null. */
const FOCUSED_ROW = `document.querySelector('.monaco-list:focus .monaco-list-row.focused')?.textContent ?? null`;

/** What axe says against the page of this element; what the editor itself draws around it aside. */
async function violations(element: Locator): Promise<string[]> {
  return element.evaluate(`(async () => {
    ${AXE}
    const { violations, passes } = await axe.run(document.querySelector('.markdown-body'));
    if (passes.length === 0) throw new Error('axe has looked at nothing');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html));
  })()`);
}

describe('the incident view', () => {
  const window = sharedWindow();
  let folders: Folders;
  let editor: Editor;
  let app: string;
  let record: RecordFile;

  /** A row of a view by the words that a screen reader says. */
  const row = (words: RegExp): Locator => editor.page.getByRole('treeitem', { name: words });

  /** Waits until the palette offers one of these commands for these words, and not the other. */
  async function paletteOffers(words: string, title: string, other: string): Promise<void> {
    const rows = editor.prompt.getByRole('option');
    // A view that is shown just then takes the focus, and the palette closes.
    await editor.repeat(
      async () => {
        await editor.press('F1');
        await editor.prompt
          .locator('input.input')
          .fill(`>${words}`, { timeout: 2000 * SLOWNESS })
          .catch(() => undefined);
      },
      rows.filter({ hasText: `Incident: ${title}` }),
    );
    await rows.filter({ hasText: `Incident: ${other}` }).waitFor({ state: 'hidden' });
    await editor.screenshot(`palette, ${words.replace(':', '')}`);
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  }

  before(async () => {
    let records: string;
    ({ editor, folders, app, records } = await window());
    // Without an incident there's a sentence and a button.
    await editor.ready();
    await editor.press('Alt+I I');
    await editor.page.getByText('No incidents yet. If your team has declared one, join it.').waitFor();
    await editor.page.getByRole('button', { name: 'Declare Incident' }).first().waitFor();
    await paletteOffers('outage', 'Declare Incident or Outage', 'Log');
    await paletteOffers('Incident: ', 'Declare Incident or Outage', 'Assign Role');
    await editor.press('Control+Shift+E');
    const line = (minute: number, text: string): string => `- ${at(minute)} @kim ${text}`;
    record = folders.record(records, {
      title: TITLE,
      age: 40,
      lines: [
        line(38, 'TL: watermark at 97 %'),
        line(37, 'HYPOTHESIS open: log rotation stopped'),
        line(36, 'TODO: alert on disk space (owner @jo, due 2026-01-02)').replace('- ', '- [ ] '),
        line(35, `QUEST @kim: free some disk (until ${at(20)})`).replace('- ', '- [ ] '),
      ],
    });
    record.text += '\n## Checklists\n\n### Join\n\n- [ ] Observers are welcome in chat and on the call\n';
    await editor.statusSays(TITLE);
  });

  /** Goes down the view's rows to this one, as a person does. */
  async function select(words: RegExp): Promise<void> {
    const list = editor.page.locator('.monaco-list:focus');
    await until(async () => {
      // A tree that is drawn again just then loses the keyboard; a person presses the chord again.
      if ((await list.count()) === 0) await editor.repeat(() => editor.press('Alt+I I'), list);
      if (/\bfocused\b/.test((await row(words).getAttribute('class')) ?? '')) return true;
      const focused = JSON.stringify(await editor.page.evaluate<string | null>(FOCUSED_ROW));
      await editor.press('ArrowDown');
      const options = { timeout: 1000 * SLOWNESS };
      const moved = await done(editor.page.waitForFunction(`(${FOCUSED_ROW}) !== ${focused}`, undefined, options));
      // At the end: a row that came above while the keys went on is found from the top.
      if (!moved) await editor.press('Home');
      return undefined;
    }, `the row ${words.source}`);
  }

  function at(minutesAgo: number): string {
    return `${new Date(Date.now() - minutesAgo * 60_000).toISOString().slice(0, 19)}Z`;
  }

  it('is one chord away, and says how bad it is, who leads, what is overdue, and what was last', async () => {
    await editor.press('Alt+I I');
    await row(/^SEV-2 Searching is slow$/).waitFor();
    await row(/^Status: investigating$/).waitFor();
    await row(/^Nobody is leading yet/).waitFor();
    await row(/^Quest for @kim: free some disk, overdue, @kim/).waitFor();
    await row(/^Open hypothesis: log rotation stopped/).waitFor();
    await row(/kim: watermark at 97 %/).waitFor();
    await editor.screenshot('the incident view');
    // The number on the icon is what is overdue.
    const icon = editor.page.locator('.activitybar .action-item').filter({ has: editor.page.getByLabel(/^Incidents/) });
    await icon.locator('.badge-content', { hasText: /^2$/ }).waitFor();
  });

  it('takes the lead with Enter', async () => {
    await select(/^Nobody is leading yet/);
    await editor.press('Enter');
    await record.holds(/ROLE incident-commander: @dana\n/);
    await row(/^Incident commander: @dana/).waitFor();
  });

  it('goes to a line of the record with Enter', async () => {
    await select(/kim: watermark at 97 %/);
    await editor.press('Enter');
    await editor.focused('incident.md');
    // Several records are open in the end, and each is an incident.md.
    await editor.page.locator('.tab.active', { hasText: record.id }).waitFor();
    const line = record.text.split('\n').findIndex((words) => words.includes('watermark')) + 1;
    await editor.page.getByText(`Ln ${line}, Col 1`).waitFor();
    await editor.screenshot('the record beside the incident view');
  });

  it('ticks a step off, which the record then says', async () => {
    await editor.press('Alt+I I');
    // A tree that is drawn again just then doesn't hear the key.
    await editor.repeat(
      async () => {
        await select(/^Checklists/);
        await editor.press('ArrowRight');
      },
      row(/^Observers are welcome/),
    );
    await select(/^Observers are welcome/);
    await editor.press('Enter');
    await record.holds(/CHECK: Observers are welcome/);
    await row(/^Observers are welcome.*, done/).waitFor();
  });

  it('has the follow-ups and the incidents of before', async () => {
    await editor.command('Incidents: Focus on Follow-ups View');
    await row(/^Follow-up, alert on disk space, @jo, due 2026-01-02, overdue, Searching is slow/).waitFor();
    await editor.command('Incidents: Focus on History View');
    await row(/^\d{4}-\d\d, 1 incident/).waitFor();
    await editor.screenshot('follow-ups and history');
  });

  it('shows the local time next to each entry of the open record', async () => {
    mkdirSync(join(app, '.vscode'));
    writeFileSync(join(app, '.vscode', 'settings.json'), '{ "incidentNotes.localTimes": true }');
    await editor.openRecord();
    await editor
      .text('incident.md')
      .getByText(/\d\d:\d\d.\+2.m/)
      .first()
      .waitFor();
    await editor.screenshot('local times in the record');
  });

  it('has buttons in the title of the record, which mean that record', async () => {
    const buttons = editor.page.locator('.editor-actions a.action-label');
    for (const label of [/^Log /, /Update…/, /Postmortem/]) await buttons.and(editor.page.getByLabel(label)).waitFor();
    await buttons.and(editor.page.getByLabel(/^Log /)).click();
    await editor.prompted(TITLE);
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('marks the entry at the cursor as important, and takes the mark off', async () => {
    const line = record.text.split('\n').findIndex((words) => words.includes('watermark')) + 1;
    await editor.goTo(`${line}:1`);
    await editor.press('Alt+I K');
    await record.holds(/TL: ! watermark at 97 %/);
    await editor.press('Alt+I K');
    await record.holds(/TL: watermark at 97 %/);
  });

  it('finds an incident while somebody types, and goes to the line that matched', async () => {
    await editor.command('Incident: Search Incidents…');
    await editor.question.locator('input:focus').waitFor();
    await editor.page.keyboard.type('watermrak');
    const found = editor.prompt.locator('.monaco-list-row.focused').filter({ hasText: 'watermark at 97 %' });
    await found.filter({ hasText: TITLE }).waitFor();
    await editor.screenshot('search for incidents');
    await editor.press('Enter');
    const line = record.text.split('\n').findIndex((words) => words.includes('watermark')) + 1;
    await editor.page.getByText(`Ln ${line}, Col 1`).waitFor();
    // Keys that come before the box has closed are its own.
    await editor.prompt.waitFor({ state: 'hidden' });
    await editor.press('Control+T');
    await editor.question.locator('input:focus').waitFor();
    await editor.page.keyboard.type('searching is');
    await editor.prompt.locator('.monaco-list-row.focused').filter({ hasText: TITLE }).waitFor();
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('filters the history by words, and shows all again', async () => {
    await editor.command('Incident: Filter History…');
    await editor.answer('rotation');
    await editor.command('Incidents: Focus on History View');
    await row(/^Filtered by "rotation", 1 incident/).waitFor();
    await row(/HYPOTHESIS open: log rotation stopped/).waitFor();
    await editor.screenshot('the history, filtered');
    await editor.command('Incident: Filter History…');
    await editor.answer('');
    await row(/^Filtered by/).waitFor({ state: 'detached' });
  });

  it('has the milestones among the symbols of the record', async () => {
    await editor.press('Control+Shift+O');
    await editor.question.locator('input:focus').waitFor();
    await editor.page.keyboard.type('declared');
    await editor.prompt.locator('.monaco-list-row.focused').filter({ hasText: 'declared' }).waitFor();
    await editor.screenshot('symbols of the record');
    await editor.press('Enter');
    const line = record.text.split('\n').findIndex((words) => words.includes('MILESTONE declared')) + 1;
    await editor.page.getByText(`Ln ${line}, Col 1`).waitFor();
  });

  it('has the local time, the author, and the kind of each entry in the preview', async () => {
    await editor.press('Control+Shift+V');
    const entry = editor.webview.locator('li', { hasText: 'watermark at 97 %' });
    await entry.locator('time', { hasText: /^\d\d:\d\d$/ }).waitFor();
    assert.match((await entry.locator('time').getAttribute('title')) ?? '', /IST = .* UTC$/);
    assert.equal(await entry.locator('.incident-notes-author').textContent(), '@kim');
    assert.equal(await entry.locator('.incident-notes-kind').textContent(), 'TL');
    await editor.screenshot('the record in the preview');
    assert.deepEqual(await violations(entry), []);
    // Only what is important, from the palette, and everything again.
    await editor.command('Incident: Show All or Only Important Entries');
    await editor.webview.locator('li', { hasText: /^\d+ more entries$/ }).waitFor();
    await entry.waitFor({ state: 'detached' });
    await editor.command('Incident: Show All or Only Important Entries');
    await entry.waitFor();
    await editor.command('View: Close Editor');
    await editor.press('Control+Shift+E');
  });
});
