import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';
import { until } from '../patience';

const SENTENCE = 'Checkout is failing for all customers';

describe('declaring', () => {
  const folders = new Folders();
  let editor: Editor;

  before(async () => {
    editor = await Editor.open({ folder: folders.repository('nothing'), environment: { HOME: folders.home } });
    await editor.ready();
  });
  closeAfter(() => [editor], folders);

  /** The only record in that folder of records, once there is one. */
  async function onlyRecord(records: string): Promise<RecordFile> {
    const [only, ...others] = await until(() => {
      const found = folders.records(records);
      return found.length > 0 ? found : undefined;
    }, `a record in ${records}`);
    assert.deepEqual(others, []);
    return only!;
  }

  async function dismiss(): Promise<void> {
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  }

  describe('with nothing open', () => {
    const records = (): string => join(folders.path, 'nothing', 'incidents');

    it('a line that was typed is kept when the offer to declare is dismissed', async () => {
      await editor.press('Alt+I T');
      await editor.prompted('No open incident');
      await editor.page.keyboard.type(SENTENCE);
      await editor.press('Enter');
      await editor.asked('Declare one with this text?');
      await editor.screenshot('a line with nothing open');
      await dismiss();
      assert.deepEqual(folders.records(records()), []);

      await editor.press('Alt+I T');
      await editor.prompted('No open incident');
      await editor.filled(SENTENCE);
      await dismiss();
    });

    it('it is kept when the severity is dismissed', async () => {
      await editor.press('Alt+I T');
      await editor.prompted('No open incident');
      await editor.filled(SENTENCE);
      await editor.press('Enter');
      await editor.asked('Declare one with this text?');
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      await dismiss();
      assert.deepEqual(folders.records(records()), []);

      await editor.press('Alt+I T');
      await editor.prompted('No open incident');
      await editor.filled(SENTENCE);
      await dismiss();
    });

    it('it becomes the sentence of the incident', async () => {
      await editor.press('Alt+I T');
      await editor.prompted('No open incident');
      await editor.press('Enter');
      await editor.asked('Declare one with this text?');
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      await editor.press('Enter');
      const record = await onlyRecord(records());
      assert.match(record.text, /\n {2}functionality: Checkout\n {2}state: failing\n {2}audience: all customers\n/);
      await editor.text('incident.md').waitFor();
      await editor.statusSays('SEV-2 Checkout');
      await editor.screenshot('declared with a line');
    });

    it('is shown at the end of its timeline, with its front matter folded', async () => {
      await editor.focused('incident.md');
      const { text } = await onlyRecord(records());
      const above = text.slice(0, text.indexOf('\n', text.indexOf('MILESTONE declared'))).split('\n');
      const cursor = `Ln ${above.length}, Col ${above.at(-1)!.length + 1}`;
      await until(async () => (await editor.whereabouts()).cursor === cursor, `the cursor is at ${cursor}`);
      await editor.press('Control+Home');
      await until(async () => {
        const lines = await editor.lines('incident.md');
        return lines.some((line) => line.startsWith('# [inc-')) && !lines.some((line) => line.startsWith('severity:'));
      }, 'the front matter is folded');
      await editor.screenshot('a record that was opened');
    });

    it('waits if a keystroke costs its status, and is restored with one button', async () => {
      const { text } = await onlyRecord(records());
      await editor.goTo(`${text.slice(0, text.indexOf('status:')).split('\n').length}:1`);
      await editor.page.keyboard.type('x');
      await editor.press('Control+S');
      await editor.saved();
      await editor.notification("isn't committed: its status is missing or unknown").waitFor();
      await editor.screenshot('a record that is held');
      await editor.choose("isn't committed", 'Restore');
      await until(
        async () => /^status: investigating$/m.test((await onlyRecord(records())).text),
        'the status is back',
      );
      assert.equal((await onlyRecord(records())).text, text);
    });

    it('what was declared is not offered again', async () => {
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.filled('');
      await dismiss();
    });
  });

  describe('with an incident that looks alike', () => {
    /** The records that there were at first. */
    let known: readonly string[];
    const records = (): string => join(folders.path, 'nothing', 'incidents');
    const paths = (): readonly string[] => folders.records(records()).map((record) => record.path);

    before(() => {
      folders.record(records(), { title: 'Payments are failing for EU customers' });
      known = paths();
    });

    it('shows the join first, and Enter joins', async () => {
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.page.keyboard.type('Payments are broken for everybody');
      await editor.press('Enter');
      await editor.asked('A similar incident');
      const [first, ...others] = await editor.prompt.getByRole('option').allTextContents();
      assert.match(first!, /Join: SEV-\d Payments are failing for EU customers/);
      assert.ok(
        others.some((row) => row.includes('SEV-1')),
        'declaring is still possible',
      );
      await editor.screenshot('an incident that looks alike');
      await editor.press('Enter');
      await editor.page
        .locator('.monaco-editor[data-uri$="payments-are-failing-for-eu-customers/incident.md"]')
        .waitFor();
      await editor.statusSays('Payments');
      assert.deepEqual(paths(), known);
    });

    it('says at the box that a sentence is missing, and leaves no notification behind', async () => {
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.page.keyboard.type('.');
      await editor.press('Enter');
      await editor.prompted('Describe the incident in one sentence');
      assert.equal(await editor.notification('Describe the incident').count(), 0);
      await editor.press('Backspace');
      await dismiss();
      assert.deepEqual(paths(), known);
    });

    it('says nothing if the likeness is not clear', async () => {
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.page.keyboard.type('The printer is on fire');
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      assert.ok(!(await editor.prompt.textContent())!.includes('Join'));
      await dismiss();
    });

    it('keeps the sentence when the severity is dismissed', async () => {
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.filled('The printer is on fire');
      await editor.screenshot('the sentence is kept');
      // However quickly: the chord comes while the severity is still asked.
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.filled('The printer is on fire');
      await dismiss();
      assert.deepEqual(paths(), known);
    });

    it('leaves the focus to a question that comes quickly', async () => {
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.page.keyboard.insertText('Pictures are blurred for guests');
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      await editor.press('Enter Alt+I T');
      await editor.prompted('· entry');
      const made = await until(
        () => folders.records(records()).find(({ id }) => id.endsWith('pictures-are-blurred-for-guests')),
        'it',
      );
      await editor.page.locator(`.monaco-editor[data-uri*="${made.id}"]`).waitFor();
      await editor.page.keyboard.type('also thumbnails');
      await editor.press('Enter');
      const other = await until(
        () => folders.records(records()).find(({ text }) => text.includes('TL: also thumbnails')),
        'the line in a record',
      );
      assert.doesNotMatch(made.text, /declared: ?also/);
      assert.ok(other);
    });

    it('and keeps every letter for it while a document gets the focus', async () => {
      writeFileSync(join(folders.path, 'notes.txt'), 'nothing\n');
      for (const word of ['one', 'two', 'three']) {
        await editor.openFile(join(folders.path, 'notes.txt'));
        await editor.press('Alt+I O Alt+I T');
        await editor.prompted('· entry');
        await editor.page.keyboard.type(`thumbnail ${word}`, { delay: 15 });
        await editor.filled(`thumbnail ${word}`);
        await editor.press('Enter');
        await until(
          () => folders.records(records()).some(({ text }) => text.includes(`TL: thumbnail ${word}\n`)),
          `the line ${word}`,
        );
      }
    });

    it('needs at most five keys besides the sentence', async () => {
      await editor.page.evaluate(`
        window.keysPressed = [];
        addEventListener('keydown', ({ key }) => {
          if (!/^(Alt|Control|Shift|Meta)$/.test(key)) window.keysPressed.push(key);
        }, true);
      `);
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.page.keyboard.insertText('Search is slow for staff');
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      await editor.press('Enter');
      await until(() => folders.records(records()).find(({ id }) => id.endsWith('search-is-slow-for-staff')), 'it');
      const keys = await editor.page.evaluate<string[]>('window.keysPressed');
      assert.ok(keys.length >= 3 && keys.length <= 5, keys.join(' '));
    });

    it('shows below the severities what an incident of the past can tell, and Enter declares', async () => {
      const past = folders.record(records(), {
        title: 'Refunds are late',
        age: 60 * 24 * 30,
        lines: ['- 2026-10-01T13:30:00Z @kim MILESTONE mitigated: restarted the worker'],
      });
      past.text = past.text.replace('status: investigating', 'status: resolved');
      const asked = async () => {
        await editor.press('Alt+I D');
        await editor.prompted('Declare an incident');
        await editor.page.keyboard.insertText('Refunds are stuck');
        await editor.press('Enter');
        await editor.asked('How severe is it?');
        return (await editor.prompt.getByRole('option', { name: /Refunds are late/ }).count()) > 0;
      };
      // The question waits for none, so the first time may come before the incident is known.
      await until(async () => (await asked()) || (await editor.press('Escape'), false), 'an incident of the past');
      const rows = await editor.prompt.getByRole('option').allTextContents();
      assert.match(rows.at(-1)!, /Refunds are late.*Mitigated: restarted the worker/);
      const [active] = await editor.prompt.locator('.monaco-list-row.focused').allTextContents();
      assert.match(active!, /^SEV-/);
      await editor.screenshot('an incident of the past that looks alike');
      await editor.press('Enter');
      await until(() => paths().find((path) => path.includes('refunds-are-stuck')), 'the record');
    });
  });

  describe('in a workspace of two folders', () => {
    it("puts the record into the active editor's folder", async () => {
      const [first, second] = ['shop', 'warehouse'].map((name) => {
        const folder = folders.folder(name);
        writeFileSync(join(folder, `${name}.txt`), `${name}\n`);
        return folder;
      });
      const workspace = join(folders.path, 'both.code-workspace');
      writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'shop' }, { path: 'warehouse' }] }));
      // A window of the web editor that starts before its server is quick enough stays without the folders; the next has them.
      const file = editor.page.getByRole('treeitem').filter({ hasText: 'warehouse.txt' });
      await editor.repeat(() => editor.visit(workspace), file, 5000);
      await editor.openFile(join(folders.path, 'warehouse', 'warehouse.txt'));
      await editor.press('Alt+I D');
      await editor.prompted('Declare an incident');
      await editor.page.keyboard.type(SENTENCE);
      await editor.press('Enter');
      await editor.asked('How severe is it?');
      await editor.press('Enter');
      const record = await onlyRecord(join(second!, 'incidents'));
      await editor.text('incident.md').waitFor();
      await editor.screenshot('declared in the second folder');

      await editor.press('Alt+I T');
      await editor.prompted(`${SENTENCE} · entry`);
      await editor.page.keyboard.type('stock is not booked');
      await editor.press('Enter');
      await record.holds(/TL: stock is not booked\n/);
      assert.deepEqual(folders.records(join(first!, 'incidents')), []);
    });
  });
});
