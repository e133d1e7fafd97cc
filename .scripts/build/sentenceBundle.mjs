/**
 * `node .scripts/build/sentenceBundle.mjs [--check]`: writes what a translator starts from, `l10n/bundle.l10n.json`, out of every sentence
 * that the code says, and every label and meaning of a built-in process. It isn't packed; a translation beside it, `bundle.l10n.de.json`, is.
 */
import fs from 'node:fs';
import path from 'node:path';
import { labelsIn } from './processLabels.mjs';
import { keyOf, saidIn } from './saidSentences.mjs';

const BUNDLE = 'l10n/bundle.l10n.json';

/** What the bundle must be. @param {readonly string[]} keys */
function bundleOf(keys) {
  return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, key])), null, 2)}\n`;
}

const bundle = bundleOf(
  [...new Set([...saidIn('src').map(({ parts }) => keyOf(parts)), ...labelsIn('src/processes')])].sort(),
);
if (process.argv.includes('--check')) {
  if (fs.readFileSync(BUNDLE, 'utf8') !== bundle) {
    throw new Error(`${BUNDLE} is out of date: run this without --check.`);
  }
} else {
  fs.mkdirSync(path.dirname(BUNDLE), { recursive: true });
  fs.writeFileSync(BUNDLE, bundle);
}
