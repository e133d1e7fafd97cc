/**
 * The form of a process document, strictly: a key that is misspelt is found. Knows which keys there are and what they
 * hold, and says a mistake as a sentence; whether the names in it fit together is `process.ts`.
 */

import * as z from 'zod/mini';
import { STATUSES } from './fields';
import { suggest } from './suggestion';
import { WHEN } from './updateTemplate';

/** A mistake and where it is: keys and indexes from the root, `['severities', 0, 'cadence']`. */
export interface Mistake {
  readonly path: readonly (string | number)[];
  /** One sentence. */
  readonly message: string;
}

const word = z
  .string()
  .check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not lower case with hyphens, such as status-page'));
const qualifier = z.string().check(z.regex(/^[^\s:]+$/, 'is empty, or has white space or a colon'));
const line = z
  .string()
  .check(z.refine((text) => text.trim() !== '' && !/[\p{Cc}\u2028\u2029]/u.test(text), 'is not one line of text'));
// It is put into a record, whose headings and fences mean something.
const section = z
  .string()
  .check(
    z.refine(
      (text) => !/^ {0,3}(?:#{1,2}(?:\s|$)|```|~~~|-+\s*$|=+\s*$)/m.test(text),
      'has a heading of level 1 or 2, a ruler or a fence',
    ),
  );
const minutes = z.int().check(z.positive());

const FORM = z.strictObject({
  name: word,
  label: line,
  roles: some(z.strictObject({ id: word, label: line, leads: z.exactOptional(z.literal(true)), meaning: line })),
  severities: some(
    z.strictObject({ name: qualifier, meaning: line, pages: z.boolean(), cadence: z.record(z.string(), minutes) }),
  ),
  defaultSeverity: z.string(),
  milestones: some(
    z.strictObject({
      name: word,
      meaning: line,
      status: z.exactOptional(z.enum(STATUSES)),
      askedFor: z.boolean(),
    }),
  ),
  durations: z._default(z.array(z.strictObject({ label: line, from: z.string(), to: z.string() })), []),
  audiences: some(z.strictObject({ name: word, open: z.exactOptional(z.literal(true)), meaning: line })),
  contacts: section,
  checklists: z.array(z.strictObject({ phase: line, role: z.exactOptional(z.string()), items: some(line) })),
  templates: z._default(
    z.array(
      z.strictObject({
        name: word,
        audience: z.string(),
        subject: z.exactOptional(line),
        when: z.array(z.enum(WHEN)),
        text: z.string().check(z.minLength(1, 'is empty')),
      }),
    ),
    [],
  ),
});

/** The value as a process document, or every mistake in its form. */
export function checkForm(value: unknown): { process: z.infer<typeof FORM> } | { mistakes: Mistake[] } {
  const read = FORM.safeParse(value);
  return read.success ? { process: read.data } : { mistakes: read.error.issues.flatMap((issue) => told(issue, value)) };
}

function some<Item extends z.ZodMiniType>(item: Item) {
  return z.array(item).check(z.minLength(1, 'is an empty list'));
}

function told(issue: z.core.$ZodIssue, value: unknown): Mistake[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(FORM, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `There is no key “${key}” here${suggest(key, known)}.`,
    }));
  }
  const name = nameOf(path);
  const given = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
  const message = given === undefined ? 'is missing' : given === null ? 'is empty' : reason(issue, given);
  return [{ path, message: `${name} ${message}.` }];
}

function reason(issue: z.core.$ZodIssue, given: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is not ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `is not one of ${issue.values.join(', ')}${suggest(String(given), issue.values.map(String))}`;
    case 'too_small':
    case 'too_big':
      return issue.origin === 'array' ? issue.message : 'is not a number of minutes';
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text; put it in quotes',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys',
  record: 'a set of keys',
  int: 'a whole number of minutes',
  number: 'a whole number of minutes',
};

/** `“pages”`, `“cadence.internal”`, `item 2 of “items”`. */
function nameOf(path: readonly (string | number)[]): string {
  const key = path.findLastIndex((part) => typeof part === 'string');
  if (key < 0) {
    return 'This document';
  }
  const inside = path.slice(key + 1).map((index) => `item ${Number(index) + 1} of `);
  const outer = path[key - 1] === 'cadence' ? 'cadence.' : '';
  return `${inside.join('')}“${outer}${path[key]}”`.replace(/^item/, 'Item');
}

/** The keys that the form has at a path. */
function keysAt(form: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  const inner = path.reduce<z.core.$ZodType>((outer, key) => {
    const own = (outer as z.core.$ZodTypes)._zod.def;
    const def = own.type === 'default' ? (own.innerType as z.core.$ZodTypes)._zod.def : own;
    return def.type === 'object' ? def.shape[key]! : (def as z.core.$ZodArrayDef).element;
  }, form);
  return Object.keys((inner as z.ZodMiniObject)._zod.def.shape);
}
