/** How the markdown preview shows the head of an entry: quietly, in the reader's local time. */

import { formatInstant } from '../time/instant';
import { describeInstant, localTime } from '../time/typedTime';
import { readEntryHead } from '../timeline/entryHead';

export interface PreviewHead {
  /** The box as it's written, with the space after it: `[ ] `; empty if the entry has none. */
  readonly box: string;
  /** The instant as in a record: `2026-11-20T15:02:00Z`. */
  readonly instant: string;
  /** `20:32`, in the reader's zone. */
  readonly time: string;
  /** Both zones, for a hover: `20:32 IST = 15:02 UTC`. */
  readonly zones: string;
  readonly author: string;
  readonly kind: string;
  readonly qualifier: string;
  readonly important: boolean;
  /** Number of characters of the head, from the box to the colon or the mark. */
  readonly length: number;
}

/**
 * Returns the head that a list item begins with, or undefined if it isn't an entry.
 * @param item the item's first line, without its bullet
 * @param frame `now` in milliseconds since the epoch, `zone` an IANA name
 */
export function previewHead(
  item: string,
  frame: { readonly now: number; readonly zone: string },
): PreviewHead | undefined {
  const line = `- ${item.split('\n', 1)[0]!}`;
  const placed = readEntryHead(line, 0, line.length, []);
  return (
    placed && {
      box: placed.ticked === undefined ? '' : line.slice(2, line.indexOf(']') + 2),
      instant: formatInstant(placed.instant),
      time: localTime(placed.instant, frame),
      zones: describeInstant(placed.instant, frame),
      author: placed.author,
      kind: placed.kind,
      qualifier: placed.qualifier,
      important: placed.important,
      length: placed.textStart - 2,
    }
  );
}
