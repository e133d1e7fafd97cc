/** Follows everything that happens outside the commands, and shows what is wrong in what is open. */
import { Disposable, EventEmitter, workspace, type Event, type Memento } from 'vscode';
import { Diagnostics } from '../fixes/diagnostics';
import { offerQuickFixes } from '../fixes/quickFixes';
import type { RecordParts } from '../records/register';
import type { Shell } from '../shell/shell';
import { watchRecords } from './watch';
import { watchTeamFiles } from './watchTeamFiles';
import { watchTemplates } from './watchTemplates';
import { watchWindow } from './watchWindow';

export interface Watch extends Disposable {
  /** A record's text, or by what it is read, has changed. */
  readonly onDidChange: Event<void>;
}

export function registerWatch(memory: Memento, parts: RecordParts, shell: Shell): Watch {
  const { processes, records, writer, committer, places, author, files } = parts;
  const changed = new EventEmitter<void>();
  const diagnostics = new Diagnostics(processes);
  const processChanged = (): void => {
    diagnostics.refresh();
    changed.fire();
  };
  const watch = watchRecords(files, writer, committer, places, diagnostics, shell);
  const all = Disposable.from(
    changed,
    diagnostics,
    offerQuickFixes(processes, author),
    watchTemplates(diagnostics),
    watchTeamFiles(memory, processes, shell, processChanged),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('incidentNotes')) {
        processChanged();
      }
    }),
    watch,
    watch.onDidChange(() => changed.fire()),
    watchWindow(records, writer, committer, [places, author], shell.log),
  );
  return { onDidChange: changed.event, dispose: () => void all.dispose() };
}
