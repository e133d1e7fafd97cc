/** A quick fix as a value, and what else it changes besides the record. */

import type { TextEdit } from './textEdit';

export interface QuickFix {
  /** What it does, in a few words: `Move the entry to its place`. */
  readonly title: string;
  /** None where it turns out that nothing can be done. */
  readonly edits: readonly TextEdit[];
  /** Nothing else is likely to be meant. */
  readonly preferred?: true;
}

/** What isn't in the record. */
export interface FixFrame {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The person's zone, an IANA name. */
  readonly zone: string;
  /** The incident's id: the name of the record's folder. */
  readonly id: string;
  /** The person's handle, without `@`; absent if it isn't known. */
  readonly author?: string;
}
