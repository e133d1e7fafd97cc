/**
 * Runs the editor's server for as long as somebody wants it. `startServer` is what other scripts call; this file as a
 * program is the keeper between them and the server: it ends the server's whole process group when its own standard
 * input ends, so that even a caller that is killed leaves nothing behind.
 *
 * As a program: `node .scripts/editor/serve.mjs '<JSON of ServerOptions>'`; the first line of its output is
 * `{"port":…}`, what follows is the server's own log.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../process/environment.mjs';
import { editorHost } from './editorHost.mjs';
import { isProgram } from '../process/project.mjs';
import { endGroup, runOrThrow } from '../process/run.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {string} [userDataDir] settings and state; a temporary folder when absent
 * @property {string} [extensionsDir]
 * @property {string[]} [install] packages (.vsix) to install first
 * @property {boolean} [driver] for extension tests: honours `extensionDevelopmentPath`, hides notifications
 * @property {string[]} [builtIns] the names of the editor's own extensions that are there; all when absent
 * @property {boolean} [trusted] whether every folder is trusted without a question
 * @property {number} [port] any free one when absent
 * @property {string} [hostEnvironment] a JSON file of variables; each extension host gets those that it contains when it starts
 * @property {Record<string, unknown>} [settings] over the quiet ones
 */

/** Nothing moves, asks, or calls home. */
const quiet = {
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'chat.disableAIFeatures': true,
  'security.workspace.trust.startupPrompt': 'never',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  // Ports of other programs on this machine are nobody's application here.
  'remote.autoForwardPorts': false,
  // Even so the editor looks for them every few seconds, among all processes of the machine, but for this.
  'remote.autoForwardPortsSource': 'output',
  // The second host, in the browser, would only start copies of what runs in the first.
  'extensions.webWorker': false,
  // As on the desktop; a browser saves after a second, which a test on a slow machine may need between two steps.
  'files.autoSave': 'off',
};

/**
 * @param {ServerOptions} options
 * @param {(line: string) => void} [onLine] each line of the server's log
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 */
export function startServer(options, onLine = () => undefined) {
  const keeper = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Not in the group of a terminal's Ctrl-C: the caller decides when it ends.
    detached: process.platform !== 'win32',
  });
  const ended = new Promise((resolve) => keeper.on('close', resolve));
  const stop = async () => {
    keeper.stdin.end();
    await ended;
  };
  return new Promise((resolve, reject) => {
    const last = /** @type {string[]} */ ([]);
    createInterface({ input: keeper.stdout }).on('line', (line) => {
      last.push(line);
      if (last.length > 50) last.shift();
      if (line.startsWith('{"port":')) resolve({ port: JSON.parse(line).port, stop });
      else onLine(line);
    });
    keeper.on('close', (code) => reject(new Error(`The editor's server ended with ${code}:\n${last.join('\n')}`)));
  });
}

/** The keeper. @param {ServerOptions} options */
async function keep(options) {
  const quit = () => process.exit(0);
  process.stdin.on('end', quit).on('error', quit).resume();
  process.stdout.on('error', quit);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, quit);
  const host = await editorHost();
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-'));
  const data = options.userDataDir ?? path.join(made, 'data');
  const extensions = options.extensionsDir ?? path.join(made, 'extensions');
  const runtime = path.join(made, 'run');
  for (const folder of [path.join(data, 'User'), extensions, runtime]) fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(runtime, 0o700);
  const settings = { ...quiet, ...options.settings };
  fs.writeFileSync(path.join(data, 'User', 'settings.json'), JSON.stringify(settings, null, 2));

  const { hostEnvironment } = options;
  const env = cleanEnvironment({
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_RUNTIME_DIR: runtime,
    HOST_ENVIRONMENT: hostEnvironment,
  });
  const builtIns = options.builtIns && path.join(made, 'built-in');
  if (builtIns) linkBuiltIns(path.join(host.server, '..', '..', 'extensions'), options.builtIns ?? [], builtIns);
  const folders = [
    '--user-data-dir',
    data,
    '--server-data-dir',
    path.join(data, 'server'),
    '--extensions-dir',
    extensions,
  ];
  for (const vsix of options.install ?? []) {
    const install = ['--install-extension', vsix, '--force', '--accept-server-license-terms'];
    await runOrThrow(host.node, [host.server, ...install, ...folders], { env, silentSeconds: 600 });
  }
  const server = spawn(
    host.node,
    [
      ...(hostEnvironment ? ['--import', new URL('hostEnvironment.mjs', import.meta.url).href] : []),
      host.server,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      '--without-connection-token',
      '--accept-server-license-terms',
      ...['--telemetry-level', 'off'],
      '--disable-getting-started-override',
      // Its client is on this machine.
      '--disable-websocket-compression',
      '--force-disable-user-env',
      ...folders,
      ...(builtIns ? ['--builtin-extensions-dir', builtIns] : []),
      ...(options.driver ? ['--enable-smoke-test-driver'] : []),
      ...(options.trusted ? ['--disable-workspace-trust'] : []),
    ],
    { env, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const leader = server.pid;
  const end = () => {
    if (leader !== undefined) endGroup(leader, 'SIGKILL');
    fs.rmSync(made, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', end);
  server.on('close', (code, signal) => {
    console.log(`The server ended: ${code ?? signal}`);
    process.exit(1);
  });
  for (const stream of [server.stdout, server.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const port = /agent listening on (\d+)/.exec(line)?.[1];
      console.log(port ? JSON.stringify({ port: Number(port) }) : line);
    });
  }
}

/** @param {string} from @param {string[]} names @param {string} to a folder that this makes */
function linkBuiltIns(from, names, to) {
  fs.mkdirSync(to);
  for (const name of names) fs.symlinkSync(path.join(from, name), path.join(to, name), 'junction');
}

if (isProgram(import.meta.url)) await keep(JSON.parse(process.argv[2] ?? '{}'));
