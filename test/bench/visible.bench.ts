/**
 * How long a colleague's entry takes to be seen: two windows with the focus on two clones, a server on this machine, entries at
 * moments of their own.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Editor } from '../e2e/editor';
import { stopAll } from '../e2e/servers';
import { Folders } from '../e2e/folders';
import { until } from '../patience';
import { startServer } from '../git/gitServer';
import { goal, median, note, percentile } from './goal';

const ENTRIES = 20;
/** Milliseconds between two entries; no multiple of anything that the extension does. */
const BETWEEN = 7300;

const folders = new Folders();

/** The server answers from this process, so what waits for git here must not wait for the server: the clone is of the disk. */
async function open(name: string, url: string): Promise<Editor> {
  const clone = join(folders.path, name);
  folders.git(folders.path, 'clone', '-q', join(folders.path, 'app.git'), name);
  folders.git(clone, 'remote', 'set-url', 'origin', url);
  folders.git(clone, 'config', 'user.email', `${name}@example.com`);
  const editor = await Editor.open({ folder: clone, environment: { HOME: folders.home } });
  // So that the whole timeline is in sight.
  await editor.page.setViewportSize({ width: 1280, height: 2000 });
  await editor.ready();
  return editor;
}

async function log(editor: Editor, text: string): Promise<void> {
  await editor.press('Alt+I T');
  await editor.prompted('· entry');
  await editor.page.keyboard.insertText(text);
  await editor.press('Enter');
  await editor.prompt.waitFor({ state: 'hidden' });
}

async function measure(): Promise<void> {
  const app = folders.repository('app');
  const remote = join(folders.path, 'app.git');
  folders.git(folders.path, 'clone', '-q', '--bare', app, remote);
  execFileSync('git', ['config', 'http.receivepack', 'true'], { cwd: remote });
  const server = await startServer(folders.path);
  const [lee, kim] = [await open('lee', `${server.url}/app.git`), await open('kim', `${server.url}/app.git`)];
  try {
    await lee.press('Alt+I D');
    await lee.prompted('Declare an incident');
    await lee.page.keyboard.insertText('Checkout is failing for all customers');
    await lee.press('Enter');
    await lee.asked('How severe is it?');
    await lee.press('Enter');
    await lee.text('incident.md').waitFor();
    await lee.page.locator('.monaco-editor.focused[data-uri$="incident.md"]').waitFor();
    await lee.command('Incident: Sync');
    await lee.asked('app.git');
    await lee.press('Enter');
    await until(
      () => (folders.git(remote, 'branch', '--list', 'incident-log') === '' ? undefined : true),
      'the record on the remote',
    );
    await kim.command('Incident: Join Incident');
    await kim.asked('app.git');
    await kim.press('Enter');
    await kim.statusSays('Checkout');

    const seen: Promise<number>[] = [];
    const pushed: Promise<number>[] = [];
    for (let number = 0; number < ENTRIES; number++) {
      const words = `line ${number} from Kim`;
      await log(kim, words);
      const start = performance.now();
      const since = async (look: () => unknown, what: string): Promise<number> => {
        await until(async () => ((await look()) ? true : undefined), `${words} ${what}`);
        return performance.now() - start;
      };
      const line = lee.text('incident.md').getByText(words);
      seen.push(since(() => line.isVisible(), 'in the other window'));
      pushed.push(
        since(() => folders.git(remote, 'log', '-p', 'incident-log').includes(`${words}\n`), 'on the remote'),
      );
      await new Promise((resume) => setTimeout(resume, BETWEEN));
    }
    const [toSee, toPush] = [await Promise.all(seen), await Promise.all(pushed)];
    note("a colleague's entry seen, median", median(toSee) / 1000, 's');
    goal("a colleague's entry seen, p95", percentile(toSee, 0.95) / 1000, 30, 's');
    note('an entry on the remote, median', median(toPush) / 1000, 's');
    goal('an entry on the remote, the slowest', Math.max(...toPush) / 1000, 10, 's');
  } finally {
    await lee.screenshot('lines of a colleague');
    await Promise.all([lee.close(), kim.close()]);
    await stopAll();
    await server.stop();
  }
}

measure()
  .finally(() => folders.remove())
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
