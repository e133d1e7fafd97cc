/** The checks beside the tests; each counts as one test. */
import { coverage } from './coverage.mjs';
import { packExtension } from './package.mjs';
import { inRoot, vsix } from './project.mjs';
import { run } from './run.mjs';

/** @typedef {import('./runLevel.mjs').Outcome} Outcome */

/** @param {boolean} ok @param {string} output @param {number} seconds @returns {Outcome} */
const outcome = (ok, output, seconds) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output, seconds });

/** Runs programs of node_modules or of this folder one after the other. @param {...string[]} programs */
const programs =
  (...programs) =>
  async () => {
    let output = '';
    let seconds = 0;
    let ok = true;
    for (const [script = '', ...args] of programs) {
      const ended = await run(process.execPath, [inRoot(script), ...args], { limitSeconds: 180 });
      output += ended.output;
      seconds += ended.seconds;
      ok &&= ended.code === 0;
    }
    return outcome(ok, output, seconds);
  };

/** @type {Record<string, () => Promise<Outcome>>} */
export const checks = {
  build: programs(['.scripts/build.mjs']),
  package: async () => {
    const start = performance.now();
    const { bytes, files } = await packExtension(vsix);
    return outcome(true, `${files.join('\n')}\n${bytes} bytes`, (performance.now() - start) / 1000);
  },
  types: programs(
    ['node_modules/typescript/bin/tsc', '--noEmit'],
    ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.scripts'],
  ),
  lint: programs([
    'node_modules/eslint/bin/eslint.js',
    ...['--config', '.scripts/eslint.config.mjs', '--max-warnings', '0', 'src', 'test', '.scripts'],
  ]),
  format: programs(['node_modules/prettier/bin/prettier.cjs', '--check', '.']),
};

/** @returns {Promise<Outcome>} */
export async function coverageCheck() {
  const start = performance.now();
  const { ok, output } = await coverage();
  return outcome(ok, output, (performance.now() - start) / 1000);
}
