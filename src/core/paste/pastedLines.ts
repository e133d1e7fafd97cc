/**
 * Several lines from the clipboard as several entries: notes, a log, or a piece of a chat, each with its own time. Whose
 * words they are stays in the text. What can't be known is a warning, never a guess.
 */

import { normaliseText } from '../text/plainText';
import { wholeSeconds } from '../time/instant';
import { Fences } from '../text/fence';
import { shortened } from '../text/flatText';
import { isCalendarDate } from '../timeline/followUp';
import { areTimesBelow, pastedBlocks, unreadDay, zoneSaid, type PastedBlock } from './pastedBlocks';
import { instantsInOrder, ORDERS, orderOf, type PastedOrder } from './pastedOrder';
import type { WrittenTime } from '../time/timeHead';
import { localClock, localTime, readLeadingTime } from '../time/typedTime';
import { say } from '../words/say';

export interface PastedLine {
  /** Milliseconds since the epoch, whole seconds. */
  readonly instant: number;
  /** Whether the time is only known by the minute. */
  readonly minute?: true;
  /** Normalised, never empty; further lines are joined by `\n`. */
  readonly text: string;
}

export interface Pasted {
  /** Oldest first. */
  readonly lines: readonly PastedLine[];
  /** Finished sentences. */
  readonly warnings: readonly string[];
  /** Whether the order of the lines isn't known; then they're one entry. */
  readonly unordered: boolean;
  /** Whether lines are on another day, or in another zone, than their own times say and `now` would have it. */
  readonly inferred?: boolean;
}

interface PasteFrame {
  readonly now: number;
  readonly zone: string;
  /** Which line comes first; read from the times when absent. */
  readonly order?: PastedOrder | undefined;
  /** The day of the oldest line, `2026-11-20`, if it has none of its own. */
  readonly date?: string | undefined;
}

/**
 * Reads `14:03 page came`, `[14:03] lee: rolled back`, `### 5:00 PM`, `- 3:07 pm: all calm`, a log, a table, or a chat, each
 * time on a line of its own. A line without a time continues the one before it, as does everything in a code fence; with
 * none before it, it's at `now`. Times without a date are on the days that end no later than `now`, or that follow a line
 * with a date. A time without any text is left out.
 */
export function readPastedLines(text: string, frame: PasteFrame): Pasted {
  const zone = zoneSaid(text);
  if (zone && 'problem' in zone) {
    return { lines: [asOneEntry(text, frame.now)], warnings: [zone.problem.whole], unordered: false };
  }
  const found = pastedBlocks(text, zone?.zone);
  const unclear = whyUnclear(found);
  if (unclear !== undefined) {
    return { lines: [asOneEntry(text, frame.now)], warnings: [unclear], unordered: false };
  }
  const heads = found.flatMap(({ head }) => head ?? []);
  const order = frame.order ?? orderOf(heads, frame);
  if (order === undefined) {
    return {
      lines: [asOneEntry(text, frame.now)].filter((line) => line.text !== ''),
      warnings: [
        say`The order of these lines isn't clear, so they're one entry. Say whether the oldest or the newest is first.`,
      ],
      unordered: true,
    };
  }
  const blocks = order === 'newest' ? found.toReversed() : found;
  const timed = blocks.filter(({ head }) => head);
  const read = instantsInOrder(
    datedTimes(timed, frame.date),
    timed.map(({ written }) => written),
    frame,
  );
  const instants = read.map((one) => ('instant' in one ? one.instant : undefined));
  const skipped = read.flatMap((one) => ('problem' in one ? one.problem.whole : []));
  let before = instants.find((instant) => instant !== undefined) ?? wholeSeconds(frame.now);
  const lines = blocks
    .map((block) => {
      const instant = block.head ? instants.shift() : wholeSeconds(frame.now);
      // A time that its day doesn't have, because the clocks were set forward, stays in the text.
      const kept = [instant === undefined ? block.written : block.rest, ...block.lines];
      before = block.head ? (instant ?? before) : before;
      return {
        instant: instant ?? before,
        ...(instant !== undefined && isMinute(block) && { minute: true as const }),
        text: normaliseText(withSpeaker(block, kept)),
      };
    })
    .filter((line) => line.text !== '');
  const timeIn = localClock(frame);
  const inferred =
    zone !== undefined ||
    read.some((one, index) => 'instant' in one && lacksDay(timed[index]!) && timeIn(one.instant).includes('-'));
  return { lines, warnings: [...skipped, ...unreadTimes(found, frame)], unordered: false, inferred };
}

