/** Declares an incident: one sentence, one severity, and the record is there. Everything else is found automatically. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { formatSentence, incidentId, readSentence } from '../../core/entries/declaration';
import { oneLine } from '../../core/text/plainText';
import { toLatin } from '../../core/frontMatter/slug';
import { draftRecord } from '../../core/entries/draft';
import type { Summary } from '../../core/frontMatter/fields';
import { wholeSeconds } from '../../core/time/instant';
import { lookAlikes } from '../../core/entries/lookAlikes';
import type { Process } from '../../core/process/process';
import { FORMS, handleOf, instantOf, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Author } from '../records/author';
import type { NewLocation } from '../records/locationByFiles';
import { checkoutOf, type Places } from '../records/recordLocations';
import type { Processes } from '../records/processes';
import { askChoice, askText, keepUntilDone, offerAgain, type Choice, type InformingRow } from '../shell/prompts';
import type { ListedRecord, RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { defaultHome, readSettings } from '../shell/settings';
import { showRecord } from '../records/showDocument';
import { choiceOf, lineMemory } from '../records/target';
import type { PastAlike, PastAlikes } from '../search/pastAlikes';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say, sayWords } from '../../core/words/say';

export interface Declared {
  readonly id: string;
  readonly uri: Uri;
  readonly lookAlikes: readonly { readonly id: string; readonly title: string; readonly uri: Uri }[];
  /** True if the person joined the one that was open already; else absent. */
  readonly joined?: boolean;
}

/** Declares with a sentence that was typed for something else; undefined if the person canceled. */
export type DeclareAs = (
  title: string,
  instant: number,
) => Promise<(Declared & { readonly joined: boolean }) | undefined>;

type GivenDeclaration = ReturnType<typeof readArgument<typeof FORMS.declare>>;

/** Joined where the person saw that the incident is declared already. */
type DeclareChoice = { readonly severity: string } | { readonly join: ListedRecord };

const MEMORY = 'declare';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly places: Places;
  readonly author: Author;
  readonly pastAlikes: PastAlikes;
}

export function declareHandlers(needs: Needs): HandlersOf<'declare'> {
  return {
    declare: (invocation) => declare(needs, invocation),
  };
}

async function declare(needs: Needs, invocation: Invocation): Promise<Declared | undefined> {
  const told = readArgument(FORMS.declare, invocation);
  const asked = sentenceOf(told);
  const process = asked === undefined ? likelyProcess(needs.processes, told.process) : undefined;
  const security = told.security ?? (process && (await askSecurity(process)));
  const given = { ...told, ...(typeof security === 'boolean' && { security }) };
  const typed =
    security === 'back'
      ? undefined
      : (asked ?? (await askSentence(given, process?.words.sentence && sayWords(process.words.sentence))));
  if (typed === undefined) {
    return undefined;
  }
  const work = () => declareTyped(needs, typed, given, invocation.instant, invocation.argument === undefined);
  const declared = await (asked === undefined ? keepUntilDone(MEMORY, typed, work) : work());
  if (declared?.joined) {
    // What was typed is offered for the next line of the incident that was joined.
    offerAgain(lineMemory(declared.uri.fsPath), typed);
  }
  if (!declared) {
    return undefined;
  }
  const { id, uri, lookAlikes: found, joined } = declared;
  return { id, uri, lookAlikes: found, ...(joined && { joined }) };
}

/** Declares with a sentence that is known already: only the severity is asked. Undefined if the person canceled. */
export async function declareAs(
  needs: Needs,
  title: string,
  instant: number,
): Promise<(Declared & { readonly joined: boolean }) | undefined> {
  return declareTyped(needs, title, {}, instant, true);
}

async function declareTyped(
  needs: Needs,
  typed: string,
  given: GivenDeclaration,
  invoked: number,
  asks: boolean,
): Promise<(Declared & { readonly joined: boolean }) | undefined> {
  const { title, summary } = readSentence(typed);
  if (title === '') {
    throw refusal(EDITOR_SENTENCES, 'noSummary');
  }
  const past = asks ? needs.pastAlikes.find(title) : undefined;
  const instant = wholeSeconds(instantOf(given.at, invoked));
  const started = given.started === undefined ? undefined : instantOf(given.started, invoked);
  const detected = given.detected === undefined ? undefined : instantOf(given.detected, invoked);
  const author = given.author === undefined ? undefined : handleOf(given.author);
  const [place, all, latin] = await Promise.all([
    needs.places.forDeclaration(given.folder),
    needs.records.all(),
    toLatin(title),
  ]);
  // Where it will be, but for a number behind it.
  const likelyPath = join(place.records, incidentId(instant, latin, new Set()), 'incident.md');
  const name = given.process ?? needs.processes.usual(likelyPath);
  // A name that isn't known is kept in the record, where it is found; the default process serves.
  const process: Process = { ...needs.processes.named(name, likelyPath), name };
  const likely = likelyAmong(title, all);
  const decision = past
    ? await decide(title, process, likely, past)
    : { severity: given.severity ?? process.defaultSeverity };
  if (decision === undefined) {
    return undefined;
  }
  const found = likely.map((record) => ({ id: record.id, title: record.title, uri: Uri.file(record.path) }));
  if ('join' in decision) {
    return { ...(await showDeclared(needs, decision.join.path, decision.join.id)), lookAlikes: found, joined: true };
  }
  const draft = async (id: string) =>
    draftRecord({
      id,
      title,
      summary: partsOf(given) ?? summary,
      impact: given.impact === undefined ? undefined : oneLine(given.impact),
      process,
      severity: decision.severity,
      security: given.security ?? false,
      instant,
      author: author ?? (await needs.author.of(join(place.records, id, 'incident.md'))),
      services: given.services ?? [],
      owners: needs.processes.ownersFor(likelyPath, { services: given.services ?? [], functionality: title }),
      source: given.source,
      checkout: place.rule === 'own' ? checkoutOf(place.records) : undefined,
      started,
      detected,
    });
  const made = await makeRecord(needs, place, instant, latin, draft);
  return { ...(await showDeclared(needs, made.path, made.id)), lookAlikes: found, joined: false };
}

