/** A title in the letters of folders, branches, and channels. */

import slugify from '@sindresorhus/slugify';
import { oneLine } from '../text/plainText';

const LONGEST_SLUG = 60;
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Returns ASCII in lower case with hyphens, at most 60 characters, cut between words: `logging-in-is-broken`. `nothing` where
 * the title has no letter or digit that a slug shows.
 */
export function slugOf(title: string, nothing: string): string {
  const slug = slugify(oneLine(title).normalize('NFKC'), { decamelize: false })
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const cut = slug.length <= LONGEST_SLUG ? slug : slug.slice(0, LONGEST_SLUG + 1).replace(/-[^-]*$/, '');
  const short = cut.slice(0, LONGEST_SLUG) || nothing;
  return RESERVED_ON_WINDOWS.test(short) ? `${short}-incident` : short;
}

/** Returns whether a slug of the text would lack letters or digits: those of Japanese, Hebrew, or Thai, but not of Russian. */
export function hasOtherScript(text: string): boolean {
  const letters = new Set(text.normalize('NFKC').match(/[^\p{ASCII}\P{L}]|[^\p{ASCII}\P{N}]/gu));
  return [...letters].some((letter) => slugify(letter) === '');
}

/** Returns the title with the words of which a slug would lack letters in Latin letters: `決済 down` → `Jue Ji down`. */
export async function toLatin(title: string): Promise<string> {
  if (!hasOtherScript(title)) {
    return title;
  }
  const { wordInLatin } = await import('./otherScripts');
  const words = oneLine(title).normalize('NFC').split(' ');
  return words.map((word) => (hasOtherScript(word) ? wordInLatin(word) : word)).join(' ');
}
