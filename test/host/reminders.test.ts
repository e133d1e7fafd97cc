/** Reminders in a real editor, by a clock that the test moves: the notification with its action, and what a snooze does. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, type Uri } from 'vscode';
import { dueItemsOf } from '../../src/core/status/dueItems';
import { readRecord } from '../../src/core/record/record';
import type { Reminder, WatchedIncident } from '../../src/core/status/reminders';
import { Processes } from '../../src/editor/records/processes';
import { showReminder } from '../../src/editor/status/reminderNotice';
import { Reminders } from '../../src/editor/status/reminders';
import { declare, ready, run, text } from './workspace';
import { until } from '../patience';

const MINUTE = 60_000;

/** What one person's window sees of the record as it is now. */
function seen(uri: Uri, person: string): WatchedIncident {
  const record = readRecord(text(uri));
  const { id = '', title = '', security } = record.frontMatter.fields;
  return { id, title, security, clocks: dueItemsOf(record, new Processes().of(record, uri.fsPath), 'UTC'), person };
}

describe('reminders', () => {
  const made: string[] = [];
  const opened: Reminders[] = [];
  let now = 0;

  before(ready);
  afterEach(() => {
    opened.splice(0).forEach((reminders) => reminders.dispose());
    made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  });

  function newStorage(): string {
    const folder = mkdtempSync(join(tmpdir(), 'incident-notes-reminders-'));
    made.push(folder);
    return folder;
  }

  /** One window of a person, whose time is the test's: it looks when `tick` says that its timer is due. */
  function windowOf(
    watched: () => readonly WatchedIncident[],
    tell: (reminder: Reminder) => Promise<void>,
    storage = newStorage(),
  ): { readonly tick: () => Promise<void> } {
    let due = (): void => assert.fail('the window has no timer');
    const failed: unknown[] = [];
    const around = {
      now: () => now,
      every: (_: number, work: () => void) => {
        due = work;
        return { dispose: () => undefined };
      },
      isFocused: () => true,
    };
    const report = (error: unknown): void => void failed.push(error);
    const reminders = new Reminders(() => Promise.resolve(watched()), storage, tell, report, around);
    opened.push(reminders);
    const tick = async (): Promise<void> => {
      due();
      await reminders.look();
      assert.deepEqual(failed, []);
    };
    return { tick };
  }

  it('are real notifications, whose one button does what is due', async () => {
    const { id, uri } = await declare('Thumbnails are missing', { at: '-40m', author: 'dana' });
    now = Date.now();
    // Somebody else's: of one that is Dana's the window says the same, and takes the place of this notification.
    const end = new Date(now - 10 * MINUTE).toISOString();
    await run('quest', { text: 'empty the cache', owner: 'kim', until: end, at: '-30m', incident: id });
    await commands.executeCommand('notifications.clearAll');
    const storage = newStorage();
    const shown: Promise<void>[] = [];
    const show = async (reminder: Reminder): Promise<void> => {
      shown.push(showReminder(reminder));
      return shown[0];
    };
    const mine = windowOf(() => [seen(uri, '@kim')], show, storage);
    const again = windowOf(() => [seen(uri, '@kim')], show, storage);
    await Promise.all([mine.tick(), again.tick()]);
    await mine.tick();
    assert.equal(shown.length, 1, 'two windows of one person said it');

    await commands.executeCommand('notification.acceptPrimaryAction');
    await shown[0];
    assert.match(text(uri), /^- \[x\] .* QUEST @kim: empty the cache /m);
  });

  it('wait where a clock was snoozed, which the timeline says', async () => {
    const { id, uri } = await declare('Avatars are missing', { at: '-40m', author: 'dana' });
    await run('assignRole', { role: 'incident-commander', to: 'dana', incident: id });
    now = Date.now();
    const told: string[] = [];
    const window = windowOf(
      () => [seen(uri, '@dana')],
      ({ sentence }) => Promise.resolve(void told.push(sentence)),
    );
    const { entry } = await run<{ entry: string }>('snooze', { until: '+15m', reason: 'we wait', incident: id });
    assert.match(entry, /SNOOZE update: internal until \d{4}-.*Z, we wait$/);
    assert.ok(text(uri).includes(entry));
    await window.tick();
    assert.deepEqual(told, []);
    const status = await run<{ clocks: readonly { key: string; snoozed: boolean }[] }>('status', { incident: id });
    assert.equal(status.clocks.find(({ key }) => key === 'update internal')?.snoozed, true);
    now += 17 * MINUTE;
    await window.tick();
    assert.equal(told.length, 1);
    assert.match(told[0]!, /^Overdue: Internal update \([12] min\) in "Avatars are missing"\.$/);

    await assert.rejects(run('snooze', { clock: 'update nobody', incident: id }), /has no reminder "update nobody"/);
    await assert.rejects(run('snooze', { until: '+5m', incident: id }), /isn't due until/);
    await run('cancel', { reason: 'a test', incident: id });
    await assert.rejects(run('snooze', { incident: id }), /nothing is due/);
  });

  it('are not said before somebody holds the role', async () => {
    const { id, uri } = await declare('Badges are missing', { at: '-40m', author: 'dana' });
    now = Date.now();
    const told: string[] = [];
    const window = windowOf(
      () => [seen(uri, '@dana')],
      ({ sentence }) => Promise.resolve(void told.push(sentence)),
    );
    await window.tick();
    assert.deepEqual(told, []);
    await run('assignRole', { role: 'incident-commander', to: 'dana', incident: id });
    await until(() => seen(uri, '@dana').clocks.some(({ holders }) => holders.includes('@dana')), 'dana leads');
    await window.tick();
    assert.equal(told.length, 1);
  });
});
