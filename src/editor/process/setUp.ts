/** The command that sets up a repository: a list of steps, each of which says what it did, if anything. */
import { window } from 'vscode';
import type { Repository } from '../../git/repository/repository';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Repositories } from '../records/repositories';
import { say } from '../../core/words/say';

export interface SetUpChoice {
  /** The process that the team's own one is to extend; absent if nobody said. */
  readonly process?: string | undefined;
  /** Whether a person invoked it, and wants to see what was made. */
  readonly asked: boolean;
}

/** Makes something so; a finished sentence about it, undefined if it was already done. */
type SetUpStep = (repository: Repository, choice: SetUpChoice) => Promise<string | undefined>;

interface Needs {
  readonly repositories: Repositories;
  /** Answers undefined if the person canceled: then nothing is done. */
  readonly askProcess: (repository: Repository) => Promise<string | undefined>;
  readonly steps: readonly SetUpStep[];
}

export function settingUpHandlers(needs: Needs): HandlersOf<'setUpRepository'> {
  return {
    setUpRepository: (invocation) => setUpRepository(needs, invocation),
  };
}

async function setUpRepository(
  needs: Needs,
  invocation: Invocation,
): Promise<{ readonly root: string; readonly done: readonly string[] } | undefined> {
  const given = readArgument(FORMS.setUpRepository, invocation);
  const asked = invocation.argument === undefined;
  const repository = await needs.repositories.for(given.folder);
  const process = asked ? await needs.askProcess(repository) : given.process;
  if (asked && process === undefined) {
    return undefined;
  }
  const done: string[] = [];
  for (const step of needs.steps) {
    const sentence = await step(repository, { process, asked });
    if (sentence !== undefined) {
      done.push(sentence);
    }
  }
  if (asked) {
    const said = done.length === 0 ? say`Everything is already set up.` : done.join(' ');
    void window.showInformationMessage(`${said} (${repository.root})`);
  }
  return { root: repository.root, done };
}
