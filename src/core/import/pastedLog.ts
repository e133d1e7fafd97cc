/**
 * Reads text that people copied or wrote: chat, lines that begin with times, a report with days and times as headings. Times,
 * names, and days are found the same way as in pasted text.
 */

import { FixedOffsetZone } from 'luxon';
import { blockSteps, zoneSaid, type PastedBlock } from '../paste/pastedBlocks';
import { datedTimes, isMinute, type PastedLine } from '../paste/pastedLines';
import { instantSteps, orderSteps, type PastedOrder } from '../paste/pastedOrder';
import { Fences } from '../text/fence';
import { reasonOf, type Reason } from '../text/reason';
import { Refusal } from '../text/refusal';
import { endsStep, type Steps } from '../paste/steps';
import { readLeadingHead } from '../time/typedTime';
import type { WrittenTime } from '../time/timeHead';
import { utc } from '../time/instant';
import { moment, timeOf } from '../time/wallClock';
import { calendarDay, type LogFrame, type LogLine, type LogTime, type ReadLog } from './logLine';
import { IMPORT_SENTENCES, unreadWarnings } from './sentences';
import { isoDay, type SettledLine } from './settledTimes';

const UTC = FixedOffsetZone.utcInstance;
const DAY = 86_400_000;
/** Lines below one heading may be in any order within this time, in ms. */
const LONGEST_BACK = 3_900_000;

interface PastedFrame extends LogFrame {
  readonly order?: PastedOrder | undefined;
}

/** A conversation: who said it is found, and what a chat program adds below a message is left out. */
export function* chatTextSteps(text: string, frame: PastedFrame): Steps<ReadLog | { readonly missing: Reason }> {
  const read = yield* timeSteps(joinedHeads(text), frame);
  if ('missing' in read) {
    return read;
  }
  const named = read.timed.filter(({ block }) => speakerIn(block.rest) !== undefined).length;
  const names = named * 2 >= read.timed.length;
  const lines: LogLine[] = [];
  for (const [index, { block, ...known }] of read.timed.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const own = block.speaker === undefined ? speakerIn(block.rest, names) : undefined;
    const said = [own?.text ?? block.rest, ...withoutReactions(block.lines)].join('\n');
    const text = withoutEdited(said);
    if (!DELETED.test(text)) {
      lines.push({ speaker: block.speaker ?? own?.name, text, ...known });
    }
  }
  return { lines, chat: true, zone: read.zone, warnings: read.warnings };
}

/** A report: what follows a heading that isn't a time is no longer of the timeline. */
export function* reportSteps(text: string, frame: PastedFrame): Steps<ReadLog | { readonly missing: Reason }> {
  const read = yield* timeSteps(text, frame);
  if ('missing' in read) {
    return read;
  }
  const lines: LogLine[] = [];
  for (const [index, { block, ...known }] of read.timed.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const text = unlisted([block.rest, ...beforeHeading(block.lines)]).join('\n');
    lines.push({ speaker: block.speaker, text, ...known });
  }
  return { lines, chat: false, zone: read.zone, warnings: read.warnings };
}

interface Timed {
  readonly time: LogTime;
  readonly minute?: true;
  readonly block: PastedBlock;
}

/** Each block with its time on the wall, oldest first. */
function* timeSteps(
  text: string,
  { now, date, order: said }: PastedFrame,
): Steps<
  | { readonly timed: readonly Timed[]; readonly zone: ReadLog['zone']; readonly warnings: readonly string[] }
  | { readonly missing: Reason }
