/** The commands that assign a role, offer it, and confirm a hand-off. The new holder gets a brief. */
import { draftBrief } from '../../core/status/brief';
import { handOffChecks } from '../../core/entries/checkStep';
import { withSteps } from '../../core/entries/recordSteps';
import { fieldOf } from '../../core/frontMatter/fields';
import { roleLabel } from '../../core/process/process';
import {
  assignmentEntry,
  confirmationEntry,
  offerEntry,
  openOffers,
  roleId,
  takenLeadEntry,
} from '../../core/entries/roles';
import { FORMS, handleOf, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { EntryWriting, Written } from '../entries/entryWriting';
import type { Processes } from '../records/processes';
import { askChoice, type Choice } from '../shell/prompts';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { localZone } from '../shell/settings';
import type { ShownTexts } from '../records/shownTexts';
import { activeTarget, needTarget, promptTitle } from '../records/target';
import type { People } from '../entries/people';
import { givenOrAsked, keepWhileAsking, type Said } from '../entries/timedText';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say, sayWords } from '../../core/words/say';

/** Which offer is confirmed: by its holder or on their behalf, and whether the steps of a hand-off are done as well. */
interface Confirmation {
  readonly role?: string | undefined;
  readonly voice?: boolean | undefined;
  readonly checked?: boolean | undefined;
}

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly writing: EntryWriting;
  readonly texts: ShownTexts;
  readonly people: People;
}

export function leadingHandlers(
  needs: Needs,
): HandlersOf<'takeLead' | 'assignRole' | 'handOff' | 'confirmHandOff' | 'brief'> {
  return {
    takeLead: (invocation) => takeLead(needs, invocation),
    assignRole: (invocation) => assignRole(needs, invocation),
    handOff: (invocation) => handOff(needs, invocation),
    confirmHandOff: (invocation) => confirmHandOff(needs, invocation),
    brief: (invocation) => brief(needs, invocation),
  };
}

/** Whoever runs it leads from now on; nothing is asked. */
async function takeLead(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.entry, invocation);
  const target = await needTarget(needs.records, given.incident, say`Take the lead`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const author = await needs.writing.authorOf(given, path);
  return needs.writing.writeSaid(invocation, path, given, { text: '' }, (record) =>
    takenLeadEntry(record, needs.processes.of(record, path), author),
  );
}

async function assignRole(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.assignRole, invocation);
  const target = await needTarget(needs.records, given.incident, say`Assign a role`);
  const role = target && (given.role ?? (await askRole(needs, target.path)));
  if (!target || role === undefined) {
    return undefined;
  }
  const to = await askHolder(needs, invocation, target.path, role, given.to);
  if (!to) {
    return undefined;
  }
  return needs.writing.writeSaid(invocation, target.path, given, { ...to, text: '' }, (record) => {
    const process = needs.processes.of(record, target.path);
    return withSteps(record, process, [assignmentEntry(roleId(process, role), handleOf(to.text))]);
  });
}

async function handOff(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.handOff, invocation);
  const target = await needTarget(needs.records, given.incident, say`Hand off a role`);
  const role = target && (given.role ?? (await askHeldRole(needs, target.path)));
  if (!target || role === undefined) {
    return undefined;
  }
  const { path } = target;
  const to = await askHolder(needs, invocation, path, role, given.to);
  return (
    to &&
    keepWhileAsking(to, async () => {
      const handle = handleOf(to.text);
      const reason = await givenOrAsked(
        given.reason ?? (invocation.argument && ''),
        needs.records,
        path,
        {
          what: say`${await labelOf(needs, path, role)} to @${handle}`,
          prompt: say`Why? Optional.`,
          memory: 'handOff reason',
        },
        invocation.instant,
      );
      const said = reason && { ...reason, instant: reason.instant ?? to.instant };
      return needs.writing.writeSaid(invocation, path, given, said, (record, text) => {
        const process = needs.processes.of(record, path);
        return withSteps(record, process, [offerEntry(record, roleId(process, role), handle, text)]);
      });
    })
  );
}

async function confirmHandOff(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.confirmHandOff, invocation);
  const target = await needTarget(needs.records, given.incident, say`Confirm a hand-off`);
  const { role, voice, checked } =
    (target && (given.role === undefined ? await askOffer(needs, target.path) : given)) ?? {};
  if (!target || role === undefined) {
    return undefined;
  }
  const written = await needs.writing.writeSaid(invocation, target.path, given, { text: '' }, (record) => {
    const process = needs.processes.of(record, target.path);
    const id = roleId(process, role);
    const checks = checked ? handOffChecks(record, process, id) : [];
    return withSteps(record, process, [confirmationEntry(record, id, voice), ...checks]);
  });
  if (!invocation.argument) {
    await showBrief(needs, target.path, invocation.instant);
  }
  return written;
}

