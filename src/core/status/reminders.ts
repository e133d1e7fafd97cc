/**
 * Decides who is reminded, and when: what's overdue is said once, only to its owner, and nobody gets more than two reminders
 * an hour. The rest is said later, together. Window and time come from the caller.
 */

import type { DueItem, DueAction } from './dueItems';
import { shortened } from '../text/flatText';
import { formatInstant } from '../time/instant';
import { describeAge, isOverdue } from './updateClock';
import { say } from '../words/say';
import { dueLabel, dueName } from './dueWords';

/** An incident with its clocks, as one person sees it. */
export interface WatchedIncident {
  readonly id: string;
  readonly title: string;
  readonly security: boolean;
  readonly clocks: readonly DueItem[];
  /** Under which name this person is in the record, with `@`. */
  readonly person: string;
}

/** What one person was told at one time. */
export interface SaidReminder {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Each with its incident, its clock and the instant that was missed. */
  readonly said: readonly string[];
}

export interface Reminder extends SaidReminder {
  /** What is overdue, in one sentence. */
  readonly sentence: string;
  /** The id of the incident that the action is for. */
  readonly incident: string;
  /** For what comes first: what an open incident waits for before a report, then the longest overdue. */
  readonly action: DueAction;
}

const HOUR = 60 * 60_000;
/** Maximum number of reminders within an hour. */
const BUDGET = 2;
/** What has been overdue for longer isn't news anymore. */
const NEWS = 7 * 24 * HOUR;
const NAMED = 3;
const LONGEST_TITLE = 60;
const LONGEST_LABEL = 80;

/**
 * Returns what is to be said to this person now; absent if there is nothing, or no room. `said` is what this person was told
 * before, `now` in milliseconds since the epoch.
 */
export function nextReminder(
  incidents: readonly WatchedIncident[],
  said: readonly SaidReminder[],
  now: number,
): Reminder | undefined {
  // A machine's clock may have been set back.
  if (said.filter(({ at }) => Math.abs(now - at) < HOUR).length >= BUDGET) {
    return undefined;
  }
  const known = new Set(said.flatMap((reminder) => reminder.said));
  const overdue = incidents
    .flatMap((incident) =>
      incident.clocks
        .filter(({ holders }) => holders.includes(incident.person))
        .map((clock) => ({ incident, clock, what: `${incident.id} ${clock.key} ${formatInstant(clock.at)}` })),
    )
    .filter(({ clock, what }) => isOverdue(clock.at, now) && now - clock.at < NEWS && !known.has(what))
    .sort((a, b) => rank(a.clock) - rank(b.clock) || a.clock.at - b.clock.at);
  const [first] = overdue;
  return (
    first && {
      at: now,
      said: overdue.map(({ what }) => what),
      sentence: sentenceOf(overdue, now),
      incident: first.incident.id,
      action: first.clock.action,
    }
  );
}

function rank({ action }: DueItem): number {
  return action.command === 'postmortem' ? 1 : 0;
}

/** Returns what has to be remembered for `nextReminder` to be right at `now`, the last at the end. */
export function recentReminders(said: readonly SaidReminder[], now: number): SaidReminder[] {
  return said.filter(({ at }) => Math.abs(now - at) < NEWS + HOUR);
}

/** `Overdue: Internal update (5 min), Quest for @lee: read the log (1 min) in "Logging in is broken".` */
function sentenceOf(overdue: readonly { incident: WatchedIncident; clock: DueItem }[], now: number): string {
  const named = overdue.slice(0, NAMED);
  const parts = [...new Set(named.map(({ incident }) => incident))].map((incident) => {
    const clocks = named.filter((other) => other.incident === incident).map(({ clock }) => clock);
    const words = clocks.map(
      (clock) =>
        `${shortened(incident.security ? dueName(clock) : dueLabel(clock), LONGEST_LABEL)} (${describeAge(now - clock.at)})`,
    );
    return say`${words.join(', ')} in "${shortened(incident.title, LONGEST_TITLE)}"`;
  });
  const more = overdue.length - named.length;
  return say`Overdue: ${[...parts, ...(more > 0 ? [say`${more} more`] : [])].join('; ')}.`;
}
