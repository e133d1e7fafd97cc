/** Holds what the linter can't of the one dialect in src: how things are named, and how docstrings tell errors. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { parseSync, type Expression } from 'oxc-parser';

const sources = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => ({ name, text: fs.readFileSync(`src/${name}`, 'utf8') }));

/** Whether the value is data: not a function, what a call gives, a collection that fills, or an object of functions alone. */
function isData(value: Expression | null): boolean {
  switch (value?.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'TaggedTemplateExpression':
    case 'ArrayExpression':
    case 'BinaryExpression':
    case 'UnaryExpression':
      return true;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return isData(value.expression);
    case 'NewExpression':
      return value.arguments.length > 0 && ['Map', 'RegExp', 'Set'].includes(nameOf(value.callee));
    case 'ObjectExpression':
      return value.properties.some(
        (property) =>
          property.type !== 'Property' ||
          !['Identifier', 'FunctionExpression', 'ArrowFunctionExpression'].includes(property.value.type),
      );
    default:
      return false;
  }
}

/** What a feature is given by `register.ts`; and what two tables of sentences are told: an unknown name, and a path. */
const SAME_MEANING = new Set(['Needs', 'Unknown', 'At']);

const nameOf = (node: Expression): string => (node.type === 'Identifier' ? node.name : '');

describe('the style of src', () => {
  it('gives each exported name one meaning', () => {
    const files = new Map<string, Set<string>>();
    for (const { name, text } of sources) {
      for (const [, exported] of text.matchAll(
        /^export (?:async |abstract )?(?:class|const|function\*?|interface|type) (\w+)/gm,
      )) {
        files.set(exported!, (files.get(exported!) ?? new Set()).add(name));
      }
    }
    assert.ok(files.size > 500);
    assert.deepEqual(
      [...files].filter(([, inside]) => inside.size > 1).map(([exported]) => exported),
      [],
    );
  });

  it('gives each type one meaning, exported or not', () => {
    const files = new Map<string, string[]>();
    for (const { name, text } of sources) {
      for (const [, type] of text.matchAll(/^(?:export )?(?:abstract )?(?:class|interface|type) (\w+)/gm)) {
        files.set(type!, [...(files.get(type!) ?? []), name]);
      }
    }
    const twice = [...files].filter(([type, inside]) => inside.length > 1 && !SAME_MEANING.has(type));
    assert.deepEqual(twice, []);
  });

  it('calls no file by a participle', () => {
    const named = sources.map(({ name }) => name.replace(/^.*\/|\.ts$/g, ''));
    // Nouns that end like one.
    const nouns = /^(?:entryWriting|finding|timelineHeading|updateFilling|wording)$/;
    const wrong = named.filter((name) => /(?:ing|^said.*|^known.*|^given.*)$/.test(name) && !nouns.test(name));
    assert.deepEqual(wrong, []);
  });

  it('names constants in capitals', () => {
    const wrong = sources.flatMap(({ name, text }) =>
      parseSync(name, text)
        .program.body.map((node) => (node.type === 'ExportNamedDeclaration' ? node.declaration : node))
        .flatMap((node) => (node?.type === 'VariableDeclaration' && node.kind === 'const' ? node.declarations : []))
        .filter(({ id, init }) => id.type === 'Identifier' && isData(init) && !/^[A-Z][A-Z\d_]*$/.test(id.name))
        .map(({ id }) => `${name} ${id.type === 'Identifier' ? id.name : ''}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('tells errors as @throws', () => {
    const docstring = /\/\*\*(?:(?!\*\/)[^])*\*\/(?=\s*(?:export|async|function|const|class|#?\w+\())/g;
    const wrong = sources.flatMap(({ name, text }) =>
      [...text.matchAll(docstring)]
        .map(([words]) => words)
        .filter((words) => /\bThrows\b|\bthrows an? `/.test(words))
        .map((words) => `${name} ${words}`),
    );
    assert.deepEqual(wrong, []);
  });
});
