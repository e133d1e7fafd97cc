/** The commands that write a new entry: a line, lines from the clipboard, a milestone, a follow-up. */
import { env } from 'vscode';
import { offeredMilestones } from '../../core/process/milestoneOrder';
import { oneLine } from '../../core/text/plainText';
import { readSentence } from '../../core/entries/declaration';
import { describeFollowUp, readTypedFollowUp } from '../../core/timeline/dueDate';
import { formatFollowUp, type FollowUp } from '../../core/timeline/followUp';
import {
  canTick,
  labelOf,
  milestoneEntry,
  missingFor,
  missingWords,
  tickedEntries,
  whoTicks,
  type Missing,
} from '../../core/entries/gate';
import { withSteps } from '../../core/entries/recordSteps';
import type { NewEntry } from '../../core/entries/newEntry';
import { readPastedLines, waysToPaste, type PastedLine, type WayToPaste } from '../../core/paste/pastedLines';
import { dateOf, dueOf, FORMS, handleOf, readArgument, zoneOf, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import {
  decidedNow,
  minuteOf,
  settledInstant,
  type Authored,
  type TimedEntry,
  type Written,
} from '../entries/entryWriting';
import type { EntryTools } from '../entries/register';
import { importPasted, needsPreview } from '../import/askedImport';
import type { Imported } from '../import/logImport';
import {
  askChoice,
  askText,
  askTicks,
  detach,
  keepUntilDone,
  offerAgain,
  type Choice,
  type TextQuestion,
} from '../shell/prompts';
import type { ListedRecord } from '../records/recordList';
import { referenceOf } from './references';
import { editorSelection, terminalSelection, type Attachment } from './selection';
import { localZone } from '../shell/settings';
import { askTimedText, givenOrAsked, keepWhileAsking, type Said } from '../entries/timedText';
import { choiceOf, findTarget, lineMemory, needTarget, promptTitle } from '../records/target';
import type { Sources } from './sources';
import type { DeclareAs } from '../declare/declare';
import type { UpdateDrafts } from '../update/updateDrafts';
import {
  addedMilestones,
  keyTimeDoubts,
  movedMilestones,
  type KeyTimeDoubt,
} from '../../core/postmortem/keyTimeDoubts';
import { statusAfter } from '../../core/process/process';
import { describeInstant } from '../../core/time/typedTime';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say, sayWords } from '../../core/words/say';

/** Where a text goes that was typed while nothing was open; `said` where its first line became the incident's title. */
interface FoundPlace {
  readonly path: string;
  readonly said: boolean;
}

interface Needs extends EntryTools {
  readonly drafts: UpdateDrafts;
  readonly sources: Sources;
  readonly declareAs: DeclareAs;
}

export function loggingHandlers(
  needs: Needs,
): HandlersOf<'log' | 'logReference' | 'logClipboard' | 'milestone' | 'todo'> {
  return {
    log: (invocation) => log(needs, invocation),
    logReference: (invocation) => logReference(needs, invocation),
    logClipboard: (invocation) => logClipboard(needs, invocation),
    milestone: (invocation) => milestone(needs, invocation),
    todo: (invocation) => todo(needs, invocation),
  };
}

async function log(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  if (invocation.origin === 'detach') {
    detach();
    return undefined;
  }
  const given = readArgument(FORMS.log, invocation);
  return logText(needs, invocation, given, {
    title: say`Log an entry`,
    what: say`entry`,
    prompt: say`What happened? Start with a time such as -5m or 14:03 to backdate.`,
    selects: true,
    entry: (text) => ({ kind: 'TL', text }),
  });
}

