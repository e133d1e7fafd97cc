/** Registers the command that sets up a repository, and keeps git's merge program up to date. */
import type { ExtensionContext } from 'vscode';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import { registerMergeProgram, renewMergeProgram } from './mergeProgram';
import { settingUpHandlers } from './setUp';
import { askBase, writeStarter } from './starter';

export function registerProcess(
  { extensionPath }: ExtensionContext,
  { processes, repositories }: RecordParts,
  { log, storage }: Shell,
): HandlersOf<'setUpRepository'> {
  const program = { extensionPath, storage };
  void renewMergeProgram(program).catch(log.bug);
  return settingUpHandlers({
    repositories,
    askProcess: async (repository) => askBase(processes, repository),
    steps: [
      async (repository, choice) => writeStarter(processes, repository, choice),
      async (repository) => registerMergeProgram(program, repository),
    ],
  });
}
