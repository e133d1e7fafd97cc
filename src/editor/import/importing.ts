/** The command that makes a timeline of what was said in chat and by the pager. */
import { basename } from 'node:path';
import { addedEntries } from '../../core/entries/newEntries';
import { isTagged, planImport, takenOf, type ImportPlan, type TakenLine } from '../../core/import/importedEntries';
import { readLog, type LogOptions } from '../../core/import/logKinds';
import type { LogFile, ReadLog } from '../../core/import/logLine';
import { IMPORT_SENTENCES } from '../../core/import/sentences';
import { settleTimes, type RepeatedHour, type SettledLine } from '../../core/import/settledTimes';
import { readPeople, voiceOf } from '../../core/import/voice';
import type { IncidentRecord } from '../../core/record/record';
import { reasonOf, type Reason } from '../../core/text/reason';
import { Refusal, refusal } from '../../core/text/refusal';
import { formatInstant } from '../../core/time/instant';
import { readZone } from '../../core/time/timeZone';
import { Turns } from '../../store/turns';
import type { EntryTools } from '../entries/register';
import { keepLongText } from '../entries/entryWriting';
import { needTarget, promptTitle } from '../records/target';
import { dateOf, FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { askEntries, askMissing, askReached, askSource } from './logChoice';
import { filesAt, pathOf } from './logSource';
import { maskLines } from './maskedLines';

interface Imported {
  readonly added: number;
  readonly skipped: number;
  readonly warnings: readonly string[];
}

/** What is said of a log. */
interface Answers extends LogOptions {
  readonly all: boolean;
  readonly repeatedHour?: RepeatedHour | undefined;
}

/** What is taken of a log. */
interface TakenLog {
  readonly lines: readonly TakenLine[];
  readonly warnings: readonly string[];
}

export function importingHandlers(needs: EntryTools): HandlersOf<'import'> {
  const turns = new Turns<string>();
  return { import: (invocation) => importLog(needs, turns, invocation) };
}

async function importLog(
  needs: EntryTools,
  turns: Turns<string>,
  invocation: Invocation,
): Promise<Imported | undefined> {
  const given = readArgument(FORMS.import, invocation);
  const target = await needTarget(needs.records, given.incident, 'Import a log');
  if (!target) {
    return undefined;
  }
  const author = await needs.writing.authorOf(given, target.path);
  if (!invocation.argument) {
    return askAndImport(needs, turns, { path: target.path, author, now: invocation.instant });
  }
  if (given.uri === undefined) {
    throw refusal(EDITOR_SENTENCES, 'badArgument', { key: 'uri', form: 'the URI of a file or folder' });
  }
  const { kind, order, channel, repeatedHour } = given;
  const answers: Answers = {
    now: invocation.instant,
    all: given.all ?? false,
    ...{ kind, order, channel, repeatedHour },
    zone: given.zone === undefined ? undefined : zoneIn(given.zone),
    date: given.date === undefined ? undefined : dayIn(given.date),
  };
  const path = pathOf(given.uri);
  const taken = takeLog(await filesAt(path), basename(path), answers);
  if ('missing' in taken) {
    throw new Refusal(taken.missing);
  }
  return turns.inTurn(target.path, async () => {
    const planned = await planLines(needs, target.path, author, taken);
    return writePlan(needs, target.path, planned);
  });
}

interface Place {
  /** Of the record. */
  readonly path: string;
  readonly author: string;
  readonly now: number;
}

/** By keyboard: which log, what it doesn't say, and which of its lines; nothing is written where the person turns back. */
async function askAndImport(
  needs: EntryTools,
  turns: Turns<string>,
  { path, author, now }: Place,
): Promise<Imported | undefined> {
  const title = await promptTitle(needs.records, path, 'import');
  const source = await askSource(title);
  if (!source) {
    return undefined;
  }
  const [files, name] =
    'path' in source
      ? [await filesAt(source.path), basename(source.path)]
      : [[{ name: 'clipboard.txt', text: source.text }], 'the clipboard'];
  const declared = (await needs.records.read(path))?.fields.milestones['declared'];
  const day = formatInstant(declared ?? now).slice(0, 10);
  const taken = await askUntilKnown(title, files, name, { now, day });
  const planned = taken && (await planLines(needs, path, author, taken));
  if (planned && planned.plan.entries.length === 0) {
    throw refusal(IMPORT_SENTENCES, 'nothingNew', { lines: planned.plan.skipped });
  }
  const { plan, warnings } = planned ?? {};
  const someTagged = taken?.lines.some(({ tagged }) => tagged);
  const isTicked = (index: number): boolean => !someTagged || plan!.lines[index]!.tagged === true;
  const chosen = plan && (await askEntries(title, plan, { now, isTicked, notes: warnings! }));
  const reached =
    chosen &&
    (await askReached(
      title,
      chosen.map((index) => plan.entries[index]!),
    ));
  if (!chosen || !reached) {
    return undefined;
  }
  const lines = chosen.map((index, at) => {
    const line = plan.lines[index]!;
    return reached.includes(at) ? { ...line, qualifier: line.qualifier!.replace(/\?$/, '') } : line;
  });
  return turns.inTurn(path, async () =>
    writePlan(needs, path, await planLines(needs, path, author, { lines, warnings: warnings! })),
  );
}

/** All lines of a log, what it doesn't say from a person; undefined where they turned back. */
async function askUntilKnown(
  title: string,
  files: readonly LogFile[],
  name: string,
  { now, day }: { readonly now: number; readonly day: string },
): Promise<TakenLog | undefined> {
  let answers: Answers = { now, all: true };
  for (;;) {
    const taken = takenOrUnknown(files, name, answers);
    if (!('missing' in taken)) {
      return taken;
    }
    const more = await askMissing(title, taken.missing, day);
    if (!more) {
      return undefined;
    }
    answers = { ...answers, ...more };
  }
}

/** Of which kind a log is can be asked as well. */
function takenOrUnknown(files: readonly LogFile[], name: string, answers: Answers): ReturnType<typeof takeLog> {
  try {
    return takeLog(files, name, answers);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknownKind') {
      return { missing: error.reason };
    }
    throw error;
  }
}

