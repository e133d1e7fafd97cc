import assert from 'node:assert/strict';
import type { Editor } from '../editor';
import type { Folders, RecordFile } from '../folders';
import { until } from '../../patience';
import { sharedWindow } from './sharedWindow';

const TITLE = 'Logging in is broken';
const MINUTE = 60_000;

describe('entries by keyboard', () => {
  const window = sharedWindow();
  let editor: Editor;
  let folders: Folders;
  let app: string;
  let records: string;
  let record: RecordFile;

  before(async () => {
    ({ editor, folders, app, records } = await window());
    record = folders.record(records, { title: TITLE });
    await editor.statusSays(TITLE);
  });

  /** Opens a box by its chord; what it offers at first is replaced by what is typed. */
  async function open(chord: string, what: string): Promise<void> {
    await editor.press(chord);
    await editor.prompted(`${TITLE} · ${what}`);
  }

  async function dismiss(): Promise<void> {
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  }

  async function log(text: string): Promise<void> {
    await open('Alt+I T', 'entry');
    await editor.answer(text);
    await editor.prompt.waitFor({ state: 'hidden' });
  }

  /** The instant of the entry that ends like this, in milliseconds. */
  async function instantOf(end: string): Promise<number> {
    const text = await record.holds(new RegExp(`\\n- (?:\\[.\\] )?\\S+Z @dana ${end}\\n`));
    return Date.parse(new RegExp(`\\n- (?:\\[.\\] )?(\\S+Z) @dana ${end}\\n`).exec(text)![1]!);
  }

  describe('a time before the text', () => {
    it('-5m is five minutes before the chord, and said in local time and UTC', async () => {
      const before = Date.now();
      await open('Alt+I T', 'entry');
      await editor.page.keyboard.type('-5m rolled back');
      await editor.prompted('UTC: rolled back');
      const said = await editor.prompt.locator('.quick-input-message').textContent();
      assert.match(said!, /\d\d:\d\d(:\d\d)? \S+ = .*\d\d:\d\d(:\d\d)? UTC: rolled back/);
      await editor.screenshot('a time before the text');
      await editor.press('Enter');
      const instant = await instantOf('TL: rolled back');
      assert.ok(
        instant >= before - 5 * MINUTE - 1000 && instant <= Date.now() - 5 * MINUTE,
        new Date(instant).toJSON(),
      );
    });

    it('14:03 CET is the last such time', async () => {
      const now = Date.now();
      await log('14:03 CET page came');
      const instant = await instantOf('TL: page came');
      assert.equal(new Date(instant).toISOString().slice(11), '13:03:00.000Z');
      assert.ok(instant <= now && instant > now - 24 * 60 * MINUTE);
    });

    it('14:03 is local', async () => {
      await log('14:03 second page came');
      assert.equal(new Date(await instantOf('TL: second page came')).toISOString().slice(11), '08:33:00.000Z');
    });

    it('14:03 CST is refused below the box with the choices, and the text stays', async () => {
      const before = record.text;
      await open('Alt+I T', 'entry');
      await editor.page.keyboard.type('14:03 CST third page came');
      await editor.prompted('CST');
      const said = await editor.prompt.locator('.quick-input-message').textContent();
      assert.match(said!, /America\/Chicago/);
      assert.match(said!, /Asia\/Shanghai/);
      await editor.press('Enter');
      await editor.prompted('CST');
      await editor.filled('14:03 CST third page came');
      await editor.screenshot('a time that means two');
      assert.equal(record.text, before);

      await editor.answer('14:03 America/Chicago third page came');
      const minutes = new Date(await instantOf('TL: third page came')).toISOString().slice(14);
      assert.equal(minutes, '03:00.000Z');
    });

    it('a time whose zone or half of the day is in words is asked about, and nothing is written before that', async () => {
      const before = record.text;
      await open('Alt+I T', 'entry');
      await editor.page.keyboard.type('2:03 in the afternoon fifth page came');
      await editor.prompted('could be in the morning or in the afternoon');
      await editor.screenshot('half of the day in words');
      await editor.page.keyboard.press('Control+A');
      await editor.page.keyboard.type('14:03 to 14:10 UTC fifth page came');
      await editor.prompted('Only "14:10 UTC" after the time has a time zone');
      await editor.press('Enter');
      await editor.filled('14:03 to 14:10 UTC fifth page came');
      await editor.screenshot('zone of the second time');
      assert.equal(record.text, before);
      await editor.answer('14:03 UTC fifth page came');
      const minutes = new Date(await instantOf('TL: fifth page came')).toISOString().slice(11);
      assert.equal(minutes, '14:03:00.000Z');
    });

    it('a time that is not read is said so below the box while it is typed, and Enter logs the words', async () => {
      await open('Alt+I T', 'entry');
      await editor.page.keyboard.type('10:00-11:00 was fine');
      await editor.prompted('No time was found in "10:00-11:00 was fine"');
      await editor.screenshot('a time that is not read');
      const before = Date.now();
      await editor.press('Enter');
      assert.ok(Math.abs((await instantOf('TL: 10:00-11:00 was fine')) - before) < MINUTE);
    });

    it('a range or a number is not a time', async () => {
      const before = Date.now();
      await log('5 nodes down');
      const instant = await instantOf('TL: 5 nodes down');
      assert.ok(Math.abs(instant - before) < MINUTE);
    });
  });

  describe('a milestone', () => {
    it('takes a time and a text', async () => {
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.type('identified');
      await editor.press('Enter');
      await editor.prompted(`${TITLE} · identified`);
      await editor.page.keyboard.type('-1m it is the deploy');
      await editor.prompted('UTC: it is the deploy');
      await editor.press('Enter');
      const instant = await instantOf('MILESTONE identified: it is the deploy');
      assert.ok(instant < Date.now() - MINUTE + 1);
      assert.match(record.text, /\nstatus: identified\n/);
      assert.match(record.text, /\n {2}identified: \S+Z\n/);
    });

    it('needs a few letters of its name, and no text', async () => {
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.screenshot('milestones');
      await editor.page.keyboard.type('mitig');
      await editor.press('Enter');
      await editor.prompted(`${TITLE} · mitigated`);
      await editor.press('Enter');
      await editor.prompt.waitFor({ state: 'hidden' });
      await instantOf('MILESTONE mitigated:');
      assert.match(record.text, /\nstatus: mitigated\n/);
    });

    it('may be a perhaps, which leaves the status alone', async () => {
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.type('resolved?');
      await editor.prompt.getByRole('option').filter({ hasText: 'resolved?' }).waitFor();
      await editor.press('Enter');
      await editor.prompted(`${TITLE} · resolved?`);
      await editor.press('Enter');
      await instantOf('MILESTONE resolved\\?:');
      assert.match(record.text, /\nstatus: mitigated\n/);
    });

    it('is what was typed, however quickly Enter follows', async () => {
      const before = record.text;
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.insertText('mitigated?');
      await editor.press('Enter');
      await editor.prompted(`${TITLE} · mitigated?`);
      await dismiss();
      assert.equal(record.text, before);
    });

    it('changes nothing when its text is dismissed', async () => {
      const before = record.text;
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.type('resolved');
      await editor.press('Enter');
      await editor.prompted(`${TITLE} · resolved`);
      await editor.page.keyboard.type('not so sure');
      await dismiss();
      assert.equal(record.text, before);
    });
  });

  describe('the clipboard', () => {
    const paste = async (text: string): Promise<void> => {
      await editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await editor.command('Incident: Log Lines from Clipboard');
    };

    it('is asked about once where its order is not clear, with what would be written', async () => {
      const before = record.text;
      await paste('20:00 deploy went out\n09:00 customers called');
      await editor.asked("The order of these lines isn't clear");
      const ways = await editor.prompt.getByRole('option').allTextContents();
      assert.equal(ways.length, 3, ways.join('\n'));
      assert.match(ways[0]!, /Log 2 entries, oldest line first.*deploy went out.*customers called/);
      assert.match(ways[1]!, /newest line first/);
      await editor.screenshot('a clipboard in no clear order');
      assert.equal(record.text, before);
      await editor.press('ArrowDown');
      await editor.press('Enter');
      await record.holds(/\n- \S+Z @dana TL: customers called\n[^]*- \S+Z @dana TL: deploy went out\n/);
      await editor.undo();
    });

    it('is logged without a question where it is clear', async () => {
      await paste('### 12:00 AM\ndeclared\n### 12:01 AM\n- rolled back');
      await record.holds(/\n- \S+Z @dana TL: declared\n[^]*- \S+Z @dana TL:\n {2}- rolled back\n/);
      await editor.undo();
    });
  });

  describe('a follow-up', () => {
    it('takes its owner and date from the end of the line', async () => {
      await open('Alt+I A', 'follow-up');
      await editor.page.keyboard.type('alert when no listener is left @jo due 2026-11-27');
      await editor.screenshot('a follow-up');
      await editor.press('Enter');
      await record.holds(/\n- \[ \] \S+Z @dana TODO: alert when no listener is left \(owner @jo, due 2026-11-27\)\n/);
    });

    it('tells its due date back before Enter', async () => {
      await open('Alt+I A', 'follow-up');
      await editor.page.keyboard.type('test the backup @jo due in 2 weeks');
      await editor.prompted('test the backup · @jo · due ');
      await editor.screenshot('a due date told back');
      await dismiss();
    });

    it("isn't written while its date isn't valid", async () => {
      const before = record.text;
      await open('Alt+I A', 'follow-up');
      await editor.page.keyboard.press('Control+A');
      await editor.page.keyboard.type('test the backup @jo due 2026-02-30');
      await editor.prompted('There is no 2026-02-30');
      await editor.press('Enter');
      await editor.prompted('There is no 2026-02-30');
      assert.equal(record.text, before);
      await dismiss();
    });

    it('is completed from the palette, and not offered then', async () => {
      await editor.command('Incident: Complete Follow-up');
      await editor.asked('Which entry?');
      const offered = await editor.prompt.getByRole('option').allTextContents();
      assert.equal(offered.length, 1, offered.join('\n'));
      await editor.screenshot('completing');
      await editor.press('Enter');
      await record.holds(/\n- \[x\] \S+Z @dana TODO: alert when no listener is left /);
      await editor.command('Incident: Complete Follow-up');
      await editor.notification('There is no entry to complete').waitFor();
      await editor.command('Notifications: Clear All Notifications');
    });

    it('is open again when that is undone', async () => {
      await editor.undo();
      await record.holds(/\n- \[ \] \S+Z @dana TODO: alert when no listener is left /);
    });
  });

  describe('a mistake', () => {
    it('in the words is corrected at its place', async () => {
      await log('lisners are missing');
      const instant = await instantOf('TL: lisners are missing');
      await editor.command('Incident: Correct Entry');
      await editor.asked('Which entry?');
      await editor.page.keyboard.type('lisners');
      await editor.prompt.getByRole('option').filter({ hasText: 'TL: lisners' }).waitFor();
      await editor.press('Enter');
      await editor.prompted('Logged at');
      await editor.filled('lisners are missing');
      await editor.screenshot('correcting');
      await editor.answer('listeners are missing');
      assert.equal(await instantOf('TL: listeners are missing'), instant);
      assert.equal(record.count('lisners'), 0);
    });

    it('in the time moves the entry', async () => {
      const before = await instantOf('TL: listeners are missing');
      await editor.command('Incident: Correct Entry');
      await editor.asked('Which entry?');
      await editor.page.keyboard.type('listeners are');
      await editor.prompt.getByRole('option').filter({ hasText: 'TL: listeners' }).waitFor();
      await editor.press('Enter');
      await editor.prompted('Logged at');
      await editor.answer('-8m listeners are missing');
      await editor.prompt.waitFor({ state: 'hidden' });
      const text = await record.holds(/TL: listeners are missing\n[^]*TL: rolled back\n/);
      assert.ok((await instantOf('TL: listeners are missing')) < before - 7 * MINUTE);
      assert.ok(text.indexOf('MILESTONE declared') < text.indexOf('listeners are missing'));
    });

    it('in the time alone is corrected by a time alone, and the words stay', async () => {
      await log('the words of this line');
      await editor.command('Incident: Correct Entry');
      await editor.asked('Which entry?');
      await editor.prompt.getByRole('option').filter({ hasText: 'the words of' }).waitFor();
      await editor.press('Enter');
      await editor.prompted('Logged at');
      await editor.answer('-9m');
      await editor.prompt.waitFor({ state: 'hidden' });
      await record.holds(/TL: the words of this line\n[^]*TL: listeners are missing\n/);
    });

    it('is offered again when its correction is dismissed', async () => {
      await log('first wording');
      for (const shown of ['first wording', 'second wording, dismissed']) {
        await editor.command('Incident: Correct Entry');
        await editor.asked('Which entry?');
        await editor.prompt.getByRole('option').filter({ hasText: 'first wording' }).waitFor();
        await editor.press('Enter');
        await editor.prompted('Logged at');
        await editor.filled(shown);
        await editor.page.keyboard.type('second wording, dismissed');
        await dismiss();
      }
      assert.equal(record.count('second wording'), 0);
    });

    it('is undone by chord and from the palette, one command each', async () => {
      const before = record.text;
      await log('never mind');
      const first = await record.holds(/TL: never mind\n/);
      await log('never mind this either');
      await record.holds(/TL: never mind this either\n/);
      await editor.undo();
      await record.holds(/TL: never mind\n/);
      await record.holds(new RegExp(`^${escaped(first)}$`));
      await editor.command('Incident: Undo My Last Entry');
      await editor.asked('What do you want to undo?');
      await editor.press('Enter');
      await record.holds(new RegExp(`^${escaped(before)}$`));
    });
  });

  describe('undo', () => {
    /** The rows that it offers, by what they do and to what. */
    const rows = async (): Promise<string[]> => {
      await editor.asked('What do you want to undo?');
      const options = await editor.prompt.getByRole('option').all();
      // What is below a label is a label too.
      const labels = await Promise.all(options.map((option) => option.locator('.label-name').first().textContent()));
      return labels.map((label) => label!.trim());
    };

    it('names the last three, and takes any of them', async () => {
      const before = record.text;
      for (const line of ['one too many', 'two too many', 'three too many']) {
        await log(line);
        await record.holds(new RegExp(`TL: ${line}\n`));
      }
      await editor.press('Alt+I Z');
      assert.deepEqual(await rows(), ['Remove: three too many', 'Remove: two too many', 'Remove: one too many']);
      await editor.press('ArrowDown Enter');
      await record.holds(/TL: one too many\n- \S+ @dana TL: three too many\n/);
      await editor.undo();
      await record.holds(/TL: one too many\n(?![^]*three too many)/);
      await editor.undo();
      await record.holds(new RegExp(`^${escaped(before)}$`));
    });

    it('offers to retract what others have, before it offers to remove it, and can be redone', async () => {
      const head = () => record.text.split('\n## ')[0];
      const before = head();
      await editor.press('Alt+I M');
      await editor.asked('Choose a milestone');
      await editor.page.keyboard.type('reopened');
      await editor.press('Enter');
      await editor.prompted(`${TITLE} · reopened`);
      await editor.answer('it is back');
      await record.holds(/MILESTONE reopened: it is back\n/);
      await until(
        () => folders.git(app, 'show', `HEAD:incidents/${record.id}/incident.md`).includes('reopened: it is back'),
        'the milestone is committed',
      );
      // As a push leaves it.
      folders.git(app, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
      await editor.press('Alt+I Z');
      const [first, second] = await rows();
      assert.match(
        `${first} · ${second}`,
        /Retract: MILESTONE reopened: it is back · .*Remove: MILESTONE reopened: it is back$/,
      );
      await editor.screenshot('undo of what others have');
      await editor.press('Enter');
      await record.holds(/MILESTONE reopened: it is back\n- \S+Z @dana RETRACT MILESTONE: \S+Z @dana \(undone\)\n/);
      assert.equal(head(), before);
      await editor.command('Incident: Redo My Last Undo');
      await record.holds(/MILESTONE reopened: it is back\n(?![^]*RETRACT)/);
      assert.match(head()!, /\n {2}reopened: /);
      folders.git(app, 'update-ref', '-d', 'refs/remotes/origin/main');
    });

    it('undoes the move of an entry to another incident', async () => {
      const other = folders.record(records, { title: 'Invoices are wrong' });
      // With two open ones, each command would ask which one is meant.
      other.text = other.text.replace('status: investigating', 'status: resolved');
      await log('meant for the other one');
      const text = await record.holds(/TL: meant for the other one\n/);
      await editor.command('Incident: Move Entry to Another Incident');
      await editor.asked('Which entry?');
      await editor.screenshot('moving an entry');
      await editor.press('Enter');
      await editor.asked('Which incident?');
      await editor.pick('Invoices are wrong');
      await other.holds(/TL: meant for the other one\n/);
      await record.holds(/^(?![^]*meant for the other one)/);
      await editor.statusSays('moved: ', 'incidentNotes.done');
      await editor.press('Alt+I Z');
      assert.match((await rows())[0]!, /Move back: meant for the other one$/);
      await editor.press('Enter');
      await record.holds(new RegExp(`^${escaped(text)}$`));
      await other.holds(/^(?![^]*meant for the other one)/);
    });
  });
});

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
