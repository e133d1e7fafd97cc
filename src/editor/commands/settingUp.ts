/** The command that sets up a repository: a list of steps, of which each says what it did, or nothing. */
import { window } from 'vscode';
import type { Repository } from '../../git/repository';
import { FORMS, readArgument, type Invocation } from '../arguments';
import type { Places } from '../places';

/** Makes something so; a finished sentence about it, undefined where it was so already. */
export type SetUpStep = (repository: Repository) => Promise<string | undefined>;

export class SettingUp {
  readonly #places: Places;
  readonly #steps: readonly SetUpStep[];

  constructor(places: Places, steps: readonly SetUpStep[]) {
    this.#places = places;
    this.#steps = steps;
  }

  async setUpRepository(invocation: Invocation): Promise<{ readonly root: string; readonly done: readonly string[] }> {
    const { folder } = readArgument(FORMS.setUpRepository, invocation);
    const repository = await this.#places.repositoryFor(folder);
    const done: string[] = [];
    for (const step of this.#steps) {
      const sentence = await step(repository);
      if (sentence !== undefined) {
        done.push(sentence);
      }
    }
    if (invocation.argument === undefined) {
      const said = done.length === 0 ? 'Everything was set up already.' : done.join(' ');
      void window.showInformationMessage(`${said} (${repository.root})`);
    }
    return { root: repository.root, done };
  }
}