async function makeRecord(
  needs: Needs,
  { records, branch }: NewLocation,
  instant: number,
  title: string,
  draft: (id: string) => Promise<string>,
): Promise<{ id: string; path: string }> {
  const taken = new Set(await readdir(records).catch(() => []));
  for (;;) {
    const id = incidentId(instant, title, taken);
    const path = await needs.writer.declare(records, id, await draft(id), branch);
    if (path !== undefined) {
      return { id, path };
    }
    taken.add(id);
  }
}

async function showDeclared(needs: Needs, path: string, id: string): Promise<{ id: string; uri: Uri }> {
  await needs.records.activate(path);
  const uri = Uri.file(path);
  await showRecord(uri);
  return { id, uri };
}

/** Functionality, state and audience where the argument has all three. */
function partsOf({ functionality, state, audience }: GivenDeclaration): Summary | undefined {
  return functionality && state && audience ? { functionality, state, audience } : undefined;
}

function sentenceOf(given: GivenDeclaration): string | undefined {
  const parts = partsOf(given);
  return given.title ?? (parts && formatSentence(parts));
}

/** Returns the process by which this window would keep a new record, as far as can be told before it is known where that goes. */
function likelyProcess(processes: Processes, name: string | undefined): Process {
  const editor = window.activeTextEditor?.document.uri;
  const folder = (editor && workspace.getWorkspaceFolder(editor)) ?? workspace.workspaceFolders?.[0];
  const settings = readSettings(folder?.uri);
  const records = settings.home ?? (folder ? join(folder.uri.fsPath, settings.folder) : defaultHome());
  const path = join(records, 'new', 'incident.md');
  return processes.named(name ?? processes.usual(path), path);
}

/** Asked only where the process says so; `back` when the person canceled. */
async function askSecurity({ security }: Process): Promise<boolean | 'back' | undefined> {
  if (!security?.asksFirst) {
    return undefined;
  }
  const answer = await askChoice<boolean>({
    title: say`Declare an incident`,
    placeholder: say`Is it a security incident?`,
    choices: [
      { label: say`No`, answer: false },
      { label: say`Yes`, description: security.reason, answer: true },
    ],
  });
  return answer ?? 'back';
}

async function askSentence(
  { functionality, state }: GivenDeclaration,
  prompt = say`What's broken, and who's affected? Use one sentence.`,
): Promise<string | undefined> {
  return askText({
    title: say`Declare an incident`,
    prompt,
    placeholder: say`Logging in is broken for all users`,
    ...(functionality ? { value: `${functionality} is ${state ? `${state} for ` : ''}` } : {}),
    needed: (typed) => (readSentence(typed).title === '' ? EDITOR_SENTENCES.noSummary() : undefined),
    memory: MEMORY,
  });
}

function likelyAmong(title: string, all: readonly ListedRecord[]): ListedRecord[] {
  const open = all.filter((record) => record.open);
  const titles = open.map(({ id, title: other, fields }) => ({ id, title: other, services: fields.services }));
  const others = all.filter((record) => !record.open).map((record) => record.title);
  return lookAlikes(title, titles, others).flatMap(({ id }) => open.filter((record) => record.id === id));
}

async function decide(
  title: string,
  process: Process,
  likely: readonly ListedRecord[],
  past: Promise<readonly PastAlike[]>,
): Promise<DeclareChoice | undefined> {
  const joins = likely.map((record): Choice<DeclareChoice> => {
    const { label, ...rest } = choiceOf(record);
    return { ...rest, label: say`$(git-merge) Join: ${label}`, answer: { join: record } };
  });
  const severities = process.severities.map((severity): Choice<DeclareChoice> => ({
    label: severity.name,
    description: sayWords(severity.meaning),
    answer: { severity: severity.name },
  }));
  return askChoice<DeclareChoice>({
    title,
    placeholder:
      joins.length > 0
        ? say`A similar incident is already open. Join it, or choose a severity.`
        : process.words.severity
          ? sayWords(process.words.severity)
          : say`How severe is it?`,
    choices: [...joins, ...severities],
    informing: { label: say`similar incidents in the past`, rows: past.then((alikes) => alikes.map(rowOf)) },
    selected: joins[0] ?? severities.find((choice) => choice.label === process.defaultSeverity)!,
  });
}

/** Returns what an incident of the past can tell: how it was mitigated, and what nobody has done about it since. */
function rowOf({ record, lesson }: PastAlike): InformingRow {
  const { label, description } = choiceOf(record);
  const count = lesson.followUps.length;
  const words = [
    ...(lesson.mitigation === undefined ? [] : [say`Mitigated: ${lesson.mitigation}`]),
    ...(count === 0 ? [] : [count === 1 ? say`1 open follow-up` : say`${count} open follow-ups`]),
  ];
  return {
    label: `$(history) ${label}`,
    description: [description, record.id.slice(0, 10)].filter((part) => part !== undefined).join(' · '),
    ...(words.length > 0 && { detail: words.join(' · ') }),
    show: () => void window.showTextDocument(Uri.file(record.path), { preview: true, preserveFocus: true }),
  };
}
