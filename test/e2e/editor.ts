/**
 * A real editor with the packaged extension installed, driven as a person drives it: keys, the palette, prompts.
 * One `Editor` is one window with a fresh profile, on a server and in a browser that it shares with those before and after it.
 */
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { PATIENCE, SLOWNESS, progressed, until } from '../patience';
import { giveBack, stopAll, takeServer, type Server } from './servers';

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
  /** Seen by the extension; a home folder, for example. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a hand has done: each key of a chord is a press, and letters that find a row are counted apart. */
export interface Keystrokes {
  readonly presses: number;
  readonly letters: number;
}

/** What a system asks of the editor, by what a picture is called and the theme that comes of it. */
const LOOKS = [
  { name: 'light', theme: 'vs', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'high contrast', theme: 'hc-black', media: { colorScheme: 'dark', forcedColors: 'active' } },
  { name: 'dark', theme: 'vs-dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
] as const;

/** Of an element in the page. */
interface ShownLine {
  getBoundingClientRect(): { readonly top: number };
  readonly textContent: string | null;
}

export class Editor {
  #failed = false;
  #keystrokes: Keystrokes = { presses: 0, letters: 0 };

  private constructor(
    private readonly server: Server,
    readonly page: Page,
  ) {}

  /** Opens a window that knows nothing of others, and waits until it is there. */
  static async open(options: EditorOptions = {}): Promise<Editor> {
    const { server, page } = await takeServer();
    try {
      server.prepare({
        settings: {
          'security.workspace.trust.enabled': options.trusted === false,
          // For pictures in each theme.
          'window.autoDetectColorScheme': process.env.TEST_PICTURES !== undefined,
          // They stand between the words of a line that a test looks for.
          'incidentNotes.localTimes': false,
          ...options.settings,
        },
        keys: options.keys ?? [],
        environment: options.environment ?? {},
      });
      const editor = new Editor(server, page);
      await editor.visit(options.folder);
      return editor;
    } catch (error) {
      await giveBack(server, page, false);
      throw error;
    }
  }

  /** Opens another folder, a `.code-workspace` file or nothing in the same window, as a reload does. */
  async visit(folder?: string): Promise<void> {
    const kind = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
    const query = folder === undefined ? 'ew=true' : new URLSearchParams({ [kind]: folder }).toString();
    await this.page.goto(`${this.server.address}/?${query}`);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    progressed();
  }

  /** The minor version of VS Code, 100 for 1.100.3: code-server's own is the same. */
  async minorVersion(): Promise<number> {
    const settings = await this.page.locator('#vscode-workbench-web-configuration').getAttribute('data-settings');
    const version = /"codeServerVersion":"\d+\.(\d+)\./.exec(settings ?? '')?.[1];
    if (version === undefined) throw new Error(`The editor's page doesn't say its version: ${settings}`);
    return Number(version);
  }

  /** Waits until the window knows the extension's commands and keys; a person would not be quicker. */
  async ready(): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.prompt.locator('input.input');
    // The palette lists what was there when it was asked.
    await this.repeat(
      async () => {
        await input.fill('');
        await input.fill('>Incident: ');
      },
      this.prompt.locator('.monaco-list-row').filter({ hasText: 'Incident: ' }),
    );
    await this.page.keyboard.press('Escape');
    await this.prompt.waitFor({ state: 'hidden' });
  }

  /** Takes a row of the context menu that's open. The menu ignores a click that comes right after it opened. */
  async menu(title: string): Promise<void> {
    const row = this.page.getByRole('menuitem', { name: title });
    await row.waitFor();
    await until(async () => {
      await done(row.click({ timeout: 1000 * SLOWNESS }));
      return done(row.waitFor({ state: 'hidden', timeout: 1000 * SLOWNESS }));
    }, `“${title}” is taken`);
  }

  /** Acts again and again until there is what comes of it, and waits for that longer each time: `first` ms the first time. */
  async repeat(act: () => Promise<unknown>, outcome: Locator, first = 1000): Promise<void> {
    let timeout = first * SLOWNESS;
    await until(async () => {
      await act();
      const there = await done(outcome.first().waitFor({ timeout }));
      timeout = Math.min(timeout * 1.5, PATIENCE / 3);
      return there;
    }, outcome.toString());
  }

  /** Says that a test failed in this window, so that none comes after it on its server. */
  failed(): void {
    this.#failed = true;
  }

  async close(): Promise<void> {
    await giveBack(this.server, this.page, !this.#failed);
  }

  /** Presses a chord (`Control+Alt+I L` is two strokes). */
  async press(chord: string): Promise<void> {
    progressed();
    const strokes = chord.split(' ');
    const { presses, letters } = this.#keystrokes;
    this.#keystrokes = { presses: presses + strokes.length, letters };
    for (const stroke of strokes) await this.page.keyboard.press(stroke);
  }

  /** Types letters that find a row, and takes it once it's the active one. */
  async find(letters: string, row: string): Promise<void> {
    const { presses, letters: before } = this.#keystrokes;
    this.#keystrokes = { presses, letters: before + letters.length };
    await this.page.keyboard.type(letters);
    await this.question.locator('.monaco-list-row.focused').filter({ hasText: row }).waitFor();
    await this.press('Enter');
  }

  /** What was pressed since it was asked last. Text that is written counts as nothing: it's typed by `page.keyboard`. */
  keystrokes(): Keystrokes {
    const counted = this.#keystrokes;
    this.#keystrokes = { presses: 0, letters: 0 };
    return counted;
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    // An editor that is being shown takes the focus from a palette, which closes; a person presses again.
    const timeout = 2000 * SLOWNESS;
    const row = this.prompt.locator('.monaco-list-row').filter({ hasText: title }).first();
    await until(async () => {
      await this.page.keyboard.press('F1');
      const typed = await done(this.prompt.locator('input.input').fill(`>${title}`, { timeout }));
      const taken = typed && (await done(row.click({ timeout })));
      // The palette lists what could be done when it was opened.
      if (!taken) await this.page.keyboard.press('Escape');
      return taken;
    }, `the command ${title}`);
    // Keys that come before the palette has closed are its own, and it takes what they open along.
    await row.waitFor({ state: 'hidden' });
    progressed();
  }

  /** Closes the active editor, which shows this, by the palette: again where its list changed under the click. */
  async closeEditor(shown: Locator): Promise<void> {
    await until(async () => {
      await this.command('View: Close Editor');
      return done(shown.first().waitFor({ state: 'hidden', timeout: 5000 * SLOWNESS }));
    }, `the end of ${shown.toString()}`);
  }

  /** The prompt that is open: the palette, a pick or an input box. */
  get prompt(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** The same, unless it was answered: that one only stays to take another Enter. */
  get question(): Locator {
    return this.prompt.filter({ hasNot: this.page.locator('.quick-input-title', { hasText: '⏎' }) });
  }

  /** Waits for a prompt whose title or message contains these words, and until keys go to it: it's visible some time before. */
  async prompted(words: string): Promise<void> {
    const spoken = this.question.locator('.quick-input-title, .quick-input-message').filter({ hasText: words });
    await spoken.first().waitFor();
    await this.question.locator('input:focus').first().waitFor();
    progressed();
  }

  /** Waits for a choice whose input asks this, and until keys go to it. */
  async asked(words: string): Promise<void> {
    await this.question.locator(`input.input[placeholder*="${words}"]:focus`).waitFor();
    await this.question.getByRole('option').first().waitFor();
    progressed();
  }

  /** Undoes this person's last command: what Enter takes first. */
  async undo(): Promise<void> {
    await this.press('Alt+I Z');
    await this.asked('What do you want to undo?');
    await this.press('Enter');
  }

  /** Waits for a list to tick with these words in its title, and until keys go to it. */
  async ticking(words: string): Promise<void> {
    await this.prompt.locator('.quick-input-title').filter({ hasText: words }).waitFor();
    await this.prompt.locator('.monaco-list:focus').waitFor();
    progressed();
  }

  /** Fills the open input box and confirms it. */
  async answer(text: string): Promise<void> {
    await this.prompt.locator('input.input').fill(text);
    await this.page.keyboard.press('Enter');
    progressed();
  }

  /** Waits until the input box holds exactly this text; one that was answered stays for a moment, with the same title. */
  async filled(text: string): Promise<void> {
    const box = this.prompt.locator('input.input');
    await until(async () => (await box.inputValue()) === text, `“${text}” in the input box`);
  }

  /** Chooses the row with these words. */
  async pick(words: string): Promise<void> {
    await this.prompt.getByRole('option').filter({ hasText: words }).first().click();
    progressed();
  }

  /** The status bar item of the extension; the best sign that it is active. */
  status(item = 'incidentNotes.status'): Locator {
    return this.page.locator(`.statusbar-item[id="${extension}.${item}"]`);
  }

  /** Waits until the status bar item holds these words. */
  async statusSays(words: string | RegExp, item?: string): Promise<void> {
    await this.status(item)
      .filter({ hasText: words })
      .waitFor()
      .catch(async (error: unknown) => {
        throw new Error(`The status bar says “${await this.status(item).textContent()}”.`, { cause: error });
      });
    progressed();
  }

  /** What a screen reader says of the status bar item. */
  async spokenStatus(): Promise<string> {
    return (await this.status().locator('[aria-label]').first().getAttribute('aria-label')) ?? '';
  }

  /** Waits until a screen reader is told this; returns all it is told. Begun before the act, because it's gone after some seconds. */
  async announced(words: RegExp): Promise<string> {
    const session = await this.page.context().newCDPSession(this.page);
    try {
      const { root } = await session.send('DOM.getDocument');
      return await until(async () => {
        const { nodes } = await session.send('Accessibility.queryAXTree', { nodeId: root.nodeId, role: 'alert' });
        return nodes.map(({ name }) => String(name?.value ?? '')).find((name) => words.test(name));
      }, `${words.source} is announced`);
    } finally {
      await session.detach();
    }
  }

  /** Presses a key twice, the second time before the editor can have done anything about the first. */
  async pressTwice(key: string): Promise<void> {
    await Promise.all([this.page.keyboard.press(key), this.page.keyboard.press(key)]);
    progressed();
  }

  /** Whether the window has no room for all of the status bar item's words. */
  async statusIsCutOff(): Promise<boolean> {
    return this.page.evaluate(`(() => {
      const item = document.querySelector('[id="${extension}.incidentNotes.status"]');
      return [item, ...item.querySelectorAll('*')].some((part) => part.scrollWidth > part.clientWidth + 1
        && getComputedStyle(part).overflow !== 'visible');
    })()`);
  }

  /** Where the person is: what has the focus, the cursor's line and column, the first line on the screen, the tabs. */
  async whereabouts(): Promise<{ focus: string; cursor: string; top: string; tabs: string[] }> {
    return this.page.evaluate(WHEREABOUTS);
  }

  /** The processes in which this window's extensions run. */
  extensionHosts(): number[] {
    return this.server.extensionHosts();
  }

  /** The folder in which the editor keeps a person's settings and state. */
  get userData(): string {
    return this.server.userData;
  }

  /** A notification that holds these words. */
  notification(words: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: words });
  }

  /** Clicks a button of a notification that was shown; after some seconds it's only in the notification center. */
  async choose(words: string | RegExp, button: string): Promise<void> {
    const notice = this.notification(words).first();
    await until(async () => {
      if (!(await notice.isVisible())) await this.command('Notifications: Show Notifications');
      // The toast may go between the look and the click; a click that was only slow must not be given up, as it's done once.
      return done(notice.getByRole('button', { name: button }).click({ timeout: PATIENCE / 4 }));
    }, `“${button}” in ${words}`);
  }

  /** Opens a file by its absolute path, in the workspace or not: the editor's search for names may miss one that is new. */
  async openFile(file: string): Promise<void> {
    if (!path.isAbsolute(file)) throw new Error(`${file} isn't absolute.`);
    const name = path.basename(file);
    // A box that closes just then takes the list along; a person presses again.
    await this.repeat(
      async () => {
        const timeout = 2000 * SLOWNESS;
        await this.page.keyboard.press('Control+P');
        const typed = await done(this.prompt.locator('input.input').fill(file, { timeout }));
        const row = this.prompt.locator('.monaco-list-row').filter({ hasText: name }).first();
        // A click goes into no editor if the box has closed.
        if (typed) await done(row.click({ timeout }));
      },
      this.text(name),
      5000,
    );
    await this.focused(name);
  }

  /** Opens the record of the incident that is meant, ready to type into. */
  async openRecord(): Promise<void> {
    await this.command('Incident: Open Record');
    await this.focused('incident.md');
  }

  /** Waits until keys go to the editor of a file, by the end of its name: it is on the screen some time before. */
  async focused(fileName: string): Promise<void> {
    await this.text(fileName).waitFor();
    await until(async () => (await this.whereabouts()).focus.endsWith(fileName), `${fileName} has the focus`);
  }

  /** The open editor of a file, by the end of its name. */
  text(fileName: string): Locator {
    return this.page.locator(`.monaco-editor[data-uri$="${fileName}"]`).first();
  }

  /** The lines that an editor shows, with plain spaces. */
  async lines(fileName: string): Promise<string[]> {
    // All at once: the editor takes lines away and brings others while they're asked one by one.
    const placed: { readonly top: number; readonly text: string }[] = await this.text(fileName)
      .locator('.view-line')
      .evaluateAll((lines: readonly ShownLine[]) =>
        lines.map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' })),
      );
    return placed.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' '));
  }

  /** Puts the cursor at a line, or at `line:column`, of the active editor. */
  async goTo(place: string): Promise<void> {
    const [line, column] = place.split(':');
    const there = `Ln ${line}, Col ${column ?? ''}`;
    // Again where an editor that is being shown has taken the focus, or the file was read again and the cursor went along.
    await this.repeat(
      async () => {
        await this.page.keyboard.press('Control+G');
        const input = this.prompt.locator('input.input');
        const timeout = 2000 * SLOWNESS;
        const row = this.prompt.locator('.monaco-list-row').first();
        // Clicked: an Enter would be a new line in an editor that takes the focus just then.
        if ((await done(input.fill(`:${place}`, { timeout }))) && (await done(row.click({ timeout })))) {
          // A row from before the number was typed does nothing.
          await done(this.prompt.waitFor({ state: 'hidden', timeout }));
        }
      },
      this.page.locator('[id="status.editor.selection"]').filter({ hasText: there }),
    );
  }

  /** Waits until the active editor has nothing unsaved. */
  async saved(): Promise<void> {
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
    progressed();
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

  /** Writes `out/screenshots/<name>.png` if somebody wants to look at pictures: TEST_PICTURES is set. */
  async screenshot(name: string): Promise<void> {
    if (process.env.TEST_PICTURES) await this.picture(name);
  }

  /** Writes a picture in each theme, if somebody wants to look at pictures; what is open stays open. */
  async screenshotInThemes(name: string): Promise<void> {
    if (!process.env.TEST_PICTURES) return;
    for (const look of LOOKS) {
      await this.page.emulateMedia(look.media);
      await this.page.locator(`.monaco-workbench.${look.theme}`).waitFor();
      await this.picture(`${name}, ${look.name}`);
    }
  }

  /** Writes `out/screenshots/<name>.png`. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(root, 'out', 'screenshots', `${name.replaceAll('/', ' ')}.png`) });
  }
}

/**
 * The end of a suite's tests: a test that fails leaves a picture of each window, and no prompt for the next one; after the
 * last one the windows are closed and `folders` removed. A window that was never opened is absent.
 */
export function closeAfter(windows: () => readonly (Editor | undefined)[], folders?: { remove(): void }): void {
  showFailures(windows);
  after(async () => {
    await Promise.all(windows().map(async (window) => window?.close()));
    folders?.remove();
  });
}

/** After a test of a suite that fails: a picture of each window, and no prompt for the next test. */
export function showFailures(windows: () => readonly (Editor | undefined)[]): void {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    for (const [index, window] of windows().entries()) {
      window?.failed();
      await window?.picture(`failed ${this.currentTest.title}${index === 0 ? '' : ` ${index + 1}`}`);
      await window?.press('Escape');
    }
  });
}

// A bench has no such hook and does it itself.
if (typeof after === 'function') after('what the windows share is stopped', stopAll);

/** Whether it was done in its time. */
export async function done(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
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
