/**
 * `node .scripts/build/wordSheet.mjs [file]`: writes the sheet for whoever reads the product's words, `out/words.md`. It has each
 * prompt, pick, notification, and error once: first what a test saw in the editor (`out/walk.json`, made by
 * `test/e2e/words.test.ts`, with pictures), then all the rest, with example values so that each reads as a whole sentence.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { AFTER, EXAMPLES, IN_FILE } from './exampleValues.mjs';
import { labelsIn } from './processLabels.mjs';
import { saidIn } from './saidSentences.mjs';

/** Functions and methods that show their first argument, or what they're called on, in another form. */
const FORMS = new Set([
  ...['cut', 'spaced', 'words', 'flatText', 'shortened', 'sayWords', 'quoted', 'String', 'shown', 'idOf', 'listed'],
  ...['join', 'slice', 'replace', 'replaceAll', 'toLowerCase', 'at', 'map', 'trim'],
]);

/** What a value is called. @param {import('oxc-parser').Expression} value @returns {string} */
function nameOf(value) {
  switch (value.type) {
    case 'Identifier':
      return value.name;
    case 'MemberExpression':
      if (value.property.type === 'Identifier') return value.property.name;
      return value.object.type === 'Super' ? 'super' : nameOf(value.object);
    case 'ChainExpression':
    case 'TSNonNullExpression':
      return nameOf(value.expression);
    case 'AwaitExpression':
      return nameOf(value.argument);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return nameOf(/** @type {import('oxc-parser').Expression} */ (value.left));
    case 'ArrayExpression':
      return 'list';
    case 'CallExpression': {
      const callee = value.callee;
      const name = nameOf(callee);
      if (!FORMS.has(name)) return name;
      const [first] = value.arguments;
      if (callee.type === 'MemberExpression') return nameOf(callee.object);
      return first === undefined || first.type === 'SpreadElement' ? name : nameOf(first);
    }
    default:
      return value.type;
  }
}

/** An example of a value; its name in ‹›, if there is none. @param {string} file @param {import('oxc-parser').Expression} value @returns {string} */
function exampleOf(file, value) {
  // Counts of the examples are above one, and so are the words that go with them.
  if (value.type === 'ConditionalExpression') return exampleOf(file, value.alternate);
  if (value.type === 'Literal') return String(value.value);
  if (value.type === 'TemplateLiteral') {
    return filled(
      file,
      value.quasis.map(({ value: { cooked } }) => cooked ?? ''),
      value.expressions,
    );
  }
  const name = nameOf(value);
  return IN_FILE[`${path.posix.basename(file, '.ts')} ${name}`] ?? EXAMPLES[name] ?? `‹${name}›`;
}

/** A sentence with example values. @param {string} file @param {readonly string[]} parts @param {readonly import('oxc-parser').Expression[]} values @returns {string} */
function filled(file, parts, values) {
  return parts
    .map((part, index) => {
      if (index === 0) return part;
      return `${AFTER[parts[index - 1] ?? ''] ?? exampleOf(file, /** @type {import('oxc-parser').Expression} */ (values[index - 1]))}${part}`;
    })
    .join('');
}

/** Whether a walk has seen a sentence, whatever its values. @param {string} walk @param {readonly string[]} parts */
function wasSeen(walk, parts) {
  if (parts.every((part) => !/\p{L}/u.test(part))) return false;
  const form = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\\n]{1,200}?');
  return new RegExp(`⟦${form}⟧`).test(walk);
}

/** @param {string} heading @param {readonly string[]} texts */
const section = (heading, texts) =>
  texts.length === 0 ? [] : [`## ${heading}`, ...texts.map((text) => `- ${text.trim().replace(/\n/g, '\n  ')}`)];

/** What a test saw, by where it was. @returns {[where: string, texts: string[]][]} */
const walked = () => (fs.existsSync('out/walk.json') ? JSON.parse(fs.readFileSync('out/walk.json', 'utf8')) : []);

/** Keys of a process whose values are in records, or are read by the program. */
const NOT_SHOWN = new Set(['name', 'key', 'kind', 'audience', 'formerly', 'zone', 'language', 'extends', 'status']);

/** The texts of data that people see, without names that records have. @param {unknown} data @param {string} key @returns {string[]} */
function textsOf(data, key = '') {
  if (typeof data === 'string') return NOT_SHOWN.has(key) ? [] : [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, part]) =>
    name === 'formerly' ? [] : textsOf(part, Array.isArray(data) ? key : name),
  );
}

/** Every text of the sheet that the walk hasn't seen, by where it's from. @param {string} walk @returns {[where: string, texts: string[]][]} */
function restOf(walk) {
  const known = new Set();
  /** @type {(text: string) => boolean} */
  const isNew = (text) => /\p{L}/u.test(text) && !known.has(text) && Boolean(known.add(text));
  /** @type {Map<string, string[]>} */
  const byFile = new Map();
  for (const { file, parts, values } of saidIn('src')) {
    const text = filled(file, parts, values);
    // A part that only ends other sentences is read there, and the short form of a sentence has the same words.
    if (/^[ ,]/.test(text)) continue;
    if (!isNew(text.toLowerCase().replace(/\.$/, '')) || wasSeen(walk, parts)) continue;
    byFile.set(file, [...(byFile.get(file) ?? []), text]);
  }
  const seenInWalk = walk.replace(/[⟦⟧]/g, '');
  const manifest = Object.values(JSON.parse(fs.readFileSync('package.nls.json', 'utf8'))).map(String);
  const processes = fs.readdirSync('src/processes').filter((name) => name.endsWith('.yaml'));
  return [
    ...byFile,
    ['Commands, settings, and views', manifest.filter(isNew)],
    ['Labels and meanings of the processes', labelsIn('src/processes').filter(isNew)],
    ...processes.map((name) => {
      const texts = textsOf(parse(fs.readFileSync(path.join('src/processes', name), 'utf8')));
      return /** @type {[string, string[]]} */ ([
        `The process ${path.basename(name, '.yaml')}`,
        texts.filter((text) => !seenInWalk.includes(`- ${text}\n`) && isNew(text)),
      ]);
    }),
  ];
}

const seen = walked();
const walk = seen.map(([, texts]) => texts.map((text) => `- ${text}\n`).join('')).join('');
const rest = restOf(walk);
const lines = [
  '# Every word of Incident Notes',
  ...(seen.length === 0 ? [] : ['# Seen in the editor, each with a picture']),
  ...seen.flatMap(([where, texts]) =>
    section(
      where,
      texts.map((text) => text.replace(/[⟦⟧]/g, '')),
    ),
  ),
  '# Everything else, with example values',
  ...rest.flatMap(([where, texts]) => section(where, texts)),
];
const sheet = process.argv[2] ?? path.join('out', 'words.md');
fs.mkdirSync(path.dirname(sheet), { recursive: true });
fs.writeFileSync(
  sheet,
  `${lines
    .join('\n')
    .replace(/\n(#+ .*)\n/g, '\n\n$1\n\n')
    .replace(/\n{3,}/g, '\n\n')}\n`,
);
const count = rest.reduce(
  (sum, [, texts]) => sum + texts.length,
  seen.reduce((sum, [, texts]) => sum + texts.length, 0),
);
console.log(`${count} texts: ${path.resolve(sheet)}`);
