/**
 * Which entries a log becomes: which lines are imported, under whose name, and which were imported before. An imported line is
 * recognized by its time, its speaker, and a fingerprint of its words, even if its entry was corrected or deleted since.
 */

import { correctedAmong } from '../record/correction';
import type { IncidentRecord } from '../record/record';
import { Fingerprints } from '../merge/fingerprint';
import { normaliseText, oneLine } from '../text/plainText';
import { formatInstant } from '../time/instant';
import { sameEntry, withTypedMark, type Entry } from '../timeline/entry';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import type { LogLine } from './logLine';
import { safeText } from './safeText';
import { endsStep, type Steps } from '../paste/steps';
import type { SettledLine } from './settledTimes';
import type { Voice } from './voice';

/** How a line is marked that is for the timeline. */
const TAG = /^[*_`]{0,2}TL:[*_`]{0,2}\s*/i;

/** Returns whether a line of chat is for the timeline: it begins with `TL:`, or one of its lines does. */
export function isTagged({ text }: LogLine): boolean {
  return text.includes('\n') ? text.split('\n').some((line) => TAG.test(line.trimStart())) : TAG.test(text.trimStart());
}

/** A line that may become an entry. */
export interface TakenLine extends SettledLine {
  /** Whether it was marked for the timeline. */
  readonly tagged?: true;
  /** What a person made of it before it was imported; the line itself is known by what it was. */
  readonly becomes?: Partial<Pick<LogLine, 'text' | 'kind' | 'qualifier'>>;
}

/** Returns what is taken of a line of chat, without its tag; `all` also takes what isn't tagged. */
export function takenOf(line: SettledLine, all: boolean): TakenLine[] {
  const text = line.text.trim();
  if (all || TAG.test(text)) {
    const taken = text.replace(TAG, '');
    return taken === '' ? [] : [withTag(line, taken)];
  }
  return text
    .split('\n')
    .map((part) => part.trimStart())
    .filter((part) => TAG.test(part))
    .map((part, index) => ({
      ...line,
      text: part.replace(TAG, ''),
      tagged: true as const,
      ...(line.id !== undefined && { id: index === 0 ? line.id : `${line.id} ${index}` }),
    }))
    .filter((one) => one.text !== '');
}

/** Returns the line itself if it is all that's taken. */
function withTag(line: SettledLine, text: string): TakenLine {
  const tagged = isTagged(line);
  return !tagged && text === line.text ? line : tagged ? { tagged, ...line, text } : { ...line, text };
}

/** What an import would write. */
export interface ImportPlan {
  /** Each as it can be written, before its instant is free. */
  readonly entries: readonly Entry[];
  /** The lines that they come from. */
  readonly lines: readonly TakenLine[];
  /** New lines whose entries are there already. */
  readonly standing: readonly TakenLine[];
  /** How many lines add nothing, as they were imported before, are in the record, or are twice in the log. */
  readonly skipped: number;
}

interface Before {
  readonly record: IncidentRecord;
  /** By what the lines are known that were imported. */
  readonly imported: ReadonlySet<string>;
  readonly voice: Voice;
  /** Whose entry it is where the log names nobody; without `@`. */
  readonly author: string;
}

/** The entries of the lines, whose secrets are masked, by their time; in steps. */
export function* planSteps(all: readonly TakenLine[], { record, imported, voice, author }: Before): Steps<ImportPlan> {
  const entries: Entry[] = [];
  const lines: TakenLine[] = [];
  const standing: TakenLine[] = [];
  const there = entriesAtOnce(record);
  const keyOf = keysOf();
  const sorted = all.toSorted((one, other) => one.instant - other.instant);
  let atOnce = new Set<string>();
  for (const [index, line] of sorted.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const { instant } = line;
    const follows = sorted[index - 1]?.instant === instant;
    // The key of a line is expensive, and nothing else can have that of one which is alone at its time.
    if (imported.size > 0 || follows || sorted[index + 1]?.instant === instant) {
      atOnce = follows ? atOnce : new Set();
      const [key, count] = [keyOf(line), atOnce.size];
      if (imported.has(key) || atOnce.add(key).size === count) {
        continue;
      }
    }
    const entry = entryOf(line, voice, author);
    const others = there.get(instant);
    if (others && (others.some((other) => sameEntry(other, entry)) || correctedAmong(others, entry))) {
      standing.push(line);
    } else {
      entries.push(entry);
      lines.push(line);
    }
  }
  return { entries, lines, standing, skipped: all.length - entries.length };
}

/** By what each of the lines is recognized, some of which became `entries`; in steps. */
export function* lineKeys(lines: readonly TakenLine[], entries: readonly Entry[] = []): Steps<string[]> {
  const keyOf = keysOf();
  const keys: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (endsStep(index)) {
      yield;
    }
    keys.push(keyOf(line, entries[index]));
  }
  return keys;
}

/** `2026-11-20T15:11:00Z dana 5f3a9c21b7e0` */
function keysOf(): (line: SettledLine, entry?: Entry) => string {
  const fingerprints = new Fingerprints();
  const names = new Map<string, string>();
  return ({ instant, speaker = '', id, text, kind = '', qualifier = '' }, entry) => {
    // A milestone that somebody says was reached is the same line.
    const head = kind === '' && qualifier === '' ? '' : `${kind}\n${qualifier.replace(/\?$/, '')}\n`;
    // The text of an entry is in this form, which many lines have from the beginning.
    const words = id ?? (entry?.text === text ? text : normaliseText(text));
    let name = names.get(speaker);
    if (name === undefined) {
      name = oneLine(speaker);
      names.set(speaker, name);
    }
    const print = fingerprints.of(head === '' ? words : head + words);
    const time = formatInstant(instant);
    // Joined, a string is in one piece: there are many of these.
    return (name === '' ? [time, print] : [time, name, print]).join(' ');
  };
}

function entryOf(line: TakenLine, voice: Voice, author: string): Entry {
  const {
    instant,
    minute,
    speaker,
    kind = 'TL',
    qualifier = '',
    ticked,
    thread,
  } = line.becomes ? { ...line, ...line.becomes } : line;
  const text = safeText(line.becomes?.text ?? line.text);
  const entry = {
    kind,
    qualifier: qualifier && oneLine(qualifier).replaceAll(':', ''),
    text: thread && line.becomes?.text === undefined ? `(thread) ${text}` : text,
    author: speaker === undefined ? author : voice(speaker),
    instant,
  };
  const whole =
    minute || ticked !== undefined
      ? { ...entry, ...(minute && { minute }), ...(ticked !== undefined && { ticked }) }
      : entry;
  return withTypedMark(whole);
}

/** Returns the entries of the record that count, by their instants. */
function entriesAtOnce(record: IncidentRecord): ReadonlyMap<number, readonly Entry[]> {
  const atOnce = new Map<number, Entry[]>();
  for (const placed of countingEntries(record)) {
    const entry = readEntry(record.text, placed);
    atOnce.set(entry.instant, [...(atOnce.get(entry.instant) ?? []), entry]);
  }
  return atOnce;
}
