/** Registers the commands that write to the timeline or change it. */
import type { DeclareAs } from '../declare/declare';
import { importingHandlers } from '../import/importCommand';
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { RecordPages } from '../sync/recordPages';
import type { UpdateDrafts } from '../update/updateDrafts';
import { completingHandlers } from './completion';
import { linkingHandlers } from './links';
import { loggingHandlers } from './logCommands';
import { movingEntryHandlers } from './moveEntry';
import { respondingHandlers } from './response';
import { revisingHandlers } from './correction';
import { Sources } from './sources';
import { undoingHandlers } from './undo';

export function registerTimeline(
  entries: EntryTools,
  { repositories, approvals }: RecordParts,
  { pace }: Shell,
  pages: RecordPages,
  drafts: UpdateDrafts,
  declareAs: DeclareAs,
): HandlersOf<
  | (
      | 'log'
      | 'logReference'
      | 'logClipboard'
      | 'milestone'
      | 'todo'
      | 'severity'
      | 'hypothesis'
      | 'quest'
      | 'check'
      | 'editSummary'
    )
  | (
      | 'import'
      | 'setLink'
      | 'complete'
      | 'copyOverdue'
      | 'fileIssue'
      | 'correct'
      | 'markImportant'
      | 'moveEntry'
      | 'undoLast'
      | 'redoLast'
    )
> {
  const sources = new Sources(repositories, approvals, pace);
  return {
    ...importingHandlers(entries),
    ...loggingHandlers({ ...entries, drafts, sources, declareAs }),
    ...respondingHandlers(entries),
    ...linkingHandlers(entries),
    ...revisingHandlers(entries),
    ...completingHandlers({ ...entries, pages }),
    ...movingEntryHandlers(entries),
    ...undoingHandlers(entries),
  };
}
