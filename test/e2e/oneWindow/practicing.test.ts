/** The drill and the walkthrough, by keyboard. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from '../editor';
import { until } from '../../patience';
import { sharedWindow } from './sharedWindow';

describe('practicing', () => {
  const window = sharedWindow();
  let editor: Editor;
  /** What's in the folders of drills. */
  const drills = (): string[] => {
    const folder = join(editor.userData, 'User', 'globalStorage', 'incident-notes.incident-notes', 'drills');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  before(async () => {
    ({ editor } = await window());
    await editor.ready();
  });

  it('has a walkthrough of four steps, which begins with a drill', async () => {
    await editor.press('Alt+I I');
    await editor.page.getByText('New here?').waitFor();
    await editor.screenshot('nothing yet');
    assert.equal(await editor.page.locator('.gettingStartedContainer').count(), 0);
    const page = editor.page.locator('.gettingStartedContainer');
    // A window that is still starting draws the view again under the click.
    await editor.repeat(() => editor.page.getByText('take the tour').click(), page);
    for (const step of [
      'Practice with a past outage',
      'Log what you see',
      'Share with your team',
      'Draft the postmortem',
    ]) {
      await page.getByText(step).first().waitFor();
    }
    // Pictures are only shown where there's room.
    await editor.press('Control+B');
    await page.locator('.getting-started-media').first().waitFor();
    await editor.screenshotInThemes('the walkthrough');
    await page.getByRole('button', { name: 'Start Drill' }).click();
    await editor.page.locator('.tab.active', { hasText: 'drill-logging-in' }).waitFor();
  });

  it('says that it is a drill in the tab, the status bar, the view, and a message', async () => {
    await editor.statusSays('Drill: ');
    assert.equal(drills().length, 1);
    await editor.notification('This is a drill').waitFor();
    await editor.page.locator('[id="incident-notes.incident-notes.incidentNotes.drillEnd"]').waitFor();
    await editor.command('Incident: Start Drill');
    const next = editor.page.locator('[id="incident-notes.incident-notes.incidentNotes.drillNext"] a');
    await next.filter({ hasText: '14 left' }).click();
    await editor.statusSays('SEV-1 Drill: ');
    await editor.press('Alt+I I');
    await editor.page
      .getByRole('treeitem', { name: /Drill: Logging in is broken/ })
      .first()
      .waitFor();
    await editor.screenshot('a drill');
    await editor.press('Alt+I T');
    await editor.prompted('Drill: Logging in is broken for all users · entry');
    await editor.page.keyboard.insertText('I see it, too');
    await editor.press('Enter');
    await editor.statusSays('logged', 'incidentNotes.done');
  });

  it('ends by one click, and leaves neither a tab nor a folder', async () => {
    await editor.page.locator('[id="incident-notes.incident-notes.incidentNotes.drillEnd"] a').click();
    await editor.statusSays('No incident');
    await editor.page.locator('.tab', { hasText: 'drill' }).waitFor({ state: 'detached' });
    await until(() => drills().length === 0, 'the folder is gone');
    await editor.screenshot('after a drill');
    await editor.press('Control+Shift+E');
  });
});
