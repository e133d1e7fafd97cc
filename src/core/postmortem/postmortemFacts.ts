/** Gathers what a postmortem needs from a record, in one pass over its entries. */

import { openOffers, type Offer } from '../entries/roles';
import { IANAZone } from 'luxon';
import type { PlacedEntry } from '../timeline/entryHead';
import { fieldOf, type Fields } from '../frontMatter/fields';
import { entryText, flatEntry } from '../timeline/entryText';
import { flatText } from '../text/flatText';
import { formatInstant } from '../time/instant';
import { zoneNameAt } from '../time/timeZone';
import { localClock } from '../time/typedTime';
import { firstInRound, type Moment } from './keyTimes';
import { statusAfter, type Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { countingEntries, RETRACT, retellRetraction } from '../timeline/retraction';
import { roleTenures, type Tenure } from '../timeline/roleTenure';
import { openSpans, severitySpans, type SeverityChange, type SeveritySpan, type TimeRange } from './severitySpans';
import { readWas, retellUntil } from '../timeline/textParts';

/** A milestone that was reached; without an entry where only the front matter tells it. */
interface Reached extends Moment {
  readonly placed?: PlacedEntry;
}

export interface PostmortemFacts {
  readonly record: IncidentRecord;
  readonly process: Process;
  readonly fields: Fields;
  /** Those that count, in the order of their instants. */
  readonly entries: readonly PlacedEntry[];
  /** The same by their kind. */
  readonly ofKind: (kind: string) => readonly PlacedEntry[];
  /** The entry's text on one line, with a link to the rest of it in the record. */
  readonly words: (placed: PlacedEntry) => string;
  /** The last entry of each hypothesis: a change of its state is a new entry with the same text. */
  readonly hypotheses: readonly PlacedEntry[];
  /** By role, also who handed it off. */
  readonly tenures: ReadonlyMap<string, readonly Readonly<Tenure>[]>;
  /** The hand-offs that nobody confirmed, the last one first. */
  readonly offers: readonly Offer[];
  /** In the order of their instants; of one that was reached twice in a row, the first. */
  readonly moments: readonly Reached[];
  readonly open: readonly TimeRange[];
  readonly severities: readonly SeveritySpan[];
  /** Whether its entries and milestones are of more than one day (UTC). */
  readonly days: boolean;
  /** The day of the first of them, `2026-11-20`; absent if there is none. */
  readonly day: string | undefined;
  /** An instant as sentences tell it: `15:02`, and `2026-11-20 15:02` if there are several days. */
  readonly clock: (instant: number) => string;
  /** Two of them, `15:02 to 15:40`, the date of the second left out where it is that of the first. */
  readonly range: (from: number, to: number) => string;
  /** An instant as rows tell it: `15:02:00`, and with the record's own zone `15:02:00 (10:02)`. */
  readonly exactClock: (instant: number) => string;
  /** The record's own zone, where it has one that isn't UTC. */
  readonly local: LocalZone | undefined;
}

interface LocalZone {
  /** As its people write it at the beginning of the incident: `EDT`. */
  readonly name: string;
  /** `08:49` there. */
  readonly clock: (instant: number) => string;
}

export function gatherFacts(record: IncidentRecord, process: Process): PostmortemFacts {
  const { fields } = record.frontMatter;
  const entries = inOrder(countingEntries(record));
  const kinds = byKind(entries);
  const ofKind = (kind: string): readonly PlacedEntry[] => kinds.get(kind) ?? [];
  const moments = momentsOf(ofKind('MILESTONE'), fields);
  const instants = [entries[0]?.instant, entries.at(-1)?.instant, moments[0]?.instant, moments.at(-1)?.instant]
    .filter((instant) => instant !== undefined)
    .sort((a, b) => a - b);
  const [first, last] = [instants[0], instants.at(-1)];
  const open = openSpans(moments, (name) => statusAfter(process, name), first);
  const changes = ofKind('SEVERITY').flatMap((placed) => severityChange(record.text, placed));
  const days = first !== undefined && dayOf(first) !== dayOf(last!);
  const exact = clockOf(days);
  const clock = (instant: number): string => exact(instant).slice(0, -3);
  const local = localZone(fields.zone, first);
  return {
    record,
    process,
    fields,
    entries,
    ofKind,
    words: wordsOf(
      record.text,
      (instant) => (days || dayOf(instant) === dayOf(first ?? NaN) ? clock(instant) : undefined),
      linksInto(record.text),
    ),
    hypotheses: latest(ofKind('HYPOTHESIS'), record.text),
    tenures: roleTenures(record.text, ofKind('ROLE')),
    offers: openOffers(record),
    moments,
    open,
    severities: severitySpans(open, changes, fields.severity),
    days,
    day: first === undefined ? undefined : formatInstant(first).slice(0, 10),
    clock,
    range: (from, to) => `${clock(from)} to ${clock(to).slice(dayOf(from) === dayOf(to) ? -'15:02'.length : 0)}`,
    exactClock: local ? (instant) => `${exact(instant)} (${local.clock(instant)})` : exact,
    local,
  };
}

function byKind(entries: readonly PlacedEntry[]): ReadonlyMap<string, readonly PlacedEntry[]> {
  const kinds = new Map<string, PlacedEntry[]>();
  for (const placed of entries) {
    const known = kinds.get(placed.kind);
    if (known) {
      known.push(placed);
    } else {
      kinds.set(placed.kind, [placed]);
    }
  }
  return kinds;
}

function severityChange(text: string, placed: PlacedEntry): SeverityChange[] {
  const was = readWas(entryText(text, placed));
  const change = { instant: placed.instant, severity: placed.qualifier };
  return placed.qualifier === '' ? [] : [was === undefined ? change : { ...change, was }];
}

function inOrder(entries: readonly PlacedEntry[]): readonly PlacedEntry[] {
  return entries.every((placed, index) => index === 0 || entries[index - 1]!.instant <= placed.instant)
    ? entries
    : entries.toSorted((a, b) => a.instant - b.instant);
}

/** An entry of any kind but `TL` is told in more than one place, and read once. */
function wordsOf(
  text: string,
  clock: (instant: number) => string | undefined,
  linkTo: (offset: number) => string,
): (placed: PlacedEntry) => string {
  const known = new Map<PlacedEntry, string>();
  const read = (placed: PlacedEntry): string => {
    const { kind, start } = placed;
    const whole = kind === 'UPDATE' ? firstLine(text, placed) : flatEntry(text, placed);
    const words = kind === 'TL' ? whole : withClock(kind, whole, clock);
    return words.endsWith(LEFT_OUT) ? `${words}${linkTo(start)}` : words;
  };
  return (placed) => {
    if (placed.kind === 'TL') {
      return read(placed);
    }
    let words = known.get(placed);
    if (words === undefined) {
      words = read(placed);
      known.set(placed, words);
    }
    return words;
  };
}

const LEFT_OUT = ' …';

/** Returns what a message begins with. */
function firstLine(text: string, placed: PlacedEntry): string {
  const raw = text.slice(placed.textStart + 1, placed.end);
  const feed = raw.indexOf('\n');
  // A text that begins with a block begins on the line below.
  const whole = feed >= 0 && raw.slice(0, feed).trim() === '' ? entryText(text, placed) : raw.trim();
  const [end, flat] = [whole.indexOf('\n'), flatText(whole.split('\n', 1)[0]!)];
  return end < 0 || flat.endsWith(LEFT_OUT) ? flat : `${flat}${LEFT_OUT}`;
}

/** ` [more](incident.md#L45)`, for what begins at an offset of the record. */
function linksInto(text: string): (offset: number) => string {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = starts[middle]! <= offset ? [middle + 1, high] : [low, middle];
    }
    return ` [more](incident.md#L${low})`;
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function localZone(zone: string | undefined, first: number | undefined): LocalZone | undefined {
  if (zone === undefined || first === undefined || !IANAZone.isValidZone(zone)) {
    return undefined;
  }
  const name = zoneNameAt(first, IANAZone.create(zone));
  const clock = localClock({ zone, now: first });
  // The time of day is enough: the date next to it is UTC's.
  return name === 'UTC' ? undefined : { name, clock: (instant) => clock(instant).slice(-5) };
}

/** The words with an instant in them as the other times are told; as they are where that would hide another day. */
function withClock(kind: string, words: string, clock: (instant: number) => string | undefined): string {
  return kind === 'QUEST' ? retellUntil(words, clock) : kind === RETRACT ? retellRetraction(words, clock) : words;
}

function latest(entries: readonly PlacedEntry[], text: string): PlacedEntry[] {
  const found = new Map<string, PlacedEntry>();
  for (const placed of entries) {
    found.set(entryText(text, placed), placed);
  }
  return [...found.values()];
}

function momentsOf(milestones: readonly PlacedEntry[], fields: Fields): Reached[] {
  const moments = milestones
    .filter(({ qualifier }) => qualifier !== '' && !qualifier.endsWith('?'))
    .map((placed): Reached => ({ name: placed.qualifier, instant: placed.instant, placed }));
  const told = new Set(moments.map(({ name }) => name));
  const untold = Object.keys(fields.milestones)
    .filter((name) => !told.has(name))
    .map((name): Reached => ({ name, instant: fieldOf(fields.milestones, name)! }));
  return firstInRound([...moments, ...untold].sort((a, b) => a.instant - b.instant));
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

function dayOf(instant: number): number {
  return Math.floor(instant / DAY);
}

/** Whatever comes before the seconds is the same for many entries: the minute is written once, the date once a day. */
function clockOf(days: boolean): (instant: number) => string {
  let [minute, day] = [NaN, NaN];
  let [before, date] = ['', ''];
  return (instant) => {
    if (Math.floor(instant / MINUTE) !== minute) {
      minute = Math.floor(instant / MINUTE);
      if (days && dayOf(instant) !== day) {
        day = dayOf(instant);
        date = `${formatInstant(instant).slice(0, 10)} `;
      }
      const ofDay = minute - dayOf(instant) * (DAY / MINUTE);
      before = `${date}${TWO_DIGITS[Math.floor(ofDay / 60)]!}:${TWO_DIGITS[ofDay % 60]!}:`;
    }
    return before + TWO_DIGITS[Math.floor((instant - minute * MINUTE) / 1000)]!;
  };
}
