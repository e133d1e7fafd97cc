/**
 * Lines in and below the timeline that plainly tell what happened when, and are no entries: `- 14:03 page came`,
 * `**14:05** rolled back`, `| 14:07 | lee | calm |`, `### 14:10`. Knows no clock: on which day a time was is `looseFixes.ts`.
 */

import { readEntryHead, withBullet } from './entryHead';
import type { Finding } from '../text/finding';
import { fencedLines, Fences } from '../text/fence';
import { lineAfter, lineText } from '../text/lines';
import type { Timeline } from './timeline';
import { readLeadingTime } from '../time/typedTime';

export interface LooseLine {
  /** Offsets of what becomes the entry: the line, of a heading with the paragraph below it; without the last line end. */
  readonly start: number;
  readonly end: number;
  /** The time with what follows it, without bullet, bold, or bars: `14:03 page came`. */
  readonly head: string;
  /** As it is written, of a line that names one: `lee`. */
  readonly author?: string;
  /** The box of a step: `[ ]`. */
  readonly box?: string;
  /** The words of the heading above it that names a day: `May 13`. */
  readonly day?: string;
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

/** A heading that ends the timeline above lines that belong to it. Offsets of its line, without the line end. */
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
  /^ ?(?:(#{1,6})[ \t]+|(\|)[ \t]*|(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?)?(?=[*_`[(]{0,3}(?:\d{4}-\d\d-\d\d[ \tT,]+)?\d{1,2}(?::\d\d|[ \u00a0\u202f]?[ap]\.?m))/i;
/** A bullet above words in which a time stands that more is before than its marks: `- Nov 29, 14:03 page came`, `- ~14:03`. */
const DATED =
  /^ ?(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(?=(?:[~\u2248]|(?:\S{1,12}[ \t,]+){0,4})[*_`[(]{0,3}\d{1,2}(?:[:h]\d\d|[ \u00a0\u202f]?[ap]\.?m))/i;
const MARKED = /^(\*{1,3}|_{1,3}|`|\[|\()([^*_`[\]()]{3,40}?)[*_`\])]{1,3}:?(?=[\s:|,;\u2013\u2014-]|$)/;
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DAY = new RegExp(
  `^(?:\\S+,? )?(?:\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}[./]?(?:\\d{2,4})?|(?:${MONTHS})[a-z]*\\.? \\d{1,2}\\b.*|\\d{1,2}(?:\\.|st|nd|rd|th)? \\p{L}{3,}\\b.*|day \\d+|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:[ \\t]*[:(].*)?$`,
  'iu',
);
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
  const isOfDay = DAY.test(words) || looseAt(line) !== undefined;
  const belongs = below.some(({ isEntry }) => isEntry || isOfDay);
  return belongs
    ? { lines: [...lines, ...below], heading: { start, end: start + line.length, sectionEnd } }
    : { lines };
}

/** Offset of the next heading of level 1 or 2 outside a fence, or the text's length. */
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
  let day: string | undefined;
  let tries = 0;
  for (let at = from, next = at; at < to && tries < MOST; at = next) {
    while (index < entries.length && entries[index]!.start < at) {
      index += 1;
    }
    const entry = entries[index]?.start === at ? entries[index] : undefined;
    next = lineAfter(text, entry?.end ?? at);
    if (entry) {
      continue;
    }
    const line = lineText(text, at, next);
    const standing = fences.take(line);
    if (standing === 'inside') {
      continue;
    }
    const heading = readHeading(line)?.words;
    if (heading !== undefined && DAY.test(heading)) {
      day = heading;
    } else if (at >= timeline.end && readEntryHead(text, at, next, [])) {
      found.push({ start: at, end: at + line.length, head: line.replace(/^[-*+][ \t]+/, ''), isEntry: true });
    } else if (standing === 'outside' && !ALMOST.test(line) && withBullet(line) === undefined) {
      const loose = looseAt(line);
      tries += loose ? 1 : 0;
      const block = loose && blockAt(text, at, to, loose, heading !== undefined);
      if (loose && block) {
        found.push({ start: at, ...block, ...loose.rest, ...(day !== undefined && { day }), isEntry: false });
        next = lineAfter(text, block.end);
      }
    }
  }
  return found;
}

interface Loose {
  readonly head: string;
  /** Whether it's a time and nothing else. */
  readonly bare: boolean;
  readonly rest: { readonly author?: string; readonly box?: string };
}

/** Returns what one line says, without what only gives it its looks; undefined if it begins with no time. */
function looseAt(line: string): Loose | undefined {
  const lead = LEAD.exec(line);
  if (!lead) {
    return datedAt(line);
  }
  const [whole, , bar, box] = lead;
  const rest = line.slice(whole.length).replace(MARKED, '$2').trim();
  if (bar === undefined) {
    const words = wordsBehindTime(rest);
    return words === undefined ? undefined : { head: rest, bare: words === '', rest: box === undefined ? {} : { box } };
  }
  const [time = '', ...cells] = rest.replace(/\|$/, '').split('|');
  const [first = '', ...others] = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const author = others.length > 0 && /^@?[\w.-]{2,40}$/.test(first) ? first.replace('@', '') : undefined;
  const head = [time.trim(), ...(author === undefined ? [first] : []), ...others].join(' ');
  return wordsBehindTime(time.trim()) === ''
    ? { head, bare: head === time.trim(), rest: author === undefined ? {} : { author } }
    : undefined;
}

/** Returns the same of a bullet with more than a time of day before its words; only what is plainly read as one instant. */
function datedAt(line: string): Loose | undefined {
  const lead = line.length > LONGEST * 10 ? undefined : DATED.exec(line);
  if (!lead) {
    return undefined;
  }
  const [whole, box] = lead;
  const head = line.slice(whole.length).trim();
  const { instant, text } = readLeadingTime(head, { now: NOON, zone: 'UTC' });
  return instant === undefined || text === ''
    ? undefined
    : { head, bare: false, rest: box === undefined ? {} : { box } };
}

/** Returns what follows the time that the text begins with; undefined if it begins with none, such as `10:00-11:00 was fine`. */
function wordsBehindTime(text: string): string | undefined {
  const { instant, problem, text: words } = readLeadingTime(text, { now: NOON, zone: 'UTC' });
  return instant === undefined && problem === undefined ? undefined : words;
}

/** Any will do: only whether it is a time counts. */
const NOON = Date.UTC(2026, 0, 1, 12);

/** The line with its continuation, of a heading with the paragraph below it; undefined if there are no words. */
function blockAt(
  text: string,
  start: number,
  to: number,
  { head, bare }: Loose,
  isHeading: boolean,
): { readonly end: number; readonly head: string } | undefined {
  let at = lineAfter(text, start);
  let end = start + lineText(text, start, at).length;
  const lines = [head];
  if (isHeading) {
    while (at < to && lineText(text, at, lineAfter(text, at)).trim() === '') {
      at = lineAfter(text, at);
    }
  }
  const goesOn = isHeading ? /^(?! ?(?:[-*+|>#]|`{3}|~{3}|\d{1,3}[.)][ \t]))\s?\S/ : /^(?: {2}|\t)[ \t]*\S/;
  for (let next = at; at < to; at = next) {
    next = lineAfter(text, at);
    const line = lineText(text, at, next);
    if (!goesOn.test(line) || (isHeading && LEAD.test(line))) {
      break;
    }
    lines.push(line.replace(/^(?: {2}|\t)/, ''));
    end = at + line.length;
  }
  const whole = bare ? [`${head} ${lines[1]?.trim() ?? ''}`.trim(), ...lines.slice(2)] : lines;
  return bare && lines.length === 1 ? undefined : { end, head: whole.join('\n') };
}
