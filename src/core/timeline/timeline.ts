/**
 * Reads a record's timeline in one scan of its lines, in linear time whatever the text: entries with their places, and
 * findings. Knows the grammar of a line, not what the kinds mean; never changes the text.
 */

import { normaliseText } from '../text/plainText';
import type { Entry } from './entry';
import { isEntryByMinute, readEntryHead, withBullet, type PlacedEntry } from './entryHead';
import { closesFence, openedFence, type Fence } from '../text/fence';
import { found, type Finding } from '../text/finding';
import {
  BACKTICK,
  EQUALS,
  HASH,
  HYPHEN,
  LINE_FEED,
  PLUS,
  SPACE,
  STAR,
  TAB,
  TILDE,
  lineAfter,
  lineEnd,
  lineText,
} from '../text/lines';

export interface Timeline {
  /** Offset after the heading's line; if there is no heading `## Timeline`, the text's length. */
  readonly start: number;
  /** Offset of the next level 1 heading or 2, or the text's length. */
  readonly end: number;
  readonly found: boolean;
  readonly entries: readonly PlacedEntry[];
  /** The fence that nobody closed: it swallows what follows it, up to the end of the text. */
  readonly unclosed: Fence | undefined;
  readonly findings: readonly Finding[];
}

/** A line of `===` or `---`, which makes the paragraph above it a heading. */
const UNDERLINE = /^(?:=+|-+)[ \t]*$/;
/** A line that begins a list, a quote, a table row or HTML: a line below it without indentation only continues it. */
const NESTS = /^ ?(?:[-*+](?:[ \t]|$)|[>|<]|\d{1,9}[.)](?:[ \t]|$))/;
/** Headings of the other levels. */
const SMALL_HEADING = /^ ?#{3,6}(?:[ \t]|$)/;
const MAY_FENCE = new Set([SPACE, BACKTICK, TILDE]);
const HEADING = /^ {0,3}#{1,2}(?:[ \t]|$)/;
const TIMELINE = /^ {0,3}##[ \t]+Timeline[ \t]*(?:#+[ \t]*)?$/;

/** Reads the timeline of `text`. `from` is where the body begins, after the front matter. */
export function readTimeline(text: string, from = 0): Timeline {
  const heading = findHeading(text, from);
  if (!heading.found) {
    const { start, unclosed } = heading;
    return {
      start,
      end: text.length,
      found: false,
      entries: [],
      unclosed,
      findings: [{ ...found('noTimeline'), start: from, end: from }],
    };
  }
  return scanEntries(text, heading.start);
}

/** Returns the whole entry where it belongs, its text normalized. */
export function readEntry(text: string, placed: PlacedEntry): Entry {
  const { instant, author, kind, qualifier, ticked, important } = placed;
  const entry: Entry = { instant, author, kind, qualifier, text: readText(text, placed) };
  const boxed = ticked === undefined ? entry : { ...entry, ticked };
  const whole = important ? { ...boxed, important } : boxed;
  return isEntryByMinute(text, placed) ? { ...whole, minute: true } : whole;
}

function readText(text: string, placed: PlacedEntry): string {
  const raw = text.slice(placed.textStart, placed.end);
  return raw === '' ? '' : normaliseText(raw.replace(/\n(?: {2}|\t)/g, '\n'));
}

interface HeadingPlace {
  readonly start: number;
  readonly found: boolean;
  readonly unclosed: Fence | undefined;
}

function findHeading(text: string, from: number): HeadingPlace {
  let fence: Fence | undefined;
  for (let at = from; at < text.length;) {
    const next = lineAfter(text, at);
    const first = text.charCodeAt(at);
    // A heading or a fence begins with one of these, after at most three spaces.
    if (first === HASH || MAY_FENCE.has(first)) {
      const line = lineText(text, at, next);
      if (fence) {
        fence = closesFence(line, fence) ? undefined : fence;
      } else {
        fence = openedFence(line, 3);
        if (!fence && TIMELINE.test(line)) {
          return { start: next, found: true, unclosed: undefined };
        }
      }
    }
    at = next;
  }
  return { start: text.length, found: false, unclosed: fence };
}

