/** Finds which lines of a log to import and which are new to a record, and writes them. */
import { atFreeInstants } from '../../core/entries/newEntries';
import {
  isTagged,
  lineKeys,
  planSteps,
  takenOf,
  type ImportPlan,
  type TakenLine,
} from '../../core/import/importedEntries';
import { readSteps, type LogOptions } from '../../core/import/logKinds';
import type { LogFile, ReadLog } from '../../core/import/logLine';
import { IMPORT_SENTENCES } from '../../core/import/sentences';
import { settleSteps, type RepeatedHour, type SettledLine } from '../../core/import/settledTimes';
import { endsStep, type Steps } from '../../core/paste/steps';
import { readPeople, voiceOf } from '../../core/import/voice';
import { entryPrints, importedAs } from '../../core/merge/importedSet';
import type { Entry } from '../../core/timeline/entry';
import type { IncidentRecord } from '../../core/record/record';
import { reasonOf, type Reason } from '../../core/text/reason';
import type { EntryTools } from '../entries/register';
import { keepLongText } from '../entries/entryWriting';
import { maskLines } from './maskedLines';
import { Slices } from './slices';

export interface Imported {
  readonly added: number;
  readonly skipped: number;
  readonly warnings: readonly string[];
  /** A person canceled it while it went on: nothing was written. */
  readonly canceled?: true;
}

/** What is said of a log. */
export interface Answers extends LogOptions {
  readonly all: boolean;
  readonly repeatedHour?: RepeatedHour | undefined;
}

/** What is taken of a log. */
export interface TakenLog {
  readonly lines: readonly TakenLine[];
  readonly warnings: readonly string[];
}

export type TakenOrMissing = TakenLog | { readonly missing: Reason };

export interface LogPlace {
  /** Of the record. */
  readonly path: string;
  readonly author: string;
  readonly now: number;
}

/**
 * What is taken of a log, or what has to be known first.
 * @throws Refusal if its kind can't be told, or it hasn't the form of the kind that was given.
 */
export function* takeSteps(files: readonly LogFile[], name: string, answers: Answers): Steps<TakenOrMissing> {
  const read = yield* readSteps(files, name, answers);
  if ('missing' in read) {
    return read;
  }
  const all = !read.chat || answers.all;
  const settled = yield* settleSteps(read, answers, (line) => all || isTagged(line));
  if ('missing' in settled) {
    return settled;
  }
  const lines: TakenLine[] = [];
  for (const [index, line] of settled.lines.entries()) {
    if (endsStep(index)) {
      yield;
    }
    lines.push(...(read.chat ? takenOf(line, all) : [line]));
  }
  return { lines, warnings: [...read.warnings, ...settled.warnings, ...warningsOf(read, lines)] };
}

function warningsOf(read: ReadLog, taken: readonly SettledLine[]): string[] {
  const threads = taken.filter(({ thread }) => thread).length;
  const untagged = read.chat && taken.length === 0 && read.lines.length > 0;
  return [
    ...(untagged ? [reasonOf(IMPORT_SENTENCES, 'noTagged', { lines: read.lines.length }).whole] : []),
    ...(threads > 0 ? [reasonOf(IMPORT_SENTENCES, 'threads', { count: threads }).whole] : []),
  ];
}

export interface PlannedImport {
  readonly plan: ImportPlan;
  readonly warnings: readonly string[];
}

/** Returns what of the lines isn't in the record yet, their secrets masked. */
export async function planLines(
  needs: EntryTools,
  path: string,
  author: string,
  taken: TakenLog,
  slices: Slices,
): Promise<PlannedImport> {
  const { lines, count } = await maskLines(taken.lines, () => slices.breathe());
  const record = await needs.writer.readWhole(path);
  const imported = await needs.imported.of(path);
  const voice = voiceOf(record, peopleFor(needs, path));
  const masked = count > 0 ? [reasonOf(IMPORT_SENTENCES, 'masked', { count }).whole] : [];
  const plan = await slices.run(planSteps(lines, { record, imported, author, voice }));
  return { plan, warnings: [...taken.warnings, ...masked] };
}

/** Returns the record first: what a crash leaves out of the file next to it is found in the record. It can't be canceled anymore. */
export async function writePlan(needs: EntryTools, path: string, { plan, warnings }: PlannedImport): Promise<Imported> {
  const slices = new Slices();
  const keys = await slices.run(lineKeys(plan.lines, plan.entries));
  const standing = await slices.run(lineKeys(plan.standing));
  const entries: Entry[] = [];
  for (const entry of plan.entries) {
    entries.push(await keepLongText(path, entry.author, entry));
    await slices.breathe();
  }
  const became: string[] = [];
  if (entries.length > 0) {
    const make = (record: IncidentRecord) =>
      atFreeInstants(record, entries).map((added) => ({ added, imported: true as const }));
    const imported = [...keys, ...standing];
    const changes = await needs.writing.change(path, make, { imported }, () => slices.breathe());
    const printOf = entryPrints();
    for (const [index, { added }] of changes.entries()) {
      became.push(importedAs(keys[index]!, printOf(added!)));
      await slices.breathe();
    }
  }
  await needs.imported.add(path, [...standing, ...became]);
  return { added: entries.length, skipped: plan.skipped, warnings };
}

function peopleFor({ processes }: EntryTools, path: string): ReadonlyMap<string, string> {
  return readPeople(processes.nearestFile(path, 'people.yaml')?.text ?? '');
}
