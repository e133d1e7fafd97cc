/**
 * Makes entries of lines that begin with a bare time. The day is that of the heading or the entry above; a time without a
 * zone may be local or UTC, and both are offered.
 */

import { DateTime } from 'luxon';
import { formatEntry, type Entry } from '../timeline/entry';
import { formatInstant } from '../time/instant';
import type { LooseLine } from '../timeline/looseLines';
import type { FixFrame, QuickFix } from '../text/quickFix';
import type { IncidentRecord } from '../record/record';
import { lineEndOf } from '../text/textEdit';
import { describeInstant, readLeadingTime } from '../time/typedTime';
import { LOCALE } from '../time/wallClock';
import { say } from '../words/say';

const DAY = 86_400_000;
/** Lines that were written at once may be in any order. */
const DISORDER = 300_000;
const SPEAKER = /^(?:@([\w.-]+)[:,]?|<@?([\w.-]+)>:?)[ \t]+(?=\S)/;
const FORMS = ['LLLL d', 'LLL d', 'd LLLL', 'd LLL'];

/** Returns an edit for each instant that the line's time can mean; none if its zone is ambiguous or there is no such time. */
export function looseFixes(record: IncidentRecord, loose: LooseLine, frame: FixFrame): QuickFix[] {
  const { readings, sure } = instantsOf(record, loose, frame);
  return readings.map(({ instant, words }): QuickFix => {
    const [, at, nick] = SPEAKER.exec(words) ?? [];
    const author = loose.author ?? at ?? nick ?? frame.author ?? above(record, loose)?.author ?? 'unknown';
    const todo = loose.box !== undefined;
    const entry: Entry = {
      instant,
      author,
      kind: todo ? 'TODO' : 'TL',
      qualifier: '',
      text: words.replace(SPEAKER, ''),
      ...(todo && { ticked: loose.box !== ' ' }),
    };
    const exact = formatInstant(instant);
    const minute = /^\D*(?:\d{4}-\d\d-\d\d\D+)?\d{1,2}:\d\d:\d\d/.test(loose.head)
      ? exact
      : exact.replace(/:00Z$/, 'Z');
    const text = formatEntry(entry, lineEndOf(record.text)).replace(exact, minute);
    const title = say`Log it at ${describeInstant(instant, frame)}, by @${author}`;
    const edits = [{ start: loose.start, end: loose.end, text }];
    return readings.length === 1 && sure ? { title, edits, preferred: true } : { title, edits };
  });
}

interface Readings {
  readonly readings: readonly { readonly instant: number; readonly words: string }[];
  /** False where the heading names a day that isn't understood: it may be another one than that of the entry above. */
  readonly sure: boolean;
}

function instantsOf(record: IncidentRecord, loose: LooseLine, frame: FixFrame): Readings {
  const before = above(record, loose)?.instant;
  const anchor = before ?? record.timeline.entries.find(({ start }) => start > loose.start)?.instant ?? frame.now;
  const now = Math.min(frame.now, before === undefined ? anchor : before + DAY - DISORDER);
  const dated =
    loose.day === undefined
      ? []
      : readHead(`${dayOf(loose.day, frame.now) ?? loose.day} ${loose.head}`, frame.now, frame);
  const readings = dated.length > 0 ? dated : readHead(loose.head, now, frame);
  // What is in its place among the entries is likelier than a time of the day before.
  const fitting = readings.filter(({ instant }) => before === undefined || instant >= before - DISORDER);
  return {
    readings: fitting.length > 0 ? fitting : readings,
    sure: loose.day === undefined || dated.length > 0,
  };
}

/** Returns what a line that begins with a time can mean: its zone may be the person's or UTC. */
function readHead(head: string, now: number, frame: FixFrame): Readings['readings'] {
  const found = new Map<number, string>();
  for (const zone of [frame.zone, 'UTC']) {
    const { instant, text } = readLeadingTime(head, { now, zone });
    if (instant !== undefined) {
      found.set(instant, text);
    }
  }
  return [...found].map(([instant, words]) => ({ instant, words }));
}

function above({ timeline }: IncidentRecord, { start }: LooseLine) {
  return timeline.entries.findLast((placed) => placed.start < start);
}

/** `2026-05-13` for `May 13`, the last one that isn't in the future; undefined if it isn't known which day is meant. */
function dayOf(words: string, now: number): string | undefined {
  const iso = /\d{4}-\d\d-\d\d/.exec(words)?.[0];
  if (iso !== undefined) {
    return iso;
  }
  const bare = words
    .replace(/[:(].*$/, '')
    .trim()
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? /i, '')
    .replace(/(?<=\d)(?:\.|st|nd|rd|th)(?= |,|$)/, '')
    .replace(',', '')
    .trim();
  const year = /(?<= )\d{4}$/.exec(bare)?.[0];
  const zone = 'utc';
  for (const form of FORMS) {
    const day = DateTime.fromFormat(
      year === undefined ? `${bare} ${new Date(now).getUTCFullYear()}` : bare,
      `${form} yyyy`,
      { zone, locale: LOCALE },
    );
    if (day.isValid) {
      const ahead = year === undefined && day.toMillis() > now + DAY;
      return day.minus({ years: ahead ? 1 : 0 }).toISODate();
    }
  }
  return undefined;
}
