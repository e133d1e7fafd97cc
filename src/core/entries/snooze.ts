/**
 * Snoozes a due item: an entry in the timeline says until when, so that every clone knows. Reads and writes that entry;
 * `dueItems.ts` says which items there are.
 */

import { flatText } from '../text/flatText';
import { formatInstant, readInstant } from '../time/instant';
import type { NewEntry } from './newEntry';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import type { PlacedEntry } from '../timeline/entryHead';
import { readEntry } from '../timeline/timeline';
import { looksLikeZone } from '../time/timeZone';
import { readTypedTime } from '../time/typedTime';
import { CORE_SENTENCES } from '../text/sentences';
import type { Reason } from '../text/reason';

/** Both in milliseconds since the epoch. */
export interface Snooze {
  /** When it was put off. */
  readonly instant: number;
  readonly until: number;
}

/** By what a due item is named in a record: its key, or its label in a line that version 0.1.0 wrote. */
interface DueName {
  readonly key: string;
  readonly label: string;
}

/** `SNOOZE update: internal until 2026-11-20T15:45:00Z, we wait for the vendor` */
const SNOOZE = 'SNOOZE';
const UNTIL = /^(.{1,200}?) until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?=,|$)/;

/** `TL: Snoozed “Update for internal” until 2026-11-20T15:45:00Z, we wait for the vendor`, as version 0.1.0 writes it. */
const FIRST_FORM = { begin: 'Snoozed “', until: /” until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?=,|$)/g };
/** Returns what version 0.1.0 calls a due item. */
const firstLabel = (label: string): string => label.replace(/^Quest for /, 'Quest of ');
/** A label is flat, and shorter than this; a reason may be cut. */
const LONGEST = 1500;

/**
 * `SNOOZE update: internal until 2026-11-20T15:45:00Z, we wait for the vendor`; the reason may be empty. The first word of
 * the due item's key is the qualifier, the rest begins the text. `due` is when it would ring, `instant` the entry's own, all
 * in milliseconds since the epoch.
 * @throws Refusal if it would ring no later.
 */
export function snoozeEntry(
  { key, label, at: due }: DueName & { readonly at: number },
  until: number,
  reason: string,
  instant: number,
): NewEntry {
  if (until <= Math.max(due, instant)) {
    throw due > instant
      ? refusal(CORE_SENTENCES, 'snoozeTooShort', { label, due: formatInstant(due) })
      : refusal(CORE_SENTENCES, 'snoozeOver');
  }
  const why = flatText(reason).trim();
  const space = key.indexOf(' ');
  return {
    kind: SNOOZE,
    qualifier: key.slice(0, space),
    text: `${key.slice(space + 1)} until ${formatInstant(until)}${why === '' ? '' : `, ${why}`}`,
  };
}

/** Returns whether a `TL` line of version 0.1.0 says that a due item was put off, which is nobody's news. */
export function isSnoozeLine(text: string): boolean {
  return text.startsWith(FIRST_FORM.begin);
}

/** Returns the last snooze of each of these due items that is on record, by key. */
export function readSnoozes(record: IncidentRecord, items: readonly DueName[]): Map<string, Snooze> {
  const snoozes = new Map<string, Snooze>();
  const keys = new Set(items.map(({ key }) => key));
  const labels = new Map(items.map(({ key, label }) => [firstLabel(label), key]));
  for (const placed of countingEntries(record)) {
    const read =
      placed.kind === SNOOZE
        ? readSnooze(record.text, placed, keys)
        : placed.kind === 'TL'
          ? readFirstForm(record.text, placed, labels)
          : undefined;
    const until = read && readInstant(read.until);
    if (until && 'instant' in until) {
      snoozes.set(read.key, { instant: placed.instant, until: until.instant });
    }
  }
  return snoozes;
}

interface ReadUntil {
  readonly key: string;
  readonly until: string;
}

function readSnooze(text: string, placed: PlacedEntry, keys: ReadonlySet<string>): ReadUntil | undefined {
  const [, rest, until] = UNTIL.exec(oneLined(readEntry(text, placed).text)) ?? [];
  const key = `${placed.qualifier} ${rest}`;
  return until !== undefined && keys.has(key) ? { key, until } : undefined;
}

function readFirstForm(text: string, placed: PlacedEntry, labels: ReadonlyMap<string, string>): ReadUntil | undefined {
  if (!text.startsWith(FIRST_FORM.begin, placed.textStart + 1)) {
    return undefined;
  }
  const said = oneLined(readEntry(text, placed).text).slice(FIRST_FORM.begin.length, LONGEST);
  // A quest's own words may hold what looks like an end.
  for (const end of said.matchAll(FIRST_FORM.until)) {
    const key = labels.get(said.slice(0, end.index));
    if (key !== undefined) {
      return { key, until: end[1]! };
    }
  }
  return undefined;
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
): { readonly until: number; readonly reason: string } | { readonly problem: Reason } {
  const words = typed.trim().split(/\s+/);
  // A time has up to six words: `20 Nov 2026 2:30 PM PT`.
  const reads = [6, 5, 4, 3, 2, 1].map((count) => ({
    read: readTypedTime(words.slice(0, count).join(' '), { ...given, direction: 'next' }),
    last: words[count - 1] ?? '',
    reason: words.slice(count).join(' '),
  }));
  // With a zone that means two, the time without it isn't what was meant.
  const { read, reason } = reads.find(({ read, last }) => 'instant' in read || looksLikeZone(last)) ?? reads.at(-1)!;
  return 'instant' in read ? { until: read.instant, reason } : read;
}
