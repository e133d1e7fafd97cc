/**
 * One window on one repository, in which the files of this folder work one after the other, in any order: a window of its own
 * costs more than most of them. Each brings its own incident; what it leaves is taken away before the next one. It commits
 * itself what it writes by hand and no command touches. What switches to an incident, as a reminder's button does, needs a
 * window of its own: nothing takes that back.
 */
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../../patience';
import { Editor, showFailures } from '../editor';
import { Folders } from '../folders';

export interface SharedWindow {
  readonly editor: Editor;
  readonly folders: Folders;
  /** The repository that is open. */
  readonly app: string;
  /** Its folder of records, which is empty. */
  readonly records: string;
}

let shared: SharedWindow | undefined;
/** How many files have yet to give it back. */
let users = 0;

/**
 * The window for a file's suite, once that is asked for. When the suite is over it goes to the next one, unless a test failed
 * or none is left.
 */
export function sharedWindow(): () => Promise<SharedWindow> {
  users += 1;
  showFailures(() => [shared?.editor]);
  after(async function () {
    users -= 1;
    let good = true;
    this.test?.parent?.eachTest((test) => (good &&= test.isPassed() || test.isPending()));
    if (!good || users === 0 || !shared) return discard(good);
    try {
      await clear(shared);
    } catch (error) {
      shared.editor.failed();
      await discard(false);
      throw error;
    }
  });
  return async () => (shared ??= await open());
}

async function open(): Promise<SharedWindow> {
  const folders = new Folders();
  const records = folders.folder('app/incidents');
  // The folder stays when no record is in it.
  const app = folders.repository('app', { 'README.md': '# Read me\n', 'incidents/.gitkeep': '' });
  folders.git(app, 'tag', 'start');
  try {
    // Another zone than UTC, without daylight saving time.
    const editor = await Editor.open({ folder: app, environment: { HOME: folders.home, TZ: 'Asia/Kolkata' } });
    return { editor, folders, app, records };
  } catch (error) {
    folders.remove();
    throw error;
  }
}

async function discard(good: boolean): Promise<void> {
  const { editor, folders } = shared ?? {};
  shared = undefined;
  if (!good) editor?.failed();
  await editor?.close();
  folders?.remove();
}

/** Leaves the window and the repository as they were at the start, but for the history. */
async function clear({ editor, folders, app }: SharedWindow): Promise<void> {
  await until(async () => (await editor.page.locator('.tab.dirty').count()) === 0, 'everything is saved');
  await editor.command('Notifications: Clear All Notifications');
  await editor.press('Control+K Control+W');
  await editor.page.locator('.tab').first().waitFor({ state: 'detached' });
  await until(
    () => committed(folders, app, editor.userData),
    () => `everything is committed, which git tells so:\n${folders.git(app, 'status')}`,
  );
  folders.git(app, 'rm', '-rq', '.');
  folders.git(app, 'checkout', 'start', '--', '.');
  folders.git(app, 'clean', '-fdxq');
  folders.git(app, 'commit', '-q', '--allow-empty', '-m', 'Clear');
  await editor.statusSays('No incident');
}

/** Whether nothing waits: an entry whose record is taken away would, for good. */
function committed(folders: Folders, app: string, userData: string): boolean {
  const journal = path.join(userData, 'User', 'globalStorage', 'incident-notes.incident-notes', 'journal');
  const names = fs.existsSync(journal) ? fs.readdirSync(journal) : [];
  const text = names.map((name) => fs.readFileSync(path.join(journal, name), 'utf8')).join('');
  const items = [...text.matchAll(/"item":\{"id":"([^"]+)"/g)].map(([, id]) => id!);
  const settled = [...text.matchAll(/"settled":\[[^\]]*\]/g)].join('');
  return (
    items.every((id) => settled.includes(id)) &&
    folders.git(app, '--no-optional-locks', 'status', '--porcelain', 'incidents') === ''
  );
}
