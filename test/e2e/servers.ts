/**
 * What the windows of one run share, because it costs more to start than most tests: a browser, and the editor's servers. A
 * server has one window at a time. Before its next one it forgets the last: settings, state, and the processes in which its
 * extensions ran.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { PATIENCE, until } from '../patience';
import { below } from '../processes';

const root = process.cwd();

/** What a person brings along. */
export interface Person {
  readonly settings: Readonly<Record<string, unknown>>;
  /** As in `keybindings.json`. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  /** Variables that the extensions see. */
  readonly environment: Readonly<Record<string, string>>;
}

export class Server {
  readonly userData: string;
  readonly address: string;
  readonly #keeper: ChildProcess;
  readonly #folder: string;
  /** Settings that every window gets. */
  readonly #settings: object;

  private constructor(keeper: ChildProcess, folder: string, port: number) {
    this.#keeper = keeper;
    this.#folder = folder;
    this.userData = path.join(folder, 'data');
    this.address = `http://127.0.0.1:${port}`;
    this.#settings = JSON.parse(fs.readFileSync(path.join(this.userData, 'User', 'settings.json'), 'utf8')) as object;
  }

  static async start(): Promise<Server> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-e2e-'));
    const options = {
      userDataDir: path.join(folder, 'data'),
      extensionsDir: path.join(folder, 'extensions'),
      // Beside it may be one that a bench compares it with.
      install: [
        path.join(root, 'out', 'incident-notes.vsix'),
        ...(process.env.TEST_BESIDE ? [process.env.TEST_BESIDE] : []),
      ],
      hostEnvironment: path.join(folder, 'environment.json'),
    };
    const keeper = spawn(
      process.execPath,
      [path.join(root, '.scripts', 'editor', 'serve.mjs'), JSON.stringify(options)],
      {
        // The person's home is the window's.
        env: { ...process.env, HOME: folder },
        stdio: ['pipe', 'pipe', 'inherit'],
        detached: process.platform !== 'win32',
      },
    );
    try {
      return new Server(keeper, folder, await portOf(keeper));
    } catch (error) {
      await end(keeper);
      await remove(folder);
      throw error;
    }
  }

  get isRunning(): boolean {
    return this.#keeper.exitCode === null && this.#keeper.signalCode === null;
  }

  /** Gives the next window its person; no window may be open. */
  prepare({ settings, keys, environment }: Person): void {
    const user = path.join(this.userData, 'User');
    fs.mkdirSync(user, { recursive: true });
    fs.writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...this.#settings, ...settings }));
    fs.writeFileSync(path.join(user, 'keybindings.json'), JSON.stringify(keys));
    fs.writeFileSync(path.join(this.#folder, 'environment.json'), JSON.stringify(environment));
  }

  /** The processes in which extensions run. */
  extensionHosts(): number[] {
    return below(this.#keeper.pid ?? 0)
      .filter(({ command }) => command.includes('--type=extensionHost'))
      .map(({ pid }) => pid);
  }

  /** Ends what the last window has left running, which would go on committing, and forgets what it kept. */
  async forget(): Promise<void> {
    const running = this.extensionHosts().flatMap((pid) => [pid, ...below(pid).map((process) => process.pid)]);
    for (const pid of running) kill(pid);
    await until(() => this.extensionHosts().length === 0, 'the end of the extension hosts');
    await remove(path.join(this.userData, 'User'));
  }

  async stop(): Promise<void> {
    await end(this.#keeper);
    await remove(this.#folder);
  }
}

/** Servers without a window. */
const idle: Server[] = [];
let browser: Promise<BrowserContext> | undefined;
/** Its folders, of which one that has crashed leaves its own. */
const profiles: string[] = [];
/** How many windows there are. */
let windows = 0;

/** Returns a server that has no window, and a page for it in the shared browser. */
export async function takeServer(): Promise<{ server: Server; page: Page }> {
  const server = idle.pop() ?? (await Server.start());
  if (!server.isRunning) return takeServer();
  try {
    browser ??= launch();
    const page = await (await browser).newPage();
    page.setDefaultTimeout(PATIENCE);
    windows += 1;
    return { server, page };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Closes the window. Its server gets the next one if it's `usable`; after a failed test it's stopped, and once no window is
 * left so is the browser: the next window must not suffer for it.
 */
export async function giveBack(server: Server, page: Page, usable: boolean): Promise<void> {
  windows -= 1;
  await page.close().catch(() => undefined);
  if (usable && server.isRunning) {
    try {
      await server.forget();
      await forgetOrigin(server.address);
      idle.push(server);
      return;
    } catch (error) {
      console.error('This window could not be closed, so the next one gets a new server:', error);
    }
  }
  await server.stop();
  if (windows === 0) await closeBrowser();
}

/** Stops everything that's shared; no window may be open. */
export async function stopAll(): Promise<void> {
  await Promise.all([closeBrowser(), ...idle.splice(0).map((server) => server.stop())]);
}

async function closeBrowser(): Promise<void> {
  const context = await browser?.catch(() => undefined);
  browser = undefined;
  await context?.close();
  await Promise.all(profiles.splice(0).map(remove));
}

/** Clears what the editor's page has stored. The browser's copy of the editor's code stays: a new one costs seconds. */
async function forgetOrigin(origin: string): Promise<void> {
  const context = await browser;
  const page = context?.pages()[0];
  if (!context || !page) throw new Error('The browser is gone.');
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,indexeddb,local_storage' });
  await session.detach();
}

/** With a profile on the disk: so the browser keeps the editor's code, compiled, from one window to the next. */
async function launch(): Promise<BrowserContext> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-browser-'));
  profiles.push(profile);
  const executablePath = process.env.TEST_BROWSER;
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
      // A page is where it is as soon as it has scrolled at all.
      '--disable-smooth-scrolling',
    ],
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: PATIENCE,
  });
  context.once('close', () => (browser = undefined));
  return context;
}

/** Removes a folder in which something that was ended a moment ago may still write. */
async function remove(folder: string): Promise<void> {
  await fs.promises.rm(folder, { recursive: true, force: true, maxRetries: 20 });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Returns the port that the server's keeper says; rejects if it ends before. */
async function portOf(keeper: ChildProcess): Promise<number> {
  const last: string[] = [];
  return new Promise((resolve, reject) => {
    if (!keeper.stdout) throw new Error('The server has no output.');
    createInterface({ input: keeper.stdout }).on('line', (line) => {
      last.push(line);
      if (last.length > 30) last.shift();
      const port = /^\{"port":(\d+)\}$/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    keeper.once('close', (code) => reject(new Error(`The server ended with ${code}:\n${last.join('\n')}`)));
  });
}

/** Ends the keeper, and with it the server. */
async function end(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const closed = once(keeper, 'close');
  keeper.stdin?.end();
  await closed;
}
