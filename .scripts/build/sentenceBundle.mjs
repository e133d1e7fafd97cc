/**
 * `node .scripts/build/sentenceBundle.mjs [--check]`: writes what a translator starts from, `l10n/bundle.l10n.json`, out of every sentence
 * that the code says, and every label and meaning of a built-in process. It isn't packed; a translation beside it, `bundle.l10n.de.json`, is.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { parse } from 'yaml';

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

/** What people see of a process: everything but what's written into records and messages. */
const SHOWN = new Set(['label', 'meaning', 'words', 'sign', 'action', 'hint']);

/**
 * What people see of the processes in a folder, which `sayWords` says.
 * @param {string} folder @returns {string[]}
 */
function labelsIn(folder) {
  /** @type {(data: unknown, isShown: boolean) => string[]} */
  const shown = (data, isShown) => {
    if (typeof data === 'string') return isShown ? [data] : [];
    if (typeof data !== 'object' || data === null) return [];
    if ('audience' in data && 'name' in data) {
      return ['label' in data ? String(data.label) : wordsOf(String(data.name))];
    }
    // A tip has nothing else to show; a duration's label is in the postmortem.
    if ('when' in data && 'text' in data) return [String(data.text)];
    const parts = Object.entries(data).filter(([key]) => key !== 'durations');
    return parts.flatMap(([key, value]) => shown(value, isShown || SHOWN.has(key)));
  };
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((name) => shown(parse(fs.readFileSync(path.join(folder, name), 'utf8')), false));
}

/** How a template without a label is called. @param {string} name */
function wordsOf(name) {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('-', ' ');
}

/** What the bundle must be. @param {readonly string[]} keys */
function bundleOf(keys) {
  return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, key])), null, 2)}\n`;
}

const bundle = bundleOf([...new Set([...sentencesIn('src'), ...labelsIn('src/processes')])].sort());
if (process.argv.includes('--check')) {
  if (fs.readFileSync(BUNDLE, 'utf8') !== bundle) {
    throw new Error(`${BUNDLE} is out of date: run this without --check.`);
  }
} else {
  fs.mkdirSync(path.dirname(BUNDLE), { recursive: true });
  fs.writeFileSync(BUNDLE, bundle);
}
