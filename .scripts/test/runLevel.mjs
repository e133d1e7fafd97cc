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
 * @property {readonly Failure[]} [failures] the tests that failed
 * @property {readonly Failure[]} [flaky] the tests that failed at first and not when their file was run again
 */

/**
 * What a run's reporter wrote, by file.
 * @typedef {{ passed: number, failed: number, skipped: number, total: number }} Counts
 * @typedef {{ title: string, why: string }} Failure
 * @typedef {{ files: Record<string, Counts>, failures: Failure[] }} Result
 */

/** How long one test may go without any sign of progress on a quick machine, in seconds. */
const TEST_SILENCE = 120;

/**
 * The runs of a level, which may go side by side; together they are its outcome.
 * @param {import('./levels.mjs').Level} level
 * @param {Options & { named?: readonly string[] }} options `named`: parts of the names of the files that are meant
 * @returns {(() => Promise<Outcome>)[]}
 * @typedef {object} Options
 * @property {boolean} live whether the output is passed on as it comes
 * @property {number} slowness how many times longer than usual a wait may take here
 * @property {boolean} again whether a file of a level that allows it is run again after a failure
 */
export function levelRuns(level, { named, ...options }) {
  /** @type {Promise<string> | undefined} */
  let bundle;
  const bundled = () => (bundle ??= bundleTests(level.coverage ? levels.filter((other) => other.coverage) : [level]));
  return lanesOf(level, named).map(
    (files, lane) => async () => runTests(level, resultFile(level.name, lane), files, await bundled(), options),
  );
}

/**
 * @param {import('./levels.mjs').Level} level
 * @param {string} file where the result goes
 * @param {readonly string[]} files
 * @param {string} bundle
 * @param {Options} options
 * @returns {Promise<Outcome>}
 */
async function runTests(level, file, files, bundle, options) {
  const first = await runFiles(level, file, files, bundle, options);
  const broken = Object.entries(first.result?.files ?? {}).flatMap(([name, { failed }]) => (failed > 0 ? [name] : []));
  if (!level.again || !options.again || broken.length === 0 || !broken.every((name) => files.includes(name))) {
    return outcomeOf(first);
  }
  const again = await runFiles(level, file.replace(/\.json$/, '-again.json'), broken, bundle, options);
  const outcome = outcomeOf({
    ...again,
    ...(again.result && { result: { ...again.result, files: { ...first.result?.files, ...again.result.files } } }),
    output: `${first.output}\n${again.output}`,
    seconds: first.seconds + again.seconds,
    cpuSeconds: first.cpuSeconds + again.cpuSeconds,
  });
  const still = again.result?.failures.map(({ title }) => title);
  return { ...outcome, flaky: first.result?.failures.filter(({ title }) => still && !still.includes(title)) ?? [] };
}

/**
 * @param {import('./levels.mjs').Level} level
 * @param {string} file
 * @param {readonly string[]} files
 * @param {string} bundle
 * @param {Options} options
 */
async function runFiles(level, file, files, bundle, { live, slowness }) {
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
  return { ...ended, result: resultOf(file) };
}

/** @param {string} file @returns {Result | undefined} nothing when the run was ended before it wrote any */
function resultOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Believes a result only when it adds up: every test was run, and the program says the same as the file.
 * @param {Awaited<ReturnType<typeof runFiles>>} run
 * @returns {Outcome}
 */
function outcomeOf({ result, code, output, seconds, cpuSeconds }) {
  const spent = { output, seconds, cpuSeconds };
  if (!result) return { ...spent, passed: 0, skipped: 0, failed: 1, why: `It left no result (exit code ${code}).` };
  const sum = (/** @type {keyof Counts} */ key) =>
    Object.values(result.files).reduce((all, counts) => all + counts[key], 0);
  const counts = { passed: sum('passed'), skipped: sum('skipped'), failed: sum('failed') };
  const left = sum('total') - counts.passed - counts.skipped;
  const found = { ...spent, ...counts, failures: result.failures };
  if (counts.failed > 0) return found;
  if (code !== 0) return { ...found, failed: 1, why: `All tests passed, but the run ended with ${code}.` };
  if (counts.passed === 0) return { ...found, failed: 1, why: 'No test was run.' };
  if (left !== 0) return { ...found, failed: 1, why: `${left} tests were not run.` };
  return found;
}
