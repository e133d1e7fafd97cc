/** Runs the tests of one level and says what came of it; a run that left no full result counts as failed. */
import fs from 'node:fs';
import path from 'node:path';
import { bundleTests } from '../build/bundleTests.mjs';
import { browser } from '../editor/browser.mjs';
import { cleanEnvironment } from '../process/environment.mjs';
import { inRoot } from '../process/project.mjs';
import { run } from '../process/run.mjs';
import { raw } from './coverage.mjs';
import { lanesOf, levels, resultFile } from './levels.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [why] what is wrong with the run as a whole
 * @property {string} output
 * @property {number} seconds
 * @property {number} cpuSeconds
 * @property {readonly string[]} [failures] the titles of the tests that failed
 */

/** How long one test may go without any sign of progress on a quick machine, in seconds. */
const TEST_SILENCE = 120;

/**
 * The runs of a level, which may go side by side; together they are its outcome.
 * @param {import('./levels.mjs').Level} level
 * @param {{ live: boolean, slowness: number, named?: readonly string[] }} options `live`: its output is passed on as it
 *   comes; `named`: parts of the names of the files that are meant
 * @returns {(() => Promise<Outcome>)[]}
 */
export function levelRuns(level, { live, slowness, named }) {
  /** @type {Promise<string> | undefined} */
  let bundle;
  const bundled = () => (bundle ??= bundleTests(level.coverage ? levels.filter((other) => other.coverage) : [level]));
  return lanesOf(level, named).map(
    (files, lane) => async () => runTests(level, lane, files, await bundled(), live, slowness),
  );
}

/**
 * @param {import('./levels.mjs').Level} level
 * @param {number} lane
 * @param {readonly string[]} files
 * @param {string} bundle
 * @param {boolean} live
 * @param {number} slowness
 * @returns {Promise<Outcome>}
 */
async function runTests(level, lane, files, bundle, live, slowness) {
  const file = resultFile(level.name, lane);
  fs.rmSync(file, { force: true });
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const timeout = TEST_SILENCE * slowness;
  const env = cleanEnvironment({
    TEST_FILES: files.join(),
    TEST_RESULT: file,
    TEST_SLOWNESS: String(slowness),
    TEST_TIMEOUT: String(timeout * 1000),
    ...(level.editor ? { TEST_BROWSER: await browser() } : {}),
    ...(level.coverage ? { NODE_V8_COVERAGE: raw } : {}),
  });
  const args = level.extensionHost
    ? [inRoot('test', 'host', 'run.mjs'), bundle]
    : [
        '--enable-source-maps',
        inRoot('node_modules', 'mocha', 'bin', 'mocha.js'),
        ...['--no-config', '--forbid-only', '--timeout', String(timeout * 1000)],
        ...['--reporter', inRoot('.scripts', 'test', 'reporter.cjs'), '--reporter-option', `output=${file}`],
        bundle,
      ];
  // The editor's start, or one hook after the other, may say nothing for a few times as long as a test.
  const ended = await run(process.execPath, args, { env, live, silentSeconds: 4 * timeout });
  fs.writeFileSync(file.replace(/json$/, 'log'), ended.output);
  const { output, seconds, cpuSeconds } = ended;
  return { ...judge(file, ended.code), output, seconds, cpuSeconds };
}

/**
 * Believes a result only when it adds up: every test was run, and the program says the same as the file.
 * @param {string} file
 * @param {number | null} code
 */
function judge(file, code) {
  /** @type {{ total: number, passed: number, skipped: number, failed: number, failures: string[] } | undefined} */
  let result;
  try {
    result = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    // Reported below.
  }
  if (!result) return { passed: 0, skipped: 0, failed: 1, why: `It left no result (exit code ${code}).` };
  const { total, passed, skipped, failed, failures } = result;
  if (failed > 0) return { passed, skipped, failed, failures };
  if (code !== 0) return { passed, skipped, failed: 1, why: `All tests passed, but the run ended with ${code}.` };
  if (passed === 0) return { passed, skipped, failed: 1, why: 'No test was run.' };
  if (passed + skipped !== total) return { passed, skipped, failed: 1, why: `${total - passed} tests were not run.` };
  return { passed, skipped, failed };
}
