/** Holds that the schemas that editors read and the forms that the code reads cannot part: `UPDATE_FIXTURES=1` writes them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { ownershipSchema, processSchema } from '../../../src/core/process/processSchema';
import { FORM } from '../../../src/core/process/processForm';
import { readYaml } from '../../../src/core/frontMatter/hardenedYaml';
import { readProcess } from '../../../src/core/process/process';
import { builtIn, NAMES, TEXTS } from '../builtIn';
import { STARTER_OWNERSHIP, starterProcess } from '../../../src/core/process/starter';
import { withExamples } from '../../property/starterExamples';
import { judgedOwnership, judgedProcess } from '../schemaJudge';

interface Schema {
  readonly description?: string;
  readonly type?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
}

const EXPLAINED =
  "The keys of a list's items are listed below it. Keys with \\* are required in new items, and in a process that extends none.";

/** A row for each key, in the order of the form. */
function keyTable(): string {
  const required = z.toJSONSchema(FORM, { target: 'draft-7', io: 'input' }) as Schema;
  const rows = (schema: Schema, strict: Schema | undefined, depth: number): string[] =>
    Object.entries(schema.properties ?? {})
      .filter(([key]) => depth === 0 || !['remove', 'replace'].includes(key))
      .flatMap(([key, inner]) => {
        const choices = (inner.enum ?? inner.items?.enum ?? []).filter((choice) => typeof choice === 'string');
        const words = [inner.description!, ...(choices.length === 0 ? [] : [`One of ${choices.join(', ')}.`])];
        const star = strict?.required?.includes(key) ? ' \\*' : '';
        const own = strict?.properties?.[key];
        const name = `${'&nbsp;&nbsp;'.repeat(depth)}\`${key}\`${star}`;
        return [
          `| ${name} | ${words.join(' ').replaceAll('|', '\\|')} |`,
          ...rows(inner, own, depth + 1),
          ...(inner.items ? rows(inner.items, own?.items, depth + 1) : []),
        ];
      });
  return ['| key | what it says |', '|---|---|', ...rows(SCHEMAS.process, required, 0), ''].join('\n');
}

const SCHEMAS = { process: processSchema(NAMES), ownership: ownershipSchema() };

