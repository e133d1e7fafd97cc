/**
 * A real editor with the packaged extension installed, driven as a person drives it: keys, the palette, prompts.
 * One `Editor` is one window on a server of its own; `close` leaves nothing behind.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../patience';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';

const root = process.cwd();
const extension = 'incident-notes.incident-notes';

export interface EditorOptions {
  /** A folder or a `.code-workspace` file to open; none opens an empty window. */
  readonly folder?: string;
  /** Whether every folder is trusted without a question; true when absent. */
  readonly trusted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The person's own keys, as in `keybindings.json`. */
  readonly keys?: readonly Readonly<Record<string, unknown>>[];
  /** Seen by the server and by the extension; a home folder, for example. */
  readonly environment?: Readonly<Record<string, string>>;
}

export class Editor {
  private constructor(
    private readonly keeper: ChildProcess,
    private readonly browser: Browser,
    readonly page: Page,
    private readonly made: string,
    private readonly address: string,
  ) {}

  /** Starts server and window, and waits until the window is there. */
  static async open(options: EditorOptions = {}): Promise<Editor> {
    const made = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-e2e-'));
    const server = {
      userDataDir: path.join(made, 'data'),
      extensionsDir: path.join(made, 'extensions'),
      install: [path.join(root, 'out', 'incident-notes.vsix')],
      trusted: options.trusted ?? true,
      settings: options.settings ?? {},
    };
    fs.mkdirSync(path.join(server.userDataDir, 'User'), { recursive: true });
    fs.writeFileSync(path.join(server.userDataDir, 'User', 'keybindings.json'), JSON.stringify(options.keys ?? []));
    const keeper = spawn(
      process.execPath,
      [path.join(root, '.scripts', 'editor', 'serve.mjs'), JSON.stringify(server)],
      {
        env: { ...process.env, ...options.environment },
        stdio: ['pipe', 'pipe', 'inherit'],
        detached: process.platform !== 'win32',
      },
    );
    let browser: Browser | undefined;
    try {
      const address = `http://127.0.0.1:${await portOf(keeper)}/`;
      const executablePath = process.env.TEST_BROWSER;
      browser = await chromium.launch({
        ...(executablePath ? { executablePath } : {}),
        args: [
          ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
          ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
          // A page is where it is as soon as it has scrolled at all.
          '--disable-smooth-scrolling',
        ],
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const editor = new Editor(keeper, browser, page, made, address);
      await editor.visit(options.folder);
      return editor;
    } catch (error) {
      await browser?.close();
      await ended(keeper);
      fs.rmSync(made, { recursive: true, force: true });
      throw error;
    }
  }

  /** Opens another folder, a `.code-workspace` file or nothing in the same window, as a reload does. */
  async visit(folder?: string): Promise<void> {
    const kind = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
    const query = folder === undefined ? 'ew=true' : new URLSearchParams({ [kind]: folder }).toString();
    await this.page.goto(`${this.address}?${query}`);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 40_000 });
  }

