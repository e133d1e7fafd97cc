/** The command that sets an incident's channels, links, and tickets. */
import {
  channelOffers,
  linkEntry,
  linkProblem,
  type ChannelOffer,
  type LinkEdit,
  type LinkKind,
} from '../../core/entries/linkEdit';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { EntryWriting, Written } from '../entries/entryWriting';
import type { Processes } from '../records/processes';
import { askChoice, askText, type Choice } from '../shell/prompts';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { needTarget, promptTitle } from '../records/target';
import { oneLine } from '../../core/text/plainText';
import { say } from '../../core/words/say';

type Which = Omit<LinkEdit, 'value'>;

const PROMPTS: Readonly<Record<LinkKind, () => string>> = {
  channel: () => say`What's the channel's name or URL? Updates will mention it. Leave it empty to remove the channel.`,
  link: () => say`What's the URL? You can add a note after it.`,
  ticket: () => say`What's the ticket's number or URL?`,
};

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly writing: EntryWriting;
}

export function linkingHandlers(needs: Needs): HandlersOf<'setLink'> {
  return {
    setLink: (invocation) => setLink(needs, invocation),
  };
}

async function setLink(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.setLink, invocation);
  const target = await needTarget(needs.records, given.incident, say`Set a channel, link, or ticket`);
  const kind = given.kind ?? (given.name === undefined ? undefined : 'channel');
  const which = target && (kind === undefined ? await askWhich(needs, target.path) : { kind, name: given.name });
  if (!target || !which) {
    return undefined;
  }
  const { path } = target;
  const memory = `${which.kind} ${which.name ?? ''} ${path}`;
  const value = given.value ?? (await askValue(needs, path, which, memory));
  if (value === undefined) {
    return undefined;
  }
  const said = { text: '', again: { memory, typed: value } };
  return needs.writing.writeSaid(invocation, path, given, said, (record) => linkEntry(record, { ...which, value }));
}

async function askWhich(needs: Needs, path: string): Promise<Which | undefined> {
  const offers = await offersOf(needs, path);
  const choiceOf = ({ name, value, usual }: ChannelOffer): Choice<Which> => ({
    label: name,
    description: value ?? (usual === undefined ? say`not set` : say`not set, usually ${usual}`),
    answer: { kind: 'channel', name },
  });
  return askChoice<Which>({
    title: await promptTitle(needs.records, path, say`channel, link, or ticket`),
    placeholder: say`What do you want to set? Type a name to add another channel.`,
    choices: [
      // What is missing is what somebody came for.
      ...offers.filter(({ value }) => value === undefined).map(choiceOf),
      { label: say`$(link) Link`, description: say`dashboard, document, …`, answer: { kind: 'link' } },
      { label: say`$(tag) Ticket`, description: say`number or URL`, answer: { kind: 'ticket' } },
      ...offers.filter(({ value }) => value !== undefined).map(choiceOf),
    ],
    typed: (text) =>
      /^[\p{L}\p{M}\p{N}._-]+$/u.test(text) && !offers.some(({ name }) => name === text)
        ? { label: text, description: say`new channel`, answer: { kind: 'channel', name: text } }
        : undefined,
  });
}

async function askValue(
  needs: Needs,
  path: string,
  { kind, name = 'chat' }: Which,
  memory: string,
): Promise<string | undefined> {
  const offer = kind === 'channel' ? (await offersOf(needs, path)).find((one) => one.name === name) : undefined;
  return askText({
    title: await promptTitle(needs.records, path, kind === 'channel' ? name : kind),
    prompt: PROMPTS[kind](),
    value: offer?.value ?? offer?.usual ?? '',
    memory,
    // While somebody types, half an address isn't a mistake.
    ...(kind !== 'channel' && { needed: (typed: string) => linkProblem(kind, oneLine(typed))?.message }),
  });
}

async function offersOf(needs: Needs, path: string): Promise<ChannelOffer[]> {
  const record = await needs.writer.readWhole(path);
  return channelOffers(record, needs.processes.of(record, path), idOf(path));
}