/** Why it can't be known which words belong to which time, or which day is meant; undefined if it can. */
function whyUnclear(blocks: readonly PastedBlock[]): string | undefined {
  const day = unreadDay(blocks);
  return day === undefined
    ? areTimesBelow(blocks)
      ? say`Each time seems to be below its text, so this is one entry. Put each time before its text.`
      : undefined
    : say`Can't read a date in "${shortened(day, 40)}", so this is one entry. Write it like 2026-11-20.`;
}

/** One way to log what is pasted, as a choice. */
export interface WayToPaste {
  /** `Log 5 entries, newest line first`. */
  readonly label: string;
  /** `14:03 checkout fails · 14:05 rolled back · …` */
  readonly preview: string;
  readonly lines: readonly PastedLine[];
}

function wayLabel(count: number, order: PastedOrder | undefined): string {
  switch (order) {
    case 'oldest':
      return say`Log ${count} entries, oldest line first`;
    case 'newest':
      return say`Log ${count} entries, newest line first`;
    case undefined:
      return count === 1 ? say`Log 1 entry` : say`Log ${count} entries`;
  }
}

/** Returns the ways to log a text, what was read first; where the order isn't known, both orders. */
export function waysToPaste(text: string, frame: PasteFrame): WayToPaste[] {
  const read = readPastedLines(text, frame);
  const orders: (PastedOrder | undefined)[] = read.unordered ? [...ORDERS] : [frame.order];
  const ways = orders.map((order): WayToPaste => {
    const { lines } = readPastedLines(text, { ...frame, order });
    return {
      label: wayLabel(lines.length, read.unordered ? order : undefined),
      preview: previewOf(lines, frame),
      lines,
    };
  });
  const one = asOneEntry(text, frame.now);
  const isOne = ways.length === 1 && ways[0]!.lines.length === 1 && ways[0]!.lines[0]!.text === one.text;
  return isOne
    ? ways
    : [...ways, { label: say`Log one entry at the current time`, preview: previewOf([one], frame), lines: [one] }];
}

function previewOf(lines: readonly PastedLine[], frame: PasteFrame): string {
  const told = lines
    .slice(0, 4)
    .map(({ instant, text }) => `${localTime(instant, frame)} ${shortened(text.split('\n', 1)[0]!, 30)}`);
  return [...told, ...(lines.length > 4 ? ['…'] : [])].join(' · ');
}

/** All of it as one entry at `now`. */
function asOneEntry(text: string, now: number): PastedLine {
  return { instant: wholeSeconds(now), text: normaliseText(text) };
}

/** Returns whether the time of a block is only known by the minute. */
export function isMinute({ head }: PastedBlock): boolean {
  return head !== undefined && 'clock' in head.time && !head.time.seconds;
}

function lacksDay({ head }: PastedBlock): boolean {
  return head !== undefined && 'clock' in head.time && !head.time.day;
}

/** Returns the times; the oldest one gets that date if it has no day. */
export function datedTimes(blocks: readonly PastedBlock[], date: string | undefined): WrittenTime[] {
  const times = blocks.flatMap(({ head }) => head?.time ?? []);
  const [first] = times;
  if (date === undefined || !isCalendarDate(date) || !first || !('clock' in first) || first.day) {
    return times;
  }
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return [{ ...first, day: { year, month, day } }, ...times.slice(1)];
}

function withSpeaker({ speaker }: PastedBlock, lines: readonly string[]): string {
  const said = normaliseText(lines.join('\n'));
  if (speaker === undefined || said === '') {
    return said;
  }
  // What begins as a block of markdown must begin its line.
  return `${speaker}:${/^(?:```|~~~|[-*+>|#]|\d{1,9}[.)]\s)/.test(said) ? '\n' : ' '}${said}`;
}

/** Says of lines that seem to begin with a time why they aren't entries of their own. */
function unreadTimes(blocks: readonly PastedBlock[], frame: PasteFrame): string[] {
  const seeming = blocks.flatMap(({ lines }) =>
    outsideFences(lines).flatMap((line) => {
      const { problem, hint } = /^\s{2}/.test(line) ? {} : readLeadingTime(line, frame);
      return problem?.whole ?? (hint && say`No time was found in "${shortened(line.trim(), 40)}".`) ?? [];
    }),
  );
  return seeming.length > 3
    ? [...seeming.slice(0, 2), say`${seeming.length - 2} more lines seem to begin with a time.`]
    : seeming;
}

function outsideFences(lines: readonly string[]): string[] {
  const fences = new Fences();
  return lines.filter((line) => fences.take(line) !== 'inside');
}
