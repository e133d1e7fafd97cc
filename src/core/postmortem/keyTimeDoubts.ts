/**
 * What is wrong with an incident's key times when it's resolved: one is missing, in the future, after what it led to, or
 * days before the rest; and what it could be instead. Only a person knows: each is offered, and none holds anybody up.
 */

import { atFreeInstants, type DatedEntry } from '../entries/newEntries';
import type { Process } from '../process/process';
import type { Change } from '../record/change';
import type { IncidentRecord } from '../record/record';
import type { Entry } from '../timeline/entry';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { missingMilestones } from './keyTimes';
import { gatherFacts, type PostmortemFacts } from './postmortemFacts';

export interface KeyTimeDoubt {
  readonly milestone: string;
  readonly kind: 'missing' | 'future' | 'order' | 'implausible';
  /** When it was, as the record says; undefined if it's missing. Milliseconds since the epoch, like the next one. */
  readonly instant: number | undefined;
  readonly proposed: number;
  /** The milestone that it's after although it led to it; of a missing one the milestone whose time is proposed. */
  readonly other?: string;
}

const DAY = 86_400_000;
/** How far another machine's clock may be ahead, in ms. */
const AHEAD = 60_000;
/** An impact that began earlier before the declaration is a slip of the keyboard more often than the truth, in ms. */
const LONG_BEFORE = 7 * DAY;

/**
 * Returns the doubts about what comes before the milestone that's about to be logged at `now`, one for each milestone, in the
 * process's order; without those in `asked`, which somebody is asked about anyway.
 */
export function keyTimeDoubts(
  record: IncidentRecord,
  process: Process,
  reaching: string,
  now: number,
  asked: readonly string[] = [],
): KeyTimeDoubt[] {
  const facts = gatherFacts(record, process);
  const order = process.milestones.map(({ name }) => name);
  const isBefore = (name: string): boolean => order.indexOf(name) < order.indexOf(reaching);
  const future = facts.moments
    .filter(({ instant }) => instant > now + AHEAD)
    .map(({ name, instant }): KeyTimeDoubt => {
      return { milestone: name, kind: 'future', instant, proposed: instant - Math.ceil((instant - now) / DAY) * DAY };
    });
  // Of an incident that was reopened, times of both rounds are in no one order.
  const isReopened = facts.moments.some(({ name }) => name === 'reopened');
  const doubts = isReopened ? future : [...future, ...disorder(facts), ...longBefore(facts), ...missing(facts, now)];
  const seen = new Set(asked);
  return doubts
    .filter(
      ({ milestone }) => milestone !== reaching && isBefore(milestone) && !seen.has(milestone) && seen.add(milestone),
    )
    .sort((a, b) => order.indexOf(a.milestone) - order.indexOf(b.milestone));
}

/** Returns the entries for the milestones that were missing, at the proposed times. */
export function addedMilestones(doubts: readonly KeyTimeDoubt[]): DatedEntry[] {
  return doubts
    .filter(({ kind }) => kind === 'missing')
    .map(({ milestone, proposed }) => ({ kind: 'MILESTONE', qualifier: milestone, text: '', instant: proposed }));
}

/** Returns the changes that move the other ones to the proposed times; what somebody has changed since stays. */
export function movedMilestones(record: IncidentRecord, doubts: readonly KeyTimeDoubt[]): Change[] {
  const moved = doubts.flatMap(({ milestone, instant, proposed }) => {
    const was = instant === undefined ? undefined : entryAt(record, milestone, instant);
    return was ? [{ was, proposed }] : [];
  });
  const entries = moved.map(({ was: { minute: _, ...exact }, proposed }) => ({ ...exact, instant: proposed }));
  return atFreeInstants(record, entries).map((added, index) => ({ removed: moved[index]!.was, added }));
}

function entryAt(record: IncidentRecord, milestone: string, instant: number): Entry | undefined {
  const placed = countingEntries(record).find(
    (entry) => entry.kind === 'MILESTONE' && entry.qualifier === milestone && entry.instant === instant,
  );
  return placed && readEntry(record.text, placed);
}

/** A duration of the process that would be negative: what it begins with is offered to be when it ended. */
function disorder({ process, moments }: PostmortemFacts): KeyTimeDoubt[] {
  return process.durations.flatMap(({ from, to }): KeyTimeDoubt[] => {
    const [first, last] = [from, to].map((wanted) => moments.find(({ name }) => name === wanted));
    return first && last && last.instant < first.instant
      ? [{ milestone: from, kind: 'order', instant: first.instant, proposed: last.instant, other: to }]
      : [];
  });
}

/** It's offered to be at its time of day, on the day of the declaration or the one before. */
function longBefore({ moments }: PostmortemFacts): KeyTimeDoubt[] {
  const declared = moments.find(({ name }) => name === 'declared')?.instant;
  return moments
    .filter(({ instant }) => declared !== undefined && instant < declared - LONG_BEFORE)
    .map(({ name, instant }): KeyTimeDoubt => {
      const proposed = instant + Math.floor((declared! - instant) / DAY) * DAY;
      return { milestone: name, kind: 'implausible', instant, proposed };
    });
}

/** What nobody logged is offered to be when the next milestone was; the beginning, when the first entry was. */
function missing({ process, moments, fields, entries, hypotheses }: PostmortemFacts, now: number): KeyTimeDoubt[] {
  const names = process.milestones.map(({ name }) => name);
  return missingMilestones(process, moments, fields.status).map((milestone): KeyTimeDoubt => {
    const next = names
      .slice(names.indexOf(milestone) + 1)
      .flatMap((name) => moments.filter((moment) => moment.name === name))[0];
    const confirmed = hypotheses.find(({ qualifier }) => qualifier === 'confirmed')?.instant;
    const first = Math.min(...[entries[0], next, { instant: now }].flatMap((one) => (one ? [one.instant] : [])));
    const proposed =
      milestone === 'started' ? first : ((milestone === 'identified' ? confirmed : undefined) ?? next?.instant ?? now);
    const isNext = next?.instant === proposed;
    return { milestone, kind: 'missing', instant: undefined, proposed, ...(isNext && { other: next.name }) };
  });
}
