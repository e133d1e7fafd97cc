/**
 * Instants in nearly the record's form. If there's only one meaning, it's written in that form; for a time without an offset,
 * the possible meanings are listed. `now` and `zone` come from the caller.
 */

import { DateTime } from 'luxon';
import { readInstant } from './instant';
import type { FixFrame } from '../text/quickFix';
import { describeInstant } from './typedTime';
import { instantsOf, LOCALE, zoneNamed } from './wallClock';
import { say } from '../words/say';

/** One thing that a written time can mean. */
export interface Reading {
  /** RFC 3339 with an offset: `2026-11-20T15:02+01:00`. */
  readonly written: string;
  /** Absent if it is the only one, else what it means: `as UTC: 16:02 CET = 15:02 UTC`. */
  readonly meaning?: string;
}

const TIME = String.raw`(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?|\d{4}(?:\d{2})?)`;
const OFFSET = String.raw`(?:Z|UTC|GMT|[-+\u2212]\d{2}(?::?\d{2})?)`;
/** `2026-11-20 9:05`, `2026-11-20T0905Z`, `2026-11-20T09:05:00,123 UTC`, `2026-11-20T09:05+0100`. */
export const ALMOST_INSTANT = String.raw`\d{4}-\d{2}-\d{2}(?:[Tt]|[ \t]+)${TIME}(?:[ \t]*${OFFSET})?`;

const PARTS = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})(?:[Tt]|[ \\t]+)(${TIME})(?:[ \\t]*(${OFFSET}))?$`, 'i');
const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/i;

/** Returns what the text can mean as an instant; none if it isn't a time that exists. */
export function instantReadings(text: string, frame: Pick<FixFrame, 'now' | 'zone'>): Reading[] {
  const written = tidied(text);
  const read = written === undefined ? undefined : readInstant(written);
  if (written === undefined || !read || ('problem' in read && read.problem === 'badInstant')) {
    return [];
  }
  return 'instant' in read ? [{ written }] : withOffsets(written, frame);
}

function tidied(text: string): string | undefined {
  const [, date, time, offset = ''] = PARTS.exec(text) ?? [];
  if (date === undefined || time === undefined) {
    return undefined;
  }
  const clock = time.includes(':')
    ? time.replace(/^\d:/, '0$&').replace(',', '.')
    : time.replace(/(\d{2})(?=\d)/g, '$1:');
  const [, sign, hours, minutes = '00'] = /^([-+\u2212])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  const ahead = sign === undefined ? (offset === '' ? '' : 'Z') : `${sign === '+' ? '+' : '-'}${hours}:${minutes}`;
  return `${date}T${clock}${ahead}`;
}

/** In UTC, and in the person's zone if that is another time; a time that the clocks repeat means two. */
function withOffsets(written: string, frame: Pick<FixFrame, 'now' | 'zone'>): Reading[] {
  const reading = (offset: string, as: string): Reading[] => {
    const read = readInstant(written + offset);
    return 'instant' in read
      ? [{ written: written + offset, meaning: say`as ${as}: ${describeInstant(read.instant, frame)}` }]
      : [];
  };
  const zone = zoneNamed(frame.zone);
  const [, date, hour, minute, second = '0'] = LOCAL.exec(written) ?? [];
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  const offsets =
    zone && date !== undefined
      ? instantsOf(clock, DateTime.fromISO(date, { zone, locale: LOCALE })).map((local) =>
          zone.formatOffset(local, 'short'),
        )
      : [];
  return [
    ...reading('Z', 'UTC'),
    ...offsets.filter((offset) => offset !== '+00:00').flatMap((offset) => reading(offset, say`local time`)),
  ];
}