/** Logs what the person says of a file, a line of it, or a commit, and where that is. */
async function logReference(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.logReference, invocation);
  const attached = referenceOf(given, invocation, needs.sources);
  if (!attached) {
    throw refusal(EDITOR_SENTENCES, 'nothingToReference');
  }
  if (!invocation.argument) {
    return logText(
      needs,
      invocation,
      {},
      {
        title: say`Log an entry`,
        what: say`entry`,
        prompt: say`What's notable about it? Start with a time such as -5m or 14:03 to backdate.`,
        selects: true,
        attached,
        entry: (text) => ({ kind: 'TL', text }),
      },
    );
  }
  const target = await needTarget(needs.records, given.incident, say`Log an entry`);
  if (!target) {
    return undefined;
  }
  const text = [given.text ?? '', await quoteOf(needs, target.path, attached)]
    .filter((part) => part.trim() !== '')
    .join('\n');
  const instant = settledInstant(given, undefined, invocation.instant);
  const time = { instant, ...minuteOf(given, undefined), ...decidedNow(given, undefined) };
  return writeEntry(needs, target.path, given, { kind: 'TL', text }, time);
}

async function todo(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.todo, invocation);
  const frame = { now: invocation.instant, zone: localZone() };
  const givenDue = given.due === undefined ? undefined : dueOf(given.due, frame);
  const owner = given.owner === undefined ? undefined : handleOf(given.owner);
  return logText(needs, invocation, given, {
    title: say`Log a follow-up`,
    what: say`follow-up`,
    prompt: say`What should be done after the incident? Add an owner and a due date at the end: @jo due Friday.`,
    selects: false,
    respond: (text) => {
      const { followUp, problem, hint } = readTypedFollowUp(text, frame);
      const echo = describeFollowUp(followUp) ?? hint;
      return problem === undefined ? (echo === undefined ? undefined : { echo }) : { problem };
    },
    entry: (text) => {
      // What an argument says is the text; in the box the owner and the date may be at its end.
      const read: FollowUp = given.text === undefined ? readTypedFollowUp(text, frame).followUp : { text };
      const due = givenDue ?? read.due;
      const whose = owner ?? (read.owner === undefined ? undefined : handleOf(read.owner));
      const followUp = { text: read.text, ...(whose ? { owner: whose } : {}), ...(due ? { due } : {}) };
      return { kind: 'TODO', ticked: false, text: formatFollowUp(followUp) };
    },
  });
}

async function milestone(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.milestone, invocation);
  const target = await needTarget(needs.records, given.incident, say`Log a milestone`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const typed = given.name ?? (await askMilestone(needs, path));
  if (typed === undefined) {
    return undefined;
  }
  const name = oneLine(typed).replace(/\s*\?$/, '');
  if (name === '' || /[:?]/.test(name)) {
    throw refusal(EDITOR_SENTENCES, 'badMilestone', { name: typed });
  }
  const qualifier = (given.potential ?? typed.trim().endsWith('?')) ? `${name}?` : name;
  const said = await givenOrAsked(
    given.text ?? (invocation.argument && ''),
    needs.records,
    path,
    {
      what: qualifier,
      prompt: say`Anything to add? Optional. Start with a time such as -5m to backdate.`,
      memory: 'milestone',
    },
    invocation.instant,
  );
  return (
    said &&
    keepWhileAsking(said, async () => {
      const pass = await passGate(needs, invocation, path, given, qualifier);
      return (
        pass &&
        keepWhileAsking(pass, () => writeMilestone(needs, invocation, path, { ...given, qualifier }, said, pass))
      );
    })
  );
}

async function writeMilestone(
  needs: Needs,
  invocation: Invocation,
  path: string,
  given: Authored & { readonly qualifier: string },
  said: Said,
  { done, times, text: reason }: GatePass,
): Promise<Written | undefined> {
  const { qualifier } = given;
  const written = await needs.writing.writeSaid(invocation, path, given, said, (record, text) => {
    const process = needs.processes.of(record, path);
    const own = milestoneEntry(record, process, { name: qualifier, text, reason, done });
    const { milestones, checks } = tickedEntries(record, process, qualifier, done);
    const all = withSteps(record, process, [...milestones, own, ...checks]);
    return {
      main: all[milestones.length]!,
      all: [...all, ...addedMilestones(times)],
      moved: movedMilestones(record, times),
    };
  });
  needs.records.reach(path);
  return written;
}

