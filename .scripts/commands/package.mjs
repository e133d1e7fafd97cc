/** `npm run package [-- file]`: packs the extension, by default as `incident-notes-<version>.vsix` in this folder. */
import fs from 'node:fs';
import path from 'node:path';
import { packExtension } from '../build/package.mjs';
import { inRoot } from '../process/project.mjs';

/** @param {string[]} args */
export async function run([name]) {
  const { version } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'));
  const file = path.resolve(name ?? inRoot(`incident-notes-${version}.vsix`));
  const { bytes, files } = await packExtension(file);
  for (const packed of files) console.log(packed);
  console.log(`${path.basename(file)} ${(bytes / 1000).toFixed(1)} kB`);
}
