/** Normalizes what people typed, so that it fits into a record or a line. */

/** Control characters but tab and line feed, the two Unicode line separators, and surrogates without their partner. */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- these are the characters that must not reach a record
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What one of these characters isn't in needs no more than its ends trimmed. */
// oxlint-disable-next-line no-control-regex -- line ends, and those that must not reach a record
const NEEDS_CARE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/;

/**
 * Returns the text as the record keeps it: line endings are `\n`; white space at the end of each line, at the start of the first line and
 * blank lines at both ends are gone; characters that can't be seen are written out (`\u0007`). Normalizing twice
 * changes nothing more, and reading a written entry gives this text back exactly.
 */
export function normaliseText(text: string): string {
  if (!NEEDS_CARE.test(text)) {
    return text.trim();
  }
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .split('\n')
    .map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== '');
  if (first < 0) {
    return '';
  }
  const last = lines.findLastIndex((line) => line !== '');
  return [lines[first]!.trimStart(), ...lines.slice(first + 1, last + 1)].join('\n');
}

/** Returns the text on one line: white space, line endings and control characters are single spaces, nothing invisible stays. */
export function oneLine(text: string): string {
  return normaliseText(text.replace(/[\s\p{Cc}]+/gu, ' '));
}

/** Returns the words of a name with hyphens, as a person would write them: `communications-lead` → `Communications lead`. */
export function wordsOf(name: string): string {
  const [first = '', ...rest] = name.replaceAll('-', ' ');
  return first.toUpperCase() + rest.join('');
}
