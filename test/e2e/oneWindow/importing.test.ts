/** A log by keyboard: what it doesn't say is asked, and what would be written is seen first. */
import assert from 'node:assert/strict';
import type { Editor } from '../editor';
import type { RecordFile } from '../folders';
import { until } from '../../patience';
import { sharedWindow } from './sharedWindow';

const TITLE = 'Signing up fails';
const LOG = [
  '14:51 <@dana> TL: nobody can sign up, see <b>graph</b>',
  '14:52 < lee> who changed it?',
  '14:58 < lee> TL: the form is back',
].join('\n');

describe('a log by keyboard', () => {
  const window = sharedWindow();
  let editor: Editor;
  let record: RecordFile;

  before(async () => {
    const { folders, records, ...shared } = await window();
    editor = shared.editor;
    record = folders.record(records, { title: TITLE });
    await editor.statusSays(TITLE);
    await editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(LOG)})`);
  });

  /** Goes on to the list of what would be written. */
  async function preview(): Promise<void> {
    await editor.command('Incident: Import Log');
    await editor.asked('Where is the log?');
    await editor.press('Enter');
    await editor.prompted('Which day is the first time, 14:51, on?');
    await editor.answer('2026-11-20');
    await editor.prompted("Which time zone are the log's times in");
    await editor.answer('Europe/Berlin');
    // Rows to be ticked are no options.
    await editor.question.locator('input.input[placeholder*="Type to filter"]:focus').waitFor();
    await rows(3);
  }

  async function rows(count: number): Promise<void> {
    const shown = editor.prompt.locator('.monaco-list-row');
    await until(async () => (await shown.count()) === count, `${count} rows`);
  }

  it('writes nothing when somebody turns back', async () => {
    const before = record.text;
    await preview();
    await editor.screenshot('import');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
    assert.equal(record.text, before);
  });

  it('ticks what is tagged, filters by what is typed, and writes what is ticked', async () => {
    await preview();
    await editor.page.keyboard.type('who changed');
    await rows(1);
    await editor.page.locator('.quick-input-widget input.input').fill('');
    await rows(3);
    await editor.press('Enter');
    await until(() => record.text.includes('- 2026-11-20T13:58Z @lee TL: the form is back\n'), 'the lines');
    assert.match(record.text, /- 2026-11-20T13:51Z @dana TL: nobody can sign up, see \\<b>graph\\<\/b>\n/);
    assert.doesNotMatch(record.text, /who changed/);
    await editor.statusSays('2 entries imported', 'incidentNotes.done');
  });

  it('is undone by one press', async () => {
    await editor.undo();
    await until(() => !record.text.includes('the form is back'), 'the lines are gone');
    assert.doesNotMatch(record.text, /nobody can sign up/);
  });
});
