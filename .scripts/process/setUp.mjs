/** Makes a fresh checkout ready: the packages of the lock file. Uses nothing outside Node, as nothing is there yet. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { npm } from './packages.mjs';
import { inRoot } from './project.mjs';

/** Installs the packages, unless what is installed is what the lock file says. @throws Failure where the machine is at fault */
export async function setUp() {
  const stamp = inRoot('node_modules', '.incident-notes-lock');
  const wanted = createHash('sha256')
    .update(fs.readFileSync(inRoot('package-lock.json')))
    .digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages …');
  await npm(['ci']);
  fs.writeFileSync(stamp, wanted);
}
