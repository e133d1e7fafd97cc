/** Recognizes the kind of a log, and picks its reader. */

import { pastedBlocks } from '../paste/pastedBlocks';
import { readRecord } from '../record/record';
import type { PastedOrder } from '../paste/pastedOrder';
import { reasonOf, type Reason } from '../text/reason';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import { readLeadingHead } from '../time/typedTime';
import { IRC_FORMS, ircSteps } from './ircLog';
import { parseJson } from './json';
import type { LogFile, LogFrame, ReadLog } from './logLine';
import { isOfPager, isOfStatuspage, PAGER_FORMS, pagerSteps, statuspageSteps } from './pagers';
import { chatTextSteps, gitlabSteps, reportSteps } from './pastedLog';
import { recordLogSteps } from './recordLog';
import { IMPORT_SENTENCES, unreadWarnings } from './sentences';
import { isDayFile, slackSteps } from './slack';
import type { Steps } from '../paste/steps';

export const LOG_KINDS = [
  ...(['irssi', 'weechat', 'znc', 'mozilla', 'slack', 'text', 'report'] as const),
  ...(['gitlab', 'pagerduty', 'opsgenie', 'statuspage', 'record'] as const),
] as const;
type LogKind = (typeof LOG_KINDS)[number];

export interface LogOptions extends LogFrame {
  readonly kind?: LogKind | undefined;
  readonly order?: PastedOrder | undefined;
  readonly channel?: string | undefined;
}

/** What was read, and as what; or what has to be known first. */
export type KnownLog = (ReadLog & { readonly kind: LogKind }) | { readonly missing: Reason };

/** The kinds that have forms of their own, in the order in which they're tried: the first whose form is there is it. */
const STRUCTURED: readonly Exclude<LogKind, IrcKind>[] = [
  'slack',
  'pagerduty',
  'opsgenie',
  'statuspage',
  'record',
  'gitlab',
];
/** How many characters are looked at to tell the kind of a text. */
const LOOKED_THROUGH = 200_000;
type IrcKind = keyof typeof IRC_FORMS;
type PagerKind = keyof typeof PAGER_FORMS;
const IRC: readonly IrcKind[] = ['weechat', 'znc', 'irssi', 'mozilla'];

/**
 * Reads, in steps, a log of one file, or of several such as an archive's; `name` is what was chosen.
 * @throws Refusal if its kind can't be told, or nothing in it has the form of the kind that was given.
 */
export function* readSteps(files: readonly LogFile[], name: string, options: LogOptions): Steps<KnownLog> {
  const parsed = remembered(parseJson);
  const kind = options.kind ?? (yield* kindSteps(files, parsed));
  if (kind === undefined) {
    throw refusal(IMPORT_SENTENCES, 'unknownKind', { name });
  }
  const read = yield* isIrc(kind) ? readIrc(files, kind) : readAs(files, kind, options, parsed);
  if (read === undefined || (!('missing' in read) && read.lines.length === 0 && kind !== 'record')) {
    throw refusal(IMPORT_SENTENCES, 'otherKind', { name, kind });
  }
  return 'missing' in read ? read : { ...read, kind };
}

/** What a file's JSON says, which is parsed once. */
type Parsed = (file: LogFile) => unknown;

function remembered(parse: (text: string) => unknown): Parsed {
  const known = new Map<LogFile, unknown>();
  return (file) => {
    if (!known.has(file)) {
      known.set(file, parse(file.text));
    }
    return known.get(file);
  };
}

/** Undefined if nothing tells it. */
function* kindSteps(all: readonly LogFile[], parsed: Parsed): Steps<LogKind | undefined> {
  // JSON is read whole, because half of it isn't JSON.
  const files = all.map((file) => (isJson(file) ? file : { ...file, text: file.text.slice(0, LOOKED_THROUGH) }));
  for (const kind of STRUCTURED) {
    if (yield* formSteps(files, kind, parsed)) {
      return kind;
    }
  }
  let best: { readonly kind: IrcKind; readonly count: number } = { kind: 'weechat', count: 0 };
  for (const kind of IRC) {
    const count = (yield* ircSteps(files, IRC_FORMS[kind])).lines.length;
    best = count > best.count ? { kind, count } : best;
  }
  const text = textOf(files);
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  if (best.count > 0 && best.count * 4 >= lines) {
    return best.kind;
  }
  yield;
  return isReport(text) ? 'report' : hasTimes(text) ? 'text' : best.count > 0 ? best.kind : undefined;
}

