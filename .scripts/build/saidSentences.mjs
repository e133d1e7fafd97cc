/** Finds every sentence that the code says to people: each `` say`…` `` and `l10n.t('…')`. */
import fs from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/**
 * @typedef {object} Said
 * @property {string} file the file that says it
 * @property {readonly string[]} parts the words before, between, and after its values
 * @property {readonly import('oxc-parser').Expression[]} values
 */

/** Every sentence said by the TypeScript files of `folder`, in their order. @param {string} folder @returns {Said[]} */
export function saidIn(folder) {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.sort().flatMap((name) => {
    const file = path.posix.join(folder, name.replaceAll('\\', '/'));
    /** @type {Said[]} */
    const found = [];
    new Visitor({
      CallExpression: ({ callee, arguments: [key] }) => {
        const isTranslated =
          callee.type === 'MemberExpression' && 'name' in callee.object && callee.object.name === 'l10n';
        if (isTranslated && key?.type === 'Literal' && typeof key.value === 'string') {
          found.push({ file, parts: [key.value], values: [] });
        }
      },
      TaggedTemplateExpression: ({ tag, quasi }) => {
        if (tag.type !== 'Identifier' || tag.name !== 'say') return;
        const parts = quasi.quasis.map(({ value }) => value.cooked ?? '');
        found.push({ file, parts, values: quasi.expressions });
      },
    }).visit(parseSync(file, fs.readFileSync(file, 'utf8')).program);
    return found;
  });
}

/** What a translation is found by: the sentence with `{0}`, `{1}`, … for its values. @param {readonly string[]} parts */
export function keyOf(parts) {
  return parts.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join('');
}
