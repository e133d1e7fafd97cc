/** The postmortem by keyboard: drafted, edited, drafted again, and looked at in the preview. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';
import { until } from '../patience';

const AXE = readFileSync(join('node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const COMMAND = 'Incident: Draft or Refresh Postmortem';

describe('the postmortem', () => {
  const folders = new Folders();
  let editor: Editor;
  let record: RecordFile;
  let file: string;
  const text = (): string => readFileSync(file, 'utf8');
  const holds = (words: RegExp): Promise<string> =>
    until(
      () => (words.test(text()) ? text() : undefined),
      () => `${words.source} in:\n${text()}`,
    );

  before(async () => {
    const app = folders.repository('app');
    const ago = (minutes: number): string => `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;
    record = folders.record(join(app, 'incidents'), {
      title: 'Logging in is broken',
      age: 90,
      severity: 'SEV-2',
      lines: [
        `- ${ago(89)} @dana MILESTONE acknowledged: on it`,
        `- ${ago(88)} @dana ROLE incident-commander: @dana`,
        `- ${ago(80)} @lee HYPOTHESIS open: the deploy removed the listener`,
        `- ${ago(75)} @lee HYPOTHESIS confirmed: the deploy removed the listener`,
        `- ${ago(74)} @dana MILESTONE identified: the deploy`,
        `- ${ago(70)} @dana UPDATE internal: we know why, and roll back`,
        `- ${ago(60)} @dana MILESTONE mitigated: rolled back`,
        `- ${ago(58)} @dana SEVERITY SEV-2: was SEV-1, only the app is slow`,
        `- [ ] ${ago(50)} @lee TODO: alert when a load balancer has no listener (owner @jo, due 2026-11-27)`,
        `- ${ago(20)} @dana MILESTONE resolved: the deploy is repaired`,
      ],
    });
    record.text = record.text.replace(
      'status: investigating',
      'status: mitigated\nimpact: Customers cannot sign in.\nroles:\n  incident-commander: "@dana"\nservices: [auth-api]',
    );
    file = join(dirname(record.path), 'postmortem.md');
    editor = await Editor.open({ folder: app, environment: { HOME: folders.home } });
    await editor.ready();
  });
  closeAfter(() => [editor], folders);

  async function line(text: string): Promise<void> {
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.answer(text);
    await editor.prompt.waitFor({ state: 'hidden' });
    await record.holds(new RegExp(text));
  }

  /** Puts the cursor into the first line that holds these words. */
  async function goTo(words: string): Promise<void> {
    const line = text().slice(0, text().indexOf(words)).split('\n').length;
    await editor.goTo(`${line}`);
  }

  async function shows(words: RegExp): Promise<boolean> {
    return (await editor.lines('postmortem.md')).some((shown) => words.test(shown));
  }

  it('opens when it is drafted', async () => {
    await editor.command(COMMAND);
    await editor.focused('postmortem.md');
    assert.match(text(), /\n# Postmortem: Logging in is broken\n/);
    // It names its draft's commit a moment later, which moves every line below.
    await until(() => shows(/^base: [0-9a-f]{40}$/), 'the commit of the draft');
    await editor.screenshot('postmortem drafted');
  });

  it('keeps a sentence that was typed, and gains the line that was logged', async () => {
    await goTo('_What helped: a tool');
    await editor.press('Home');
    await editor.press('Shift+End');
    await editor.page.keyboard.type('The rollback took two minutes.');
    await editor.press('Control+S');
    await editor.saved();
    await holds(/\nThe rollback took two minutes\.\n/);
    await line('support has told the customers');
    await editor.command(COMMAND);
    const now = await holds(/\| support has told the customers \|\n/);
    assert.match(now, /\nThe rollback took two minutes\.\n/);
    assert.ok(!now.includes('_What helped: a tool'));
    await goTo('| support has told');
    await until(async () => (await shows(/support has told the customers/)) || undefined, 'the new row is shown');
    await editor.saved();
  });

  it('keeps a sentence that is not saved, in one undo step', async () => {
    await editor.press('End');
    await editor.press('Enter');
    await editor.press('Enter');
    await editor.page.keyboard.type('Who reads the vendor’s page?');
    await line('the vendor has answered');
    const before = text();
    await editor.command(COMMAND);
    await until(async () => (await shows(/the vendor has answered/)) || undefined, 'the new row is shown');
    assert.ok(await shows(/Who reads the vendor’s page\?/));
    await editor.screenshot('postmortem with unsaved words');
    await editor.page.locator('.tab.active.dirty').waitFor();
    assert.equal(text(), before);
    await editor.press('Control+S');
    const now = await holds(/\| the vendor has answered \|\n/);
    assert.match(now, /\nWho reads the vendor’s page\?\n/);
    await editor.saved();
  });

  it('has its chart drawn in the preview', async function () {
    // VS Code draws mermaid since 1.121; an older one shows the chart's text.
    if ((await editor.minorVersion()) < 121) this.skip();
    await editor.press('Control+Shift+V');
    const chart = editor.webview.locator('svg[aria-roledescription="gantt"], .mermaid svg').first();
    await chart.scrollIntoViewIfNeeded();
    await chart.waitFor();
    assert.match((await chart.textContent()) ?? '', /SEV-1/);
    await editor.screenshot('postmortem preview chart');
    await editor.webview.getByRole('heading', { name: 'Incident timeline' }).scrollIntoViewIfNeeded();
    await editor.screenshot('postmortem preview timeline');
    await editor.webview.getByRole('heading', { level: 1 }).first().scrollIntoViewIfNeeded();
    assert.deepEqual(
      await editor.webview
        .locator('body')
        .getByText(/[0-9a-f]{40}/)
        .count(),
      0,
    );
    await editor.screenshot('postmortem preview');
  });

  it('is exported as a page that a browser shows in light, in dark, and on paper, and that axe finds nothing in', async () => {
    await editor.command('Incident: Export Record or Postmortem');
    await editor.question.waitFor();
    await editor.screenshot('postmortem export');
    await editor.pick('Postmortem: web page');
    const folder = dirname(record.path);
    const target = join(dirname(folder), '..', `${basename(folder)}-postmortem.html`);
    // The editor in a browser asks for a file in a box of its own.
    const box = editor.prompt.locator('input.input');
    await until(
      async () => ((await box.inputValue()).endsWith('-postmortem.html') ? true : undefined),
      'the name of the file',
    );
    await editor.screenshot('postmortem export, where');
    // It reads the folder first, and takes no Enter meanwhile.
    const done = editor.status('incidentNotes.done').filter({ hasText: 'Exported' });
    await editor.repeat(() => editor.press('Enter'), done);
    await until(() => existsSync(target) || undefined, 'the exported file');
    for (const [name, media] of Object.entries({
      light: { colorScheme: 'light' },
      dark: { colorScheme: 'dark' },
      paper: { media: 'print', colorScheme: 'dark' },
    } as const)) {
      const page = await editor.page.context().browser()!.newPage();
      const blocked: string[] = [];
      page.on('console', (message) => blocked.push(message.text()));
      page.on('request', (request) => void (request.url().startsWith('file:') || blocked.push(request.url())));
      await page.emulateMedia(media);
      await page.goto(pathToFileURL(target).href);
      assert.equal(await page.title(), 'Postmortem: Logging in is broken');
      await page.getByRole('img', { name: /^Course of the incident: Status: .*Severity: SEV-1, SEV-2/ }).waitFor();
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      assert.equal(paper, name === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)');
      const found: string[] = await page.evaluate(`(async () => {
        ${AXE}
        const { violations } = await axe.run(document);
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html));
      })()`);
      assert.deepEqual(found, []);
      assert.deepEqual(blocked, []);
      await page.screenshot({ path: join('out', 'screenshots', `exported postmortem, ${name}.png`), fullPage: true });
      await page.close();
    }
  });
});
