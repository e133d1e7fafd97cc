/**
 * Splits text into searchable words in any language: without case and accents. In scripts without spaces between words, each
 * pair of characters is a word.
 */

/** `auth-api`, `2026-11-20`, `v1.2`: words that punctuation holds together. */
const JOINED = /[\p{L}\p{N}]+(?:[-_.:/+][\p{L}\p{N}]+)*/gu;
const PART = /[\p{L}\p{N}]+/gu;
const UNSPACED = '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
const RUNS = new RegExp(`([${UNSPACED}]+)`, 'u');
/** Maximum number of characters of a word: what is longer is a key or a dump, which nobody types. */
const LONGEST = 48;

/** Returns the words of a text that is to be found: of `auth-api` the whole and its parts. */
export function indexedWords(text: string): string[] {
  return wordsOf(text, (whole, parts) => (parts.length > 1 ? [whole, ...parts] : parts));
}

/** Returns the words of what somebody looks for: of `auth-api` the whole alone. */
export function typedWords(text: string): string[] {
  return [...new Set(wordsOf(text, (whole, parts) => (parts.length > 1 ? [whole] : parts)))];
}

function wordsOf(text: string, choose: (whole: string, parts: readonly string[]) => readonly string[]): string[] {
  const folded = fold(text);
  const words = [...folded.matchAll(JOINED)].flatMap(([whole]) =>
    HAS_UNSPACED.test(whole) ? unspaced(whole) : choose(whole, whole.match(PART) ?? []),
  );
  return words.filter((word) => word.length <= LONGEST);
}

/** Lowercase, without accents and apostrophes. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

/** Each pair of characters, so that no dictionary has to divide a text as it divides a query. */
function unspaced(whole: string): string[] {
  return (whole.match(PART) ?? [])
    .flatMap((part) => part.split(RUNS))
    .flatMap((run) => {
      if (!HAS_UNSPACED.test(run)) {
        return run === '' ? [] : [run];
      }
      const characters = [...run];
      return characters.length === 1 ? characters : characters.slice(1).map((next, at) => characters[at]! + next);
    });
}
