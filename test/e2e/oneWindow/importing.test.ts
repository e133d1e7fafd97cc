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

  /** Goes on to the list of time zones. */
  async function zones(): Promise<void> {
    await editor.command('Incident: Import Log');
    await editor.asked('Where is the log?');
    await editor.press('Enter');
    await editor.prompted("What date is the log's first time, 14:51, on?");
    await editor.answer('2026-11-20');
    await editor.asked("Which time zone are the log's times, such as 2026-11-20 14:51, in?");
  }

  /** Takes a time zone that isn't in the list. */
  async function preview(): Promise<void> {
    await zones();
    await editor.find('other', 'Another time zone');
    await editor.prompted('For example Europe/Berlin');
    await editor.answer('Europe/Berlin');
    await editor.asked('Press Enter to import');
  }

  /** The rows below those that say what can be done. */
  async function lines(count: number): Promise<void> {
    const shown = editor.prompt.getByRole('option').filter({ hasText: '@' });
    await until(async () => (await shown.count()) === count, `${count} lines`);
  }

  async function act(words: string): Promise<void> {
    await editor.asked('Press Enter to import');
    await editor.find(words, words);
  }

  it('writes nothing when somebody turns back', async () => {
    const before = record.text;
    await preview();
    await lines(2);
    await editor.screenshot('import');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
    assert.equal(record.text, before);
  });

  it('offers time zones, and reads the log in the one that is chosen', async () => {
    const before = record.text;
    await zones();
    await editor.screenshot('import, zones');
    await editor.find('UTC', 'UTC');
    await editor.asked('Press Enter to import');
    await editor.prompt.getByRole('option').filter({ hasText: '14:51 UTC' }).first().waitFor();
    await editor.press('Escape');
    await zones();
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
    assert.equal(record.text, before);
  });

  it('shows the tagged lines, and writes what a person made of them', async () => {
    await preview();
    await lines(2);
    await act('Filter');
    await editor.asked('Which lines?');
    await editor.find('between', 'Lines between');
    await editor.prompted('What time range');
    await editor.answer('00:00-23:59');
    await act('Filter');
    await editor.asked('Which lines?');
    await editor.find('All lines', 'All lines');
    await editor.asked('Press Enter to import');
    await lines(3);
    await act('who changed');
    await editor.asked('who changed it?');
    await editor.find('Leave', 'Leave this line out');
    await editor.asked('Press Enter to import');
    await editor.prompt.getByRole('option').filter({ hasText: 'Import 2 entries' }).waitFor();
    await act('nobody can');
    await editor.asked('nobody can sign up');
    await editor.find('Edit', 'Edit the text');
    await editor.prompted("The entry's text");
    await editor.answer('nobody could sign up, see <b>graph</b>');
    await act('form is back');
    await editor.asked('the form is back');
    await editor.find('milestone', 'Make it a milestone');
    await editor.asked('Which milestone?');
    await editor.find('mitigated', 'mitigated');
    await editor.asked('Press Enter to import');
    await editor.screenshot('import, changed');
    await editor.press('Enter');
    await until(
      () => record.text.includes('- 2026-11-20T13:58Z @lee MILESTONE mitigated: the form is back\n'),
      'the lines',
    );
    assert.match(record.text, /- 2026-11-20T13:51Z @dana TL: nobody could sign up, see \\<b>graph\\<\/b>\n/);
    assert.doesNotMatch(record.text, /who changed/);
    await editor.statusSays('2 entries imported', 'incidentNotes.done');
  });

  it('is undone by one press', async () => {
    await editor.undo();
    await until(() => !record.text.includes('the form is back'), 'the lines are gone');
    assert.doesNotMatch(record.text, /nobody could sign up/);
  });

  it('is canceled while a long log is read, and writes nothing then', async () => {
    const before = record.text;
    const line = (at: number): string => {
      const time = new Date(Date.UTC(2026, 10, 20) + 1000 * at).toISOString().slice(0, 19).replace('T', ' ');
      return `${time} nick${at % 9}: line ${at} of very many`;
    };
    const log = Array.from({ length: 150_000 }, (_, at) => line(at)).join('\n');
    await editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(log)})`);
    await editor.command('Incident: Import Log');
    await editor.asked('Where is the log?');
    await editor.press('Enter');
    const progress = editor.notification(TITLE);
    await progress.waitFor();
    await editor.screenshot('import, canceled');
    await editor.command('Notifications: Focus Notification Toast');
    await editor.press('Tab Enter');
    await editor.statusSays('Import canceled: nothing was written', 'incidentNotes.done');
    await progress.waitFor({ state: 'detached' });
    assert.equal(record.text, before);
  });

  it('handles pasted lines that say who wrote them', async () => {
    const chat = 'dana: nobody can sign up\nlee: who changed it?'.replace(/^/gm, '2026-11-20 14:51 ');
    await editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(chat)})`);
    await editor.command('Incident: Log Lines from Clipboard');
    await editor.asked('Press Enter to import');
    await lines(2);
    await editor.press('Enter');
    await until(() => /@dana TL: nobody can sign up\n[^]*@lee TL: who changed it\?\n/.test(record.text), 'the lines');
    await editor.undo();
    await until(() => !record.text.includes('nobody can'), 'the lines are gone');
  });
});
