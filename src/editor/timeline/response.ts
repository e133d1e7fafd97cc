/** The commands for the response: severity, hypotheses, quests, steps, the summary. */
import { checkedStep, checklistSteps, uncheckedStep } from '../../core/entries/checkStep';
import { formatEntry } from '../../core/timeline/entry';
import { doneSteps } from '../../core/entries/checklists';
import { awaits } from '../../core/entries/gate';
import {
  HYPOTHESIS_STATES,
  hypothesesIn,
  hypothesisEntry,
  questEntry,
  severityEntry,
  type HypothesisState,
} from '../../core/entries/newEntry';
import { recordSteps } from '../../core/entries/recordSteps';
import { currentWording } from '../../core/process/wording';
import { summaryEntry, type SummaryEdit } from '../../core/entries/summaryEdit';
import { describeInstant, readTypedTime } from '../../core/time/typedTime';
import { FORMS, handleOf, instantOf, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { People } from '../entries/people';
import { settledInstant, type EntryWriting, type Written } from '../entries/entryWriting';
import type { Processes } from '../records/processes';
import { askChoice, askText, offerAgain, type Choice } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { localZone } from '../shell/settings';
import { needTarget, promptTitle } from '../records/target';
import { givenOrAsked, keepWhileAsking, type Said, type Saying } from '../entries/timedText';
import { reasonOf } from '../../core/text/reason';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say, sayWords } from '../../core/words/say';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly writing: EntryWriting;
  readonly people: People;
}

export function respondingHandlers(
  needs: Needs,
): HandlersOf<'severity' | 'hypothesis' | 'quest' | 'check' | 'editSummary'> {
  return {
    severity: (invocation) => severity(needs, invocation),
    hypothesis: (invocation) => hypothesis(needs, invocation),
    quest: (invocation) => quest(needs, invocation),
    check: (invocation) => check(needs, invocation),
    editSummary: (invocation) => editSummary(needs, invocation),
  };
}

async function severity(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.severity, invocation);
  const target = await needTarget(needs.records, given.incident, say`Change the severity`);
  const severity = target && (given.severity ?? (await askSeverity(needs, target.path)));
  if (!target || severity === undefined) {
    return undefined;
  }
  const { path } = target;
  const said = await ask(needs, invocation, path, given.reason ?? (invocation.argument && ''), {
    what: severity,
    prompt: say`Why? Optional. Start with a time such as -5m to backdate.`,
    memory: 'severity',
  });
  return needs.writing.writeSaid(invocation, path, given, said, (record, text) =>
    severityEntry(record, needs.processes.of(record, path), severity, text),
  );
}

async function hypothesis(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.hypothesis, invocation);
  const target = await needTarget(needs.records, given.incident, say`Log a hypothesis`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const known = given.text === undefined ? await askHypothesis(needs, path) : 'new';
  if (known === undefined) {
    return undefined;
  }
  if (known !== 'new') {
    const state = given.state ?? (await askState(needs, path, known.text));
    const said = state && { text: known.text };
    return needs.writing.writeSaid(invocation, path, given, said, (_, text) => hypothesisEntry(text, state ?? 'open'));
  }
  const said = await ask(needs, invocation, path, given.text, {
    what: say`hypothesis`,
    prompt: say`What might be the cause? Start with a time such as -5m to backdate.`,
    memory: 'hypothesis',
  });
  return needs.writing.writeSaid(invocation, path, given, said, (_, text) =>
    hypothesisEntry(text, given.state ?? 'open'),
  );
}

async function quest(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.quest, invocation);
  const target = await needTarget(needs.records, given.incident, say`Assign a quest`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const said = await ask(needs, invocation, path, given.text, {
    what: say`quest`,
    prompt: say`What should they find out or do? Start with a time such as -5m to backdate.`,
    memory: 'quest',
  });
  if (!said || (said.again && said.text === '')) {
    return undefined;
  }
  return keepWhileAsking(said, async () => {
    const instant = settledInstant(given, said.instant, invocation.instant);
    const title = await promptTitle(needs.records, path, say`quest`);
    const placeholder = say`Who should do it? Choose someone, or type a handle such as @lee.`;
    const asked = { title, placeholder, path, memory: 'quester', invoked: invocation.instant };
    const owner = given.owner ?? (await needs.people.ask(asked))?.text;
    const until = owner === undefined ? undefined : (given.until ?? (await askUntil(title, instant)));
    if (owner === undefined || until === undefined) {
      return undefined;
    }
    const handle = handleOf(owner);
    const end = instantOf(until, instant, 'next');
    return needs.writing.writeSaid(invocation, path, given, said, (_, text) => questEntry(text, handle, end, instant));
  });
}

/** Ticks a step and says so; `done: false` takes both back, because nothing else is to be said. */
async function check(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.check, invocation);
  const target = await needTarget(needs.records, given.incident, say`Check off a step`);
  const author = target && (await needs.writing.authorOf(given, target.path));
  const name = author && (given.name ?? (await askStep(needs, target.path, author)));
  if (!target || !author || name === undefined) {
    return undefined;
  }
  const { path } = target;
  if (given.done === false) {
    const [change] = await needs.writing.change(path, (record) => [
      uncheckedStep(record, needs.processes.of(record, path), name),
    ]);
    return { entry: formatEntry(change!.removed!, '\n') };
  }
  return needs.writing.writeSaid(invocation, path, given, { text: '' }, (record) => {
    const process = needs.processes.of(record, path);
    const made = checkedStep(record, process, name, (step) => awaits(record, process, step, author));
    if ('standing' in made && !invocation.argument) {
      const when = describeInstant(made.standing.instant, { now: invocation.instant, zone: localZone() });
      throw refusal(EDITOR_SENTENCES, 'stepDone', { name, author: made.standing.author, when });
    }
    return made;
  });
}

