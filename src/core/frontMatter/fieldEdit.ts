/**
 * Changes fields of the front matter by splicing its text: quoting, comments, order, and unknown keys stay byte for byte.
 * Never parses and reprints the document.
 */

import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  stringify,
  type Document,
  type Pair,
  type Range,
  type YAMLMap,
} from 'yaml';
import { FIELD_ORDER } from './fields';
import { readFrontMatter, type FrontMatter } from './frontMatter';
import { lineAfter, lineEnd } from '../text/lines';
import { applyEdits, lineEndOf, type TextEdit } from '../text/textEdit';

/** What can be written as one line of YAML. */
export type FieldText = string | number | boolean | readonly string[];

/** One field and what it becomes. */
export interface FieldChange {
  /** `['status']`, or for a line of a map `['milestones', 'resolved']`. */
  readonly path: readonly [string] | readonly [string, string];
  /**
   * A list of several is written `["@a", "@b"]`, of one as that one where such a text or a line of a map is; undefined takes the field
   * away, and so do null and an empty list, unless a comment is there: then its key stays without a value.
   */
  readonly value: FieldText | null | undefined;
}

/** Returns the edits that make `changes`; none if the front matter couldn't be read, or couldn't be read after them. */
export function editFields(text: string, frontMatter: FrontMatter, changes: readonly FieldChange[]): TextEdit[] {
  const { document, start } = frontMatter;
  const map: unknown = document?.contents;
  if (!document || (map !== null && (!isMap(map) || map.flow))) {
    return [];
  }
  const place = new FencedText(text, frontMatter, document);
  const top = changes.filter((change) => change.path.length === 1);
  const parents = [...new Set(changes.filter((change) => change.path.length === 2).map((change) => change.path[0]))];
  const edits = [
    ...top.flatMap((change) => place.setField(change.path[0], change.value)),
    ...parents.flatMap((parent) => {
      const lines = changes.filter((change) => change.path.length === 2 && change.path[0] === parent);
      return place.setLines(
        parent,
        lines.map((change) => [change.path[1]!, change.value ?? undefined]),
      );
    }),
  ]
    .sort((a, b) => rank(a) - rank(b))
    .map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
  // A form that nobody thought of, such as `? key`, mustn't cost the record its front matter.
  return edits.length > 0 && readFrontMatter(applyEdits(text, edits)).document ? edits : [];
}

/** At one place a value comes before the lines below it, and those of its own map before other keys. */
function rank({ text }: TextEdit): number {
  return /^\r?\n /.test(text) ? 1 : /^\r?\n/.test(text) ? 2 : 0;
}

type Value = FieldText | undefined;
type FieldLine = readonly [key: string, value: Value];

/** The text between the fences, with offsets of its own. */
class FencedText {
  readonly #text: string;
  readonly #eol: string;
  readonly #map: YAMLMap | undefined;

  constructor(text: string, { start, end }: FrontMatter, document: Document.Parsed) {
    this.#text = text.slice(start, end);
    this.#eol = lineEndOf(text);
    this.#map = isMap(document.contents) ? document.contents : undefined;
  }

