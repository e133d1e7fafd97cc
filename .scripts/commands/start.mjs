/**
 * `npm start`: opens an editor with the extension and a sample repository. Desktop VS Code where `code` is on the PATH,
 * else the one installed from npm, whose address is printed. `npm start -- --server` means the second in any case, and
 * `--port N` its port.
 */
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from '../build/build.mjs';
import { packExtension } from '../build/package.mjs';
import { editorHost } from '../editor/editorHost.mjs';
import { sampleRepository } from '../editor/sample.mjs';
import { startServer } from '../editor/serve.mjs';
import { provide } from '../editor/system.mjs';
import { atEnd, usualTemporaryFolder } from '../process/ending.mjs';
import { cleanEnvironment } from '../process/environment.mjs';
import { Failure } from '../process/failure.mjs';
import { inRoot, root } from '../process/project.mjs';
import { run as runProgram } from '../process/run.mjs';

/** @param {string[]} args */
export async function run(args) {
  const options = {
    server: { type: /** @type {const} */ ('boolean') },
    port: { type: /** @type {const} */ ('string') },
  };
  const { server: wantsServer, port } = parseArgs({ args, options }).values;
  if (port !== undefined) await checkPort(port);
  await provide('git');
  const sample = await sampleRepository();
  atEnd(sample.remove);

  if (!wantsServer && port === undefined && hasDesktop()) {
    await buildExtension({ development: true });
    console.log(`Opening VS Code with ${sample.folder}`);
    const wait = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, sample.folder];
    // The desktop's editor may go on with other windows.
    const env = cleanEnvironment({ TMPDIR: usualTemporaryFolder });
    const { code } = await runProgram('code', wait, { env, silentSeconds: 24 * 3600, live: true });
    return code ?? 1;
  }
  await editorHost();
  const file = inRoot('out', 'start', 'incident-notes.vsix');
  await packExtension(file);
  const server = await startServer({ install: [file], trusted: true, ...(port ? { port: Number(port) } : {}) });
  atEnd(server.stop);
  console.log(`\nhttp://127.0.0.1:${server.port}/?folder=${encodeURI(sample.folder)}\n\nPress Ctrl-C to stop.`);
  return new Promise(() => undefined);
}

/** @param {string} port @throws Failure when nothing can listen there */
async function checkPort(port) {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw new Failure(`Unknown port "${port}". Use a number from 1 to 65535.`);
  }
  await new Promise((resolve, reject) => {
    const refused = () =>
      new Failure(`Can't use port ${port}: another program is likely using it. Choose another one.`);
    const probe = createServer().once('error', () => reject(refused()));
    probe.listen(number, '127.0.0.1', () => probe.close(resolve));
  });
}

/** Whether desktop VS Code can be started. */
function hasDesktop() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))));
}
