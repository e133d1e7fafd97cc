/** Time zones as people write them: abbreviations, offsets, and IANA names. The person's own zone comes from the caller. */

import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import type { WallTime } from './wallClock';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';
import { say } from '../words/say';

export type ReadZone =
  | { readonly zone: Zone }
  /** A finished sentence: no such zone, or more than one of that name with the choices. */
  | { readonly problem: Reason<'severalZones' | 'unknownZone' | 'zoneOrWord'> };

/**
 * Minutes ahead of UTC. An abbreviation is a fixed offset, in summer as in winter: who writes CET in July means UTC+1.
 * Only those that one region uses today; the North American ones are those of RFC 5322.
 */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  Z: 0,
  ZULU: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  MEZ: 60,
  MESZ: 120,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  TRT: 180,
  SAST: 120,
  WAT: 60,
  CAT: 120,
  EAT: 180,
  PKT: 300,
  ICT: 420,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  PHT: 480,
  WITA: 480,
  ACST: 570,
  ACDT: 630,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  ART: -180,
  BRT: -180,
  NST: -210,
  NDT: -150,
  EST: -300,
  EDT: -240,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};

/** What an abbreviation may mean, as names that can be typed instead. */
const AMBIGUOUS: Readonly<Record<string, readonly string[]>> = {
  ADT: ['America/Halifax (-03:00)', 'Asia/Riyadh (+03:00)'],
  AMT: ['America/Manaus (-04:00)', 'Asia/Yerevan (+04:00)'],
  AST: ['America/Halifax (-04:00)', 'Asia/Riyadh (+03:00)'],
  BST: ['Europe/London (+01:00)', 'Asia/Dhaka (+06:00)', 'Pacific/Bougainville (+11:00)'],
  CDT: ['America/Chicago (-05:00)', 'America/Havana (-04:00)'],
  CST: ['America/Chicago (-06:00)', 'Asia/Shanghai (+08:00)', 'America/Havana (-05:00)'],
  ECT: ['America/Guayaquil (-05:00)', 'America/Martinique (-04:00)'],
  GST: ['Asia/Dubai (+04:00)', 'Atlantic/South_Georgia (-02:00)'],
  IST: ['Asia/Kolkata (+05:30)', 'Europe/Dublin (+01:00)', 'Asia/Jerusalem (+02:00)'],
  SST: ['Asia/Singapore (+08:00)', 'Pacific/Pago_Pago (-11:00)'],
  WST: ['Australia/Perth (+08:00)', 'Pacific/Apia (+13:00)'],
};

/** What Americans write all year round: standard time in winter, daylight time in summer. */
const REGIONS: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};

/** Zones that are also words when they're written like that: asked about where words may follow the time. */
const CAPITAL_WORDS = new Set(['ART', 'CAT', 'EAT', 'WAT', 'WEST', 'WET']);
const SMALL_WORDS = new Set(['ADT', 'CET', 'CT', 'ECT', 'EST', 'ET', 'IST', 'MT', 'PT', 'WEST', 'WET']);
/** Zones that hardly anybody means when they're written in small letters. */
const SMALL_PROSE = new Set(['AMT', 'ART', 'AST', 'CAT', 'EAT', 'WAT']);

const OFFSET = /^(?:UTC|GMT)?\s?([-+\u2212])(\d{1,2})(?::?(\d{2}))?$/i;
const LONG_NAME = /^(Eastern|Central|Mountain|Pacific)(?:\s(?:Standard|Daylight))?\sTime$/i;
const CITY_TIME = /^(\p{Lu}[\p{L}_]+(?:\s\p{Lu}\p{L}+)?)\stime$/u;

