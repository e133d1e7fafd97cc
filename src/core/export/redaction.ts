/**
 * Takes words, names, and hosts out of a text, and looks independently whether any is left. A word is found whatever its
 * case, accents, or width, behind entities and percent signs, and across the marks of formatting.
 */

import { decodeNamedCharacterReference } from 'decode-named-character-reference';

/** What stands for a word that was taken out: YAML, markdown, and addresses all take it as a word. */
const REDACTED = 'REDACTED';

/** Maximum number of letters of a word that counts only if it's alone: `al` isn't in `normal`. */
const SHORT = 3;

/** Returns the words of a list, one a line; blank lines and those that begin with `#` and a space are left out. */
export function readRedactions(list: string): string[] {
  return list
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^#(?:\s|$)/.test(line));
}

/** Returns the text with each of the words replaced. */
export function redact(text: string, words: readonly string[]): string {
  const wanted = needles(words);
  let rest = text;
  // What was behind a mark in one reading may be plain in the next one.
  for (const reading of READINGS) {
    rest = replaced(rest, spansOf(readAs(rest, reading), wanted));
  }
  return rest;
}

/** Returns the words that are still in one of the texts, in any form. */
export function survivors(texts: readonly string[], words: readonly string[]): string[] {
  return words.filter((word) => {
    const wanted = needles([word]);
    return texts.some((text) =>
      [text, withoutTags(text)]
        .flatMap((form) => [form, unescaped(form), unescaped(unescaped(form))])
        .flatMap((form) => [form, withoutTags(form)])
        .flatMap((form) => [form, withoutMarks(form), withoutMarks(withoutLinks(form))])
        .map((form) => folded(form).replace(/\s+/g, ' '))
        .some((form) => wanted.some((needle) => find(form, needle, 0) !== undefined)),
    );
  });
}

/** A person's handle is found without its sign too. */
function needles(words: readonly string[]): string[] {
  const found = words.map((word) =>
    folded(word)
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^@(?=.)/, ''),
  );
  return [...new Set(found.filter((word) => word !== ''))].sort((a, b) => b.length - a.length);
}

const DECODED = String.raw`&(?:#\d{1,7}|#x[0-9a-f]{1,6}|\w{1,32});|(?:%[0-9a-f]{2})+|\\u[0-9a-f]{4}|\\[!-/:-@[-\x60{-~]`;
const BREAK = String.raw`\s*\n[ \t>]*|\s+`;
const MARKS = String.raw`(?:\\*[*_~\x60])+|<!--[^]*?-->`;
const TAGS = String.raw`<\/?[a-z][^<>]*>`;
const LINKS = String.raw`!?\[|\]\([^()\n]*\)|\]\[[^\]\n]*\]|\]`;

/** How a text is read: which of its parts are no letters for the reader. */
const READINGS: readonly RegExp[] = [
  ...[[LINKS, TAGS, MARKS], [LINKS, MARKS], [TAGS, MARKS], [MARKS]].map(
    (marks) => new RegExp(`(?<mark>${marks.join('|')})|(?<decoded>${DECODED})|(?<blank>${BREAK})`, 'giu'),
  ),
  new RegExp(`(?<decoded>${DECODED})|(?<blank>${BREAK})`, 'giu'),
  /(?<blank>\s+)/gu,
];

interface FoldedText {
  readonly text: string;
  /** Where each unit of `text` begins and ends in what was read. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function readAs(source: string, reading: RegExp): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (letters: string, start: number, end: number): void => {
    for (let at = 0; at < letters.length; at++) {
      starts.push(start);
      ends.push(end);
    }
    text += letters;
  };
  const addPlain = (from: number, to: number): void => {
    for (let at = from; at < to;) {
      const letter = String.fromCodePoint(source.codePointAt(at)!);
      const end = at + letter.length;
      const plain = folded(letter);
      if (plain === '' && ends.at(-1) === at) {
        // An accent goes with its letter.
        ends[ends.length - 1] = end;
      }
      add(plain, at, end);
      at += letter.length;
    }
  };
  let last = 0;
  for (const match of source.matchAll(reading)) {
    const end = match.index + match[0].length;
    addPlain(last, match.index);
    if (match.groups!['blank'] !== undefined) {
      add(' ', match.index, end);
    } else if (match.groups!['decoded'] !== undefined) {
      add(folded(decode(match[0])), match.index, end);
    }
    last = end;
  }
  addPlain(last, source.length);
  return { text, starts, ends };
}

function spansOf({ text, starts, ends }: FoldedText, wanted: readonly string[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const needle of wanted) {
    for (let at = find(text, needle, 0); at !== undefined; at = find(text, needle, at + needle.length)) {
      spans.push([starts[at]!, ends[at + needle.length - 1]!]);
    }
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

function replaced(text: string, spans: readonly (readonly [number, number])[]): string {
  let [result, last] = ['', 0];
  for (const [start, end] of spans) {
    if (start >= last) {
      result += text.slice(last, start) + REDACTED;
    }
    last = Math.max(last, end);
  }
  return result + text.slice(last);
}

/** Returns where the needle is next; a short one must not have a letter or digit beside it. */
function find(text: string, needle: string, from: number): number | undefined {
  for (let at = text.indexOf(needle, from); at >= 0; at = text.indexOf(needle, at + 1)) {
    const stands = !LETTER.test(text[at - 1] ?? '') && !LETTER.test(text[at + needle.length] ?? '');
    if (stands || [...needle].length > SHORT) {
      return at;
    }
  }
  return undefined;
}

const LETTER = /[\p{L}\p{N}]/u;

/** As letters are compared: without case, accents, width, and what can't be seen. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toUpperCase()
    .toLowerCase();
}

function unescaped(text: string): string {
  return text.replace(new RegExp(DECODED, 'gi'), decode);
}

function withoutTags(text: string): string {
  return text.replace(/<!--[^]*?-->|<[^<>]*>/g, '');
}

function withoutLinks(text: string): string {
  return text.replace(/\]\([^()\n]*\)|\]\[[^\]\n]*\]/g, '');
}

function withoutMarks(text: string): string {
  return text.replace(/[![\]*_~`\\]/g, '');
}

/** Returns what an entity, a row of percent signs, or an escape stands for; itself where that is nothing. */
function decode(written: string): string {
  if (written.startsWith('&')) {
    const name = written.slice(1, -1);
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : NaN;
    const named = Number.isNaN(code) ? decodeNamedCharacterReference(name) : undefined;
    return named === false || code > 0x10ffff ? written : (named ?? String.fromCodePoint(code));
  }
  if (written.startsWith('%')) {
    try {
      return decodeURIComponent(written);
    } catch {
      return written;
    }
  }
  return /^\\u/i.test(written) ? String.fromCharCode(parseInt(written.slice(2), 16)) : written.slice(1);
}
