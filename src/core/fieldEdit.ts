/**
 * Changes fields of a front matter by splicing its text: quoting, comments, order and unknown keys of a person stay
 * byte for byte. Never prints a document back.
 */

import { isMap, stringify, type Document, type Pair, type Range, type YAMLMap } from 'yaml';
import { FIELD_ORDER } from './fields';
import type { FrontMatter } from './frontMatter';
import { lineAfter, lineEnd } from './lines';
import { lineEndOf, type TextEdit } from './textEdit';

/** One field and what it becomes. */
export interface FieldChange {
  /** `['status']`, or for a line of a map `['milestones', 'resolved']`. */
  readonly path: readonly [string] | readonly [string, string];
  /** A list of several is written `["@a", "@b"]`, of one as that one; undefined takes the field away. */
  readonly value: string | readonly string[] | undefined;
}

/** The edits that make `changes`; none where the front matter could not be read. */
export function editFields(text: string, frontMatter: FrontMatter, changes: readonly FieldChange[]): TextEdit[] {
  const { document, start } = frontMatter;
  if (!document || (document.contents !== null && !isMap(document.contents))) {
    return [];
  }
  const place = new Place(text, frontMatter, document);
  const top = changes.filter((change) => change.path.length === 1);
  const parents = [...new Set(changes.filter((change) => change.path.length === 2).map((change) => change.path[0]))];
  return [
    ...top.flatMap((change) => place.setField(change.path[0], change.value)),
    ...parents.flatMap((parent) => {
      const lines = changes.filter((change) => change.path.length === 2 && change.path[0] === parent);
      return place.setLines(
        parent,
        lines.map((change) => [change.path[1]!, change.value]),
      );
    }),
  ].map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
}

type Value = FieldChange['value'];

/** The text between the fences, with offsets of its own. */
class Place {
  readonly #text: string;
  readonly #eol: string;
  readonly #map: YAMLMap | undefined;

  constructor(text: string, { start, end }: FrontMatter, document: Document.Parsed) {
    this.#text = text.slice(start, end);
    this.#eol = lineEndOf(text);
    this.#map = isMap(document.contents) ? document.contents : undefined;
  }

