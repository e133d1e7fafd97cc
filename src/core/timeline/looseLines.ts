/**
 * Lines in and below the timeline that plainly tell what happened when, and are no entries: `- 14:03 page came`,
 * `**14:05** rolled back`, `| 14:07 | lee | calm |`, `### 14:10`. Knows no clock: on which day a time was is `looseFixes.ts`.
 */

import { readEntryHead, withBullet } from './entryHead';
import type { Finding } from '../text/finding';
import { fencedLines, Fences } from '../text/fence';
import { lineAfter, lineText } from '../text/lines';
import type { Timeline } from './timeline';
import { rowAt, TableAbove } from './looseTable';
import { ANY_NOON, readLooseTime, withoutEmphasis, wordsBehindTime } from './looseTime';
import { DaysAbove, isDayHeading, type NamedDay } from './writtenDays';

export interface LooseLine extends NamedDay {
  /** Offsets of what becomes the entry: the line, of a heading with the paragraph below it; without the last line end. */
  readonly start: number;
  readonly end: number;
  /** The time with what follows it, without bullet, bold, or bars: `14:03 page came`. */
  readonly head: string;
  /** As it is written, of a line that names one: `lee`. */
  readonly author?: string;
  /** The box of a step: `[ ]`. */
  readonly box?: string;
  /** The white space before the lines below it in a list of a day: with it they'd be a part of the entry. */
  readonly indents?: readonly { readonly start: number; readonly end: number }[];
  /** Whether it has the form of an entry, and only a heading above keeps it from being one. */
  readonly isEntry: boolean;
}

/** Lines that are nearly entries and don't count as such, as they are written, without their bullets. */
export function nearlyEntries({ text, timeline }: TimelineText): string[] {
  const starts = timeline.findings.flatMap(({ code, start }) =>
    NEARLY.has(code) ? [text.lastIndexOf('\n', start - 1) + 1] : [],
  );
  return [...new Set(starts)]
    .filter((at) => !timeline.entries.some(({ start }) => start === at))
    .map((at) => lineText(text, at, lineAfter(text, at)).replace(/^[ \t]*[-*+][ \t]+/, ''));
}

const NEARLY: ReadonlySet<Finding['code']> = new Set(['badEntry', 'badInstant', 'noOffset']);

interface TimelineText {
  readonly text: string;
  readonly timeline: Timeline;
}

/** A heading that ends the timeline above lines that belong to it. Offsets of its line, without the line ending. */
interface EndingHeading {
  readonly start: number;
  readonly end: number;
  /** Where what's below it ends. */
  readonly sectionEnd: number;
}

