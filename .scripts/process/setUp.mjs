/** Makes a fresh checkout ready: the packages of the lock file. Uses nothing outside Node, as nothing is there yet. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { npmEnvironment } from './environment.mjs';
import { inRoot } from './project.mjs';
import { runOrThrow } from './run.mjs';

/** npm by itself tries for minutes when there is no network. */
const IMPATIENT = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=60000'];

/** What every installation of ours has in common: no package's own scripts, as some would download. */
export const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...IMPATIENT];

/** Installs the packages, unless what is installed is what the lock file says. @throws Failure where the machine is at fault */
export async function setUp() {
  const stamp = inRoot('node_modules', '.incident-notes-lock');
  const wanted = createHash('sha256')
    .update(fs.readFileSync(inRoot('package-lock.json')))
    .digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages …');
  await runOrThrow('npm', ['ci', ...npmFlags], { env: npmEnvironment() });
  fs.writeFileSync(stamp, wanted);
}
