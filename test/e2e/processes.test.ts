import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';
import { until } from '../patience';

const SENTENCE = 'Sign-up is failing for everybody';

/** What a responder of each organisation meets by the same keys. */
const ORGANISATIONS = [
  {
    process: 'pagerduty',
    sentence: 'One sentence for the incident commander',
    severity: 'How severe is it?',
    declared: /\nprocess: pagerduty\nseverity: SEV-2\n[^]*\n### Take command \(incident commander\)\n/,
    role: ['Incident commander', 'incident-commander'],
    update: ['executive', 'Executive update'],
    gaps: ["We're still assessing the customer impact.", 'the team is working on it.'],
    sent: /@dana UPDATE executive: @here Impact: Sign-up is failing for everybody\. nobody new gets in\n {2}Status: SEV-2, investigating, started [^\n]* UTC\. Now: we roll back\n {2}Next summary by (?:\d{4}-\d\d-\d\d )?\d\d:\d\d UTC\. Needed/,
    milestone: 'closed',
    missing: '\\d steps not checked off',
  },
  {
    process: '2i2c',
    sentence: 'Which hub or service is broken, and for which community?',
    severity: 'What priority is it? P1 is an outage.',
    declared: /\nprocess: 2i2c\nseverity: P1\n[^]*\n### Start conditions\n/,
    role: ['Incident responder', 'incident-responder'],
    update: ['confirm', 'Community: confirmed'],
    gaps: [],
    sent: /@dana UPDATE community: We've confirmed an incident: Sign-up is failing for everybody\n[^]*\n {2}Started: [^]* top priority\.\n {2}We'll post an update here by (?:\d{4}-\d\d-\d\d )?\d\d:\d\d UTC,/,
    milestone: 'resolved',
    missing: 'not checked off by the technology lead: nobody yet',
  },
] as const;

