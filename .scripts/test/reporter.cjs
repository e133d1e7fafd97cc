/**
 * Mocha's spec reporter, which also writes what happened as JSON (a run without that file is a failed run), and gives a test
 * that is getting on more time: `progressed()` of test/patience.ts.
 */
const fs = require('node:fs');
const path = require('node:path');
const { stripVTControlCharacters } = require('node:util');
const Mocha = require('mocha');

/** How often a test that takes long is named, in ms. */
const QUIET = 30_000;

module.exports = class extends Mocha.reporters.Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOptions.output;
    /** What failed, and the beginning of why. @type {{ title: string, why: string }[]} */
    const failures = [];
    /** What came of each file. @type {Record<string, { passed: number, failed: number, skipped: number, total: number }>} */
    const files = {};
    const ofFile = (/** @type {Mocha.Runnable} */ test) =>
      (files[fileOf(test)] ??= { passed: 0, failed: 0, skipped: 0, total: 0 });
    runner.on('pass', (test) => (ofFile(test).passed += 1));
    runner.on('pending', (test) => (ofFile(test).skipped += 1));
    runner.on('fail', (test) => (ofFile(test).failed += 1));
    for (const suite of runner.suite.suites) {
      suite.eachTest((test) => (ofFile(test).total += 1));
    }
    /** @type {[string, number][]} */
    const durations = [];
    let said = Date.now();
    const heard = () => (said = Date.now());
    runner.on('pass', heard);
    runner.on('fail', heard);
    runner.on('test end', (test) => durations.push([test.fullTitle(), test.duration ?? 0]));
    runner.on('fail', (test, { message }) => failures.push({ title: test.fullTitle(), why: beginningOf(message) }));
    Object.assign(globalThis, {
      testProgressed() {
        const current = /** @type {{ currentRunnable?: Mocha.Runnable }} */ (runner).currentRunnable;
        current?.resetTimeout();
        if (Date.now() - said < QUIET) return;
        heard();
        Mocha.reporters.Base.consoleLog(`    … ${current?.title ?? ''}`);
      },
    });
    runner.once('end', () => {
      const slowest = durations.sort((a, b) => b[1] - a[1]).slice(0, 20);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify({ files, failures, slowest }, null, 2));
    });
  }
};

/** The first lines, without colors. @param {unknown} message */
function beginningOf(message) {
  const lines = stripVTControlCharacters(String(message)).split('\n').slice(0, 6);
  return lines.map((line) => line.slice(0, 300)).join('\n');
}

/** The file of a test or a hook, relative to the project; nothing for a hook of no suite. @param {Mocha.Runnable} test */
function fileOf(test) {
  let suite = test.parent;
  while (suite?.parent && !suite.parent.root) suite = suite.parent;
  return suite?.root ? '' : (suite?.file ?? '');
}