/** Reads a zone on its own: `CET`, `utc`, `PT`, `+02:00`, `+2`, `UTC-5`, `Europe/Berlin`, `Pacific Time`, `Tokyo time`. */
export function readZone(text: string): ReadZone {
  const name = text.toUpperCase();
  if (Object.hasOwn(ABBREVIATIONS, name)) {
    return { zone: FixedOffsetZone.instance(ABBREVIATIONS[name]!) };
  }
  if (Object.hasOwn(AMBIGUOUS, name)) {
    return { problem: reasonOf(CORE_SENTENCES, 'severalZones', { zone: name, choices: AMBIGUOUS[name]! }) };
  }
  const region = Object.hasOwn(REGIONS, name) ? REGIONS[name] : regionOf(text);
  if (region !== undefined) {
    return { zone: IANAZone.create(region) };
  }
  const offset = OFFSET.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    if (minutes <= 14 * 60 && Number(offset[3] ?? 0) < 60) {
      return { zone: FixedOffsetZone.instance(offset[1] === '+' ? minutes : -minutes) };
    }
  } else if (text.includes('/') && IANAZone.isValidZone(text)) {
    return { zone: IANAZone.create(text) };
  }
  return { problem: reasonOf(CORE_SENTENCES, 'unknownZone', { zone: text }) };
}

/** Returns whether a word means a zone wherever it is: `CET`, `CST`, `+02:00`, `Europe/Berlin`, but not `page`, `west` or `-5`. */
export function looksLikeZone(word: string): boolean {
  const read = readZoneAfter(` ${word}`, { exact: true });
  return read !== undefined && read.length > word.length;
}

/** What a time of day is followed by, if that is a zone or may be one. */
export type ZoneAfter = ReadZone & {
  /** Of the zone and the white space before it; 0 if it may be a word. */
  readonly length: number;
};

/** Emphasis may close behind it: `**14:03 UTC**`. */
const END = String.raw`(?=[:,;.]?(?:\s|$)|[)\]*_\x60])`;
const GAP = String.raw`[^\S\n]*`;
const BRACKETED = new RegExp(String.raw`^${GAP}[([]([^()[\]\n]{1,40})[)\]]${END}`);
const FROM_UTC = new RegExp(String.raw`^${GAP}((?:UTC|GMT)([^\S\n]?)[-+\u2212]\d{1,2}(?::?\d{2})?)${END}`, 'i');
const BARE_OFFSET = new RegExp(String.raw`^(${GAP})([-+\u2212])(\d{2}|\d(?=:))(:?)(\d{2})?${END}`);
const LOCATION = new RegExp(String.raw`^${GAP}([A-Za-z_]+/[\w+/-]+)${END}`);
const LONG = new RegExp(
  String.raw`^${GAP}((?:Eastern|Central|Mountain|Pacific)(?:\s(?:Standard|Daylight))?\sTime)${END}`,
  'i',
);
const CITY = new RegExp(String.raw`^${GAP}(\p{Lu}[\p{L}_]+(?:[^\S\n]\p{Lu}\p{L}+)?[^\S\n]time)${END}`, 'u');
const REGION_WORD = new RegExp(String.raw`^${GAP}(Eastern|Central|Mountain|Pacific)${END}`);
const WORD = new RegExp(String.raw`^(${GAP})([A-Za-z]{1,5})${END}`);

/** The time of day before a zone; `exact` where it has seconds or a date, so that it's no range and no count. */
export interface TimeBefore {
  readonly exact: boolean;
  readonly clock?: WallTime;
}

/**
 * Returns the zone behind a time of day when text may follow: ` CET`, `UTC`, ` pst`, ` (CET)`, ` +0200`, ` Europe/Berlin`. A problem
 * where it may also be a word or a number.
 */
export function readZoneAfter(text: string, time: TimeBefore): ZoneAfter | undefined {
  const bracketed = BRACKETED.exec(text);
  const inside = bracketed?.[1]!.replace(/^(?:Eastern|Central|Mountain|Pacific)$/, '$& Time');
  if (bracketed && isZone(inside!)) {
    return { ...readZone(inside!), length: bracketed[0].length };
  }
  const offset = BARE_OFFSET.exec(text);
  if (offset) {
    return offsetAfter(offset, time);
  }
  const fromUtc = FROM_UTC.exec(text);
  if (fromUtc?.[2] && /[-+\u2212]\d$/.test(fromUtc[1]!)) {
    return { problem: orWord(fromUtc[1]!, say`an offset`, say`a number`), length: 0 };
  }
  const certain = fromUtc ?? LONG.exec(text) ?? LOCATION.exec(text) ?? CITY.exec(text);
  if (certain && (fromUtc || isZone(certain[1]!))) {
    return { ...readZone(certain[1]!), length: certain[0].length };
  }
  const region = REGION_WORD.exec(text);
  if (region) {
    return { problem: orWord(region[1]!, say`${region[1]!} Time`, say`a word`), length: 0 };
  }
  const word = WORD.exec(text);
  return word ? wordAfter(word[2]!, word[0].length) : undefined;
}

