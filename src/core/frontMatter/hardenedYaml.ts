/**
 * Reads YAML that a stranger may have written: front matter and processes. Reads plain data only, in linear time; anything
 * that could expand, nest deeply, or run is refused before parsing. Doesn't know what the values mean.
 */

import { type Document, isMap, isScalar, isSeq, Lexer, type Pair, parseDocument, CST } from 'yaml';
import { found, type Finding, type Found } from '../text/finding';

export interface YamlReading {
  /**
   * Objects, lists, strings, numbers, booleans and null. Timestamps and dates stay strings. `undefined` as soon as there
   * is a finding: half a document isn't a document.
   */
  readonly value: unknown;
  /** The document with its ranges (offsets into `text`, `offset` not added); absent if refused before parsing. */
  readonly document?: Document.Parsed;
  /** `badYaml` or `tooLarge`, in order, at most ten; offsets are those of `text` plus `offset`. */
  readonly findings: readonly Finding[];
}

/** 64 kB. */
const LIMIT = 65_536;
/** A record or a process nests five levels; a parser's call stack shouldn't be somebody else's choice. */
const DEEPEST = 32;
/** Some 1,500 lines by hand. Bounds the time that a text full of errors can take. */
const MOST_TOKENS = 4_000;
const MOST_FINDINGS = 10;

/** What the core schema itself would choose, written out: `!!str 007`. */
const CORE_TAG = /^!!(?:str|int|float|bool|null|map|seq)$/;

/**
 * Reads one YAML 1.2 document of the core schema with unique keys: `severity: SEV-1`. Anchors, aliases, merge keys, tags
 * of one's own, directives, keys that are no plain words and `__proto__` are findings. `offset` is where `text` begins in
 * the file, `limit` is in UTF-16 code units.
 */
export function readYaml(text: string, offset = 0, limit = LIMIT): YamlReading {
  const refusal =
    text.length > limit ? { ...found('yamlTooLong', { limit }), start: 0, end: text.length } : refuse(text);
  if (refusal) {
    return { value: undefined, findings: [moved(refusal, offset)] };
  }
  const document = parse(text);
  const findings: Finding[] = document.errors.map(({ message, pos }) => ({
    ...found('invalid', { said: message }),
    start: pos[0],
    end: pos[1],
  }));
  const value = findings.length > 0 ? undefined : valueOf(document.contents, findings);
  return {
    value: findings.length > 0 ? undefined : value,
    document,
    findings: findings.slice(0, MOST_FINDINGS).map((finding) => moved(finding, offset)),
  };
}

function parse(text: string): Document.Parsed {
  // The parser makes an error for each mistake, and a flood of them is expensive for their stacks, which nobody reads.
  const kept = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      schema: 'core',
      resolveKnownTags: false,
      stringKeys: true,
      // The library compares each key with all before it; 'valueOf' below finds the same mistake in linear time.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } finally {
    Error.stackTraceLimit = kept;
  }
}

/** Returns the first reason not to hand the text to the parser, found in one pass over its tokens; absent if there is none. */
function refuse(text: string): Finding | undefined {
  let position = 0;
  let lineStart = 0;
  let tokens = 0;
  let flowLevel = 0;
  let blockMayOpen = true;
  let scalarFollows = false;
  const blocks: number[] = [];
  for (const token of new Lexer().lex(text)) {
    const kind: CST.TokenType | null = scalarFollows ? 'scalar' : CST.tokenType(token);
    scalarFollows = kind === 'scalar' && token === CST.SCALAR;
    if (scalarFollows || kind === 'doc-mode' || kind === 'flow-error-end') {
      flowLevel = kind === 'flow-error-end' ? 0 : flowLevel;
      continue;
    }
    const start = position;
    position += token.length;
    const reason = refusedToken(kind, token);
    if (reason) {
      return { ...reason, start, end: position };
    }
    if (kind === 'flow-map-start' || kind === 'flow-seq-start') {
      flowLevel += 1;
    } else if (kind === 'flow-map-end' || kind === 'flow-seq-end') {
      flowLevel = Math.max(0, flowLevel - 1);
    }
    if (kind === 'newline' || token.endsWith('\n')) {
      lineStart = position;
      blockMayOpen = true;
    } else if (kind !== 'space' && kind !== 'comment') {
      const column = start - lineStart;
      if (blockMayOpen && flowLevel === 0) {
        while (blocks.length > 0 && blocks.at(-1)! >= column) {
          blocks.pop();
        }
        blocks.push(column);
      }
      blockMayOpen = kind === 'seq-item-ind' || kind === 'explicit-key-ind' || kind === 'map-value-ind';
      tokens += 1;
    }
    if (blocks.length + flowLevel > DEEPEST) {
      return { ...found('yamlTooDeep', { levels: DEEPEST }), start, end: position };
    }
    if (tokens > MOST_TOKENS) {
      return { ...found('yamlTooMuch'), start, end: position };
    }
  }
  return undefined;
}

function refusedToken(kind: CST.TokenType | null, token: string): Found | undefined {
  switch (kind) {
    case 'anchor':
    case 'alias':
      return found('anchor', { token: token.slice(0, 40) });
    case 'tag':
      return CORE_TAG.test(token) ? undefined : found('tag', { token: token.slice(0, 40) });
    case 'directive-line':
      return found('directive');
    default:
      return undefined;
  }
}

/** Returns the plain data of a node whose depth was checked; adds what it may not be to `findings`. */
function valueOf(node: unknown, findings: Finding[]): unknown {
  if (isSeq(node)) {
    return node.items.map((item) => valueOf(item, findings));
  }
  if (isMap(node)) {
    const value: Record<string, unknown> = {};
    for (const pair of node.items) {
      const key = keyOf(pair);
      const reason = refusedKey(key.name, value);
      if (reason) {
        findings.push({ ...reason, start: key.start, end: key.end });
      } else {
        value[key.name] = valueOf(pair.value, findings);
      }
    }
    return value;
  }
  return isScalar(node) ? node.value : null;
}

/** With 'stringKeys' the parser has refused every key that isn't a scalar. */
function keyOf(pair: Pair): { name: string; start: number; end: number } {
  const key = pair.key as { value: string; range?: [number, number, number] | null };
  const [start, end] = key.range ?? [0, 0];
  return { name: key.value, start, end };
}

function refusedKey(name: string, known: Record<string, unknown>): Found | undefined {
  if (name === '__proto__') {
    return found('protoKey');
  }
  if (name === '<<') {
    return found('mergeKey');
  }
  return Object.hasOwn(known, name) ? found('doubledKey', { name }) : undefined;
}

function moved(finding: Finding, by: number): Finding {
  return { ...finding, start: finding.start + by, end: finding.end + by };
}
