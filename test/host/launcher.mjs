#!/usr/bin/env node
/**
 * Stands in for desktop VS Code where `@vscode/test-electron` wants one: takes its arguments, runs the same tests in the
 * npm-installed editor with a browser as its window, passes the log on and ends with the tests' code.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browser } from '../../.scripts/editor/browser.mjs';
import { startServer } from '../../.scripts/editor/serve.mjs';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string', multiple: true },
    'disable-workspace-trust': { type: 'boolean' },
    'disable-extensions': { type: 'boolean' },
  },
});
/** @param {string} name */
const text = (name) => (typeof values[name] === 'string' ? values[name] : undefined);

/** How the extension host ended, when it did before the tests said so. @type {string | undefined} */
let hostEnded;
/** @param {string} line */
const onLine = (line) => {
  const how = /Extension Host Process exited with code: (\S+), signal: (\S+?)\.?$/.exec(line.trim());
  if (how && !(how[1] === '0' && how[2] === 'null')) hostEnded = `${how[1]}, signal ${how[2]}`;
  if (process.env.VSCODE_TEST_VERBOSE) console.error(line);
};

const userDataDir = text('user-data-dir');
const extensionsDir = text('extensions-dir');
const server = await startServer(
  {
    driver: true,
    // What else the editor brings (Emmet, its own git) starts with the first document, and none of it is tried here.
    builtIns: ['markdown-basics', 'theme-defaults'],
    trusted: values['disable-workspace-trust'] === true,
    install: /** @type {string[]} */ (values['install-extension'] ?? []),
    ...(userDataDir ? { userDataDir } : {}),
    ...(extensionsDir ? { extensionsDir } : {}),
  },
  onLine,
);
const window = await chromium.launch({
  executablePath: await browser(),
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  ],
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
});

/** @param {number} code */
async function end(code) {
  await window.close();
  await server.stop();
  // What was printed must be out before the process is.
  process.exitCode = code;
  process.stdout.write('', () => process.exit(code));
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void end(1));

// Nobody looks at it: a small window is drawn with a quarter of the work.
const page = await window.newPage({ viewport: { width: 480, height: 360 } });
await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
  const line = args.map(String).join(' ');
  // The window itself talks a lot: what the suite prints is marked.
  if (line.startsWith('tests|')) console.log(line.slice('tests|'.length));
  else if (process.env.VSCODE_TEST_VERBOSE) console.log(line);
  else if (type === 'error' && !/^(Canceled|\[Service Worker\])/.test(line)) console.error(line);
});
/** @type {Promise<number>} */
const finished = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
page.on('crash', () => void end(1));

const authority = `127.0.0.1:${server.port}`;
/** @param {string} file */
const remote = (file) => `vscode-remote://${authority}${path.resolve(file)}`;
const payload = [
  ['skipWelcome', 'true'],
  ['skipReleaseNotes', 'true'],
  ...(values['disable-extensions'] ? [['disableExtensions', 'true']] : []),
  ...['extensionDevelopmentPath', 'extensionTestsPath'].flatMap((name) => {
    const file = text(name);
    return file ? [[name, remote(file)]] : [];
  }),
];
const query = new URLSearchParams({ payload: JSON.stringify(payload) });
if (positionals[0]) {
  const kind = positionals[0].endsWith('.code-workspace') ? 'workspace' : 'folder';
  query.set(kind, path.resolve(positionals[0]));
}
await page.goto(`http://${authority}/?${query}`);

const code = await finished;
// When the extension host dies, the page reports success; the server's line about it may come a moment later.
await new Promise((resolve) => setTimeout(resolve, 300));
if (hostEnded) console.error(`The extension host ended early: code ${hostEnded}.`);
await end(hostEnded ? 1 : code);
