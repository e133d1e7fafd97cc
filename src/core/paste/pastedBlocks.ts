/**
 * Splits pasted text into blocks, each beginning at a line with a time or with its writer's name. Knows lists, headings, logs,
 * and how chat programs copy a conversation; `pastedOrder.ts` finds the day of each time.
 */

import type { Zone } from 'luxon';
import { Fences } from '../text/fence';
import { Scanner } from '../text/scanner';
import { endsStep, finished, type Steps } from './steps';
import { readTimeHead, type TimeHead } from '../time/timeHead';
import type { ReadZone } from '../time/timeZone';
import { readLeadingHead, textBehind } from '../time/typedTime';
import { readDay, type WrittenDay } from '../time/writtenDay';
import { settledDates } from './pastedDates';
import { saidZone, withoutZone } from './pastedZone';

export interface PastedBlock {
  /** Absent of what comes before the first time. */
  readonly head?: TimeHead;
  /** The words of the head's time, to tell them back. */
  readonly written: string;
  /** What follows the time on its line. */
  readonly rest: string;
  /** The lines below it. */
  readonly lines: string[];
  /** Who wrote it, where a chat program put the name on a line of its own. */
  speaker?: string | undefined;
}

/** A heading or divider that is a day and nothing else, and a line with nothing but a name and a time. */
const DIVIDER = /^[\s#*_=\u2013\u2014-]*(.*?)[\s*_=:\u2013\u2014-]*$/s;
const NAME_AND_TIME = /^(\S.{0,39}?)(?:\s{2,}|\s*[\u2014\u2013|,\u00b7]\s*|\s+(?=[[(])|\s(?=\S+\s[AP]M$))(\S.{3,39})$/;
/** `Timeline of 2026-11-20`, `Notes for Friday`. */
const TITLE = /^(?:incident\s+)?(?:timeline|log|notes|events)\b[\s:\u2013-]*(?:of|for|on|from)?\s+/i;
/** What seems to be a day, and says only in part which. */
const PART_OF_DAY =
  /^[\s#*_-]*(?:day\s\d{1,3}|(?:last\s|the\s|that\s)?(?:night|morning|afternoon|evening)|(?:\p{L}{3,9},?\s)?(?:the\s)?\d{1,2}(?:st|nd|rd|th))[\s*_:-]*$/iu;
const LONGEST_DIVIDER = 80;
/** The emoji of somebody's status, behind the name. */
const STATUS = /\s?:[a-z0-9_+-]{2,40}:(?=\s|$)/;
const BADGES = /^(?:APP|BOT|Bot|App)$/;

/** Every line is in one block, but for the lines that are only a day. */
export function pastedBlocks(text: string, zone?: Zone): PastedBlock[] {
  return finished(blockSteps(text, zone));
}

/** The same in steps. */
export function* blockSteps(text: string, zone?: Zone): Steps<PastedBlock[]> {
  const blocks: PastedBlock[] = [];
  const fences = new Fences();
  let day: WrittenDay | undefined;
  let speaker: string | undefined;
  const lines = settledDates(text.split(/\r\n?|\n/));
  // Where the times of some messages are set apart, only those have a name above them.
  const isChat = yield* hasOne(lines, (line) => isSetApart(line) && timeAlone(line));
  for (const [index, line] of lines.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const fenced = fences.take(line) === 'inside';
    const named = fenced ? undefined : nameAndTime(line, lines[index + 1]);
    const head = fenced ? undefined : (named?.head ?? readLeadingHead(line.trim()));
    if (head && !('problem' in head.time)) {
      const rest = named ? '' : textBehind(line.trim(), head);
      const above =
        named || rest !== '' || /^\s*#/.test(line) || (isChat && !isSetApart(line))
          ? undefined
          : takeName(blocks.at(-1), /^\s/.test(line));
      speaker = named?.name ?? above ?? (rest === '' ? speaker : undefined);
      blocks.push({ head: inContext(head, day, zone), written: line.trim(), rest, lines: [], speaker });
      continue;
    }
    const marked = fenced ? undefined : dayAlone(line, isChat || isTimed(lines[index + 1] || lines[index + 2]));
    if (marked) {
      day = marked;
    } else if (blocks.length === 0) {
      blocks.push({ written: '', rest: '', lines: [line] });
    } else {
      blocks.at(-1)!.lines.push(line);
    }
  }
  return blocks;
}

function* hasOne(lines: readonly string[], isOne: (line: string) => boolean): Steps<boolean> {
  for (const [index, line] of lines.entries()) {
    if (endsStep(index)) {
      yield;
    }
    if (isOne(line)) {
      return true;
    }
  }
  return false;
}

/** Returns the time with the day and the zone that were said above it, if it has none of its own. */
function inContext(head: TimeHead, day: WrittenDay | undefined, zone: Zone | undefined): TimeHead {
  const { time } = head;
  return 'clock' in time ? { ...head, time: { ...time, day: time.day ?? day, zone: time.zone ?? zone } } : head;
}

/** Returns the zone that the text says all times are in, or a problem if it could be several. */
export function zoneSaid(text: string): ReadZone | undefined {
  // Of a long log only its begin and its last line are looked at.
  return saidZone(text.slice(0, 4000).split(/\r\n?|\n/), /.*$/.exec(text.slice(-400).trimEnd())![0], isTimed);
}

/** Returns the first line above a time that seems to be its day, and isn't read as one: `Day 1`, `Thursday 26th`, `Last night`. */
export function unreadDay(blocks: readonly PastedBlock[]): string | undefined {
  const above = blocks.slice(0, -1).map(({ lines }) => lines.findLast((line) => line.trim() !== ''));
  return above.find((line) => line !== undefined && PART_OF_DAY.test(line))?.trim();
}

/** Returns whether each time seems to be below its words: words come first, and nothing follows the last of the bare times. */
export function areTimesBelow(blocks: readonly PastedBlock[]): boolean {
  const [first, last] = [blocks[0], blocks.at(-1)];
  const isEmpty = ({ lines }: PastedBlock): boolean => lines.every((line) => line.trim() === '');
  return (
    first !== undefined &&
    !first.head &&
    !isEmpty(first) &&
    last?.head !== undefined &&
    isEmpty(last) &&
    blocks.every(({ head, rest }) => !head || rest === '')
  );
}

/** Returns whether it is the time of a first message: with AM or PM, or indented. */
function isSetApart(line: string): boolean {
  return /^\s|[ap]\.?\s?m\.?\s*$/i.test(line);
}

function isTimed(line: string | undefined): boolean {
  return line !== undefined && readLeadingHead(line.trim()) !== undefined;
}

function timeAlone(line: string): boolean {
  const head = readTimeHead(line.trim());
  return head !== undefined && head.length === line.trim().length;
}

/** Returns the day of `## May 13`, `Friday, November 20th 2026`, and where `divides` a time or a chat's message, of `Today`. */
function dayAlone(line: string, divides: boolean): WrittenDay | undefined {
  if (line.length > LONGEST_DIVIDER) {
    return undefined;
  }
  const words = DIVIDER.exec(line)![1]!;
  if (words === '' || words.length > 40 || !(divides || /^\s*#/.test(line) || /\d{4}/.test(words))) {
    return undefined;
  }
  // A weekday is one before white space alone.
  const named = withoutZone(words.replace(TITLE, '')).replace(/(\d)(?:st|nd|rd|th)$/, '$1');
  const scan = new Scanner(`${named} `);
  const day = readDay(scan);
  return day && !('problem' in day) && scan.rest.trim() === '' ? day : undefined;
}

/** `Dana Reed  2:03 PM`, `Dana — Today at 2:03 PM`, `Dana, [20.11.2026 14:03]`, above a message. */
function nameAndTime(line: string, next: string | undefined): { name: string; head: TimeHead } | undefined {
  const match = NAME_AND_TIME.exec(line.trim().replace(STATUS, ''));
  if (!match || !isShort(match[1]!) || next === undefined || next.trim() === '' || readTimeHead(next.trim())) {
    return undefined;
  }
  const head = readTimeHead(match[2]!);
  if (!head || head.length !== match[2]!.length || !('clock' in head.time)) {
    return undefined;
  }
  const certain = head.time.half || head.time.day !== undefined;
  return certain || isName(match[1]!) ? { name: match[1]!, head } : undefined;
}

/** Returns the name above a time that has a line of its own; it's no part of what was said before. */
function takeName(block: PastedBlock | undefined, indented: boolean): string | undefined {
  const lines = block?.lines ?? [];
  const last = lines.at(-1);
  if (!block || last === undefined || !(isName(last) || (indented && isShort(last)))) {
    return undefined;
  }
  // A bot's badge has a line of its own below the name.
  if (BADGES.test(last) && lines.length > 1) {
    lines.pop();
    return lines.pop();
  }
  // What was said can't be nothing but a name.
  return !block.head || block.rest !== '' || lines.length > 1 ? lines.pop() : undefined;
}

/** `Dana Reed`, `@dana`, `李雷`: every word begins with a capital letter, where its script has some. */
function isName(line: string): boolean {
  return isShort(line) && /^@?\S/.test(line) && line.split(/\s+/).every((word) => /^@|^[\p{Lu}\p{Lo}(]/u.test(word));
}

function isShort(line: string): boolean {
  return line.length <= 40 && /^[@\p{L}].*[^\s.!?:;,]$/u.test(line) && line.split(/\s+/).length <= 4;
}
