/** What the extension host loads: mocha over the bundle named by TEST_BUNDLE. */
const path = require('node:path');
const { format } = require('node:util');
const Mocha = require('mocha');

process.setSourceMapsEnabled(true);
// The launcher passes on what is marked.
Mocha.reporters.Base.consoleLog = (...parts) => console.log(`tests|${format(...parts)}`);

exports.run = () =>
  new Promise((resolve, reject) => {
    const mocha = new Mocha({
      ui: 'bdd',
      timeout: Number(process.env.TEST_TIMEOUT ?? 120_000),
      forbidOnly: true,
      color: false,
      reporter: path.join(__dirname, '..', '..', '.scripts', 'test', 'reporter.cjs'),
      reporterOptions: { output: process.env.TEST_RESULT },
    });
    mocha.addFile(/** @type {string} */ (process.env.TEST_BUNDLE));
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve(undefined)));
  });