> {
  const zone = zoneSaid(text);
  if (zone && 'problem' in zone) {
    throw new Refusal(zone.problem);
  }
  const found = (yield* blockSteps(text)).filter(({ head }) => head);
  const heads = found.map(({ head }) => head!);
  const isRelative = heads.some(({ time }) => 'clock' in time && time.day && !('month' in time.day));
  // Days are reckoned as if the wall were UTC's; which zone it is comes later.
  const frame = { now: date && isRelative ? Date.parse(`${isoDay(date)}T23:59:59Z`) : now + DAY, zone: 'UTC' };
  const first = heads.find(({ time }) => 'clock' in time);
  const isDated =
    heads.some(({ time }) => 'clock' in time && time.day && 'month' in time.day) ||
    heads.some(({ time }) => 'moved' in time);
  if (first && date === undefined && (isRelative || !isDated)) {
    return { missing: reasonOf(IMPORT_SENTENCES, 'needsDate', { time: found[0]!.written.slice(0, 40) }) };
  }
  const order = said ?? (yield* orderSteps(heads, frame));
  if (order === undefined) {
    return { missing: reasonOf(IMPORT_SENTENCES, 'needsOrder') };
  }
  const blocks = order === 'newest' ? found.toReversed() : found;
  const read = yield* instantSteps(
    datedTimes(blocks, date && isoDay(date)),
    blocks.map(({ written }) => written),
    frame,
  );
  const warnings: string[] = [];
  const timed: Timed[] = [];
  let [heading, before, moved]: [object | undefined, number, number] = [undefined, 0, 0];
  for (const [index, block] of blocks.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const one = read[index]!;
    const { time } = block.head!;
    if ('problem' in one) {
      warnings.push(one.problem.whole);
      continue;
    }
    // The night after a heading that is a day belongs to it.
    const above = headingDay(block);
    moved = above === undefined || above !== heading ? 0 : moved;
    if (above !== undefined && above === heading && one.instant + moved < before - LONGEST_BACK) {
      moved += DAY;
      warnings.push(nextDay(time, block, one.instant + moved));
    }
    const instant = one.instant + moved;
    if (isUndated(time) && index > 0 && clockOf(instant) < clockOf(before) && instant > before) {
      warnings.push(nextDay(time, block, instant));
    }
    [heading, before] = [above, instant];
    timed.push({ time: asWall(time, before), ...(isMinute(block) && { minute: true as const }), block });
  }
  return { timed, zone: zone?.zone, warnings };
}

/** Returns a sentence that a time which goes back is on another day. */
function nextDay(time: WrittenTime, { written }: PastedBlock, instant: number): string {
  const date = new Date(instant).toISOString().slice(0, 10);
  return reasonOf(IMPORT_SENTENCES, 'nextDay', { time: 'clock' in time ? timeOf(time.clock) : written, date }).whole;
}

/** Returns whether only its neighbors tell its day. */
function isUndated(time: WrittenTime): boolean {
  return 'clock' in time && !time.day;
}

/** Returns the time of day, as if in UTC, in ms. */
function clockOf(instant: number): number {
  return instant % DAY;
}

/** Returns the day that a block has from a heading above it; undefined if the day is its own, or there is none. */
function headingDay({ head, written }: PastedBlock): object | undefined {
  const day = head && 'clock' in head.time ? head.time.day : undefined;
  const own = day && readLeadingHead(written)?.time;
  return own && 'clock' in own && !own.day ? day : undefined;
}

/** Returns an instant if the line gives its zone; otherwise the wall-clock time as if in UTC. */
function asWall(time: WrittenTime, instant: number): LogTime {
  if (!('clock' in time) || time.zone) {
    return { instant };
  }
  const { year, month, day, hour, minute, second } = moment(instant, UTC);
  return { clock: { hour, minute, second }, day: { year, month, day } };
}

