/** Registers the command that sets up a repository, and keeps the program up to date that it lets git run. */
import type { ExtensionContext } from 'vscode';
import type { Repository } from '../../git/repository/repository';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import { registerMergeProgram, renewMergeProgram } from './mergeProgram';
import { settingUpHandlers } from './settingUp';
import { askBase, writeStarter } from './starter';

export function registerProcess(
  { extensionPath }: ExtensionContext,
  { repositories }: RecordParts,
  { log, storage }: Shell,
): HandlersOf<'setUpRepository'> {
  const program = { extensionPath, storage };
  void renewMergeProgram(program).catch(log.bug);
  const steps = [writeStarter, async (repository: Repository) => registerMergeProgram(program, repository)];
  return settingUpHandlers({ repositories, askProcess: askBase, steps });
}