  setField(key: string, value: FieldChange['value']): TextEdit[] {
    const pair = pairOf(this.#map, key);
    if (value === undefined) {
      return pair ? [this.#removeLines(pair)] : [];
    }
    if (value === null || (typeof value === 'object' && value.length === 0)) {
      return !pair ? [] : this.#hasComment(pair) ? this.#setValue(pair, value) : [this.#removeLines(pair)];
    }
    return pair
      ? this.#setValue(pair, value, isSeq(pair.value))
      : [this.#insertField(key, `${written(key)}: ${written(value, undefined, true)}`)];
  }

  /** Sets or removes lines of the map `parent`, which is made if it is missing. */
  setLines(parent: string, lines: readonly FieldLine[]): TextEdit[] {
    const pair = pairOf(this.#map, parent);
    const added = lines.flatMap(([key, value]) => (value === undefined ? [] : [lineOf(key, value)]));
    if (!pair) {
      return added.length === 0 ? [] : [this.#insertField(parent, [`${parent}:`, ...added].join(`${this.#eol}  `))];
    }
    const map = pair.value;
    if (isMap(map) && map.items.length > 0) {
      return map.flow ? [this.#setFlowLines(map, lines)] : this.#setBlockLines(pair, map, lines);
    }
    if (added.length === 0 || !(isMap(map) || isEmpty(pair))) {
      return [];
    }
    // `{}` or `~` makes way for lines below the key; a comment behind it stays there.
    const colon = this.#colonAfter(pair);
    const [start, end] = rangeOf(map);
    return [
      ...(end > start ? [{ start: colon, end, text: '' }] : []),
      this.#insertBelow(end > start ? end : colon, added, '  '),
    ];
  }

  #setBlockLines(parent: Pair, map: YAMLMap, lines: readonly FieldLine[]): TextEdit[] {
    const changed = new Map(lines);
    const pairs = map.items;
    const removed = pairs.filter((pair) => changed.has(keyOf(pair)) && changed.get(keyOf(pair)) === undefined);
    const edits: TextEdit[] = removed.map((pair) => this.#removeLines(pair));
    const fresh: string[] = [];
    for (const [key, value] of changed) {
      const pair = pairOf(map, key);
      if (value !== undefined && pair) {
        edits.push(...this.#setValue(pair, value));
      } else if (value !== undefined) {
        fresh.push(lineOf(key, value));
      }
    }
    const first = rangeOf(pairs[0]!.key)[0];
    const indent = ' '.repeat(first - this.#lineStart(first));
    const last = pairs.findLast((pair) => !removed.includes(pair));
    if (fresh.length > 0) {
      edits.push(this.#insertBelow(last ? this.#endOf(last) : this.#colonAfter(parent), fresh, indent));
    } else if (!last && !this.#hasComment(parent)) {
      return [this.#removeLines(parent)];
    } else if (!last) {
      const colon = this.#colonAfter(parent);
      edits.push({ start: colon, end: colon, text: ' {}' });
    }
    return edits;
  }

  /** A map between braces is one edit, made of its own pieces: what's between its items stays between them. */
  #setFlowLines(map: YAMLMap, lines: readonly FieldLine[]): TextEdit {
    const changed = new Map(lines);
    const pairs = map.items;
    const [start, end] = rangeOf(map);
    const startOf = (pair: Pair): number => rangeOf(pair.key)[0];
    const endOf = (pair: Pair): number => Math.max(rangeOf(pair.key)[1], rangeOf(pair.value)[1]);
    let text = '';
    for (const [index, pair] of pairs.entries()) {
      const key = keyOf(pair);
      const value = changed.get(key);
      if (!changed.has(key) || value !== undefined) {
        const gap = text === '' ? '' : this.#text.slice(endOf(pairs[index - 1]!), startOf(pair));
        const [from, to] = rangeOf(pair.key);
        const own = this.#text.slice(from, value === undefined ? endOf(pair) : to);
        text += gap + own + (value === undefined ? '' : `: ${written(value, pair.value)}`);
      }
      changed.delete(key);
    }
    for (const [key, value] of changed) {
      text += value === undefined ? '' : `${text === '' ? '' : ', '}${lineOf(key, value)}`;
    }
    const before = this.#text.slice(start, startOf(pairs[0]!));
    const after = this.#text.slice(endOf(pairs.at(-1)!), end);
    return { start, end, text: text === '' ? '{}' : before + text + after };
  }

  /** `listed`: a list of one stays a list. In a map, such as the roles, a single holder isn't a list. */
  #setValue(pair: Pair, value: FieldText | null, listed = false): TextEdit[] {
    const colon = this.#colonAfter(pair);
    const [start, end] = rangeOf(pair.value);
    const text = value === null ? '' : written(value, pair.value, listed);
    if (end <= start) {
      return text === '' ? [] : [{ start: colon, end: colon, text: ` ${text}` }];
    }
    const stop = this.#endOf(pair);
    if (value === null) {
      return [{ start: colon, end: stop, text: '' }];
    }
    if (!isCollection(pair.value) || pair.value.flow) {
      // A tag such as `!!str` goes with the value that it was for.
      const tag = /!\S*[ \t]+$/.exec(this.#text.slice(colon, start))?.[0].length ?? 0;
      return [{ start: start - tag, end: stop, text }];
    }
    // A list below the key becomes one line.
    return [
      { start: colon, end: colon, text: ` ${text}` },
      { start: this.#lineStart(start), end: lineAfter(this.#text, stop), text: '' },
    ];
  }

  #insertField(key: string, line: string): TextEdit {
    const order = FIELD_ORDER as readonly string[];
    const rank = order.indexOf(key);
    const before = (this.#map?.items ?? []).filter((pair) => {
      const other = order.indexOf(keyOf(pair));
      return rank < 0 || (other >= 0 && other < rank);
    });
    const last = before.at(-1);
    if (last) {
      return this.#insertBelow(this.#endOf(last), [line], '');
    }
    return { start: 0, end: 0, text: line + this.#eol };
  }

  /** Inserts whole lines below the line in which `at` is. */
  #insertBelow(at: number, lines: readonly string[], indent: string): TextEdit {
    const next = lineAfter(this.#text, at);
    const end = lineEnd(this.#text, at, next);
    return { start: end, end, text: lines.map((line) => `${this.#eol}${indent}${line}`).join('') };
  }

  #removeLines(pair: Pair): TextEdit {
    return { start: this.#lineStart(rangeOf(pair.key)[0]), end: lineAfter(this.#text, this.#endOf(pair)), text: '' };
  }

  /** Returns whether a comment of a person is on the lines of the pair. */
  #hasComment(pair: Pair): boolean {
    const start = this.#colonAfter(pair);
    return /[ \t]#/.test(this.#text.slice(start, lineAfter(this.#text, Math.max(start, this.#endOf(pair)))));
  }

  /** Offset after the last character of the pair, white space and comments behind it not included. */
  #endOf(pair: Pair): number {
    const [start, end] = rangeOf(pair.value);
    return end > start
      ? start + this.#text.slice(start, end).replace(/[ \t\r\n]+$/, '').length
      : this.#colonAfter(pair);
  }

  #colonAfter(pair: Pair): number {
    return this.#text.indexOf(':', rangeOf(pair.key)[1]) + 1;
  }

  #lineStart(at: number): number {
    return this.#text.lastIndexOf('\n', at - 1) + 1;
  }
}

/** Returns the value as one line of YAML, quoted where it must be or as `before`, the node it replaces; `listed`: a list of one is one. */
export function written(value: FieldText, before?: unknown, listed = false): string {
  if (typeof value === 'object' && value.length === 1 && !listed) {
    return written(value[0]!, before);
  }
  const quoted = isScalar(before) && (before.type === 'QUOTE_DOUBLE' || before.type === 'QUOTE_SINGLE');
  const line = stringify(value, {
    lineWidth: 0,
    schema: 'core',
    defaultStringType: quoted ? (before.type as 'QUOTE_DOUBLE') : 'PLAIN',
    defaultKeyType: 'PLAIN',
    blockQuote: false,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
  }).replace(/\n$/, '');
  return /^\s|\s$|[\n\r\u2028\u2029\ufeff]/.test(line)
    ? JSON.stringify(value).replace(/[\u2028\u2029\ufeff]/g, (own) => `\\u${own.charCodeAt(0).toString(16)}`)
    : line;
}

function lineOf(key: string, value: FieldText): string {
  return `${written(key)}: ${written(value)}`;
}

function pairOf(map: YAMLMap | undefined, key: string): Pair | undefined {
  return map?.items?.find((pair) => keyOf(pair) === key);
}

/** Returns a pair's key as it is read. */
export function keyOf(pair: Pair): string {
  return String((pair.key as { value: unknown }).value);
}

function isEmpty(pair: Pair): boolean {
  const value = pair.value as { value?: unknown } | null;
  return value === null || value.value === null;
}

/** Start and end of a node's own characters; `[0, 0]` if it has none. */
export function rangeOf(node: unknown): [number, number] {
  const range = (node as { range?: Range | null } | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}
