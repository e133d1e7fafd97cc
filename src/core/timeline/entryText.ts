/** The text of an entry in a record, as it is or on one line, without parsing plain text again. */

import type { PlacedEntry } from './entryHead';
import { flatten, isPlain } from '../text/flatText';
import { readEntry } from './timeline';

/** Returns the text of the entry where it belongs, as it is: normalized, with its further lines. */
export function entryText(text: string, placed: PlacedEntry): string {
  const raw = text.slice(placed.textStart + 1, placed.end);
  return isPlain(raw) ? raw : readEntry(text, placed).text;
}

/** Returns the text of the entry where it belongs, flat: `listeners are missing from the load balancer …` */
export function flatEntry(text: string, placed: PlacedEntry): string {
  const from = placed.textStart + 1;
  const raw = text.slice(from, placed.end);
  if (isPlain(raw)) {
    return raw;
  }
  // A sentence and a log in a fence: nothing of it needs to be read twice.
  const feed = raw.indexOf('\n');
  const first = feed < 0 ? '' : raw.slice(0, feed);
  return first !== '' && isPlain(first) && raw.startsWith('  ```\n', feed + 1)
    ? `${first}${/[^\s`]/.test(raw.slice(feed + 6)) ? ' …' : ''}`
    : flatten(readEntry(text, placed).text);
}
