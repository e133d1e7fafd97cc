/** Asks which log to import, and for what it doesn't say. */
import { env, window } from 'vscode';
import type { TakenLine } from '../../core/import/importedEntries';
import { LOG_KINDS, type LogOptions } from '../../core/import/logKinds';
import { REPEATED_HOURS, type RepeatedHour } from '../../core/import/settledTimes';
import { ORDERS } from '../../core/paste/pastedOrder';
import { flatText } from '../../core/text/flatText';
import { reasonOf, type Reason } from '../../core/text/reason';
import { isCalendarDate } from '../../core/timeline/followUp';
import { readZone } from '../../core/time/timeZone';
import { askChoice, askText, askTicks } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { localZone } from '../shell/settings';
import { say } from '../../core/words/say';

/** Where a log comes from: a path, or the text of the clipboard. */
export type LogSource = { readonly path: string } | { readonly text: string };

/** Returns the log that a person chooses; undefined if they canceled. */
export async function askSource(title: string): Promise<LogSource | undefined> {
  const from = await askChoice<'file' | 'folder' | 'clipboard'>({
    title,
    placeholder: say`Where is the log?`,
    choices: [
      { label: `$(clippy) ${say`Import from Clipboard`}`, answer: 'clipboard' },
      { label: `$(file) ${say`Choose a file…`}`, description: say`a log, an export, or a zip archive`, answer: 'file' },
      {
        label: `$(folder) ${say`Choose a folder…`}`,
        description: say`an unpacked Slack export, or logs by day`,
        answer: 'folder',
      },
    ],
  });
  if (from === undefined || from === 'clipboard') {
    return from && { text: await env.clipboard.readText() };
  }
  const [uri] =
    (await window.showOpenDialog({
      canSelectFiles: from === 'file',
      canSelectFolders: from === 'folder',
      canSelectMany: false,
      openLabel: 'Import',
      title,
    })) ?? [];
  return uri && { path: uri.fsPath };
}

/** What can be said of a log by those who know it. */
export interface LogAnswers extends LogOptions {
  readonly repeatedHour?: RepeatedHour | undefined;
}

/** What is known next to the log. */
interface Known {
  /** The incident's own, `2026-11-20`. */
  readonly day: string;
  /** The zones that a chat's people are in, the most frequent first. */
  readonly zones: readonly string[];
  /** The record's second time zone, if it has one. */
  readonly zone: string | undefined;
}

/** Returns what a log doesn't say, from a person; undefined if they canceled. */
export async function askMissing(
  title: string,
  missing: Reason,
  known: Known,
): Promise<Partial<LogAnswers> | undefined> {
  const ask = QUESTIONS[missing.code];
  return ask?.(title, missing.data as Readonly<Record<string, string>>, known);
}

type Ask = (
  title: string,
  data: Readonly<Record<string, string>>,
  known: Known,
) => Promise<Partial<LogAnswers> | undefined>;

const QUESTIONS: Readonly<Record<string, Ask>> = {
  unknownKind: async (title) => {
    const kind = await askChoice({
      title,
      placeholder: say`What kind of log is it?`,
      choices: LOG_KINDS.map((answer) => ({ label: answer, answer })),
    });
    return kind && { kind };
  },
  needsZone: async (title, { time = '' }, known) => {
    const own = await askOneZone(title, time, known);
    const typed = own === 'other' ? await askZone(title, time) : own;
    const read = typed === undefined ? undefined : readZone(typed.trim());
    return read && 'zone' in read ? { zone: read.zone } : undefined;
  },
  needsDate: async (title, { time }, { day: usual }) => {
    const problem = reasonOf(EDITOR_SENTENCES, 'notDate');
    const typed = await askText({
      title,
      prompt: say`What date is the log's first time, ${time!}, on? For example 2026-11-20.`,
      value: usual,
      needed: problem.whole,
      respond: (text) => (text.trim() === '' || isCalendarDate(text.trim()) ? undefined : { problem }),
    });
    const [year, month, day] = (typed ?? '').trim().split('-').map(Number);
    return year === undefined || month === undefined || day === undefined ? undefined : { date: { year, month, day } };
  },
  needsOrder: async (title) => {
    const order = await askChoice({
      title,
      placeholder: say`Which line comes first?`,
      choices: ORDERS.map((answer) => ({ label: answer === 'oldest' ? say`The oldest` : say`The newest`, answer })),
    });
    return order && { order };
  },
  needsHour: async (title, { time, zone }) => {
    const repeatedHour = await askChoice({
      title,
      placeholder: say`${time!} happened twice in ${zone!}. Which one?`,
      choices: REPEATED_HOURS.map((answer) => ({
        label: answer === 'first' ? say`The first` : say`The second`,
        answer,
      })),
    });
    return repeatedHour && { repeatedHour };
  },
};

async function askOneZone(title: string, time: string, { zones, zone }: Known): Promise<string | undefined> {
  const local = localZone();
  const descriptions = new Map([
    ...zones.map((name) => [name, say`used by people in users.json`] as const),
    ...(zone === undefined ? [] : [[zone, say`the record's`] as const]),
    [local, say`yours`],
    ...(local === 'UTC' ? [] : [['UTC', ''] as const]),
  ]);
  return askChoice({
    title,
    placeholder: say`Which time zone are the log's times, such as ${time}, in?`,
    choices: [
      ...[...descriptions].map(([label, description]) => ({ label, description, answer: label })),
      { label: say`Another time zone…`, answer: 'other' },
    ],
    ordered: true,
  });
}

async function askZone(title: string, time: string): Promise<string | undefined> {
  return askText({
    title,
    prompt: say`Which time zone are the log's times, such as ${time}, in? For example Europe/Berlin, PT, or UTC.`,
    value: localZone(),
    respond: (text) => {
      const read = readZone(text.trim());
      return 'problem' in read ? { problem: read.problem } : undefined;
    },
  });
}

/** Returns the lines, each potential milestone that a person says was reached without its question mark; undefined if they canceled. */
export async function askReached(title: string, lines: readonly TakenLine[]): Promise<TakenLine[] | undefined> {
  const potential = lines.filter(isPotential);
  const reached =
    potential.length === 0
      ? []
      : await askTicks({
          title,
          placeholder: say`Which of these milestones were reached? Press Space to select, Enter to continue. The others stay potential.`,
          choices: potential.map((line) => ({
            label: (line.qualifier ?? '').replace(/\?$/, ''),
            description: flatText(line.text),
            answer: line,
          })),
          notes: [],
        });
  const sure = new Set(reached);
  return (
    reached && lines.map((line) => (sure.has(line) ? { ...line, qualifier: line.qualifier!.replace(/\?$/, '') } : line))
  );
}

function isPotential(line: TakenLine): boolean {
  const { kind, qualifier = '' } = { ...line, ...line.becomes };
  return kind === 'MILESTONE' && qualifier.endsWith('?');
}
