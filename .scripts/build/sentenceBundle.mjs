/**
 * `node .scripts/build/sentenceBundle.mjs [--check]`: writes what a translator starts from, `l10n/bundle.l10n.json`, out of every sentence
 * that the code says. It isn't packed; a translation beside it, `bundle.l10n.de.json`, is.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const BUNDLE = 'l10n/bundle.l10n.json';

/** The keys of every `` say`…` `` and `l10n.t('…')` in the files of `folder`, in alphabetical order. @param {string} folder @returns {string[]} */
function sentencesIn(folder) {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  /** @type {Set<string>} */
  const keys = new Set();
  for (const name of files) {
    const file = path.join(folder, name);
    new Visitor({
      CallExpression: ({ callee, arguments: [key] }) => {
        const isTranslated =
          callee.type === 'MemberExpression' && 'name' in callee.object && callee.object.name === 'l10n';
        if (isTranslated && key?.type === 'Literal' && typeof key.value === 'string') keys.add(key.value);
      },
      TaggedTemplateExpression: ({ tag, quasi }) => {
        if (tag.type !== 'Identifier' || tag.name !== 'say') return;
        const parts = quasi.quasis.map(({ value }) => value.cooked ?? '');
        keys.add(parts.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join(''));
      },
    }).visit(parseSync(file, fs.readFileSync(file, 'utf8')).program);
  }
  return [...keys].sort();
}

/** What the bundle must be. @param {readonly string[]} keys */
function bundleOf(keys) {
  return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, key])), null, 2)}\n`;
}

const bundle = bundleOf(sentencesIn('src'));
if (process.argv.includes('--check')) {
  if (fs.readFileSync(BUNDLE, 'utf8') !== bundle) {
    throw new Error(`${BUNDLE} is out of date: run this without --check.`);
  }
} else {
  fs.mkdirSync(path.dirname(BUNDLE), { recursive: true });
  fs.writeFileSync(BUNDLE, bundle);
}
