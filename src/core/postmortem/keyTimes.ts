/**
 * The milestones that were reached and the times between them, by the process's formulas. An incident that was reopened has
 * several rounds, each with its own times. A missing time is reported, never guessed.
 */

import type { Fields } from '../frontMatter/fields';
import type { Duration, Process } from '../process/process';

/** A milestone that was reached. */
export interface Moment {
  readonly name: string;
  /** Milliseconds since the epoch, UTC. */
  readonly instant: number;
}

export interface MeasuredSpan {
  readonly from: Moment;
  readonly to: Moment;
  /** Milliseconds; negative where the milestones are in the wrong order. */
  readonly length: number;
}

export interface Measured {
  readonly duration: Duration;
  /** One for each round in which it can be told, in their order. */
  readonly spans: readonly MeasuredSpan[];
  /** The milestones without which the first round can't be told. */
  readonly missing: readonly string[];
}

const REOPENED = 'reopened';

/** Each duration of the process; `moments` are in the order of their instants. */
export function measureDurations(durations: readonly Duration[], moments: readonly Moment[]): Measured[] {
  const rounds = roundsOf(moments);
  return durations.map((duration) => {
    const spans = rounds.flatMap((round, index): MeasuredSpan[] => {
      const to = round.find(({ name }) => name === duration.to);
      const from =
        round.find(({ name }) => name === duration.from) ??
        (index > 0 && to?.name !== REOPENED ? round.find(({ name }) => name === REOPENED) : undefined);
      return from && to ? [{ from, to, length: to.instant - from.instant }] : [];
    });
    const first = new Set(rounds[0]!.map(({ name }) => name));
    const missing = [duration.from, duration.to].filter((name, index, both) => {
      return !first.has(name) && both.indexOf(name) === index;
    });
    return { duration, spans, missing };
  });
}

/**
 * Returns the milestones that the process asks for or measures with and that nobody logged, in the process's order; none if
 * the incident came to nothing.
 */
export function missingMilestones(process: Process, moments: readonly Moment[], status: Fields['status']): string[] {
  if (status === 'canceled' || status === 'duplicate') {
    return [];
  }
  const reached = new Set(moments.map(({ name }) => name));
  const measured = new Set(process.durations.flatMap(({ from, to }) => [from, to]));
  return process.milestones
    .filter(({ name, askedFor }) => (askedFor || measured.has(name)) && !reached.has(name))
    .map(({ name }) => name);
}

/** Number of seconds below which a span is given to the second. */
const EXACT = 600;

/** Returns a span of milliseconds as people say it: `1 h 40 min`, `8 min 20 s`, `2 d 4 h`. */
export function describeSpan(ms: number): string {
  const exact = Math.max(0, Math.round(ms / 1000));
  const seconds = exact < EXACT ? exact : Math.round(exact / 60) * 60;
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return told.length === 0 ? '0 s' : told.join(' ');
}

/** Returns the moments without those that were reached before in the same round: the earliest counts. */
export function firstInRound<Reached extends Moment>(moments: readonly Reached[]): Reached[] {
  const seen = new Set<string>();
  return moments.filter(({ name }) => {
    if (name === REOPENED) {
      seen.clear();
    }
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst;
  });
}

/** A round ends where the next `reopened` begins one; there is always a first one. */
function roundsOf(moments: readonly Moment[]): Moment[][] {
  const rounds: Moment[][] = [[]];
  for (const moment of moments) {
    if (moment.name === REOPENED) {
      rounds.push([]);
    }
    rounds.at(-1)!.push(moment);
  }
  return rounds;
}
