/**
 * Bundles the tests of some levels into one CommonJS file with its source maps inside. The levels that count for coverage
 * share a bundle, because the coverage of one source can be added up only when it was run from one. The variable
 * TEST_FILES (with commas) says which files a run means, in which order.
 */
import path from 'node:path';
import { build } from 'esbuild';
import { common } from './build.mjs';
import { testFiles } from '../test/levels.mjs';
import { inRoot, out } from '../process/project.mjs';

/** What a test takes from node_modules or from the editor while it runs. */
export const external = ['vscode', 'mocha', 'playwright-core', 'oxc-parser', 'esbuild', '@vscode/test-electron'];

/**
 * @param {readonly import('../test/levels.mjs').Level[]} levels
 * @returns {Promise<string>} the bundle
 */
export async function bundleTests(levels) {
  const outfile = path.join(out, 'test', `${levels.map((level) => level.name).join('-')}.js`);
  const files = levels.flatMap((level) => testFiles(level));
  const contents = `const files = { ${files.map((file) => `'${file}': () => require('./${file}')`).join(', ')} };
    const plain = describe;
    for (const file of process.env.TEST_FILES.split(',')) {
      // A suite says which file it's from: the loader knows only the bundle.
      globalThis.describe = Object.assign((...given) => Object.assign(plain(...given), { file }), plain);
      files[file]();
    }`;
  await build({
    ...common,
    stdin: { contents, resolveDir: inRoot(), sourcefile: 'tests.js' },
    outfile,
    external,
    sourcemap: 'inline',
    // A file that no test imports is listed by the coverage report itself.
    treeShaking: false,
    keepNames: true,
  });
  return outfile;
}
