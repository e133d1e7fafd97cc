/**
 * Packs the extension (vsce) and looks at what came out: its size, and that nothing but the product is in it. The same sources
 * give the same bytes on each machine.
 */
import fs from 'node:fs';
import path from 'node:path';
import { buildExtension } from './build.mjs';
import { detailsPage } from './detailsPage.mjs';
import { noticesOf } from './notices.mjs';
import { cleanEnvironment } from '../process/environment.mjs';
import { inRoot, out } from '../process/project.mjs';
import { runOrThrow } from '../process/run.mjs';

const packageLimit = 1_000_000;

/** What may be in the package, as vsce lists it. */
const allowed = [
  /^package\.json$/,
  /^package\.nls(\.[\w-]+)?\.json$/,
  /^(readme|changelog)\.md$/i,
  /^license(\.txt|\.md)?$/i,
  /^THIRD_PARTY_NOTICES\.txt$/,
  /^dist\/[\w-]+\.js$/,
  /^l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^media\/[\w./-]+\.(png|svg|css|js|woff2?)$/,
  /^schemas\/[\w-]+\.json$/,
  /^snippets\/[\w.-]+\.(json|code-snippets)$/,
];
const bundles = [
  ...['extension', 'main', 'otherScripts', 'pages', 'secretRules', 'gitThread', 'searchThread', 'mergeDriver'],
  ...['gray-matter', 'remark', 'yaml'],
];
const needed = ['package.json', 'THIRD_PARTY_NOTICES.txt', ...bundles.map((name) => `dist/${name}.js`)];

/** What is packed, before .vscodeignore has its say. */
const packed = [
  '.vscodeignore',
  'package.json',
  'CHANGELOG.md',
  'LICENSE',
  'dist',
  'l10n',
  'media',
  'schemas',
  'snippets',
];

/** When everything in the package was last changed, in seconds since the epoch: a day, so that the bytes don't tell the time. */
const CHANGED = Date.UTC(2020, 0, 1) / 1000;

const vsce = inRoot('node_modules', '@vscode', 'vsce', 'vsce');

/**
 * @param {string} file where to write it
 * @returns {Promise<{ bytes: number, files: string[] }>} throws when something is wrong with it
 */
export async function packExtension(file) {
  // Or a test could install what an earlier run has packed.
  fs.rmSync(file, { force: true });
  const { sources } = await buildExtension();
  const folder = stage(sources);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const quiet = ['--no-dependencies', '--skip-license', '--no-rewrite-relative-links'];
  await runOrThrow(process.execPath, [vsce, 'package', ...quiet, '--out', file], {
    cwd: folder,
    env: cleanEnvironment({ SOURCE_DATE_EPOCH: String(CHANGED), TZ: 'UTC' }),
  });

  const files = packedFiles(fs.readFileSync(file));
  const stray = files.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  if (stray.length > 0) throw new Error(`Does not belong into the package: ${stray.join(', ')}`);
  const missing = needed.filter((name) => !files.includes(name));
  if (missing.length > 0) throw new Error(`Missing from the package: ${missing.join(', ')}`);
  const bytes = fs.statSync(file).size;
  if (bytes > packageLimit) throw new Error(`The package has ${bytes} bytes; ${packageLimit} are the limit.`);
  return { bytes, files };
}

/**
 * Puts everything that is packed into a folder of its own, with the same permissions on each machine.
 * @param {readonly string[]} sources of the bundles
 * @returns {string} the folder
 */
function stage(sources) {
  const folder = path.join(out, 'package');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const translations = fs.readdirSync(inRoot()).filter((name) => /^package\.nls.*\.json$/.test(name));
  for (const name of [...packed, ...translations].filter((each) => fs.existsSync(inRoot(each)))) {
    fs.cpSync(inRoot(name), path.join(folder, name), { recursive: true });
  }
  const { repository } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'));
  const page = detailsPage(fs.readFileSync(inRoot('README.md'), 'utf8'), {
    repository: repository.url.replace(/\.git$/, ''),
  });
  fs.writeFileSync(path.join(folder, 'README.md'), page);
  fs.writeFileSync(path.join(folder, 'THIRD_PARTY_NOTICES.txt'), noticesOf(sources));
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    fs.chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
  return folder;
}

/**
 * The names in a package (a zip file), read from its directory; without what vsce itself adds.
 * @param {Buffer} zip
 */
function packedFiles(zip) {
  const names = [];
  const end = zip.lastIndexOf('PK\x05\x06');
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === 0x02014b50;) {
    const name = zip.readUInt16LE(at + 28);
    const [extra, comment] = [zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    names.push(zip.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names.filter((name) => name.startsWith('extension/')).map((name) => name.slice('extension/'.length));
}
