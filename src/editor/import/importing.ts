/** The command that makes a timeline of what was said in chat and by the pager. */
import { basename, dirname, join } from 'node:path';
import { Uri } from 'vscode';
import { addedEntries } from '../../core/entries/newEntries';
import { decodeLog } from '../../core/import/decoded';
import { isTagged, planImport, takenOf, type SignedEntry } from '../../core/import/importedEntries';
import { readLog, type LogOptions } from '../../core/import/logKinds';
import type { LogFile, LogLine, ReadLog } from '../../core/import/logLine';
import { IMPORT_SENTENCES } from '../../core/import/sentences';
import { lacksLists, SLACK_LISTS } from '../../core/import/slack';
import { settleTimes, type RepeatedHour, type SettledLine } from '../../core/import/settledTimes';
import { readPeople, voiceOf } from '../../core/import/voice';
import { reasonOf } from '../../core/text/reason';
import { Refusal, refusal } from '../../core/text/refusal';
import { readZone } from '../../core/time/timeZone';
import type { LogBytes } from '../../store/logArchive';
import { readLogFiles } from '../../store/logFiles';
import { Turns } from '../../store/turns';
import type { EntryTools } from '../entries/register';
import { keepLongText } from '../entries/entryWriting';
import { needTarget } from '../records/target';
import { dateOf, FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { EDITOR_SENTENCES } from '../shell/sentences';
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
  readonly lines: readonly SettledLine[];
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
  if (given.uri === undefined) {
    throw refusal(EDITOR_SENTENCES, 'badArgument', { key: 'uri', form: 'the URI of a file or folder' });
  }
  const path = pathOf(given.uri);
  const { kind, order, channel, repeatedHour } = given;
  const answers: Answers = {
    now: invocation.instant,
    all: given.all ?? false,
    ...{ kind, order, channel, repeatedHour },
    zone: given.zone === undefined ? undefined : zoneIn(given.zone),
    date: given.date === undefined ? undefined : dayIn(given.date),
  };
  const files = await filesAt(path);
  const taken = takeLog(files, basename(path), answers);
  const author = await needs.writing.authorOf(given, target.path);
  return turns.inTurn(target.path, () => addLines(needs, target.path, author, taken));
}

/** @throws Refusal where the log doesn't say something that an argument can. */
function takeLog(files: readonly LogFile[], name: string, answers: Answers): TakenLog {
  const read = readLog(files, name, answers);
  if ('missing' in read) {
    throw new Refusal(read.missing);
  }
  const wanted = (line: LogLine): boolean => !read.chat || answers.all || isTagged(line);
  const settled = settleTimes(read, answers, wanted);
  if ('missing' in settled) {
    throw new Refusal(settled.missing);
  }
  const lines = settled.lines.flatMap((line) => takenOf(line, !read.chat || answers.all));
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

/** Writes what isn't in the record yet; nothing where all of it is. */
async function addLines(
  needs: EntryTools,
  path: string,
  author: string,
  { lines, warnings }: TakenLog,
): Promise<Imported> {
  const masked = await maskLines(lines);
  const record = await needs.writer.readWhole(path);
  const imported = await needs.imported.of(path);
  const plan = planImport(masked.lines, { record, imported, author, voice: voiceOf(record, peopleFor(needs, path)) });
  const entries: SignedEntry[] = await Promise.all(
    plan.entries.map((entry) => keepLongText(path, entry.author, entry)),
  );
  if (entries.length > 0) {
    const make = (current: typeof record) =>
      addedEntries(current, entries).map((change) => ({ ...change, imported: true as const }));
    await needs.writing.change(path, make, { imported: plan.keys });
  }
  await needs.imported.add(path, plan.keys);
  return {
    added: entries.length,
    skipped: plan.skipped,
    warnings: [
      ...warnings,
      ...(masked.count > 0 ? [reasonOf(IMPORT_SENTENCES, 'masked', { count: masked.count }).whole] : []),
    ],
  };
}

function peopleFor({ processes }: EntryTools, path: string): ReadonlyMap<string, string> {
  return readPeople(processes.nearestFile(path, 'people.yaml')?.text ?? '');
}

async function filesAt(path: string): Promise<LogFile[]> {
  const files = await readLogFiles(path);
  const lists = lacksLists(files.map(({ name }) => name)) ? await listsAbove(path, files.length) : [];
  return [...files, ...lists].map(({ name, bytes }) => ({ name, text: decodeLog(bytes) }));
}

/** Who and what the ids of a Slack channel mean, where only its folder or one of its days was chosen. */
async function listsAbove(path: string, count: number): Promise<LogBytes[]> {
  const folder = count === 1 && path.endsWith('.json') ? dirname(dirname(path)) : dirname(path);
  const found = await Promise.all(SLACK_LISTS.map((name) => readLogFiles(join(folder, name)).catch(() => [])));
  return found.flat();
}

/** A path, or a URI of one. */
function pathOf(uri: string | Uri): string {
  return uri instanceof Uri ? uri.fsPath : /^file:/i.test(uri) ? Uri.parse(uri).fsPath : Uri.file(uri).fsPath;
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