async function logClipboard(
  needs: Needs,
  invocation: Invocation,
): Promise<{ readonly entries: string[]; readonly warnings: readonly string[] } | Imported | undefined> {
  const given = readArgument(FORMS.logClipboard, invocation);
  const { order, date } = given;
  const frame = {
    now: invocation.instant,
    zone: zoneOf(given.zone),
    ...(order && { order }),
    ...(date !== undefined && { date: dateOf(date) }),
  };
  const target = await needTarget(needs.records, given.incident, say`Log lines from the clipboard`);
  if (!target) {
    return undefined;
  }
  const text = await env.clipboard.readText();
  const pasted = readPastedLines(text, frame);
  if (pasted.lines.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'emptyClipboard');
  }
  const ways = invocation.argument || pasted.warnings.length === 0 ? [] : waysToPaste(text, frame);
  const question = pasted.unordered
    ? say`The order of these lines isn't clear. Which one is first?`
    : pasted.warnings[0]!;
  const lines = ways.length === 0 ? pasted.lines : await askWay(needs, target.path, question, ways);
  if (lines && !invocation.argument && needsPreview({ ...pasted, lines })) {
    const title = await promptTitle(needs.records, target.path, say`clipboard`);
    const author = await needs.writing.authorOf(given, target.path);
    const place = { path: target.path, author, now: invocation.instant };
    return importPasted(needs, title, place, { lines, warnings: pasted.warnings });
  }
  const entries = lines?.map((line) => ({ kind: 'TL', ...line }));
  return entries && { entries: await needs.writing.add(target.path, given, entries), warnings: pasted.warnings };
}

async function askWay(
  needs: Needs,
  path: string,
  placeholder: string,
  ways: readonly WayToPaste[],
): Promise<readonly PastedLine[] | undefined> {
  return askChoice({
    title: await promptTitle(needs.records, path, say`clipboard`),
    placeholder,
    choices: ways.map(({ label, preview, lines }) => ({ label, detail: preview, answer: lines })),
    ordered: true,
  });
}

async function logText(
  needs: Needs,
  invocation: Invocation,
  given: Authored & { readonly text?: string | undefined; readonly incident?: string | undefined },
  form: {
    readonly title: string;
    readonly what: string;
    readonly prompt: string;
    readonly selects: boolean;
    /** What goes below the text; what's selected, unless it's given. */
    readonly attached?: Attachment;
    readonly respond?: TextQuestion['respond'];
    readonly entry: (text: string) => NewEntry;
  },
): Promise<Written | undefined> {
  const target = await findTarget(needs.records, given.incident, form.title);
  const path = target === 'none' ? undefined : target?.path;
  if (target === undefined) {
    return undefined;
  }
  if (given.text !== undefined) {
    if (path === undefined) {
      throw refusal(EDITOR_SENTENCES, 'noneOpen');
    }
    const at = settledInstant(given, undefined, invocation.instant);
    const time = { instant: at, ...minuteOf(given, undefined), ...decidedNow(given, undefined) };
    return writeEntry(needs, path, given, form.entry(given.text), time);
  }
  const memory = form.selects ? lineMemory(path) : `${form.what} ${path ?? ''}`;
  let selected = form.attached ?? (form.selects ? await selectionFor(needs, invocation, path) : undefined);
  const title =
    path === undefined ? say`No open incident · ${form.what}` : await promptTitle(needs.records, path, form.what);
  const attached = selected && { words: selected.words, leaveOut: () => (selected = undefined) };
  const { prompt, respond } = form;
  const question = { title, prompt, memory, attached, ...(respond && { respond }) };
  const asked = await askTimedText(question, invocation.instant);
  if (asked === undefined || (asked.typed.trim() === '' && !selected)) {
    return undefined;
  }
  const { typed, text, instant: typedInstant, minute } = asked;
  const instant = settledInstant(given, typedInstant, invocation.instant);
  try {
    const place =
      path === undefined
        ? await keepUntilDone(memory, typed, () => placeFor(needs, text, instant))
        : { path, said: false };
    if (place === undefined) {
      return undefined;
    }
    // A line has become the title; a follow-up is still to be done.
    const own = place.said && form.selects ? '' : text;
    const rest = [own, ...(selected ? [await quoteOf(needs, place.path, selected)] : [])].join('\n');
    const time = { instant, ...minuteOf(given, minute), ...decidedNow(given, typedInstant) };
    return rest === '' ? undefined : await writeEntry(needs, place.path, given, form.entry(rest), time);
  } catch (error) {
    offerAgain(memory, typed);
    throw error;
  }
}