/**
 * What is taken of a log, or what has to be said first.
 * @throws Refusal when its kind can't be told, or it hasn't the form of the kind that was given.
 */
function takeLog(files: readonly LogFile[], name: string, answers: Answers): TakenLog | { readonly missing: Reason } {
  const read = readLog(files, name, answers);
  if ('missing' in read) {
    return read;
  }
  const all = !read.chat || answers.all;
  const settled = settleTimes(read, answers, (line) => all || isTagged(line));
  if ('missing' in settled) {
    return settled;
  }
  const lines = settled.lines.flatMap((line) => (read.chat ? takenOf(line, all) : [line]));
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

interface PlannedImport {
  readonly plan: ImportPlan;
  readonly warnings: readonly string[];
}

/** What of the lines isn't in the record yet, their secrets masked. */
async function planLines(needs: EntryTools, path: string, author: string, taken: TakenLog): Promise<PlannedImport> {
  const { lines, count } = await maskLines(taken.lines);
  const record = await needs.writer.readWhole(path);
  const imported = await needs.imported.of(path);
  const voice = voiceOf(record, peopleFor(needs, path));
  const masked = count > 0 ? [reasonOf(IMPORT_SENTENCES, 'masked', { count }).whole] : [];
  return { plan: planImport(lines, { record, imported, author, voice }), warnings: [...taken.warnings, ...masked] };
}

/** The record first: what a crash leaves out of the file beside it is found in the record. */
async function writePlan(needs: EntryTools, path: string, { plan, warnings }: PlannedImport): Promise<Imported> {
  const entries = await Promise.all(plan.entries.map((entry) => keepLongText(path, entry.author, entry)));
  if (entries.length > 0) {
    const make = (record: IncidentRecord) =>
      addedEntries(record, entries).map((change) => ({ ...change, imported: true as const }));
    await needs.writing.change(path, make, { imported: plan.keys });
  }
  await needs.imported.add(path, plan.keys);
  return { added: entries.length, skipped: plan.skipped, warnings };
}

function peopleFor({ processes }: EntryTools, path: string): ReadonlyMap<string, string> {
  return readPeople(processes.nearestFile(path, 'people.yaml')?.text ?? '');
}

function zoneIn(given: string): Answers['zone'] {
  const read = readZone(given.trim());
  if ('problem' in read) {
    throw new Refusal(read.problem);
  }
  return read.zone;
}

function dayIn(given: string): Answers['date'] {
  const [year, month, day] = dateOf(given).split('-').map(Number) as [number, number, number];
  return { year, month, day };
}
