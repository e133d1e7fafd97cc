/**
 * `npm start`: opens an editor with the extension and a sample repository. Desktop VS Code where `code` is on the PATH,
 * else the npm-installed one, whose address is printed. `npm start -- --server` means the second in any case.
 */
import fs from 'node:fs';
import path from 'node:path';
import { whenStarterEnds } from './ancestors.mjs';
import { cleanEnvironment } from './environment.mjs';
import { inRoot, root } from './project.mjs';
import { run } from './run.mjs';
import { sampleRepository } from './sample.mjs';
import { setUp } from './setUp.mjs';

/** What is undone at the end, last first. @type {(() => void | Promise<void>)[]} */
const undo = [];
let ending = false;

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const step of undo.reverse()) await step();
  process.exit(code);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.removeAllListeners(signal);
  process.on(signal, () => void end(0));
}
whenStarterEnds(() => void end(0));
// A terminal that is gone must not stop the end.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

await setUp();
const sample = await sampleRepository();
undo.push(sample.remove);

if (!process.argv.includes('--server') && desktop()) {
  const { buildExtension } = await import('./build.mjs');
  await buildExtension({ development: true });
  console.log(`Opening VS Code with ${sample.folder}`);
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, sample.folder];
  const { code } = await run('code', args, { env: cleanEnvironment(), limitSeconds: 24 * 3600, live: true });
  await end(code ?? 1);
} else {
  const { packExtension } = await import('./package.mjs');
  const { startServer } = await import('./serve.mjs');
  const file = inRoot('out', 'start', 'incident-notes.vsix');
  await packExtension(file);
  const server = await startServer({ install: [file], trusted: true });
  undo.push(server.stop);
  console.log(`\nhttp://127.0.0.1:${server.port}/?folder=${encodeURI(sample.folder)}\n\nCtrl-C ends it.`);
}

/** Whether desktop VS Code can be started. */
function desktop() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))));
}