/** One screen from the record; it opens where no argument asks for its text alone. */
async function brief(needs: Needs, invocation: Invocation): Promise<{ readonly text: string } | undefined> {
  const { incident } = readArgument(FORMS.entry, invocation);
  const target =
    activeTarget(needs.records, incident) ?? (await needTarget(needs.records, incident, say`Show the brief`));
  if (!target) {
    return undefined;
  }
  const text = await briefOf(needs, target.path, invocation.instant);
  if (!invocation.argument) {
    await show(needs, target.path, text);
  }
  return { text };
}

/** Opens one screen from the record at `path`. */
export async function showBrief(needs: Needs, path: string, now: number): Promise<void> {
  await show(needs, path, await briefOf(needs, path, now));
}

async function show(needs: Needs, path: string, text: string): Promise<void> {
  await needs.texts.show(`Brief: ${idOf(path)}`, text);
}

async function briefOf(needs: Needs, path: string, now: number): Promise<string> {
  const record = await needs.writer.readWhole(path);
  return draftBrief(record, needs.processes.of(record, path), { id: idOf(path), now, zone: localZone() });
}

async function askHolder(
  needs: Needs,
  invocation: Invocation,
  path: string,
  role: string,
  given: string | undefined,
): Promise<Said | undefined> {
  const placeholder = say`Who takes the role? Choose someone, or type a handle such as @dana.`;
  return given === undefined
    ? needs.people.ask({
        title: await promptTitle(needs.records, path, await labelOf(needs, path, role)),
        placeholder,
        path,
        memory: 'holder',
        invoked: invocation.instant,
      })
    : { text: given };
}

/** Returns a role as people call it. */
async function labelOf(needs: Needs, path: string, role: string): Promise<string> {
  const process = needs.processes.of(await needs.writer.readWhole(path), path);
  return sayWords(roleLabel(process, roleId(process, role)));
}

/** Returns a role of the process, with who holds it, or one that is typed. */
async function askRole(needs: Needs, path: string): Promise<string | undefined> {
  const record = await needs.writer.readWhole(path);
  const process = needs.processes.of(record, path);
  const choices = process.roles.map(({ id, label, meaning }): Choice<string> => {
    const holders = fieldOf(record.frontMatter.fields.roles, id)?.join(', ');
    return {
      label: sayWords(label),
      description: holders ?? say`nobody yet`,
      detail: sayWords(meaning),
      answer: id,
    };
  });
  return askChoice({
    title: await promptTitle(needs.records, path, say`role`),
    placeholder: say`Which role?`,
    choices,
    typed: (text) => {
      const id = /[\p{L}\p{N}]/u.test(text) ? roleId(process, text) : undefined;
      return id === undefined || choices.some(({ answer }) => answer === id)
        ? undefined
        : { label: id, description: say`as typed`, answer: id };
    },
  });
}

async function askHeldRole(needs: Needs, path: string): Promise<string | undefined> {
  const record = await needs.writer.readWhole(path);
  const process = needs.processes.of(record, path);
  const held = Object.entries(record.frontMatter.fields.roles).filter(([, holders]) => holders.length > 0);
  if (held.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'nobodyHolds');
  }
  return askChoice({
    title: await promptTitle(
      needs.records,
      path,
      process.words.handOff ? sayWords(process.words.handOff) : say`hand-off`,
    ),
    placeholder: say`Which role do you want to hand off?`,
    choices: held.map(([role, holders]) => ({
      label: sayWords(roleLabel(process, role)),
      description: holders.join(', '),
      answer: role,
    })),
  });
}

/** Each offer alone, and with the steps that belong to it and aren't checked off yet. */
async function askOffer(needs: Needs, path: string): Promise<Confirmation | undefined> {
  const record = await needs.writer.readWhole(path);
  const process = needs.processes.of(record, path);
  const offers = openOffers(record);
  if (offers.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noHandOff');
  }
  const me = `@${await needs.writing.authorOf({}, path)}`;
  return askChoice<Confirmation>({
    title: await promptTitle(needs.records, path, say`confirm a hand-off`),
    placeholder: say`Who has taken over?`,
    choices: offers.flatMap(({ role, from, to }) => {
      const steps = handOffChecks(record, process, role).map(({ text }) => text);
      const voice = to !== me;
      const label = say`${to} as ${sayWords(roleLabel(process, role)).toLowerCase()}`;
      const description = voice ? say`from ${from}, by voice` : say`from ${from}`;
      const alone: Choice<Confirmation> = { label, description, answer: { role, voice } };
      const whole: Choice<Confirmation> = {
        label: say`${label}, and all hand-off steps are done`,
        detail: steps.join(' · '),
        answer: { role, voice, checked: true },
      };
      return steps.length === 0 ? [alone] : [alone, whole];
    }),
  });
}
