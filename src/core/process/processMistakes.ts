/** Reports mistakes in the form of a process document, at their places. */

import * as z from 'zod/mini';
import { FORM, type ProcessDocument } from './processForm';
import { reasonOf, type Reason } from '../text/reason';
import { FORM_SENTENCES, placeName, PROCESS_SENTENCES } from './sentences';

/** A mistake and where it is: keys and indexes from the root, `['severities', 0, 'cadence']`. */
export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly reason: Reason;
}

/** The value as a process document, or every mistake in its form. An empty value counts as left out. */
export function checkForm(value: unknown): { process: ProcessDocument } | { mistakes: Mistake[] } {
  const read = FORM.safeParse(withoutEmpty(FORM, value));
  return read.success ? { process: read.data } : { mistakes: read.error.issues.flatMap((issue) => told(issue, value)) };
}

/** Returns the mistakes in the form of what extends another process: whatever it leaves out is inherited. */
export function mistakesInPart(value: unknown): Mistake[] {
  const { error } = FORM.safeParse(withoutEmpty(FORM, value));
  const issues = (error?.issues ?? []).filter(
    ({ code, path }) => code === 'unrecognized_keys' || valueAt(value, path as Mistake['path']) !== undefined,
  );
  return issues.flatMap((issue) => told(issue, value));
}

/** Returns the value without the empty ones that may be left out. */
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

/** Returns the form of what has this key; undefined if no such key is expected. */
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
    return issue.keys.map((name) => ({
      path: [...path, name],
      reason: reasonOf(PROCESS_SENTENCES, 'unknownKey', { name, known }),
    }));
  }
  const place = placeName(path);
  if (issue.code === 'invalid_value') {
    const given = valueAt(value, path);
    if (given !== undefined && given !== null) {
      const data = { place, name: asText(given), known: issue.values.map(String) };
      return [{ path, reason: reasonOf(PROCESS_SENTENCES, 'notOneOf', data) }];
    }
  }
  return [{ path, reason: reasonOf(FORM_SENTENCES, formCode(issue, value), { place }) }];
}

function valueAt(value: unknown, path: Mistake['path']): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** Only a text can be a misspelled word. */
function asText(given: unknown): string {
  return typeof given === 'string' ? given : '';
}

type PlaceCode = Exclude<keyof typeof FORM_SENTENCES, 'notOneOf'>;

function formCode(issue: z.core.$ZodIssue, value: unknown): PlaceCode {
  if (issue.code === 'invalid_key') {
    return issue.issues[0]!.message as PlaceCode;
  }
  const given = valueAt(value, issue.path as Mistake['path']);
  if (given === undefined || given === null) {
    return given === undefined ? 'missing' : 'empty';
  }
  const isCadence = issue.path.includes('cadence');
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? (isCadence ? 'notMinutes' : 'notWhole');
    case 'too_small':
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? (issue.message as PlaceCode)
        : isCadence
          ? 'noMinutes'
          : 'notPositive';
    default:
      return issue.message as PlaceCode;
  }
}

const TYPES: Readonly<Record<string, PlaceCode>> = {
  string: 'notText',
  boolean: 'notYesNo',
  array: 'notList',
  object: 'notKeys',
  record: 'notKeys',
};

/** The keys that the form has at a path. */
function keysAt(form: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  const inner = path.reduce<z.core.$ZodType>((outer, key) => {
    const def = unwrapped(outer)._zod.def;
    return def.type === 'object' ? def.shape[key]! : (def as z.core.$ZodArrayDef).element;
  }, form);
  return Object.keys((unwrapped(inner) as z.ZodMiniObject)._zod.def.shape);
}

/** Returns the form itself, without what says that it may be left out. */
function unwrapped(form: z.core.$ZodType): z.core.$ZodTypes {
  const known = form as z.core.$ZodTypes;
  const { def } = known._zod;
  return def.type === 'default' || def.type === 'optional' ? unwrapped(def.innerType) : known;
}
