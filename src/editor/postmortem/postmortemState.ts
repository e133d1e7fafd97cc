/** The command that sets a postmortem's state: draft, in review, done, or not needed. */
import type { Uri } from 'vscode';
import { POSTMORTEM_STATES, type PostmortemState } from '../../core/postmortem/refresh/postmortemTask';
import { refusal } from '../../core/text/refusal';
import { say } from '../../core/words/say';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { askChoice, askText } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import { activeTarget, findAnyTarget, promptTitle } from '../records/target';
import { EDITOR_SENTENCES } from '../shell/sentences';
import type { Postmortems } from './postmortems';

interface Needs {
  readonly records: RecordList;
  readonly postmortems: Postmortems;
}

interface Moved {
  readonly uri: Uri;
  readonly state: PostmortemState;
}

export function postmortemStateHandlers(needs: Needs): HandlersOf<'postmortemState'> {
  return {
    postmortemState: (invocation) => postmortemState(needs, invocation),
  };
}

async function postmortemState({ records, postmortems }: Needs, invocation: Invocation): Promise<Moved | undefined> {
  const given = readArgument(FORMS.postmortemState, invocation);
  const target =
    activeTarget(records, given.incident) ??
    (await findAnyTarget(records, given.incident, say`Set the postmortem's state`));
  const state = target && (given.state ?? (await askState({ records, postmortems }, target.path)));
  if (!target || !state) {
    return undefined;
  }
  const reason = given.reason ?? (state === 'not-needed' ? await askReason(records, target.path) : undefined);
  if (state === 'not-needed' && reason === undefined) {
    return undefined;
  }
  if (state === 'not-needed' && reason?.trim() === '') {
    throw refusal(EDITOR_SENTENCES, 'reasonNeeded');
  }
  return { uri: await postmortems.move(target.path, { state, reason }), state };
}

const MEANINGS: Readonly<Record<PostmortemState, () => string>> = {
  draft: () => say`being written`,
  'in-review': () => say`others are reading it`,
  done: () => say`reviewed and agreed`,
  'not-needed': () => say`this incident doesn't need one`,
};

async function askState({ records, postmortems }: Needs, path: string): Promise<PostmortemState | undefined> {
  const now = (await postmortems.task(path))?.state;
  return askChoice<PostmortemState>({
    title: await promptTitle(records, path, say`postmortem's state`),
    placeholder: say`How far along is the postmortem?`,
    choices: POSTMORTEM_STATES.map((state) => ({
      label: state,
      description: state === now ? say`now` : MEANINGS[state](),
      answer: state,
    })),
  });
}

async function askReason(records: RecordList, path: string): Promise<string | undefined> {
  return askText({
    title: await promptTitle(records, path, say`postmortem's state`),
    prompt: say`Why isn't a postmortem needed?`,
    memory: `no postmortem ${path}`,
    needed: say`Say in a few words why not.`,
  });
}
