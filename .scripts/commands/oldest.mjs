/**
 * `npm run test:oldest [-- level …]`: runs the tests inside the oldest editor that package.json's `engines.vscode` allows:
 * the host level and the main flows of the interface, or what is named.
 */
import { run as test } from './test.mjs';

/** The first entry, an update, sharing between two windows, the postmortem. */
const FLOWS = ['firstEntry', 'update', 'sharing', 'postmortem'];

/** @param {string[]} named @param {{ cpuSeconds: () => number }} program */
export async function run(named, program) {
  process.env.VSCODE_TEST_EDITION = 'oldest';
  return test(named.length > 0 ? named : ['host', `e2e/${FLOWS.join('/')}`], program);
}
