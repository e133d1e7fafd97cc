/** The JSON schemas of a team’s files, by which editors complete keys and explain them. Made from the forms. */

import * as z from 'zod/mini';
import { OWNER } from './ownership';
import { FORM } from './processForm';
import { NAMED_LISTS, NAMES } from './processMerge';

interface Schema {
  [key: string]: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
}

/**
 * Draft 7, which YAML editors read. A document may extend another process: then it leaves out what it does not change, so
 * that only the names by which things are recognised are required; the extension itself says what is missing.
 */
export function processSchema(extensible: readonly string[]): object {
  const schema = z.toJSONSchema(FORM, { target: 'draft-7', io: 'input' }) as Schema;
  relax(schema);
  schema['type'] = 'object';
  const { $schema, properties, ...rest } = schema;
  for (const list of NAMED_LISTS) {
    const items = properties![list]!.items!;
    items.required = [NAMES[list]!];
    items.properties = {
      ...items.properties,
      remove: { const: true, description: 'With “extends”: what was inherited by this name goes.' },
      replace: { const: true, description: 'With “extends”: nothing is inherited by this name.' },
    };
  }
  return {
    $schema,
    title: 'A process of Incident Notes',
    ...rest,
    properties: {
      extends: {
        enum: extensible,
        description: 'The process from which everything is inherited that is not written here.',
      },
      replaces: {
        type: 'array',
        items: { enum: NAMED_LISTS },
        description: 'With “extends”: lists of which nothing is inherited.',
      },
      ...properties,
    },
  };
}

/** Draft 7 as well: an owner for each functionality or service. */
export function ownershipSchema(): object {
  const { $schema, ...owner } = z.toJSONSchema(OWNER, { target: 'draft-7', io: 'input' }) as Schema;
  return {
    $schema,
    title: 'Who owns what, for Incident Notes',
    type: 'object',
    properties: { default: { description: 'Whose it is when nobody else owns it.', ...owner } },
    additionalProperties: owner,
  };
}

/** Nothing is required, and an empty value takes away what was inherited. */
function relax(schema: Schema): void {
  delete schema.required;
  if (typeof schema['type'] === 'string') {
    schema['type'] = [schema['type'], 'null'];
  }
  const choices = schema.enum ?? (Object.hasOwn(schema, 'const') ? [schema['const']] : undefined);
  if (choices) {
    delete schema['const'];
    schema.enum = [...choices, null];
  }
  for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])]) {
    relax(inner);
  }
}
