/**
 * Time zones as people write them, and how a zone is named in a line. Knows abbreviations, offsets and IANA names; which
 * zone the person is in is a parameter elsewhere.
 */

import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';

export type ReadZone =
  | { readonly zone: Zone }
  /** A finished sentence: no such zone, or more than one of that name with the choices. */
  | { readonly problem: string };

/**
 * Minutes ahead of UTC. An abbreviation is a fixed offset, in summer as in winter: who writes CET in July means UTC+1.
 * Only those that one region uses today; the North American ones are those of RFC 5322.
 */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  SAST: 120,
  PKT: 300,
  ICT: 420,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  ACDT: 630,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
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

/** Also words that people write in capitals: `14:03 WEST region is down`. */
const WORDS = new Set(['WET', 'WEST']);

const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i;

/** Reads a zone that stands for itself: `CET`, `utc`, `+02:00`, `+2`, `UTC-5`, `Europe/Berlin`. */
export function readZone(text: string): ReadZone {
  const name = text.toUpperCase();
  if (Object.hasOwn(ABBREVIATIONS, name)) {
    return { zone: FixedOffsetZone.instance(ABBREVIATIONS[name]!) };
  }
  if (Object.hasOwn(AMBIGUOUS, name)) {
    return { problem: `${name} is more than one time zone: write ${oneOf(AMBIGUOUS[name]!)}.` };
  }
  const offset = OFFSET.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    if (minutes <= 14 * 60 && Number(offset[3] ?? 0) < 60) {
      return { zone: FixedOffsetZone.instance(offset[1] === '-' ? -minutes : minutes) };
    }
  } else if (text.includes('/') && IANAZone.isValidZone(text)) {
    return { zone: IANAZone.create(text) };
  }
  return { problem: `${text} is no time zone that is known here: write for example +02:00 or Europe/Berlin.` };
}

/**
 * Whether a word after a time is meant as a zone when text may follow: `CET`, `CST`, `+02:00`, `Europe/Berlin`, but not
 * `page`, `cet`, `WEST`, `-5` or `api/auth`.
 */
export function looksLikeZone(word: string): boolean {
  if (/^[A-Z]+$/.test(word)) {
    return (Object.hasOwn(ABBREVIATIONS, word) && !WORDS.has(word)) || Object.hasOwn(AMBIGUOUS, word);
  }
  return /^(?:UTC|GMT)[+-]\d|^[+-]\d{2}:\d{2}$/.test(word) || (word.includes('/') && IANAZone.isValidZone(word));
}

/** The zone's name at an instant as its people write it: `CET`, `EDT`, `UTC`; where they use none, `UTC+05:45`. */
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

/** `a, b or c`. */
function oneOf(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
