/** The levels of tests, as data: what each is, and where its tests are. Results and logs go to `out/results/<name>`. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, out } from './project.mjs';

/**
 * @typedef {object} Level
 * @property {string} name
 * @property {string} folder relative to the project
 * @property {boolean} [deep] whether folders inside are searched too
 * @property {boolean} [coverage] whether its run counts for the coverage of src/core
 * @property {boolean} [editor] whether it needs the editor, the browser and the package
 * @property {boolean} [extensionHost] whether its tests run inside the editor, beside the extension
 * @property {boolean} [alone] whether nothing may run beside it, because it keeps a time
 * @property {boolean} [byFile] whether each file is a run of its own, which may have others beside it
 * @property {number} limitSeconds of one run
 */

/** @type {readonly Level[]} */
export const levels = [
  { name: 'core', folder: 'test/core', deep: true, coverage: true, limitSeconds: 60 },
  { name: 'property', folder: 'test/property', deep: true, coverage: true, limitSeconds: 180 },
  { name: 'rules', folder: 'test', limitSeconds: 60 },
  { name: 'git', folder: 'test/git', deep: true, byFile: true, limitSeconds: 300 },
  { name: 'store', folder: 'test/store', deep: true, limitSeconds: 120 },
  { name: 'host', folder: 'test/host', deep: true, editor: true, extensionHost: true, limitSeconds: 420 },
  { name: 'e2e', folder: 'test/e2e', deep: true, editor: true, byFile: true, limitSeconds: 300 },
  { name: 'speed', folder: 'test/speed', editor: true, extensionHost: true, alone: true, limitSeconds: 200 },
];

/** The test files of a level, relative to the project, in a fixed order. @param {Level} level */
export function testFiles(level) {
  const folder = inRoot(level.folder);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: level.deep ?? false, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.posix.join(level.folder, name.replaceAll('\\', '/')))
    .sort();
}

/**
 * What a level's runs are named by: a file each, the longest first, as it is likely to take longest; or only the level.
 * @param {Level} level
 * @returns {(string | undefined)[]}
 */
export function runsOf(level) {
  if (!level.byFile) return [undefined];
  const size = (/** @type {string} */ file) => fs.statSync(inRoot(file)).size;
  return testFiles(level).sort((a, b) => size(b) - size(a));
}

/** @param {string} name of a level @param {string} [file] */
export const resultFile = (name, file) =>
  path.join(out, 'results', file === undefined ? `${name}.json` : `${name}-${path.basename(file, '.test.ts')}.json`);