function scanEntries(text: string, start: number): Timeline {
  const entries: PlacedEntry[] = [];
  const findings: Finding[] = [];
  let fence: Fence | undefined;
  let fenceStart = start;
  let last: PlacedEntry | undefined;
  // Whether all lines since the last entry's head were continuation or blank: only those are its text.
  let continues = false;
  // Where the paragraph at the margin began, if the last line was part of one that isn't in a list or quote.
  let paragraph = -1;
  let nested = false;
  let end = text.length;

  for (let at = start, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    const first = text.charCodeAt(at);
    if (fence) {
      if (MAY_FENCE.has(first) && closesFence(lineText(text, at, next), fence)) {
        fence = undefined;
      }
      continues = false;
      continue;
    }
    if (isBlank(text, at, next, first)) {
      paragraph = -1;
      nested = false;
      continue;
    }
    if (first === TAB || (first === SPACE && isIndented(text, at))) {
      if (continues && last) {
        extend(text, last, at, next, findings);
      }
      nested ||= paragraph < 0;
      continue;
    }
    if (first === HYPHEN || first === STAR || first === PLUS) {
      const placed = readEntryHead(text, at, next, findings);
      if (placed) {
        if (last) {
          last.blockEnd = at;
          if (placed.instant < last.instant) {
            findings.push({ ...found('outOfOrder'), start: at, end: placed.end });
          }
        }
        entries.push(placed);
        last = placed;
        continues = true;
        nested = true;
        paragraph = -1;
        continue;
      }
    }
    continues = false;
    if (withBullet(lineText(text, at, next)) !== undefined) {
      findings.push({ ...found('slipped'), start: at, end: lineEnd(text, at, next) });
    }
    if (MAY_FENCE.has(first) && (fence = openedFence(lineText(text, at, next), 1))) {
      fenceStart = at;
      paragraph = -1;
      nested = false;
    } else if ((first === HASH || first === SPACE) && HEADING.test(lineText(text, at, next))) {
      end = at;
      break;
    } else if (paragraph >= 0 && (first === HYPHEN || first === EQUALS) && UNDERLINE.test(lineText(text, at, next))) {
      end = paragraph;
      break;
    } else if (SMALL_HEADING.test(lineText(text, at, next)) || isRule(text, at, next)) {
      paragraph = -1;
      nested = false;
    } else if (NESTS.test(lineText(text, at, next))) {
      nested = true;
      paragraph = -1;
    } else if (!nested && paragraph < 0) {
      paragraph = at;
    }
  }

  if (last) {
    last.blockEnd = end;
  }
  if (fence) {
    findings.push({
      ...found('unclosed'),
      start: fenceStart,
      end: fenceStart + fence.marker.length,
    });
  }
  return { start, end, found: true, entries, unclosed: fence, findings };
}

/** Takes the continuation line into the entry's text. */
function extend(text: string, last: PlacedEntry, at: number, next: number, findings: Finding[]): void {
  const end = lineEnd(text, at, next);
  const first = text.charCodeAt(at);
  last.end = end;
  if (first === TAB) {
    findings.push({ ...found('tab'), start: at, end: at + 1 });
  }
}

function isBlank(text: string, at: number, next: number, first: number): boolean {
  return first <= SPACE && (first === LINE_FEED || text.slice(at, next).trim() === '');
}

/** Returns whether the line is a rule: three or more of `-`, `*` or `_`, and blanks. */
function isRule(text: string, at: number, next: number): boolean {
  const line = lineText(text, at, next).trim();
  const marker = line[0];
  let count = 0;
  for (const character of marker === '-' || marker === '*' || marker === '_' ? line : '') {
    if (character === marker) {
      count++;
    } else if (character !== ' ' && character !== '\t') {
      return false;
    }
  }
  return count >= 3;
}

function isIndented(text: string, at: number): boolean {
  const second = text.charCodeAt(at + 1);
  return second === SPACE || second === TAB;
}
