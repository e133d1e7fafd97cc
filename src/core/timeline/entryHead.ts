/**
 * Reads the head of an entry, from its bullet to the colon: fast if the extension wrote it, and tolerantly if a person did.
 * Looks at one line only.
 */

import { BOX } from '../text/box';
import { isMarkable } from './entry';
import { found, type Finding } from '../text/finding';
import { daysIn, readInstant, utc } from '../time/instant';
import { AT, COLON, HYPHEN, SPACE, TAB, lineAfter, lineEnd } from '../text/lines';

/** An entry's head and where it is; its text is read on demand, see `readEntry`. */
export interface PlacedEntry {
  readonly instant: number;
  readonly author: string;
  readonly kind: string;
  readonly qualifier: string;
  readonly ticked: boolean | undefined;
  /** Whether it's marked as important. */
  readonly important: boolean;
  /** Offset of the bullet. */
  readonly start: number;
  /** Offset after the colon, and after the mark. */
  readonly textStart: number;
  /** Offset after the last character of its text, continuation lines included, without the line ending. */
  end: number;
  /** Offset of the next entry, or of the end of the timeline: up to here every line stays attached to this entry. */
  blockEnd: number;
}

const TOLERANT = new RegExp(
  String.raw`^([-*+])([ \t]+)(?:${BOX}([ \t]+))?(\d{4}-\d{2}-\d{2}\S*)([ \t]+)@(\S+)([ \t]+)([A-Z]+)(?:([ \t]+)([^:\s][^:]*)?)?:(?=[ \t]|$)`,
);
const WHITE = /\s/;
/** Number of characters of ` !`, which is right before `textStart` if there is one. */
export const MARK_LENGTH = 2;
const BY_MINUTE = /^.{0,12}\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}[Zz]\s/;
const ALMOST = new RegExp(String.raw`^[-*+][ \t]+(?:${BOX}[ \t]+)?\d{4}-\d{2}-\d{2}`);
/** An instant, an author, and a kind, as no line has them by chance. */
const HEAD = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*[ \t]+@\S+[ \t]+[A-Z]+[^:\n]*:`;
/** One key press in the bullet or the box of a head. */
const SLIPPED = new RegExp(String.raw`^(.{0,8}?)${HEAD}`);
/** What may be before an instant, next to the one character that was too many. */
const LEAD = /[-*+[\]xX \t]/g;
/** What a program puts in place of a bullet that numbers a list. */
const NUMBER = /^\d{1,3}[.)][ \t]+(?:\[[ xX]\] ?)?$/;
/** A head that another line was joined to. */
const JOINED = new RegExp(String.raw`(?<=\S)[-*+][ \t]+(?:${BOX}[ \t]+)?${HEAD}`, 'g');

/** The time of a head, up to its author; without another `T`, so that no text is read twice. */
const CLOCK = /T\d{2}:\d{2}[^\sT]*[ \t]+@/g;

/** Returns the head at `at`, `next` being the offset of the line after it; undefined if the line isn't an entry. */
export function readEntryHead(text: string, at: number, next: number, findings: Finding[]): PlacedEntry | undefined {
  return readCanonicalHead(text, at, next) ?? readTolerantHead(text, at, next, findings);
}

/** Returns the line with its bullet and box put right, where a typo in them alone keeps it from being an entry; else undefined. */
export function withBullet(line: string): string | undefined {
  const lead = ALMOST.test(line) ? undefined : SLIPPED.exec(line)?.[1];
  if (lead === undefined || (lead.replace(LEAD, '').length > 1 && !NUMBER.test(lead))) {
    return undefined;
  }
  const box = !/[[\]]/.test(lead) ? '' : /\[[^\]]*x/i.test(lead) ? '[x] ' : '[ ] ';
  return `- ${box}${line.slice(lead.length)}`;
}

/** Offsets in `text` of the heads that are behind something on its line, and so aren't read. */
export function joinedHeads(text: string): number[] {
  const found: number[] = [];
  let end = -1;
  for (const { index } of text.matchAll(CLOCK)) {
    // Of nearly every line this is the head at its start, which costs no more than this.
    const start = text.lastIndexOf('\n', index) + 1;
    if (index > end && !isAtStart(text, start, index)) {
      end = lineEnd(text, start, lineAfter(text, start));
      const line = text.slice(start, end);
      found.push(...[...line.matchAll(JOINED)].map((joined) => start + joined.index));
    }
  }
  return found;
}

/** Returns whether the `T` at `at` is that of a head that is where the tool writes it on a line. */
function isAtStart(text: string, line: number, at: number): boolean {
  const isBullet = text.charCodeAt(line) === HYPHEN && text.charCodeAt(line + 1) === SPACE;
  return isBullet && (at - line === 12 || (at - line === 16 && text.charCodeAt(line + 2) === 91)); /* [ */
}

/** Returns the head in exactly the form that the tool writes, by character codes: this is the path of nearly every line. */
function readCanonicalHead(text: string, at: number, next: number): PlacedEntry | undefined {
  if (text.charCodeAt(at) !== HYPHEN || text.charCodeAt(at + 1) !== SPACE) {
    return undefined;
  }
  let here = at + 2;
  let ticked: boolean | undefined;
  if (text.charCodeAt(here) === 91 /* [ */) {
    const box = text.charCodeAt(here + 1);
    if ((box !== SPACE && box !== 120) /* x */ || !text.startsWith('] ', here + 2)) {
      return undefined;
    }
    ticked = box !== SPACE;
    here += 4;
  }
  const instant = readCanonicalInstant(text, here);
  const instantEnd = here + (isByMinute(text, here) ? 17 : 20);
  const author = instantEnd + 2;
  if (instant === undefined || text.charCodeAt(instantEnd) !== SPACE || text.charCodeAt(instantEnd + 1) !== AT) {
    return undefined;
  }
  const authorEnd = wordEnd(text, author);
  let kindEnd = authorEnd + 1;
  while (text.charCodeAt(kindEnd) >= 65 && text.charCodeAt(kindEnd) <= 90) {
    kindEnd++;
  }
  if (authorEnd === author || text.charCodeAt(authorEnd) !== SPACE || kindEnd === authorEnd + 1) {
    return undefined;
  }
  let colon = kindEnd;
  if (text.charCodeAt(kindEnd) === SPACE) {
    colon = text.indexOf(':', kindEnd);
    const inner = text.charCodeAt(kindEnd + 1);
    const before = text.charCodeAt(colon - 1);
    if (colon < 0 || colon >= next || inner === SPACE || inner === TAB || before === SPACE || before === TAB) {
      return undefined;
    }
  }
  const after = text.charCodeAt(colon + 1);
  if (text.charCodeAt(colon) !== COLON || (after !== SPACE && colon + 1 < lineEnd(text, at, next))) {
    return undefined;
  }
  const kind = text.slice(authorEnd + 1, kindEnd);
  const important = hasMark(text, colon + 1, kind);
  return {
    instant,
    author: text.slice(author, authorEnd),
    kind,
    qualifier: colon === kindEnd ? '' : text.slice(kindEnd + 1, colon),
    ticked,
    important,
    start: at,
    textStart: colon + (important ? 1 + MARK_LENGTH : 1),
    end: lineEnd(text, at, next),
    blockEnd: next,
  };
}

/** Returns whether ` !` is at `at`, which is after the colon, and a word of its own. */
function hasMark(text: string, at: number, kind: string): boolean {
  return (
    text.charCodeAt(at + 1) === 33 /* ! */ &&
    text.charCodeAt(at) === SPACE &&
    !(text.charCodeAt(at + MARK_LENGTH) > SPACE) &&
    isMarkable(kind)
  );
}

/** Returns whether the instant at `at` ends after its minutes: `2026-11-20T15:02Z`. */
function isByMinute(text: string, at: number): boolean {
  return text.charCodeAt(at + 10) === 84 /* T */ && text.charCodeAt(at + 16) === 90; /* Z */
}

/** Returns whether the entry's time is written by the minute: `- 2026-11-20T15:02Z @dana TL: …`. */
export function isEntryByMinute(text: string, { start, ticked, textStart }: PlacedEntry): boolean {
  const at = start + (ticked === undefined ? 2 : 6);
  // Nearly every line has seconds at their place.
  return text.charCodeAt(at + 16) === COLON ? false : BY_MINUTE.test(text.slice(start, textStart));
}

/**
 * `2026-11-20T15:02:00Z` or `2026-11-20T15:02Z` at `at`, in milliseconds since the epoch; undefined if it is written in
 * another way.
 */
function readCanonicalInstant(text: string, at: number): number | undefined {
  const byMinute = isByMinute(text, at);
  if (
    text.charCodeAt(at + 4) !== HYPHEN ||
    text.charCodeAt(at + 7) !== HYPHEN ||
    text.charCodeAt(at + 10) !== 84 /* T */ ||
    text.charCodeAt(at + 13) !== COLON ||
    (!byMinute && (text.charCodeAt(at + 16) !== COLON || text.charCodeAt(at + 19) !== 90)) /* Z */
  ) {
    return undefined;
  }
  const year = twoDigits(text, at) * 100 + twoDigits(text, at + 2);
  const month = twoDigits(text, at + 5);
  const day = twoDigits(text, at + 8);
  const hour = twoDigits(text, at + 11);
  const minute = twoDigits(text, at + 14);
  const second = byMinute ? 0 : twoDigits(text, at + 17);
  // A character that isn't a digit makes its pair, and so the comparison, NaN and false.
  const valid =
    year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60;
  return valid && second < 60 ? utc(year, month, day, hour, minute, second) : undefined;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Returns the head in the forms that are also read; what differs from the tool's form is a finding of style. */
function readTolerantHead(text: string, at: number, next: number, findings: Finding[]): PlacedEntry | undefined {
  const end = lineEnd(text, at, next);
  const line = text.slice(at, end);
  if (!ALMOST.test(line)) {
    return undefined;
  }
  const match = TOLERANT.exec(line);
  if (!match) {
    findings.push({ ...found('noEntry'), start: at, end });
    return undefined;
  }
  const [head, bullet, gap, box, boxGap, written, gap2, author, gap3, kind, gap4, typed = ''] = match;
  const qualifier = typed.trimEnd();
  const read = readInstant(written!);
  if ('problem' in read) {
    const start = at + line.indexOf(written!);
    findings.push({ ...found(read.problem), start, end: start + written!.length });
    return undefined;
  }
  const gaps =
    [gap, boxGap, gap2, gap3, qualifier && gap4].every((space) => (space || ' ') === ' ') &&
    typed === qualifier &&
    (qualifier !== '' || gap4 === undefined);
  if (bullet !== '-' || box === 'X' || /[tz]/.test(written!) || !gaps) {
    findings.push({ ...found('unusual'), start: at, end: at + head.length });
  }
  const important = hasMark(text, at + head.length, kind!);
  return {
    instant: read.instant,
    author: author!,
    kind: kind!,
    qualifier,
    ticked: box === undefined ? undefined : box !== ' ',
    important,
    start: at,
    textStart: at + head.length + (important ? MARK_LENGTH : 0),
    end,
    blockEnd: next,
  };
}

/**
 * The head of a line that is read as an entry, and how the tool writes it, the instant in the offset in which it is:
 * `* 2026-11-20t15:02z  @dana TL:` is `- 2026-11-20T15:02Z @dana TL:`. Undefined if the line isn't an entry.
 */
export function tidyHead(line: string): { readonly head: string; readonly tidy: string } | undefined {
  const match = TOLERANT.exec(line);
  if (!match) {
    return undefined;
  }
  const [head, , , box, , written, , author, , kind, , qualifier = ''] = match;
  const parts = [
    '-',
    ...(box === undefined ? [] : [`[${box.toLowerCase()}]`]),
    written!.toUpperCase(),
    `@${author}`,
    kind!,
    ...(qualifier === '' ? [] : [qualifier.trimEnd()]),
  ];
  return { head, tidy: `${parts.join(' ')}:` };
}

function wordEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code > SPACE && (code < 0xa0 || !WHITE.test(text[at]!));) {
    code = text.charCodeAt(++at);
  }
  return at;
}
