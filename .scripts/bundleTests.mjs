/**
 * Bundles the tests of some levels into one CommonJS file with its source maps inside. The levels that count for coverage
 * share a file, because the coverage of one source can be added up only when it was run from one bundle; the variable
 * TEST_LEVEL says which level a run means, TEST_FILE which of its files where that is not all.
 */
import path from 'node:path';
import { build } from 'esbuild';
import { common } from './build.mjs';
import { testFiles } from './levels.mjs';
import { inRoot, out } from './project.mjs';

/** What a test takes from node_modules or from the editor while it runs. */
export const external = ['vscode', 'mocha', 'playwright-core', 'typescript', 'esbuild', '@vscode/test-electron'];

/**
 * @param {readonly import('./levels.mjs').Level[]} levels
 * @returns {Promise<string>} the bundle
 */
export async function bundleTests(levels) {
  const outfile = path.join(out, 'test', `${levels.map((level) => level.name).join('-')}.js`);
  const cases = levels.flatMap((level) =>
    testFiles(level).map((file) => {
      const wanted = `[undefined, ${JSON.stringify(file)}].includes(process.env.TEST_FILE)`;
      return `if (process.env.TEST_LEVEL === '${level.name}' && ${wanted}) require(${JSON.stringify(`./${file}`)});`;
    }),
  );
  await build({
    ...common,
    stdin: { contents: cases.join('\n'), resolveDir: inRoot(), sourcefile: 'tests.js' },
    outfile,
    external,
    sourcemap: 'inline',
    // A file that no test imports is listed by the coverage report itself.
    treeShaking: false,
    keepNames: true,
  });
  return outfile;
}
