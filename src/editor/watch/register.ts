/** Follows everything that happens outside the commands, and shows findings in what's open. */
import { Disposable, EventEmitter, workspace, type Event, type Memento } from 'vscode';
import { Diagnostics } from '../fixes/diagnostics';
import { offerQuickFixes } from '../fixes/quickFixes';
import type { RecordParts } from '../records/register';
import type { Shell } from '../shell/shell';
import { DiskWatch } from './diskWatch';
import { DocumentWatch } from './documentWatch';
import { watchTeamFiles } from './watchTeamFiles';
import { watchTemplates } from './watchTemplates';
import { watchWindow } from './watchWindow';

export interface Watch extends Disposable {
  /** A record's text, or by what it is read, has changed. */
  readonly onDidChange: Event<void>;
}

export function registerWatch(memory: Memento, parts: RecordParts, shell: Shell): Watch {
  const { processes, records, writer, committer, places, author } = parts;
  const changed = new EventEmitter<void>();
  const diagnostics = new Diagnostics(processes);
  const processChanged = (): void => {
    diagnostics.refresh();
    changed.fire();
  };
  const onDisk = new DiskWatch(parts, shell);
  const open = new DocumentWatch(parts, diagnostics, shell.log);
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
    onDisk,
    onDisk.onDidChange(() => changed.fire()),
    open,
    open.onDidChange(() => changed.fire()),
    watchWindow(records, writer, committer, [places, author], shell.log),
  );
  return { onDidChange: changed.event, dispose: () => void all.dispose() };
}
