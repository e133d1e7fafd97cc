/**
 * The time zone that a pasted text says its times are in: `Timeline (all times UTC)`, `All times PST`, a column's head, a day's
 * heading. Knows lines, not which of them have a time.
 */
import { IANAZone } from 'luxon';
import { reasonOf } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';
import { readZone, zoneNameIn, type ReadZone } from '../time/timeZone';

/** Words that say a line is about times. */
const ABOUT_TIMES =
  /(?<![\p{L}\d])(?:time(?:s|line|stamps?|zone)?|tz|(?:uhr)?zeit(?:en|zone|leiste)?|heures?|fuseau|horas?|orari[oa]?)(?![\p{L}\d])/iu;
/** Words of a line below the times that says so of all of them. */
const ABOUT_ALL = /^[\s*_>(#-]*(?:note:?\s+)?(?:all\s+|the\s+)?time(?:s|stamps)\b/i;
const ZONES = [
  /(?<![\p{L}\d])(?:UTC|GMT)\s?[-+\u2212]\d{1,2}(?::?\d{2})?(?!\d)/gu,
  /(?<![\p{L}\d])[A-Z][A-Za-z_]+\/[A-Z][\w/+-]+/gu,
  /(?<![\p{L}\d])(?:\p{Lu}\p{L}+\s){1,3}[Tt]ime(?!\p{L})/gu,
  /(?<![\p{L}\d])(?:Eastern|Central|Mountain|Pacific)(?!\p{L}|\s\p{Lu})/gu,
  /(?<![\p{L}\d/])[A-Z]{2,5}(?![\p{L}\d/]|-\d)/gu,
];
const LONGEST = 120;
/** How many lines before the first time are looked at. */
const MOST = 30;

/**
 * The zone of the times, where one of the first lines, above the first time, or the last one says it; a problem if it isn't
 * known.
 */
export function saidZone(
  lines: readonly string[],
  last: string,
  isTimed: (line: string) => boolean,
): ReadZone | undefined {
  const first = lines.findIndex(isTimed);
  const above = lines.slice(0, Math.max(0, first)).slice(-MOST).map(zoneAbove);
  const below = first < 0 || isTimed(last) || !ABOUT_ALL.test(last) ? undefined : zoneIn(last);
  return above.find((zone) => zone !== undefined) ?? below;
}

function zoneAbove(line: string): ReadZone | undefined {
  if (line.length > LONGEST) {
    return undefined;
  }
  const [cell = ''] = line
    .replace(/^\s*\|/, '')
    .split(/[|\t]/)
    .map((part) => part.trim());
  const isColumn = /[|\t]/.test(line.trim());
  if (isColumn) {
    return ABOUT_TIMES.test(cell) || isAlone(cell) ? zoneIn(line) : undefined;
  }
  return ABOUT_TIMES.test(line) || isAlone(line) || isDay(line) ? zoneIn(line) : undefined;
}

/** Returns whether a line with a zone at its end seems to be a day: `## Nov 20 (UTC)`. */
function isDay(line: string): boolean {
  const words = withoutZone(line.trim());
  return (
    words !== line.trim() && /\d[-/.]\d|\d{1,2}(?:st|nd|rd|th)?\s\p{L}{3}|\p{L}{3,9}\.?\s\d{1,2}(?!\d)/u.test(words)
  );
}

/** Returns whether a line is nothing but a zone, and marks. */
function isAlone(line: string): boolean {
  const words = line.replace(/^[\s#*_>([-]+|[\s*_:)\].-]+$/g, '');
  return zonesIn(words).includes(words);
}

function zoneIn(line: string): ReadZone | undefined {
  const found = [...new Set(zonesIn(line))];
  const [only, ...more] = found.map((name) => readZone(asName(name)));
  if (more.length > 0) {
    const zones = { zone: found.join(', '), choices: found };
    return { problem: reasonOf(CORE_SENTENCES, 'severalZones', zones) };
  }
  return only;
}

/** Returns what a line names as zones, each once: a longer name goes before the words in it. */
function zonesIn(line: string): string[] {
  let rest = line;
  return ZONES.flatMap((pattern, index) =>
    [...rest.matchAll(pattern)].flatMap(([name]) => {
      const isZone =
        index === 0 ||
        (index === 1 && IANAZone.isValidZone(name)) ||
        (index === 2 && !/^(?:All|The|Response|Local|Start|End|Down)\s/.test(name)) ||
        index === 3 ||
        (index === 4 && zoneNameIn(name) !== undefined);
      rest = isZone ? rest.replace(name, ' ') : rest;
      return isZone ? [name] : [];
    }),
  );
}

function asName(name: string): string {
  return /^(?:Eastern|Central|Mountain|Pacific)$/.test(name) ? `${name} Time` : name.replace(/\s(?=[-+\u2212]\d)/, '');
}

/** Returns the line without a zone at its end: `Nov 20 (UTC)` is a day. */
export function withoutZone(line: string): string {
  const match = /^(.*?)[\s,]+\(?([A-Z]{2,5}|(?:UTC|GMT)[-+\u2212]\d{1,2})\)?$/.exec(line);
  return match && 'zone' in readZone(match[2]!) ? match[1]! : line;
}