  setField(key: string, value: Value): TextEdit[] {
    const pair = pairOf(this.#map, key);
    if (value === undefined) {
      return pair ? [this.#removeLines(pair)] : [];
    }
    return pair ? [this.#setValue(pair, value)] : [this.#insertField(key, `${key}: ${written(value)}`)];
  }

  /** Sets or removes lines of the map `parent`, which is made where it is missing. */
  setLines(parent: string, lines: readonly (readonly [string, Value])[]): TextEdit[] {
    const pair = pairOf(this.#map, parent);
    const added = lines.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${written(value!)}`);
    if (!pair) {
      return added.length === 0 ? [] : [this.#insertField(parent, [`${parent}:`, ...added].join(`${this.#eol}  `))];
    }
    const map = pair.value;
    if (!isMap(map)) {
      const empty = isEmpty(pair);
      return empty && added.length > 0 ? [this.#insertBelow(rangeOf(pair.key)[1], added, '  ')] : [];
    }
    if (map.items.length === 0) {
      return added.length === 0 ? [] : this.#openEmptyMap(pair, map, added);
    }
    return map.flow ? this.#setFlowLines(map, lines) : this.#setBlockLines(pair, map, lines);
  }

  #setBlockLines(parent: Pair, map: YAMLMap, lines: readonly (readonly [string, Value])[]): TextEdit[] {
    const edits: TextEdit[] = [];
    const fresh: string[] = [];
    const removed: Pair[] = [];
    for (const [key, value] of lines) {
      const pair = pairOf(map, key);
      if (pair && value === undefined) {
        removed.push(pair);
      } else if (pair) {
        edits.push(this.#setValue(pair, value!));
      } else if (value !== undefined) {
        fresh.push(`${key}: ${written(value)}`);
      }
    }
    edits.push(...removed.map((pair) => this.#removeLines(pair)));
    if (fresh.length > 0) {
      const last = map.items.at(-1) as Pair;
      const column = rangeOf(last.key)[0] - this.#lineStart(rangeOf(last.key)[0]);
      edits.push(this.#insertBelow(this.#endOf(last), fresh, ' '.repeat(column)));
    } else if (removed.length === map.items.length) {
      const colon = this.#colonAfter(parent);
      edits.push({ start: colon, end: colon, text: ' {}' });
    }
    return edits;
  }

  #setFlowLines(map: YAMLMap, lines: readonly (readonly [string, Value])[]): TextEdit[] {
    // A map on one line is written anew as a whole: its items have no lines of their own to keep.
    const items = new Map<string, string>(
      (map.items as Pair[]).map((pair) => [keyOf(pair), this.#text.slice(...rangeOf(pair.value))]),
    );
    for (const [key, value] of lines) {
      if (value === undefined) {
        items.delete(key);
      } else {
        items.set(key, written(value));
      }
    }
    const [start, end] = rangeOf(map);
    const text = [...items].map(([key, value]) => `${key}: ${value}`).join(', ');
    return [{ start, end, text: text === '' ? '{}' : `{ ${text} }` }];
  }

  /** Replaces `{}` by lines below the key; a comment behind it stays there. */
  #openEmptyMap(pair: Pair, map: YAMLMap, added: readonly string[]): TextEdit[] {
    const colon = this.#colonAfter(pair);
    return [{ start: colon, end: rangeOf(map)[1], text: '' }, this.#insertBelow(rangeOf(map)[1], added, '  ')];
  }

  #setValue(pair: Pair, value: Value): TextEdit {
    const colon = this.#colonAfter(pair);
    const [start, end] = rangeOf(pair.value);
    const text = written(value!);
    if (end > start && this.#text.slice(colon, start).trim() === '' && !this.#text.slice(colon, start).includes('\n')) {
      return { start, end: start + this.#text.slice(start, end).trimEnd().length, text };
    }
    // Nothing stands there, or a list below the key.
    return { start: colon, end: end > start ? this.#endOf(pair) : colon, text: ` ${text}` };
  }

  #insertField(key: string, line: string): TextEdit {
    const order = FIELD_ORDER as readonly string[];
    const rank = order.indexOf(key);
    const before = ((this.#map?.items ?? []) as Pair[]).filter((pair) => {
      const other = order.indexOf(keyOf(pair));
      return rank < 0 || (other >= 0 && other < rank);
    });
    const last = before.at(-1);
    if (last) {
      return this.#insertBelow(this.#endOf(last), [line], '');
    }
    return { start: 0, end: 0, text: line + this.#eol };
  }

  /** Inserts whole lines below the line in which `at` stands. */
  #insertBelow(at: number, lines: readonly string[], indent: string): TextEdit {
    const next = lineAfter(this.#text, at);
    const end = lineEnd(this.#text, at, next);
    return { start: end, end, text: lines.map((line) => `${this.#eol}${indent}${line}`).join('') };
  }

  #removeLines(pair: Pair): TextEdit {
    return { start: this.#lineStart(rangeOf(pair.key)[0]), end: lineAfter(this.#text, this.#endOf(pair)), text: '' };
  }

  /** Offset after the last character of the pair, white space and comments behind it not included. */
  #endOf(pair: Pair): number {
    const [start, end] = rangeOf(pair.value);
    return end > start ? start + this.#text.slice(start, end).trimEnd().length : this.#colonAfter(pair);
  }

  #colonAfter(pair: Pair): number {
    return this.#text.indexOf(':', rangeOf(pair.key)[1]) + 1;
  }

  #lineStart(at: number): number {
    return this.#text.lastIndexOf('\n', at - 1) + 1;
  }
}

/** The value as one line of YAML, quoted where it must be. */
export function written(value: string | readonly string[]): string {
  if (typeof value !== 'string' && value.length === 1) {
    return written(value[0]!);
  }
  const options = { lineWidth: 0, schema: 'core', defaultStringType: 'PLAIN', collectionStyle: 'flow' } as const;
  const line = stringify(value, { ...options, blockQuote: false }).trimEnd();
  return line.includes('\n') ? JSON.stringify(value) : line;
}

function pairOf(map: YAMLMap | undefined, key: string): Pair | undefined {
  return (map?.items as Pair[] | undefined)?.find((pair) => keyOf(pair) === key);
}

function keyOf(pair: Pair): string {
  return String((pair.key as { value: unknown }).value);
}

function isEmpty(pair: Pair): boolean {
  const value = pair.value as { value?: unknown } | null;
  return value === null || value.value === null;
}

/** Start and end of a node's own characters; `[0, 0]` where it has none. */
function rangeOf(node: unknown): [number, number] {
  const range = (node as { range?: Range | null } | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}