async function editSummary(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.editSummary, invocation);
  const target = await needTarget(needs.records, given.incident, say`Edit the summary`);
  const edit = target && (invocation.argument ? given : await askSummary(needs, target.path));
  if (!target || !edit) {
    return undefined;
  }
  return needs.writing.writeSaid(invocation, target.path, given, { text: '' }, (record) => summaryEntry(record, edit));
}

async function ask(
  needs: Needs,
  { instant }: Invocation,
  path: string,
  given: string | undefined,
  saying: Saying,
): Promise<Said | undefined> {
  return givenOrAsked(given, needs.records, path, saying, instant);
}

async function askSeverity(needs: Needs, path: string): Promise<string | undefined> {
  const record = await needs.writer.readWhole(path);
  const own = record.frontMatter.fields.severity;
  return askChoice({
    title: await promptTitle(needs.records, path, say`severity`),
    placeholder: own === undefined ? say`How severe is it?` : say`Currently ${own}. What should it be?`,
    choices: needs.processes
      .of(record, path)
      .severities.filter(({ name }) => name !== own)
      .map(({ name, meaning }) => ({ label: name, description: sayWords(meaning), answer: name })),
  });
}

/** One that is open, or `new`; without a question if none is open. */
async function askHypothesis(needs: Needs, path: string): Promise<{ readonly text: string } | 'new' | undefined> {
  const open = hypothesesIn(await needs.writer.readWhole(path), 'open');
  if (open.length === 0) {
    return 'new';
  }
  return askChoice<{ readonly text: string } | 'new'>({
    title: await promptTitle(needs.records, path, say`hypothesis`),
    placeholder: say`Choose an open hypothesis to confirm or refute, or add a new one.`,
    choices: [
      ...open.map((text) => ({ label: text.split('\n', 1)[0]!, description: say`open`, answer: { text } })),
      { label: say`$(add) New Hypothesis`, answer: 'new' },
    ],
  });
}

async function askState(needs: Needs, path: string, text: string): Promise<HypothesisState | undefined> {
  return askChoice<HypothesisState>({
    title: await promptTitle(needs.records, path, text.split('\n', 1)[0]!),
    placeholder: say`Was it confirmed or refuted?`,
    choices: HYPOTHESIS_STATES.filter((state) => state !== 'open').map((state) => ({ label: state, answer: state })),
  });
}

async function askStep(needs: Needs, path: string, author: string): Promise<string | undefined> {
  const record = await needs.writer.readWhole(path);
  const process = needs.processes.of(record, path);
  const written = checklistSteps(record).filter(({ text, ticked }) => !ticked || awaits(record, process, text, author));
  const done = doneSteps(record, process);
  const steps = [
    ...written.map(({ text }): Choice<string> => ({ label: text, answer: text })),
    ...recordSteps(record, process)
      .filter((list) => !list.written)
      .flatMap(({ heading, steps: later }) =>
        later
          .filter((step) => !done.has(currentWording(process, step)))
          .map((step): Choice<string> => ({ label: step, description: heading, answer: step })),
      ),
  ];
  if (steps.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noStepLeft');
  }
  return askChoice({
    title: await promptTitle(needs.records, path, say`check`),
    placeholder: say`Which step is done?`,
    choices: steps,
  });
}

async function askSummary(needs: Needs, path: string): Promise<SummaryEdit | undefined> {
  const { fields } = (await needs.writer.readWhole(path)).frontMatter;
  const asked: [key: string, what: string, prompt: string, value: string][] = [
    ['title', say`title`, say`What's broken, and who's affected? Press Enter to keep it as is.`, fields.title ?? ''],
    ['impact', say`impact`, say`What's the customer impact? Press Enter to keep it as is.`, fields.impact ?? ''],
    [
      'services',
      say`services`,
      say`Which services are affected? Separate names with commas.`,
      fields.services.join(', '),
    ],
  ];
  const answers: string[] = [];
  for (const [key, what, prompt, value] of asked) {
    const memory = `${key} ${path}`;
    const answer = await askText({ title: await promptTitle(needs.records, path, what), prompt, value, memory });
    if (answer === undefined) {
      answers.forEach((text, index) => offerAgain(`${asked[index]![0]} ${path}`, text));
      return undefined;
    }
    answers.push(answer);
  }
  const [title, impact, services] = answers;
  return { title, impact, services: services!.split(',') };
}

async function askUntil(title: string, now: number): Promise<string | undefined> {
  const frame = { now, zone: localZone(), direction: 'next' } as const;
  return askText({
    title,
    prompt: say`By when? Type a time such as +20m or 14:30.`,
    value: '+20m',
    respond: (typed) => {
      const read = readTypedTime(typed, frame);
      return 'problem' in read
        ? { problem: read.problem }
        : read.instant <= now
          ? { problem: reasonOf(EDITOR_SENTENCES, 'timePassed') }
          : { echo: describeInstant(read.instant, frame) };
    },
  });
}
