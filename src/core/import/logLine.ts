/** What every reader of a log returns: one shape for chat, pagers, reports, and records. Doesn't know any format. */

import type { Zone } from 'luxon';
import { daysIn } from '../time/instant';
import type { WallTime } from '../time/wallClock';

/** A day of the calendar; `month` is 1 to 12. */
export interface LogDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Returns the day; undefined if the calendar doesn't have it. */
export function calendarDay(year: number, month: number, day: number): LogDay | undefined {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? { year, month, day } : undefined;
}

/** A time as the log has it: an instant, or a time of day whose day or zone may be known elsewhere. */
export type LogTime =
  /** Milliseconds since the epoch. */
  | { readonly instant: number }
  | {
      readonly clock: WallTime;
      /** Undefined if neither the line nor what's above it says. */
      readonly day: LogDay | undefined;
      /** The line's own zone; undefined if it has none. */
      readonly zone?: Zone | undefined;
    };

/** One thing that was said or that happened. */
export interface LogLine {
  readonly time: LogTime;
  /** Whether the time is only known by the minute. */
  readonly minute?: true;
  /** Who said or did it, as the log has it; undefined if it names nobody. */
  readonly speaker: string | undefined;
  readonly text: string;
  /** What tells it from others in its own system even when its text is edited, such as a message's id. */
  readonly id?: string;
  /** Whether it's a reply in a thread that the channel didn't see. */
  readonly thread?: true;
  /** Whether people reacted to it or pinned it, where the log says so. */
  readonly noted?: true;
  /** The entry's kind and qualifier; `TL` without one. */
  readonly kind?: string;
  readonly qualifier?: string;
  /** Whether its box is checked; absent if it has none. */
  readonly ticked?: boolean;
}

/** One file of a log. */
export interface LogFile {
  /** Below the folder or archive that is imported, with `/`: `ops/2026-11-20.json`. */
  readonly name: string;
  readonly text: string;
}

/** What a reader finds. */
export interface ReadLog {
  /** In the order of the log, oldest first. */
  readonly lines: readonly LogLine[];
  /** The zone that the log says all its times are in. */
  readonly zone?: Zone | undefined;
  /** Whether only lines that begin with `TL:` count unless all are asked for. */
  readonly chat: boolean;
  /** Whether days are marked in the log, so that a time which goes back isn't another day. */
  readonly marksDays?: boolean;
  /** Finished sentences. */
  readonly warnings: readonly string[];
}

/** What the person says of a log. */
export interface LogFrame {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The zone of times that have none. */
  readonly zone?: Zone | undefined;
  /** The day of the first line that has none. */
  readonly date?: LogDay | undefined;
}

/** Returns the lines by their instants, each of which is known; lines of one instant keep their order. */
export function inOrder(lines: readonly LogLine[]): LogLine[] {
  const instantOf = ({ time }: LogLine): number => ('instant' in time ? time.instant : 0);
  return lines.toSorted((one, other) => instantOf(one) - instantOf(other));
}