describe('the schemas for editors', () => {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    it(`schemas/${name}.json says what the code reads`, () => {
      const file = path.join('schemas', `${name}.json`);
      const text = `${JSON.stringify(schema, null, 2)}\n`;
      if (process.env['UPDATE_FIXTURES']) {
        fs.mkdirSync('schemas', { recursive: true });
        fs.writeFileSync(file, text);
      }
      assert.equal(fs.readFileSync(file, 'utf8'), text);
    });
  }

  it('are given to YAML files of these names', () => {
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
      contributes: { yamlValidation: readonly { fileMatch: string; url: string }[] };
    };
    assert.deepEqual(
      manifest.contributes.yamlValidation,
      Object.keys(SCHEMAS).map((name) => ({
        fileMatch: `.incident-notes/${name}.yaml`,
        url: `./schemas/${name}.json`,
      })),
    );
  });

  it('have only patterns that validators in other languages read too', () => {
    for (const schema of Object.values(SCHEMAS)) {
      const patterns = [...JSON.stringify(schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)];
      assert.ok(patterns.length > 0);
      for (const [, pattern] of patterns) {
        assert.doesNotMatch(JSON.parse(pattern!) as string, /\\[pPkuX]\{|\(\?<|\[\^\]|\[\]/);
      }
    }
  });

  it('take the sample of the documentation, as the code does', () => {
    const sample = /```yaml\n([^]*?)```/.exec(fs.readFileSync('docs/process.md', 'utf8'))![1]!;
    assert.deepEqual(judgedProcess(readYaml(sample).value), []);
    assert.deepEqual(readProcess(sample, { names: NAMES, find: builtIn }).problems, []);
  });

  it('explain every key', () => {
    const silent = (schema: Schema, at: string): string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
        ...(inner.description === undefined ? [`${at}.${key}`] : []),
        ...silent(inner, `${at}.${key}`),
      ]),
      ...(schema.items ? silent(schema.items, at) : []),
    ];
    assert.deepEqual(silent(SCHEMAS.process as Schema, 'process'), []);
    assert.deepEqual(silent(SCHEMAS.ownership as Schema, 'ownership'), []);
  });

  it('are in the documentation, key by key', () => {
    const page = fs.readFileSync('docs/process.md', 'utf8');
    const heading = '\n## Every key\n';
    // It is the last part of the page.
    const listed = `${page.slice(0, page.indexOf(heading))}${heading}\n${EXPLAINED}\n\n${keyTable()}`;
    if (process.env['UPDATE_FIXTURES']) {
      fs.writeFileSync('docs/process.md', listed);
    }
    assert.equal(fs.readFileSync('docs/process.md', 'utf8'), listed);
  });

  it('offer the words of a closed list, and an empty value', () => {
    const { properties } = SCHEMAS.process as Schema;
    assert.deepEqual(properties?.['extends']?.enum, NAMES);
    const inner = (list: string, key: string) => properties?.[list]?.items?.properties?.[key];
    assert.deepEqual(inner('roles', 'leads')?.enum, [true, null]);
    assert.ok(inner('milestones', 'status')?.enum?.includes('mitigated'));
    assert.ok(inner('milestones', 'status')?.enum?.includes(null));
    assert.ok(inner('tips', 'when')?.items?.enum?.includes('off-hours'));
  });

  it('know every key of the built-in processes, and require none that may be inherited', () => {
    const unknown = (value: unknown, schema: Schema | undefined, at: string): string[] => {
      if (Array.isArray(value)) {
        return value.flatMap((item, index) => unknown(item, schema?.items, `${at}[${index}]`));
      }
      return typeof value !== 'object' || value === null || !schema?.properties
        ? []
        : Object.entries(value).flatMap(([key, inner]) =>
            Object.hasOwn(schema.properties!, key)
              ? unknown(inner, schema.properties![key], `${at}.${key}`)
              : [`${at}.${key}`],
          );
    };
    for (const name of NAMES) {
      const { value } = readYaml(fs.readFileSync(`src/processes/${name}.yaml`, 'utf8'));
      assert.deepEqual(unknown(value, SCHEMAS.process as Schema, name), []);
    }
    assert.equal((SCHEMAS.process as Schema).required, undefined);
  });

  /** The keys under one `it` each: what the schema says of files that people begin with. */
  const files: Readonly<Record<string, () => string>> = {
    ...Object.fromEntries(NAMES.map((name) => [`the built-in ${name}`, () => TEXTS[name]!])),
    ...Object.fromEntries(
      NAMES.flatMap((name) =>
        [false, true].map((wanted) => [
          `the starter of ${name} ${wanted ? 'with all its examples' : 'as written'}`,
          () => withExamples(starterProcess(builtIn(name), NAMES), () => wanted),
        ]),
      ),
    ),
    'the sample of an organization': () => fs.readFileSync('docs/tidewater/process.yaml', 'utf8'),
    'the example in the documentation': () => fenced('docs/process.md', 'extends:'),
  };
  for (const [title, text] of Object.entries(files)) {
    it(`find nothing wrong with ${title}`, () => assert.deepEqual(judgedProcess(readYaml(text()).value), []));
  }

  const owners: Readonly<Record<string, () => string>> = {
    'the sample': () => fs.readFileSync('docs/tidewater/ownership.yaml', 'utf8'),
    'the starter': () => withExamples(STARTER_OWNERSHIP, () => false),
    'the starter with its examples': () => withExamples(STARTER_OWNERSHIP, () => true),
    'the example in the documentation': () => fenced('docs/process.md', 'auth-api:'),
  };
  for (const [title, text] of Object.entries(owners)) {
    it(`find nothing wrong with ${title} of owners`, () =>
      assert.deepEqual(judgedOwnership(readYaml(text()).value), []));
  }

  /** Each is read in the same way by the code: the first of a pair that a schema takes, the second one that it refuses. */
  const twins: readonly (readonly [string, string, string])[] = [
    ['an empty value that takes a cadence away', 'severities: [{ name: SEV-1, cadence: { internal: } }]', 'label:'],
    ['an empty value where nothing is inherited', 'channels: { pager: }', 'contacts:'],
    ['an empty list of a key that can be left out', 'gates: []', 'roles: []'],
    ['a thing that goes', 'tips: [{ text: a, remove: true }]', 'tips: [{ text: a, remove: true, wen: [page] }]'],
    ['a mark', 'repairs: [{ cause: a, actions: [b], replace: true }]', 'roles: [{ id: scribe, remove: false }]'],
    ['one line', 'label: "\\U0001F525 ours"', 'label: "a\\nb"'],
    ['contacts', 'contacts: "### Call us"', 'contacts: "a\\n## Timeline"'],
    [
      'a zone',
      'audiences: [{ name: customer, zone: Europe/Berlin }]',
      'audiences: [{ name: customer, zone: "+1:00" }]',
    ],
  ];
  for (const [title, right, wrong] of twins) {
    it(`know ${title} from what looks like it, as the code does`, () => {
      for (const [own, fits] of [
        [right, true],
        [wrong, false],
      ] as const) {
        const text = `extends: default\n${own}\n`;
        const { problems } = readProcess(text, { names: NAMES, find: builtIn });
        const formal = problems.filter(({ message }) => !message.startsWith('Can\'t remove "a": tips'));
        assert.equal(formal.length === 0, fits, `the reader: ${text}${JSON.stringify(problems)}`);
        assert.equal(judgedProcess(readYaml(text).value).length === 0, fits, `the schema: ${text}`);
      }
    });
  }

  it('demand every part of a process that extends none', () => {
    const whole = JSON.parse(JSON.stringify(builtIn('default'))) as { roles: Record<string, unknown>[] };
    assert.deepEqual(judgedProcess(whole), []);
    assert.notDeepEqual(judgedProcess({ ...whole, contacts: undefined }), []);
    assert.notDeepEqual(judgedProcess({ ...whole, roles: [{ id: 'lead' }] }), []);
    assert.notDeepEqual(judgedProcess({ ...whole, replaces: ['roles'] }), []);
  });
});

/** The first YAML example of a page that begins with these words. */
function fenced(page: string, begins: string): string {
  const examples = [...fs.readFileSync(page, 'utf8').matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, text]) => text!);
  return examples.find((text) => text.startsWith(begins))!;
}
