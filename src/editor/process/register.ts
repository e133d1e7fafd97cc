/** Registers the command that sets up a repository, and keeps the program up to date that it lets git run. */
import type { ExtensionContext } from 'vscode';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import { MergeProgram } from './mergeProgram';
import { SettingUp } from './settingUp';
import { askBase, writeStarter } from './starter';

export function registerProcess(
  { extensionPath }: ExtensionContext,
  { repositories }: RecordParts,
  { log, storage }: Shell,
): HandlersOf<'setUpRepository'> {
  const mergeProgram = new MergeProgram(extensionPath, storage);
  const settingUp = new SettingUp(repositories, askBase, [
    writeStarter,
    (repository) => mergeProgram.register(repository),
  ]);
  void mergeProgram.renew().catch(log.bug);
  return { setUpRepository: (invocation) => settingUp.setUpRepository(invocation) };
}
