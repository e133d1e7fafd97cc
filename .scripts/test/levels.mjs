/** The levels of tests, as data: what each is, and where its tests are. Results and logs go to `out/results/<name>`. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, out } from '../process/project.mjs';

/**
 * @typedef {object} Level
 * @property {string} name
 * @property {string} folder relative to the project
 * @property {boolean} [deep] whether folders inside are searched too
 * @property {boolean} [coverage] whether its run counts for the coverage of src/core
 * @property {boolean} [editor] whether it needs the editor, the browser and the package
 * @property {boolean} [extensionHost] whether its tests run inside the editor, beside the extension
 * @property {boolean} [shared] whether the files of a folder inside it share something expensive, and so a process
 * @property {boolean} [again] whether a file with a failed test is run once more, and the second run counts
 * @property {number} [lanes] into how many processes its files are divided, which may run side by side; 1 when absent
 * @property {number} budget CPU seconds that its work may cost on the machine of docs/development.md; printed, not judged
 */

/** @type {readonly Level[]} */
export const levels = [
  { name: 'core', folder: 'test/core', deep: true, coverage: true, budget: 5 },
  { name: 'property', folder: 'test/property', deep: true, coverage: true, budget: 18 },
  { name: 'rules', folder: 'test', budget: 2 },
  { name: 'scripts', folder: 'test/scripts', editor: true, budget: 65 },
  { name: 'git', folder: 'test/git', deep: true, lanes: 2, budget: 75 },
  { name: 'store', folder: 'test/store', deep: true, budget: 8 },
  { name: 'host', folder: 'test/host', deep: true, editor: true, extensionHost: true, budget: 125 },
  { name: 'e2e', folder: 'test/e2e', deep: true, editor: true, shared: true, again: true, lanes: 3, budget: 450 },
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
 * The files of each lane of a level: the largest part first, always to the lane that has the least. What a folder's files
 * share is set up once.
 * @param {Level} level
 * @param {readonly string[]} [named] parts of file names; all files when empty
 * @returns {string[][]}
 */
export function lanesOf(level, named = []) {
  const files = testFiles(level).filter((file) => named.length === 0 || named.some((part) => file.includes(part)));
  /** @type {Map<string, { files: string[], size: number }>} */
  const parts = new Map();
  for (const file of files) {
    const folder = path.posix.dirname(file);
    const name = level.shared && folder !== level.folder ? folder : file;
    const part = parts.get(name) ?? { files: [], size: 0 };
    parts.set(name, { files: [...part.files, file], size: part.size + fs.statSync(inRoot(file)).size });
  }
  const lanes = Array.from({ length: level.lanes ?? 1 }, () => ({ files: /** @type {string[]} */ ([]), size: 0 }));
  if (lanes.length === 1) return files.length > 0 ? [files] : [];
  for (const part of [...parts.values()].sort((a, b) => b.size - a.size)) {
    const [lane] = lanes.sort((a, b) => a.size - b.size);
    lane?.files.push(...part.files);
    if (lane) lane.size += part.size;
  }
  return lanes.map((lane) => lane.files).filter((lane) => lane.length > 0);
}

/** @param {string} name of a level @param {number} lane */
export const resultFile = (name, lane) =>
  path.join(out, 'results', lane === 0 ? `${name}.json` : `${name}-${lane}.json`);