describe('the five processes by keyboard', () => {
  const folders = new Folders();
  let editor: Editor;
  let record: RecordFile;

  closeAfter(() => [editor], folders);

  /** Waits for a box of this incident. */
  async function boxed(what: string): Promise<void> {
    await editor.prompted(`${SENTENCE} · ${what}`);
    await editor.prompt.locator('.monaco-list:visible').waitFor({ state: 'hidden' });
  }

  /** Waits for a list, and takes the row that a few letters find. */
  async function chooses(letters: string, row: string): Promise<void> {
    await editor.prompt.getByRole('option').first().waitFor();
    await editor.page.keyboard.type(letters);
    await editor.prompt.getByRole('option').filter({ hasText: row }).first().waitFor();
    await editor.press('Enter');
  }

  const draft = () => editor.page.locator('.monaco-editor[data-uri^="untitled:"]');

  async function draftHolds(words: string): Promise<void> {
    await until(async () => {
      const text = (await draft().locator('.view-lines').innerText()).replaceAll(/[\s\u00a0]+/g, ' ');
      return text.includes(words) ? true : undefined;
    }, words);
  }

  for (const [index, { process, ...organisation }] of ORGANISATIONS.entries()) {
    describe(process, () => {
      before(async () => {
        const app = folders.repository(process);
        mkdirSync(join(app, '.vscode'));
        writeFileSync(join(app, '.vscode', 'settings.json'), JSON.stringify({ 'incidentNotes.process': process }));
        if (index === 0) {
          editor = await Editor.open({ folder: app, environment: { HOME: folders.home, TZ: 'Asia/Kolkata' } });
        } else {
          await editor.visit(app);
        }
        await editor.ready();
      });

      it('an incident is declared in its words', async () => {
        await editor.press('Alt+I D');
        await editor.prompted(organisation.sentence);
        await editor.page.keyboard.type(SENTENCE);
        await editor.press('Enter');
        await editor.asked(organisation.severity);
        await editor.screenshot(`${process} declares`);
        await editor.press('Enter');
        record = await until(() => folders.records(join(folders.path, process, 'incidents'))[0], 'a record');
        await record.holds(organisation.declared);
        await until(
          async () => ((await editor.whereabouts()).focus.endsWith('incident.md') ? true : undefined),
          'the record has the focus',
        );
      });

      it('its lead is assigned, and handed off in two steps', async () => {
        const [label, id] = organisation.role;
        await editor.command('Incident: Assign Role');
        await chooses('incident', label);
        await editor.asked('Who takes the role?');
        await editor.answer('@dana');
        await record.holds(new RegExp(` ROLE ${id}: @dana\n`));

        await editor.command('Incident: Hand Off Role');
        await editor.prompted(`${SENTENCE} · hand-off`);
        await chooses('incident', label);
        await editor.asked('Who takes the role?');
        await editor.answer('@lee');
        await boxed(`${label} to @lee`);
        await editor.answer('it is late here');
        await record.holds(new RegExp(` ROLE ${id}: @dana → @lee \\(it is late here\\)\n`));
        assert.match(record.text, new RegExp(`\n {2}${id}: "@dana"\n`));

        await editor.command('Incident: Confirm Hand-off');
        await editor.prompted(`${SENTENCE} · confirm a hand-off`);
        await chooses('lee', `@lee as ${label.toLowerCase()}`);
        await record.holds(new RegExp(` ROLE ${id}: @lee confirmed by voice\n`));
        assert.match(record.text, new RegExp(`\n {2}${id}: "@lee"\n`));
        await editor.page.locator('.monaco-editor[data-uri^="incident-notes:"]').waitFor();
        await editor.screenshot(`${process} a new lead reads the brief`);
        await editor.closeEditor(editor.page.locator('.monaco-editor[data-uri^="incident-notes:"]'));
      });

      it('an update is filled in its words and goes out', async () => {
        const [letters, row] = organisation.update;
        const [first, second] = organisation.gaps;
        await editor.press('Alt+I U');
        await editor.asked('Which update?');
        await editor.screenshot(`${process} which update`);
        await chooses(letters, row);
        await draftHolds(SENTENCE);
        if (first !== undefined) {
          await draftHolds(first);
          await editor.page.keyboard.type('nobody new gets in');
          await draftHolds('nobody new gets in');
        }
        if (second !== undefined) {
          await editor.press('Tab');
          await editor.page.keyboard.type('we roll back');
          await draftHolds('Now: we roll back');
        }
        await editor.screenshot(`${process} an update`);
        await editor.press('Control+Enter');
        await draft().waitFor({ state: 'hidden' });
        await record.holds(organisation.sent);
        assert.ok((await editor.clipboard()).includes(SENTENCE));
      });

      it('a milestone before its time lists what is missing, and asks why', async () => {
        const { milestone, missing } = organisation;
        await editor.press('Alt+I M');
        await editor.asked('Choose a milestone');
        await editor.page.keyboard.type(milestone);
        await editor.press('Enter');
        await boxed(milestone);
        await editor.answer('it works again');
        await editor.ticking(`${SENTENCE} · before "${milestone}"`);
        await editor.screenshot(`${process} what is missing`);
        await editor.press('Enter');
        await boxed(`${milestone}, with an exception`);
        await editor.prompt.filter({ hasText: new RegExp(missing) }).waitFor();
        await editor.screenshot(`${process} a gate`);
        await editor.answer('the others are asleep');
        await record.holds(
          new RegExp(` MILESTONE ${milestone}: it works again\n {2}\\(exception: the others are asleep; ${missing}`),
        );
        await record.holds(new RegExp(`\nstatus: ${milestone}\n`));
      });
    });
  }

  describe('2i2c’s technology lead', () => {
    it('opens the gate in person', async () => {
      await editor.undo();
      await record.holds(/\nstatus: investigating\n/);
      await editor.command('Incident: Assign Role');
      await chooses('technology', 'Technology lead');
      await editor.asked('Who takes the role?');
      await editor.answer('@dana');
      await record.holds(/ ROLE technology-lead: @dana\n/);
      await editor.command('Incident: Check Off Step');
      await editor.prompted(`${SENTENCE} · check`);
      await chooses('review the actions', 'Review the actions taken');
      await record.holds(/ CHECK: Review the actions taken/);
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.type('resolved');
      await editor.press('Enter');
      await boxed('resolved');
      await editor.answer('reviewed, and it works again');
      // The gate is passed; key times that nobody logged are offered.
      await editor.ticking(`${SENTENCE} · before "resolved"`);
      await editor.press('Enter');
      await record.holds(/ MILESTONE resolved: reviewed, and it works again\n(?! {2})/);
      await record.holds(/\nstatus: resolved\n/);
    });
  });
});