function wordAfter(word: string, length: number): ZoneAfter | undefined {
  const name = word.toUpperCase();
  const capital = word === name;
  if (!isZone(name) || (!capital && SMALL_PROSE.has(name))) {
    return undefined;
  }
  return (capital ? CAPITAL_WORDS : SMALL_WORDS).has(name)
    ? { problem: orWord(word, say`the time zone ${name}`, say`a word`), length: 0 }
    : { ...readZone(name), length };
}

/** `+02:00`, `-0500`, `+02`; a question where it may be a count or the end of a range, and nothing if it's a count. */
function offsetAfter(
  [whole, gap, , hours, colon, minutes]: RegExpExecArray,
  { exact, clock }: TimeBefore,
): ZoneAfter | undefined {
  const written = whole.trim();
  const possible = Number(hours) <= 14 && /^(?:00|15|30|45)$/.test(minutes ?? '00');
  const range = !/^\+/.test(written) && colon === ':' && !exact;
  if (range && gap === '') {
    return undefined;
  }
  // A range continues from the time before it.
  const later = clock === undefined || Number(hours) * 60 + Number(minutes ?? 0) > clock.hour * 60 + clock.minute;
  if (!possible) {
    // With a colon nothing but an offset is written like that.
    return colon === ':' && !range ? { ...readZone(written), length: whole.length } : undefined;
  }
  if (range && later) {
    return { problem: orWord(written, say`an offset`, say`the end of a range`), length: 0 };
  }
  if (exact || colon === ':' || hours!.startsWith('0')) {
    return { ...readZone(written), length: whole.length };
  }
  return minutes === undefined ? undefined : { problem: orWord(written, say`an offset`, say`a number`), length: 0 };
}

function orWord(written: string, zone: string, word: string): Reason<'zoneOrWord'> {
  return reasonOf(CORE_SENTENCES, 'zoneOrWord', { written, zone, word });
}

/** Returns the abbreviation itself if it's a zone and no word, whatever comes before it; undefined otherwise. */
export function zoneNameIn(word: string): string | undefined {
  return isZone(word) && !CAPITAL_WORDS.has(word) ? word : undefined;
}

function isZone(text: string): boolean {
  const name = text.toUpperCase();
  return Object.hasOwn(AMBIGUOUS, name) || (!/^[-+\u2212]\d?$/.test(name) && 'zone' in readZone(text));
}

function regionOf(text: string): string | undefined {
  const long = LONG_NAME.exec(text);
  if (long) {
    return REGIONS[`${long[1]![0]!.toUpperCase()}T`];
  }
  const city = CITY_TIME.exec(text)?.[1]?.replace(/\s/g, '_');
  return city && Intl.supportedValuesOf('timeZone').find((name) => name.endsWith(`/${city}`));
}

/** Returns the zone's name at an instant as its people write it: `CET`, `EDT`, `UTC`; where they use none, `UTC+05:45`. */
export function zoneNameAt(instant: number, zone: Zone): string {
  // Which abbreviations Intl knows depends on the English it speaks; each knows those of its own region.
  for (const locale of ['en-GB', 'en-US', 'en-AU', 'en-IN', 'en-ZA']) {
    const name = DateTime.fromMillis(instant, { zone, locale }).offsetNameShort;
    if (name && /^[A-Z]{3,5}$/.test(name)) {
      return name;
    }
  }
  return `UTC${zone.formatOffset(instant, 'short')}`;
}
