/** Makes a fresh checkout ready: the packages of the lock file. Uses nothing outside Node, as nothing is there yet. */
import fs from 'node:fs';
import { npmEnvironment } from './environment.mjs';
import { inRoot } from './project.mjs';
import { runOrThrow } from './run.mjs';

/** Installs the packages when they are missing or older than the lock file. */
export async function setUp() {
  const time = (/** @type {string} */ file) => (fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0);
  const installed = inRoot('node_modules', '.package-lock.json');
  if (time(installed) > 0 && time(installed) >= time(inRoot('package-lock.json'))) return;
  console.log('Installing packages …');
  // No package's own scripts: none that we need has one, and some would download.
  await runOrThrow('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: npmEnvironment(),
  });
  fs.utimesSync(installed, new Date(), new Date());
}
