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
 * @property {number} [lanes] in how many processes its files run, side by side; one when absent
 * @property {number} limitSeconds
 */

/** @type {readonly Level[]} */
export const levels = [
  { name: 'core', folder: 'test/core', deep: true, coverage: true, limitSeconds: 60 },
  { name: 'property', folder: 'test/property', deep: true, coverage: true, limitSeconds: 180 },
  { name: 'rules', folder: 'test', limitSeconds: 60 },
  { name: 'git', folder: 'test/git', deep: true, lanes: 2, limitSeconds: 400 },
  { name: 'store', folder: 'test/store', deep: true, limitSeconds: 120 },
  { name: 'host', folder: 'test/host', deep: true, editor: true, limitSeconds: 300 },
  // A window waits more than it works, and git's tests wait for processes: two beside each other take little longer.
  { name: 'e2e', folder: 'test/e2e', deep: true, editor: true, lanes: 2, limitSeconds: 400 },
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

/** The test files of each lane of a level, dealt out in turn. @param {Level} level */
export function laneFiles(level) {
  const count = level.lanes ?? 1;
  return Array.from({ length: count }, (_, lane) => testFiles(level).filter((_file, index) => index % count === lane));
}

/** @param {string} name */
export const resultFile = (name) => path.join(out, 'results', `${name}.json`);
