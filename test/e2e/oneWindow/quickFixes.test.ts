import assert from 'node:assert/strict';
import type { Editor } from '../editor';
import type { RecordFile } from '../folders';
import { until } from '../../patience';
import { sharedWindow } from './sharedWindow';

const TITLE = 'Mails are late';

describe('quick fixes by keyboard', () => {
  const window = sharedWindow();
  let editor: Editor;
  let record: RecordFile;
  let written: string;

  before(async () => {
    const { folders, records, ...shared } = await window();
    editor = shared.editor;
    record = folders.record(records, {
      title: TITLE,
      lines: [
        '- 2026-11-20 15:11 @lee TL: listeners are missing',
        '  0 of 2',
        '* 2026-11-20T15:12:00Z  @lee TL: in a hurry',
      ],
    });
    written = record.text;
    await editor.statusSays(TITLE);
    await editor.openRecord();
  });

  /** Waits until the editor underlines this many places of that kind. */
  async function underlined(kind: 'warning' | 'info', count: number): Promise<void> {
    const marks = editor.page.locator(`.monaco-editor .squiggly-${kind}`);
    await until(async () => ((await marks.count()) === count ? true : undefined), `${count} of ${kind}`);
  }

  /** Waits until the editor shows the line. */
  async function shows(line: string, count = 1): Promise<void> {
    await until(
      async () =>
        (await editor.lines('incident.md')).filter((shown) => shown === line).length === count ? true : undefined,
      `${count} × ${line}`,
    );
  }

  const menu = () => editor.page.locator('.action-widget:not(.action-list-submenu-panel)');

  /** Goes from problem to problem and opens the repairs there, until one has this title. */
  async function repairs(title: string): Promise<void> {
    // The editor drops a key while it still asks what there is, and goes through problems that are gone.
    await editor.repeat(async () => {
      await editor.press('Escape F8');
      await editor.page.locator('.marker-widget').waitFor();
      await editor.press('Control+.');
    }, menu().getByText(title));
  }

  it('shows only what loses meaning while the incident is investigated', async () => {
    await underlined('warning', 1);
    await underlined('info', 0);
  });

  it('makes an entry of a line, and undo takes that back', async () => {
    await repairs('as UTC');
    const offered = await menu().getByRole('option').allTextContents();
    assert.match(offered.join('\n'), /as local time: .*15:11 \S+ = 09:41 UTC/);
    await editor.screenshot('quick fixes');
    await editor.press('Enter');
    await menu().waitFor({ state: 'hidden' });
    await shows('- 2026-11-20T15:11Z @lee TL: listeners are missing');
    await underlined('warning', 0);
    assert.equal(record.text, written, 'nothing is saved');

    await editor.press('Control+Z');
    await shows('- 2026-11-20 15:11 @lee TL: listeners are missing');
    await underlined('warning', 1);
  });

  it('shows and repairs the rest when it is mitigated', async () => {
    record.text = written.replace('investigating', 'mitigated').replace('2026-11-20 15:11', '2026-11-20T15:11:00Z');
    await underlined('info', 3);
    await underlined('warning', 0);
    await repairs('Use the standard format');
    await editor.press('Enter');
    await menu().waitFor({ state: 'hidden' });
    await shows('- 2026-11-20T15:12:00Z @lee TL: in a hurry');
    await underlined('info', 2);
    await repairs('as in the timeline');
    await editor.screenshot('a quick fix of the front matter');
    await editor.press('Enter');
    await shows('status: investigating');
    await editor.press('Control+S');
    await record.holds(/\nstatus: investigating\n[^]*\n- 2026-11-20T15:12:00Z @lee TL: in a hurry\n/);
  });

  it('hints at lines by hand while the incident is investigated, and makes an entry of one', async () => {
    const lines = '- 14:03 page came\n| 14:07 | lee | calm |\n';
    record.text = `${written.replace('2026-11-20 15:11', '2026-11-20T15:11:00Z').trimEnd()}\n${lines}`;
    await shows('- 14:03 page came');
    await underlined('info', 2);
    await underlined('warning', 0);
    await repairs('= 08:33 UTC');
    await editor.screenshot('a hint for a line by hand');
    await editor.press('Enter');
    await menu().waitFor({ state: 'hidden' });
    await until(
      async () => (await editor.lines('incident.md')).find((line) => /^- \S+Z @\S+ TL: page came$/.test(line)),
      'the line is an entry',
    );
    await underlined('info', 1);
    await editor.press('Control+S');
    await record.holds(/TL: page came\n/);
  });
});
