/**
 * Repairs front matter that isn't YAML because of a character or two: a value that needs quotes, a tab, a missing blank. Looks
 * at its lines one by one, and leaves alone what only a person can decide.
 */

import { FIELD_ORDER, NO_FIELDS, type Fields } from './fields';
import { fenceEdits } from './fenceRepair';
import { readFrontMatter, type FrontMatter } from './frontMatter';
import { readYaml } from './hardenedYaml';
import { lineAfter, lineEnd } from '../text/lines';
import { applyEdits, type TextEdit } from '../text/textEdit';

/** Maximum number of lines of front matter that is repaired: a record's has some thirty. */
const MOST_LINES = 200;
/** An indentation and what begins a value: `  chat: `, `- `, `title:`. */
const LINE = /^([ \t]*)((?:-[ \t]+)?(?:[\w.-]+[ \t]*:|-(?=[ \t])))([ \t]*)(.*)$/;
/** What a person means as a comment has a blank behind its sign; `#incidents` and `#42` are words. */
const COMMENT = /[ \t]+#(?=[ \t]|$).*$/;
/** Values without a character that means something to YAML; to ask it is expensive. */
const PLAIN = /^[A-Za-z0-9](?:[^:#]|:(?![ \t]|$))*$/;
/** An anchor or alias of YAML, which somebody meant as one. */
const REFERENCE = /^(?:&\S+[ \t]+[[{]|[&*][\w-]+$)/;
/** Also with another sign in its place, such as the wide colon of an input method. */
const KEY_WITHOUT_COLON = new RegExp(`^(${FIELD_ORDER.join('|')})(?:[ \\t]*[=;\uff1a][ \\t]*|[ \\t]+)([^\\s:].*)$`);
const KNOWN: ReadonlySet<string> = new Set([...FIELD_ORDER, 'zone']);

interface FrontMatterLine {
  readonly start: number;
  readonly text: string;
  /** The line as it could be read; the line itself if nothing is wrong with it alone. */
  readonly repaired: string;
}

/** Returns the edits of whole lines after which the front matter can be read; none if it can be, or where more is wrong. */
export function cardEdits(text: string, frontMatter: FrontMatter): TextEdit[] {
  if (frontMatter.document) {
    return [];
  }
  const broken = linesOf(text, frontMatter).filter((line) => line.repaired !== line.text);
  const edits = broken.map(({ start, text: line, repaired }) => ({ start, end: start + line.length, text: repaired }));
  const reads = (some: readonly TextEdit[]): boolean => readFrontMatter(applyEdits(text, some)).document !== undefined;
  const one = edits.length <= MOST_TRIES ? edits.find((edit) => reads([edit])) : undefined;
  return one ? [one] : edits.length > 0 && reads(edits) ? edits : [];
}

/** With more broken lines than these, one of them is hardly all that is wrong. */
const MOST_TRIES = 4;

/** Returns what front matter that can't be read still says: as it would be after its repair, else its lines that can be read alone. */
export function salvagedFields(text: string, frontMatter: FrontMatter): Fields {
  const fences = fenceEdits(text);
  if (fences.length > 0) {
    return readFrontMatter(applyEdits(text, fences)).fields;
  }
  const edits = cardEdits(text, frontMatter);
  if (edits.length > 0) {
    return readFrontMatter(applyEdits(text, edits)).fields;
  }
  const seen = new Set<string>();
  const alone = linesOf(text, frontMatter).flatMap(({ repaired }) => {
    const key = /^[\w-]+(?=:)/.exec(repaired)?.[0];
    if (key === undefined || seen.has(key) || !isReadable(`${repaired}\n`)) {
      return [];
    }
    seen.add(key);
    return [`${repaired}\n`];
  });
  return alone.length === 0 ? NO_FIELDS : readFrontMatter(`---\n${alone.join('')}---\n`).fields;
}

/** `"#inc-checkout"` for `#inc-checkout`, without quotes of its own; a comment stays outside. */
export function quoted(value: string): string {
  const comment = COMMENT.exec(value)?.[0] ?? '';
  let words = value.slice(0, value.length - comment.length).trimEnd();
  const mark = words[0];
  if (mark === '"' || mark === "'") {
    if (words.length > 1 && words.endsWith(mark)) {
      words = mark === "'" ? words.slice(1, -1).replaceAll("''", "'") : words.slice(1, -1);
    } else if (!words.includes(mark, 1)) {
      words = words.slice(1);
    }
  }
  return (words.includes('"') && !words.includes("'") ? `'${words}'` : JSON.stringify(words)) + comment;
}

function linesOf(text: string, { start, end }: FrontMatter): FrontMatterLine[] {
  const lines: FrontMatterLine[] = [];
  for (let at = start, next = at; at < end; at = next) {
    next = lineAfter(text, at);
    if (lines.length === MOST_LINES) {
      return [];
    }
    const line = text.slice(at, lineEnd(text, at, next));
    lines.push({ start: at, text: line, repaired: repairedLine(line) });
  }
  return lines;
}

function repairedLine(line: string): string {
  const bare = KEY_WITHOUT_COLON.exec(line);
  if (bare) {
    return repairedLine(`${bare[1]}: ${bare[2]}`);
  }
  const match = LINE.exec(line);
  if (!match) {
    return line;
  }
  const [, typed = '', head = '', gap = '', value = ''] = match;
  const key = head.replace(/[ \t]*:$/, '');
  const known = KNOWN.has(key);
  // A key of the record is below no other one.
  const indent = known ? '' : typed.replaceAll('\t', '  ');
  if (value === '') {
    return indent + head + gap;
  }
  // `https://…` is a text, not a key.
  const blank = gap === '' && known ? ' ' : gap;
  return blank === '' || PLAIN.test(value) || REFERENCE.test(value) || isReadable(`k: ${value}\n`)
    ? indent + head + blank + value
    : indent + head + blank + repairedValue(value);
}

/** Each item of a list between brackets is quoted that needs it; anything else is one text. */
function repairedValue(value: string): string {
  const [, items, rest = ''] = /^\[([^[\]"'{}]*)\]([ \t]*(?:#.*)?)$/.exec(value) ?? [];
  if (items === undefined) {
    return quoted(value);
  }
  const list = items.split(',').map((item) => item.trim());
  return `[${list.map((item) => (isReadable(`- ${item}\n`) ? item : quoted(item))).join(', ')}]${rest}`;
}

function isReadable(yaml: string): boolean {
  return readYaml(yaml).findings.length === 0;
}
