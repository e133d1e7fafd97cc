/** Holds that codes steer and sentences are only shown: they stand in one table for each room, and nothing compares, cuts, or reads one. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { parseSync, Visitor, type Expression, type Node } from 'oxc-parser';
import type { Reason, Sentences } from '../src/core/text/reason';
import { reasonOf } from '../src/core/text/reason';
import { IMPORT_SENTENCES } from '../src/core/import/sentences';
import { PROCESS_SENTENCES } from '../src/core/process/sentences';
import { CORE_SENTENCES, FINDING_SENTENCES } from '../src/core/text/sentences';
import { EDITOR_SENTENCES } from '../src/editor/shell/sentences';
import * as git from '../src/git/process/sentences';
import { STORE_SENTENCES } from '../src/store/sentences';

const TABLES: Readonly<Record<string, Sentences>> = {
  core: CORE_SENTENCES,
  process: PROCESS_SENTENCES,
  import: IMPORT_SENTENCES,
  editor: EDITOR_SENTENCES,
  store: STORE_SENTENCES,
  ...git,
};

/** Where the tables are. */
const TABLE = /(?:^|\/)(?:sentences|finding)\.ts$/;

const sources = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => ({ name, text: fs.readFileSync(`src/${name}`, 'utf8') }));

/** What is shown of a reason, a finding, or an error. */
const SHOWN = new Set(['message', 'sentence', 'whole', 'short']);
/** What would read it. */
const READERS = new Set([
  ...['includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'match', 'matchAll', 'search', 'localeCompare'],
  ...['slice', 'substring', 'substr', 'split', 'replace', 'replaceAll', 'charAt', 'at'],
]);
/** What VS Code gives back of a diagnostic has nothing else to tell two at one place apart. */
const ALLOWED = new Set(['editor/fixes/quickFixes.ts a.message === b.message']);

const isShown = (node: Node): boolean =>
  node.type === 'MemberExpression' &&
  !node.computed &&
  node.property.type === 'Identifier' &&
  SHOWN.has(node.property.name);

const isText = (node: Expression): boolean =>
  (node.type === 'Literal' && typeof node.value === 'string') || node.type === 'TemplateLiteral';

/** Each place of a file that reads a sentence, or throws one that is in no table. */
function faults(name: string, text: string): string[] {
  const found: string[] = [];
  const at = ({ start, end }: Node): void => void found.push(`${name} ${text.slice(start, end)}`);
  new Visitor({
    CallExpression: (node) => {
      const { callee, arguments: given } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const method = callee.property.name;
      if (READERS.has(method) && isShown(callee.object)) at(node);
      if ((method === 'test' || method === 'exec') && given.some(isShown)) at(node);
    },
    BinaryExpression: (node) => {
      if (/^[!=]==?$/.test(node.operator) && [node.left, node.right].some(isShown)) {
        const other = isShown(node.left) ? node.right : node.left;
        if (other.type !== 'Identifier' || other.name !== 'undefined') at(node);
      }
    },
    NewExpression: (node) => {
      const [why] = node.arguments;
      if (node.callee.type === 'Identifier' && node.callee.name === 'Refusal' && why && why.type !== 'SpreadElement') {
        if (isText(why)) at(node);
      }
    },
    Property: (node) => {
      // A reason or a finding is made from its table alone.
      const names = node.key.type === 'Identifier' && ['whole', 'short', 'sentence', 'message'].includes(node.key.name);
      if (names && isText(node.value as Expression)) at(node);
    },
  }).visit(parseSync(name, text).program);
  return found;
}

/** As a person would have them: quoted names, numbers, lists. */
const DATA: object = new Proxy(
  {},
  {
    get: (_, name) => {
      const known: Readonly<Record<string, unknown>> = {
        ...{
          names: ['a', 'b'],
          known: ['a', 'b'],
          choices: ['a', 'b'],
          dates: ['a', 'b'],
          holders: ['a'],
          fields: ['id'],
        },
        ...{ lists: ['steps'], news: [{ author: 'a', count: 1 }], outcome: 'unchanged', error: 'ENOSPC' },
        why: { code: 'x', data: undefined, whole: 'So it is.', short: 'so it is', toString: () => 'so it is' },
        ...{
          whole: 'So it is.',
          short: 'so it is',
          ticked: true,
          said: 'So it is.',
          way: 'So it is.',
          gaps: ['a'],
          limit: 1,
          levels: 1,
          found: 'a',
          wanted: 'b',
        },
      };
      return typeof name === 'string' ? (known[name] ?? name) : undefined;
    },
  },
);

describe('sentences', () => {
  it('are only shown: nothing compares, cuts, or reads one, and none is made outside a table', () => {
    const wrong = sources.filter(({ name }) => !TABLE.test(name)).flatMap(({ name, text }) => faults(name, text));
    assert.deepEqual(
      wrong.filter((fault) => !ALLOWED.has(fault)),
      [],
    );
  });

  it('would be found where they are read', () => {
    const places = [
      "error.message.includes('x')",
      '/x/.test(error.message)',
      "outcome.short === 'x'",
      "new Refusal('x')",
      'new Refusal(`x ${y}`)',
      "({ sentence: 'x' })",
    ];
    assert.deepEqual(
      places.map((place) => faults('x.ts', place).length),
      places.map(() => 1),
    );
  });

  for (const [room, table] of Object.entries(TABLES)) {
    it(`of ${room} stand alone in their whole form, and inside another sentence in their short one`, () => {
      for (const code of Object.keys(table)) {
        const { whole, short }: Reason = reasonOf(table as Record<string, (data: object) => string>, code, DATA);
        assert.match(whole, /[.?!]$/, `${code}: ${whole}`);
        if (short !== whole) {
          assert.match(short, /[^.]$/, `${code}: ${short}`);
        }
      }
    });
  }

  it('of findings are whole', () => {
    for (const [what, [, sentence]] of Object.entries(FINDING_SENTENCES)) {
      assert.match((sentence as (data: unknown) => string)(DATA), /^[^a-z].*[.?]$/, what);
    }
  });
});
