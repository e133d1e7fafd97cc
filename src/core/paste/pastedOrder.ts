/**
 * On which days the times of a pasted text are, and whether its first line is the oldest or the newest. Knows how the hours
 * follow each other; where both orders are likely, it says so instead of choosing one.
 */

import { endsStep, finished, type Steps } from './steps';
import { wholeSeconds } from '../time/instant';
import type { TimeHead, WrittenClock, WrittenTime } from '../time/timeHead';
import { resolveTime, type TypedTime } from '../time/typedTime';

/** Which line comes first. */
export const ORDERS = ['oldest', 'newest'] as const;
export type PastedOrder = (typeof ORDERS)[number];

interface OrderFrame {
  readonly now: number;
  readonly zone: string;
}

const DAY = 86_400_000;
const HALF_DAY = DAY / 2;
/** Lines that were written at once may be in any order; a time that goes further back is another day's. */
const DISORDER = 300_000;
/** How many times longer than the other an order must be to be ruled out. */
const CLEARLY_LONGER = 1.5;

/** Returns the order that the times themselves tell; undefined if they don't. */
export function orderOf(heads: readonly TimeHead[], frame: OrderFrame): PastedOrder | undefined {
  return finished(orderSteps(heads, frame));
}

/** The same in steps. */
export function* orderSteps(heads: readonly TimeHead[], frame: OrderFrame): Steps<PastedOrder | undefined> {
  const dated = heads.every(({ time }) => isDated(time));
  const twelve = heads.some(({ time }) => isTwelveHour(time));
  const times: number[] = [];
  for (const [index, { time }] of heads.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const tells = dated || (!isDated(time) && !(twelve && isOpen(time)));
    const instant = tells ? instantOf(time, frame) : undefined;
    if (instant !== undefined) {
      times.push(instant);
    }
  }
  const steps = times.slice(1).map((time, index) => {
    const step = time - times[index]!;
    return dated ? step : timeOfDay(time) - timeOfDay(times[index]!);
  });
  const back = steps.filter((step) => step < -DISORDER).length;
  const ahead = steps.filter((step) => step > DISORDER).length;
  if (back === 0 || dated) {
    return steps.every((step) => step <= 0) && steps.some((step) => step < 0) ? 'newest' : 'oldest';
  }
  if (ahead === 0 && back > 1) {
    return 'newest';
  }
  const [oldest, newest] = [span(steps), span(steps.map((step) => -step))];
  const order = oldest.length <= newest.length ? 'oldest' : 'newest';
  const [chosen, other] = order === 'oldest' ? [oldest, newest] : [newest, oldest];
  return chosen.longestNight <= HALF_DAY && other.length >= CLEARLY_LONGER * chosen.length ? order : undefined;
}

/** How long the steps take in that order, and the longest of those that go past midnight; in ms. */
function span(steps: readonly number[]): { readonly length: number; readonly longestNight: number } {
  let length = 0;
  let longestNight = 0;
  for (const step of steps) {
    const gap = step < -DISORDER ? step + DAY : step;
    length += Math.max(0, gap);
    longestNight = Math.max(longestNight, gap === step ? 0 : gap);
  }
  return { length, longestNight };
}

/**
 * Returns the instants of times, oldest first: from the first time with a date, or else from the last one
 * and `now`, to both ends. A problem for a time that doesn't exist on its day, because the clocks were set forward;
 * `written` is what the problem tells back of each.
 */
export function instantsInOrder(
  times: readonly WrittenTime[],
  written: readonly string[],
  frame: OrderFrame,
): TypedTime[] {
  return finished(instantSteps(times, written, frame));
}

/** The same in steps. */
export function* instantSteps(
  times: readonly WrittenTime[],
  written: readonly string[],
  { now, zone }: OrderFrame,
): Steps<TypedTime[]> {
  const twelve = times.some(isTwelveHour);
  const read: TypedTime[] = [];
  const readBeside = (index: number, bound: number): number | undefined => {
    const time = times[index]!;
    const frame = { now: isDated(time) ? now : Math.min(now, bound), zone };
    const both = twelve && isOpen(time) ? halves(time as WrittenClock) : [time];
    const latest = both
      .map((one) => resolveTime(one, frame, 'past', written[index] ?? ''))
      .reduce((a, b) => ('problem' in a || ('instant' in b && b.instant > a.instant) ? b : a));
    read[index] = latest;
    return 'instant' in latest ? latest.instant : undefined;
  };
  const dated = times.findIndex(isDated);
  const first = dated < 0 ? times.length - 1 : dated;
  let after = wholeSeconds(now);
  for (let index = first; index >= 0; index -= 1) {
    if (endsStep(index)) {
      yield;
    }
    after = readBeside(index, after + DISORDER) ?? after;
  }
  const anchor = read[first];
  let before = anchor && 'instant' in anchor ? anchor.instant : wholeSeconds(now);
  for (let index = first + 1; index < times.length; index += 1) {
    if (endsStep(index)) {
      yield;
    }
    const cycle = twelve && isOpen(times[index]!) ? HALF_DAY : DAY;
    before = readBeside(index, before + cycle - DISORDER) ?? before;
  }
  return read;
}

function instantOf(time: WrittenTime, frame: OrderFrame): number | undefined {
  const read = resolveTime(time, frame, 'past', '');
  return 'instant' in read ? read.instant : undefined;
}

/** Returns whether the day is certain; others take theirs from the lines around them. */
function isDated(time: WrittenTime): boolean {
  return !('clock' in time) || time.day !== undefined;
}

function isTwelveHour(time: WrittenTime): boolean {
  return 'clock' in time && time.half;
}

/** Returns whether it may be in the morning or in the afternoon, among times that say which. */
function isOpen(time: WrittenTime): boolean {
  return 'clock' in time && !time.half && !time.seconds && time.clock.hour >= 1 && time.clock.hour <= 12;
}

function halves(time: WrittenClock): WrittenClock[] {
  const hour = time.clock.hour % 12;
  return [hour, hour + 12].map((half) => ({ ...time, clock: { ...time.clock, hour: half } }));
}

function timeOfDay(instant: number): number {
  return ((instant % DAY) + DAY) % DAY;
}