const ANGLE = /^[<[](?:[~&@%+])?([^<>[\]]{1,40})[>\]]:?\s+([^]*)$/;
/** Zoom: `From Dana Reed to Everyone: text`. */
const FROM = /^From\s+(\S.{0,60}?)(?:\s+to\s+\S.{0,60}?)?\s*:(?:\s+([^]*))?$/i;
const COLON =
  /^@?((?!(?:TL|TODO|NOTE|UPDATE|INFO|WARN|ERROR)\b)[\p{L}\p{N}][^\s:,;.!?]*(?: [\p{Lu}\p{Lo}(][^\s:,;!?]*){0,2}):\s+([^]+)$/u;

/** Who said a line that begins with a name; of `name: text` only where `names` says that names are there. */
function speakerIn(text: string, names = true): { readonly name: string; readonly text: string } | undefined {
  const match = ANGLE.exec(text) ?? FROM.exec(text) ?? (names || /^\S+:\s+TL:/i.test(text) ? COLON.exec(text) : null);
  return match ? { name: match[1]!.trim(), text: match[2] ?? '' } : undefined;
}

/** Lines of the clipboard as lines of a log: who said them is found where each of several says it. */
export function asLogLines(lines: readonly PastedLine[]): readonly SettledLine[] {
  const named = lines.filter(({ text }) => speakerIn(text) !== undefined).length;
  const names = named > 1 && named * 2 >= lines.length;
  return lines.map(({ text, ...known }) => {
    const own = names ? speakerIn(text) : undefined;
    return { ...known, time: { instant: known.instant }, speaker: own?.name, text: own?.text ?? text };
  });
}

/** Below a message: emoji with their counts, how many replied, who read it. */
const ADDED =
  /^(?::[\w+'-]+:|(?:\p{Extended_Pictographic}|\u200d|\ufe0f)+\s*\d*|\d{1,3}|\d+ repl(?:y|ies)|View thread|Last reply .*|(?:Today|Yesterday) at .*|New(?: messages?)?|\(edited\)|Edited|Read by .*|Add reaction|Reply|\+\d+)$/iu;

function withoutReactions(lines: readonly string[]): string[] {
  const kept = lines.slice();
  const isAdded = (line: string): boolean => line.trim() === '' || ADDED.test(line.trim());
  while (kept.length > 0 && isAdded(kept.at(-1)!)) {
    kept.pop();
  }
  return kept;
}

/** What chat programs put behind an edited message, and Teams above it, in the languages of most people. */
const EDITED =
  /[^\S\n]*\((?:edited|bearbeitet|modifié|editado|modificato|redigeret|redigerad|bewerkt|изменено|編集済み|已编辑)\)[^\S\n]*(?=\n|$)|^\n*Edited\n/g;
/** What chat programs show where a message was deleted. */
const DELETED = /^(?:\(?(?:this )?message (?:has been|was) deleted\.?\)?|🚫 This message was deleted\.?)$/i;

function withoutEdited(text: string): string {
  return text.replace(EDITED, '').trim();
}

/** Discord copies a name, a dash, and a time on lines of their own at times, and the times of further messages in brackets. */
function joinedHeads(text: string): string {
  const joined = text
    .replace(/^([^\n]{1,60})\r?\n[^\S\n]*\u2014[^\S\n]*\r?\n/gm, '$1 \u2014 ')
    .replace(/^\[\r?\n([^\n]{4,12})\r?\n\](?:\r?\n)?/gm, '[$1]\n');
  const isDiscord = /^\S[^\n]{0,60} \u2014 (?:Today|Yesterday|\d)/m.test(joined);
  return isDiscord ? joined.replace(/^(\[\d[^\]\n]{3,11}\])[^\S\n]*(?=\S)/gm, '$1\n') : joined;
}

function beforeHeading(lines: readonly string[]): string[] {
  const fences = new Fences();
  const heading = lines.findIndex((line) => fences.take(line) === 'outside' && /^ {0,3}#{1,6}\s/.test(line));
  return lines.slice(0, heading < 0 ? lines.length : heading);
}

/** Below a heading that is a time, one point of a list is the text and no list. */
function unlisted(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  return filled.length === 1 ? [filled[0]!.replace(/^\s*[-*+]\s+/, '')] : [...lines];
}

const QUICK_ACTION =
  /^\s*(?:[-*+]\s+)?\/timeline\s+(.+?)\s*\|\s*(?:(\d{4}-\d{1,2}-\d{1,2})[ T]+)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:UTC|Z)?\s*$/;

/** Lines of `/timeline text | 2026-11-20 14:03`, whose times are UTC. */
export function* gitlabSteps(text: string, { zone }: LogFrame): Steps<ReadLog> {
  const lines: LogLine[] = [];
  let unread = 0;
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (endsStep(index)) {
      yield;
    }
    const read = quickAction(line);
    if (read) {
      lines.push(read);
    } else if (/^\s*(?:[-*+]\s+)?\/timeline\s+\S/.test(line)) {
      unread += 1;
    }
  }
  return { lines: byWall(lines), chat: false, zone: zone ?? UTC, warnings: unreadWarnings(unread) };
}

/** Returns what the line says; undefined if it's none, or its day or time doesn't exist. */
function quickAction(line: string): LogLine | undefined {
  const [, text = '', date, hour = '', minute = '', second] = QUICK_ACTION.exec(line) ?? [];
  const day =
    date === undefined ? undefined : calendarDay(...(date.split('-').map(Number) as [number, number, number]));
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) };
  if (text === '' || (date !== undefined && !day) || clock.hour > 23 || clock.minute > 59 || clock.second > 59) {
    return undefined;
  }
  const said = { time: { clock, day }, speaker: undefined, text };
  return second === undefined ? { minute: true, ...said } : said;
}

/** Lists may be in any order, where each of their lines has its day. */
function byWall(lines: readonly LogLine[]): readonly LogLine[] {
  const keyed = lines.map((line) => ({ line, key: wallKey(line) }));
  return keyed.every(({ key }) => key !== undefined)
    ? keyed.toSorted((one, other) => one.key! - other.key!).map(({ line }) => line)
    : lines;
}

/** Returns the time as if in UTC; undefined without a day. */
function wallKey({ time }: LogLine): number | undefined {
  return 'clock' in time && time.day
    ? utc(time.day.year, time.day.month, time.day.day, time.clock.hour, time.clock.minute, time.clock.second)
    : undefined;
}