/** The sections that the tool writes: none of them is a part of the timeline. */
const OWN = /^(?:Contacts|Summary|Timeline|Checklists)$/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*$/;
/** Maximum number of lines that are read as a time, which is expensive. */
const MOST = 1000;
/** Maximum length of a heading's line that is looked at, in UTF-16 code units. */
const LONGEST = 200;
const LEAD =
  /^ ?(?:(#{1,6})[ \t]+|(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?)?(?=[~\u2248]?[*_`[(]{0,3}(?:\d{4}-\d\d-\d\d[ \tT,]+)?\d{1,2}(?:[:h]\d\d|[ \u00a0\u202f]?[ap]\.?m|[-\u2013]\d{1,2}[ap]m))/i;
/** A bullet above words in which a time stands that more is before than its marks: `- Nov 29, 14:03 page came`, `- ~14:03`. */
const DATED =
  /^ ?(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(?=(?:[~\u2248]|(?:\S{1,12}[ \t,]+){0,4})[*_`[(]{0,3}\d{1,2}(?:[:h]\d\d|[ \u00a0\u202f]?[ap]\.?m))/i;
const ALMOST = /^[-*+][ \t]+(?:\[[ xX]\][ \t]+)?\d{4}-\d\d-\d\d/;

/** The level and the words of a heading; undefined if the line is none, or too long for one. */
export function readHeading(line: string): { readonly level: number; readonly words: string } | undefined {
  const match = line.length > LONGEST ? undefined : HEADING.exec(line);
  return match ? { level: match[1]!.length, words: match[2]! } : undefined;
}

/** What belongs to the timeline and isn't read as entries. */
export interface LooseParts {
  /** In their order; those below the ending heading too. Of very many the first ones. */
  readonly lines: readonly LooseLine[];
  readonly heading?: EndingHeading;
}

/** None if there is no timeline, or where a fence that nobody closed swallows its end. */
export function looseParts(record: TimelineText): LooseParts {
  const { text, timeline } = record;
  if (!timeline.found || timeline.unclosed) {
    return { lines: [] };
  }
  const lines = looseIn(record, timeline.start, timeline.end);
  const start = timeline.end;
  const next = lineAfter(text, start);
  const line = lineText(text, start, next);
  const words = readHeading(line)?.words;
  if (words === undefined || OWN.test(words)) {
    return { lines };
  }
  const sectionEnd = nextHeading(text, next);
  const below = looseIn(record, start, sectionEnd);
  const isOfDay = isDayHeading(words) || looseAt(line) !== undefined;
  const belongs = below.some(({ isEntry }) => isEntry || isOfDay);
  return belongs
    ? { lines: [...lines, ...below], heading: { start, end: start + line.length, sectionEnd } }
    : { lines };
}

/** Offset of the next level 1 heading or 2 outside a fence, or the text's length. */
function nextHeading(text: string, from: number): number {
  for (const { line, at, standing } of fencedLines(text, from)) {
    if (standing === 'outside' && /^ {0,3}#{1,2}(?:[ \t]|$)/.test(line)) {
      return at;
    }
  }
  return text.length;
}

function looseIn({ text, timeline }: TimelineText, from: number, to: number): LooseLine[] {
  const found: LooseLine[] = [];
  const { entries } = timeline;
  let index = 0;
  const fences = new Fences();
  const above = new DaysAbove();
  const table = new TableAbove();
  let tries = 0;
  for (let at = from, next = at; at < to && tries < MOST; at = next) {
    while (index < entries.length && entries[index]!.start < at) {
      index += 1;
    }
    const entry = entries[index]?.start === at ? entries[index] : undefined;
    next = lineAfter(text, entry?.end ?? at);
    if (entry) {
      above.passEntry();
      continue;
    }
    const line = lineText(text, at, next);
    const standing = fences.take(line);
    if (standing === 'inside') {
      continue;
    }
    const heading = readHeading(line)?.words;
    if (above.take(line, heading)) {
      continue;
    }
    if (at >= timeline.end && readEntryHead(text, at, next, [])) {
      found.push({ start: at, end: at + line.length, head: line.replace(/^[-*+][ \t]+/, ''), isEntry: true });
    } else if (standing === 'outside' && !ALMOST.test(line) && withBullet(line) === undefined) {
      const loose = looseAt(above.isList ? line.trimStart() : line, table.take(line));
      tries += loose ? 1 : 0;
      const block = loose && blockAt(text, at, to, loose, line);
      if (loose && block) {
        const indents = above.isList ? indentsBelow(text, block.end, to) : [];
        const list = indents.length > 0 ? { indents } : {};
        const { author, box } = loose;
        const said = { ...(author !== undefined && { author }), ...(box !== undefined && { box }) };
        found.push({ start: at, ...block, ...said, ...above.day, ...list, isEntry: false });
        next = lineAfter(text, block.end);
      }
    }
  }
  return found;
}

function indentsBelow(text: string, end: number, to: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = lineAfter(text, end); at < to; at = lineAfter(text, at)) {
    const indent = /^[ \t]+(?=[-*+][ \t])/.exec(lineText(text, at, lineAfter(text, at)))?.[0];
    if (indent === undefined) {
      break;
    }
    found.push({ start: at, end: at + indent.length });
  }
  return found;
}

/** What one line says of itself. */
interface Loose extends Pick<LooseLine, 'author' | 'box'> {
  readonly head: string;
  /** Whether it's a time and nothing else. */
  readonly bare: boolean;
}

/** Returns what one line says, without what only gives it its looks; undefined if it begins with no time. */
function looseAt(line: string, columns?: readonly string[]): Loose | undefined {
  if (/^ ?\|/.test(line)) {
    return rowAt(line, columns);
  }
  const lead = LEAD.exec(line);
  if (!lead) {
    return datedAt(line);
  }
  const [whole, , box] = lead;
  const rest = withoutEmphasis(line.slice(whole.length)).trim();
  const words = wordsBehindTime(rest);
  return words === undefined ? undefined : { head: rest, bare: words === '', ...(box !== undefined && { box }) };
}

/** Returns the same of a bullet with more than a time of day before its words; only what is plainly read as one instant. */
function datedAt(line: string): Loose | undefined {
  const lead = line.length > LONGEST * 10 ? undefined : DATED.exec(line);
  if (!lead) {
    return undefined;
  }
  const [whole, box] = lead;
  const head = line.slice(whole.length).trim();
  const { instant, text } = readLooseTime(head, ANY_NOON);
  return instant === undefined || text === '' ? undefined : { head, bare: false, ...(box !== undefined && { box }) };
}

/**
 * The line with its continuation, of a heading or a time alone with the paragraph below it; undefined where there are no
 * words.
 */
function blockAt(
  text: string,
  start: number,
  to: number,
  { head, bare }: Loose,
  first: string,
): { readonly end: number; readonly head: string } | undefined {
  let at = lineAfter(text, start);
  let end = start + lineText(text, start, at).length;
  const lines = [head];
  const isHeading = readHeading(first) !== undefined || (bare && /^ ?[\d*_`[(~]/.test(first));
  if (isHeading) {
    while (at < to && lineText(text, at, lineAfter(text, at)).trim() === '') {
      at = lineAfter(text, at);
    }
  }
  const indent = /^[ \t]*/.exec(first)![0];
  const isList = isHeading && BULLET.test(lineText(text, at, lineAfter(text, at)));
  const goesOn = isList ? /^ {0,3}(?:[-*+][ \t]+)?\S/ : isHeading ? PARAGRAPH : /^(?: {2}|\t)[ \t]*\S/;
  for (let next = at; at < to; at = next) {
    next = lineAfter(text, at);
    const whole = lineText(text, at, next);
    const line = whole.startsWith(indent) ? whole.slice(indent.length) : '';
    if (!goesOn.test(line) || (isHeading && (LEAD.test(line) || DATED.test(line) || readHeading(line)))) {
      break;
    }
    lines.push(line.replace(/^(?: {2}|\t)/, ''));
    end = at + whole.length;
  }
  const [, second = '', ...more] = lines;
  const whole = bare ? [`${head} ${second.replace(isList ? BULLET : '', '').trim()}`.trim(), ...more] : lines;
  return bare && lines.length === 1 ? undefined : { end, head: whole.join('\n') };
}

const BULLET = /^ ?[-*+][ \t]+(?=\S)/;
const PARAGRAPH = /^(?! ?(?:[-*+|>#]|`{3}|~{3}|\d{1,3}[.)][ \t]))\s?\S/;
