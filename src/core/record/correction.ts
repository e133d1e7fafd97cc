/**
 * Recognizes an entry that another program changed: a formatter, `sed`, another editor. An entry that's still recognizable was
 * corrected, not lost, so the old one isn't restored next to it.
 */

import { ratio } from 'fuzzball/ultra_lite';
import { lineAfter, lineText } from '../text/lines';
import { formatInstant } from '../time/instant';
import { sameEntry, type Entry } from '../timeline/entry';
import { readEntry, readTimeline, type Timeline } from '../timeline/timeline';

/** Minimum length of what is left of an entry whose end is gone. */
const CUT = 20;
/** In percent; below it the words are others'. */
const ALIKE = 60;
/** Maximum length of the texts that are compared, in UTF-16 code units; what is longer is told by its beginning. */
const LONGEST = 500;

/** What a program puts before an entry's time that keeps it from being one: an indentation, a no-break space. */
const BEFORE_TIME = /^([ \t\u00a0]*)(?:(?:[-*+\u2022]|\d{1,3}[.)])[ \t\u00a0]+)?(\[[ xX]\][ \t\u00a0]+)?$/;
/** Another entry's line within an entry's text: it was indented below that. */
const SWALLOWED = /\n[ \t\u00a0]*(?:[-*+\u2022][ \t\u00a0]+)?(?:\[[ xX]\] )?\d{4}-\d\d-\d\dT\d\d:\d\d\S*\s@\S[^]*$/;

/**
 * Returns the entry that `entry` has become; undefined if there is none. Several entries of one author may share a whole minute,
 * as people type and paste times by the minute: there only what differs in its form is recognized.
 */
export function findCorrected(text: string, timeline: Timeline, entry: Entry): Entry | undefined {
  const atOnce = timeline.entries
    .filter(({ instant }) => instant === entry.instant)
    .map((placed) => readEntry(text, placed));
  return correctedAmong(atOnce, entry) ?? findNearly(text, timeline, entry);
}

/** Returns the entry, or what it has become, in a line that no longer is an entry. */
export function findNearly(text: string, { start, end }: Timeline, entry: Entry): Entry | undefined {
  const minute = formatInstant(entry.instant).slice(0, '2026-11-20T15:02'.length);
  for (let at = text.indexOf(minute, start); at >= 0 && at < end; at = text.indexOf(minute, at + 1)) {
    const found = nearlyAt(text, text.lastIndexOf('\n', at) + 1, at, end);
    if (found && found.instant === entry.instant && (sameEntry(found, entry) || isCorrection(entry, found))) {
      return found;
    }
  }
  return undefined;
}

/** The entry of the line from `line`, whose time is at `time`, once it's put right. */
function nearlyAt(text: string, line: number, time: number, end: number): Entry | undefined {
  const [before, indent = '', box = ''] = BEFORE_TIME.exec(text.slice(line, time)) ?? [];
  if (before === undefined || before === '- ') {
    return undefined;
  }
  const next = lineAfter(text, line);
  const head = `- ${box.toLowerCase()}${text.slice(time, lineAfter(text, time))}`.replace(
    /^[^:]*:[^:]*:[^:]*:?[ \u00a0]?/,
    (words) => words.replaceAll('\u00a0', ' '),
  );
  const below: string[] = [];
  for (let at = next; at < end; at = lineAfter(text, at)) {
    const more = lineText(text, at, lineAfter(text, at));
    if (!more.startsWith(`${indent}  `)) {
      break;
    }
    below.push(`${more.slice(indent.length)}\n`);
  }
  const whole = `## Timeline\n\n${head}${below.join('')}`;
  const [placed] = readTimeline(whole, 0).entries;
  return placed && readEntry(whole, placed);
}

/** Returns the same among the entries of its instant. */
export function correctedAmong(atOnce: readonly Entry[], entry: Entry): Entry | undefined {
  return atOnce.find((other) => !sameEntry(other, entry) && isCorrection(entry, other));
}

function isCorrection(was: Entry, is: Entry): boolean {
  if (was.kind !== is.kind) {
    return false;
  }
  const own = SWALLOWED.test(was.text) ? is.text : is.text.replace(SWALLOWED, '');
  const [before, after] = [bare(was.text), bare(own)];
  if (before === after) {
    return was.author === is.author || before !== '';
  }
  const isOne = was.author === is.author && was.instant % 60_000 !== 0;
  // Lines that were broken without an indentation are below the entry.
  const isCut = after.length >= CUT && before.startsWith(after);
  return isOne && (before === '' || isCut || ratio(before.slice(0, LONGEST), after.slice(0, LONGEST)) >= ALIKE);
}

/** Returns the words without what a formatter changes: marks of emphasis, bullets, escapes, line breaks, smart quotes, links. */
function bare(text: string): string {
  return text
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/<(?=https?:)([^\s<>]{1,2000})>/g, '$1')
    .replaceAll('\u2026', '...')
    .replace(/[\\*_~`+"'\u2018-\u201f\u2013\u2014-]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
