/**
 * Bundles the extension: a small entry that the editor loads at once, and the rest that it loads on first use.
 * A development build has source maps and isn't minified.
 */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { inRoot } from '../process/project.mjs';

/** Bytes of the bundle that the editor loads at its start. */
const ENTRY_LIMIT = 30_000;

/** The bundles, each with its source; a program that git runs beside the editor is another line here. */
const bundles = {
  extension: 'src/extension.ts',
  main: 'src/main.ts',
  otherScripts: 'src/core/frontMatter/otherScripts.ts',
  pages: 'src/core/export/pages.ts',
  secretRules: 'src/git/commit/secretRules.ts',
  gitThread: 'src/git/process/gitThread.ts',
  searchThread: 'src/store/search/searchThread.ts',
};

/** Packages that several bundles use, each a bundle of its own, which is packed once. */
const shared = ['gray-matter', 'remark', 'yaml'];

/** Bundles that run without others beside them: git runs a copy, wherever that is. */
const alone = { mergeDriver: 'src/mergeDriver.ts' };

/**
 * `import('./main')` in one bundle becomes `require('./main.js')` of another, run when the line is reached.
 * @type {import('esbuild').Plugin}
 */
const otherBundles = {
  name: 'other-bundles',
  setup(setup) {
    setup.onResolve({ filter: /^\.\// }, ({ path: name, importer, kind }) => {
      if (kind === 'entry-point') return undefined;
      const target = path.relative(inRoot(), path.resolve(path.dirname(importer), name)).replaceAll('\\', '/');
      const other = Object.entries(bundles).find(([, source]) => source === target || source === `${target}.ts`);
      if (!other) return undefined;
      if (kind !== 'dynamic-import') {
        return { errors: [{ text: `${name} is another bundle: use await import('${name}')` }] };
      }
      return { path: `./${other[0]}.js`, external: true };
    });
  },
};

/**
 * `import … from 'yaml'` becomes `require('./yaml.js')`.
 * @type {import('esbuild').Plugin}
 */
const sharedPackages = {
  name: 'shared-packages',
  setup(setup) {
    setup.onResolve({ filter: new RegExp(`^(?:${shared.join('|')})$`) }, ({ path: name, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${name}.js`, external: true },
    );
  },
};

/**
 * `import json from './some.yaml?json'` is the file's data as JSON, which the editor reads in a fraction of the time.
 * @type {import('esbuild').Plugin}
 */
const parsedYaml = {
  name: 'parsed-yaml',
  setup(setup) {
    setup.onResolve({ filter: /\.yaml\?json$/ }, ({ path: name, resolveDir }) => ({
      path: path.join(resolveDir, name.replace(/\?json$/, '')),
      namespace: 'json',
    }));
    setup.onLoad({ filter: /\.yaml$/, namespace: 'json' }, ({ path: file }) => ({
      contents: JSON.stringify(parse(fs.readFileSync(file, 'utf8'))),
      loader: 'text',
      watchFiles: [file],
    }));
  },
};

/** What every bundle has in common, the tests' too. @satisfies {import('esbuild').BuildOptions} */
export const common = /** @type {const} */ ({
  absWorkingDir: inRoot(),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // ESM first: the UMD builds of some packages call `require` by another name, which no bundler sees.
  mainFields: ['module', 'main'],
  loader: { '.yaml': 'text' },
  plugins: [parsedYaml],
  logLevel: 'warning',
});

/**
 * @param {{ development?: boolean }} [options]
 * @returns {Promise<{ sizes: Record<string, number>, sources: string[] }>} the size of each bundle in bytes, and the files that
 *   they are made of, relative to the project
 * @throws Error when the entry is too large
 */
export async function buildExtension({ development = false } = {}) {
  const folder = inRoot('dist');
  fs.rmSync(folder, { recursive: true, force: true });
  /** @satisfies {import('esbuild').BuildOptions} */
  const options = /** @type {const} */ ({
    ...common,
    metafile: true,
    outdir: folder,
    external: ['vscode'],
    // Or esbuild would keep `import()`, which needs a full file URL and is slower than require.
    supported: { 'dynamic-import': false },
    minify: !development,
    sourcemap: development,
    legalComments: 'none',
  });
  const together = { ...bundles, ...Object.fromEntries(shared.map((name) => [name, name])) };
  const outcomes = await Promise.all([
    build({ ...options, entryPoints: together, plugins: [otherBundles, sharedPackages, ...common.plugins] }),
    build({ ...options, entryPoints: alone, plugins: [...common.plugins] }),
  ]);
  const sizes = Object.keys({ ...together, ...alone }).map((name) => [
    name,
    fs.statSync(path.join(folder, `${name}.js`)).size,
  ]);
  const entry = fs.statSync(path.join(folder, 'extension.js')).size;
  if (!development && entry > ENTRY_LIMIT) {
    throw new Error(`The entry bundle has ${entry} bytes; the limit is ${ENTRY_LIMIT}. Import the rest on demand.`);
  }
  return {
    sizes: Object.fromEntries(sizes),
    sources: [...new Set(outcomes.flatMap(({ metafile }) => Object.keys(metafile.inputs)))].sort(),
  };
}
