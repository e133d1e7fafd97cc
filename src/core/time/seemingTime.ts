/** Whether a line looks as if it begins with a time although none can be read, so that the person is told. */

const CLOCK = String.raw`(?<![\d.:])(?:[01]?\d|2[0-4])[:h][0-5]\d(?![\d])`;
const BEFORE = String.raw`(?:last|this|the|day|night|morning|afternoon|evening|before|yesterday|today|tonight|heute|gestern|nachmittag|abend|at|about|around|um)`;

/** Tried on the first characters of a line whose digits and signs were made plain. */
const PATTERNS = [
  String.raw`(?:\S+[^\S\n]+){0,2}[^\s\d]{0,9}(?:(?:\d{4}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2})[^\S\n]*[,T]?[^\S\n]*)?${CLOCK}`,
  String.raw`(?:${BEFORE}[,\s]+){1,6}(?:\d{1,2}[^\S\n]?[ap]\.?m|${CLOCK})`,
  String.raw`\d{4}-\d{2}-\d{2}(?!\d)`,
  String.raw`\d{1,2}\.\d{1,2}\.\d{2,4}\s`,
  // Hours and minutes with a point; with one digit it's more often a version or an amount.
  String.raw`(?:\p{L}{1,4}\.?\s)?(?:[01]\d|2[0-3])\.[0-5]\d(?:\.[0-5]\d)?(?![.\d])`,
  String.raw`\S{0,12}\s?\d{1,2}[.:][0-5]\d\.[0-5]\d\s[ap]m\b`,
  String.raw`(?:\S+\s+){0,2}\d{1,2}(?:ish)?[^\S\n]?[ap]m\b`,
  String.raw`\d{1,2}[^\S\n](?:noon|midnight)\b`,
  String.raw`(?:\S+\s+){1,4}ago\b`,
  String.raw`[-\u2212]\d+[.,]\d+[^\S\n]?[hdm]\b|\d{1,3}[^\S\n]?(?:min\w*|[mhd]|h\w*rs?|days?)[^\S\n](?:earlier|before)\b|T[-+\u2212]\d`,
  // Smart dashes, other units, and other languages.
  String.raw`[-\u2212\u2013\u2014][^\S\n]?\d+[^\S\n]?(?:[hms]|mins?|hrs?|[dw])(?:\b|-)(?!\sof\b)|(?:vor|il\sy\sa|hace|h\u00e1)\s\d{1,4}\s?\p{L}+`,
  String.raw`(?:yesterday|today|last\snight)\s+(?:at\s+)?(?:\d{1,2}|noon|midnight)(?![\d.:]|\s\p{L}+s\b)`,
  String.raw`[0-3]\d[0-2]\d[0-5]\dZ`,
  String.raw`(?:at\s+)?(?:noon|midnight)\b`,
  String.raw`\d{3,4}(?:h\b|[^\S\n]?hrs\b)|[0-2]\d[0-5]\d[A-IK-Y]\b`,
  // Timestamps without signs, and seconds or milliseconds since 1970.
  String.raw`\W?20\d{2}[01]\d[0-3]\d[T\W_]?\d{4,6}`,
  String.raw`\S{0,12}(?<!\d)1[5-9]\d{8}(?:[.,]?\d{3,9})?(?![\d])`,
];
const SEEMING = new RegExp(`^(?:${PATTERNS.join('|')})`, 'iu');

/** Digits of other scripts, such as Arabic ones. */
const OTHER_DIGITS = /^\S{0,3}(?!\d)\p{Nd}{1,2}[:\u066b]\p{Nd}{2}/u;
const LONGEST = 60;

export function seemsToBeginWithTime(text: string): boolean {
  const start = text.slice(0, LONGEST).normalize('NFKC');
  return SEEMING.test(start) || OTHER_DIGITS.test(start);
}
