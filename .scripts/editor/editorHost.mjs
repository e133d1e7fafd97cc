/**
 * Installs a real VS Code from the npm registry (code-server's server, with a Node of its own) into `.vscode-test/`.
 * For machines that cannot download desktop VS Code; the tests and `npm start` share it.
 */
import fs from 'node:fs';
import path from 'node:path';
import { npmEnvironment } from '../process/environment.mjs';
import { npm } from '../process/packages.mjs';
import { editors, isProgram } from '../process/project.mjs';
import { run } from '../process/run.mjs';

/** @typedef {{ codeServer: string, node: string, native: readonly string[] }} Edition */

/** The newest editor and the oldest that package.json's `engines` promises. @type {Record<string, Edition>} */
const editions = {
  newest: { codeServer: '4.139.1', node: '24', native: ['@vscode/spdlog', '@vscode/native-watchdog'] },
  oldest: { codeServer: '4.100.3', node: '20', native: ['@vscode/spdlog', 'native-watchdog', 'node-pty'] },
};

/** Heavy parts of the editor that no test looks at. */
const unused = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/microsoft-authentication',
];

/**
 * @typedef {object} EditorHost
 * @property {string} node the Node program that runs it
 * @property {string} server its entry file
 */

/** @param {string} folder @returns {EditorHost} */
const hostIn = (folder) => ({
  node: path.join(folder, nodePackage, process.platform === 'win32' ? 'node.exe' : path.join('bin', 'node')),
  server: path.join(folder, workbench, 'out', 'server-main.js'),
});

const nodePackage = path.join(
  'node_modules',
  `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
);
const workbench = path.join('node_modules', 'code-server', 'lib', 'vscode');

/**
 * The installed editor; installs it first when it is missing (about a minute).
 * @param {string} [name] a key of `editions`
 * @returns {Promise<EditorHost>}
 */
export async function editorHost(name = process.env.VSCODE_TEST_EDITION || 'newest') {
  const edition = editions[name];
  if (!edition) {
    throw new Error(`No such edition of the editor: ${name}. There are: ${Object.keys(editions).join(', ')}.`);
  }
  const folder = path.join(editors, `code-server-${edition.codeServer}`);
  const stamp = path.join(folder, 'complete.json');
  const wanted = JSON.stringify(edition);
  if (!(fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted)) {
    console.log(`Installing the editor for tests (code-server ${edition.codeServer}), once, about a minute …`);
    const unfinished = `${folder}.${process.pid}.tmp`;
    const remove = () => fs.rmSync(unfinished, { recursive: true, force: true, maxRetries: 10 });
    remove();
    process.once('exit', remove);
    try {
      await install(edition, unfinished);
      fs.writeFileSync(path.join(unfinished, 'complete.json'), wanted);
      fs.rmSync(folder, { recursive: true, force: true });
      fs.renameSync(unfinished, folder);
    } finally {
      remove();
      process.off('exit', remove);
    }
  }
  return hostIn(folder);
}

/** @param {Edition} edition @param {string} folder */
async function install(edition, folder) {
  fs.mkdirSync(folder, { recursive: true });
  // A package of its own, or npm would look for one further up and find this project.
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const plain = npmEnvironment();
  const quick = ['install', '--no-package-lock'];
  const packages = [`${path.basename(nodePackage)}@${edition.node}`, `code-server@${edition.codeServer}`];
  await npm([...quick, ...packages], { cwd: folder });

  const inside = path.join(folder, workbench);
  const node = path.dirname(hostIn(folder).node);
  const env = { ...plain, PATH: [node, process.env.PATH].join(path.delimiter) };
  await npm([...quick, '--omit=dev'], { cwd: inside, env });
  await npm([...quick, '--omit=dev'], { cwd: path.join(inside, 'extensions'), env });

  // Without them the editor works too, but its log channels stay empty: no compiler is no reason to stop.
  for (const name of edition.native) {
    await run('npm', ['rebuild', '--no-audit', '--no-fund', name], {
      cwd: inside,
      env: { ...env, npm_config_nodedir: path.join(folder, nodePackage) },
    });
  }
  for (const name of unused) fs.rmSync(path.join(inside, name), { recursive: true, force: true });
  fs.rmSync(path.join(folder, 'node_modules', 'code-server', 'release-standalone'), { recursive: true, force: true });
  if (!fs.existsSync(hostIn(folder).node) || !fs.existsSync(hostIn(folder).server)) {
    throw new Error('The installed editor is not complete.');
  }
}

if (isProgram(import.meta.url)) console.log((await editorHost(process.argv[2])).server);