function isJson({ text }: LogFile): boolean {
  return /^\ufeff?\s*[[{]/.test(text.slice(0, 1000));
}

function* formSteps(files: readonly LogFile[], kind: Exclude<LogKind, IrcKind>, parsed: Parsed): Steps<boolean> {
  if (kind === 'slack') {
    return files.some(isDayFile) && files.some(({ text }) => /"ts"\s*:/.test(text.slice(0, LOOKED_THROUGH)));
  }
  if (kind === 'record') {
    return files.some(({ text }) => isRecord(text));
  }
  if (kind === 'gitlab') {
    return files.some(({ text }) => /^\s*(?:[-*+]\s+)?\/timeline\s/m.test(text));
  }
  const isOfForm =
    kind === 'statuspage' ? isOfStatuspage : (json: unknown) => isOfPager(json, PAGER_FORMS[kind as PagerKind]);
  for (const file of files.filter(isJson)) {
    yield;
    if (isOfForm(parsed(file))) {
      return true;
    }
  }
  return false;
}

function isIrc(kind: LogKind): kind is IrcKind {
  return Object.hasOwn(IRC_FORMS, kind);
}

function* readIrc(files: readonly LogFile[], kind: IrcKind): Steps<ReadLog> {
  const { unread, ...read } = yield* ircSteps(files, IRC_FORMS[kind]);
  return { ...read, warnings: unreadWarnings(unread) };
}

function* readAs(
  files: readonly LogFile[],
  kind: Exclude<LogKind, IrcKind>,
  options: LogOptions,
  parsed: Parsed,
): Steps<ReadLog | { readonly missing: Reason } | undefined> {
  switch (kind) {
    case 'slack': {
      const { channels, ...read } = yield* slackSteps(files, options);
      const names = channels.map((channel) => `#${channel}`);
      const said = names.length > 1 ? [reasonOf(IMPORT_SENTENCES, 'channels', { names }).whole] : [];
      return { ...read, warnings: [...read.warnings, ...said] };
    }
    case 'text':
      return yield* chatTextSteps(textOf(files), options);
    case 'report':
      return yield* reportSteps(textOf(files), options);
    case 'gitlab':
      return yield* gitlabSteps(textOf(files), options);
    case 'record':
      return yield* together(
        files.filter(({ text }) => isRecord(text)),
        ({ text }) => recordLogSteps(text),
      );
    case 'pagerduty':
    case 'opsgenie':
      return yield* together(files, (file) => pagerSteps(parsed(file), PAGER_FORMS[kind]));
    case 'statuspage':
      return yield* together(files, (file) => statuspageSteps(parsed(file)));
  }
}

/** What was read of the files, one after another; undefined if nothing was. */
function* together(
  files: readonly LogFile[],
  read: (file: LogFile) => Steps<ReadLog | undefined>,
): Steps<ReadLog | undefined> {
  let all: ReadLog | undefined;
  for (const file of files) {
    yield;
    const own = yield* read(file);
    all =
      own && all
        ? { ...all, lines: [...all.lines, ...own.lines], warnings: [...all.warnings, ...own.warnings] }
        : (own ?? all);
  }
  return all;
}

function textOf(files: readonly LogFile[]): string {
  return files.map(({ text }) => text.replace(/^\ufeff/, '')).join('\n');
}

function isRecord(text: string): boolean {
  return (
    /^\ufeff?---\r?\n/.test(text) && /^## Timeline\s*$/m.test(text) && countingEntries(readRecord(text)).length > 0
  );
}

/** Returns whether it has headings and times, or its times are in a list or a table; nothing in it is marked as in chat. */
function isReport(text: string): boolean {
  const timed = text.split(/\r\n?|\n/).filter(isTimed);
  const listed = timed.filter((line) => /^\s*(?:[-*+\u2022]\s|\|)/.test(line));
  const isWritten = /^#{1,6}\s/m.test(text) || listed.length * 2 > timed.length;
  return timed.length > 0 && isWritten && !/^\W*TL:/m.test(text);
}

/** Returns whether there is a time, also behind a name, as a chat program copies it. */
function hasTimes(text: string): boolean {
  return pastedBlocks(text).some(({ head }) => head);
}

function isTimed(line: string): boolean {
  return line.trim() !== '' && readLeadingHead(line.trim()) !== undefined;
}
