import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from '../editor';
import type { RecordFile } from '../folders';
import { until } from '../../patience';
import { sharedWindow } from './sharedWindow';

const TITLE = 'Paying is broken';
const LEAD = 'incident-commander';
const LABEL = 'Incident commander';

describe('the response by keyboard', () => {
  const window = sharedWindow();
  let editor: Editor;
  let record: RecordFile;
  let app: string;

  before(async () => {
    const { folders, records, ...shared } = await window();
    app = shared.app;
    editor = shared.editor;
    record = folders.record(records, { title: TITLE });
    const steps = [
      '[ ] Tell the support team',
      '[ ] Page the owner',
      '[ ] File a ticket for every temporary workaround',
      '[ ] Get an explicit yes from the next person',
      '[x] Confirm the fix will last: no restart timers, nothing left switched off, no manual changes missing from code',
      '[x] Have someone who did not make the fix verify it',
      '[x] Mark it resolved in the pager, tickets, and every other system',
    ];
    record.text += `\n## Checklists\n\n${steps.map((step) => `- ${step}\n`).join('')}`;
    await editor.statusSays(TITLE);
  });

  /** Waits for a box of this incident. */
  async function boxed(what: string): Promise<void> {
    await editor.prompted(`${TITLE} · ${what}`);
    await editor.prompt.locator('.monaco-list:visible').waitFor({ state: 'hidden' });
  }

  /** Waits for a list of this incident, and takes the row that a few letters find. */
  async function chooses(what: string, letters: string, row: string): Promise<void> {
    await editor.prompted(`${TITLE} · ${what}`);
    await editor.page.keyboard.type(letters);
    await editor.prompt.getByRole('option').filter({ hasText: row }).first().waitFor();
    await editor.press('Enter');
  }

  async function dismiss(): Promise<void> {
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  }

  /** The labels alone: a row that was shown before keeps hidden words of then. */
  const rows = async () => {
    const labels = editor.prompt.getByRole('option').locator('.quick-input-list-row:first-child .label-name');
    return (await labels.allTextContents()).join('\n');
  };

  /** Dismisses the box with a text in it, and sees that nothing was written and that the next box has it again. */
  async function turnsBack(text: string, again: () => Promise<void>): Promise<void> {
    const before = record.text;
    await editor.page.keyboard.type(text);
    await dismiss();
    assert.equal(record.text, before);
    await again();
    await editor.filled(text);
    assert.equal(record.text, before);
  }

  /** Waits until the brief shows the words. */
  async function shown(words: string): Promise<void> {
    const text = editor.page.locator('.monaco-editor[data-uri^="incident-notes:"] .view-lines');
    await until(
      async () => ((await text.textContent())?.replaceAll('\u00a0', ' ').includes(words) ? true : undefined),
      words,
    );
  }

  async function closeBrief(): Promise<void> {
    // It asks nothing: there is nothing to save.
    await editor.closeEditor(editor.page.locator('.monaco-editor[data-uri^="incident-notes:"]'));
  }

  describe('the actions', () => {
    async function open(): Promise<void> {
      await editor.status().click();
      await editor.prompted(`${TITLE} · actions`);
      await editor.asked('What do you want to do?');
    }

    it('begin with three kinds, and the rest is one key further', async () => {
      await open();
      assert.match(await rows(), /^.*Take the lead\n.*Log an entry\n.*Log a milestone\n/);
      assert.doesNotMatch(await rows(), /severity/);
      await editor.screenshot('actions');
      await editor.press('ArrowUp');
      // What was used in this window is there as well: the list may be longer than what's shown of it.
      await until(async () => /Internal update[^]*More…$/.test(await rows()), 'the last rows');
      await editor.press('Enter');
      await until(async () => !/More…/.test(await rows()), 'the rest');
      await editor.screenshot('more actions');
      await editor.page.keyboard.type('severity');
      await editor.prompt.getByRole('option').filter({ hasText: 'Change the severity' }).waitFor();
      await dismiss();
    });

    it('have everything that is typed', async () => {
      await open();
      await chooses('actions', 'sever', 'Change the severity');
      await editor.asked('Currently SEV-2');
      await dismiss();
    });

    it('have what is due, and do it', async () => {
      await open();
      await chooses('actions', 'internal', 'Internal update');
      await editor.asked('Which update?');
      await dismiss();
    });

    it('have what was used in the first list', async () => {
      await open();
      assert.doesNotMatch(await rows(), /severity/);
      await editor.page.keyboard.insertText('sever');
      await editor.press('Enter');
      await chooses('severity', 'SEV-1', 'SEV-1');
      await boxed('SEV-1');
      await turnsBack('half of it is gone', async () => {
        await editor.command('Incident: Change Severity');
        await chooses('severity', 'SEV-1', 'SEV-1');
        await boxed('SEV-1');
      });
      await editor.press('Enter');
      await record.holds(/ SEVERITY SEV-1: was SEV-2, half of it is gone\n/);
      assert.match(record.text, /\nseverity: SEV-1\n/);
      // The command ends a moment after the record was written.
      await until(async () => {
        await open();
        const there = /severity/.test(await rows());
        await dismiss();
        return there;
      }, 'the severity is in the first list');
    });
  });

  describe('the commands', () => {
    it('a role is assigned', async () => {
      const again = async () => {
        await editor.command('Incident: Assign Role');
        await chooses('role', 'commander', 'Incident commander');
        await editor.asked('Who takes the role?');
        await editor.screenshot('people');
      };
      await again();
      await turnsBack('@dana', again);
      await editor.press('Enter');
      await record.holds(new RegExp(` ROLE ${LEAD}: @dana\n`));
    });

    it('a role is handed off, and its new holder gets a brief', async () => {
      const again = async () => {
        await editor.command('Incident: Hand Off Role');
        await chooses('hand-off', 'commander', LABEL);
        await editor.asked('Who takes the role?');
      };
      await again();
      await turnsBack('@lee', again);
      await editor.press('Enter');
      await boxed(`${LABEL} to @lee`);
      const before = record.text;
      await editor.page.keyboard.type('needs sleep');
      await dismiss();
      assert.equal(record.text, before);
      await again();
      await editor.filled('@lee');
      await editor.press('Enter');
      await boxed(`${LABEL} to @lee`);
      await editor.filled('needs sleep');
      await editor.press('Enter');
      await record.holds(new RegExp(` ROLE ${LEAD}: @dana → @lee \\(needs sleep\\)\n`));
      assert.match(record.text, new RegExp(`\n {2}${LEAD}: "@dana"\n`));

      await editor.command('Incident: Confirm Hand-off');
      await editor.prompted(`${TITLE} · confirm a hand-off`);
      await dismiss();
      assert.ok(!record.text.includes('confirmed'));
      await editor.command('Incident: Confirm Hand-off');
      await editor.prompted(`${TITLE} · confirm a hand-off`);
      await editor.prompt.getByRole('option').filter({ hasText: 'and all hand-off steps are done' }).waitFor();
      await editor.screenshot('a hand-off is confirmed');
      await chooses(
        'confirm a hand-off',
        'all hand-off steps',
        `@lee as ${LABEL.toLowerCase()}, and all hand-off steps are done`,
      );
      await record.holds(new RegExp(` ROLE ${LEAD}: @lee confirmed by voice\n`));
      await record.holds(
        / CHECK: Get an explicit yes from the next person\n[^]*- \[x\] Get an explicit yes from the next person\n/,
      );
      assert.match(record.text, new RegExp(`\n {2}${LEAD}: "@lee"\n`));
      await shown(TITLE);
      await editor.screenshot('a brief for the new holder');
      await closeBrief();
    });

    it('a hypothesis is written, and refuted', async () => {
      const again = async () => {
        await editor.command('Incident: Log Hypothesis');
        await boxed('hypothesis');
      };
      await again();
      await turnsBack('the deploy removed the listener', again);
      await editor.press('Enter');
      await record.holds(/ HYPOTHESIS open: the deploy removed the listener\n/);

      await editor.command('Incident: Log Hypothesis');
      await chooses('hypothesis', 'deploy', 'the deploy removed');
      const before = record.text;
      await editor.prompted(`${TITLE} · the deploy removed the listener`);
      await dismiss();
      assert.equal(record.text, before);
      await editor.command('Incident: Log Hypothesis');
      await chooses('hypothesis', 'deploy', 'the deploy removed');
      await chooses('the deploy removed the listener', 'refu', 'refuted');
      await record.holds(/ HYPOTHESIS refuted: the deploy removed the listener\n/);
    });

    it('a quest is given, with an owner and an end', async () => {
      const again = async () => {
        await editor.command('Incident: Assign Quest');
        await boxed('quest');
      };
      await again();
      await turnsBack('read the audit log', again);
      await editor.press('Enter');
      await editor.asked('Who should do it?');
      const before = record.text;
      await dismiss();
      assert.equal(record.text, before);
      await again();
      await editor.filled('read the audit log');
      await editor.press('Enter');
      await editor.asked('Who should do it?');
      await editor.answer('@lee');
      await editor.prompted('UTC');
      await editor.filled('+20m');
      await editor.screenshot('a quest');
      await editor.press('Enter');
      await record.holds(/- \[ \] \S+Z @dana QUEST @lee: read the audit log \(until \S+Z\)\n/);
    });

    it('a step is checked', async () => {
      await editor.command('Incident: Check Off Step');
      await editor.prompted(`${TITLE} · check`);
      const before = record.text;
      await dismiss();
      assert.equal(record.text, before);
      await editor.command('Incident: Check Off Step');
      await chooses('check', 'page', 'Page the owner');
      await record.holds(/ CHECK: Page the owner\n[^]*\n- \[x\] Page the owner\n/);
      assert.match(record.text, /\n- \[ \] Tell the support team\n/);
    });

    it('a milestone that comes too early lists what is missing, to tick with Space', async () => {
      const again = async () => {
        await editor.press('Alt+I M');
        await editor.asked('Choose a milestone');
        await editor.page.keyboard.type('resolved');
        await editor.press('Enter');
        await boxed('resolved');
      };
      const ticks = async (...keys: string[]) => {
        await editor.ticking(`${TITLE} · before "resolved"`);
        for (const key of keys) await editor.press(key);
      };
      await again();
      await turnsBack('the old deploy is back', again);
      await editor.press('Enter');
      await ticks('Space', 'ArrowDown', 'Space');
      await editor.prompt.filter({ hasText: '2 Selected' }).waitFor();
      await editor.screenshot('a gate, with its steps ticked');
      const before = record.text;
      await dismiss();
      assert.equal(record.text, before);

      await again();
      await editor.filled('the old deploy is back');
      await editor.press('Enter');
      await ticks('Space', 'Space', 'ArrowDown', 'Space', 'Enter');
      await boxed('resolved, with an exception');
      await editor.filled('');
      await editor.prompted('Log "resolved" anyway? Give a reason: "mitigated" not logged.');
      await editor.press('Enter');
      await editor.prompted('Give a reason in a few words.');
      assert.equal(record.text, before);
      await editor.screenshot('a milestone with an exception');
      await editor.answer('it healed by itself');
      await record.holds(
        / MILESTONE resolved: the old deploy is back\n {2}\(exception: it healed by itself; "mitigated" not logged\)\n.* CHECK: File a ticket for every temporary workaround\n/,
      );
      assert.match(record.text, /- \[x\] File a ticket for every temporary workaround\n/);
      assert.match(record.text, /\nstatus: resolved\n/);
      await editor.undo();
      await until(() => record.text === before, 'all of it is taken back');

      const file = join(app, 'kept.txt');
      writeFileSync(file, 'one\ntwo\n');
      await editor.openFile(file);
      await editor.press('Control+A');
      await again();
      await editor.answer('the old deploy is back');
      // Below the steps are the key times that nobody logged, each with a time to take.
      await editor.prompt.getByRole('checkbox', { name: /"started" isn't logged.*log it at/ }).waitFor();
      await ticks('Space', 'ArrowDown', 'Space', 'ArrowDown', 'Space');
      await editor.prompt.filter({ hasText: '3 Selected' }).waitFor();
      await editor.screenshot('a gate, with a key time');
      await editor.pressTwice('Enter');
      await record.holds(/\n {2}started: 20/);
      await record.holds(
        / MILESTONE mitigated:\n.* MILESTONE resolved: the old deploy is back\n.* CHECK: File a ticket for every temporary workaround\n/,
      );
      assert.match(record.text, /\nstatus: resolved\n/);
      assert.doesNotMatch(record.text, /exception/);
      await editor.prompt.waitFor({ state: 'hidden' });
      assert.deepEqual(await editor.lines('kept.txt'), ['one', 'two', '']);
      await editor.undo();
      await until(() => record.text === before, 'all of it is taken back');
    });

    it('it becomes a security incident, and who may know is added by the same command', async () => {
      await editor.command('Incident: Mark as Security Incident');
      await boxed('mark it as a security incident');
      await editor.answer('a token was published');
      await record.holds(/ TL: Marked as a security incident: a token was published\n[^]* INFORMED: @lee\n/);
      const again = async () => {
        await editor.command('Incident: Mark as Security Incident');
        await boxed('who knows');
      };
      await again();
      await turnsBack('@kim, the security team', again);
      await editor.screenshot('who knows');
      await editor.press('Enter');
      await record.holds(/ INFORMED: @kim, the security team\n/);
      await editor.undo();
      await record.holds(/ INFORMED: @lee\n(?!.*@kim)/);
      await editor.undo();
      await until(() => (record.text.includes('security: true') ? undefined : true), 'it is none again');
    });

    it('a brief is one screen, and asks nothing', async () => {
      await editor.command('Incident: Show Brief');
      await shown('read the audit log');
      await closeBrief();
    });

    it('title, impact and services are edited one after the other', async () => {
      await editor.command('Incident: Edit Title, Impact, and Services');
      await boxed('title');
      await editor.filled(TITLE);
      await editor.answer('Paying is broken for all users');
      await boxed('impact');
      const before = record.text;
      await editor.page.keyboard.type('Nobody can pay');
      await dismiss();
      assert.equal(record.text, before);

      await editor.command('Incident: Edit Title, Impact, and Services');
      await boxed('title');
      await editor.filled('Paying is broken for all users');
      await editor.press('Enter');
      await boxed('impact');
      await editor.filled('Nobody can pay');
      await editor.press('Enter');
      await boxed('services');
      await editor.answer('auth-api, web');
      await record.holds(/\nservices: \[auth-api, web\]\n/);
      assert.match(record.text, /\ntitle: Paying is broken for all users\n/);
      assert.match(record.text, /\nimpact: Nobody can pay\n/);
    });
  });
});
