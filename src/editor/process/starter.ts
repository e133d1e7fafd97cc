/** Writes the files that a team starts with, and never overwrites one. They're the team's, so they aren't committed here. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Uri } from 'vscode';
import { STARTER_OWNERSHIP, STARTER_TEMPLATE, starterProcess, starterTemplate } from '../../core/process/starter';
import type { Repository } from '../../git/repository/repository';
import { createBeside } from '../../store/newFile';
import type { SetUpChoice } from './setUp';
import { BUILT_IN_NAMES, type Processes } from '../records/processes';
import { askChoice, type Choice } from '../shell/prompts';
import { showDocument } from '../records/showDocument';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say, sayWords } from '../../core/words/say';

const FOLDER = '.incident-notes';
const PROCESS = join(FOLDER, 'process.yaml');

/**
 * Returns the name of the process that a repository's own one is to extend: asked if there is none yet, the one by which records
 * are kept here is offered first. Undefined if the person canceled.
 */
export async function askBase(processes: Processes, { root }: Repository): Promise<string | undefined> {
  const usual = usualBase(processes, root);
  if (existsSync(join(root, PROCESS))) {
    return usual;
  }
  const choices = BUILT_IN_NAMES.map((name): Choice<string> => {
    const { label, roles } = processes.builtIn(name)!;
    return {
      label: name,
      description: sayWords(label),
      detail: roles.map((role) => sayWords(role.label)).join(', '),
      answer: name,
    };
  });
  return askChoice({
    title: say`Set up the repository`,
    placeholder: say`Which process is closest to yours? Your own will extend it.`,
    choices,
    selected: choices.find(({ answer }) => answer === usual)!,
  });
}

/**
 * Writes what is missing of process, owners and templates; a sentence about it, undefined if nothing was. The process is
 * shown where no argument asked for this.
 * @throws Refusal for a process that can't be extended, or where the disk doesn't take it.
 */
export async function writeStarter(
  processes: Processes,
  { root }: Repository,
  { process, asked }: SetUpChoice,
): Promise<string | undefined> {
  const name = process ?? usualBase(processes, root);
  const base = processes.builtIn(name);
  if (!base) {
    throw refusal(EDITOR_SENTENCES, 'notExtensible', { name, known: BUILT_IN_NAMES });
  }
  const written: string[] = [];
  const write = async (path: string, text: () => string): Promise<void> => {
    const file = join(root, path);
    if (!existsSync(file) && (await createBeside(root, dirname(file), basename(file), text()))) {
      written.push(path);
    }
  };
  await write(PROCESS, () => starterProcess(base, BUILT_IN_NAMES));
  await write(join(FOLDER, 'ownership.yaml'), () => STARTER_OWNERSHIP);
  if (!existsSync(join(root, FOLDER, 'templates'))) {
    const record = join(root, 'new', 'incident.md');
    const serving = processes.named(processes.usual(record), record);
    await write(join(FOLDER, 'templates', `${STARTER_TEMPLATE}.md`), () => starterTemplate(serving));
  }
  if (asked && written.includes(PROCESS)) {
    await showDocument(Uri.file(join(root, PROCESS)));
  }
  return written.length === 0
    ? undefined
    : say`Created ${listed(written)}. Edit and commit ${written.length === 1 ? 'it' : 'them'}.`;
}

/** Returns the process by which records are kept here, where it can be extended. */
function usualBase(processes: Processes, root: string): string {
  const name = processes.usual(join(root, 'new', 'incident.md'));
  return BUILT_IN_NAMES.includes(name) ? name : 'default';
}

function listed(paths: readonly string[]): string {
  const [last, ...others] = paths.map((path) => path.replaceAll('\\', '/')).reverse();
  return others.length === 0 ? last! : `${others.reverse().join(', ')}${others.length > 1 ? ',' : ''} and ${last}`;
}
