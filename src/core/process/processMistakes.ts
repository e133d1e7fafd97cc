/** Says what is wrong with the form of a process document, as sentences at their places. */

import * as z from 'zod/mini';
import { FORM, type ProcessDocument } from './processForm';
import { oneOf, suggest } from '../text/suggestion';

/** A mistake and where it is: keys and indexes from the root, `['severities', 0, 'cadence']`. */
export interface Mistake {
  readonly path: readonly (string | number)[];
  /** One sentence. */
  readonly message: string;
}

/** The value as a process document, or every mistake in its form. An empty value counts as left out. */
export function checkForm(value: unknown): { process: ProcessDocument } | { mistakes: Mistake[] } {
  const read = FORM.safeParse(withoutEmpty(FORM, value));
  return read.success ? { process: read.data } : { mistakes: read.error.issues.flatMap((issue) => told(issue, value)) };
}

/** The mistakes in the form of what extends another process: whatever it leaves out is inherited. */
export function mistakesInPart(value: unknown): Mistake[] {
  const { error } = FORM.safeParse(withoutEmpty(FORM, value));
  const issues = (error?.issues ?? []).filter(
    ({ code, path }) => code === 'unrecognized_keys' || valueAt(value, path as Mistake['path']) !== undefined,
  );
  return issues.flatMap((issue) => told(issue, value));
}

/** The value without the empty ones that may be left out. */
function withoutEmpty(form: z.core.$ZodType, value: unknown): unknown {
  const { def } = unwrapped(form)._zod;
  if (def.type === 'array' && Array.isArray(value)) {
    return value.map((item) => withoutEmpty(def.element, item));
  }
  if ((def.type !== 'object' && def.type !== 'record') || !isMapping(value)) {
    return value;
  }
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const inner = formOf(def, key);
    const optional = def.type === 'record' || inner?._zod.optin !== undefined;
    return inner && optional && item === null ? [] : [[key, inner ? withoutEmpty(inner, item) : item]];
  });
  return Object.fromEntries(kept);
}

/** The form of what has this key; undefined where no such key is expected. */
function formOf(def: z.core.$ZodObjectDef | z.core.$ZodRecordDef, key: string): z.core.$ZodType | undefined {
  if (def.type === 'record') {
    return z.safeParse(def.keyType, key).success ? def.valueType : undefined;
  }
  return Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function told(issue: z.core.$ZodIssue, value: unknown): Mistake[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(FORM, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `Unknown key "${key}".${suggest(key, known)}`,
    }));
  }
  const name = nameOf(path);
  if (issue.code === 'invalid_key') {
    return [{ path, message: `${name} ${issue.issues[0]!.message}.` }];
  }
  const given = valueAt(value, path);
  const message =
    given === undefined
      ? 'is missing'
      : given === null
        ? 'is empty'
        : reason(issue, given, path.includes('cadence') ? ' of minutes' : '');
  return [{ path, message: `${name} ${message.replace(/[^?]$/, '$&.')}` }];
}

function valueAt(value: unknown, path: Mistake['path']): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** `unit` is what a number counts. */
function reason(issue: z.core.$ZodIssue, given: unknown, unit: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? `a whole number${unit}`}`;
    case 'invalid_value':
      return oneOfThem(issue.values.map(String), String(given));
    case 'too_small':
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string' ? issue.message : `must be a number${unit}`;
    default:
      return issue.message;
  }
}

function oneOfThem(values: readonly string[], given: string): string {
  const meant = suggest(given, values);
  return `must be ${oneOf(values)}${meant && `.${meant}`}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text. Put it in quotes',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys',
  record: 'a set of keys',
};

/** Where the keys are names that the process gives itself. */
const OF_NAMES: readonly unknown[] = ['cadence', 'deadlines', 'channels'];

/** `"pages"`, `"cadence.internal"`, `Item 2 of "items"`. */
function nameOf(path: readonly (string | number)[]): string {
  const key = path.findLastIndex((part) => typeof part === 'string');
  if (key < 0) {
    return 'This document';
  }
  const inside = path.slice(key + 1).map((index) => `item ${Number(index) + 1} of `);
  const outer = OF_NAMES.includes(path[key - 1]) ? `${path[key - 1]}.` : '';
  return `${inside.join('')}"${outer}${path[key]}"`.replace(/^item/, 'Item');
}

/** The keys that the form has at a path. */
function keysAt(form: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  const inner = path.reduce<z.core.$ZodType>((outer, key) => {
    const def = unwrapped(outer)._zod.def;
    return def.type === 'object' ? def.shape[key]! : (def as z.core.$ZodArrayDef).element;
  }, form);
  return Object.keys((unwrapped(inner) as z.ZodMiniObject)._zod.def.shape);
}

/** The form itself, without what says that it may be left out. */
function unwrapped(form: z.core.$ZodType): z.core.$ZodTypes {
  const known = form as z.core.$ZodTypes;
  const { def } = known._zod;
  return def.type === 'default' || def.type === 'optional' ? unwrapped(def.innerType) : known;
}