/** Returns what is selected where the focus is; in a draft that is the gap to be filled in next. */
async function selectionFor(
  needs: Needs,
  { origin }: Invocation,
  path: string | undefined,
): Promise<Attachment | undefined> {
  if (origin === 'terminal') {
    return terminalSelection();
  }
  return origin === 'editor' && !needs.drafts.active ? editorSelection(path, needs.sources) : undefined;
}

async function quoteOf(needs: Needs, path: string, selected: Attachment): Promise<string> {
  const { security } = (await needs.writer.readWhole(path)).frontMatter.fields;
  return selected.block(security);
}

async function writeEntry(
  needs: Needs,
  path: string,
  given: Authored,
  entry: NewEntry,
  time: Pick<TimedEntry, 'instant' | 'minute' | 'decided'>,
): Promise<Written> {
  if (entry.text.trim() === '') {
    throw refusal(EDITOR_SENTENCES, 'nothingToLog');
  }
  const [written] = await needs.writing.add(path, given, [{ ...entry, ...time }]);
  return { entry: written! };
}

/** Returns a new incident with that title, or one that has ended; undefined if the person canceled. */
async function placeFor(needs: Needs, text: string, instant: number): Promise<FoundPlace | undefined> {
  const title = readSentence(text).title;
  const ended = (await needs.records.all()).slice(0, 3);
  const answer = await askChoice<'declare' | ListedRecord>({
    title: text,
    placeholder: say`No open incident. Declare one with this text?`,
    choices: [
      { label: say`$(flame) Declare an incident`, description: title, answer: 'declare' },
      ...ended.map((record) => {
        const choice = choiceOf(record);
        return { ...choice, label: say`Log it to: ${choice.label}` };
      }),
    ],
  });
  if (answer !== 'declare') {
    return answer && { path: answer.path, said: false };
  }
  const declared = await needs.declareAs(title, instant);
  return declared && { path: declared.uri.fsPath, said: !declared.joined };
}

/** Why a gate is passed over, if it is, what is done of what it asks for, and which key times get another instant. */
type GatePass = Said & { readonly done: readonly Missing[]; readonly times: readonly KeyTimeDoubt[] };

/**
 * Returns what is checked of what a milestone's gate still wants, and why it's logged although the rest is missing. By argument
 * nothing is asked.
 */
