/** Holds that the schemas that editors read and the forms that the code reads cannot part: `UPDATE_FIXTURES=1` writes them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ownershipSchema, processSchema } from '../../src/core/processSchema';
import { readYaml } from '../../src/core/hardenedYaml';
import { NAMES } from './builtIn';

interface Schema {
  readonly description?: string;
  readonly type?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
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
});
