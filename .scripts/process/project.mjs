/** Where things are in this project. */
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {...string} names */
export const inRoot = (...names) => path.join(root, ...names);

/** Everything that a run makes and nobody keeps: bundles of tests, results, logs, screenshots. */
export const out = inRoot('out');
/** Editors for the tests; the same folder that `@vscode/test-electron` uses. */
export const editors = inRoot('.vscode-test');
/** The package that the tests install. */
export const vsix = inRoot('out', 'incident-notes.vsix');

/** Whether this module is the program that was started. @param {string} url `import.meta.url` */
export const isProgram = (url) => process.argv[1] !== undefined && fileURLToPath(url) === path.resolve(process.argv[1]);
