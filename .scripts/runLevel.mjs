/** Runs the tests of one level and says what came of it; a run that left no full result counts as failed. */
import fs from 'node:fs';
import path from 'node:path';
import { browser } from './browser.mjs';
import { bundleTests } from './bundleTests.mjs';
import { raw } from './coverage.mjs';
import { cleanEnvironment } from './environment.mjs';
import { levels, resultFile, runsOf } from './levels.mjs';
import { inRoot } from './project.mjs';
import { run } from './run.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, why?: string, output: string, seconds: number }} Outcome */

/**
 * The runs of a level, which may go side by side; together they are its outcome.
 * @param {import('./levels.mjs').Level} level
 * @param {boolean} live whether its output is passed on while it comes
 * @returns {(() => Promise<Outcome>)[]}
 */
export function levelRuns(level, live) {
  /** @type {Promise<string> | undefined} */
  let bundle;
  const bundled = () => (bundle ??= bundleTests(level.coverage ? levels.filter((other) => other.coverage) : [level]));
  return runsOf(level).map((file) => async () => runTests(level, file, await bundled(), live));
}

/**
 * @param {import('./levels.mjs').Level} level
 * @param {string | undefined} only a test file; all of the level when absent
 * @param {string} bundle
 * @param {boolean} live
 * @returns {Promise<Outcome>}
 */
async function runTests(level, only, bundle, live) {
  const file = resultFile(level.name, only);
  fs.rmSync(file, { force: true });
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const env = cleanEnvironment({
    TEST_LEVEL: level.name,
    TEST_RESULT: file,
    ...(only === undefined ? {} : { TEST_FILE: only }),
    ...(level.editor ? { TEST_BROWSER: await browser() } : {}),
    ...(level.coverage ? { NODE_V8_COVERAGE: raw } : {}),
  });
  const args = level.extensionHost
    ? [inRoot('test', 'host', 'run.mjs'), bundle]
    : [
        '--enable-source-maps',
        inRoot('node_modules', 'mocha', 'bin', 'mocha.js'),
        ...mochaOptions(level, file),
        bundle,
      ];
  const ended = await run(process.execPath, args, { env, live, limitSeconds: level.limitSeconds });
  fs.writeFileSync(file.replace(/json$/, 'log'), ended.output);
  return { ...judge(file, ended.code), output: ended.output, seconds: ended.seconds };
}

/** @param {import('./levels.mjs').Level} level @param {string} result */
function mochaOptions(level, result) {
  const reporter = ['--reporter', inRoot('.scripts', 'reporter.cjs'), '--reporter-option', `output=${result}`];
  const timeout = level.editor ? 60_000 : level.name === 'core' ? 2000 : 30_000;
  return ['--no-config', '--forbid-only', '--timeout', String(timeout), ...reporter];
}

/**
 * Believes a result only when it adds up: every test was run, and the program says the same as the file.
 * @param {string} file
 * @param {number | null} code
 */
function judge(file, code) {
  /** @type {{ total: number, passed: number, skipped: number, failed: number } | undefined} */
  let result;
  try {
    result = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    // Reported below.
  }
  if (!result) return { passed: 0, skipped: 0, failed: 1, why: `It left no result (exit code ${code}).` };
  const { total, passed, skipped, failed } = result;
  if (failed > 0) return { passed, skipped, failed };
  if (code !== 0) return { passed, skipped, failed: 1, why: `All tests passed, but the run ended with ${code}.` };
  if (passed === 0) return { passed, skipped, failed: 1, why: 'No test was run.' };
  if (passed + skipped !== total) return { passed, skipped, failed: 1, why: `${total - passed} tests were not run.` };
  return { passed, skipped, failed };
}
