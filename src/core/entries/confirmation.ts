/**
 * Says what a command did, in a few words for the status bar and in a sentence for a screen reader. One table by command,
 * filled from what the command returned. `now` (milliseconds since the epoch) and `zone` (an IANA name) come from the caller.
 */
import type { Entry } from '../timeline/entry';
import { flatText, shortened } from '../text/flatText';
import { readEntry, readTimeline } from '../timeline/timeline';
import { localTime } from '../time/typedTime';
import { say } from '../words/say';

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

export interface ConfirmationText {
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
      ? withText(say`potential milestone logged: ${qualifier.slice(0, -1)}`, cut(text))
      : withText(say`milestone logged: ${qualifier}`, cut(text)),
  todo: ({ text }, _, cut) => say`follow-up added: ${cut(text)}`,
  update: ({ qualifier }, { result }) => say`update for ${spaced(qualifier)} ${wayOut(result['to'])}`,
  sendUpdate: ({ qualifier }, { result }) => say`update for ${spaced(qualifier)} ${wayOut(result['to'])}`,
  severity: ({ qualifier, text }, _, cut) => withText(say`severity changed to ${qualifier}`, cut(text)),
  hypothesis: ({ qualifier, text }, _, cut) =>
    qualifier === 'open' ? say`hypothesis logged: ${cut(text)}` : say`hypothesis ${qualifier}: ${cut(text)}`,
  assignRole: ({ qualifier, text }, _, cut) => say`${spaced(qualifier)} assigned to ${cut(text)}`,
  takeLead: ({ qualifier, text }, _, cut) => `${spaced(qualifier)}: ${cut(text)}`,
  handOff: ({ qualifier, text }, _, cut) => say`hand-off offered: ${spaced(qualifier)}, ${cut(text)}`,
  confirmHandOff: ({ qualifier, text }, _, cut) => say`hand-off confirmed: ${spaced(qualifier)}, ${cut(text)}`,
  quest: ({ qualifier, text }, _, cut) => say`quest assigned to ${qualifier}: ${cut(text)}`,
  snooze: ({ text }, _, cut) => say`reminder snoozed: ${cut(text)}`,
  check: ({ text }, { argument }, cut) =>
    argument?.['done'] === false ? say`step reopened: ${cut(text)}` : say`step checked off: ${cut(text)}`,
  editSummary: ({ text }, _, cut) => say`summary changed: ${cut(text)}`,
  setLink: ({ text }, _, cut) => say`link set: ${cut(text)}`,
  cancel: ({ text }, _, cut) => say`canceled as a false alarm: ${cut(text)}`,
  duplicate: ({ text }, _, cut) => say`closed as a duplicate ${cut(text)}`,
  markSecurity: ({ text }, _, cut) => say`security incident: ${cut(text)}`,
  complete: ({ text }, _, cut) => say`completed: ${cut(text)}`,
  correct: ({ text }, _, cut) => say`corrected: ${cut(text)}`,
  markImportant: ({ text, important }, _, cut) =>
    important ? say`marked as important: ${cut(text)}` : say`unmarked: ${cut(text)}`,
  moveEntry: (entry, _, cut) => say`moved: ${describe(entry, cut)}`,
  undoLast: (entry, { result }, cut) =>
    result['retraction'] === undefined ? say`undone: ${describe(entry, cut)}` : say`retracted: ${describe(entry, cut)}`,
  redoLast: (entry, _, cut) => say`redone: ${describe(entry, cut)}`,
};

/** Entries that undoing again doesn't bring back. */
const NOT_UNDOABLE = ['undoLast'];

/** Those that return something else. A command that shows what it did by itself has no row, or says it to a person only. */
const OTHERS: Readonly<Record<string, Say<Readonly<Record<string, unknown>>>>> = {
  declare: ({ joined }, { incident }) => (joined === true ? say`Joined: ${incident}` : say`Declared: ${incident}`),
  join: (_, { incident }) => say`Joined: ${incident}`,
  switch: (_, { incident }) => say`Switched to ${incident}`,
  open: (_, { incident }) => say`Opened: ${incident}`,
  brief: (_, { argument }) => (argument ? undefined : say`Brief opened`),
  diagnose: (_, { argument }) => (argument ? undefined : say`Diagnostics opened`),
  showEntries: ({ entries }) =>
    entries === 'all' ? say`All entries are shown` : say`Only important entries are shown`,
  filterHistory: ({ query }) => (query === '' ? say`All incidents are shown` : say`History filtered`),
  fileIssue: ({ entry }) => (entry === undefined ? say`New issue opened in the browser` : say`Issue linked`),
  copyOverdue: () => say`Overdue follow-ups copied`,
  practice: ({ left }) => (left === 0 ? say`Drill: all entries played` : say`Drill: ${String(left)} entries left`),
  endPractice: ({ ended }) => (ended === true ? say`Drill ended and removed` : say`No drill to end`),
  copyJoinLink: () => say`Join link copied`,
  logClipboard: ({ entries }) =>
    countOf(entries) === 1
      ? say`1 line logged from the clipboard`
      : say`${countOf(entries)} lines logged from the clipboard`,
  import: ({ added, canceled }) => {
    if (canceled === true) {
      return say`Import canceled: nothing was written`;
    }
    return added === 1 ? say`1 entry imported` : say`${countOf(added)} entries imported`;
  },
  postmortem: () => say`Postmortem is up to date`,
  postmortemState: ({ state }) => say`Postmortem: ${words(state)}`,
  report: ({ incidents }) =>
    incidents === 1 ? say`1 incident reported` : say`${countOf(incidents)} incidents reported`,
  export: ({ redacted }) => (redacted === true ? say`Exported without the listed words` : say`Exported`),
  sync: ({ state, why, remote }) => {
    const where = typeof remote === 'string' ? say` with ${remote}` : '';
    return state === 'shared'
      ? say`Synced${where}`
      : say`Not synced${where}: ${words(why) ?? SYNC[words(state) ?? '']?.() ?? say`see the log`}`;
  },
  prepareReview: ({ branch }) => say`Review prepared on ${words(branch)}`,
  moveRecord: (_, { incident }) => say`Record moved: ${incident}`,
  mergeLocations: ({ merged }) =>
    countOf(merged) === 1 ? say`1 incident merged` : say`${countOf(merged)} incidents merged`,
  leaveOut: ({ file }) => say`Left out of commits: ${words(file)}`,
  decideSecret: ({ held }) => {
    if (held === 0) {
      return say`Possible secret reviewed`;
    }
    return held === 1 ? say`1 possible secret left to review` : say`${countOf(held)} possible secrets left to review`;
  },
  resolveMergeConflict: ({ removed }) =>
    removed === undefined
      ? say`Merge conflict resolved: check the file, then stage it`
      : say`Merge conflict resolved: ${words(removed)} was no longer needed`,
  setUpRepository: ({ done }) => (countOf(done) === 0 ? say`Already set up` : say`Repository set up`),
  retry: ({ waiting, why }) => {
    if (waiting === 0) {
      return say`Everything is committed`;
    }
    const reason = words(why) ?? say`try again`;
    return waiting === 1 ? say`1 entry pending: ${reason}` : say`${countOf(waiting)} entries pending: ${reason}`;
  },
};