async function passGate(
  needs: Needs,
  { argument, instant: invoked }: Invocation,
  path: string,
  given: Authored & { readonly reason?: string | undefined },
  name: string,
): Promise<GatePass | undefined> {
  const record = await needs.writer.readWhole(path);
  const process = needs.processes.of(record, path);
  const missing = argument ? [] : missingFor(record, process, name);
  const asked = missing.flatMap((one) => ('milestone' in one ? [one.milestone] : []));
  const isEnd = argument === undefined && statusAfter(process, name) === 'resolved';
  const doubts = isEnd ? keyTimeDoubts(record, process, name, invoked, asked) : [];
  const ticked = missing.length + doubts.length === 0 ? [] : await askDone(needs, path, given, name, missing, doubts);
  const done = missing.filter((one) => ticked?.includes(one) === true);
  const left = missing.filter((one) => !done.includes(one));
  const times = doubts.filter((doubt) => ticked?.includes(doubt) === true);
  if (ticked === undefined || left.length === 0) {
    return ticked && { text: given.reason ?? '', done, times };
  }
  const memory = `exception ${path}`;
  const typed = await askText({
    title: await promptTitle(needs.records, path, say`${name}, with an exception`),
    prompt: say`Log "${name}" anyway? Give a reason: ${missingWords(left, say)}.`,
    needed: say`Give a reason in a few words.`,
    memory,
  });
  return typed === undefined ? undefined : { text: typed, again: { memory, typed }, done, times };
}

/**
 * Returns what this person checks off of it, key times that should get the proposed instant included; without a question
 * where all of it is for others to say.
 */
async function askDone(
  needs: Needs,
  path: string,
  given: Authored,
  name: string,
  missing: readonly Missing[],
  doubts: readonly KeyTimeDoubt[],
): Promise<readonly (Missing | KeyTimeDoubt)[] | undefined> {
  const author = await needs.writing.authorOf(given, path);
  const own = missing.filter((one) => canTick(one, author));
  if (own.length + doubts.length === 0) {
    return [];
  }
  return askTicks<Missing | KeyTimeDoubt>({
    title: await promptTitle(needs.records, path, say`before "${name}"`),
    placeholder: say`What's done? Press Space to check off a step, Enter to continue.`,
    choices: [
      ...own.map((one): Choice<Missing> => ({
        label: labelOf(one),
        ...('milestone' in one && { description: say`also log this milestone` }),
        answer: one,
      })),
      ...doubts.map((doubt): Choice<KeyTimeDoubt> => ({ ...doubtRow(doubt), answer: doubt })),
    ],
    notes: missing.filter((one) => !own.includes(one)).map((one) => `${whoTicks(one, say)}: ${labelOf(one)}`),
  });
}

/** `started isn't logged` · `log it at 15:50 CET = 14:50 UTC, the time of "declared"` */
function doubtRow({
  milestone,
  kind,
  instant,
  proposed,
  other,
}: KeyTimeDoubt): Pick<Choice<unknown>, 'label' | 'description'> {
  const frame = { now: Date.now(), zone: localZone() };
  const at = describeInstant(proposed, frame);
  const is = instant === undefined ? '' : describeInstant(instant, frame);
  switch (kind) {
    case 'missing': {
      const description = other === undefined ? say`log it at ${at}` : say`log it at ${at}, the time of "${other}"`;
      return { label: say`"${milestone}" isn't logged`, description };
    }
    case 'future':
      return { label: say`"${milestone}" is in the future (${is})`, description: say`make it ${at}` };
    case 'order':
      return { label: say`"${milestone}" is after "${other}" (${is})`, description: say`make it ${at}` };
    case 'implausible':
      return { label: say`"${milestone}" is days before the rest (${is})`, description: say`make it ${at}` };
  }
}

async function askMilestone(needs: Needs, path: string): Promise<string | undefined> {
  const record = await needs.records.read(path);
  const process = needs.processes.named(record?.fields.process, path);
  const reached = record?.fields.milestones ?? {};
  const choices = offeredMilestones(process, reached).map(({ name, meaning }): Choice<string> => ({
    label: Object.hasOwn(reached, name) ? `$(check) ${name}` : name,
    description: sayWords(meaning),
    answer: name,
  }));
  return askChoice<string>({
    title: await promptTitle(needs.records, path, say`milestone`),
    placeholder: say`Choose a milestone. Add "?" if it's only potential.`,
    choices,
    typed: (text) =>
      oneLine(text) === '' || choices.some((choice) => choice.answer === oneLine(text))
        ? undefined
        : { label: oneLine(text), description: say`as typed`, answer: text },
  });
}
