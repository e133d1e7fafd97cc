/** Importing by keyboard: asks for what the log doesn't say, and shows what would be written. */
import { basename } from 'node:path';
import { takenOf } from '../../core/import/importedEntries';
import type { LogFile } from '../../core/import/logLine';
import { asLogLines } from '../../core/import/pastedLog';
import { IMPORT_SENTENCES } from '../../core/import/sentences';
import { zonesOf } from '../../core/import/slack';
import type { Pasted } from '../../core/paste/pastedLines';
import { Refusal, refusal } from '../../core/text/refusal';
import { formatInstant } from '../../core/time/instant';
import { say } from '../../core/words/say';
import { Turns } from '../../store/turns';
import type { EntryTools } from '../entries/register';
import { promptTitle } from '../records/target';
import { askMissing, askReached, askSource } from './logChoice';
import {
  planLines,
  takeSteps,
  writePlan,
  type Answers,
  type Imported,
  type LogPlace,
  type TakenLog,
  type TakenOrMissing,
} from './logImport';
import { askLines } from './logPreview';
import { filesAt, peopleBeside } from './logSource';
import { inSlices, unlessCanceled, untilWritten } from './logProgress';
import type { Slices } from './slices';

/** Number of characters from which a log takes long enough to show progress. */
const LONG = 4_000_000;
/** More lines than these take long enough. */
const MANY = 10_000;
/** More pasted lines than these are seen before they're written. */
const FEW = 5;

interface FoundLog {
  readonly files: readonly LogFile[];
  /** What was chosen, for sentences. */
  readonly name: string;
  /** The time zones that are known next to it, the most frequent first. */
  readonly zones: readonly string[];
}

/** Nothing is written where the person cancels. */
export async function askAndImport(
  needs: EntryTools,
  turns: Turns<string>,
  place: LogPlace,
): Promise<Imported | undefined> {
  const title = await promptTitle(needs.records, place.path, say`import`);
  const source = await askSource(title);
  const log = source && ('path' in source ? await logAt(source.path) : clipboardLog(source.text));
  const isLong = log !== undefined && log.files.reduce((sum, { text }) => sum + text.length, 0) > LONG;
  const work = async (): Promise<Imported | undefined> => {
    const taken = log && (await askUntilKnown(needs, title, place, log, isLong));
    return taken && importTaken(needs, turns, title, place, taken, isLong);
  };
  return unlessCanceled(work, { added: 0, skipped: 0, warnings: [], canceled: true } as const);
}

async function logAt(path: string): Promise<FoundLog> {
  const files = await filesAt(path);
  return { files, name: basename(path), zones: zonesOf([...files, ...(await peopleBeside(path))]) };
}

function clipboardLog(text: string): FoundLog {
  return { files: [{ name: 'clipboard.txt', text }], name: say`the clipboard`, zones: [] };
}

/** Returns whether somebody should see what pasted lines become before they're written. */
export function needsPreview({ lines, inferred }: Pick<Pasted, 'lines' | 'inferred'>): boolean {
  return lines.length > FEW || inferred === true || asLogLines(lines).some(({ speaker }) => speaker !== undefined);
}

/** Imports pasted lines as a log; what would be written is seen first. */
export async function importPasted(
  needs: EntryTools,
  title: string,
  place: LogPlace,
  { lines, warnings }: Pick<Pasted, 'lines' | 'warnings'>,
): Promise<Imported | undefined> {
  const taken = asLogLines(lines).flatMap((line) => takenOf(line, true));
  return importTaken(needs, new Turns(), title, place, { lines: taken, warnings }, false);
}

async function importTaken(
  needs: EntryTools,
  turns: Turns<string>,
  title: string,
  { path, author, now }: LogPlace,
  taken: TakenLog,
  isLong: boolean,
): Promise<Imported | undefined> {
  const { plan, warnings } = await inSlices(title, isLong, (slices) => planLines(needs, path, author, taken, slices));
  if (plan.entries.length === 0) {
    throw refusal(IMPORT_SENTENCES, 'nothingNew', { lines: plan.skipped });
  }
  const { process } = (await needs.writer.readWhole(path)).frontMatter.fields;
  const milestones = needs.processes.named(process, path).milestones.map(({ name }) => name);
  const wanted = await askLines({ title, plan, now, notes: warnings, milestones });
  const lines = wanted && (await askReached(title, wanted));
  return (
    lines &&
    turns.inTurn(path, async () => {
      const takes = isLong || lines.length > MANY;
      const planned = await inSlices(title, takes, (slices) =>
        planLines(needs, path, author, { lines, warnings }, slices),
      );
      const message = say`Writing ${planned.plan.entries.length} entries…`;
      return untilWritten(title, message, takes, async () => writePlan(needs, path, planned));
    })
  );
}

/** All lines of a log, what it doesn't say from a person; undefined if they canceled. */
async function askUntilKnown(
  needs: EntryTools,
  title: string,
  { path, now }: LogPlace,
  { files, name, zones }: FoundLog,
  isLong: boolean,
): Promise<TakenLog | undefined> {
  const { milestones, zone } = (await needs.writer.readWhole(path)).frontMatter.fields;
  const day = formatInstant(milestones['declared'] ?? now).slice(0, 10);
  let answers: Answers = { now, all: true };
  for (;;) {
    const taken = await inSlices(title, isLong, (slices) => takenOrUnknown(files, name, answers, slices));
    if (!('missing' in taken)) {
      return taken;
    }
    const more = await askMissing(title, taken.missing, { day, zones, zone });
    if (!more) {
      return undefined;
    }
    answers = { ...answers, ...more };
  }
}

/** Of which kind a log is can be asked as well. */
async function takenOrUnknown(
  files: readonly LogFile[],
  name: string,
  answers: Answers,
  slices: Slices,
): Promise<TakenOrMissing> {
  try {
    return await slices.run(takeSteps(files, name, answers));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknownKind') {
      return { missing: error.reason };
    }
    throw error;
  }
}
