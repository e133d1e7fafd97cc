/**
 * Which entries a log becomes: what is taken of it, in whose voice, and what was imported before. A line that was imported is
 * known by its time, who said it, and a fingerprint of its words, also when its entry was corrected or deleted since.
 */

import type { Signature } from '../entries/newEntries';
import type { NewEntry } from '../entries/newEntry';
import { correctedAmong } from '../record/correction';
import type { IncidentRecord } from '../record/record';
import { Fingerprints } from '../merge/fingerprint';
import { normaliseText, oneLine } from '../text/plainText';
import { formatInstant } from '../time/instant';
import { sameEntry, type Entry } from '../timeline/entry';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import type { LogLine } from './logLine';
import { safeText } from './safeText';
import { endsStep, type Steps } from './steps';
import type { SettledLine } from './settledTimes';
import type { Voice } from './voice';

/** How a line is marked that is for the timeline. */
const MAY_BE_TAGGED = /TL:/i;
const TAG = /^[*_`]{0,2}TL:[*_`]{0,2}\s*/i;

/** Whether a line of chat is for the timeline: it begins with `TL:`, or one of its lines does. */
export function isTagged({ text }: LogLine): boolean {
  return MAY_BE_TAGGED.test(text) && text.split('\n').some((line) => TAG.test(line.trimStart()));
}

/** A line that may become an entry. */
export interface TakenLine extends SettledLine {
  /** Whether it was marked for the timeline; absent of what isn't chat. */
  readonly tagged?: boolean;
  /** What a person made of it before it was imported; the line itself is known by what it was. */
  readonly becomes?: Partial<Pick<LogLine, 'text' | 'kind' | 'qualifier'>>;
}

/** What is taken of a line of chat, without its tag; `all` also takes what isn't tagged. */
export function takenOf(line: SettledLine, all: boolean): TakenLine[] {
  const text = line.text.trim();
  if (all || TAG.test(text)) {
    const taken = text.replace(TAG, '');
    return taken === '' ? [] : [{ ...line, text: taken, tagged: isTagged(line) }];
  }
  return text
    .split('\n')
    .map((part) => part.trimStart())
    .filter((part) => TAG.test(part))
    .map((part, index) => ({
      ...line,
      text: part.replace(TAG, ''),
      tagged: true,
      ...(line.id !== undefined && { id: index === 0 ? line.id : `${line.id} ${index}` }),
    }))
    .filter((one) => one.text !== '');
}

export type SignedEntry = NewEntry & Signature;

/** What an import would write. */
export interface ImportPlan {
  readonly entries: readonly SignedEntry[];
  /** The lines that they come from. */
  readonly lines: readonly TakenLine[];
  /** By what the lines are known that are new, those included whose entries are there already. */
  readonly keys: readonly string[];
  /** The same of each of the entries. */
  readonly entryKeys: readonly string[];
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
  const entries: SignedEntry[] = [];
  const lines: TakenLine[] = [];
  const entryKeys: string[] = [];
  const keys = new Set<string>();
  const there = entriesAtOnce(record);
  const keyOf = keysOf();
  for (const [index, line] of all.toSorted((one, other) => one.instant - other.instant).entries()) {
    if (endsStep(index)) {
      yield;
    }
    const key = keyOf(line);
    const count = keys.size;
    if (imported.has(key) || keys.add(key).size === count) {
      continue;
    }
    const entry = entryOf(line, voice, author);
    const others = there.get(line.instant);
    if (!others || !(others.some((other) => sameEntry(other, entry)) || correctedAmong(others, entry))) {
      entries.push(entry);
      lines.push(line);
      entryKeys.push(key);
    }
  }
  return { entries, lines, keys: [...keys], entryKeys, skipped: all.length - entries.length };
}

/** `2026-11-20T15:11:00Z dana 5f3a9c21b7e0` */
function keysOf(): (line: SettledLine) => string {
  const fingerprints = new Fingerprints();
  const names = new Map<string, string>();
  return ({ instant, speaker = '', id, text, kind = '', qualifier = '' }) => {
    // A milestone that somebody says was reached is the same line.
    const head = kind === '' && qualifier === '' ? '' : `${kind}\n${qualifier.replace(/\?$/, '')}\n`;
    const words = id ?? normaliseText(text);
    const name = names.get(speaker) ?? oneLine(speaker);
    names.set(speaker, name);
    return `${formatInstant(instant)}${name && ' '}${name} ${fingerprints.of(head === '' ? words : head + words)}`;
  };
}

function entryOf(line: TakenLine, voice: Voice, author: string): SignedEntry & { readonly qualifier: string } {
  const { instant, minute, speaker, kind = 'TL', qualifier = '', ticked, thread } = { ...line, ...line.becomes };
  const text = safeText(line.becomes?.text ?? line.text);
  return {
    kind,
    qualifier: qualifier && oneLine(qualifier).replaceAll(':', ''),
    text: thread && line.becomes?.text === undefined ? `(thread) ${text}` : text,
    author: speaker === undefined ? author : voice(speaker),
    instant,
    ...(minute && { minute }),
    ...(ticked !== undefined && { ticked }),
  };
}

/** The entries of the record that count, by their instants. */
function entriesAtOnce(record: IncidentRecord): ReadonlyMap<number, readonly Entry[]> {
  const atOnce = new Map<number, Entry[]>();
  for (const placed of countingEntries(record)) {
    const entry = readEntry(record.text, placed);
    atOnce.set(entry.instant, [...(atOnce.get(entry.instant) ?? []), entry]);
  }
  return atOnce;
}