const SYNC: Readonly<Record<string, () => string>> = {
  offline: () => say`offline`,
  held: () => say`your decision is needed; see the status`,
  unapproved: () => say`no remote is approved yet`,
  noRemote: () => say`this repository has no remote`,
  notCommitted: () => say`the record isn't committed yet`,
  slow: () => say`the remote is slow; still syncing`,
};

/** Returns what the command did; undefined if there is nothing to say. */
export function confirmation(command: string, done: CommandOutcome): ConfirmationText | undefined {
  const sayWith = sayer(command, done);
  const line = sayWith((text) => shortened(flatText(text), LONGEST));
  const sentence = sayWith(flatText);
  if (line === undefined || sentence === undefined) {
    return undefined;
  }
  const ahead = aheadOf(done);
  return {
    line: ahead === undefined ? line : `${line} · ${ahead}`,
    sentence: ahead === undefined ? sentence : say`${sentence}. It's timed ${ahead} to come after the entry it changes`,
    undoable: isUndoable(command, done),
  };
}

/** Returns how far the clock is behind the entry, if nobody gave it that time: it comes after one from a clock that is ahead. */
function aheadOf({ result, argument, now }: CommandOutcome): string | undefined {
  const entry = argument?.['at'] === undefined ? entryOf(result['entry']) : undefined;
  const minutes = entry ? Math.round((entry.instant - now) / 60_000) : 0;
  return minutes < 1 ? undefined : say`${minutes} min ahead of your clock`;
}

function sayer(command: string, done: CommandOutcome): (cut: (text: string) => string) => string | undefined {
  const entry = entryOf(done.result['entry']);
  if (!entry) {
    return (cut) => OTHERS[command]?.(done.result, done, cut);
  }
  const row = ENTRIES[command] ?? (({ text }, _, cut) => say`logged: ${cut(text)}`);
  const time = localTime(entry.instant, done);
  // What is attached is below the words that were typed.
  const [typed = ''] = entry.text.split('\n');
  return (cut) => `${time} ${row({ ...entry, text: typed }, done, cut)}`;
}

function isUndoable(command: string, { result }: CommandOutcome): boolean {
  const imports = command === 'import' && result['added'] !== 0;
  return (
    imports || ((result['entry'] !== undefined || result['entries'] !== undefined) && !NOT_UNDOABLE.includes(command))
  );
}

/** Returns an entry as it is written. */
function entryOf(written: unknown): Entry | undefined {
  const text = typeof written === 'string' ? `## Timeline\n\n${written}\n` : '';
  const [placed] = readTimeline(text).entries;
  return placed && readEntry(text, placed);
}

/** An entry by what it is, and by its text if that is all it says. */
function describe({ kind, qualifier, text }: Entry, cut: (text: string) => string): string {
  const named: Readonly<Record<string, string>> = {
    MILESTONE: say`milestone ${qualifier}`,
    UPDATE: say`update for ${spaced(qualifier)}`,
    SEVERITY: say`severity ${qualifier}`,
    ROLE: `${spaced(qualifier)} ${cut(text)}`,
    HYPOTHESIS: say`hypothesis ${cut(text)}`,
    QUEST: say`quest for ${qualifier}`,
    TODO: say`follow-up ${cut(text)}`,
    CHECK: say`step ${cut(text)}`,
  };
  return named[kind] ?? cut(text);
}

function wayOut(to: unknown): string {
  return to === 'record'
    ? say`logged`
    : to === 'mail'
      ? say`opened as an email draft and logged`
      : say`copied and logged`;
}

function withText(words: string, text: string): string {
  return text === '' ? words : `${words}, ${text}`;
}

/** Returns a field that is a text; undefined if it isn't one. */
function words(field: unknown): string | undefined {
  return typeof field === 'string' ? field : undefined;
}

/** Returns an id as words: `status-page` is `status page`. */
function spaced(id: string): string {
  return id.replaceAll('-', ' ');
}

/** Of a number or a list. */
function countOf(what: unknown): number {
  return Array.isArray(what) ? what.length : Number(what);
}
