import assert from 'node:assert/strict';
import { readFileSync, readdirSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';
import { until } from '../patience';

const TITLE = 'Logging in is broken';

describe('an entry that was accepted', () => {
  const folders = new Folders();
  let editor: Editor;
  let app: string;
  let record: RecordFile;

  before(async () => {
    // No repository: nothing is committed, so that every entry waits in the journal.
    app = folders.folder('app');
    record = folders.record(join(app, 'incidents'));
    editor = await Editor.open({ folder: app, environment: { HOME: folders.home } });
    await editor.statusSays('Logging in');
  });
  closeAfter(() => [editor], folders);

  async function log(text: string): Promise<void> {
    await editor.press('Alt+I T');
    await editor.prompted(`${TITLE} · entry`);
    await editor.answer(text);
    // Said once the record is saved, where it is: a crash before that leaves unsaved edits, which the editor brings back.
    await editor.statusSays(`logged: ${text}`, 'incidentNotes.done');
  }

  /** The journal's files, as text. */
  function journal(): string {
    const folder = join(editor.userData, 'User', 'globalStorage', 'incident-notes.incident-notes', 'journal');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  }

  async function accepted(text: string): Promise<void> {
    await until(() => (journal().includes(text) ? true : undefined), `“${text}” is in the journal`);
  }

  async function openRecord(): Promise<void> {
    await editor.openRecord();
    await editor.saved();
  }

  /** Waits until the open record shows these words. */
  async function shows(words: string): Promise<void> {
    await editor.text('incident.md').locator('.view-line').filter({ hasText: words }).waitFor();
  }

  /** One of a window before may end by itself at that moment. */
  function signal(pid: number, name: NodeJS.Signals): void {
    try {
      process.kill(pid, name);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
    }
  }

  /** Ends the process of the extensions as a crash does; nothing of it can tidy up. */
  async function crash(): Promise<void> {
    const hosts = editor.extensionHosts();
    assert.ok(hosts.length > 0, 'no extension host was found');
    // The window would start another process as soon as this one has ended, so it's stopped until the window is gone.
    hosts.forEach((pid) => signal(pid, 'SIGSTOP'));
    await editor.page.goto('about:blank');
    hosts.forEach((pid) => signal(pid, 'SIGKILL'));
    await until(() => (editor.extensionHosts().some((pid) => hosts.includes(pid)) ? undefined : true), 'it ended');
  }

  describe('in a record with unsaved edits', () => {
    it('leaves them, the cursor and the file alone', async () => {
      await openRecord();
      await editor.goTo(`${record.text.split('\n').indexOf('## Timeline') + 1}:1`);
      await editor.page.keyboard.type('My own words.');
      await editor.press('Enter Enter ArrowUp');
      await editor.page.locator('.tab.active.dirty').waitFor();
      const before = record.text;
      const where = await editor.whereabouts();
      await log('arrived while typing');
      await shows('TL: arrived while typing');
      await shows('My own words.');
      await accepted('arrived while typing');
      await until(
        async () => ((await editor.whereabouts()).focus === where.focus ? true : undefined),
        'the editor has the focus again',
      );
      await editor.page.keyboard.type('More of them.');
      await shows('More of them.');
      await log('arrived a second time');
      await shows('TL: arrived a second time');
      assert.equal(record.text, before, 'it is not saved for the person');
      await editor.page.locator('.tab.active.dirty').waitFor();
      await editor.screenshot('entries in a record with unsaved edits');
    });

    it('is one step for an undo', async () => {
      // With the front matter unfolded.
      await editor.focused('incident.md');
      await editor.press('Control+K Control+J');
      await shows('status: investigating');
      const before = await editor.lines('incident.md');
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.type('identified');
      await editor.press('Enter');
      await editor.prompted('Anything to add?');
      await editor.answer('the deploy');
      await shows('MILESTONE identified: the deploy');
      await shows('status: identified');
      await until(
        async () => (/incident\.md$/.test((await editor.whereabouts()).focus) ? true : undefined),
        'the editor has the focus again',
      );
      await editor.press('Control+Z');
      await until(async () => {
        const now = await editor.lines('incident.md');
        return now.join('\n') === before.join('\n') ? true : undefined;
      }, 'one undo takes the milestone back, front matter included, and nothing else');
      await editor.screenshot('undone in an open record');
    });

    it('is restored after a crash, once and visibly', async () => {
      await log('only the journal has it');
      await accepted('only the journal has it');
      assert.equal(record.count('only the journal has it'), 0);
      await crash();
      // What the editor itself keeps of unsaved edits is gone too.
      rmSync(join(editor.userData, 'User', 'Backups'), { recursive: true, force: true });
      rmSync(join(editor.userData, 'Backups'), { recursive: true, force: true });
      await editor.visit(app);
      await editor.notification('Restored').waitFor();
      // The window may have been gone before it kept which editors were open.
      await editor.openFile(record.path);
      await shows('TL: only the journal has it');
      await editor.screenshot('put back after a crash');
      assert.equal(await editor.text('incident.md').getByText('TL: only the journal has it').count(), 1);
      await editor.press('Control+S');
      await editor.saved();
      await record.holds(/TL: only the journal has it\n/);
      assert.equal(record.count('only the journal has it'), 1);
      assert.equal(record.count('arrived while typing'), 1);
    });
  });

  describe('in a record without unsaved edits', () => {
    it('is restored after a crash that left half a file, once and visibly', async () => {
      await editor.command('View: Close All Editors');
      await log('before the cut');
      const before = (await record.holds(/TL: before the cut\n/)).replace(/.*before the cut\n/, '');
      await log('after the cut');
      await record.holds(/TL: after the cut\n/);
      await crash();
      record.text = before;
      await editor.visit(app);
      await editor.notification('Restored 2 entries').waitFor();
      await record.holds(/TL: before the cut\n[^]*TL: after the cut\n/);
      await editor.screenshot('put back after half a file');
      for (const words of ['before the cut', 'after the cut', 'arrived while typing', 'MILESTONE declared']) {
        assert.equal(record.count(words), 1, words);
      }
    });

    it('is not restored a second time', async () => {
      const before = record.text;
      await editor.visit(app);
      await editor.statusSays('Logging in');
      await log('a sign of life');
      await record.holds(/TL: a sign of life\n/);
      assert.equal(await editor.notification('Restored').count(), 0);
      assert.equal(record.text.replace(/- \S+ @\S+ TL: a sign of life\n/, ''), before);
    });

    it('is removed by an undo in the open record, and stays removed', async () => {
      await openRecord();
      await log('not this');
      await shows('TL: not this');
      await record.holds(/TL: not this\n/);
      await until(
        async () => (/incident\.md$/.test((await editor.whereabouts()).focus) ? true : undefined),
        'the editor has the focus again',
      );
      await editor.press('Control+Z');
      await editor.text('incident.md').getByText('TL: not this').waitFor({ state: 'detached' });
      await editor.press('Control+S');
      await editor.saved();
      await until(() => (record.count('not this') === 0 ? true : undefined), 'it is gone from the file');
      await log('but this');
      await record.holds(/TL: but this\n/);
      assert.equal(record.count('not this'), 0);
      assert.equal(record.count('a sign of life'), 1);
    });
  });

  describe('next to unsaved words', () => {
    /** Whether the editor itself has kept these words for the next window. */
    function backedUp(words: string): boolean {
      return ['Backups', 'User/Backups']
        .map((folder) => join(editor.userData, folder))
        .filter((folder) => existsSync(folder))
        .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
        .some((file) => file.isFile() && readFileSync(join(file.parentPath, file.name), 'utf8').includes(words));
    }

    it('is there with them when the window reopens a file that was changed in the meantime', async () => {
      await openRecord();
      await editor.goTo(`${record.text.split('\n').indexOf('## Timeline') + 1}:1`);
      await editor.page.keyboard.type('Never saved.');
      await editor.press('Enter Enter');
      await until(() => backedUp('Never saved.'), 'the editor has kept the words');
      await editor.page.goto('about:blank');
      record.text += `- ${new Date().toISOString().slice(0, 19)}Z @lee TL: by git\n`;
      await editor.visit(app);
      await shows('Never saved.');
      await shows('TL: by git');
      await editor.press('Control+1');
      await editor.focused('incident.md');
      await editor.press('Control+S');
      await editor.saved();
      const text = await record.holds(/\nNever saved\.\n[^]*\n- \S+ @lee TL: by git\n/);
      assert.equal(text.split('by git').length, 2);
      assert.equal(await editor.notification(/Failed to save|newer/).count(), 0);
      // Something waits in this window too.
      await log('a line after that');
      await record.holds(/TL: a line after that\n/);
      await editor.screenshot('words that nobody saved, in a file that was changed meanwhile');
    });
  });

  describe('in a folder without a repository', () => {
    it('waits, and the status bar has room for all its words, also when an update is overdue', async () => {
      const [, declared] = /\n {2}declared: (\S+)\n/.exec(record.text)!;
      const earlier = new Date(Date.parse(declared!) - 33 * 60_000).toISOString().replace(/\.\d+/, '');
      record.text = record.text.replaceAll(declared!, earlier);
      await editor.statusSays(/\d pending: no git repository · update \d\d min overdue/);
      assert.match(await editor.spokenStatus(), /\d pending: no git repository/);
      assert.match(await editor.spokenStatus(), /\d\d min overdue/);
      assert.equal(await editor.statusIsCutOff(), false, `Not all can be read: ${await editor.status().textContent()}`);
      await editor.screenshot('status bar in a plain folder');
    });
  });
});
