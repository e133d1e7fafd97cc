/** The JSON schemas of a team's files, from which editors complete and explain keys. Generated from the forms. */

import * as z from 'zod/mini';
import { OWNER } from './ownership';
import { FORM } from './processForm';
import { NAMED_LISTS, NAMES } from './processMerge';

interface Schema {
  [key: string]: unknown;
  properties?: Record<string, Schema | false>;
  additionalProperties?: Schema | false;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
}

/**
 * Draft 7, which YAML editors read. A document may extend another process: then it leaves out what it doesn't change, so
 * that only the names by which things are recognized are required. One that extends none says everything itself.
 */
export function processSchema(extensible: readonly string[]): object {
  const schema = z.toJSONSchema(FORM, { target: 'draft-7', io: 'input' }) as Schema;
  const whole = demandsOf(schema);
  relax(schema);
  const { $schema, properties, ...rest } = schema;
  for (const list of NAMED_LISTS) {
    const items = (properties![list] as Schema).items!;
    items.required = [NAMES[list]!];
    items.properties = {
      ...items.properties,
      remove: { const: true, description: 'With "extends": removes what is inherited under this name.' },
      replace: { const: true, description: 'With "extends": inherits nothing under this name.' },
    };
    const demanded = (((whole.properties![list] ??= {}) as Schema).items ??= {});
    demanded.properties = { ...demanded.properties, remove: false, replace: false };
  }
  whole.properties!['replaces'] = false;
  return {
    $schema,
    title: 'Incident Notes: a process',
    ...rest,
    properties: {
      extends: {
        enum: extensible,
        description: "The process that everything you don't write here is inherited from.",
      },
      replaces: {
        type: 'array',
        items: { enum: NAMED_LISTS },
        description: 'With "extends": lists that inherit nothing.',
      },
      ...properties,
    },
    if: { required: ['extends'] },
    else: whole,
  };
}

/** Draft 7 as well: an owner for each functionality or service. */
export function ownershipSchema(): object {
  const { $schema, ...owner } = z.toJSONSchema(OWNER, { target: 'draft-7', io: 'input' }) as Schema;
  return {
    $schema,
    title: 'Incident Notes: who owns what',
    type: ['object', 'null'],
    properties: { default: { description: "The owner of everything that isn't listed.", ...owner } },
    additionalProperties: owner,
  };
}

/** Nothing is required, and whatever may be left out may be empty: that removes what was inherited. */
function relax(schema: Schema): void {
  const { required = [] } = schema;
  delete schema.required;
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    relax(inner as Schema);
    if (!required.includes(key)) {
      allowEmpty(inner as Schema);
    }
  }
  if (schema.items) {
    relax(schema.items);
  }
  if (typeof schema.additionalProperties === 'object') {
    allowEmpty(schema.additionalProperties);
  }
}

function allowEmpty(schema: Schema): void {
  if (typeof schema['type'] === 'string') {
    schema['type'] = [schema['type'], 'null'];
  }
  const choices = schema.enum ?? (Object.hasOwn(schema, 'const') ? [schema['const']] : undefined);
  if (choices) {
    delete schema['const'];
    schema.enum = [...choices, null];
  }
}

/** Returns what must be there, at every level, and nothing else. */
function demandsOf({ required, properties = {}, items }: Schema): Schema {
  const inner = Object.entries(properties)
    .map(([key, schema]) => [key, demandsOf(schema as Schema)] as const)
    .filter(([, demands]) => Object.keys(demands).length > 0);
  const demanded = items && demandsOf(items);
  return {
    ...(required && { required: [...required] }),
    ...(inner.length > 0 && { properties: Object.fromEntries(inner) }),
    ...(demanded && Object.keys(demanded).length > 0 && { items: demanded }),
  };
}
