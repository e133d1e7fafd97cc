/**
 * Recognizes an entry that another program changed: a formatter, `sed`, another editor. What is still recognizable was
 * corrected and isn't lost, so that nobody puts the old one back next to it.
 */

import { ratio } from 'fuzzball/ultra_lite';
import { sameEntry, type Entry } from '../timeline/entry';
import { readEntry, type Timeline } from '../timeline/timeline';

/** Minimum length of what is left of an entry whose end is gone. */
const CUT = 20;
/** In percent; below it the words are others'. */
const ALIKE = 60;
/** Maximum length of the texts that are compared, in UTF-16 code units; what is longer is told by its beginning. */
const LONGEST = 500;

/**
 * Returns the entry that `entry` has become; undefined if there is none. Several entries of one author may share a whole minute,
 * as people type and paste times by the minute: there only what differs in its form is recognized.
 */
export function findCorrected(text: string, { entries }: Timeline, entry: Entry): Entry | undefined {
  const atOnce = entries.filter(({ instant }) => instant === entry.instant).map((placed) => readEntry(text, placed));
  return correctedAmong(atOnce, entry);
}

/** Returns the same among the entries of its instant. */
export function correctedAmong(atOnce: readonly Entry[], entry: Entry): Entry | undefined {
  return atOnce.find((other) => !sameEntry(other, entry) && isCorrection(entry, other));
}

function isCorrection(was: Entry, is: Entry): boolean {
  if (was.kind !== is.kind) {
    return false;
  }
  const [before, after] = [bare(was.text), bare(is.text)];
  if (before === after) {
    return was.author === is.author || before !== '';
  }
  const isOne = was.author === is.author && was.instant % 60_000 !== 0;
  // Lines that were broken without an indentation stand below the entry.
  const isCut = after.length >= CUT && before.startsWith(after);
  return isOne && (before === '' || isCut || ratio(before.slice(0, LONGEST), after.slice(0, LONGEST)) >= ALIKE);
}

/** Returns the words without what a formatter changes: marks of emphasis, bullets, escapes, line breaks, smart quotes, links. */
function bare(text: string): string {
  return text
    .replace(/<(?=https?:)([^\s<>]{1,2000})>/g, '$1')
    .replaceAll('\u2026', '...')
    .replace(/[\\*_~`+"'\u2018-\u201f\u2013\u2014-]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
