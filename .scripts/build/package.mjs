/**
 * Packs the extension (vsce) and looks at what came out: its size, and that nothing but the product is in it.
 */
import fs from 'node:fs';
import path from 'node:path';
import { buildExtension } from './build.mjs';
import { cleanEnvironment } from '../process/environment.mjs';
import { inRoot } from '../process/project.mjs';
import { runOrThrow } from '../process/run.mjs';

const packageLimit = 1_000_000;

/** What may be in the package, as vsce lists it. */
const allowed = [
  /^package\.json$/,
  /^package\.nls(\.[\w-]+)?\.json$/,
  /^(readme|changelog)\.md$/i,
  /^license(\.txt|\.md)?$/i,
  /^dist\/[\w-]+\.js$/,
  /^l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^media\/[\w./-]+\.(png|svg|css|js|woff2?)$/,
  /^schemas\/[\w-]+\.json$/,
  /^snippets\/[\w.-]+\.(json|code-snippets)$/,
];
const bundles = ['extension', 'main', 'secretRules', 'gitThread', 'mergeDriver'];
const needed = ['package.json', ...bundles.map((name) => `dist/${name}.js`)];

const vsce = inRoot('node_modules', '@vscode', 'vsce', 'vsce');

/**
 * @param {string} file where to write it
 * @returns {Promise<{ bytes: number, files: string[] }>} throws when something is wrong with it
 */
export async function packExtension(file) {
  // Or a test could install what an earlier run has packed.
  fs.rmSync(file, { force: true });
  await buildExtension();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const quiet = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--no-rewrite-relative-links'];
  await runOrThrow(process.execPath, [vsce, 'package', ...quiet, '--out', file], { env: cleanEnvironment() });

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
