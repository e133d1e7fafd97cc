/** The checks beside the tests; each counts as one test. */
import path from 'node:path';
import { buildExtension } from '../build/build.mjs';
import { packExtension } from '../build/package.mjs';
import { watchCpu } from '../process/cpuTime.mjs';
import { inRoot, out, vsix } from '../process/project.mjs';
import { run } from '../process/run.mjs';
import { coverage } from './coverage.mjs';

/** @typedef {import('./runLevel.mjs').Outcome} Outcome */

/**
 * A check in this process, which fails when its work throws. It runs with nothing beside it, or its CPU seconds are those of
 * others too.
 * @param {() => Promise<{ ok?: boolean, output: string }>} work
 */
const check = (work) => async () => {
  const start = performance.now();
  const cpuSeconds = watchCpu(process.pid);
  const { ok = true, output } = await work();
  const seconds = (performance.now() - start) / 1000;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output, seconds, cpuSeconds: cpuSeconds() };
};

/** A check by programs of node_modules, one after the other. @param {...string[]} commands */
const programs =
  (...commands) =>
  /** @returns {Promise<Outcome>} */
  async () => {
    const sum = { passed: 1, failed: 0, skipped: 0, output: '', seconds: 0, cpuSeconds: 0 };
    for (const [script = '', ...args] of commands) {
      const ended = await run(process.execPath, [inRoot(script), ...args]);
      sum.output += ended.output;
      sum.seconds += ended.seconds;
      sum.cpuSeconds += ended.cpuSeconds;
      if (ended.code !== 0) Object.assign(sum, { passed: 0, failed: 1 });
    }
    return sum;
  };

/** @type {Record<string, () => Promise<Outcome>>} */
export const checks = {
  build: check(async () => ({ output: JSON.stringify((await buildExtension()).sizes) })),
  package: check(async () => {
    const { bytes, files } = await packExtension(vsix);
    return { output: `${files.join('\n')}\n${bytes} bytes` };
  }),
  types: programs(
    ['node_modules/typescript/bin/tsc', '--noEmit'],
    ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.scripts'],
  ),
  lint: () => lint([]),
  // Whatever in src no bundle uses, tests or not; `npx knip` looks at the tests' and scripts' own exports, too.
  unused: programs(['node_modules/knip/bin/knip.js', '--production', '--no-progress']),
  format: () => format('--check'),
};

/** Reads the files of `.cspell.json`; what was right the last time isn't read again. */
const SPELLING = ['node_modules/cspell/bin.mjs', 'lint', '--no-progress', '--no-summary', '--unique'].concat(
  ...['--cache', '--cache-strategy', 'content', '--cache-location', path.join(out, 'cspell.json')],
);

/** @param {readonly string[]} folders all where none is named, and the spelling of what people read */
export const lint = (folders) =>
  folders.length > 0
    ? programs(['node_modules/oxlint/bin/oxlint', ...folders])()
    : programs(['node_modules/oxlint/bin/oxlint', 'src', 'test', '.scripts'], SPELLING)();

/** @param {'--check' | '--write'} mode whether to look or to change */
export const format = (mode) => programs(['node_modules/oxfmt/bin/oxfmt', mode])();

/** Branch coverage of src/core, from what the levels that count for it left. */
export const coverageCheck = check(coverage);
