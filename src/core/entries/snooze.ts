/**
 * A clock that is put off: a line in the timeline says until when, so that it holds in every clone. Knows the form of that
 * line and what a person types for it; which clocks there are is `clocks.ts`.
 */

import { flatText } from '../text/flatText';
import { formatInstant, readInstant } from '../time/instant';
import type { NewEntry } from './newEntry';
import type { IncidentRecord } from '../record/record';
import { Refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { looksLikeZone } from '../time/timeZone';
import { readTypedTime } from '../time/typedTime';

/** Both in milliseconds since the epoch. */
export interface Snooze {
  /** When it was put off. */
  readonly instant: number;
  readonly until: number;
}

const BEGIN = 'Snoozed “';
const UNTIL = /” until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?=,|$)/g;
/** A label is flat, and shorter than this; a reason may be cut. */
const LONGEST = 1500;

/**
 * `TL: Snoozed “Update for internal” until 2026-11-20T15:45:00Z, we wait for the vendor`; the reason may be empty. `due` is
 * when the clock would ring, `instant` the entry's own, all in milliseconds since the epoch.
 * @throws Refusal where it would ring no later.
 */
export function snoozeEntry(
  { label, at: due }: { readonly label: string; readonly at: number },
  until: number,
  reason: string,
  instant: number,
): NewEntry {
  if (until <= Math.max(due, instant)) {
    const why = due > instant ? `“${label}” is not due before ${formatInstant(due)}` : 'That is past already';
    throw new Refusal(`${why}: snooze it until later.`);
  }
  const why = flatText(reason).trim();
  return { kind: 'TL', text: `${BEGIN}${label}” until ${formatInstant(until)}${why === '' ? '' : `, ${why}`}` };
}

/** Whether a line says that a clock was put off, which is nobody's news. */
export function isSnoozeLine(text: string): boolean {
  return text.startsWith(BEGIN);
}

/** The last snooze of each of these labels that is on record. */
export function readSnoozes(record: IncidentRecord, labels: ReadonlySet<string>): Map<string, Snooze> {
  const snoozes = new Map<string, Snooze>();
  const { text } = record;
  for (const placed of countingEntries(record)) {
    const begins = placed.kind === 'TL' && text.startsWith(BEGIN, placed.textStart + 1);
    const said = begins ? oneLined(readEntry(text, placed).text).slice(BEGIN.length, LONGEST) : '';
    // A quest's own words may hold what looks like an end.
    for (const end of said.matchAll(UNTIL)) {
      const label = said.slice(0, end.index);
      const read = readInstant(end[1]!);
      if (labels.has(label) && 'instant' in read) {
        snoozes.set(label, { instant: placed.instant, until: read.instant });
        break;
      }
    }
  }
  return snoozes;
}

/** A formatter may have wrapped the line. */
function oneLined(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/**
 * What is typed to put a clock off: `+15m`, or `14:30 we wait for the vendor` with a reason behind the time. `now` is in
 * milliseconds since the epoch, `zone` an IANA name.
 */
export function readTypedSnooze(
  typed: string,
  given: { readonly now: number; readonly zone: string },
): { readonly until: number; readonly reason: string } | { readonly problem: string } {
  const words = typed.trim().split(/\s+/);
  // A time has up to six words: `20 Nov 2026 2:30 PM PT`.
  const reads = [6, 5, 4, 3, 2, 1].map((count) => ({
    read: readTypedTime(words.slice(0, count).join(' '), { ...given, direction: 'next' }),
    last: words[count - 1] ?? '',
    reason: words.slice(count).join(' '),
  }));
  // With a zone that means two, the time without it is not what was meant.
  const { read, reason } = reads.find(({ read, last }) => 'instant' in read || looksLikeZone(last)) ?? reads.at(-1)!;
  return 'instant' in read ? { until: read.instant, reason } : read;
}
