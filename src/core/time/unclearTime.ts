/**
 * Words after a time of day that leave the instant open: `2:03 in the afternoon`, `14:03 - EST`, `14:03 to 14:10 UTC`, `14:03
 * server time`. Doesn't look at what comes before the time.
 */

import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';
import { readZoneAfter, zoneNameIn } from './timeZone';
import { say } from '../words/say';

const GAP = String.raw`[^\S\n]*`;
const END = String.raw`(?=[:,;.!?)\]]?(?:\s|$))`;

/** Words of the second half of a day, and of the night, in which a time up to 12:59 isn't what it looks like. */
const PARTS_OF_DAY = [
  String.raw`(?:in${GAP}the${GAP}|this${GAP}|that${GAP})?(?:afternoon|evening)`,
  String.raw`at${GAP}night|last${GAP}night|tonight|midnight|at${GAP}midnight`,
  String.raw`(?:am${GAP}|in${GAP}der${GAP}|heute${GAP})?(?:nachmittags?|abends?|nachts?)`,
  String.raw`de${GAP}l['\u2019]apr[e\u00e8]s-midi|(?:du|ce)${GAP}soir|de${GAP}la${GAP}(?:nuit|tarde|noche)|da${GAP}(?:tarde|noite)`,
  String.raw`(?:di|del|della)${GAP}(?:pomeriggio|sera|notte)|'s${GAP}(?:middags|avonds|nachts)`,
  String.raw`p\u00e5${GAP}(?:kv\u00e4llen|eftermiddagen|natten)|om${GAP}(?:aftenen|eftermiddagen|natten|kvelden|ettermiddagen)`,
  String.raw`po${GAP}po[\u0142l]udniu|wieczorem|w${GAP}nocy|odpoledne|ve\u010der|v${GAP}noci|illalla|iltap\u00e4iv\u00e4ll\u00e4|y\u00f6ll\u00e4`,
  String.raw`\u0432\u0435\u0447\u0435\u0440\u0430|\u0434\u043d\u044f|\u043d\u043e\u0447\u0438|\u0645|\u0645\u0633\u0627\u0621`,
  // Other words for AM and PM.
  String.raw`[ef]m|odp\.|dop\.|ip\.|ap\.|du\.|de\.|\u03bc\.\u03bc\.|\u03c0\.\u03bc\.|[\u0434\u043f]\u043f|\u00f6[\u00f6s]|\u0635|SA|CH|P`,
];
const OTHER_HALF = new RegExp(`^${GAP}(?:${PARTS_OF_DAY.join('|')})${END}`, 'iu');

/** A zone that punctuation keeps apart from the time: `14:03, UTC`, `14:03 - EST -`, `14:03 EST/EDT`, `14:03 in UTC`. */
const ZONE_APART = new RegExp(
  String.raw`^(?:[^\S\n]*[,;|/"'\u2013\u2014-]${GAP}|${GAP})(?:in\s)?["']?([A-Z]{2,5}|(?:[A-Z]\.){2,5})(?![\p{L}\d_]|-\d)`,
  'u',
);
const SECOND_CLOCK = new RegExp(
  String.raw`^${GAP}(?:to|till?|until|and|or|thru|through|bis|und|\u00e0|&|=|,|/|\(|-|\u2013|\u2014)${GAP}(\d{1,2}:\d{2}(?::\d{2})?(?:[^\S\n]?[AP]\.?M\b\.?)?)(?=[^\d:])`,
  'iu',
);
/** `14:03 local time (UTC+1)`: whose local time that is doesn't matter then. */
const LOCAL = new RegExp(String.raw`^${GAP}\(?(local(?:${GAP}time)?)\b(?=${GAP}\S)`, 'iu');
const OWN_TIME = new RegExp(
  String.raw`^${GAP}\(?((?:your|their|his|her|server|system|host|customer['\u2019]s)${GAP}time)\b`,
  'iu',
);
/** `14:03 (+1)`, `14:03 -1d`, `14:03 D+1`, `14:03 on the 27th`. */
const DAY_APART = new RegExp(
  String.raw`^${GAP}(\([-+\u2212]\d(?:${GAP}d(?:ays?)?)?\)|D[-+\u2212]\d|[-+\u2212]\d{1,2}${GAP}d(?:ays?)?|on${GAP}the${GAP}\d{1,2}(?:st|nd|rd|th)|20\d{2}[01]\d[0-3]\d|(?:the${GAP})?day${GAP}before|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|MON|TUE|WED|THU|FRI|SAT|SUN|hier)(?=[\s,.:;]|$)`,
  'u',
);
/** `5:00 minutes left`, `0:45 elapsed`: how long something takes. */
const DURATION = new RegExp(
  String.raw`^${GAP}(?:(?:ago|elapsed)${END}|(?:minutes|seconds)${END}(?!${GAP}\p{L})|(?:mins?|minutes|secs?|seconds)${GAP}(?:left|long|remaining|elapsed|ago)\b)`,
  'iu',
);

export function isDuration(behind: string): boolean {
  return DURATION.test(behind);
}

/** Returns whether words of the afternoon or the night come behind a time of day that has neither AM nor PM. */
export function hasOtherHalf(behind: string): boolean {
  return OTHER_HALF.test(behind);
}

/** Why the zone of a time that has none of its own isn't known, by what comes behind it; undefined if nothing does. */
export function unclearZone(behind: string): Reason | undefined {
  const second = SECOND_CLOCK.exec(behind) ?? LOCAL.exec(behind);
  const after = second && behind.slice(second[0].length);
  const zone = after && readZoneAfter(after, { exact: true });
  if (second && zone && zone.length > 0) {
    return reasonOf(CORE_SENTENCES, 'laterZone', { written: `${second[1]!}${after.slice(0, zone.length)}` });
  }
  const apart = ZONE_APART.exec(behind)?.[1];
  const name = apart && zoneNameIn(apart.replaceAll('.', ''));
  const own = OWN_TIME.exec(behind)?.[1];
  return apart !== undefined && name
    ? reasonOf(CORE_SENTENCES, 'zoneOrWord', { written: apart, zone: say`the time zone ${name}`, word: say`a word` })
    : own === undefined
      ? undefined
      : reasonOf(CORE_SENTENCES, 'zoneOrWord', { written: own, zone: say`a time zone`, word: say`words` });
}

/** Why the day of a time isn't known, by what comes behind it. */
export function unclearDay(behind: string): Reason | undefined {
  const written = DAY_APART.exec(behind)?.[1];
  return written === undefined ? undefined : reasonOf(CORE_SENTENCES, 'dayOrWord', { written });
}
