/** Asks for a log to import and for what it doesn't say, and shows what would be written, before anything is. */
import { env, window } from 'vscode';
import type { ImportPlan, SignedEntry } from '../../core/import/importedEntries';
import { LOG_KINDS, type LogOptions } from '../../core/import/logKinds';
import { REPEATED_HOURS, type RepeatedHour } from '../../core/import/settledTimes';
import { ORDERS } from '../../core/paste/pastedOrder';
import { flatText } from '../../core/text/flatText';
import type { Reason } from '../../core/text/reason';
import { isCalendarDate } from '../../core/timeline/followUp';
import { readZone } from '../../core/time/timeZone';
import { describeInstant } from '../../core/time/typedTime';
import { askChoice, askText, askTicks } from '../shell/prompts';
import { localZone } from '../shell/settings';

/** Where a log comes from: a path, or the text of the clipboard. */
export type LogSource = { readonly path: string } | { readonly text: string };

/** The log that a person chooses; undefined where they turned back. */
export async function askSource(title: string): Promise<LogSource | undefined> {
  const from = await askChoice<'file' | 'folder' | 'clipboard'>({
    title,
    placeholder: 'Where is the log?',
    choices: [
      { label: '$(clippy) Import from Clipboard', answer: 'clipboard' },
      { label: '$(file) Choose a file…', description: 'a log, an export, a zip archive', answer: 'file' },
      { label: '$(folder) Choose a folder…', description: 'an unpacked Slack export, logs by day', answer: 'folder' },
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

/** What a log doesn't say, from a person; undefined where they turned back. `day`, `2026-11-20`, is the incident's own. */
export async function askMissing(
  title: string,
  missing: Reason,
  day: string,
): Promise<Partial<LogAnswers> | undefined> {
  const ask = QUESTIONS[missing.code];
  return ask?.(title, missing.data as Readonly<Record<string, string>>, day);
}

type Ask = (
  title: string,
  data: Readonly<Record<string, string>>,
  day: string,
) => Promise<Partial<LogAnswers> | undefined>;

const A_DATE = 'Type a date such as 2026-11-20.';

const QUESTIONS: Readonly<Record<string, Ask>> = {
  unknownKind: async (title) => {
    const kind = await askChoice({
      title,
      placeholder: 'What kind of log is it?',
      choices: LOG_KINDS.map((answer) => ({ label: answer, answer })),
    });
    return kind && { kind };
  },
  needsZone: async (title, { time }) => {
    const typed = await askText({
      title,
      prompt: `Which time zone are the log's times in, such as ${time}? For example Europe/Berlin, PT, or UTC.`,
      value: localZone(),
      respond: (text) => {
        const read = readZone(text.trim());
        return 'problem' in read ? { problem: read.problem } : undefined;
      },
    });
    const read = typed === undefined ? undefined : readZone(typed.trim());
    return read && 'zone' in read ? { zone: read.zone } : undefined;
  },
  needsDate: async (title, { time }, usual) => {
    const typed = await askText({
      title,
      prompt: `Which day is the first time, ${time}, on? For example 2026-11-20.`,
      value: usual,
      needed: A_DATE,
      respond: (text) => (text.trim() === '' || isCalendarDate(text.trim()) ? undefined : { problem: A_DATE }),
    });
    const [year, month, day] = (typed ?? '').trim().split('-').map(Number);
    return year === undefined || month === undefined || day === undefined ? undefined : { date: { year, month, day } };
  },
  needsOrder: async (title) => {
    const order = await askChoice({
      title,
      placeholder: 'Which line is the first one?',
      choices: ORDERS.map((answer) => ({ label: `The ${answer}`, answer })),
    });
    return order && { order };
  },
  needsHour: async (title, { time, zone }) => {
    const repeatedHour = await askChoice({
      title,
      placeholder: `${time} happened twice in ${zone}. Which one is meant?`,
      choices: REPEATED_HOURS.map((answer) => ({ label: `The ${answer}`, answer })),
    });
    return repeatedHour && { repeatedHour };
  },
};

/** Which of the entries are written, by their places; undefined where the person turned back. */
export async function askEntries(
  title: string,
  { entries }: ImportPlan,
  {
    now,
    isTicked,
    notes,
  }: { readonly now: number; readonly isTicked: (index: number) => boolean; readonly notes: readonly string[] },
): Promise<number[] | undefined> {
  return askTicks({
    title,
    placeholder: 'Type to filter. Tab, then Space chooses; Enter imports what is chosen',
    choices: entries.map((entry, index) => ({
      label: flatText(entry.text),
      description: [`@${entry.author}`, kindOf(entry)].filter((part) => part !== '').join(' · '),
      detail: describeInstant(entry.instant, { now, zone: localZone() }),
      picked: isTicked(index),
      answer: index,
    })),
    notes,
    filters: true,
  });
}

/** Which of the potential milestones were reached in fact. */
export async function askReached(title: string, entries: readonly SignedEntry[]): Promise<number[] | undefined> {
  const potential = entries.flatMap((entry, index) => (isPotential(entry) ? [{ entry, index }] : []));
  return potential.length === 0
    ? []
    : askTicks({
        title,
        placeholder: 'Which of these milestones were reached? Space ticks; Enter leaves the others potential',
        choices: potential.map(({ entry, index }) => ({
          label: (entry.qualifier ?? '').replace(/\?$/, ''),
          description: flatText(entry.text),
          answer: index,
        })),
        notes: [],
      });
}

function isPotential({ kind, qualifier = '' }: SignedEntry): boolean {
  return kind === 'MILESTONE' && qualifier.endsWith('?');
}

/** Of a plain line nothing. */
function kindOf({ kind, qualifier = '' }: SignedEntry): string {
  return kind === 'TL' ? '' : `${kind} ${qualifier}`.trim();
}
