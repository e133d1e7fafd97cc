/**
 * Reads a record's front matter with gray-matter, every engine but YAML switched off, and the hardened reader underneath.
 * Reads the fields of format 1; `fieldEdit.ts` changes them. Everything that reads front matter uses this, so that a typo
 * above it is handled the same way everywhere.
 */

import matter from 'gray-matter';
import { isMap, isScalar, isSeq, type Document, type Range } from 'yaml';
import { NO_FIELDS, readFields, type Fields } from './fields';
import { found, type Finding } from '../text/finding';
import { readYaml, type YamlReading } from './hardenedYaml';
import { lineAfter, lineText } from '../text/lines';

export interface FrontMatter {
  readonly fields: Fields;
  /** Absent if the front matter can't be read: then nobody may edit it. */
  readonly document: Document.Parsed | undefined;
  /** Offsets of what's between the fences: `start` after the first, `end` before the second. */
  readonly start: number;
  readonly end: number;
  /** Where the body begins. */
  readonly bodyStart: number;
  readonly findings: readonly Finding[];
}

/**
 * Reads the front matter at the beginning of a record's text. A byte order mark may come before it; blank lines and stray
 * characters may too, with the finding `strayText`.
 */
export function readFrontMatter(text: string): FrontMatter {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const below = text.startsWith('---', mark) ? undefined : openingBelow(text, mark);
  const read = below === undefined ? undefined : readFrom(text, below);
  if (below === undefined || !read?.document || !(isBlank(text.slice(mark, below)) || isRecordCard(read.fields))) {
    return readFrom(text, mark);
  }
  return { ...read, findings: [{ ...found('stray'), start: mark, end: below }, ...read.findings] };
}

const KEY_LINE = /^[A-Za-z][\w-]*[ \t]*:/;
/** A heading, where the body has begun, or one of git's conflict markers, of which only a person knows which side counts. */
const NO_STRAY = /^(?: {0,3}#{1,6}[ \t]|[<=>|]{7})/;

/** Offset of the first `---` that ends a line above a key, if nothing but strays comes before it; undefined if there is none. */
function openingBelow(text: string, from: number): number | undefined {
  for (let at = from, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    const line = lineText(text, at, next);
    if (NO_STRAY.test(line)) {
      return undefined;
    }
    const end = line.trimEnd().length;
    if (
      /(?:^|[^-])---$/.test(line.slice(0, end).slice(-4)) &&
      KEY_LINE.test(lineText(text, next, lineAfter(text, next)))
    ) {
      return at + end - 3;
    }
  }
  return undefined;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** Returns whether it is a record's; prose with a rule above a word and a colon isn't. */
function isRecordCard({ format, id }: Fields): boolean {
  return format !== undefined || id !== undefined;
}

/** Reads the front matter that begins at `mark`. */
function readFrom(text: string, mark: number): FrontMatter {
  const start = lineAfter(text, mark);
  if (!text.startsWith('---', mark)) {
    return unread(mark, mark, mark, { ...found('noCard'), start: mark, end: mark });
  }
  if (text.slice(mark, start).trimEnd() !== '---') {
    return unread(mark, mark, mark, { ...found('openingFence'), start: mark, end: start });
  }
  // A line endings at a line feed alone: U+2028 inside a title begins no line.
  const closing = /(?<=\n)---[ \t]*\r?(?=\n|$)/g;
  closing.lastIndex = start;
  const closed = closing.exec(text);
  if (!closed) {
    return unread(mark, mark, mark, { ...found('neverClosed'), start: mark, end: start });
  }
  const end = closed.index;
  const bodyStart = lineAfter(text, end);
  const yaml = readThroughGrayMatter(text.slice(mark, end + 3), text.slice(start, end), start);
  if (!yaml.document || yaml.findings.length > 0) {
    return { fields: NO_FIELDS, document: undefined, start, end, bodyStart, findings: yaml.findings };
  }
  const { fields, findings } = readFields(yaml.value, yaml.document, start);
  const hidden = hiddenValues(text.slice(start, end), yaml.document, start);
  return { fields, document: yaml.document, start, end, bodyStart, findings: [...findings, ...hidden] };
}

/**
 * Values that begin a comment, and so aren't read: `chat: #incidents`, `title: Fix for #42`. A comment that a person means
 * has a blank behind its sign. `offset` is where `yaml` begins in the file.
 */
function hiddenValues(yaml: string, document: Document.Parsed, offset: number): Finding[] {
  const findings: Finding[] = [];
  const visit = (node: unknown, from: number): void => {
    if (isMap(node)) {
      node.items.forEach(({ key, value }) => visit(value, yaml.indexOf(':', rangeOf(key)[1]) + 1));
    } else if (isSeq(node)) {
      node.items.forEach((item) => visit(item, rangeOf(item)[0]));
    } else if (isScalar(node) && (node.value === null || node.type === 'PLAIN')) {
      const start = node.value === null ? from : rangeOf(node)[0];
      const end = node.value === null ? from : rangeOf(node)[1];
      const hidden = /^[ \t]+(#[^\s#].*)/.exec(yaml.slice(end, lineAfter(yaml, end)).trimEnd());
      if (hidden) {
        const what = found('hidden', { value: hidden[1]!.slice(0, 40) });
        const at = node.value === null ? end + hidden[0].length - hidden[1]!.length : start;
        findings.push({ ...what, start: offset + at, end: offset + end + hidden[0].length });
      }
    }
  };
  visit(document.contents, 0);
  return findings;
}

function rangeOf(node: unknown): [number, number] {
  const range = (node as { range?: Range | null } | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}

/** 64 kB. */
const LIMIT = 65_536;
/** A comment costs the YAML library as much as a key. */
const MOST_LINES = 2_000;
/** gray-matter looks for comments in a time that is quadratic in the blanks before them: four seconds for 64 kB. */
const MUCH_BLANK = /\s{200}/;

function unread(start: number, end: number, bodyStart: number, finding: Finding): FrontMatter {
  return { fields: NO_FIELDS, document: undefined, start, end, bodyStart, findings: [finding] };
}

/** `head` is the front matter with its fences, `inner` what's between them, `offset` where that begins. */
function readThroughGrayMatter(head: string, inner: string, offset: number): YamlReading {
  if (inner.length > LIMIT || MUCH_BLANK.test(inner) || inner.split('\n', MOST_LINES).length === MOST_LINES) {
    return { value: undefined, findings: [{ ...found('cardTooLarge'), start: offset, end: offset + inner.length }] };
  }
  // Options are always given: without them gray-matter caches, and returns `{}` for what it failed to read before.
  const file = matter(head, {
    language: 'yaml',
    delimiters: '---',
    engines: { ...REFUSED_ENGINES, yaml: () => ({}) },
  });
  // gray-matter takes every line that begins with `---` for the second fence.
  if (file.matter.trim() !== inner.trim()) {
    const at = offset + Math.max(0, inner.indexOf('\n---')) + 1;
    return { value: undefined, findings: [{ ...found('fenceInside'), start: at, end: at + 3 }] };
  }
  return readYaml(inner, offset);
}

const refuse = (): never => {
  throw new Error('Front matter is read as YAML only.');
};
const REFUSED_ENGINES = { json: refuse, javascript: refuse, js: refuse, coffee: refuse, toml: refuse };
