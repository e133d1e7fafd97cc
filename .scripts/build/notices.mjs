/** The notices of the packages that are bundled: each with its version, its license, and the license's text. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../process/project.mjs';

/** Licenses that allow to bundle and to sell what bundles them, if their text goes along. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
];

/**
 * @param {readonly string[]} sources the files of the bundles, relative to the project
 * @returns {string} the notices, ordered by package
 * @throws Error when a package has a license that isn't allowed, or no license text
 */
export function noticesOf(sources) {
  const folders = new Set(sources.flatMap((source) => packageFolder(source) ?? []));
  const notices = [...folders].map((folder) => noticeOf(inRoot(folder)));
  const unique = new Map(notices.map((notice) => [notice.title, notice.text]));
  const ordered = [...unique].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'Incident Notes contains the following software.',
    ...ordered.map(([title, text]) => `${title}\n\n${text}`),
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a file is in. @param {string} source */
function packageFolder(source) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0];
}

/** @param {string} folder of a package */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const choices = String(license).replaceAll(/[()]/g, '').split(' OR ');
  if (!choices.some((choice) => ALLOWED.includes(choice))) {
    throw new Error(`Can't bundle ${name} ${version}: its license is "${license}". Allowed are ${ALLOWED.join(', ')}.`);
  }
  const texts = fs
    .readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(file))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0) throw new Error(`Can't bundle ${name} ${version}: it comes without the text of its license.`);
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}
