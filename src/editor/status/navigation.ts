/** The commands for getting around: switch, open, status, and the list of all actions. */
import { ConfigurationTarget, Uri, commands, window, workspace } from 'vscode';
import { formatInstant } from '../../core/time/instant';
import { leadHolders } from '../../core/entries/roles';
import type { IncidentStatus } from '../../core/status/status';
import type { ShownEntries } from '../../core/timeline/importance';
import { dueLabel, holderWords } from '../../core/status/dueWords';
import { statusSentences } from '../../core/status/statusWords';
import { isOverdue, shortDue } from '../../core/status/updateClock';
import { arrangedActions, type Action, type UsedActions } from '../shell/actionList';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { chordOf } from '../shell/chords';
import type { CommandName } from '../shell/contributions';
import { LEFT_OUT_WORDS } from '../records/committer';
import type { Incidents } from './incident';
import type { Processes } from '../records/processes';
import { askChoice, type Choice } from '../shell/prompts';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import { showRecord } from '../records/showDocument';
import { activeTarget, entryTarget, findAnyTarget, needTarget, pickRecord, promptTitle } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { shownEntries } from '../shell/settings';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say, sayWords } from '../../core/words/say';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly incidents: Incidents;
  readonly used: UsedActions;
}

/** A command without its prefix, and what it's called with if it asks nothing. */
interface ChosenAction {
  readonly command: string;
  readonly argument?: object;
}

/** Maximum number of due items among the actions. */
const DUE_SHOWN = 3;

export function navigatingHandlers(
  needs: Needs,
): HandlersOf<'switch' | 'open' | 'showView' | 'showEntries' | 'status' | 'actions'> {
  return {
    switch: (invocation) => switchTo(needs, invocation),
    open: (invocation) => openRecord(needs, invocation),
    showView: () => showView(),
    showEntries: (invocation) => showEntries(invocation),
    status: (invocation) => showStatus(needs, invocation),
    actions: (invocation) => actions(needs, invocation),
  };
}

async function switchTo(needs: Needs, invocation: Invocation): Promise<{ readonly id: string } | undefined> {
  const { incident } = readArgument(FORMS.entry, invocation);
  const all = incident === undefined ? await needs.records.all() : [];
  if (incident === undefined && all.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noneYet');
  }
  const open = all.filter((record) => record.open);
  const record =
    incident === undefined
      ? await pickRecord([...open, ...all.filter((other) => !other.open)], say`Switch to another incident`)
      : await needs.records.withId(incident);
  if (!record) {
    return undefined;
  }
  await needs.records.activate(record.path);
  return { id: record.id };
}

async function openRecord(needs: Needs, invocation: Invocation): Promise<{ readonly uri: Uri } | undefined> {
  const { incident } = readArgument(FORMS.entry, invocation);
  const target =
    activeTarget(needs.records, incident) ?? (await findAnyTarget(needs.records, incident, say`Open a record`));
  if (!target) {
    return undefined;
  }
  const uri = Uri.file(target.path);
  if (!(await needs.records.read(target.path))) {
    throw refusal(EDITOR_SENTENCES, 'cannotOpen', {
      id: idOf(target.path),
      why: (await needs.records.whyAway(target.path)).short,
    });
  }
  await showRecord(uri);
  return { uri };
}

/** Brings the views before the person, with the keyboard's focus. */
async function showView(): Promise<void> {
  await commands.executeCommand('incidentNotes.showNow');
}

/** Shows the other choice of entries, or the one that's named, for this person. */
async function showEntries(invocation: Invocation): Promise<{ readonly entries: ShownEntries }> {
  const other = shownEntries() === 'all' ? 'important' : 'all';
  const { entries = other } = readArgument(FORMS.showEntries, invocation);
  await workspace.getConfiguration('incidentNotes').update('entries', entries, ConfigurationTarget.Global);
  // Where the editor's own preview is turned off, there is none to refresh.
  await commands.executeCommand('markdown.preview.refresh').then(undefined, () => undefined);
  return { entries };
}