  /** Waits until the window knows the extension's commands and keys; a person would not be quicker. */
  async ready(): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.prompt.locator('input.input');
    for (let tried = 0; tried < 60; tried++) {
      await input.fill('>Incident: ');
      const known = this.prompt.locator('.monaco-list-row').filter({ hasText: 'Incident: ' }).first();
      if (
        await known.waitFor({ timeout: 1000 }).then(
          () => true,
          () => false,
        )
      ) {
        await this.page.keyboard.press('Escape');
        await this.prompt.waitFor({ state: 'hidden' });
        return;
      }
      await input.fill('');
    }
    throw new Error('The extension is not known to the window.');
  }

  async close(): Promise<void> {
    await this.browser.close();
    await ended(this.keeper);
    fs.rmSync(this.made, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Presses a chord (`Control+Alt+I L` is two strokes). */
  async press(chord: string): Promise<void> {
    for (const stroke of chord.split(' ')) await this.page.keyboard.press(stroke);
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    // An editor that is being shown takes the focus from a palette; a person presses again.
    await until(async () => {
      await this.page.keyboard.press('F1');
      const typed = this.prompt.locator('input.input').fill(`>${title}`, { timeout: 2000 });
      return typed.then(
        () => true,
        () => undefined,
      );
    }, 'the palette');
    await this.prompt.locator('.monaco-list-row').filter({ hasText: title }).first().click();
  }

  /** The prompt that is open: the palette, a pick or an input box. */
  get prompt(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Waits for a prompt whose title or message holds these words. */
  async prompted(words: string): Promise<void> {
    const spoken = this.prompt.locator('.quick-input-title, .quick-input-message').filter({ hasText: words });
    await spoken.first().waitFor();
  }

  /** Waits for a choice whose input asks this. */
  async asked(words: string): Promise<void> {
    await this.prompt.locator(`input.input[placeholder*="${words}"]`).waitFor();
    await this.prompt.getByRole('option').first().waitFor();
  }

  /** Fills the open input box and confirms it. */
  async answer(text: string): Promise<void> {
    await this.prompt.locator('input.input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses the row with these words. */
  async pick(words: string): Promise<void> {
    await this.prompt.getByRole('option').filter({ hasText: words }).first().click();
  }

  /** The status bar item of the extension; the best sign that it is active. */
  status(item = 'incidentNotes.status'): Locator {
    return this.page.locator(`.statusbar-item[id="${extension}.${item}"]`);
  }

  /** Waits until the status bar item holds these words. */
  async statusSays(words: string | RegExp, item?: string): Promise<void> {
    await this.status(item).filter({ hasText: words }).waitFor();
  }

  /** What a screen reader says of the status bar item. */
  async spokenStatus(): Promise<string> {
    return (await this.status().locator('[aria-label]').first().getAttribute('aria-label')) ?? '';
  }

  /** Where the person is: what has the focus, the cursor's line and column, the first line on the screen, the tabs. */
  async whereabouts(): Promise<{ focus: string; cursor: string; top: string; tabs: string[] }> {
    return this.page.evaluate(WHEREABOUTS);
  }

  /** The processes in which this window's extensions run. */
  extensionHosts(): number[] {
    const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
    const processes = table.map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/, 2).map(Number);
      return { pid, parent, line };
    });
    const below = (pid: number): typeof processes =>
      processes.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
    return below(this.keeper.pid ?? 0)
      .filter(({ line }) => line.includes('--type=extensionHost'))
      .map(({ pid }) => pid);
  }

  /** The folder in which the editor keeps a person's settings and state. */
  get userData(): string {
    return path.join(this.made, 'data');
  }

  /** A notification that holds these words. */
  notification(words: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: words });
  }

  /** Opens a file by its path, in the workspace or not. */
  async openFile(file: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.prompt.locator('input.input').fill(file);
    await this.prompt
      .locator('.monaco-list-row')
      .filter({ hasText: path.basename(file) })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
    await this.text(path.basename(file)).waitFor();
  }

  /** The open editor of a file, by the end of its name. */
  text(fileName: string): Locator {
    return this.page.locator(`.monaco-editor[data-uri$="${fileName}"]`).first();
  }

  /** The lines that an editor shows, with plain spaces. */
  async lines(fileName: string): Promise<string[]> {
    const lines = await this.text(fileName).locator('.view-line').all();
    const placed = await Promise.all(
      lines.map(async (line) => ({ top: (await line.boundingBox())?.y ?? 0, text: (await line.textContent()) ?? '' })),
    );
    return placed.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' '));
  }

  /** Waits until the active editor has nothing unsaved. */
  async saved(): Promise<void> {
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Shows a view container by its label in the activity bar. */
  async view(label: string): Promise<void> {
    await this.page.locator(`.activitybar a.action-label[aria-label="${label}"]`).click();
  }

  /** A row of a tree view. */
  treeItem(tree: string, words: string): Locator {
    return this.page.getByRole('tree', { name: tree }).getByRole('treeitem').filter({ hasText: words });
  }

  /** The content of the open webview. */
  get webview(): FrameLocator {
    return this.page.locator('iframe.webview.ready').contentFrame().locator('#active-frame').contentFrame();
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Writes `out/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(root, 'out', 'screenshots', `${name}.png`) });
  }
}

/**
 * The end of a suite's tests: a test that fails leaves a picture of each window, and no prompt for the next one; after the
 * last one the windows are closed and `folders` removed. A window that was never opened is absent.
 */
export function closeAfter(windows: () => readonly (Editor | undefined)[], folders?: { remove(): void }): void {
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      const title = this.currentTest.title.replaceAll('/', ' ');
      for (const [index, window] of windows().entries()) {
        await window?.screenshot(`failed ${title}${index === 0 ? '' : ` ${index + 1}`}`);
        await window?.press('Escape');
      }
    }
  });
  after(async () => {
    await Promise.all(windows().map(async (window) => window?.close()));
    folders?.remove();
  });
}

/** Runs in the page, of whose types this project knows nothing. */
const WHEREABOUTS = `(() => {
  const active = document.activeElement;
  const editor = active?.closest('.monaco-editor[data-uri]');
  const focus = editor?.dataset.uri
    ?? (active?.closest('.xterm') ? 'terminal' : active?.closest('iframe.webview') ? 'webview' : active?.className ?? '');
  const cursor = document.querySelector('[id="status.editor.selection"]')?.textContent ?? '';
  const numbers = [...(editor?.querySelectorAll('.line-numbers') ?? [])].map((line) => Number(line.textContent));
  const tabs = [...document.querySelectorAll('.tab[data-resource-name]')].map((tab) => tab.dataset.resourceName);
  return { focus, cursor, top: numbers.length === 0 ? '' : String(Math.min(...numbers)), tabs };
})()`;

/** The port that the keeper of the server says; rejects when it ends before. */
async function portOf(keeper: ChildProcess): Promise<number> {
  const last: string[] = [];
  return new Promise((resolve, reject) => {
    if (!keeper.stdout) throw new Error('The server has no output.');
    createInterface({ input: keeper.stdout }).on('line', (line) => {
      last.push(line);
      const port = /^\{"port":(\d+)\}$/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    keeper.once('close', (code) => reject(new Error(`The server ended with ${code}:\n${last.slice(-30).join('\n')}`)));
  });
}

/** Ends the keeper, and with it the server. */
async function ended(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const closed = once(keeper, 'close');
  keeper.stdin?.end();
  await closed;
}
