/** The names under which the editor knows this extension's parts, as data: a test compares them with the manifest. */

export const COMMANDS = [
  'declare',
  'log',
  'logClipboard',
  'milestone',
  'todo',
  'complete',
  'undoLast',
  'correct',
  'switch',
  'open',
  'status',
  'actions',
  'retry',
  'recover',
  'showLog',
  'diagnose',
] as const;

/** A command without its prefix `incidentNotes.`. */
export type CommandName = (typeof COMMANDS)[number];
