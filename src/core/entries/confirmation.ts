/**
 * What a command did, in a few words for the status bar and in a sentence for a screen reader: one table by command, made from
 * what the command returned. Knows the names of commands as data; `now` (milliseconds since the epoch) and `zone` (an IANA
 * name) are the caller's.
 */
import type { Entry } from '../timeline/entry';
import { flatText, shortened } from '../text/flatText';
import { readEntry, readTimeline } from '../timeline/timeline';
import { localTime } from '../time/typedTime';

/** What a command returned, and what it was called with. */
export interface CommandOutcome {
  readonly result: Readonly<Record<string, unknown>>;
  /** Absent if a person was asked. */
  readonly argument: Readonly<Record<string, unknown>> | undefined;
  /** The incident that the result names, severity first; absent if it names none. */
  readonly incident: string | undefined;
  readonly now: number;
  readonly zone: string;
}

export interface Confirmation {
  /** Without what was typed at length: `03:21 logged: 98 of 100 connections…`. */
  readonly line: string;
  /** The same with all its words. */
  readonly sentence: string;
  /** Whether undoing takes it back. */
  readonly undoable: boolean;
}

/** Maximum number of characters of what a person typed, in the status bar. */
const LONGEST = 32;

/** Says it with as much of a text as there is room for. */
type Say<T> = (what: T, done: CommandOutcome, cut: (text: string) => string) => string | undefined;

/** Those that return an entry, by name: the time comes before. Of one that has no row here it is said that it was logged. */
const ENTRIES: Readonly<Record<string, Say<Entry>>> = {
  milestone: ({ qualifier, text }, _, cut) =>
    qualifier.endsWith('?')
      ? withText(`potential milestone logged: ${qualifier.slice(0, -1)}`, cut(text))
      : withText(`milestone logged: ${qualifier}`, cut(text)),
  todo: ({ text }, _, cut) => `follow-up added: ${cut(text)}`,
  update: ({ qualifier }, { result }) => `update for ${spaced(qualifier)} ${wayOut(result['to'])}`,
  sendUpdate: ({ qualifier }, { result }) => `update for ${spaced(qualifier)} ${wayOut(result['to'])}`,
  severity: ({ qualifier, text }, _, cut) => withText(`severity changed to ${qualifier}`, cut(text)),
  hypothesis: ({ qualifier, text }, _, cut) =>
    `hypothesis ${qualifier === 'open' ? 'logged' : qualifier}: ${cut(text)}`,
  assignRole: ({ qualifier, text }, _, cut) => `${spaced(qualifier)} assigned to ${cut(text)}`,
  handOff: ({ qualifier, text }, _, cut) => `hand-off offered: ${spaced(qualifier)}, ${cut(text)}`,
  confirmHandOff: ({ qualifier, text }, _, cut) => `hand-off confirmed: ${spaced(qualifier)}, ${cut(text)}`,
  quest: ({ qualifier, text }, _, cut) => `quest assigned to ${qualifier}: ${cut(text)}`,
  snooze: ({ text }, _, cut) => `reminder snoozed: ${cut(text)}`,
  check: ({ text }, { argument }, cut) =>
    `step ${argument?.['done'] === false ? 'reopened' : 'checked off'}: ${cut(text)}`,
  editSummary: ({ text }, _, cut) => `summary changed: ${cut(text)}`,
  setLink: ({ text }, _, cut) => `link set: ${cut(text)}`,
  cancel: ({ text }, _, cut) => `canceled as a false alarm: ${cut(text)}`,
  duplicate: ({ text }, _, cut) => `closed as a duplicate ${cut(text)}`,
  markSecurity: ({ text }, _, cut) => `security incident: ${cut(text)}`,
  complete: ({ text }, _, cut) => `completed: ${cut(text)}`,
  correct: ({ text }, _, cut) => `corrected: ${cut(text)}`,
  markImportant: ({ text, important }, _, cut) => `${important ? 'marked as important' : 'unmarked'}: ${cut(text)}`,
  moveEntry: (entry, _, cut) => `moved: ${describe(entry, cut)}`,
  undoLast: (entry, { result }, cut) =>
    `${result['retraction'] === undefined ? 'undone' : 'retracted'}: ${describe(entry, cut)}`,
  redoLast: (entry, _, cut) => `redone: ${describe(entry, cut)}`,
};

/** Entries that undoing again does not bring back. */
const NOT_UNDOABLE = ['undoLast'];

