/** Reads JSON that a program exported, without trusting it: any part may be missing or of another type. */

export type Json = Readonly<Record<string, unknown>>;

/** Undefined if it isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** Returns the value as an object; an empty one where it isn't one. */
export function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** Returns the objects of a list; none if it isn't a list. */
export function asObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the first of the values that is a text which isn't blank. */
export function firstText(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '')?.trim();
}

/** Milliseconds since the epoch of `2026-11-20T14:03:22.123Z` and the like; undefined if it isn't one, or has no offset. */
export function instantIn(value: unknown): number | undefined {
  const offset = typeof value === 'string' && /(?:Z|[-+]\d\d:?\d\d)$/.test(value.trim());
  const read = offset ? Date.parse(value.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T')) : NaN;
  return Number.isFinite(read) ? read : undefined;
}
