/** Completes follow-ups and quests of any incident, also of one that is over, and copies the overdue ones. */
import { env } from 'vscode';
import { formatEntry, type Entry } from '../../core/timeline/entry';
import { counts, countingEntries } from '../../core/timeline/retraction';
import { readEntry } from '../../core/timeline/timeline';
import { overdueText } from '../../core/view/followUpView';
import { flatText } from '../../core/text/flatText';
import { titleWithSeverity } from '../../core/status/statusWords';
import type { IncidentRecord } from '../../core/record/record';
import { refusal } from '../../core/text/refusal';
import { say } from '../../core/words/say';
import { FORMS, handleOf, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { askChoice, type Choice } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { chooseEntry } from '../entries/entryChoice';
import type { EntryTools } from '../entries/register';
import type { Written } from '../entries/entryWriting';
import { todayHere } from '../entries/followUps';
import type { RecordPages } from '../sync/recordPages';
import { fileIssue, type FiledIssue } from './issues';
import { entryTarget } from '../records/target';

type Needs = Pick<EntryTools, 'records' | 'writer' | 'writing' | 'followUps'> & { readonly pages: RecordPages };

interface BoxEntry {
  readonly path: string;
  readonly entry: Entry;
}

export function completingHandlers(needs: Needs): HandlersOf<'complete' | 'copyOverdue' | 'fileIssue'> {
  return {
    fileIssue: (invocation) => issueFor(needs, invocation),
    complete: (invocation) => complete(needs, invocation),
    copyOverdue: (invocation) => copyOverdue(needs, invocation),
  };
}

/** Opens the page for a new issue of a follow-up, of whichever incident. */
async function issueFor(needs: Needs, invocation: Invocation): Promise<FiledIssue | undefined> {
  const { issue, opens = !invocation.argument, ...given } = readArgument(FORMS.fileIssue, invocation);
  const found = await boxOf(needs, given, 'TODO');
  return found && fileIssue(needs, found, { issue, opens });
}

/** Ticks a box; one that is checked already stays so. */
async function complete(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.complete, invocation);
  const found = await boxOf(needs, given);
  if (!found) {
    return undefined;
  }
  const { path, entry } = found;
  if (entry.ticked === undefined) {
    throw refusal(EDITOR_SENTENCES, 'noBox');
  }
  const ticked = { ...entry, ticked: true };
  if (!entry.ticked) {
    await needs.writing.change(path, () => [{ removed: entry, added: ticked }]);
  }
  return { entry: formatEntry(ticked, '\n') };
}

async function boxOf(
  needs: Needs,
  given: { readonly entry?: string | undefined; readonly incident?: string | undefined },
  only?: 'TODO',
): Promise<BoxEntry | undefined> {
  const verb = only === undefined ? 'complete' : 'file';
  if (given.incident !== undefined) {
    return chooseEntry(needs, given, verb, ({ kind, ticked }) => ticked === false && (only ?? kind) === kind);
  }
  if (given.entry === undefined) {
    return askBox(needs, only);
  }
  const incident = await incidentWith(needs, given.entry);
  return chooseEntry(needs, { ...given, incident }, verb, () => true);
}

/** Returns the incident that has the entry, where the one that entries go to doesn't have it; else undefined. */
async function incidentWith({ records, writer, followUps }: Needs, written: string): Promise<string | undefined> {
  const [head = ''] = written.trim().split('\n', 1);
  const target = await entryTarget(records);
  if (typeof target === 'string' && (await writer.readWhole(target)).text.includes(head)) {
    return undefined;
  }
  return (await followUps.records()).find(({ record }) => record.text.includes(head))?.id;
}

/** Those of the incident that entries go to come first, the other incidents' below them. */
async function askBox({ records, writer, followUps }: Needs, only?: 'TODO'): Promise<BoxEntry | undefined> {
  const target = await entryTarget(records);
  const boxes = (path: string, record: IncidentRecord) =>
    boxesOf(path, record).filter(({ answer }) => only === undefined || answer.entry.kind === only);
  const own = typeof target === 'string' ? boxes(target, await writer.readWhole(target)) : [];
  const others = (await followUps.records()).filter(({ path }) => path !== target);
  const rest = others.flatMap(({ path, record }) => boxes(path, record));
  if (own.length + rest.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noEntry', { what: only === undefined ? say`complete` : say`file` });
  }
  return askChoice<BoxEntry>({
    title: only === undefined ? say`Complete a follow-up or quest` : say`File an issue for a follow-up`,
    placeholder: say`Which entry? Latest first.`,
    ...(own.length === 0 ? { choices: rest } : { choices: own, rest }),
  });
}

function boxesOf(path: string, record: IncidentRecord): Choice<BoxEntry>[] {
  const { title, severity } = record.frontMatter.fields;
  return countingEntries(record)
    .filter(({ ticked }) => ticked === false)
    .map((placed) => readEntry(record.text, placed))
    .filter((entry) => counts(record, entry))
    .reverse()
    .map((entry) => ({
      label: flatText(entry.text),
      description: entry.kind === 'QUEST' ? entry.qualifier : '',
      detail: titleWithSeverity(flatText(title ?? ''), severity),
      answer: { path, entry },
    }));
}

async function copyOverdue(
  { followUps }: Needs,
  invocation: Invocation,
): Promise<{ readonly text: string } | undefined> {
  const given = readArgument(FORMS.copyOverdue, invocation);
  const owner = given.owner === undefined ? undefined : handleOf(given.owner);
  const text = overdueText(await followUps.records(), todayHere(), owner);
  if (text === '') {
    throw refusal(EDITOR_SENTENCES, 'nothingOverdue');
  }
  await env.clipboard.writeText(text);
  return { text };
}
