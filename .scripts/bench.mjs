/**
 * `npm run bench`: bundles test/bench/*.bench.ts and runs them one after the other, each in a process of its own with the
 * machine to itself. `npm run bench -- activation` runs what has that in its name.
 */
import fs from 'node:fs';
import path from 'node:path';
import { browser } from './browser.mjs';
import { editorHost } from './editorHost.mjs';
import { cleanEnvironment } from './environment.mjs';
import { inRoot, out, vsix } from './project.mjs';
import { run } from './run.mjs';
import { setUp } from './setUp.mjs';

await setUp();
const { build } = await import('esbuild');
const { common } = await import('./build.mjs');
const { external } = await import('./bundleTests.mjs');
const { packExtension } = await import('./package.mjs');

const named = process.argv.slice(2);
const folder = inRoot('test', 'bench');
const benches = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts') && (named.length === 0 || named.some((part) => name.includes(part))))
  .sort();
await packExtension(vsix);
const ofEditor = benches.some((name) => name.startsWith('visible'));
if (ofEditor) await editorHost();
const variables = { TEST_PACKAGE: vsix, ...(ofEditor ? { TEST_BROWSER: await browser() } : {}) };

const missed = [];
for (const name of benches) {
  console.log(`\n${name.replace('.bench.ts', '')}`);
  const outfile = path.join(out, 'bench', name.replace(/ts$/, 'js'));
  await build({ ...common, entryPoints: [path.join(folder, name)], outfile, external, sourcemap: 'inline' });
  const flags = ['--enable-source-maps', '--expose-gc'];
  const { code } = await run(process.execPath, [...flags, outfile], {
    env: cleanEnvironment(variables),
    live: true,
    limitSeconds: 1200,
  });
  if (code !== 0) missed.push(name);
}
if (missed.length > 0) {
  console.log(`\nNot reached: ${missed.join(', ')}`);
  process.exitCode = 1;
}
