/** Registers the drill, which a person begins and ends. */
import type { ExtensionContext } from 'vscode';
import { sweepDrills } from '../../store/drills';
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { StatusBar } from '../status/statusBar';
import { FORMS, readArgument } from '../shell/arguments';
import { closeTabs, Drill } from './drill';

export function registerPractice(
  context: ExtensionContext,
  parts: RecordParts,
  { own }: EntryTools,
  statusBar: StatusBar,
  shell: Shell,
): HandlersOf<'practice' | 'endPractice'> {
  const drill = new Drill({ ...parts, ...shell, own });
  // What a window that was killed has left.
  void Promise.all(sweepDrills(shell.storage).map(closeTabs)).catch(shell.log.bug);
  context.subscriptions.push(
    drill,
    statusBar.onDidRead(() => void drill.endForIncident().catch(shell.log.bug)),
  );
  return {
    practice: async (invocation) => {
      readArgument(FORMS.nothing, invocation);
      return drill.practice();
    },
    endPractice: async (invocation) => {
      readArgument(FORMS.nothing, invocation);
      return { ended: await drill.end() };
    },
  };
}
