/**
 * Several lines from the clipboard as several entries: notes or a piece of a chat, each with its own time. Knows where a
 * line begins with a time and how the days follow each other; whose words they are stays in the text.
 */

import { normaliseText } from '../text/plainText';
import { wholeSeconds } from '../time/instant';
import { closesFence, openedFence, type Fence } from '../text/fence';
import { readLeadingTime } from '../time/typedTime';

export interface PastedLine {
  /** Milliseconds since the epoch, whole seconds. */
  readonly instant: number;
  /** Normalised, never empty; further lines are joined by `\n`. */
  readonly text: string;
}

interface Frame {
  readonly now: number;
  readonly zone: string;
}

const DAY = 86_400_000;
/** Lines that were written at once may stand in any order; a time that goes further back is another day's. */
const DISORDER = 300_000;

const BULLET = /^\s*(?:[-*+\u2022]\s+)?/;
const BRACKETED = /^[[(]([^\])]{4,40})[\])]:?(?=\s|$)/;
/** A line whose day is certain; others take theirs from the lines around them. */
const DATED = /^(?:yesterday\b|\d{4}-\d{2}-\d{2}|[-\u2212]\d)/i;

/**
 * Reads `14:03 page came`, `[14:03] lee: rolled back`, `14:03:22 <lee> rolled back`, `- 3:07 pm: all calm`, RFC 3339, each
 * on a line of its own. A line without a time continues the one before it, as does everything in a code fence; with none
 * before it, it is of `now`. Lines are taken to be in order: times without a date are on the days that end not after `now`,
 * or that follow a line with a date. A time without any text is left out.
 */
export function readPastedLines(text: string, { now, zone }: Frame): PastedLine[] {
  const blocks: { head: string | undefined; lines: string[] }[] = [];
  let fence: Fence | undefined;
  for (const line of text.split(/\r\n?|\n/)) {
    const head: string | undefined = fence ? undefined : timedHead(line, { now, zone });
    fence = fence ? (closesFence(line, fence) ? undefined : fence) : openedFence(line, 3);
    if (head !== undefined || blocks.length === 0) {
      blocks.push({ head, lines: head === undefined ? [line] : [] });
    } else {
      blocks.at(-1)!.lines.push(line);
    }
  }
  const times = readInOrder(
    blocks.flatMap(({ head }) => (head === undefined ? [] : [head])),
    { now, zone },
  );
  return blocks
    .map(({ head, lines }) => {
      const time = head === undefined ? undefined : times.shift()!;
      const instant = time?.instant ?? wholeSeconds(now);
      return { instant, text: normaliseText([...(time ? [time.text] : []), ...lines].join('\n')) };
    })
    .filter((line) => line.text !== '');
}

/** The line without its bullet and brackets when it begins with a time; absent otherwise. */
function timedHead(line: string, frame: Frame): string | undefined {
  const bare = line.replace(BULLET, '');
  const bracketed = BRACKETED.exec(bare);
  const head = bracketed ? `${bracketed[1]!.trim()}${bare.slice(bracketed[0].length)}` : bare;
  const isTime = (text: string) => readLeadingTime(text, frame).instant !== undefined;
  // What is bracketed must be a time and nothing else: `[10 min later] …` and `(5:30 left)` are not.
  const whole = bracketed && readLeadingTime(bracketed[1]!, frame).text !== '';
  // A line `-5m …` begins with its sign, not with a bullet.
  return !whole && isTime(head) ? head : isTime(line) ? line.trim() : undefined;
}

/** From the first line with a date, or else from the last line and `now`, to both ends. */
function readInOrder(heads: readonly string[], { now, zone }: Frame): PastedLine[] {
  const times: PastedLine[] = [];
  const readBeside = (index: number, neighbour: number, latest: number) => {
    const head = heads[index]!;
    const { instant, text } = readLeadingTime(head, { now: DATED.test(head) ? now : Math.min(now, latest), zone });
    // On the day that the neighbour says, the clocks may have jumped over this time: then it keeps its words.
    times[index] = instant === undefined ? { instant: neighbour, text: head } : { instant, text };
  };
  const dated = heads.findIndex((head) => DATED.test(head));
  const first = dated < 0 ? heads.length - 1 : dated;
  for (let index = first; index >= 0; index -= 1) {
    const after = times[index + 1]?.instant ?? wholeSeconds(now);
    readBeside(index, after, after + DISORDER);
  }
  for (let index = first + 1; index < heads.length; index += 1) {
    const before = times[index - 1]!.instant;
    readBeside(index, before, before + DAY - DISORDER);
  }
  return times;
}