async function showStatus(needs: Needs, invocation: Invocation): Promise<Record<string, unknown> | undefined> {
  const { incident } = readArgument(FORMS.entry, invocation);
  const target = activeTarget(needs.records, incident) ?? (await needTarget(needs.records, incident, say`Show status`));
  if (!target) {
    return undefined;
  }
  const { status, waiting, leftOut, unshared } = await needs.incidents.describe(target.path, invocation.instant);
  if (invocation.argument === undefined) {
    void window.showInformationMessage(statusSentences(status, waiting, invocation.instant));
  }
  return {
    ...status,
    ...told(status),
    id: idOf(target.path),
    waiting: waiting.entries,
    why: waiting.why ?? unshared ?? null,
    place: waiting.place?.words,
    leftOut: leftOut.map(({ path: file, why }) => ({ file, why: LEFT_OUT_WORDS[why]() })),
  };
}

async function actions(needs: Needs, { instant }: Invocation): Promise<void> {
  const all = await needs.records.all();
  const open = all.filter((record) => record.open);
  const target = await entryTarget(needs.records);
  const path = typeof target === 'string' ? target : undefined;
  const record = path === undefined ? undefined : await needs.records.read(path);
  const process = path === undefined ? undefined : needs.processes.named(record?.fields.process, path);
  const { first, rest } = arrangedActions(needs.used.names, {
    underway: path !== undefined || open.length > 0,
    unled: record?.open === true && process !== undefined && leadHolders(record.fields, process).length === 0,
    several: all.some((record) => record.path !== path),
  });
  const { handOff, record: called } = process?.words ?? {};
  const own: Partial<Record<CommandName, string>> = {
    ...(handOff !== undefined && { handOff: sayWords(handOff) }),
    ...(called !== undefined && { open: sayWords(called) }),
  };
  const choiceOf = ([answer, label]: Action) => {
    const description = [own[answer], chordOf(answer)].filter((part) => part !== undefined).join(' · ');
    return { label, answer: { command: answer }, description };
  };
  const due = path === undefined ? [] : await dueChoices(needs, path, instant);
  const action = await askChoice<ChosenAction>({
    title: path === undefined ? say`Incident` : await promptTitle(needs.records, path, say`actions`),
    placeholder: say`What do you want to do?`,
    choices: [...first.map(choiceOf), ...due],
    rest: rest.map(choiceOf),
  });
  if (action) {
    await commands.executeCommand(`incidentNotes.${action.command}`, ...(action.argument ? [action.argument] : []));
  }
}

/** What is due first, and what its notification's button does. */
async function dueChoices(needs: Needs, path: string, now: number): Promise<Choice<ChosenAction>[]> {
  const { status } = await needs.incidents.describe(path, now);
  return status.clocks.slice(0, DUE_SHOWN).map((item) => {
    const { command, argument } = item.action;
    return {
      label: `$(${isOverdue(item.at, now) ? 'bell-dot' : 'bell'}) ${dueLabel(item)}`,
      description: [shortDue(item.at, now), holderWords(item)].join(' · '),
      answer: { command, ...(argument && { argument: { ...argument, incident: idOf(path) } }) },
    };
  });
}

/** What the status command tells in words of its own: instants as the record writes them. */
function told({ nextUpdate, clocks, deadlines, quests, escalations, startConditions }: IncidentStatus) {
  return {
    nextUpdate: nextUpdate && { ...nextUpdate, at: formatInstant(nextUpdate.at) },
    clocks: clocks.map(({ key, label, at, snoozed, role, holders }) => ({
      key,
      label,
      at: formatInstant(at),
      snoozed,
      ...(role !== undefined && { role }),
      holders,
    })),
    deadlines: deadlines.map(({ name, label, role, at, latest, met }) => ({
      name,
      label,
      role,
      at: formatInstant(at),
      ...(latest !== undefined && { latest: formatInstant(latest) }),
      met,
    })),
    quests: quests.map(({ owner, text, until }) => ({
      owner,
      text,
      ...(until !== undefined && { until: formatInstant(until) }),
    })),
    escalations: escalations.map(({ sign, action }) => ({ sign, action })),
    startConditions: startConditions.map(({ step, at }) => ({
      step,
      ...(at !== undefined && { at: formatInstant(at) }),
    })),
  };
}
