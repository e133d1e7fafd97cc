/** An incident's status in words: a line for the status bar, sentences, and what else is worth a look. No colors. */

import { shortened } from '../text/flatText';
import type { RecordLocation } from './recordLocation';
import type { IncidentStatus } from './status';
import { say, sayWords } from '../words/say';
import { dueLabel, dueName, dueWord, holderWords } from './dueWords';
import { describeAge, describeDue, isOverdue, shortDue } from './updateClock';

/** What's pending for a record, and why. */
export interface Waiting {
  /** Entries that aren't yet committed. */
  readonly entries: number;
  /** Why, where it is more than the few seconds that every entry waits; no period. */
  readonly why?: string;
  /** Whether others have it: `shared with origin`, as in `sharingWords.ts`. Absent if something else says it. */
  readonly shared?: string;
  /** What of that is worth a look now, or what came from others; no period. */
  readonly sharing?: string;
  /** Where the record lives. */
  readonly place?: RecordLocation;
}

/**
 * How many characters fit in a window of 1280 pixels: the editor cuts an item off at two fifths of its width. A long line
 * shortens the title; if that isn't enough, only the tooltip has the age.
 */
const ROOM = 72;
const LONGEST_TITLE = 24;
const SHORTEST_TITLE = 8;

/**
 * `open` is how many incidents are: of several that is said first, and this is the one that entries go to.
 * `SEV-1 Logging in is broken · 12 min · update in 8 min`, `SEV-1 Logging i… · 2 pending: a rebase is in progress · update in 8 min`.
 */
export function statusLine(status: IncidentStatus, waiting: Waiting, now: number, open = 1): string {
  const shared = waiting.sharing === undefined ? [] : [waiting.sharing];
  const more = [
    ...waitingWords(waiting),
    ...shared,
    ...(waiting.place?.rule === 'unshared' ? [waiting.place.words] : []),
  ];
  const line = (age: readonly string[], length: number): string =>
    [
      ...(open > 1 ? [say`${open} incidents`] : []),
      titleWithSeverity(shortened(status.title, length), status.severity),
      ...age,
      ...more,
      ...dueWords(status, now),
    ].join(' · ');
  const age = status.open ? describeAge(status.age * 1000) : (status.status ?? say`ended`);
  const known = [[age], []].find((shown) => line(shown, SHORTEST_TITLE).length <= ROOM) ?? [];
  const left = ROOM - line(known, SHORTEST_TITLE).length;
  return line(known, Math.min(LONGEST_TITLE, SHORTEST_TITLE + Math.max(0, left)));
}

/** `SEV-1 Logging in is broken`. */
export function titleWithSeverity(title: string, severity: string | undefined): string {
  return severity === undefined ? title : `${severity} ${title}`;
}

/** Returns the same in whole sentences, for a screen reader and for the command. */
export function statusSentences(status: IncidentStatus, waiting: Waiting, now: number, open = 1): string {
  const { nextUpdate } = status;
  const state = [status.severity, status.status].filter((part) => part !== undefined);
  const age = status.open ? [say`open for ${describeAge(status.age * 1000)}`] : [];
  const roles = Object.entries(status.roles).map(
    ([role, holders]) => `${role.replaceAll('-', ' ')} ${[holders].flat().join(', ')}`,
  );
  const others = status.clocks.filter(({ audience }) => audience === undefined).slice(0, 3);
  return [
    ...(open > 1 ? [say`${open} incidents are open. Entries go to this one.`] : []),
    say`Incident ${status.title}: ${[...state, ...age].join(', ')}.`,
    ...(roles.length > 0 ? [say`Roles: ${roles.join('; ')}.`] : []),
    ...(isUnled(status) ? [say`Nobody is leading yet.`] : []),
    ...status.offers.map(
      ({ role, from, to }) => say`The hand-off of ${role} from ${from} to ${to} isn't confirmed yet.`,
    ),
    ...(nextUpdate
      ? [say`The next ${nextUpdate.audience.replaceAll('-', ' ')} update is ${describeDue(nextUpdate.at, now)}.`]
      : []),
    ...others.map((item) => `${dueName(item)}: ${describeDue(item.at, now)}.`),
    ...waitingWords(waiting).map((words) => `${words}.`),
    ...sharedWords(waiting).map((words) => say`Sync: ${words}.`),
    ...(waiting.place ? [placeSentence(waiting.place)] : []),
  ].join(' ');
}

/** `The record is on branch main.` */
export function placeSentence({ words }: RecordLocation): string {
  return say`The record is ${words}.`;
}

/** Returns whether an open incident has nobody who leads it. */
export function isUnled({ open, lead }: Pick<IncidentStatus, 'open' | 'lead'>): boolean {
  return open && lead.holders.length === 0;
}

/** The same where several incidents are open and none of them is active: `names` are theirs, with the severity. */
export function choiceWords(names: readonly string[]): { readonly line: string; readonly sentences: string } {
  return {
    line: say`${names.length} incidents open`,
    sentences: say`${names.length} incidents are open, and none is active: ${names.join('; ')}. Switch to one of them.`,
  };
}

/** Every clock with whose it is, then what there is to consider, one line each. */
export function statusDetails(status: IncidentStatus, now: number): string[] {
  const [tip] = status.tips;
  return [
    ...status.clocks.map((item) => {
      const due = item.snoozed ? say`${describeDue(item.at, now)}, snoozed` : describeDue(item.at, now);
      return `${dueLabel(item)}: ${due} (${holderWords(item)})`;
    }),
    ...(status.open
      ? status.startConditions
          .filter(({ at }) => at === undefined)
          .map(({ step }) => say`Before it officially begins: ${step}`)
      : []),
    ...(status.open && status.unassigned.length > 0
      ? [say`Nobody yet: ${status.unassigned.map(sayWords).join(', ')}`]
      : []),
    ...status.escalations.map(({ sign, action }) => `${sayWords(sign)}: ${sayWords(action)}`),
    ...(status.span.hint === undefined ? [] : [status.span.hint]),
    ...(tip === undefined ? [] : [sayWords(tip)]),
  ];
}

/** `update in 8 min`, `report due in 1 d 7 h`, `quest 5 min overdue, 1 more`. */
function dueWords({ clocks }: IncidentStatus, now: number): string[] {
  const [first] = clocks;
  if (!first) {
    return [];
  }
  const overdue = clocks.filter(({ at }) => isOverdue(at, now)).length;
  const isUpdate = first.audience !== undefined;
  const due = `${dueWord(first)} ${isUpdate ? shortDue(first.at, now) : describeDue(first.at, now)}`;
  return [overdue > 1 ? say`${due}, ${overdue - 1} more` : due];
}

/** Returns whether others have it and what is worth a look of that, each once. */
export function sharedWords({ shared, sharing }: Waiting): string[] {
  return [...new Set([shared, sharing].filter((words) => words !== undefined))];
}

/** `2 waiting: a rebase is in progress`; nothing if nothing waits. */
export function waitingWords({ entries, why }: Waiting): string[] {
  const words = entries === 0 ? [] : [say`${entries} pending`];
  return why === undefined ? words : [[...words, why].join(': ')];
}
