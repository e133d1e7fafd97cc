/**
 * Reads logs of IRC programs line by line. What a message, an action, and a change of day look like in each is data. Joins,
 * parts, topics, and the program's own lines are left out.
 */

import { readDay } from '../time/writtenDay';
import { Scanner } from '../text/scanner';
import { readZone } from '../time/timeZone';
import type { WallTime } from '../time/wallClock';
import { endsStep, type Steps } from '../paste/steps';
import { calendarDay, type LogDay, type LogFile, type LogLine, type ReadLog } from './logLine';

interface IrcForm {
  /** Has `nick`, `text`, and a time: `hour`, `minute`, perhaps `second` and `half`; perhaps `date`. */
  readonly messages: readonly RegExp[];
  /** Lines that tell the day of what follows; `date` is words or digits. */
  readonly days: readonly RegExp[];
  /** Lines that belong to the format and say nothing. */
  readonly noise: RegExp;
  /** The day that a file's name tells. */
  readonly named?: RegExp;
}

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?`;
const NICK = String.raw`[~&@%+ ]?(?<nick>[^\s<>]+)`;

export const IRC_FORMS: Readonly<Record<'irssi' | 'weechat' | 'znc' | 'mozilla', IrcForm>> = {
  irssi: {
    messages: [
      new RegExp(String.raw`^\[?${CLOCK}\]?\s+<${NICK}>(?:\s(?<text>.*))?$`),
      new RegExp(String.raw`^\[?${CLOCK}\]?\s+\*\s+(?<nick>[^\s*]+)\s(?<text>.*)$`),
      new RegExp(String.raw`^\[?${CLOCK}\]?\s+-(?!!-)(?<nick>[^\s:()-]+)(?:\([^\s()]*\))?(?::[^\s-]+)?-\s(?<text>.*)$`),
    ],
    days: [
      /^--- Log opened (?<date>.+)$/,
      /^--- Day changed (?<date>.+)$/,
      /^\d{1,2}:\d\d(?::\d\d)?\s+<\S+>\s+Meeting started (?<date>\w{3} \w{3} +\d{1,2} [\d:]+ \d{4}(?: UTC)?)/,
    ],
    noise: /^(?:--- Log closed .*|\[?\d{1,2}:\d\d(?::\d\d)?\]?\s+(?:-!-|!).*)$/,
  },
  weechat: {
    messages: [
      new RegExp(
        String.raw`^(?<date>\d{4}-\d\d-\d\d)[ T]${CLOCK}\t[~&@%+ ]?(?!(?:-->|<--|--|=!=| \*|\*)\t)(?<nick>[^\t]+)\t(?<text>.*)$`,
      ),
      new RegExp(String.raw`^(?<date>\d{4}-\d\d-\d\d)[ T]${CLOCK}\t ?\*\t(?<nick>\S+) (?<text>.*)$`),
    ],
    days: [],
    noise: /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\t(?: ?(?:-->|<--|--|=!=)|)\t.*$/,
  },
  znc: {
    messages: [
      new RegExp(String.raw`^\[(?:(?<date>\d{4}-\d\d-\d\d) )?${CLOCK}\] <${NICK}>(?: (?<text>.*))?$`),
      new RegExp(String.raw`^\[(?:(?<date>\d{4}-\d\d-\d\d) )?${CLOCK}\] \* (?<nick>[^\s*]+) (?<text>.*)$`),
      new RegExp(String.raw`^\[(?:(?<date>\d{4}-\d\d-\d\d) )?${CLOCK}\] -(?<nick>[^\s-]+)- (?<text>.*)$`),
    ],
    days: [],
    noise: /^\[[\d :-]+\] \*\*\* .*$/,
    named: /(?<date>\d{4}-\d\d-\d\d|(?<!\d)\d{8})(?=\.log$|\.txt$|$)/,
  },
  mozilla: {
    messages: [new RegExp(String.raw`^${NICK}>\s(?<text>.*\S)\s+${CLOCK}\s?(?<half>[AaPp])\.?[Mm]\.?$`, 'u')],
    days: [
      /^(?:[-=#*_\s]*)(?<date>(?:\p{L}+,? )?(?:\d{4}-\d\d-\d\d|\p{L}+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? \p{L}+ \d{4}))[-=#*_\s]*$/u,
    ],
    noise: /^\s*(?:\.\.\.|\u2026)?\s*$/,
  },
};

const PARTS = ['date', 'hour', 'minute', 'second', 'half', 'nick', 'text'] as const;

/** A message's pattern, and which of its groups each part is: groups with names are expensive, and there are many messages. */
interface Message {
  readonly pattern: RegExp;
  readonly at: Readonly<Record<(typeof PARTS)[number], number>>;
}

function messageOf({ source, flags }: RegExp): Message {
  const names: string[] = [];
  const unnamed = source.replace(/\(\?<(\w+)>/g, (_, name: string) => {
    names.push(name);
    return '(';
  });
  // What it doesn't have is behind its last group.
  const places = PARTS.map((part) => [part, names.indexOf(part) + 1 || names.length + 1] as const);
  return { pattern: new RegExp(unnamed, flags), at: Object.fromEntries(places) as Message['at'] };
}

/** Colors and other marks of IRC. */
const MARK_SIGNS = [...'\u0002\u0003\u000f\u0011\u0016\u001d\u001e\u001f'];
// oxlint-disable-next-line no-control-regex -- the same, with the numbers of colors
const MARKS = /\u0003(?:\d{1,2}(?:,\d{1,2})?)?|[\u0002\u000f\u0011\u0016\u001d-\u001f]/g;
/** A line that tells a day is no longer. */
const LONGEST_DAY = 200;

type IrcLog = ReadLog & { readonly unread: number };

/** Files in the order of their names, as each may be a day's. */
export function* ircSteps(files: readonly LogFile[], form: IrcForm): Steps<IrcLog> {
  const lines: LogLine[] = [];
  let [marksDays, unread, taken] = [false, 0, 0];
  let zone: ReadLog['zone'];
  const messages = form.messages.map(messageOf);
  const dayIn = remembering(dayOf);
  for (const { name, text } of files) {
    let day = dayOf(form.named?.exec(name)?.groups?.['date']);
    marksDays ||= day !== undefined;
    const isMarked = MARK_SIGNS.some((sign) => text.includes(sign));
    for (const raw of text.split(text.includes('\r') ? /\r\n?|\n/ : '\n')) {
      if (endsStep((taken += 1))) {
        yield;
      }
      const line = isMarked ? raw.replaceAll(MARKS, '') : raw;
      const marked = line.length > LONGEST_DAY ? undefined : markedDay(line, form);
      const read = marked === undefined ? undefined : dayOf(marked);
      if (read) {
        [day, marksDays] = [read, true];
        zone ??= zoneIn(marked!);
        continue;
      }
      const said = messageIn(line, messages, day, dayIn);
      if (said) {
        lines.push(said);
      } else if (line.trim() !== '' && !form.noise.test(line)) {
        unread += 1;
      }
    }
  }
  return { lines, chat: true, marksDays, zone, unread, warnings: [] };
}

function markedDay(line: string, { days }: IrcForm): string | undefined {
  for (const pattern of days) {
    const date = pattern.exec(line)?.groups?.['date'];
    if (date !== undefined) {
      return date;
    }
  }
  return undefined;
}

function messageIn(
  line: string,
  messages: readonly Message[],
  day: LogDay | undefined,
  dayIn: typeof dayOf,
): LogLine | undefined {
  for (const { pattern, at } of messages) {
    const found = pattern.exec(line);
    if (!found) {
      continue;
    }
    const second = found[at.second];
    const clock = clockOf(found[at.hour]!, found[at.minute]!, second, found[at.half]);
    const date = found[at.date];
    const own = dayIn(date);
    if (clock && (date === undefined || own)) {
      const time = { clock, day: own ?? day };
      const said = { time, speaker: found[at.nick]!.trim(), text: (found[at.text] ?? '').trim() };
      return second === undefined ? { minute: true, ...said } : said;
    }
  }
  return undefined;
}

function clockOf(
  hour: string,
  minute: string,
  second: string | undefined,
  half: string | undefined,
): WallTime | undefined {
  const written = Number(hour);
  const clock = {
    hour: half === undefined ? written : (written % 12) + (half.toLowerCase() === 'p' ? 12 : 0),
    minute: Number(minute),
    second: Number(second ?? 0),
  };
  return clock.hour < 24 && clock.minute < 60 && clock.second < 60 && !(half !== undefined && written > 12)
    ? clock
    : undefined;
}

/** Returns the same function, which knows its last answer: most lines are of the day of the line before. */
function remembering(read: typeof dayOf): typeof dayOf {
  let last: { readonly written: string | undefined; readonly day: LogDay | undefined } | undefined;
  return (written) => {
    last = last && last.written === written ? last : { written, day: read(written) };
    return last.day;
  };
}

/** `2026-11-20`, `20261120`, `Fri Nov 20 14:50:00 2026`, `Fri Nov 20 2026`, `Friday, November 20, 2026`. */
function dayOf(written: string | undefined): LogDay | undefined {
  if (written === undefined) {
    return undefined;
  }
  const digits = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(written.trim());
  if (digits) {
    return calendarDay(...(digits.slice(1).map(Number) as [number, number, number]));
  }
  // The year is behind the time.
  const words = written
    .trim()
    .replace(/\s+\d{1,2}:\d\d:\d\d(?=\s|$)/, '')
    .replace(/(\d)(?:st|nd|rd|th)\b/, '$1');
  const scan = new Scanner(words.replace(/^(\p{L}+\.?) (\p{L}+\.? +\d)/u, '$2'));
  const day = readDay(scan);
  return day && 'month' in day && day.year !== undefined
    ? { year: day.year, month: day.month, day: day.day }
    : undefined;
}

function zoneIn(written: string): ReadLog['zone'] {
  const read = readZone(/\s([A-Z]{3,4})$/.exec(written)?.[1] ?? '');
  return 'zone' in read ? read.zone : undefined;
}