/** Those that return something else. A command that shows what it did by itself has no row, or says it to a person only. */
const OTHERS: Readonly<Record<string, Say<Readonly<Record<string, unknown>>>>> = {
  declare: ({ joined }, { incident }) => `${joined === true ? 'Joined' : 'Declared'}: ${incident}`,
  join: (_, { incident }) => `Joined: ${incident}`,
  switch: (_, { incident }) => `Switched to ${incident}`,
  open: (_, { incident }) => `Opened: ${incident}`,
  brief: (_, { argument }) => (argument ? undefined : 'Brief opened'),
  diagnose: (_, { argument }) => (argument ? undefined : 'Diagnostics opened'),
  showEntries: ({ entries }) => (entries === 'all' ? 'All entries are shown' : 'Only important entries are shown'),
  logClipboard: ({ entries }) => `${counted(entries, 'line')} logged from the clipboard`,
  import: ({ added }) => `${counted(added, 'entry', 'entries')} imported`,
  postmortem: () => 'Postmortem is up to date',
  sync: ({ state, why, remote }) => {
    const where = typeof remote === 'string' ? ` with ${remote}` : '';
    return state === 'shared'
      ? `Synced${where}`
      : `Not synced${where}: ${words(why) ?? SYNC[words(state) ?? ''] ?? 'see the log'}`;
  },
  prepareReview: ({ branch }) => `Review prepared on ${words(branch)}`,
  moveRecord: (_, { incident }) => `Record moved: ${incident}`,
  mergeLocations: ({ merged }) => `Merged: ${counted(merged, 'incident')}`,
  leaveOut: ({ file }) => `Left out of commits: ${words(file)}`,
  decideSecret: ({ held }) =>
    held === 0 ? 'Possible secret reviewed' : `${counted(held, 'possible secret')} left to review`,
  resolveMergeConflict: ({ removed }) =>
    removed === undefined
      ? 'Merge conflict resolved: check the file, then stage it'
      : `Merge conflict resolved: ${words(removed)} was no longer needed`,
  setUpRepository: ({ done }) => (countOf(done) === 0 ? 'Already set up' : 'Repository set up'),
  retry: ({ waiting, why }) =>
    waiting === 0
      ? 'Everything is committed'
      : `${counted(waiting, 'entry', 'entries')} pending: ${words(why) ?? 'try again'}`,
};

const SYNC: Readonly<Record<string, string>> = {
  offline: 'offline',
  held: 'it needs your decision; see the status',
  unapproved: 'no remote is approved yet',
  noRemote: 'this repository has no remote',
  notCommitted: "the record isn't committed yet",
  slow: 'the remote is slow; still syncing',
};

/** What the command did; undefined if there is nothing to say. */
export function confirmation(command: string, done: CommandOutcome): Confirmation | undefined {
  const say = sayer(command, done);
  const line = say((text) => shortened(flatText(text), LONGEST));
  const sentence = say(flatText);
  return line === undefined || sentence === undefined
    ? undefined
    : { line, sentence, undoable: isUndoable(command, done) };
}

function sayer(command: string, done: CommandOutcome): (cut: (text: string) => string) => string | undefined {
  const entry = entryOf(done.result['entry']);
  if (!entry) {
    return (cut) => OTHERS[command]?.(done.result, done, cut);
  }
  const say = ENTRIES[command] ?? (({ text }, _, cut) => `logged: ${cut(text)}`);
  const time = localTime(entry.instant, done);
  // What is attached stands below the words that were typed.
  const [typed = ''] = entry.text.split('\n');
  return (cut) => `${time} ${say({ ...entry, text: typed }, done, cut)}`;
}

function isUndoable(command: string, { result }: CommandOutcome): boolean {
  const imports = command === 'import' && result['added'] !== 0;
  return (
    imports || ((result['entry'] !== undefined || result['entries'] !== undefined) && !NOT_UNDOABLE.includes(command))
  );
}

/** An entry as it is written. */
function entryOf(written: unknown): Entry | undefined {
  const text = typeof written === 'string' ? `## Timeline\n\n${written}\n` : '';
  const [placed] = readTimeline(text).entries;
  return placed && readEntry(text, placed);
}

/** An entry by what it is, and by its text if that is all it says. */
function describe({ kind, qualifier, text }: Entry, cut: (text: string) => string): string {
  const named: Readonly<Record<string, string>> = {
    MILESTONE: `milestone ${qualifier}`,
    UPDATE: `update for ${spaced(qualifier)}`,
    SEVERITY: `severity ${qualifier}`,
    ROLE: `${spaced(qualifier)} ${cut(text)}`,
    HYPOTHESIS: `hypothesis ${cut(text)}`,
    QUEST: `quest for ${qualifier}`,
    TODO: `follow-up ${cut(text)}`,
    CHECK: `step ${cut(text)}`,
  };
  return named[kind] ?? cut(text);
}

function wayOut(to: unknown): string {
  return to === 'record' ? 'logged' : to === 'mail' ? 'opened as an email draft and logged' : 'copied and logged';
}

function withText(words: string, text: string): string {
  return text === '' ? words : `${words}, ${text}`;
}

/** A field that is a text; undefined if it is none. */
function words(field: unknown): string | undefined {
  return typeof field === 'string' ? field : undefined;
}

/** An id as words: `status-page` is `status page`. */
function spaced(id: string): string {
  return id.replaceAll('-', ' ');
}

/** `1 line`, `2 lines`, of a number or a list. */
function counted(what: unknown, one: string, several = `${one}s`): string {
  const count = countOf(what);
  return `${count} ${count === 1 ? one : several}`;
}

function countOf(what: unknown): number {
  return Array.isArray(what) ? what.length : Number(what);
}
