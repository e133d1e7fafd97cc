/** Mocha's spec reporter, which also writes what happened as JSON: a run without that file is a failed run. */
const fs = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

module.exports = class extends Mocha.reporters.Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOptions.output;
    /** @type {string[]} */
    const failures = [];
    runner.on('fail', (test) => failures.push(test.fullTitle()));
    runner.once('end', () => {
      const { passes, pending } = /** @type {Mocha.Stats} */ (runner.stats);
      const result = { total: runner.total, passed: passes, skipped: pending, failed: failures.length, failures };
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify(result, null, 2));
    });
  }
};
