/** The names under which the editor knows this extension's parts, as data: a test compares them with the manifest. */

export const COMMANDS = [
  'declare',
  'log',
  'logClipboard',
  'milestone',
  'todo',
  'severity',
  'hypothesis',
  'assignRole',
  'handOff',
  'confirmHandOff',
  'quest',
  'check',
  'editSummary',
  'cancel',
  'duplicate',
  'markSecurity',
  'complete',
  'undoLast',
  'correct',
  'switch',
  'open',
  'status',
  'brief',
  'decideSecret',
  'actions',
  'resolveMergeConflict',
  'setUpRepository',
  'retry',
  'recover',
  'showLog',
  'diagnose',
] as const;

/** A command without its prefix `incidentNotes.`. */
export type CommandName = (typeof COMMANDS)[number];
