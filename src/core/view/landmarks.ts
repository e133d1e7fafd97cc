/** The entries that people look for in a long timeline: for the outline and "Go to Symbol". */

import type { IncidentRecord } from '../record/record';
import { localClock } from '../time/typedTime';
import { flatEntry } from '../timeline/entryText';
import { countingEntries } from '../timeline/retraction';

/** Kinds that are landmarks. */
const KINDS: ReadonlySet<string> = new Set(['MILESTONE', 'SEVERITY', 'ROLE', 'UPDATE']);

export interface Landmark {
  /** `resolved`, `update customer`. */
  readonly name: string;
  /** The local time and its text on one line: `03:21 all logins work again`. */
  readonly detail: string;
  readonly kind: string;
  /** Offsets of the entry, from its bullet to the end of its text. */
  readonly start: number;
  readonly end: number;
}

/** @param frame `now` in milliseconds since the epoch, `zone` an IANA name */
export function landmarks(
  record: IncidentRecord,
  frame: { readonly now: number; readonly zone: string },
): readonly Landmark[] {
  const clock = localClock(frame);
  return countingEntries(record)
    .filter(({ kind }) => KINDS.has(kind))
    .map((placed) => {
      const { kind, qualifier, instant, start, end } = placed;
      return {
        name: kind === 'MILESTONE' ? qualifier || 'milestone' : `${kind.toLowerCase()} ${qualifier}`.trim(),
        detail: `${clock(instant)} ${flatEntry(record.text, placed)}`.trim(),
        kind,
        start,
        end,
      };
    });
}
