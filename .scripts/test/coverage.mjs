/** Branch coverage of src/core, from what Node wrote while the unit and property tests ran. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { inRoot, out } from '../process/project.mjs';
import { run } from '../process/run.mjs';

/** Per cent of branches. */
export const branchesWanted = 95;
/** Where Node writes what it saw (NODE_V8_COVERAGE). */
export const raw = path.join(out, 'coverage', 'raw');

const options = {
  'temp-directory': raw,
  'reports-dir': path.join(out, 'coverage'),
  all: true,
  src: inRoot('src', 'core'),
  include: 'src/core/**',
  extension: '.ts',
  'exclude-after-remap': true,
  'check-coverage': true,
  branches: branchesWanted,
  lines: 0,
  functions: 0,
  statements: 0,
};

/** @returns {Promise<{ ok: boolean, output: string }>} the table of files; not ok when too few branches were taken */
export async function coverage() {
  for (const name of fs.readdirSync(raw)) nameSourcesByPath(path.join(raw, name));
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  flags.push('--reporter=text', '--reporter=json-summary');
  for (const file of filesOfTypes()) flags.push(`--exclude=${file}`);
  const { code, output } = await run(process.execPath, [
    inRoot('node_modules', 'c8', 'bin', 'c8.js'),
    'report',
    ...flags,
  ]);
  const summary = JSON.parse(fs.readFileSync(path.join(out, 'coverage', 'coverage-summary.json'), 'utf8'));
  const files = Object.keys(summary).filter((name) => name !== 'total');
  if (files.length === 0) return { ok: false, output: `${output}\nNo file of src/core was covered.` };
  // The branches of a file that was never loaded are not known, so they cannot be missed.
  const unseen = files.filter((name) => summary[name].lines.pct === 0).map((name) => path.basename(name));
  if (unseen.length > 0) return { ok: false, output: `${output}\nNo test reaches ${unseen.join(', ')}.` };
  return { ok: code === 0, output };
}

/** Files of src/core without anything to run, relative to the project. */
function filesOfTypes() {
  return fs
    .readdirSync(inRoot('src', 'core'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join('src/core', name.replaceAll('\\', '/')))
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => name.endsWith('.d.ts') || !/\S/.test(codeOf(fs.readFileSync(inRoot(name), 'utf8'))));
}

/** @param {string} text TypeScript */
const codeOf = (text) => transformSync(text, { loader: 'ts', tsconfigRaw: {}, legalComments: 'none' }).code;

/** Node names the sources of a bundle by URL, c8 looks for them by path, and finds nothing. @param {string} file */
function nameSourcesByPath(file) {
  const report = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const { data } of Object.values(report['source-map-cache'] ?? {})) {
    if (!data) continue;
    data.sources = data.sources.map((/** @type {string} */ source) =>
      source.startsWith('file:') ? fileURLToPath(source) : source,
    );
  }
  fs.writeFileSync(file, JSON.stringify(report));
}
